package trackgen

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"testing"
)

// rows reads a file of numbers.
func rows(t *testing.T, name string) [][]float64 {
	t.Helper()
	f, err := os.Open(name)
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
	var all [][]float64
	for _, record := range records {
		var row []float64
		for _, field := range record {
			x, err := strconv.ParseFloat(field, 64)
			if err != nil {
				t.Fatal(err)
			}
			row = append(row, x)
		}
		all = append(all, row)
	}
	return all
}

// TestSameAsPython compares with what the published generator wrote, to what
// two libraries of functions differ by.
func TestSameAsPython(t *testing.T) {
	scans := Make(4, 3, 7, 2)
	var detections, truth [][]float64
	for k, s := range scans {
		for j, d := range s.Detections {
			detections = append(detections, []float64{float64(k), float64(j), d.Azimuth, d.Elevation, d.Range, float64(d.Source)})
		}
		for i, x := range s.Truth {
			truth = append(truth, append([]float64{float64(k), float64(i)}, x.X[:]...))
		}
	}
	compare(t, detections, rows(t, "testdata/detections.csv"))
	compare(t, truth, rows(t, "testdata/truth.csv"))
}

func compare(t *testing.T, got, want [][]float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d rows, want %d", len(got), len(want))
	}
	for i := range want {
		for j, w := range want[i] {
			if math.Abs(got[i][j]-w) > 1e-13*(1+math.Abs(w)) {
				t.Errorf("row %d column %d: %v, want %v", i, j, got[i][j], w)
			}
		}
	}
}
