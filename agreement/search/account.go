package search

import "fmt"

// account says what was searched, and how sure the front is.
func (p *Problem) account(r *Result) {
	t := &r.Tried
	r.Searched = []string{
		fmt.Sprintf("speed: every cap, in hundredths of a km/s, at which people are won, up to %g km/s; a kind faster than the cap is slowed to it", p.fastest),
		fmt.Sprintf("commit: %d earliest launches from %+g to %+g s after burnout, and none (counted at %+d s); in the loosest deals to the second (%d more)", t.Levels-1, r.Levels[min(1, len(r.Levels)-1)], r.Levels[len(r.Levels)-1], NoCommitS, t.Refinements),
		fmt.Sprintf("sites on land: all %d sets; the radars of a closed site stay", t.Sites),
		fmt.Sprintf("waters: no ships, ships anywhere, one parallel, or one west and one east of %d E, in whole degrees; a ship may be anywhere that is allowed between 25 and 90 N, 30 W and 70 E", SplitDeg),
		"sensors: all that the study has, or the radars of the sites alone",
		"number: only where the guarantee counts missiles stopped; reach does not depend on it",
		fmt.Sprintf("%d limits evaluated, %d passed over because looser ones reach too much already; %d land-water combinations", t.Evaluated, t.Pruned, t.Waters),
	}
	r.Sure = []string{
		fmt.Sprintf("people: sampled, the most populous cell of each %g km; a place counts for its large cell", r.SpacingKm),
		"defence against each class is the worst case over its areas and shapes; commit by the study's sensors, not before the limit",
		fmt.Sprintf("margin: lowest threshold of the study's %d trajectories, and of %d draws and a pattern search in each family about the lowest (fields of %g km, aims of %g km, times of flight within %g s): sampled, from above",
			len(p.flights), p.o.Draws, p.terms.FieldRadiusKm, p.terms.AimRadiusKm, p.terms.Coast.WithinS),
		fmt.Sprintf("no ceiling, the least lost time of any kind (%g s) and meetings from %g km", p.lostS, p.lowKm),
		"the points of the front are sampled; of the named deals each says whether its guarantee is certified, for the sites on land and for ships anywhere that they are allowed, or sampled only",
		fmt.Sprintf("proofs are of the %d fields on land, each with %s; other missiles and launch areas at sea are sampled only", len(p.terms.Fields), p.missile),
		"the front is whole within this lattice as long as limits only take away; it is not where a closed site's radar leaves too, or where a slower kind is another kind",
	}
}
