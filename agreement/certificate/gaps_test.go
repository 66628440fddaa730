package certificate

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

const gapsHead = `# Boxes and time of a proof against its gap: 11 fields x 9 aims x 2 land sites of phase 3 (198 cases), areas of 25 and 50 km,
# lost time 25 s, two workers. gap: how far the cap lies below the least threshold that 10^5 draws and a pattern search find.
# solid: burn 180 s, coast within 60 s of minimum energy; liquid: burn 144 to 300 s, coast 0.9 to 1.1 times that of minimum
# energy; solid wide: burn 144 to 216 s, coast 0.9 to 1.1 times. failures: cases that could not be proved.
# Written by SCUTUM_LONG=1 go test ./agreement/certificate -run TestGaps; drawn in certificate.svg by a test of report.
terms,gap_percent,cap_km_s,failures,boxes,wall_s
`

// TestGaps measures what a proof costs the nearer its cap comes to the least
// threshold, and writes docs/benchmarks/certificate.csv. It fails where a cap half
// a per cent below cannot be proved.
func TestGaps(t *testing.T) {
	if os.Getenv("SCUTUM_LONG") == "" {
		t.Skip("set SCUTUM_LONG=1: half a minute, and writes docs/benchmarks/certificate.csv")
	}
	atBurnout, atLaunch := Commit{AfterBurnoutS: at(0)}, Commit{AfterLaunchS: at(120)}
	var out strings.Builder
	out.WriteString(gapsHead)
	for _, x := range []struct {
		name   string
		commit Commit
		coast  Coast
		burn   [2]float64
		liquid bool
		gaps   []float64
	}{
		{"solid at burnout", atBurnout, Coast{WithinS: 60}, [2]float64{180, 180}, false, []float64{5, 2, 1, 0.5, 0.2, 0.1, 0.05}},
		{"solid at 120 s", atLaunch, Coast{WithinS: 60}, [2]float64{180, 180}, false, []float64{5, 2, 1, 0.5, 0.2, 0.1, 0.05}},
		{"liquid at burnout", atBurnout, Coast{RatioFrom: 0.9, RatioTo: 1.1}, [2]float64{144, 300}, true, []float64{5, 2, 1, 0.5, 0.2, 0.1}},
		{"liquid at 120 s", atLaunch, Coast{RatioFrom: 0.9, RatioTo: 1.1}, [2]float64{144, 300}, true, []float64{5, 2, 1, 0.5, 0.2, 0.1}},
		{"solid wide at burnout", atBurnout, Coast{RatioFrom: 0.9, RatioTo: 1.1}, [2]float64{144, 216}, false, []float64{5, 2, 1, 0.5, 0.2, 0.1}},
	} {
		terms := phase3(t, x.commit)
		terms.Coast = x.coast
		for i := range terms.Fields {
			f := &terms.Fields[i]
			f.BurnFromS, f.BurnUntilS = x.burn[0], x.burn[1]
			if x.liquid {
				f.BurnoutKm, f.DownrangeKm = 250, 500
			}
		}
		nearest, ok, err := NearestOfAll(context.Background(), &terms, 100_000, 1, 2)
		if err != nil || !ok {
			t.Fatal(err)
		}
		t.Logf("%s: least threshold by sampling %.4f km/s (%s)", x.name, nearest.SpeedKmS, nearest.Case)
		for _, gap := range x.gaps {
			terms.SpeedCapKmS = nearest.SpeedKmS * (1 - gap/100)
			begun := time.Now()
			r, err := Certify(context.Background(), &terms, 2, nil)
			if err != nil {
				t.Fatal(err)
			}
			if gap >= 0.5 && len(r.Failures) > 0 {
				t.Errorf("%s: %g %% below, %d cases fail", x.name, gap, len(r.Failures))
			}
			fmt.Fprintf(&out, "%s,%.2f,%.4f,%d,%d,%.2f\n", x.name, gap, terms.SpeedCapKmS, len(r.Failures), r.Boxes, time.Since(begun).Seconds())
		}
	}
	if err := os.WriteFile("../../docs/benchmarks/certificate.csv", []byte(out.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
