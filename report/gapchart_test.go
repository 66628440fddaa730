package report

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"scutum/report/chart"
)

// gapStyle is the look of the picture by itself: what the pages have for charts.
const gapStyle = `<style>svg{background:#fff}text{font:11px sans-serif;fill:#16202c}.tick{fill:#55606e}.title{font-weight:600}.grid{stroke:#d9dee5;stroke-width:.7;fill:none}` +
	`.axis{stroke:#55606e;fill:none}.series{fill:none;stroke-width:2;stroke-linejoin:round}.leader{stroke:#55606e;stroke-width:.7;fill:none}` +
	`path.look0{stroke:#0072b2}path.look1{stroke:#d55e00;stroke-dasharray:7 3}path.look2{stroke:#009e73;stroke-dasharray:2 2}path.look3{stroke:#b5498d;stroke-dasharray:9 3 2 3}path.look4{stroke:#7a5c00;stroke-dasharray:12 4}` +
	`text.look0{fill:#0072b2}text.look1{fill:#d55e00}text.look2{fill:#009e73}text.look3{fill:#b5498d}text.look4{fill:#7a5c00}</style>`

// gapChart draws the cost of proofs against their gap: the boxes, and the seconds.
func gapChart(t *testing.T, rows [][]string) string {
	const width, height = 760, 300
	number := func(text string) float64 {
		v, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	gap := chart.Axis{Title: "gap between the certified cap and the least threshold that sampling finds, % (halving to the right)", Min: -math.Log2(5) - 0.1, Max: -math.Log2(0.05) + 0.1}
	for _, g := range []float64{5, 2, 1, 0.5, 0.2, 0.1, 0.05} {
		gap.Marks = append(gap.Marks, chart.Tick{At: -math.Log2(g), Text: fmt.Sprintf("%g", g)})
	}
	out := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d">%s`, width, 2*height, width, 2*height, gapStyle)
	for panel, column := range []int{4, 5} {
		lines := chart.Lines{Width: width, Height: height, X: gap, Description: "What a proof of 198 cases costs, by its gap."}
		most := 0.0
		for _, row := range rows[1:] {
			n := len(lines.Series)
			if n == 0 || lines.Series[n-1].Name != row[0] {
				lines.Series = append(lines.Series, chart.Series{Name: row[0], Look: n})
				n++
			}
			s, value := &lines.Series[n-1], number(row[column])
			if row[3] != "0" {
				continue // a proof that failed stopped early
			}
			s.X, s.Y = append(s.X, -math.Log2(number(row[1]))), append(s.Y, value)
			most = max(most, value)
		}
		lines.Y = []chart.Axis{chart.Round("boxes of 198 cases", 5000, 0, most), chart.Round("seconds on two workers", 0.5, 0, most)}[panel]
		svg, _ := lines.Draw()
		out += strings.Replace(svg, "<svg ", fmt.Sprintf(`<svg y="%d" width="%d" height="%d" `, panel*height, width, height), 1)
	}
	return out + "</svg>\n"
}

// TestGapChart: docs/benchmarks/certificate.svg is drawn of certificate.csv;
// UPDATE_PICTURES=1 draws it anew.
func TestGapChart(t *testing.T) {
	const csvFile, svgFile = "../docs/benchmarks/certificate.csv", "../docs/benchmarks/certificate.svg"
	file, err := os.Open(csvFile)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.Comment = '#'
	rows, err := reader.ReadAll()
	if err != nil || len(rows) < 20 {
		t.Fatal(err, len(rows))
	}
	want := gapChart(t, rows)
	if os.Getenv("UPDATE_PICTURES") != "" {
		if err := os.WriteFile(svgFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(svgFile); err != nil || string(got) != want {
		t.Errorf("the picture is not of the table (%v): UPDATE_PICTURES=1 go test ./report -run TestGapChart", err)
	}
}
