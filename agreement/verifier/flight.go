package verifier

import "math"

// The model's constants and units: R = 1, mu = 1.
const (
	radiusKm = 6371.0
	muKm3S2  = 398600.44
	spin     = 7.292115e-5 // rad/s
)

var (
	unitS = radiusKm * math.Sqrt(radiusKm/muKm3S2) // the unit of time
	turn  = spin * unitS                           // the Earth's rate
)

// outer moves a bound by more than the few roundings that it came out of.
func outer(x, sign float64) float64 { return x + sign*math.Abs(x)*0x1p-48 }

type vector [3]quadratic

func (a *vector) dot(b *vector) quadratic {
	return a[0].times(b[0]).plus(a[1].times(b[1])).plus(a[2].times(b[2]))
}

// combined returns f a + g b.
func combined(f quadratic, a *vector, g quadratic, b *vector) (r vector) {
	for i := range r {
		r[i] = f.times(a[i]).plus(g.times(b[i]))
	}
	return r
}

// area encloses the points within the angle rho of a place, and a few more: their
// tangent offsets go up to sin rho. Each direction is exact
// to 2^-46.
func area(i int, place object, rho float64) (v vector) {
	sinLat, cosLat := sineCosineDeg(place.number("lat_deg"))
	sinLon, cosLon := sineCosineDeg(place.number("lon_deg"))
	up := [3]float64{cosLat * cosLon, cosLat * sinLon, sinLat}
	east := [3]float64{-sinLon, cosLon, 0}
	north := [3]float64{-sinLat * cosLon, -sinLat * sinLon, cosLat}
	square := quadratic{c: 1}
	square.h[i][i], square.h[i+1][i+1] = -2*rho*rho, -2*rho*rho
	root := square.finish(2).root()
	for k := range v {
		side := quadratic{e: 0x1p-44 * (1 + rho)}
		side.g[i], side.g[i+1] = rho*east[k], rho*north[k]
		v[k] = root.scaled(0, up[k]).plus(side.finish(rho))
	}
	return v
}

// A box is the bounds of the coast, the meeting's anomaly and the departure.
type box [3][2]float64

// A pair is a field and an aim: a family of flights, with what the terms say of
// the interceptors that may not meet them.
type pair struct {
	burnout, aim vector
	rb           float64 // radius of burnout
	low          float64 // least radius of a meeting
	speed, most  float64 // the cap; and with the Earth's rotation
	root         box
	flights      map[[2]float64]*flight
}

func newPair(t, f, a object, coastFromS, coastUntilS, departS float64) *pair {
	p := &pair{rb: 1 + f.number("burnout_km")/radiusKm, flights: map[[2]float64]*flight{}}
	p.low = outer(1+t.number("least_altitude_km")/radiusKm, -1)
	p.speed = outer(t.number("speed_cap_km_s")*unitS/radiusKm, 1)
	p.most = outer(p.speed+turn, 1)
	end := outer(coastUntilS/unitS, 1)
	p.root = box{{outer(coastFromS/unitS, -1), end}, {0, end}, {outer(departS/unitS, -1), end}}
	launch := area(ofLaunch, f, t.number("field_radius_km")/radiusKm)
	p.aim = area(ofAim, a, t.number("aim_radius_km")/radiusKm)
	// The tangent from launch towards aim is (aim - cosine launch)/sine.
	cosine := launch.dot(&p.aim)
	sineDown, cosineDown := sineCosineDeg(f.number("downrange_km") / radiusKm * (180 / math.Pi))
	onAim := cosine.times(cosine).scaled(1, -1).root().inverse().scaled(0, sineDown*p.rb)
	p.burnout = combined(onAim.times(cosine).scaled(cosineDown*p.rb, -1), &launch, onAim, &p.aim)
	return p
}

// A flight is the missile's coast for the times between two bounds. Its velocity
// at burnout is (aim + rise burnout)/g, sigma the product of both, and alpha the
// inverse of the semi-major axis.
type flight struct {
	time                     quadratic
	aim                      vector // turned
	rise, perG, sigma, alpha quadratic
	meetings                 map[[2]float64]*meeting
}

func (p *pair) flight(coast [2]float64) *flight {
	if f := p.flights[coast]; f != nil {
		return f
	}
	f := &flight{time: variable(ofCoast, coast[0], coast[1]), meetings: map[[2]float64]*meeting{}}
	p.flights[coast] = f
	c, s := f.time.scaled(0, turn).turned()
	f.aim = vector{c.times(p.aim[0]).minus(s.times(p.aim[1])), s.times(p.aim[0]).plus(c.times(p.aim[1])), p.aim[2]}
	inner := p.burnout.dot(&f.aim)
	t := transfer{number(1+p.rb, 0x1p-50), inner.scaled(p.rb, 1).root(), f.time}
	root, x := t.solve()
	y := root.times(root)
	f.rise, f.perG = y.scaled(-1, 1/p.rb), t.a.times(root).inverse()
	outward := f.rise.scaled(0, p.rb*p.rb)
	f.sigma = inner.plus(outward).times(f.perG)
	// 2/rb - velocity^2, or 8 x (1-x)/y, whichever is narrower.
	f.alpha = f.rise.times(inner.scaled(0, 2).plus(outward)).scaled(1, 1).times(f.perG.times(f.perG)).scaled(2/p.rb, -1)
	if other := x.times(x.scaled(1, -1)).times(y.inverse()).scaled(0, 8); other.e < f.alpha.e {
		f.alpha = other
	}
	return f
}

// A meeting is the missile at the anomalies between two bounds, or that nothing
// can be met there; and what its product with a station's place is made of when
// that turns: at.site = cosine with + sine across + along.
type meeting struct {
	never               bool
	time, radius        quadratic
	at                  vector
	station             *vector
	with, across, along quadratic
}

// universal returns chi^k c_k(alpha chi^2), k from 0 to 3.
func universal(alpha, chi quadratic) (u [4]quadratic) {
	x := alpha.times(chi).times(chi).scaled(0, -1)
	power := number(1, 0)
	for k := range u {
		u[k] = power.times(stumpff[k].of(x))
		power = power.times(chi)
	}
	return u
}

func (p *pair) meeting(f *flight, anomaly [2]float64) *meeting {
	if m := f.meetings[anomaly]; m != nil {
		return m
	}
	m := &meeting{}
	f.meetings[anomaly] = m
	// By the addition theorems: the functions of the middle, which vary little,
	// and those of what is left, which is small.
	middle := (anomaly[0] + anomaly[1]) / 2
	left := variable(ofMeeting, anomaly[0]-middle, anomaly[1]-middle)
	a, b := universal(f.alpha, number(middle, 0)), universal(f.alpha, left)
	u0 := a[0].times(b[0]).minus(f.alpha.times(a[1]).times(b[1]))
	u1 := a[1].times(b[0]).plus(a[0].times(b[1]))
	u2 := a[2].plus(a[1].times(b[1])).plus(a[0].times(b[2]))
	u3 := a[3].plus(a[2].times(left)).plus(a[1].times(b[2])).plus(a[0].times(b[3]))
	g := u1.scaled(0, p.rb).plus(f.sigma.times(u2))
	m.time = g.plus(u3)
	m.radius = u0.scaled(0, p.rb).plus(f.sigma.times(u1)).plus(u2)
	onAim := g.times(f.perG)
	m.at = combined(u2.scaled(1, -1/p.rb).plus(onAim.times(f.rise)), &p.burnout, onAim, &f.aim)
	m.never = m.radius.high < p.low || m.time.minus(f.time).low > 0 || m.radius.low > outer(1/(1-p.most*p.most/2), 1)
	return m
}

// proved says that no interceptor from the station meets a flight of the box.
func (p *pair) proved(b *box, s *vector) bool {
	m := p.meeting(p.flight(b[0]), b[1])
	depart := variable(ofDepart, b[2][0], b[2][1])
	time := m.time.minus(depart)
	if m.never || time.high < 0 {
		return true
	}
	if m.station != s {
		m.station, m.along = s, m.at[2].times(s[2])
		m.with, m.across = m.at[0].times(s[0]).plus(m.at[1].times(s[1])), m.at[1].times(s[0]).minus(m.at[0].times(s[1]))
	}
	cosine, sine := depart.scaled(0, turn).turned()
	inner := cosine.times(m.with).plus(sine.times(m.across)).plus(m.along)
	half := p.most * p.most / 2 / (1 - p.most*p.most/2)
	if m.radius.scaled(0, outer(1-2*half*half, -1)).minus(inner).low > 0 {
		return true // beyond the reach on the ground
	}
	square := m.radius.times(m.radius)
	if square.scaled(1, 1).minus(inner.scaled(0, 2)).minus(time.times(time).scaled(0, p.most*p.most)).low > 0 {
		return true // too far for the time
	}
	a := m.radius.plus(inner)
	t := transfer{m.radius.scaled(1, 1), a.root(), time}
	root, _ := t.solve()
	// |at + (y-1) site - g u|^2 - V^2 g^2: site.u = 0, at.u is the Earth's rate
	// times the change of inner with the angle, u^2 the rate's square times the
	// square of the site's distance from the axis, g^2 = a y.
	y := root.times(root)
	change := cosine.times(m.across).minus(sine.times(m.with))
	axis, less := s[2].times(s[2]).scaled(1, -1), y.scaled(-1, 1)
	over := square.plus(less.times(less.plus(inner.scaled(0, 2)))).minus(change.times(t.a.times(root)).scaled(0, 2*turn)).
		plus(axis.scaled(-p.speed*p.speed, turn*turn).times(a.times(y)))
	return over.low > 0
}
