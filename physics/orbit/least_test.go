package orbit

import (
	"math"
	"math/rand/v2"
	"testing"

	"scutum/physics/earth"
)

// TestLeastIsLeast: the closed form's departure is a transfer of the time that
// it gives, and a dense scan over times of flight finds none that differs less
// from the site's velocity.
func TestLeastIsLeast(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 8))
	for i := range 500 {
		r1 := direction(rng).Scale(6.371e6)
		side := r1.Cross(direction(rng)).Unit()
		angle := 0.005 + 2.8*rng.Float64()
		r2 := r1.Unit().Scale(math.Cos(angle)).AddScaled(math.Sin(angle), side).Scale(6.471e6 + 1.5e6*rng.Float64())
		w := earth.WGS84.SurfaceVelocity(r1)
		tr := NewTransfer(r1, r2, mu, Short)
		v, tof, ok := tr.Least(w)
		if !ok {
			t.Fatalf("case %d: nothing at %g rad", i, angle)
		}
		exact, ok := tr.Depart(tof)
		if !ok || exact.Sub(v).Norm() > 1e-3 {
			t.Errorf("case %d: the transfer of %g s leaves %g m/s otherwise", i, tof, exact.Sub(v).Norm())
		}
		least := v.Sub(w).Norm()
		for k := range 400 {
			u, ok := tr.Depart(tof * math.Pow(8, float64(k)/199.5-1))
			if !ok {
				t.Fatalf("case %d: no transfer", i)
			}
			if s := u.Sub(w).Norm(); s < least-1e-6 {
				t.Fatalf("case %d at %g rad: %.6f m/s, %.6f by another time", i, angle, least, s)
			}
		}
	}
}

// TestLeastRefuses: what Least cannot answer it says so of.
func TestLeastRefuses(t *testing.T) {
	r := Vec{X: 6.371e6}
	for _, r2 := range []Vec{r, r.Scale(1.1), r.Scale(-1), {}} {
		tr := NewTransfer(r, r2, mu, Short)
		if v, tof, ok := tr.Least(Vec{}); ok {
			t.Errorf("to %v: %v in %g s", r2, v, tof)
		}
		if _, _, err := tr.Solve(600); err == nil {
			t.Errorf("to %v: a transfer", r2)
		}
	}
	tr := NewTransfer(r, Vec{X: 5e6, Y: 5e6}, mu, Short)
	for _, tof := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		if _, _, err := tr.Solve(tof); err == nil {
			t.Errorf("a transfer in %g s", tof)
		}
		if v, ok := tr.Depart(tof); ok {
			t.Errorf("leaves at %v for %g s", v, tof)
		}
	}
}

// TestOblateConverges: over a coast of 10,000 km its steps are within a
// centimetre of steps a twentieth as long, without J2 within a centimetre of
// Kepler's arc, and J2 itself moves the end by kilometres.
func TestOblateConverges(t *testing.T) {
	r := earth.WGS84.Inertial(earth.WGS84.Fixed(earth.Place{Lat: 0.9, Lon: 0.8, Alt: 200e3}), 180)
	up := r.Unit()
	side := up.Cross(Vec{Z: 1}).Unit().Add(up.Cross(up.Cross(Vec{Z: 1}).Unit()).Scale(-0.8)).Unit()
	v := up.Scale(math.Sin(0.38)).AddScaled(math.Cos(0.38), side).Scale(7000)
	const tof = 2000.0
	round := earth.WGS84
	round.J2 = 0
	kepler, keplerV, err := Propagate(r, v, tof, round.Mu)
	if err != nil {
		t.Fatal(err)
	}
	e, ev := Oblate(&round, r, v, tof)
	if d := e.Sub(kepler).Norm(); d > 0.01 || ev.Sub(keplerV).Norm() > 1e-4 {
		t.Errorf("without J2 %g m from Kepler's arc", d)
	}
	coarse, _ := Oblate(&earth.WGS84, r, v, tof)
	fine, fineV := r, v
	for range 17000 {
		fine, fineV = Oblate(&earth.WGS84, fine, fineV, tof/17000)
	}
	if d := coarse.Sub(fine).Norm(); d > 0.01 {
		t.Errorf("%g m from short steps", d)
	}
	if d := coarse.Sub(kepler).Norm(); d < 2e3 || d > 60e3 {
		t.Errorf("J2 moves the end by %g m", d)
	}
	if angle := math.Acos(r.Unit().Dot(kepler.Unit())); angle < 1.5 {
		t.Errorf("the coast is only %g rad long", angle)
	}
	got, ok := LeaveOblate(&earth.WGS84, r, v, kepler, tof, Short)
	end, _ := Oblate(&earth.WGS84, r, got, tof)
	if !ok || end.Sub(kepler).Norm() > 0.05 {
		t.Errorf("aimed under J2 it misses by %g m", end.Sub(kepler).Norm())
	}
}
