package track

import (
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"scutum/engagement/filter"
	"scutum/engagement/track/score"
	"scutum/engagement/track/trackgen"
)

var local = filter.Station{Axes: [3][3]float64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}

func scansOf(n, scans int, seed uint64) ([]Scan, [][]score.Truth) {
	var all []Scan
	var truth [][]score.Truth
	for k, s := range trackgen.Make(n, scans, seed, 10) {
		one := Scan{Time: time.Duration(k) * 5 * time.Second, Station: &local}
		for _, d := range s.Detections {
			one.Detections = append(one.Detections, filter.Measurement{Z: [3]float64{d.Azimuth, d.Elevation, d.Range}, Sigma: [3]float64{1e-3, 1e-3, 20}})
		}
		all = append(all, one)
		var row []score.Truth
		for i, x := range s.Truth {
			row = append(row, score.Truth{ID: i, X: x.X})
		}
		truth = append(truth, row)
	}
	return all, truth
}

func scoreOf(t *Tracker, scans []Scan, truth [][]score.Truth) score.Result {
	card := score.New(5000, 8)
	var est []score.Estimate
	for k := range scans {
		t.Step(&scans[k])
		est = est[:0]
		for _, tr := range t.Tracks() {
			if tr.Confirmed {
				est = append(est, score.Estimate{ID: tr.ID, State: tr.State()})
			}
		}
		card.Scan(truth[k], est)
	}
	return card.Result()
}

func TestExplore(t *testing.T) {
	if v := os.Getenv("COST"); v != "" {
		costMode, _ = strconv.Atoi(v)
		aloneExtra, _ = strconv.ParseFloat(os.Getenv("ALONE"), 64)
	}
	for _, n := range []int{10, 30, 100} {
		for seed := range uint64(6) {
			sc := 40
			if n == 100 {
				sc = 24
			}
			scans, truth := scansOf(n, sc, seed+1)
			for _, g := range []bool{false, true} {
				cfg := Trackgen(g)
				if os.Getenv("TWO") != "" {
					q := 1.0
					if v := os.Getenv("Q"); v != "" {
						q, _ = strconv.ParseFloat(v, 64)
					}
					m := &filter.Linear{Density: [3]float64{1, 1, 50}}
					if g {
						m = &filter.Linear{Density: [3]float64{q, q, q}, Acceleration: [3]float64{0, 0, -9}}
					}
					cfg = Default(m)
				}
				if os.Getenv("JPDA") != "" {
					cfg.Association = JPDA
				}
				r := scoreOf(New(cfg), scans, truth)
				fmt.Printf("%d %d %v GOSPA %.0f rms %.0f false %.2f missed %.2f nees %.2f sw %d\n", n, seed+1, g, r.GOSPA, r.MatchedRMS, r.FalsePerScan, r.MissedPerScan, r.NEES.Mean, r.Life.Switches)
			}
		}
	}
}
