package ode

import (
	"math"
	"testing"
)

// kepler is two-body motion with mu 1.
type kepler struct{}

func (kepler) Acceleration(r, a *[3]float64) {
	n := math.Sqrt(r[0]*r[0] + r[1]*r[1] + r[2]*r[2])
	for i := range a {
		a[i] = -r[i] / (n * n * n)
	}
}

func (k kepler) Derivative(_ float64, y, dy *State) {
	var a [3]float64
	k.Acceleration((*[3]float64)(y[:3]), &a)
	*dy = State{y[3], y[4], y[5], a[0], a[1], a[2]}
}

// ellipse returns the state at eccentric anomaly e of an ellipse with semi-
// major axis 1, and its time.
func ellipse(eccentricity, e float64) (State, float64) {
	s, c := math.Sincos(e)
	b := math.Sqrt(1 - eccentricity*eccentricity)
	n := 1 / (1 - eccentricity*c)
	return State{c - eccentricity, b * s * 0.6, b * s * 0.8, -s * n, b * c * n * 0.6, b * c * n * 0.8}, e - eccentricity*s
}

func distance(a, b *State) float64 {
	d := 0.0
	for i := range 3 {
		d += (a[i] - b[i]) * (a[i] - b[i])
	}
	return math.Sqrt(d)
}

// TestKepler follows an ellipse most of the way round with both methods and
// holds them to the weights asked for.
func TestKepler(t *testing.T) {
	for _, tolerance := range []float64{1e-4, 1e-6, 1e-8, 1e-10} {
		start, t0 := ellipse(0.4, -2.6)
		want, t1 := ellipse(0.4, 2.4)
		rk := RungeKutta{PositionWeight: 1 / tolerance, VelocityWeight: 1 / tolerance}
		rk.Start(kepler{}, t0, &start, 0.1)
		for rk.Now.T < t1 {
			if err := rk.Step(kepler{}, t1); err != nil {
				t.Fatal(err)
			}
		}
		c := Coast{PositionWeight: 1 / tolerance, VelocityWeight: 1 / tolerance}
		c.Start(kepler{}, t0, &start, 0.1)
		for c.Now.T < t1 {
			if err := c.Step(kepler{}, t1); err != nil {
				t.Fatal(err)
			}
		}
		e1, e2 := distance(&rk.Now.Y, &want), distance(&c.Now.Y, &want)
		t.Logf("%g: Runge-Kutta %.2g off in %d evaluations, coast %.2g in %d", tolerance, e1, rk.Evaluations, e2, c.Evaluations)
		if e1 > 60*tolerance || e2 > 60*tolerance {
			t.Errorf("%g: %g and %g off", tolerance, e1, e2)
		}
	}
}

// TestBetween: the interpolation has its ends and the order it claims.
func TestBetween(t *testing.T) {
	node := func(e float64) (n Node) {
		n.Y, n.T = ellipse(0.4, e)
		kepler{}.Derivative(0, &n.Y, &n.Dy)
		return n
	}
	worst := func(size float64) (position, velocity float64) {
		a, b := node(0.3), node(0.3+size)
		for i := range 21 {
			want, at := ellipse(0.4, 0.3+size*float64(i)/20)
			var got State
			Between(&a, &b, at, &got)
			position = math.Max(position, distance(&got, &want))
			for k := 3; k < 6; k++ {
				velocity = math.Max(velocity, math.Abs(got[k]-want[k]))
			}
		}
		return position, velocity
	}
	p1, v1 := worst(0.4)
	p2, v2 := worst(0.2)
	if q := p1 / p2; q < 40 || q > 100 || p2 > 1e-6 {
		t.Errorf("position: %g and %g at half the step, want a quotient of 64", p1, p2)
	}
	if q := v1 / v2; q < 20 || q > 50 || v2 > 1e-5 {
		t.Errorf("velocity: %g and %g at half the step, want a quotient of 32", v1, v2)
	}
}

// TestRepeat: a repeated step ends where it is told.
func TestRepeat(t *testing.T) {
	start, t0 := ellipse(0.1, 1)
	rk := RungeKutta{PositionWeight: 1e8, VelocityWeight: 1e8}
	rk.Start(kepler{}, t0, &start, 0.01)
	if err := rk.Step(kepler{}, t0+1); err != nil {
		t.Fatal(err)
	}
	want, at := ellipse(0.1, 1+0.3*(rk.Now.T-t0))
	rk.Repeat(kepler{}, at)
	if rk.Now.T != at || distance(&rk.Now.Y, &want) > 1e-9 {
		t.Errorf("at %g, %g off", rk.Now.T, distance(&rk.Now.Y, &want))
	}
}

type broken struct{}

func (broken) Derivative(_ float64, _, dy *State) { dy[0] = math.NaN() }
func (broken) Acceleration(_, a *[3]float64)      { a[0] = math.NaN() }

// TestStuck: a field that is not finite ends in an error, soon.
func TestStuck(t *testing.T) {
	var rk RungeKutta
	rk.PositionWeight = 1
	rk.Start(broken{}, 0, &State{}, 1)
	if err := rk.Step(broken{}, 10); err != ErrStuck {
		t.Error(err)
	}
	var c Coast
	c.PositionWeight = 1
	c.Start(broken{}, 0, &State{}, 1)
	if err := c.Step(broken{}, 10); err != ErrStuck {
		t.Error(err)
	}
}
