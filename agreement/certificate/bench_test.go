package certificate

import (
	"context"
	"testing"
)

// BenchmarkProve proves the hardest case of phase 3, Tatishchevo to Miami against
// Redzikowo with commit at burnout, 0.2 % below the least threshold.
func BenchmarkProve(b *testing.B) {
	zero := 0.0
	terms := Terms{FieldRadiusKm: 25, AimRadiusKm: 50, Coast: Coast{WithinS: 60}, Commit: Commit{AfterBurnoutS: &zero}, LeastLostTimeS: 25, SpeedCapKmS: 4.9399, LeastAltitudeKm: 100,
		Fields: []Field{{"Tatishchevo", 51.667, 45.567, 180, 180, 200, 400}}, Aims: []Named{{Name: "Miami", LatDeg: 25.7743, LonDeg: -80.1937}},
		Sites: []Named{{Name: "Redzikowo", LatDeg: 54.4728, LonDeg: 17.1231}}}
	cases, err := terms.Cases()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	boxes := 0
	for b.Loop() {
		p, err := Prove(context.Background(), &cases[0], DefaultLimits)
		if err != nil || p.Open != nil {
			b.Fatal(err, p.Open)
		}
		boxes = p.Boxes
	}
	b.ReportMetric(float64(boxes), "boxes")
}
