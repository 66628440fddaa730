package orbit

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestLambertTimes: the solution's own time of flight is the wanted one, for all
// geometries, both ways, and times from a thousandth to a hundred times the
// parabola's, to what Solve says.
func TestLambertTimes(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	for range 100_000 {
		near := math.Pow(10, -5*rng.Float64()) // 1 - |lambda|
		l := 1 - near
		if rng.IntN(2) == 0 {
			l = -l
		}
		want := 2.0 / 3 * (1 - l*l*l) * math.Pow(10, -3+5*rng.Float64())
		x, y, ok := solveX(l, want)
		if !ok {
			t.Fatalf("lambda %g, time %g: no solution", l, want)
		}
		tolerance := 1e-5
		switch {
		case near > 0.1:
			tolerance = 1e-10
		case near > 0.01:
			tolerance = 5e-9
		}
		if off := math.Abs(timeOfFlight(l, x, y)-want) / want; !(off <= tolerance) {
			t.Fatalf("lambda %g, time %g: %g off", l, want, off)
		}
	}
}

// TestLongWayToNearPoints: the long way round to points that are near, which
// quick steps alone get wrong, closes under propagation.
func TestLongWayToNearPoints(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	for i := range 2000 {
		r1 := direction(rng).Scale(6.7e6)
		side := r1.Cross(direction(rng)).Unit()
		angle := math.Pow(10, -3+2.5*rng.Float64())
		r2 := r1.Scale(math.Cos(angle)).AddScaled(r1.Norm()*math.Sin(angle), side).Scale(0.95 + 0.1*rng.Float64())
		tof := 2000 * math.Pow(8, rng.Float64())
		tr := NewTransfer(r1, r2, mu, Long)
		v1, v2, err := tr.Solve(tof)
		if err != nil {
			t.Fatalf("case %d, %g rad in %g s: %v", i, angle, tof, err)
		}
		end, v, err := Propagate(r1, v1, tof, mu)
		if err != nil || end.Sub(r2).Norm() > 1 || v.Sub(v2).Norm() > 1e-2 {
			t.Fatalf("case %d, %g rad in %g s: misses by %g m, %g m/s: %v", i, angle, tof, end.Sub(r2).Norm(), v.Sub(v2).Norm(), err)
		}
	}
}
