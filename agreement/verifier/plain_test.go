package verifier

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The model in plain numbers, in the forms of docs/certificate.md: the transfer
// by z and not by s, the velocity in place of its products.
type plain [3]float64

func (a plain) dot(b plain) float64 { return a[0]*b[0] + a[1]*b[1] + a[2]*b[2] }
func (a plain) plus(f float64, b plain) plain {
	return plain{a[0] + f*b[0], a[1] + f*b[1], a[2] + f*b[2]}
}
func (a plain) times(f float64) plain { return plain{}.plus(f, a) }
func (a plain) turned(angle float64) plain {
	s, c := math.Sincos(angle)
	return plain{c*a[0] - s*a[1], s*a[0] + c*a[1], a[2]}
}

// spotAt is the point of a disc.
func spotAt(latDeg, lonDeg, rho, x, y float64) plain {
	sinLat, cosLat := math.Sincos(latDeg * math.Pi / 180)
	sinLon, cosLon := math.Sincos(lonDeg * math.Pi / 180)
	c, east, north := plain{cosLat * cosLon, cosLat * sinLon, sinLat}, plain{-sinLon, cosLon}, plain{-sinLat * cosLon, -sinLat * sinLon, cosLat}
	return c.times(math.Sqrt(1-rho*rho*(x*x+y*y))).plus(rho*x, east).plus(rho*y, north)
}

// c sums c_k(z).
func stumpffPlain(k int, z float64) (sum float64) {
	term := 1.0
	for n := 2; n <= k; n++ {
		term /= float64(n)
	}
	for j := 1; j < 60; j++ {
		sum += term
		term *= -z / float64((k+2*j)*(k+2*j-1))
	}
	return sum
}

// leaves is the velocity with which the arc from r1 to r2 leaves, and whether
// there is one below a whole turn.
func leaves(r1, r2 plain, time float64) (plain, bool) {
	n1, n2 := math.Sqrt(r1.dot(r1)), math.Sqrt(r2.dot(r2))
	a := math.Sqrt(n1*n2 + r1.dot(r2))
	y := func(z float64) float64 { return n1 + n2 - math.Sqrt2*a*stumpffPlain(0, z/4) }
	flown := func(z float64) float64 {
		if y(z) < 0 {
			return 0
		}
		return math.Sqrt(y(z)) * (a + math.Sqrt(8)*y(z)*stumpffPlain(3, z)/math.Pow(stumpffPlain(1, z/4), 3))
	}
	from, until := -20.0, 30.0
	if !(flown(from) < time && time < flown(until)) {
		return plain{}, false
	}
	for range 70 {
		if z := (from + until) / 2; flown(z) < time {
			from = z
		} else {
			until = z
		}
	}
	return r2.plus(y(from)/n1-1, r1).times(1 / (a * math.Sqrt(y(from)))), true
}

// drawn is one flight, meeting and departure of the terms.
type drawn struct {
	burnout, site                plain
	coast, anomaly, time, depart float64
	radius, needed               float64
	at                           plain
}

func draw(r *rand.Rand, t, f, a, s any) (d drawn, ok bool) {
	disc := func(o any, km float64) plain {
		angle, radius := 2*math.Pi*r.Float64(), []float64{1, math.Sqrt(r.Float64())}[r.IntN(2)]
		return spotAt(number(o, "lat_deg"), number(o, "lon_deg"), km/radiusKm, radius*math.Cos(angle), radius*math.Sin(angle))
	}
	launch, aim := disc(f, number(t, "field_radius_km")), disc(a, number(t, "aim_radius_km"))
	d.site = disc(s, number(s, "radius_km"))
	down, along := math.Sincos(number(f, "downrange_km") / radiusKm)
	cosine := launch.dot(aim)
	tangent := aim.plus(-cosine, launch).times(1 / math.Sqrt(1-cosine*cosine))
	d.burnout = launch.times(along).plus(down, tangent).times(1 + number(f, "burnout_km")/radiusKm)
	d.coast, d.anomaly = 1.9+0.5*r.Float64(), 2.2*r.Float64()
	v, ok := leaves(d.burnout, aim.turned(turn*d.coast), d.coast)
	if !ok {
		return d, false
	}
	rb := math.Sqrt(d.burnout.dot(d.burnout))
	sigma, alpha := d.burnout.dot(v), 2/rb-v.dot(v)
	u := func(k int) float64 {
		return math.Pow(d.anomaly, float64(k)) * stumpffPlain(k, alpha*d.anomaly*d.anomaly)
	}
	g := rb*u(1) + sigma*u(2)
	d.time, d.radius = g+u(3), rb*u(0)+sigma*u(1)+u(2)
	d.at = d.burnout.times(1-u(2)/rb).plus(g, v)
	d.depart = -0.2 + (0.2+d.time)*r.Float64()
	site := d.site.turned(turn * d.depart)
	v, ok = leaves(site, d.at, d.time-d.depart)
	v = v.plus(-turn, plain{-site[1], site[0]})
	d.needed = math.Sqrt(v.dot(v))
	return d, ok && v.dot(site) > 0 && d.time < d.coast && d.radius > 1+number(t, "least_altitude_km")/radiusKm
}

func someTerms() (t, f, a, s map[string]any) {
	f = map[string]any{"name": "F", "lat_deg": 51.667, "lon_deg": 45.567, "burnout_km": 200.0, "downrange_km": 400.0}
	a = map[string]any{"name": "A", "lat_deg": 25.7743, "lon_deg": -80.1937}
	s = map[string]any{"name": "S", "lat_deg": 54.4728, "lon_deg": 17.1231, "radius_km": 40.0}
	return map[string]any{"field_radius_km": 25.0, "aim_radius_km": 50.0, "least_altitude_km": 100.0}, f, a, s
}

// TestReachableIsNeverProved: a box that holds one concrete meeting within the
// cap, by however little, is not proved, be it large or a point.
func TestReachableIsNeverProved(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	terms, f, a, s := someTerms()
	held := 0
	n := 10_000
	if testing.Short() {
		n = 1000
	}
	for range n {
		d, ok := draw(r, terms, f, a, s)
		if !ok || !(d.needed+turn < 0.98) {
			continue
		}
		terms["speed_cap_km_s"] = d.needed * (1 + 1e-9) / unitS * radiusKm
		p := newPair(terms, f, a, 0, 0, 0)
		wide := math.Exp(-12 * r.Float64())
		around := func(x float64) [2]float64 { return [2]float64{x - wide*r.Float64(), x + wide*r.Float64()} }
		b := box{around(d.coast), around(d.anomaly), around(d.depart)}
		at := area(ofSite, s, number(s, "radius_km")/radiusKm)
		if p.proved(b, at) {
			t.Fatalf("proved, but %+v needs no more than %v", d, terms["speed_cap_km_s"])
		}
		held++
	}
	t.Logf("%d meetings", held)
	if held < n/20 {
		t.Error("too few draws are meetings")
	}
}

// TestPointsAreProved: of single flights and sites whose need is above the cap by
// a ten-thousandth all are proved: the enclosures close in.
func TestPointsAreProved(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	terms, f, a, s := someTerms()
	terms["field_radius_km"], terms["aim_radius_km"], s["radius_km"] = 0.0, 0.0, 0.0
	proved := 0
	for range 2000 {
		d, ok := draw(r, terms, f, a, s)
		if !ok || !(d.needed+turn < 0.98) {
			continue
		}
		terms["speed_cap_km_s"] = d.needed * (1 - 1e-4) / unitS * radiusKm
		p := newPair(terms, f, a, 0, 0, 0)
		b := box{{d.coast, d.coast}, {d.anomaly, d.anomaly}, {d.depart, d.depart}}
		at := area(ofSite, s, 0)
		if !p.proved(b, at) {
			t.Fatalf("not proved: %+v needs more than %v", d, terms["speed_cap_km_s"])
		}
		proved++
	}
	t.Logf("%d points", proved)
}

// TestBend holds q to its definition by the eccentric anomaly.
func TestBend(t *testing.T) {
	for e := 0.5; e < 4.4; e += 0.1 {
		x := math.Pow(math.Sin(e/4), 2)
		want := (e - math.Sin(e)) / math.Pow(math.Sin(e/2), 3)
		if got := bend.derivatives(x)[0]; math.Abs(got/want-1) > 1e-12 {
			t.Errorf("E %g: %v, not %v", e, got, want)
		}
		x = -math.Pow(math.Sinh(e/8), 2)
		want = (math.Sinh(e/2) - e/2) / math.Pow(math.Sinh(e/4), 3)
		if got := bend.derivatives(x)[0]; math.Abs(got/want-1) > 1e-11 {
			t.Errorf("hyperbola of %g: %v, not %v", e/2, got, want)
		}
	}
}

// TestStationHolds: a cell's disc holds it, and is not much wider.
func TestStationHolds(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	for range 5000 {
		var c box
		c[0][0], c[1][0] = -90+160*r.Float64(), -180+300*r.Float64()
		c[0][1], c[1][1] = c[0][0]+(90-c[0][0])*math.Min(1, 0.5*r.Float64()), c[1][0]+40*r.Float64()
		v := station(c)
		rho := math.Hypot(math.Hypot(v[0].g[ofSite], v[1].g[ofSite]), v[2].g[ofSite])
		for range 20 {
			lat, lon := c[0][0]+(c[0][1]-c[0][0])*r.Float64(), c[1][0]+(c[1][1]-c[1][0])*r.Float64()
			if r.IntN(2) == 0 {
				lat, lon = c[0][r.IntN(2)], c[1][r.IntN(2)]
			}
			p, q := spotAt(lat, lon, 0, 0, 0), spotAt((c[0][0]+c[0][1])/2, (c[1][0]+c[1][1])/2, 0, 0, 0)
			offset := p.plus(-p.dot(q), q)
			if rho < 1 && (math.Sqrt(offset.dot(offset)) > rho*(1+1e-12) || p.dot(q) < 0) {
				t.Fatalf("%v: %g, %g lies outside of %g", c, lat, lon, rho)
			}
		}
	}
}

// TestWalk: a tree covers its root, or is refused.
func TestWalk(t *testing.T) {
	for letters, right := range map[string]bool{".": true, "s..": true, "s.s..": true, "ss...": true, "": false, "s": false, "s.": false, "..": false, "s...": false} {
		covered := 0.0
		why := refusal(func() {
			walk(box{{0, 1}}, letters, func(letter rune, part box) []box {
				if letter == 's' {
					return halves(part, 0)
				}
				covered += part[0][1] - part[0][0]
				return nil
			})
		})
		if (why == "") != right || right && covered != 1 {
			t.Errorf("%q: %s, covers %g", letters, why, covered)
		}
	}
}

// BenchmarkLeaf proves one leaf anew: a coast's tenth of a minute, a small range of
// meetings and of departures, with the meeting not remembered.
func BenchmarkLeaf(b *testing.B) {
	terms, f, a, s := someTerms()
	terms["speed_cap_km_s"] = 4.5
	p := newPair(terms, f, a, 1735, 1855, 25)
	at, leaf := area(ofSite, s, 0), box{{1735 / unitS, 1741 / unitS}, {0.20, 0.21}, {25 / unitS, 35 / unitS}}
	b.ReportAllocs()
	for b.Loop() {
		clear(p.meetings)
		if !p.proved(leaf, at) {
			b.Fatal("not proved")
		}
	}
}
