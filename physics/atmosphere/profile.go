package atmosphere

import (
	"fmt"
	"math"
	"sync"

	"scutum/internal/frozen"
)

// Profile is an atmosphere ready for a flight's inner loop: density, pressure
// and the inverse of the speed of sound as polynomials of the fifth degree in
// cells of altitude, within 1e-7 of what they replace, without exponentials.
//
// Altitudes where a derivative jumps (Kinks) part the profile into bands. A
// caller keeps one band through each step of an integration, so that what it
// integrates is smooth, and ends its steps at the kinks. Beyond its ends a
// band goes on smoothly for a fraction of a cell.
type Profile struct {
	Name  string
	Kinks []float64 // m, ascending; band i lies between Kinks[i-1] and Kinks[i]
	Top   float64   // m; there is no air for a flight above
	bands []band
	cells []cell
}

type band struct {
	bottom, perCell float64 // m, cells per m
	first, last     int     // cells
}

type cell struct {
	middle, scale            float64 // x = (z - middle) scale is in [-1, 1]
	density, pressure, sound [6]float64
}

// flightTop is where a flight of the standard's profile leaves the air: at
// 300 km it takes 1e-6 m/s2 of the lightest body.
const flightTop = 300e3

// Standard returns the profile of the US Standard Atmosphere 1976. Above
// 86 km, where the standard has no speed of sound, it keeps that of 86 km.
var Standard = sync.OnceValue(func() *Profile {
	var kinks []float64
	for _, l := range layers[1:] {
		kinks = append(kinks, geometric(l.bottom))
	}
	kinks[len(kinks)-1] = turbopause
	kinks = append(kinks, 91e3, 95e3, 97e3, 100e3, 110e3, 115e3, 120e3, 150e3)
	return fit("standard", Least, flightTop, kinks, func(z, inside float64) (rho, p, sound float64) {
		if z <= Least {
			z = Least
		}
		s := upperOrLower(z, inside)
		sound = s.SoundSpeed
		if inside >= turbopause {
			sound = soundSpeed(layers[len(layers)-1].temperature)
		}
		return s.Density, s.Pressure, sound
	})
})

// upperOrLower is the state at z by the formulas that hold at the altitude
// inside, so that a band's ends are its own.
func upperOrLower(z, inside float64) State {
	if inside < turbopause {
		return lower(math.Min(z, math.Nextafter(turbopause, 0)))
	}
	return upper().at(math.Max(z, turbopause))
}

// ProfileByName returns the profile called "standard" or "yardstick".
func ProfileByName(name string) (*Profile, error) {
	switch name {
	case "standard":
		return Standard(), nil
	case "yardstick":
		return Yardstick(), nil
	}
	return nil, fmt.Errorf("unknown atmosphere %q: use standard or yardstick", name)
}

// Band returns the number of the band that holds altitude z.
func (p *Profile) Band(z float64) int {
	i := 0
	for i < len(p.Kinks) && z >= p.Kinks[i] {
		i++
	}
	return i
}

// AnyBand in place of a band stands for the one that holds the altitude.
const AnyBand = -1

// Density returns the density (kg/m3) at z (m), which is in the band or near
// its ends, and the inverse of the speed of sound (s/m).
func (p *Profile) Density(band int, z float64) (rho, inverseSound float64) {
	c, x := p.cell(band, z)
	return value(&c.density, x), value(&c.sound, x)
}

// Pressure returns the pressure in Pa likewise.
func (p *Profile) Pressure(band int, z float64) float64 {
	c, x := p.cell(band, z)
	return value(&c.pressure, x)
}

// All returns what Density and Pressure do.
func (p *Profile) All(band int, z float64) (rho, pressure, inverseSound float64) {
	c, x := p.cell(band, z)
	return value(&c.density, x), value(&c.pressure, x), value(&c.sound, x)
}

func (p *Profile) cell(i int, z float64) (*cell, float64) {
	if i == AnyBand {
		i = p.Band(z)
	}
	b := &p.bands[min(i, len(p.bands)-1)]
	n := min(max(b.first+int((z-b.bottom)*b.perCell), b.first), b.last)
	c := &p.cells[n]
	return c, (z - c.middle) * c.scale
}

func value(a *[6]float64, x float64) float64 {
	z := float64(x * x)
	low, mid, high := a[0]+float64(a[1]*x), a[2]+float64(a[3]*x), a[4]+float64(a[5]*x)
	return low + float64(z*(mid+float64(z*high)))
}

// cellSize is the size of cells about altitude z, a third of the scale height.
func cellSize(z float64) float64 {
	switch {
	case z < 86e3:
		return 2000
	case z < 120e3:
		return 1000
	case z < 150e3:
		return 3000
	}
	return 5000
}

// fit makes a profile from a function of altitude and of an altitude inside
// the band concerned.
func fit(name string, bottom, top float64, kinks []float64, at func(z, inside float64) (rho, p, sound float64)) *Profile {
	profile := &Profile{Name: name, Top: top}
	ends := append([]float64{bottom}, kinks...)
	for i, low := range ends {
		high := top
		if i+1 < len(ends) {
			high = min(ends[i+1], top)
		}
		if low >= top {
			break
		}
		if i > 0 {
			profile.Kinks = append(profile.Kinks, low)
		}
		n := int(math.Ceil((high - low) / cellSize(low)))
		size := (high - low) / float64(n)
		first := len(profile.cells)
		profile.bands = append(profile.bands, band{low, 1 / size, first, first + n - 1})
		for j := range n {
			c := cell{middle: low + float64((float64(j)+0.5)*size), scale: 2 / size}
			c.fit(size, (low+high)/2, at)
			profile.cells = append(profile.cells, c)
		}
	}
	return profile
}

// fit interpolates at the six Chebyshev nodes of the cell.
func (c *cell) fit(size, inside float64, at func(z, inside float64) (rho, p, sound float64)) {
	const n = 6
	var x [n]float64
	for i := range x {
		x[i] = -frozen.Cos(math.Pi * (2*float64(i) + 1) / (2 * n))
		rho, p, sound := at(c.middle+float64(x[i]*size/2), inside)
		c.density[i], c.pressure[i], c.sound[i] = rho, p, 1/sound
	}
	for _, a := range []*[n]float64{&c.density, &c.pressure, &c.sound} {
		// Newton's divided differences, then to powers of x.
		for k := 1; k < n; k++ {
			for i := n - 1; i >= k; i-- {
				a[i] = (a[i] - a[i-1]) / (x[i] - x[i-k])
			}
		}
		for k := n - 2; k >= 0; k-- {
			for i := k; i < n-1; i++ {
				a[i] -= float64(x[k] * a[i+1])
			}
		}
	}
}
