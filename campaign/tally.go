package campaign

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"scutum/engagement/battle"
)

// Stage is a step of the kill chain. What is counted at a stage has come that
// far or farther.
type Stage int

// The stages, in order.
const (
	Launched Stage = iota
	Detected
	Tracked
	Committed
	Engaged
	Killed
	Stages
)

var stageNames = [Stages]string{"launched", "detected", "tracked", "committed", "engaged", "killed"}

// String returns the name that files and reports use.
func (s Stage) String() string { return stageNames[s] }

// reached says how far a missile's outcome came.
func reached(o *battle.Outcome) Stage {
	switch {
	case o.Killed >= 0 && !o.Leaked:
		return Killed
	case o.FirstDeparture >= 0:
		return Engaged
	case o.Committed >= 0:
		return Committed
	case o.Tracked >= 0:
		return Tracked
	case o.Detected >= 0:
		return Detected
	}
	return Launched
}

// Loss is a reason for which missiles came no farther than a stage.
type Loss struct {
	Stage Stage
	Why   string // in words, without the numbers of one case
}

// LossCount is a loss and how many missiles of all runs were lost by it.
type LossCount struct {
	Loss
	Missiles int
}

// tick is the step to which times are counted.
const tick = 100 * time.Millisecond

// Seconds returns a time that a Histogram counted.
func Seconds(bin int) float64 { return float64(bin) / 10 }

// Tally is what all runs come to. It is made of whole numbers only, so that it
// does not depend on the order in which runs are added; its size does not
// depend on their number.
type Tally struct {
	Runs       int
	Detections int

	Leakers, Kills, Shots, Doubled Count
	LeakersOf, ShotsOf             Histogram // runs by leakers and by shots
	FirstMeeting, FirstKill        Histogram // in ticks since the run's first launch
	Missiles                       []MissileTally
	Sites                          []SiteTally

	losses   map[Loss]int
	outcomes map[string]int // shots by outcome
	firsts   map[int]int    // the first run of so many leakers
	missiles map[string]int // by name, to Missiles
	sites    map[siteKey]int
	accused  map[accusedKey]*accusedCount
	plain    map[string]string // reasons without their numbers
}

// MissileTally is what became of one missile of the raid in all runs.
type MissileTally struct {
	Name, Class   string
	Runs          int
	Reached       [Stages]int // runs in which it came at least so far
	Leaked, Shots int
	Doubled       int
	Track, Commit Histogram // in ticks since its launch
	Meeting, Kill Histogram // the first meeting, and the kill
	Impact        Histogram
	losses        map[Loss]int
}

// SiteTally is what the interceptors of one kind at one site did in all runs.
type SiteTally struct {
	Party, Site, Interceptor string
	Shots, Kills             int
}

type siteKey struct{ party, site, interceptor string }

func newTally() *Tally {
	return &Tally{losses: map[Loss]int{}, outcomes: map[string]int{}, firsts: map[int]int{}, missiles: map[string]int{}, sites: map[siteKey]int{}, accused: map[accusedKey]*accusedCount{}, plain: map[string]string{}}
}

// addBlock adds the runs of a block.
func (t *Tally) addBlock(b *Block) {
	t.Detections += b.Detections
	for i := range b.Runs {
		t.addRun(&b.Runs[i])
	}
}

func (t *Tally) addRun(r *Run) {
	t.Runs++
	leakers, doubled := r.Leakers(), 0
	first, meeting, kill := time.Duration(-1), time.Duration(-1), time.Duration(-1)
	earliest := func(least *time.Duration, x time.Duration) {
		if x >= 0 && (*least < 0 || x < *least) {
			*least = x
		}
	}
	for i := range r.Outcomes {
		o := &r.Outcomes[i]
		doubled += o.Doubled
		earliest(&first, o.Launched)
		earliest(&meeting, o.FirstMeeting)
		earliest(&kill, o.Killed)
		t.addOutcome(o)
	}
	since(&t.FirstMeeting, first, meeting)
	since(&t.FirstKill, first, kill)
	for i := range r.Shots {
		t.addShot(&r.Shots[i])
	}
	t.addAccused(r.Accused)
	t.Leakers.add(leakers)
	t.Kills.add(r.Kills())
	t.Shots.add(len(r.Shots))
	t.Doubled.add(doubled)
	t.LeakersOf.add(leakers, 1)
	t.ShotsOf.add(len(r.Shots), 1)
	if run, known := t.firsts[leakers]; !known || r.Number < run {
		t.firsts[leakers] = r.Number
	}
}

// since counts a time after a start, where both were.
func since(h *Histogram, start, at time.Duration) {
	if start >= 0 && at >= 0 {
		h.add(int((at-start+tick/2)/tick), 1)
	}
}

func (t *Tally) addShot(s *battle.Shot) {
	t.outcomes[s.Outcome]++
	key := siteKey{s.Party, s.Site, s.Interceptor}
	i, known := t.sites[key]
	if !known {
		i = len(t.Sites)
		t.sites[key] = i
		t.Sites = append(t.Sites, SiteTally{Party: s.Party, Site: s.Site, Interceptor: s.Interceptor})
	}
	t.Sites[i].Shots++
	if s.Outcome == outcomeKilled {
		t.Sites[i].Kills++
	}
}

// outcomeKilled is the outcome of a shot that killed.
const outcomeKilled = "killed"

func (t *Tally) addOutcome(o *battle.Outcome) {
	m := t.missile(o.Missile, o.Class)
	m.Runs++
	m.Shots += o.Shots
	m.Doubled += o.Doubled
	if o.Leaked {
		m.Leaked++
	}
	stage := reached(o)
	for s := Launched; s <= stage; s++ {
		m.Reached[s]++
	}
	since(&m.Track, o.Launched, o.Tracked)
	since(&m.Commit, o.Launched, o.Committed)
	since(&m.Meeting, o.Launched, o.FirstMeeting)
	if stage == Killed {
		since(&m.Kill, o.Launched, o.Killed)
		return
	}
	since(&m.Impact, o.Launched, o.Impact)
	loss := Loss{stage, t.withoutNumbers(o.Why)}
	t.losses[loss]++
	m.losses[loss]++
}

func (t *Tally) missile(name, class string) *MissileTally {
	i, known := t.missiles[name]
	if !known {
		i = len(t.Missiles)
		t.missiles[name] = i
		t.Missiles = append(t.Missiles, MissileTally{Name: name, Class: class, losses: map[Loss]int{}})
	}
	return &t.Missiles[i]
}

// mostReasons is how many reasons are remembered without their numbers: those
// of large raids have too many numbers to keep them all.
const mostReasons = 10000

// withoutNumbers returns a reason as it is counted, remembered because making
// it takes longer than looking it up.
func (t *Tally) withoutNumbers(why string) string {
	plain, known := t.plain[why]
	if !known {
		plain = withoutNumbers(why)
		if len(t.plain) < mostReasons {
			t.plain[why] = plain
		}
	}
	return plain
}

// withoutNumbers puts … in place of every number: "latest launch 412 s passed
// 9 s before commit" counts together with others of its kind. A digit behind a
// letter or hyphen belongs to a name.
func withoutNumbers(why string) string {
	var b strings.Builder
	name, number := false, false
	for i, c := range why {
		digit := c >= '0' && c <= '9'
		inside := number && (c == '.' || c == ',') && i+1 < len(why) && why[i+1] >= '0' && why[i+1] <= '9'
		switch {
		case digit && name || !digit && !inside:
			number = false
			name = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' && name || digit
			b.WriteRune(c)
		case !number:
			number = true
			b.WriteString("…")
		}
	}
	return b.String()
}

// merge adds another tally. Missiles and sites keep the order in which they
// came; sorted makes that the same for any order of merging.
func (t *Tally) merge(o *Tally) {
	t.Runs += o.Runs
	t.Detections += o.Detections
	t.Leakers.merge(o.Leakers)
	t.Kills.merge(o.Kills)
	t.Shots.merge(o.Shots)
	t.Doubled.merge(o.Doubled)
	t.LeakersOf.merge(&o.LeakersOf)
	t.ShotsOf.merge(&o.ShotsOf)
	t.FirstMeeting.merge(&o.FirstMeeting)
	t.FirstKill.merge(&o.FirstKill)
	for i := range o.Missiles {
		t.missile(o.Missiles[i].Name, o.Missiles[i].Class).merge(&o.Missiles[i])
	}
	for i := range o.Sites {
		s := o.Sites[i]
		key := siteKey{s.Party, s.Site, s.Interceptor}
		if at, known := t.sites[key]; known {
			t.Sites[at].Shots += s.Shots
			t.Sites[at].Kills += s.Kills
		} else {
			t.sites[key] = len(t.Sites)
			t.Sites = append(t.Sites, s)
		}
	}
	addCounts(t.losses, o.losses)
	addCounts(t.outcomes, o.outcomes)
	t.mergeAccused(o)
	for leakers, run := range o.firsts {
		if known, is := t.firsts[leakers]; !is || run < known {
			t.firsts[leakers] = run
		}
	}
}

func (m *MissileTally) merge(o *MissileTally) {
	m.Runs += o.Runs
	m.Leaked += o.Leaked
	m.Shots += o.Shots
	m.Doubled += o.Doubled
	for s := range m.Reached {
		m.Reached[s] += o.Reached[s]
	}
	m.Track.merge(&o.Track)
	m.Commit.merge(&o.Commit)
	m.Meeting.merge(&o.Meeting)
	m.Kill.merge(&o.Kill)
	m.Impact.merge(&o.Impact)
	addCounts(m.losses, o.losses)
}

func addCounts[K comparable](to, from map[K]int) {
	for k, n := range from {
		to[k] += n
	}
}

// sort puts missiles and sites into an order of their own: missiles as the
// names given, others behind them by name; sites by party, name and kind.
func (t *Tally) sort(order []string) {
	rank := func(name string) int {
		if i := slices.Index(order, name); i >= 0 {
			return i
		}
		return len(order)
	}
	slices.SortFunc(t.Missiles, func(a, b MissileTally) int {
		return cmp.Or(rank(a.Name)-rank(b.Name), strings.Compare(a.Name, b.Name))
	})
	slices.SortFunc(t.Sites, func(a, b SiteTally) int {
		return cmp.Or(strings.Compare(a.Party, b.Party), strings.Compare(a.Site, b.Site), strings.Compare(a.Interceptor, b.Interceptor))
	})
	for i := range t.Missiles {
		t.missiles[t.Missiles[i].Name] = i
	}
	for i, s := range t.Sites {
		t.sites[siteKey{s.Party, s.Site, s.Interceptor}] = i
	}
}

// Reached returns how many missiles of all runs came at least to each stage.
func (t *Tally) Reached() (out [Stages]int) {
	for i := range t.Missiles {
		for s := range out {
			out[s] += t.Missiles[i].Reached[s]
		}
	}
	return out
}

// Losses lists the reasons of all losses by stage, the most frequent first.
func (t *Tally) Losses() []LossCount { return sortedLosses(t.losses) }

// Losses lists the reasons for which this missile was lost.
func (m *MissileTally) Losses() []LossCount { return sortedLosses(m.losses) }

func sortedLosses(losses map[Loss]int) []LossCount {
	var out []LossCount
	for loss, n := range losses {
		out = append(out, LossCount{loss, n})
	}
	slices.SortFunc(out, func(a, b LossCount) int {
		return cmp.Or(int(a.Stage-b.Stage), b.Missiles-a.Missiles, strings.Compare(a.Why, b.Why))
	})
	return out
}

// OutcomeCount is how many shots of all runs had an outcome.
type OutcomeCount struct {
	Outcome string
	Shots   int
}

// Outcomes lists what became of the shots, the most frequent first.
func (t *Tally) Outcomes() []OutcomeCount {
	var out []OutcomeCount
	for _, outcome := range slices.Sorted(maps.Keys(t.outcomes)) {
		out = append(out, OutcomeCount{outcome, t.outcomes[outcome]})
	}
	slices.SortStableFunc(out, func(a, b OutcomeCount) int { return b.Shots - a.Shots })
	return out
}

// MedianRun returns the first run that has the median number of leakers.
func (t *Tally) MedianRun() (run int, ok bool) {
	if t.Runs == 0 {
		return 0, false
	}
	return t.firsts[t.LeakersOf.Quantile(0.5)], true
}

// MostMissiles is how many missiles a run has.
func (t *Tally) MostMissiles() int { return len(t.Missiles) }
