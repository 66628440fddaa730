package orbit

import (
	"scutum/physics/earth"
)

// Oblate returns the state dt seconds after (r, v) under the model's J2, by
// Runge and Kutta's fourth-order steps of 2 s or less: 1 cm over a 10,000 km
// coast (see TestOblateConverges). It is for checks of what the two-body arcs
// leave out; package flight integrates flights.
func Oblate(m *earth.Model, r, v Vec, dt float64) (Vec, Vec) {
	n := max(1, int(dt/2)+1)
	h := dt / float64(n)
	for range n {
		a1 := gravity(m, r)
		v2 := v.AddScaled(0.5*h, a1)
		a2 := gravity(m, r.AddScaled(0.5*h, v))
		v3 := v.AddScaled(0.5*h, a2)
		a3 := gravity(m, r.AddScaled(0.5*h, v2))
		v4 := v.AddScaled(h, a3)
		a4 := gravity(m, r.AddScaled(h, v3))
		r = r.AddScaled(h/6, v.AddScaled(2, v2.Add(v3)).Add(v4))
		v = v.AddScaled(h/6, a1.AddScaled(2, a2.Add(a3)).Add(a4))
	}
	return r, v
}

// gravity is the acceleration at r, m/s2, with J2.
func gravity(m *earth.Model, r Vec) Vec {
	r2 := r.Dot(r)
	n := r.Norm()
	k := -m.Mu / (r2 * n)
	q := 1.5 * m.J2 * m.Radius * m.Radius / r2
	z := 5 * r.Z * r.Z / r2
	a := k * (1 + float64(q*(1-z)))
	return Vec{X: a * r.X, Y: a * r.Y, Z: k * (1 + float64(q*(3-z))) * r.Z}
}

// LeaveOblate returns the velocity that takes r to target in dt seconds under
// J2, found from the two-body velocity v by moving the aim by the miss.
func LeaveOblate(m *earth.Model, r, v, target Vec, dt float64, way Way) (Vec, bool) {
	aim := target
	for range 8 {
		end, _ := Oblate(m, r, v, dt)
		miss := end.Sub(target)
		if miss.Norm() < 0.05 {
			return v, true
		}
		aim = aim.Sub(miss)
		tr := NewTransfer(r, aim, m.Mu, way)
		next, ok := tr.Depart(dt)
		if !ok {
			return v, false
		}
		v = next
	}
	return v, false
}
