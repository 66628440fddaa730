package verifier

import "math"

// The model's constants and units: R = 1, mu = 1.
const radiusKm, muKm3S2, spinS = 6371.0, 398600.44, 7.292115e-5

var (
	unitS = radiusKm * math.Sqrt(radiusKm/muKm3S2) // the unit of time
	turn  = spinS * unitS                          // the Earth's rate
)

// outer moves a bound by more than the few roundings that it came out of.
func outer(x, sign float64) float64 { return x + math.Copysign(math.Ldexp(x, -48), sign) }

type vector [3]quadratic

func (a vector) dot(b vector) quadratic {
	return a[0].times(b[0]).plus(a[1].times(b[1])).plus(a[2].times(b[2]))
}

// combined returns f a + g b.
func combined(f quadratic, a vector, g quadratic, b vector) (r vector) {
	for i := range r {
		r[i] = f.times(a[i]).plus(g.times(b[i]))
	}
	return r
}

// carried returns a place after the Earth has turned for a time.
func (a vector) carried(time quadratic) vector {
	cosine, sine := time.scaled(0, turn).turned()
	return vector{cosine.times(a[0]).minus(sine.times(a[1])), sine.times(a[0]).plus(cosine.times(a[1])), a[2]}
}

func cosineSineDeg(deg float64) (cosine, sine quadratic) {
	return exactly(deg).scaled(0, math.Pi/180).turned()
}

// area encloses the points within an angle of a place, and a few more: rho is at
// least the sine of the angle, up to which the offsets from the axis go. They are
// variables i and i+1.
func area(i int, at any, rho float64) vector {
	cosLat, sinLat := cosineSineDeg(number(at, "lat_deg"))
	cosLon, sinLon := cosineSineDeg(number(at, "lon_deg"))
	east, north := variable(i, -rho, rho), variable(i+1, -rho, rho)
	up := east.times(east).plus(north.times(north)).scaled(1, -1).root()
	out := cosLat.times(up).minus(sinLat.times(north)) // from the Earth's axis
	return vector{out.times(cosLon).minus(east.times(sinLon)), out.times(sinLon).plus(east.times(cosLon)), sinLat.times(up).plus(cosLat.times(north))}
}

// arc returns the two-body arc, the short way, from one place to another in a
// time: it leaves with the velocity way/g, way = to + (y/radius - 1) from, g = a s.
func arc(from vector, radius float64, to vector, far, time quadratic) (way vector, g quadratic) {
	radii, a := far.scaled(radius, 1), far.scaled(0, radius).plus(from.dot(to)).root()
	s := solve(radii, a, time)
	return combined(exactly(1), to, s.times(s).scaled(-1, 1/radius), from), a.times(s)
}

// flown is the time of an arc, for the sum of its radii and a = sqrt(r1 r2 +
// r1.r2), at s, the root of y. With x = sin^2(E/4) it is s (a + s^2 q(x)/sqrt8), q
// the series bend. It rises with s everywhere: docs/certificate.md has the proof.
func flown(radii, a, s quadratic) quadratic {
	y := s.times(s)
	x := y.minus(radii).times(a.inverse()).scaled(0.5, math.Sqrt2/4)
	return s.times(a.plus(y.times(bend.of(x)).scaled(0, math.Sqrt2/4)))
}

// solve encloses s. It is sought by Newton's method for the centre, by chord steps
// for what depends on the box's variables, which needs no proof: the time at s - d
// must be less than the arc's, and that at s + d more, all over the box. The true
// s lies between.
func solve(radii, a, time quadratic) quadratic {
	s, off := exactly(math.Min(time.c/a.c, math.Sqrt(radii.c+float64(0.8*a.c)))), 0.0 // from above, where x < 0.8
	for range 10 {
		slope := flown(exactly(radii.c), exactly(a.c), variable(0, s.c-0x1p-20, s.c+0x1p-20)).g[0] * 0x1p20
		short, before := time.minus(flown(radii, a, s)), off
		s, off = s.plus(short.scaled(0, 1/slope)), 1.5*(short.size()+short.e)/slope
		if s.e = 0; math.Abs(short.c) < 0x1p-30 && off > 0.9*before {
			break
		}
	}
	below, above := s, s
	below.c, above.c = s.c-off, s.c+off
	if time.minus(flown(radii, a, below.finish(0))).low > 0 && flown(radii, a, above.finish(0)).minus(time).low > 0 {
		s.e = math.Max(s.c-below.c, above.c-s.c) * outward
		return s.finish(0)
	}
	return unknown
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
	meetings     map[[2][2]float64]*meeting // by coast and anomaly, for other boxes
}

func newPair(t, f, a any, coastFromS, coastUntilS, departS float64) *pair {
	p := &pair{rb: 1 + number(f, "burnout_km")/radiusKm, meetings: map[[2][2]float64]*meeting{}}
	p.low = outer(1+number(t, "least_altitude_km")/radiusKm, -1)
	p.speed = outer(number(t, "speed_cap_km_s")*unitS/radiusKm, 1)
	p.most = outer(p.speed+turn, 1)
	end := outer(coastUntilS/unitS, 1)
	p.root = box{{outer(coastFromS/unitS, -1), end}, {0, end}, {outer(departS/unitS, -1), end}}
	launch := area(ofLaunch, f, number(t, "field_radius_km")/radiusKm)
	p.aim = area(ofAim, a, number(t, "aim_radius_km")/radiusKm)
	// The tangent from launch towards aim is (aim - cosine launch)/sine.
	cosine := launch.dot(p.aim)
	along, down := exactly(number(f, "downrange_km")).scaled(0, 1/radiusKm).turned()
	onAim := cosine.times(cosine).scaled(1, -1).root().inverse().times(down).scaled(0, p.rb)
	p.burnout = combined(along.scaled(0, p.rb).minus(onAim.times(cosine)), launch, onAim, p.aim)
	return p
}

// velocity is the missile's at burnout, for a time of coast.
func (p *pair) velocity(coast quadratic) vector {
	way, g := arc(p.burnout, p.rb, p.aim.carried(coast), exactly(1), coast)
	return combined(g.inverse(), way, exactly(0), way)
}

// A meeting is the missile for the coasts and anomalies between two bounds, or
// that nothing can be met there.
type meeting struct {
	never        bool
	time, radius quadratic
	at           vector
}

func (p *pair) meeting(coast, anomaly [2]float64) *meeting {
	key := [2][2]float64{coast, anomaly}
	if m := p.meetings[key]; m != nil {
		return m
	}
	landing, chi := variable(ofCoast, coast[0], coast[1]), variable(ofMeeting, anomaly[0], anomaly[1])
	v := p.velocity(landing)
	sigma, alpha := p.burnout.dot(v), v.dot(v).scaled(2/p.rb, -1)
	x, power := alpha.times(chi).times(chi).scaled(0, -1), exactly(1)
	var u [4]quadratic // chi^k c_k(alpha chi^2)
	for k := range u {
		u[k], power = power.times(stumpff[k].of(x)), power.times(chi)
	}
	g := u[1].scaled(0, p.rb).plus(sigma.times(u[2]))
	m := &meeting{time: g.plus(u[3]), radius: u[0].scaled(0, p.rb).plus(sigma.times(u[1])).plus(u[2])}
	m.at = combined(u[2].scaled(1, -1/p.rb), p.burnout, g, v)
	// Below, landed, or too high for the energy.
	m.never = m.radius.high < p.low || m.time.minus(landing).low > 0 || m.radius.low > outer(1/(1-float64(p.most*p.most/2)), 1)
	p.meetings[key] = m
	return m
}

// proved says that no interceptor from the station meets a flight of the box.
func (p *pair) proved(b box, station vector) bool {
	m, depart := p.meeting(b[0], b[1]), variable(ofDepart, b[2][0], b[2][1])
	time := m.time.minus(depart)
	if m.never || time.high < 0 {
		return true
	}
	site := station.carried(depart)
	inner := m.at.dot(site)
	energy := float64(p.most * p.most / 2)
	half := energy / (1 - energy)
	if m.radius.scaled(0, outer(1-float64(2*half*half), -1)).minus(inner).low > 0 {
		return true // beyond the reach on the ground
	}
	distance := m.radius.times(m.radius).scaled(1, 1).minus(inner.scaled(0, 2))
	if distance.minus(time.times(time).scaled(0, p.most*p.most)).low > 0 {
		return true // too far for the time
	}
	// The arc's velocity is way/g, the site's turn (-y, x, 0): with g multiplied
	// out, their difference is to be longer than the cap.
	way, g := arc(site, 1, m.at, m.radius, time)
	ground := g.scaled(0, turn)
	way[0], way[1] = way[0].plus(site[1].times(ground)), way[1].minus(site[0].times(ground))
	return way.dot(way).minus(g.times(g).scaled(0, p.speed*p.speed)).low > 0
}
