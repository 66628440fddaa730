package limits

import (
	"testing"

	"scutum/agreement/certificate"
	"scutum/assessment/deterrence"
	"scutum/scenario"
)

// TestCommitFromLaunch: an agreement whose guarantee counts from launch is
// checked by that: each missile of the force as if counted from its own burnout.
func TestCommitFromLaunch(t *testing.T) {
	set := setting(t, "epaa-3")
	flights, err := deterrence.Flights(set.Earth, &set.Force)
	if err != nil {
		t.Fatal(err)
	}
	const launch = 120.0
	at := launch
	a := &Agreement{Guarantee: &certificate.Terms{Commit: certificate.Commit{AfterLaunchS: &at}}}
	r, err := Check(a, set, 0, flights)
	if err != nil {
		t.Fatal(err)
	}
	free := withoutCeilings(set, 0)
	want, ahead := 0, map[float64]map[string]bool{}
	for i, x := range set.Force.Trajectories {
		commit := scenario.Commit{AfterBurnout: launch - x.Burnout.BurnTime}
		if ahead[x.Burnout.BurnTime] == nil {
			reached := map[string]bool{}
			for _, p := range deterrence.Margins(free, 0, flights, commit) {
				if Reached(p.MarginKmS) {
					reached[p.Field+p.Target+p.Missile] = true
				}
			}
			ahead[x.Burnout.BurnTime] = reached
		}
		if x := &set.Force.Trajectories[i]; ahead[x.Burnout.BurnTime][x.Field+x.Target+x.Missile] {
			want++
		}
	}
	if r.Reached != want || want == 0 || len(ahead) < 2 {
		t.Errorf("%d reached, %d are wanted, by %d times of burnout", r.Reached, want, len(ahead))
	}
}
