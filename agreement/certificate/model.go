package certificate

import (
	"math"

	"scutum/internal/taylor"
)

// box is a part of the domain: the variables that are split. Departure is
// counted from the case's earliest.
type box struct {
	from, until [3]float64 // coast, meeting's anomaly, departure; canonical units
}

func (b *box) mid(i int) float64    { return (b.from[i] + b.until[i]) / 2 }
func (b *box) radius(i int) float64 { return (b.until[i] - b.from[i]) / 2 * (1 + 0x1p-45) }

// family is what the flights are over a box of times of coast.
type family struct {
	rb      float64 // distance of burnout from the centre
	burnout vec
	leave   vec // velocity at burnout
	sigma   taylor.Model
	alpha   taylor.Model
	coast   taylor.Model
}

// meeting is where the missile is over a box of anomalies, and when.
type meeting struct {
	at     vec
	radius taylor.Model
	time   taylor.Model // since burnout
}

// fixed are the parts that no split changes.
type fixed struct {
	launch, aim, site vec
	burnout           vec
	rb                float64
}

// variable returns the model of a split variable over a box.
func (s *space) variable(b *box, i int) taylor.Model {
	m := taylor.Variable(s.coast+i, b.mid(i), b.radius(i))
	m.R = 0x1p-50 * (math.Abs(b.from[i]) + math.Abs(b.until[i]))
	return m
}

// prepare computes launch, aim and the burnout point, which lies
// DownrangeKm from the launch point along the great circle to the aim point.
func (s *space) prepare(c *Case) (f fixed, ok bool) {
	var ok1, ok2 bool
	f.launch, ok1 = s.place(c.Launch, 0)
	f.aim, ok2 = s.place(c.Aim, 2)
	if !ok1 || !ok2 {
		return f, false
	}
	cosine := s.dot(&f.launch, &f.aim)
	sine := s.Square(&cosine)
	sine = taylor.Negative(&sine)
	sine = s.Shift(&sine, 1)
	sine, ok = s.Sqrt(&sine)
	if !ok {
		return f, false
	}
	inverse, ok := s.Inverse(&sine)
	if !ok {
		return f, false
	}
	part := s.times(&f.launch, &cosine)
	towards := s.minus(&f.aim, &part)
	towards = s.times(&towards, &inverse)
	angle := known(c.DownrangeKm / radiusKm)
	sin, cos, ok := s.SinCos(&angle)
	if !ok {
		return f, false
	}
	f.rb = 1 + c.BurnoutKm/radiusKm
	r := known(f.rb)
	sin, cos = s.Mul(&sin, &r), s.Mul(&cos, &r)
	a, b := s.times(&f.launch, &cos), s.times(&towards, &sin)
	f.burnout = s.plus(&a, &b)
	return f, true
}

// fly solves the family of flights over a box of times of coast: from the
// burnout point to where the aim point has turned by then.
func (s *space) fly(f *fixed, b *box) (out family, ok bool) {
	out.burnout, out.rb, out.coast = f.burnout, f.rb, s.variable(b, 0)
	rotation := known(rotationTU)
	angle := s.Mul(&out.coast, &rotation)
	sin, cos, ok := s.SinCos(&angle)
	if !ok {
		return out, false
	}
	to := s.turned(&f.aim, &sin, &cos)
	r1, r2, dot := known(f.rb), taylor.Constant(1, 0), s.dot(&f.burnout, &to)
	h, ok := s.halves(&r1, &r2, &dot)
	if !ok {
		return out, false
	}
	t, ok := s.solve(&h, &out.coast)
	if !ok {
		return out, false
	}
	g := s.Mul(&t.a, &t.rootY)
	inverse, ok := s.Inverse(&g)
	if !ok {
		return out, false
	}
	over := known(1 / f.rb)
	k := s.Mul(&t.y, &over)
	k = s.Shift(&k, -1) // -f
	part := s.times(&f.burnout, &k)
	out.leave = s.plus(&to, &part)
	out.leave = s.times(&out.leave, &inverse)
	out.sigma = s.dot(&f.burnout, &out.leave)
	out.alpha = s.dot(&out.leave, &out.leave)
	out.alpha = taylor.Negative(&out.alpha)
	two := known(2 / f.rb)
	out.alpha = s.Add(&out.alpha, &two)
	return out, true
}

// meet computes where the missile is over a box of anomalies, by the universal
// variable: no equation is solved.
func (s *space) meet(f *family, b *box) (out meeting, ok bool) {
	chi := s.variable(b, 1)
	chi2 := s.Square(&chi)
	psi := s.Mul(&f.alpha, &chi2)
	c0, ok0 := s.Stumpff(0, &psi)
	c1, ok1 := s.Stumpff(1, &psi)
	c2, ok2 := s.Stumpff(2, &psi)
	c3, ok3 := s.Stumpff(3, &psi)
	if !ok0 || !ok1 || !ok2 || !ok3 {
		return out, false
	}
	rb, over := known(f.rb), known(1/f.rb)
	u1, u2 := s.Mul(&chi, &c1), s.Mul(&chi2, &c2)
	u3 := s.Mul(&chi2, &chi)
	u3 = s.Mul(&u3, &c3)
	// g = rb u1 + sigma u2, time = g + u3, radius = rb c0 + sigma u1 + u2
	a, d := s.Mul(&u1, &rb), s.Mul(&u2, &f.sigma)
	g := s.Add(&a, &d)
	out.time = s.Add(&g, &u3)
	a, d = s.Mul(&c0, &rb), s.Mul(&u1, &f.sigma)
	out.radius = s.Add(&a, &d)
	out.radius = s.Add(&out.radius, &u2)
	k := s.Mul(&u2, &over)
	k = taylor.Negative(&k)
	k = s.Shift(&k, 1)
	x, y := s.times(&f.burnout, &k), s.times(&f.leave, &g)
	out.at = s.plus(&x, &y)
	return out, true
}
