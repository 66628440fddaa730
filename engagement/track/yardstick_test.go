package track

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"testing"

	"scutum/engagement/filter"
)

// yardstick is a line of what track.cpp printed.
type yardstick struct {
	objects, scans int
	seed           uint64
	known          bool // acceleration
	gospa          float64
	spare, missed  float64
}

func yardsticks(t *testing.T) (all []yardstick) {
	t.Helper()
	f, err := os.Open("testdata/yardstick.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	records, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	number := func(s string) float64 {
		x, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	for _, c := range records[1:] {
		all = append(all, yardstick{int(number(c[0])), int(number(c[1])), uint64(number(c[2])), c[3] == "true", number(c[4]), number(c[6]), number(c[7])})
	}
	return all
}

// TestScoresAsTheYardstick: with its preset the tracker is as good as the
// yardstick on every instance, to the 1 m that this prints, or 1 % with more
// than 100 objects (the issue allows 3 %), and with known acceleration it misses
// less than 0.2 objects a scan even where the yardstick misses more.
func TestScoresAsTheYardstick(t *testing.T) {
	trackers := map[bool]*Tracker{false: New(Trackgen(false)), true: New(Trackgen(true))}
	sum, seeds, ours, its := 0.0, 0, 0.0, 0.0
	for _, y := range yardsticks(t) {
		scans, truth := scansOf(y.objects, y.scans, y.seed)
		tracker := trackers[y.known]
		tracker.Reset()
		r := scoreOf(tracker, scans, truth)
		limit := y.gospa + 1
		if y.objects > 100 {
			limit = 1.01 * y.gospa
		}
		if r.GOSPA > limit {
			t.Errorf("%+v: GOSPA %.1f m", y, r.GOSPA)
		}
		if y.known && y.objects <= 100 && (r.MissedPerScan > 0.2 || r.FalsePerScan > 0.2) {
			t.Errorf("%+v: %.3f missed and %.3f false a scan", y, r.MissedPerScan, r.FalsePerScan)
		}
		if r.WithoutNEES > 0 {
			t.Errorf("%+v: %d covariances are not positive definite", y, r.WithoutNEES)
		}
		if y.known && y.objects == 100 && y.seed <= 3 {
			sum, seeds = sum+r.GOSPA, seeds+1
		}
		if !y.known && y.objects < 100 {
			ours, its = ours+r.GOSPA, its+y.gospa
		}
	}
	if mean := sum / float64(seeds); seeds != 3 || mean > 4700 {
		t.Errorf("100 objects, known acceleration, seeds 1 to 3: mean GOSPA %.0f m, above 4,700 m", mean)
	}
	if ours > 0.9*its {
		t.Errorf("constant velocity, 10 and 30 objects: %.2f of the yardstick's GOSPA", ours/its)
	}
}

// yardstickItself is what track.cpp does and no more.
func yardstickItself(known bool) Config {
	c := Trackgen(known)
	c.Start, c.KeepLost = OnePoint, 0
	return c
}

// TestTheYardstickItself: bare of what it has more, the tracker gives what the
// yardstick prints.
func TestTheYardstickItself(t *testing.T) {
	for _, y := range yardsticks(t) {
		scans, truth := scansOf(y.objects, y.scans, y.seed)
		r := scoreOf(New(yardstickItself(y.known)), scans, truth)
		if math.Abs(r.GOSPA-y.gospa) > 1 || math.Abs(r.MissedPerScan-y.missed) > 0.006 || math.Abs(r.FalsePerScan-y.spare) > 0.006 {
			t.Errorf("%+v: GOSPA %.1f m, %.3f missed and %.3f false a scan", y, r.GOSPA, r.MissedPerScan, r.FalsePerScan)
		}
	}
}

// TestStartsWithoutPriorVelocity: two-point differencing, which is told
// nothing of the velocity, is as good where the acceleration is known; and
// where it is not, noise that stands for it is worth half of GOSPA.
func TestStartsWithoutPriorVelocity(t *testing.T) {
	straight := Default(&filter.Linear{Density: [3]float64{400, 400, 400}})
	trackers := map[bool]*Tracker{false: New(straight), true: New(falling)}
	for _, y := range yardsticks(t) {
		if y.objects > 100 {
			continue
		}
		scans, truth := scansOf(y.objects, y.scans, y.seed)
		tracker, limit, missed := trackers[y.known], 0.6, 0.7
		if y.known {
			limit, missed = 1.06, 0.2
		}
		tracker.Reset()
		r := scoreOf(tracker, scans, truth)
		if r.GOSPA > limit*y.gospa || r.MissedPerScan > missed || r.FalsePerScan > 0.2 {
			t.Errorf("%+v: GOSPA %.0f m, %.2f missed and %.2f false a scan", y, r.GOSPA, r.MissedPerScan, r.FalsePerScan)
		}
	}
}

// TestMixedAssociation: JPDA is no worse than GNN on the instances.
func TestMixedAssociation(t *testing.T) {
	tracker := New(mixed(Trackgen(true)))
	for _, y := range yardsticks(t) {
		if !y.known || y.objects > 100 {
			continue
		}
		scans, truth := scansOf(y.objects, y.scans, y.seed)
		tracker.Reset()
		if r := scoreOf(tracker, scans, truth); r.GOSPA > 1.03*y.gospa {
			t.Errorf("%+v: GOSPA %.0f m", y, r.GOSPA)
		}
	}
}
