package limits

import (
	"math"
	"math/bits"
	"slices"
)

// A span is the numbers between two, both included.
type span struct{ low, high float64 }

var (
	anything = span{0, math.Inf(1)}
	always   = span{math.Inf(-1), math.Inf(1)} // times
)

func (s span) meets(o span) bool { return s.low <= o.high && o.low <= s.high }

// The parts of a shield that clauses are asked of. fails has a bit for each clause
// that the part does not keep. A part stands for all whose numbers lie in its
// spans, as conditions change their answer at constants only.
type (
	headPart struct { // the shield itself
		fails                                        uint64
		interceptors, sites, ships, sensors, fastest span
	}
	sitePart struct {
		fails        uint64
		ship         bool
		interceptors span
	}
	postPart struct { // a battery where it stands
		sitePart
		speed span
	}
)

// whole is what shields can be made of, for clauses about several kinds of object:
// a shield has interceptors and a place for them; it has as many as its sites have,
// each site of which keeps the clauses about sites, and for ships about ships, each
// battery those about interceptors; its fastest is the speed of one of them. Where
// clauses compare single fields with constants, only what surely cannot be put
// together is called impossible: sums are taken between their bounds.
type whole struct {
	clauses  []*Clause
	heads    []headPart
	places   []sitePart
	posts    []postPart
	sensors  []uint64
	tried    int
	complete bool
}

// mostOfWhole bounds the clauses whose smallest set is sought; of more, one that
// cannot be made smaller is named.
const mostOfWhole = 14

// wholeStep keeps spans of numbers from touching the constants next to them.
const wholeStep = 1e-9

// conflictsOfWhole looks for clauses about several kinds of object that no shield
// can keep, or no engagement of it. See TestConflictsOfWhole.
func (a *Agreement) conflictsOfWhole(steady []*Clause) (all []Conflict) {
	if clauses := of(steady, AboutShield, AboutSite, AboutShip, AboutInterceptor, AboutSensor); len(clauses) > 1 && len(clauses) <= 60 {
		w := newWhole(a, clauses)
		if smallest := smallestSet(clauses, w.possible); smallest != nil {
			all = append(all, newConflict(AboutShield, smallest, w.tried, w.complete))
		}
	}
	commits, engagements := of(steady, AboutCommit), of(steady, AboutEngagement)
	if n := len(commits) + len(engagements); len(commits) > 0 && len(engagements) > 0 && n <= 60 {
		all = append(all, a.launchConflicts(commits, engagements)...)
	}
	return all
}

// newWhole tries the parts.
func newWhole(a *Agreement, clauses []*Clause) *whole {
	w := &whole{clauses: clauses, complete: comparingAll(clauses)}
	heads := of(clauses, AboutShield)
	found := constantsOf(heads)
	asked := func(about About, k *constants, each func(o *object, fails uint64)) {
		t := k.trial(a, about, true, mostCandidates)
		w.tried += len(t.candidates)
		w.complete = w.complete && t.complete
		for _, o := range t.candidates {
			each(o, w.fails(about, o, t.threat))
		}
	}
	asked(AboutShield, found, func(o *object, fails uint64) {
		s := func(field string) span { return found.span(o, field, anything) }
		w.heads = append(w.heads, headPart{fails, s("interceptors"), s("sites"), s("ships"), s("sensors"), s("fastest")})
	})
	below := constantsOf(of(clauses, AboutSite, AboutShip, AboutInterceptor))
	for _, path := range slices.Clone(append(below.paths, "ship")) {
		below.paths = append(below.paths, path, "site."+path)
		if name, ok := cutSite(path); ok {
			below.paths = append(below.paths, name)
		}
	}
	asked(AboutSite, below, func(o *object, fails uint64) {
		w.places = append(w.places, sitePart{fails, o.fields["ship"] == true, below.span(o, "interceptors", anything)})
	})
	asked(AboutInterceptor, below, func(o *object, fails uint64) {
		site := o.fields["site"].(*object)
		p := postPart{sitePart{fails, site.fields["ship"] == true, below.span(site, "interceptors", anything)}, below.span(o, "burnout_speed", anything)}
		p.interceptors.low = math.Max(p.interceptors.low, math.Max(1, below.span(o, "number", anything).low))
		if p.interceptors.low <= p.interceptors.high {
			w.posts = append(w.posts, p)
		}
	})
	asked(AboutSensor, constantsOf(of(clauses, AboutSensor)), func(_ *object, fails uint64) { w.sensors = append(w.sensors, fails) })
	w.heads, w.places, w.posts, w.sensors = distinct(w.heads), distinct(w.places), distinct(w.posts), distinct(w.sensors)
	return w
}

func cutSite(path string) (string, bool) {
	const head = "site."
	if len(path) > len(head) && path[:len(head)] == head {
		return path[len(head):], true
	}
	return "", false
}

func distinct[T comparable](all []T) (out []T) {
	seen := map[T]bool{}
	for _, x := range all {
		if !seen[x] {
			seen[x] = true
			out = append(out, x)
		}
	}
	return out
}

// fails says which clauses an object does not keep: those about it, and of a
// battery also those about its site.
func (w *whole) fails(about About, o *object, threat *object) (fails uint64) {
	vars := map[string]any{"threat": threat, string(about): o}
	site, isSite := o, about == AboutSite
	if about == AboutInterceptor {
		site, isSite = o.fields["site"].(*object), true
	}
	ship := isSite && site.fields["ship"] == true
	if isSite {
		vars[string(AboutSite)], vars[string(AboutShip)] = site, site
	}
	for i, c := range w.clauses {
		if c.About == about || isSite && (c.About == AboutSite || ship && c.About == AboutShip) {
			if holds, err := c.condition.yes(vars); err != nil || !holds {
				fails |= 1 << i
			}
		}
	}
	return fails
}

// span is what a field stands for: its value where that is a constant of the
// clauses, else all between the constants next to it; out, all that it may be,
// where no clause reads it.
func (k *constants) span(o *object, field string, out span) span {
	if !k.read([]string{field}) {
		return out
	}
	value, step, constants := 0.0, 1.0, []float64{}
	switch v := o.fields[field].(type) {
	case int64:
		value = float64(v)
		for _, n := range k.whole {
			constants = append(constants, float64(n))
		}
	case quantity:
		value, step, constants = v.value, wholeStep, k.numbers[v.of.name]
	default:
		return out
	}
	for _, c := range constants {
		switch {
		case c == value:
			return span{value, value}
		case c < value:
			out.low = math.Max(out.low, c+step)
		default:
			out.high = math.Min(out.high, c-step)
		}
	}
	return out
}

// smallestSet returns the smallest set of clauses that is not possible; nil where
// all together are.
func smallestSet(clauses []*Clause, possible func(set uint64) bool) (out []*Clause) {
	all := uint64(1)<<len(clauses) - 1
	if possible(all) {
		return nil
	}
	least := all
	if len(clauses) > mostOfWhole {
		for i := range clauses {
			if less := least &^ (1 << i); !possible(less) {
				least = less
			}
		}
	} else {
		for set := uint64(1); set < all; set++ {
			if bits.OnesCount64(set) < bits.OnesCount64(least) && !possible(set) {
				least = set
			}
		}
	}
	for i, c := range clauses {
		if least&(1<<i) != 0 {
			out = append(out, c)
		}
	}
	return out
}

// stock is what stands on land, or at sea: whether a site may be there, whether
// one with interceptors, and how many a site has.
type stock struct {
	sites, posts bool
	each         span
}

// stocks are those that keep some clauses.
func (w *whole) stocks(set uint64) (land, sea stock) {
	land.each, sea.each = span{math.Inf(1), 0}, span{math.Inf(1), 0}
	at := func(ship bool) *stock {
		if ship {
			return &sea
		}
		return &land
	}
	for _, p := range w.places {
		if p.fails&set == 0 && p.interceptors.low == 0 { // one without interceptors
			s := at(p.ship)
			s.sites, s.each.low = true, 0
		}
	}
	for _, p := range w.posts {
		if p.fails&set == 0 {
			s := at(p.ship)
			s.sites, s.posts = true, true
			s.each = span{math.Min(s.each.low, p.interceptors.low), math.Max(s.each.high, p.interceptors.high)}
		}
	}
	return land, sea
}

// most is a number of sites times what each has at most.
func most(sites, each float64) float64 {
	if sites == 0 || each == 0 {
		return 0
	}
	return sites * each
}

// possible says whether some shield may keep a set of clauses.
func (w *whole) possible(set uint64) bool {
	land, sea := w.stocks(set)
	sensor := slices.ContainsFunc(w.sensors, func(fails uint64) bool { return fails&set == 0 })
	return slices.ContainsFunc(w.heads, func(h headPart) bool {
		if h.fails&set != 0 || h.sensors.low > 0 && !sensor || h.sites.low > 0 && !land.sites || h.ships.low > 0 && !sea.sites {
			return false
		}
		if !land.sites {
			h.sites.high = 0
		}
		if !sea.sites {
			h.ships.high = 0
		}
		fast := slices.ContainsFunc(w.posts, func(p postPart) bool {
			return p.fails&set == 0 && p.speed.meets(h.fastest) && (p.ship && h.ships.high >= 1 || !p.ship && h.sites.high >= 1)
		})
		fewest := most(h.sites.low, math.Min(land.each.low, land.each.high)) + most(h.ships.low, math.Min(sea.each.low, sea.each.high))
		total := span{math.Max(1, fewest), most(h.sites.high, land.each.high) + most(h.ships.high, sea.each.high)}
		return fast && total.low <= total.high && total.meets(h.interceptors)
	})
}

// launch is a commit or an engagement with its time after burnout.
type launch struct {
	fails uint64
	time  span
}

// launchConflicts looks for clauses about the commit and about engagements that no
// engagement can keep: it leaves no earlier than the commit lets it be launched,
// unless that waits for sensors.
func (a *Agreement) launchConflicts(commits, engagements []*Clause) []Conflict {
	w := whole{clauses: append(slices.Clone(commits), engagements...)}
	found := constantsOf(w.clauses)
	found.paths = append(found.paths, "by_sensors")
	asked := func(about About, complete bool) (all []launch) {
		t := found.trial(a, about, complete, mostCandidates)
		w.tried, w.complete = w.tried+len(t.candidates), w.complete && t.complete
		for _, o := range t.candidates {
			if o.fields["by_sensors"] == true { // as a study's is asked of
				o.fields["after_burnout"] = quantity{period, math.Inf(1)}
			}
			x := launch{w.fails(about, o, t.threat), found.span(o, "after_burnout", always)}
			if o.fields["by_sensors"] == true {
				x.time = always
			}
			all = append(all, x)
		}
		return distinct(all)
	}
	w.complete = true
	before, after := asked(AboutCommit, comparingAll(commits)), asked(AboutEngagement, comparingAll(engagements))
	smallest := smallestSet(w.clauses, func(set uint64) bool {
		return slices.ContainsFunc(before, func(c launch) bool {
			return c.fails&set == 0 && slices.ContainsFunc(after, func(e launch) bool { return e.fails&set == 0 && e.time.high >= c.time.low })
		})
	})
	if smallest == nil {
		return nil
	}
	return []Conflict{newConflict(AboutEngagement, smallest, w.tried, w.complete)}
}
