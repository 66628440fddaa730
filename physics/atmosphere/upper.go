package atmosphere

import (
	"math"
	"sync"

	"scutum/internal/frozen"
)

// gas is one of the six of the upper atmosphere.
type gas struct {
	mass      float64 // kg/kmol (table 3)
	atBottom  float64 // number density at 86 km, 1/m3 (table 9)
	thermal   float64 // thermal diffusion coefficient alpha (table 6)
	diffusion float64 // a, 1/(m s), and
	power     float64 // b, of the molecular diffusion coefficient (table 6)
	// Flux: Q, U, W and, for atomic oxygen below 97 km, q, u, w (table 7);
	// 1/km3, km, 1/km3.
	Q, U, W, q, u, w float64
}

const (
	nitrogen = iota
	oxygenAtom
	oxygen
	argon
	helium
	hydrogen
	gases
)

var gasTable = [gases]gas{
	nitrogen:   {mass: 28.0134, atBottom: 1.129794e20},
	oxygenAtom: {15.9994, 8.6e16, 0, 6.986e20, 0.750, -5.809644e-4, 56.90311, 2.706240e-5, -3.416248e-3, 97, 5.008765e-4},
	oxygen:     {31.9988, 3.030898e19, 0, 4.863e20, 0.750, 1.366212e-4, 86, 8.333333e-5, 0, 0, 0},
	argon:      {39.948, 1.351400e18, 0, 4.487e20, 0.870, 9.434079e-5, 86, 8.333333e-5, 0, 0, 0},
	helium:     {4.0026, 7.5817e14, -0.40, 1.700e21, 0.691, -2.457369e-4, 86, 6.666667e-4, 0, 0, 0},
	hydrogen:   {mass: 1.00797, thermal: -0.25, diffusion: 3.305e21, power: 0.500},
}

// Hydrogen's density at 500 km (1/m3) and its escape flux (1/(m2 s)).
const (
	hydrogenAt500 = 8.0e10
	hydrogenFlux  = 7.2e11
)

// bands are the intervals between the kinks of the model (km), with the steps
// (km) in which they are integrated and stored.
var bands = [...]struct{ bottom, top, step float64 }{
	{86, 91, 0.25}, {91, 95, 0.25}, {95, 97, 0.25}, {97, 100, 0.25}, {100, 110, 0.25}, {110, 115, 0.25},
	{115, 120, 0.25}, {120, 150, 0.5}, {150, 500, 2.5}, {500, 1000, 5},
}

// node is the model at one altitude: the logarithms of the number densities
// times temperature, and their derivatives by altitude in km.
type node struct{ value, slope [gases]float64 }

// column is the integrated upper atmosphere.
type column struct{ nodes [len(bands)][]node }

// upper integrates the gases once (2 ms).
var upper = sync.OnceValue(func() *column {
	var c column
	var y [gases]float64
	for i := range hydrogen {
		y[i] = frozen.Log(gasTable[i].atBottom * temperatureBottom)
	}
	y[hydrogen] = math.Inf(-1)
	for b, band := range bands {
		n := int(math.Round((band.top - band.bottom) / band.step))
		c.nodes[b] = make([]node, n+1)
		for i := range c.nodes[b] {
			z := band.bottom + float64(float64(i)*band.step)
			if i > 0 {
				y = rungeKutta(b, z-band.step, band.step, y)
			}
			c.nodes[b][i] = node{y, rates(b, z, &y)}
		}
	}
	c.addHydrogen()
	return &c
})

// rungeKutta takes one step of the classical method in four parts.
func rungeKutta(band int, z, step float64, y [gases]float64) [gases]float64 {
	const parts = 4
	h := float64(step / parts)
	moved := func(k *[gases]float64, by float64) (x [gases]float64) {
		for i := range hydrogen {
			x[i] = y[i] + float64(by*k[i])
		}
		return x
	}
	for range parts {
		k1 := rates(band, z, &y)
		x := moved(&k1, h/2)
		k2 := rates(band, z+float64(h/2), &x)
		x = moved(&k2, h/2)
		k3 := rates(band, z+float64(h/2), &x)
		x = moved(&k3, h)
		k4 := rates(band, z+h, &x)
		for i := range hydrogen {
			y[i] += float64(h / 6 * (k1[i] + float64(2*k2[i]) + float64(2*k3[i]) + k4[i]))
		}
		z += h
	}
	return y
}

// rates returns the derivatives of ln(n T) by altitude in km for the five
// gases that are integrated upwards (eqs. 36 to 38). Kinks belong to bands, so
// that a rate at a band's end is that inside the band.
func rates(band int, z float64, y *[gases]float64) (slope [gases]float64) {
	t, dt := upperTemperature(band, z)
	var n [3]float64
	for i := range n {
		n[i] = frozen.Exp(y[i]) / t
	}
	mixed := bands[band].top <= 100
	perMass := 1000 * gravityAt(z) / (gasConstant * t)
	eddy := eddyDiffusion(band, z)

	heavy := n[nitrogen] + n[oxygenAtom] + n[oxygen]
	heavyMass := (float64(n[nitrogen]*gasTable[nitrogen].mass) + float64(n[oxygenAtom]*gasTable[oxygenAtom].mass) +
		float64(n[oxygen]*gasTable[oxygen].mass)) / heavy
	for i := range hydrogen {
		g := &gasTable[i]
		background, mass := n[nitrogen], gasTable[nitrogen].mass
		if i >= argon {
			background, mass = heavy, heavyMass
		}
		if mixed {
			mass = molarMass
		}
		if i == nitrogen {
			slope[i] = -perMass * mass
			continue
		}
		d := float64(g.diffusion / background * frozen.Pow(t/273.15, g.power))
		slope[i] = -(float64(perMass*(float64(d*g.mass)+float64(eddy*mass)))/(d+eddy) + float64(d/(d+eddy)*g.thermal*dt)/t) - g.flux(band, z)
	}
	return slope
}

// gravityAt is eq. 17, z in km.
func gravityAt(z float64) float64 {
	q := earthRadius / (earthRadius + float64(1000*z))
	return gravity * q * q
}

// eddyDiffusion is eqs. 7a to 7c, m2/s.
func eddyDiffusion(band int, z float64) float64 {
	const strongest = 120.0
	switch {
	case bands[band].top <= 95:
		return strongest
	case bands[band].top <= 115 && z < 115:
		d := z - 95
		return strongest * frozen.Exp(1-400/(400-float64(d*d)))
	}
	return 0
}

// flux is the term of vertical transport (eq. 37), 1/km.
func (g *gas) flux(band int, z float64) float64 {
	bell := func(q, distance, w float64) float64 {
		square := distance * distance
		return float64(q * square * frozen.Exp(-w*square*distance))
	}
	f := bell(g.Q, z-g.U, g.W)
	if g.q != 0 && bands[band].top <= g.u {
		f += bell(g.q, g.u-z, g.w)
	}
	return f
}

// Temperatures above 86 km (table 5). The ellipse between 91 and 110 km is
// found from its end conditions (appendix B) rather than from the rounded
// constants printed, with which it would miss 240 K at 110 km by 0.3 mK.
const (
	temperatureBottom = 186.8673
	ellipseCentre     = (12*19*240.0 + temperatureBottom*temperatureBottom - 240.0*240.0) / (12*19 + 2*temperatureBottom - 2*240.0)
	exosphere         = 1000.0
)

var ellipseAxis = func() float64 {
	a, b := temperatureBottom-ellipseCentre, 240.0-ellipseCentre
	return 19 * a / frozen.Sqrt(a*a-float64(b*b))
}()

// upperTemperature returns the kinetic temperature (K) and its derivative
// (K/km) in a band, z in km (eqs. 25 to 32).
func upperTemperature(band int, z float64) (t, dt float64) {
	switch top := bands[band].top; {
	case top <= 91:
		return temperatureBottom, 0
	case top <= 110:
		const height = temperatureBottom - ellipseCentre
		x := (z - 91) / ellipseAxis
		root := frozen.Sqrt(1 - float64(x*x))
		return ellipseCentre + float64(height*root), -height / ellipseAxis * x / root
	case top <= 120:
		return 240 + float64(12*(z-110)), 12
	}
	const radius, fall = earthRadius / 1000, 12 / (exosphere - 360)
	q := (radius + 120) / (radius + z)
	e := float64((exosphere - 360) * frozen.Exp(-fall*(z-120)*q))
	return exosphere - e, float64(fall * e * q * q)
}

// addHydrogen fills in hydrogen from 150 km up (eqs. 39 and 40), which is
// integrated both ways from 500 km. Above, its escape is neglected, as in the
// standard's tables (page 14).
func (c *column) addHydrogen() {
	const below, above = len(bands) - 2, len(bands) - 1
	t500, _ := upperTemperature(above, 500)
	g := &gasTable[hydrogen]
	weight := func(band int, z float64) float64 { // d(tau)/dz
		t, _ := upperTemperature(band, z)
		return 1000 * gravityAt(z) * g.mass / (gasConstant * t)
	}
	for b := range above {
		for i := range c.nodes[b] {
			c.nodes[b][i].value[hydrogen] = math.Inf(-1)
		}
	}
	// tau and the flux integral by Simpson's rule outwards from 500 km; the
	// background at half steps is the geometric mean, good to 1e-5.
	set := func(band, i int, z, tau, escaped float64) {
		t, dt := upperTemperature(band, z)
		n := &c.nodes[band][i]
		density := hydrogenAt500 - escaped
		n.value[hydrogen] = frozen.Log(density*t) + float64((1+g.thermal)*frozen.Log(t500/t)) - tau
		n.slope[hydrogen] = dt/t - (1+g.thermal)*dt/t - weight(band, z)
		if band == below {
			n.slope[hydrogen] -= c.escape(n, z, t, t500) * frozen.Exp(tau) / density
		}
	}
	nodes := c.nodes[above]
	tau := 0.0
	for i := range nodes {
		z := 500 + float64(float64(i)*bands[above].step)
		if i > 0 {
			tau += simpson(func(x float64) float64 { return weight(above, x) }, z-bands[above].step, z)
		}
		set(above, i, z, tau, 0)
	}
	nodes = c.nodes[below]
	tau, escaped := 0.0, 0.0
	last := len(nodes) - 1
	set(below, last, 500, 0, 0)
	t, _ := upperTemperature(below, 500)
	before := c.escape(&nodes[last], 500, t, t500)
	for i := last - 1; i >= 0; i-- {
		z := 150 + float64(float64(i)*bands[below].step)
		tau -= simpson(func(x float64) float64 { return weight(below, x) }, z, z+bands[below].step)
		t, _ := upperTemperature(below, z)
		rate := c.escape(&nodes[i], z, t, t500) * frozen.Exp(tau)
		// The rate is nearly exponential: the logarithmic mean.
		escaped -= float64(bands[below].step * logarithmicMean(before, rate))
		before = rate
		set(below, i, z, tau, escaped)
	}
}

// escape is the integrand of eq. 39 without exp(tau), 1/(m3 km).
func (c *column) escape(n *node, z, t, t500 float64) float64 {
	g := &gasTable[hydrogen]
	total := 0.0
	for i := range hydrogen {
		total += frozen.Exp(n.value[i]) / t
	}
	d := g.diffusion / total * frozen.Sqrt(t/273.15)
	return 1000 * hydrogenFlux / d * frozen.Pow(t/t500, 1+g.thermal)
}

func simpson(f func(float64) float64, a, b float64) float64 {
	return float64((b - a) / 6 * (f(a) + float64(4*f((a+b)/2)) + f(b)))
}

func logarithmicMean(a, b float64) float64 {
	if math.Abs(a-b) < 1e-6*a {
		return (a + b) / 2
	}
	return (a - b) / frozen.Log(a/b)
}

// printed is what must be added to the logarithm of the exact integral's number
// densities to give the pressures that the standard prints, in millionths, by
// km: its authors' integration erred by up to 5e-5, seen where five digits are
// printed (testdata/us76_upper.csv), at 110 km and in helium.
var printed = [...][2]float64{
	{86, 0}, {95, 2}, {97, 6}, {99, 6}, {101, 2}, {107, 2}, {109, 17}, {110, 35}, {111, 22}, {113, 22}, {115, 15},
	{117, 11}, {120, 4}, {190, 5}, {200, 8.5}, {210, 5}, {290, 7}, {310, 8}, {345, 8}, {430, 5}, {470, 7}, {500, 7},
	{550, 12}, {600, 25}, {650, 30}, {700, 35}, {900, 47}, {925, 51}, {1000, 52},
}

// asPrinted interpolates in printed.
func asPrinted(z float64) float64 {
	i := 0
	for i < len(printed)-2 && z >= printed[i+1][0] {
		i++
	}
	a, b := printed[i], printed[i+1]
	return float64(1e-6 * (a[1] + float64((z-a[0])/(b[0]-a[0])*(b[1]-a[1]))))
}

// at interpolates between nodes by cubics of Hermite in the logarithms, good
// to 1e-7.
func (c *column) at(altitude float64) State {
	z := altitude / 1000
	b := 0
	for b < len(bands)-1 && z >= bands[b].top {
		b++
	}
	band := &bands[b]
	nodes := c.nodes[b]
	i := max(0, min(int((z-band.bottom)/band.step), len(nodes)-2))
	x := (z-band.bottom)/band.step - float64(i)
	t, _ := upperTemperature(b, z)
	scale := (1 + asPrinted(z)) / t
	var total, mass float64
	for k := range gases {
		v := hermite(&nodes[i], &nodes[i+1], k, x, band.step)
		if math.IsInf(v, -1) || math.IsNaN(v) {
			continue // hydrogen below 150 km
		}
		n := float64(frozen.Exp(v) * scale)
		total += n
		mass += float64(n * gasTable[k].mass)
	}
	return State{Temperature: t, Pressure: total * boltzmann * t, Density: mass / avogadro, MolarMass: mass / total}
}

func hermite(a, b *node, k int, x, step float64) float64 {
	y := 1 - x
	p := a.value[k] + float64(x*x*(3-float64(2*x))*(b.value[k]-a.value[k]))
	return p + float64(step*x*y*(float64(y*a.slope[k])-float64(x*b.slope[k])))
}
