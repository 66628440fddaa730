package limits

import (
	"fmt"
	"math"
	"slices"
)

// whole is what shields can be made of, for clauses about several kinds of object.
// A shield has interceptors, and as many as its sites have; each site, on land or
// a ship, keeps the clauses about sites, and a ship those about ships; it has as
// many as its batteries, which stand where it is and keep those about
// interceptors. The shield's fastest is the greatest speed of them. Sites have
// different names, radars too, and a site has one radar of its own at most. See
// TestConflictsOfWhole and TestEveryShieldTried.
type whole struct {
	clauses  []*Clause
	counting counting
	heads    []headPart
	grounds  []*ground
	sensors  []sensorPart
	tried    int
	complete bool
}

// The parts of a shield. fails has a bit for each clause that the part does not
// keep. A part stands for all whose figures lie in its spans.
type (
	headPart struct { // the shield itself
		fails                               uint64
		interceptors, sites, ships, sensors span
		fastest                             float64
	}
	// ground is where a site may be: a name and a place that clauses can tell
	// from others.
	ground struct {
		name  string
		ship  bool
		sites []*sitePart
	}
	sitePart struct {
		fails        uint64
		interceptors span
		batteries    []batteryPart
	}
	batteryPart struct {
		fails   uint64
		number  span
		speed   float64
		kind    string
		highest span
	}
	sensorPart struct {
		fails uint64
		name  string
		own   bool
	}
)

// mostOfWhole is how many clauses are looked at together at most: one bit each.
const mostOfWhole = 64

// ofWhole are the clauses about a shield and its parts.
func ofWhole(steady []*Clause) []*Clause {
	return of(steady, AboutShield, AboutSite, AboutShip, AboutInterceptor, AboutSensor)
}

// wholeConflict looks for the fewest clauses that no shield can keep.
func (a *Agreement) wholeConflict(steady []*Clause) []Conflict {
	clauses := ofWhole(steady)
	if len(clauses) == 0 || len(clauses) > mostOfWhole {
		return nil
	}
	w := newWhole(a, clauses)
	return w.conflict(AboutShield, w.possible)
}

// conflict is the smallest set of clauses that is not possible, if any.
func (w *whole) conflict(about About, possible func(set uint64) bool) []Conflict {
	set := smallestSet(len(w.clauses), possible)
	if set == 0 {
		return nil
	}
	var smallest []*Clause
	for _, i := range members(set) {
		smallest = append(smallest, w.clauses[i])
	}
	return []Conflict{newConflict(about, smallest, w.tried, w.complete)}
}

// newWhole tries the parts.
func newWhole(a *Agreement, clauses []*Clause) *whole {
	w := &whole{clauses: clauses, complete: true}
	heads, below := constantsOf(of(clauses, AboutShield)), constantsOf(of(clauses, AboutSite, AboutShip, AboutInterceptor))
	link(heads, "fastest", below, "burnout_speed")
	w.addHeads(a, heads)
	w.addGrounds(a, below)
	w.addSensors(a)
	for _, k := range []*constants{heads, below} {
		for _, c := range k.of {
			for _, n := range c.whole {
				w.counting.beyond = math.Max(w.counting.beyond, float64(n))
			}
		}
	}
	return w
}

// ask tries the objects of a kind.
func (w *whole) ask(a *Agreement, about About, k *constants, each func(o, threat *object)) {
	t := k.trial(a, about, mostCandidates)
	w.tried += len(t.candidates)
	w.complete = w.complete && t.complete
	for _, o := range t.candidates {
		each(o, t.threat)
	}
}

func (w *whole) addHeads(a *Agreement, k *constants) {
	seen := map[headPart]bool{}
	w.ask(a, AboutShield, k, func(o, threat *object) {
		count := func(field string) span { return k.span(o, field, anything) }
		h := headPart{w.fails(AboutShield, o, o, threat), count("interceptors"), count("sites"), count("ships"), count("sensors"), o.fields["fastest"].(quantity).value}
		if !seen[h] {
			seen[h] = true
			w.heads = append(w.heads, h)
		}
	})
}

func (w *whole) addSensors(a *Agreement) {
	seen := map[sensorPart]bool{}
	k := constantsOf(of(w.clauses, AboutSensor))
	k.under("own")
	w.ask(a, AboutSensor, k, func(o, threat *object) {
		s := sensorPart{w.fails(AboutSensor, o, o, threat), o.fields["name"].(string), o.fields["own"] == true}
		if !seen[s] {
			seen[s] = true
			w.sensors = append(w.sensors, s)
		}
	})
}

// addGrounds tries sites and the batteries that stand there.
func (w *whole) addGrounds(a *Agreement, k *constants) {
	k.under("ship")
	for _, f := range siteKind.fields {
		link(k, f.name, k, "site."+f.name)
	}
	grounds, sites := map[string]*ground{}, map[string]*sitePart{}
	at := func(o, threat *object) *sitePart {
		place := fmt.Sprintf("%q %v %v %v", o.fields["name"], o.fields["lat"].(quantity).value, o.fields["lon"].(quantity).value, o.fields["ship"])
		key := fmt.Sprint(place, o.fields["interceptors"])
		if sites[key] == nil {
			g := grounds[place]
			if g == nil {
				g = &ground{name: o.fields["name"].(string), ship: o.fields["ship"] == true}
				grounds[place] = g
				w.grounds = append(w.grounds, g)
			}
			sites[key] = &sitePart{fails: w.fails(AboutSite, o, o, threat), interceptors: k.span(o, "interceptors", anything)}
			g.sites = append(g.sites, sites[key])
		}
		return sites[key]
	}
	w.ask(a, AboutSite, k, func(o, threat *object) { at(o, threat) })
	w.ask(a, AboutInterceptor, k, func(o, threat *object) {
		s := at(o.fields["site"].(*object), threat)
		b := batteryPart{fails: w.fails(AboutInterceptor, o, nil, threat), number: k.span(o, "number", span{1, math.Inf(1)}), speed: o.fields["burnout_speed"].(quantity).value,
			kind: o.fields["kind"].(string), highest: k.span(o, "max_altitude", anything)}
		if !slices.Contains(s.batteries, b) {
			s.batteries = append(s.batteries, b)
		}
	})
}

// fails says which clauses about a kind an object does not keep; of a site those
// about sites, and of a ship about ships.
func (w *whole) fails(about About, o, site *object, threat *object) (fails uint64) {
	vars := map[string]any{"threat": threat, string(about): o}
	ship := about == AboutSite && site.fields["ship"] == true
	if ship {
		vars[string(AboutShip)] = site
	}
	for i, c := range w.clauses {
		if c.About == about || ship && c.About == AboutShip {
			if holds, err := c.condition.yes(vars); err != nil || !holds {
				fails |= 1 << i
			}
		}
	}
	return fails
}
