package ode

import (
	"math"
	"testing"
)

// BenchmarkCAL is the unit of the project's benchmarks in Go: one step of a
// fixed Runge-Kutta method of fourth order about an oblate Earth. The unit
// itself is measured in C++ (docs/benchmarks/cal.cpp).
func BenchmarkCAL(b *testing.B) {
	y := State{7000000, 0, 0, 0, 5335.865, 5335.865}
	const h = 1.0
	var k1, k2, k3, k4, u State
	for range b.N {
		oblate(&y, &k1)
		for j := range u {
			u[j] = y[j] + 0.5*h*k1[j]
		}
		oblate(&u, &k2)
		for j := range u {
			u[j] = y[j] + 0.5*h*k2[j]
		}
		oblate(&u, &k3)
		for j := range u {
			u[j] = y[j] + h*k3[j]
		}
		oblate(&u, &k4)
		for j := range u {
			y[j] += h / 6 * (k1[j] + 2*(k2[j]+k3[j]) + k4[j])
		}
	}
	if y[0] == 0 {
		b.Fatal("lost")
	}
}

func oblate(s, d *State) {
	const mu, radius, j2 = 3.986004418e14, 6378137.0, 1.08262982e-3
	x, y, z := s[0], s[1], s[2]
	r2 := x*x + y*y + z*z
	r := math.Sqrt(r2)
	i2 := 1 / r2
	m := -mu * i2 / r
	q, zz := 1.5*j2*radius*radius*i2, 5*z*z*i2
	d[0], d[1], d[2] = s[3], s[4], s[5]
	d[3], d[4], d[5] = m*x*(1+q*(1-zz)), m*y*(1+q*(1-zz)), m*z*(1+q*(3-zz))
}
