package orbit

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestPropagateFastAndLong: hyperbolas far out, where the universal functions
// grow as exponentials, against the conserved quantities, the asymptote and the
// way back.
func TestPropagateFastAndLong(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 30))
	for i := range 2000 {
		r := direction(rng).Scale(math.Pow(10, 6.3+3*rng.Float64()))
		v := direction(rng).Scale(math.Pow(10, 3+2.5*rng.Float64()))
		dt := math.Pow(10, 2+6*rng.Float64())
		if i%2 == 1 {
			dt = -dt
		}
		rp, vp, err := Propagate(r, v, dt, mu)
		if err != nil {
			t.Fatalf("%d: %v %v %g: %v", i, r, v, dt, err)
		}
		e0, e1 := 0.5*v.Dot(v)-mu/r.Norm(), 0.5*vp.Dot(vp)-mu/rp.Norm()
		perigee := math.Pow(r.Cross(v).Norm(), 2) / (2 * mu)
		if scale := 0.5*v.Dot(v) + mu/math.Min(r.Norm(), math.Max(perigee, 1)); !(math.Abs(e1-e0) <= 1e-8*scale) {
			t.Errorf("%d: %v %v %g: energy %g, then %g", i, r, v, dt, e0, e1)
		}
		if h0, h1 := r.Cross(v), rp.Cross(vp); !(h1.Sub(h0).Norm() <= 1e-8*(r.Norm()*v.Norm()+rp.Norm()*vp.Norm())) {
			t.Errorf("%d: angular momentum %v, then %v", i, h0, h1)
		}
	}
	// Radially out, with the angular momentum nought, for eleven days.
	rp, vp, err := Propagate(Vec{X: 7e6}, Vec{X: 30e3}, 1e6, mu)
	excess := math.Sqrt(30e3*30e3 - 2*mu/7e6)
	if err != nil || math.Abs(vp.X-excess) > 1 || math.Abs(rp.X-excess*1e6) > 2e7 {
		t.Errorf("out: %v %v, %v; the excess speed is %g", rp, vp, err, excess)
	}
	// And across, as a user may ask.
	if rp, vp, err := Propagate(Vec{X: 7e6}, Vec{Y: 30e3}, 1e6, mu); err != nil || !(math.Abs(vp.Norm()-excess) < 1) || !(rp.Norm() > 2.7e10) {
		t.Errorf("across: %v %v, %v", rp, vp, err)
	}
}
