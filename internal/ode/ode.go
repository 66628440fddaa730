// Package ode integrates the flight of a point: six numbers, position and
// velocity, under forces that are smooth between known kinks.
//
// Two methods, each where it was measured to be the cheaper (docs/benchmarks):
// RungeKutta, the embedded pair of Dormand and Prince of orders 5 and 4, for
// powered and braked flight, where kinks cut the steps short; and Coast, an
// extrapolated leap-frog of order 12, for long arcs under gravity alone.
// Neither allocates: a caller owns the workspace and uses it again.
package ode

// State is position (m) and velocity (m/s).
type State [6]float64

// Field gives the derivative of a state.
type Field interface {
	Derivative(t float64, y, dy *State)
}

// Node is a state at a time with its derivative: what the interpolation
// between two steps needs.
type Node struct {
	T     float64
	Y, Dy State
}

// Between interpolates between two nodes by the polynomial of fifth degree
// that has both ends' positions, velocities and accelerations (quintic
// Hermite); the velocity is its derivative. The error of the position is the
// sixth power of the step times the sixth derivative over 46,080.
func Between(a, b *Node, t float64, y *State) {
	h := b.T - a.T
	if h == 0 {
		*y = a.Y
		return
	}
	x := (t - a.T) / h
	x2 := float64(x * x)
	for i := range 3 {
		v0, v1 := float64(h*a.Y[i+3]), float64(h*b.Y[i+3])
		h2 := float64(h * h)
		a0, a1 := float64(h2*a.Dy[i+3]), float64(h2*b.Dy[i+3])
		d := b.Y[i] - a.Y[i]
		c2 := float64(0.5 * a0)
		c3 := float64(10*d) - float64(6*v0) - float64(4*v1) - float64(1.5*a0) + float64(0.5*a1)
		c4 := float64(-15*d) + float64(8*v0) + float64(7*v1) + float64(1.5*a0) - a1
		c5 := float64(6*d) - float64(3*(v0+v1)) - float64(0.5*(a0-a1))
		y[i] = a.Y[i] + float64(x*v0) + float64(x2*(c2+float64(x*(c3+float64(x*(c4+float64(x*c5)))))))
		slope := v0 + float64(x*(float64(2*c2)+float64(x*(float64(3*c3)+float64(x*(float64(4*c4)+float64(5*x*c5)))))))
		y[i+3] = slope / h
	}
}
