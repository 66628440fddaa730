package track

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"scutum/engagement/filter"
	"scutum/internal/random"
)

// seen is what a radar measures of a position, free of error.
func seen(at *filter.Station, position [3]float64) filter.Measurement {
	return filter.Measurement{Z: at.Measure(&position, nil), Sigma: [3]float64{1e-3, 1e-3, 20}}
}

// flown is a position on a straight line.
func flown(k int) [3]float64 {
	t := 5 * float64(k)
	return [3]float64{800e3 - 3000*t, 10e3, 300e3 - 500*t}
}

// play gives a tracker scans of one object that is seen where the word has an
// x, and returns the word of what it made of them: a dot for no track, t for a
// tentative and C for a confirmed one.
func play(t *Tracker, word string) string {
	var out strings.Builder
	t.Reset()
	for k, c := range word {
		s := &Scan{Time: time.Duration(k) * 5 * time.Second, Station: &local}
		if c == 'x' {
			s.Detections = append(s.Detections, seen(&local, flown(k)))
		}
		t.Step(s)
		switch tracks := t.Tracks(); {
		case len(tracks) == 0:
			out.WriteByte('.')
		case tracks[0].Confirmed:
			out.WriteByte('C')
		default:
			out.WriteByte('t')
		}
	}
	return out.String()
}

// TestLifeOfATrack: start, confirmation by M of N and deletion.
func TestLifeOfATrack(t *testing.T) {
	straight := &filter.Linear{Density: [3]float64{1, 1, 1}}
	two, one := Default(straight), yardstickItself(false)
	slow := Default(straight)
	slow.ConfirmHits, slow.ConfirmScans, slow.DropTentative = 4, 5, 3
	windowed := one
	windowed.ConfirmScans = 3
	for _, c := range []struct {
		name         string
		config       Config
		played, want string
	}{
		{"two points", two, "xxxxx----..", "..CCCCCC..."},
		{"two points, one missed", two, "x-xx----", "...CCCC."},
		{"two points, too few in four", two, "x--xx--x", "........"},
		{"two points, four hits of five", slow, "xxx-x----", "..ttCCCC."},
		{"two points, given up", slow, "xxx---", "..ttt."},
		{"one point", one, "xxx----", "ttCCCC."},
		{"one point, given up", one, "x--", "tt."},
		{"one point, ever", one, "x-x-x", "ttttC"},
		{"one point, three of three", windowed, "x-x-xxx", "ttttttC"},
	} {
		played := strings.ReplaceAll(c.played, ".", "-")
		if got := play(New(c.config), played); got != c.want {
			t.Errorf("%s: %s gives %s, want %s", c.name, played, got, c.want)
		}
	}
}

// TestLostAndFound: a lost track goes on under its ID when it is seen again in
// time, and is not reported meanwhile.
func TestLostAndFound(t *testing.T) {
	straight := &filter.Linear{Density: [3]float64{1, 1, 1}}
	c := Default(straight)
	c.KeepLost = 3
	tracker := New(c)
	for _, p := range []struct {
		played, want string
		id           int
	}{
		{"xxx----x-", "..CCCC.CC", 1},
		{"xxx------x-", "..CCCC...CC", 1},
		{"xxx-------xxx", "..CCCC......C", 2},
	} {
		if got := play(tracker, p.played); got != p.want || tracker.Tracks()[0].ID != p.id {
			t.Errorf("%s gives %s, want %s", p.played, got, p.want)
		}
	}
	// Where the model is wrong, lost tracks find others' detections.
	kept, without := Trackgen(false), Trackgen(false)
	kept.KeepLost = Lost
	scans, truth := scansOf(100, 24, 1)
	if a, b := scoreOf(New(kept), scans, truth), scoreOf(New(without), scans, truth); a.GOSPA < b.GOSPA {
		t.Errorf("GOSPA %.0f m with lost tracks kept, %.0f without: keep them", a.GOSPA, b.GOSPA)
	}
}

// TestTrackKnowsItsPast: counts, times, parents and the state itself.
func TestTrackKnowsItsPast(t *testing.T) {
	c := Default(&filter.Linear{})
	c.KeepParents = true
	tracker := New(c)
	far := seen(&local, [3]float64{300e3, -200e3, 100e3}) // false, of the first scan
	for k, word := range []string{"fx", "", "xf", "x", "", "x"} {
		s := &Scan{Time: time.Duration(k) * 5 * time.Second, Station: &local}
		for _, c := range word {
			if c == 'f' {
				far.Z[0] += 0.3
				s.Detections = append(s.Detections, far)
			} else {
				s.Detections = append(s.Detections, seen(&local, flown(k)))
			}
		}
		tracker.Step(s)
	}
	if len(tracker.Tracks()) != 1 {
		t.Fatalf("%d tracks", len(tracker.Tracks()))
	}
	k := tracker.Tracks()[0]
	if k.ID != 1 || !k.Confirmed || k.Hits != 4 || k.Misses != 0 || k.Age != 6 || k.Started != 0 || k.Updated != 25*time.Second || k.Detection != 0 {
		t.Errorf("%+v", *k)
	}
	if want := []int{1, 2, 4, 5}; !slices.Equal(k.Parents, want) {
		t.Errorf("parents %v, want %v", k.Parents, want)
	}
	for i, want := range flown(5) {
		if math.Abs(k.State().X[i]-want) > 1 {
			t.Errorf("position %v, want %v", k.State().X[:3], flown(5))
		}
	}
}

// TestTwoRadars: one tracker on the detections of two radars that look in turn,
// each at its own pace and with its own errors, of which one loses sight.
func TestTwoRadars(t *testing.T) {
	other := filter.Station{Origin: [3]float64{400e3, -300e3, 0}, Axes: [3][3]float64{{0, 1, 0}, {-1, 0, 0}, {0, 0, 1}}}
	noise := random.New(1, 0, "two radars")
	for _, association := range []Association{GNN, JPDA} {
		c := Default(&filter.Linear{Density: [3]float64{0.1, 0.1, 0.1}})
		c.Association = association
		c.DropConfirmed = 3
		tracker := New(c)
		for k := range 60 {
			now := time.Duration(k) * 2500 * time.Millisecond
			at, sigma := &local, [3]float64{1e-3, 1e-3, 20}
			if k%3 == 1 {
				at, sigma = &other, [3]float64{2e-3, 2e-3, 50}
			}
			s := &Scan{Time: now, Station: at}
			if k > 40 && at == &other {
				s.Detectable = func(*filter.State) float64 { return 0 }
			} else {
				for i := range 4 {
					p := [3]float64{800e3 - 3000*seconds(now), 20e3 * float64(i), 300e3}
					m := seen(at, p)
					for n := range 3 {
						m.Z[n] += sigma[n] * noise.Normal()
					}
					m.Sigma = sigma
					s.Detections = append(s.Detections, m)
				}
			}
			tracker.Step(s)
		}
		if len(tracker.Tracks()) != 4 {
			t.Fatalf("association %d: %d tracks", association, len(tracker.Tracks()))
		}
		for _, k := range tracker.Tracks() {
			if !k.Confirmed || math.Abs(k.State().X[0]-(800e3-3000*147.5)) > 300 || math.Abs(k.State().X[3]+3000) > 30 {
				t.Errorf("association %d: track %d at %v", association, k.ID, k.State().X)
			}
		}
	}
}

// TestResetIsNew: a tracker used again gives what a new one does, bit for bit.
func TestResetIsNew(t *testing.T) {
	scans, _ := scansOf(30, 20, 5)
	for _, c := range []Config{Trackgen(true), mixed(Trackgen(false)), falling} {
		run := func(tracker *Tracker) (all []Track, states []filter.State) {
			for k := range scans {
				tracker.Step(&scans[k])
			}
			for _, k := range tracker.Tracks() {
				one := *k
				one.estimator, one.Parents = nil, nil
				all, states = append(all, one), append(states, *k.State())
			}
			return all, states
		}
		tracker := New(c)
		first, firstStates := run(tracker)
		tracker.Reset()
		second, secondStates := run(tracker)
		if len(first) != len(second) || !slices.Equal(firstStates, secondStates) {
			t.Fatal("another result after Reset")
		}
		for i := range first {
			if first[i].ID != second[i].ID || first[i].Hits != second[i].Hits || first[i].Started != second[i].Started {
				t.Errorf("%+v after Reset %+v", first[i], second[i])
			}
		}
	}
}

// TestAllocatesNothing: nothing is allocated once a tracker has seen as much.
func TestAllocatesNothing(t *testing.T) {
	scans, _ := scansOf(30, 20, 5)
	for name, c := range map[string]Config{"one point": Trackgen(true), "JPDA": mixed(Trackgen(false)), "two points": falling} {
		tracker := New(c)
		run := func() {
			tracker.Reset()
			for k := range scans {
				tracker.Step(&scans[k])
			}
		}
		run()
		run()
		if n := testing.AllocsPerRun(5, run); n > 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

// TestBrokenPromises: time that runs backwards and senseless configurations.
func TestBrokenPromises(t *testing.T) {
	tracker := New(falling)
	tracker.Step(&Scan{Time: time.Second, Station: &local})
	defer func() {
		if recover() == nil {
			t.Error("a scan of the past was taken")
		}
	}()
	for i, change := range []func(*Config){
		func(c *Config) { c.Motion = nil },
		func(c *Config) { c.Gate = math.NaN() },
		func(c *Config) { c.DetectionProbability = 1 },
		func(c *Config) { c.FalseDensity = -1 },
		func(c *Config) { c.MaxSpeed = 0 },
		func(c *Config) { c.ConfirmHits = 5 },
		func(c *Config) { c.DropConfirmed = 0 },
	} {
		c := falling
		change(&c)
		if c.Check() == nil {
			t.Errorf("configuration %d passes", i)
		}
	}
	tracker.Step(&Scan{Station: &local})
}
