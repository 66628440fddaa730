package fusion

import (
	"fmt"
	"math"
	"scutum/engagement/filter"
	"slices"
	"strings"
	"testing"
	"time"

	"scutum/internal/random"
)

func everywhere(int, time.Duration, [3]float64) bool { return true }

// reports are those of a scan of a world in which every radar measures all.
func (w *world) reports() (list []Report) {
	for r := range w.radars {
		for i := range w.truth {
			if w.trackers[r][i].updates >= 3 {
				list = append(list, w.report(r, i))
			}
		}
	}
	return list
}

func (c *Centre) hearAll(reports []Report) {
	for i := range reports {
		check(c.Report(&reports[i]))
	}
}

// TestCentresExchange: two centres with two radars each tell each other their
// pictures in every scan. Each then knows what one centre with four radars
// would, but for what is on its way, and no more: the squared error is in its
// band. After the radars fall silent they exchange a hundred times more, and
// nothing changes. If nobody says what the pictures contain, they know less, and
// claim less than is true.
func TestCentresExchange(t *testing.T) {
	for _, told := range []bool{true, false} {
		const runs = 150
		var error2, gain float64
		n := 0
		for run := range runs {
			w := newWorld(random.New(51, uint64(run), "exchange"), 1, 4, fall{})
			var centres [2]*Centre
			names := append(sources(4), Source{Name: "the other", Centre: true})
			for i := range centres {
				centres[i] = New(Settings{Sources: names, Motion: w.motion})
			}
			one := New(Settings{Sources: names, Motion: w.motion})
			exchange := func() {
				for i := range centres {
					for _, track := range centres[1-i].Tracks() {
						report := track.Report(4)
						if !told {
							report.Parents = Parents{}
						}
						check(centres[i].Report(&report))
					}
				}
				for i := range centres {
					centres[i].Tick(w.now)
				}
			}
			for range 12 {
				w.step()
				for _, report := range w.reports() {
					check(centres[report.Source/2].Report(&report))
					check(one.Report(&report))
				}
				one.Tick(w.now)
				for i := range centres {
					centres[i].Tick(w.now)
				}
				exchange()
			}
			exchange()
			if len(centres[0].Tracks()) != 1 || len(centres[1].Tracks()) != 1 || len(one.Tracks()) != 1 {
				continue
			}
			n++
			before := centres[0].Tracks()[0]
			for range 100 {
				w.now += time.Millisecond
				truth := w.truth[0]
				for i := range 3 {
					truth[i] += truth[i+3] / 1000
				}
				truth[5] += gravity / 1000
				w.truth[0] = truth
				exchange()
			}
			after := centres[0].Tracks()[0]
			if told && before.Parents.Sensors() != 0b1111 {
				t.Fatalf("parents %b", before.Parents.Sensors())
			}
			for i := range 6 {
				if told && math.Abs(after.State.P[i][i]/before.State.P[i][i]-1) > 0.01 {
					t.Fatalf("run %d: variance %d was %g and is %g after a hundred exchanges", run, i, before.State.P[i][i], after.State.P[i][i])
				}
			}
			error2 += nees(&after.State, &w.truth[0])
			var a, b matrix
			cholesky(&after.State.P, &a)
			cholesky(&one.Tracks()[0].State.P, &b)
			gain += (logDeterminant(&a) - logDeterminant(&b)) / 12
		}
		error2 /= float64(n)
		gain = math.Exp(gain / float64(n))
		t.Logf("told %v: %d of %d runs; normalised squared error %.2f of 6; standard deviations %.3f times one centre's", told, n, runs, error2, gain)
		if n < runs*95/100 || told && (math.Abs(error2-6) > 0.6 || math.Abs(gain-1) > 0.01) || !told && (error2 > 6.3 || gain < 1.01) {
			t.Error("out of their bands")
		}
	}
}

// picture is all that a centre says, in words.
func picture(c *Centre) string {
	var text strings.Builder
	for _, track := range c.Tracks() {
		fmt.Fprintf(&text, "%d %v %x %x %v %b %b %v\n", track.ID, track.Time, track.State.X, track.State.P, track.Marks, track.Sources, track.Doubted, track.SourceTracks())
	}
	fmt.Fprintln(&text, c.Liars())
	return text.String()
}

// TestOrder: the picture is the same to the last bit whatever the order of the
// reports of a tick, with liars among them, and again after Reset.
func TestOrder(t *testing.T) {
	for run := range 6 {
		var pictures [3][]string
		var again *Centre
		for order := range pictures {
			w := newWorld(random.New(52, uint64(run), "order"), 8, 5, fall{})
			w.bias = func(r, i int) (off [3]float64) {
				if r == 2 && w.now > 40*time.Second {
					off[run%3] = 20e3
				}
				return off
			}
			shuffle := random.New(53, uint64(order), "shuffle")
			centre := again
			if order < 2 {
				centre = New(Settings{Sources: sources(5), Motion: w.motion, Sees: everywhere})
			} else {
				centre.Reset()
			}
			again = centre
			for range 16 {
				w.step()
				reports := w.reports()
				for i := len(reports) - 1; i > 0 && order > 0; i-- {
					j := shuffle.Whole(0, i)
					reports[i], reports[j] = reports[j], reports[i]
				}
				centre.hearAll(reports)
				centre.Tick(w.now)
				pictures[order] = append(pictures[order], picture(centre))
			}
			if centre.Named() != 1<<2 {
				t.Errorf("run %d: named %b", run, centre.Named())
			}
		}
		if !slices.Equal(pictures[0], pictures[1]) || !slices.Equal(pictures[0], pictures[2]) {
			t.Fatalf("run %d: the order of reports changes the picture", run)
		}
	}
}

// TestMarks: one source where one sees, two that contradict each other where two
// see, and one of three are marked so.
func TestMarks(t *testing.T) {
	for _, c := range []struct {
		name                 string
		seeing, telling, off int // how many; off of those who tell are beside it
		want, not            Mark
		tracks               int
	}{
		{"one of one", 1, 1, 0, SingleSource | Confirmed, Disputed | TwoSources | Uncorroborated, 1},
		{"one of two", 2, 1, 0, SingleSource | TwoSources | Confirmed, Uncorroborated, 1},
		{"two of two", 2, 2, 0, Confirmed, SingleSource | TwoSources | Disputed, 1},
		{"two of two, one off", 2, 2, 1, TwoSources | SingleSource, Invented, 2},
		{"one of three", 3, 1, 0, SingleSource | Invented, Confirmed, 1},
		{"two of three", 3, 2, 0, Confirmed, SingleSource | Uncorroborated, 1},
		{"two of five", 5, 2, 0, Invented, Confirmed | SingleSource, 1},
		{"three of five", 5, 3, 0, Confirmed, SingleSource | Uncorroborated, 1},
		{"two of four", 4, 2, 0, Confirmed, Uncorroborated, 1},
	} {
		w := newWorld(random.New(54, 0, "marks"), 1, 5, fall{})
		w.bias = func(r, _ int) (off [3]float64) {
			if r < c.off {
				off[1] = 30e3
			}
			return off
		}
		sees := func(source int, _ time.Duration, _ [3]float64) bool { return source < c.seeing }
		centre := New(Settings{Sources: sources(5), Motion: w.motion, Sees: sees})
		for range 10 {
			w.step()
			for _, report := range w.reports() {
				if report.Source < c.telling {
					check(centre.Report(&report))
				}
			}
			centre.Tick(w.now)
		}
		if len(centre.Tracks()) != c.tracks {
			t.Errorf("%s: %d tracks", c.name, len(centre.Tracks()))
			continue
		}
		for _, track := range centre.Tracks() {
			if track.Marks&c.want != c.want || track.Marks&c.not != 0 {
				t.Errorf("%s: %v", c.name, track.Marks)
			}
		}
		if c.seeing < 3 && centre.Named() != 0 {
			t.Errorf("%s: named %v", c.name, centre.Liars())
		}
	}
}

// TestAwaited: what one source reports is confirmed where it alone sees the
// place, and not while two others see it that could not report it yet; with one
// of them it is.
func TestAwaited(t *testing.T) {
	for _, c := range []struct {
		now, telling int
		want, not    Mark
	}{
		{1, 1, Confirmed | SingleSource, Awaited},
		{2, 1, Confirmed | SingleSource, Awaited},
		{3, 1, Awaited | SingleSource, Confirmed},
		{3, 2, Confirmed, Awaited},
		{5, 2, Awaited, Confirmed},
		{5, 3, Confirmed, Awaited},
	} {
		w := newWorld(random.New(54, 0, "awaited"), 1, 5, fall{})
		centre := New(Settings{Sources: sources(5), Motion: w.motion,
			Sees:    func(int, time.Duration, [3]float64) bool { return false },
			SeesNow: func(source int, _ time.Duration, _ *filter.State) bool { return source < c.now }})
		for range 4 {
			w.step()
			for _, report := range w.reports() {
				if report.Source < c.telling {
					check(centre.Report(&report))
				}
			}
			centre.Tick(w.now)
		}
		if got := centre.Tracks()[0].Marks; got&c.want != c.want || got&c.not != 0 {
			t.Errorf("%d of %d: %v", c.telling, c.now, got)
		}
	}
}

// TestPardon: a source that saw an object before all others is named for it, and
// pardoned when they report it too.
func TestPardon(t *testing.T) {
	w := newWorld(random.New(55, 0, "pardon"), 1, 3, fall{})
	centre := New(Settings{Sources: sources(3), Motion: w.motion, Sees: everywhere})
	for step := range 14 {
		w.step()
		for _, report := range w.reports() {
			if report.Source == 1 || step >= 10 {
				check(centre.Report(&report))
			}
		}
		centre.Tick(w.now)
		if named := centre.Named() == 1<<1; step == 9 && !named {
			t.Error("not named before")
		}
	}
	if centre.Named() != 0 || len(centre.Liars()) != 0 || len(centre.Tracks()) != 1 || centre.Tracks()[0].Sources != 0b111 {
		t.Errorf("named %b, %v", centre.Named(), picture(centre))
	}
}

// TestBoosting: while an object is under thrust nobody is accused of what our
// motion makes of it; afterwards he is.
func TestBoosting(t *testing.T) {
	w := newWorld(random.New(59, 0, "boosting"), 1, 3, fall{})
	w.bias = func(r, _ int) (off [3]float64) {
		if r == 1 {
			off[0] = 30e3
		}
		return off
	}
	centre := New(Settings{Sources: sources(3), Motion: w.motion, Sees: everywhere})
	for step := range 30 {
		w.step()
		for _, report := range w.reports() {
			report.Boosting = step < 15
			check(centre.Report(&report))
		}
		centre.Tick(w.now)
		if named := centre.Named() != 0; named != (step >= 19) {
			t.Errorf("step %d: named %v", step, centre.Liars())
		}
	}
}

// TestNumbersStay: a track keeps its number while sources come and go and count
// their own tracks anew.
func TestNumbersStay(t *testing.T) {
	w := newWorld(random.New(56, 0, "numbers"), 3, 3, fall{})
	centre := New(Settings{Sources: sources(3), Motion: w.motion})
	for step := range 60 {
		w.step()
		for _, report := range w.reports() {
			phase := (step + 7*report.Source) / 15
			if (step+7*report.Source)%15 < 11 { // silent for four scans of fifteen
				report.Track += 10 * phase
				check(centre.Report(&report))
			}
		}
		centre.Tick(w.now)
		if step > 8 {
			for i, track := range centre.Tracks() {
				if track.ID != i+1 || miss(&track.State, &w.truth[i]) > 5e3 {
					t.Fatalf("step %d: track %d of %d, %.0f m off", step, track.ID, len(centre.Tracks()), miss(&track.State, &w.truth[i]))
				}
			}
			if len(centre.Tracks()) != 3 {
				t.Fatalf("step %d: %d tracks", step, len(centre.Tracks()))
			}
		}
	}
}

// TestBadReports: what is no report is refused; what is absurd does no harm.
func TestBadReports(t *testing.T) {
	s := random.New(57, 0, "bad")
	w := newWorld(s, 2, 3, fall{})
	centre := New(Settings{Sources: sources(3), Motion: w.motion, Sees: everywhere})
	bad := []float64{math.NaN(), math.Inf(1), -1, 0, 1e300, -1e300, 1e-300}
	for range 200 {
		w.step()
		for _, report := range w.reports() {
			if report.Source == 0 {
				for range s.Whole(0, 2) {
					value := bad[s.Whole(0, len(bad)-1)]
					if i, j := s.Whole(0, 5), s.Whole(0, 6); j == 6 {
						report.State.X[i] = value
					} else {
						report.State.P[i][j] = value
					}
				}
				if s.Float64() < 0.1 {
					report.Time += time.Duration(s.Whole(-100, 100)) * time.Second
				}
				if s.Float64() < 0.1 {
					report.Source = s.Whole(-2, 5)
				}
				report.Track = s.Whole(0, 5)
			}
			_ = centre.Report(&report)
		}
		centre.Tick(w.now)
		for _, track := range centre.Tracks() {
			for i := range 6 {
				if !finite(track.State.X[i]) || !finite(track.State.P[i][i]) {
					t.Fatalf("track %d is no number: %v", track.ID, track.State)
				}
			}
		}
	}
	if centre.Rejected() == 0 {
		t.Error("nothing was rejected")
	}
	if centre.Report(&Report{Source: 3}) == nil {
		t.Error("a source that is none reports")
	}
}

// TestNoAllocation: in the steady state a tick allocates nothing.
func TestNoAllocation(t *testing.T) {
	w, centre := steady(12, 6)
	ticks := recorded(w, 40)
	for _, reports := range ticks[:10] {
		centre.hearAll(reports)
		centre.Tick(reports[0].Time)
	}
	next := 10
	if n := testing.AllocsPerRun(20, func() {
		centre.hearAll(ticks[next])
		centre.Tick(ticks[next][0].Time)
		next++
	}); n > 0 {
		t.Errorf("%g allocations a tick", n)
	}
}

// steady is a raid that all radars see.
func steady(objects, radars int) (*world, *Centre) {
	w := newWorld(random.New(58, 0, "steady"), objects, radars, fall{})
	return w, New(Settings{Sources: sources(radars), Motion: w.motion, Sees: everywhere})
}

func recorded(w *world, scans int) (ticks [][]Report) {
	for range scans {
		w.step()
		if reports := w.reports(); len(reports) > 0 {
			ticks = append(ticks, reports)
		}
	}
	return ticks
}

// BenchmarkReport is the cost of a report in the steady state: ticks of a raid of
// 12 objects and 6 radars, and of 1,000 objects.
func BenchmarkReport(b *testing.B) {
	for _, objects := range []int{12, 1000} {
		b.Run(fmt.Sprint(objects, "x6"), func(b *testing.B) {
			w, centre := steady(objects, 6)
			ticks := recorded(w, 22)
			n := 0
			for b.Loop() {
				if n%len(ticks) == 0 {
					b.StopTimer()
					centre.Reset()
					for n = range 5 {
						centre.hearAll(ticks[n])
						centre.Tick(ticks[n][0].Time)
					}
					n++
					b.StartTimer()
				}
				centre.hearAll(ticks[n])
				centre.Tick(ticks[n][0].Time)
				n++
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(ticks[0])), "ns/report")
		})
	}
}
