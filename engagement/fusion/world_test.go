package fusion

import (
	"math"
	"time"

	"scutum/engagement/filter"
	"scutum/internal/random"
)

// fall is free fall in even gravity, with white acceleration noise: linear, so
// that estimates are exact and their statistics known.
type fall struct{ noise float64 } // m²/s³

const gravity = -8.5 // m/s², at 400 km

func (f fall) Predict(s *filter.State, dt float64) {
	for i := range 3 {
		s.X[i] += s.X[i+3] * dt
	}
	s.X[2] += gravity * dt * dt / 2
	s.X[5] += gravity * dt
	for i := range 6 {
		for j := range 3 {
			s.P[j][i] += s.P[j+3][i] * dt
		}
	}
	for i := range 6 {
		for j := range 3 {
			s.P[i][j] += s.P[i][j+3] * dt
		}
	}
	q := f.noise * math.Abs(dt)
	for i := range 3 {
		s.P[i][i] += q * dt * dt / 3
		s.P[i+3][i+3] += q
		s.P[i][i+3] += q * dt / 2
		s.P[i+3][i] += q * dt / 2
	}
}

// radar measures a position, with errors along and across the line of sight.
type radar struct {
	at           [3]float64
	along, angle float64 // m, rad
}

func (r *radar) noise(x *vector) (p [3][3]float64) {
	var u [3]float64
	distance := 0.0
	for i := range 3 {
		u[i] = x[i] - r.at[i]
		distance += u[i] * u[i]
	}
	distance = math.Sqrt(distance)
	across := distance * r.angle * distance * r.angle
	for i := range 3 {
		for j := range 3 {
			p[i][j] = (r.along*r.along - across) * u[i] * u[j] / distance / distance
		}
		p[i][i] += across
	}
	return p
}

// root3 is the lower factor of a 3x3 covariance.
func root3(p *[3][3]float64) (l [3][3]float64) {
	for j := range 3 {
		for i := j; i < 3; i++ {
			s := p[i][j]
			for k := range j {
				s -= l[i][k] * l[j][k]
			}
			if i == j {
				l[i][j] = math.Sqrt(s)
			} else {
				l[i][j] = s / l[j][j]
			}
		}
	}
	return l
}

// tracker is a Kalman filter on positions.
type tracker struct {
	motion  fall
	state   filter.State
	time    time.Duration
	updates int
}

func (k *tracker) take(now time.Duration, z [3]float64, noise [3][3]float64) {
	if k.updates == 0 {
		k.state = filter.State{}
		for i := range 3 {
			k.state.X[i] = z[i]
			k.state.P[i+3][i+3] = 1e8
			for j := range 3 {
				k.state.P[i][j] = noise[i][j]
			}
		}
		k.time, k.updates = now, 1
		return
	}
	k.motion.Predict(&k.state, (now - k.time).Seconds())
	k.time = now
	k.updates++
	// One component after the other, of the measurement made white.
	l := root3(&noise)
	var h [3][3]float64 // the inverse of l
	for j := range 3 {
		h[j][j] = 1 / l[j][j]
		for i := j + 1; i < 3; i++ {
			for m := j; m < i; m++ {
				h[i][j] -= l[i][m] * h[m][j]
			}
			h[i][j] /= l[i][i]
		}
	}
	for i := range 3 {
		var ph vector
		innovation, s := 0.0, 1.0
		for m := range 3 {
			innovation += h[i][m] * (z[m] - k.state.X[m])
			for j := range 6 {
				ph[j] += k.state.P[j][m] * h[i][m]
			}
		}
		for m := range 3 {
			s += h[i][m] * ph[m]
		}
		for j := range 6 {
			k.state.X[j] += ph[j] * innovation / s
		}
		for j := range 6 {
			for m := range 6 {
				k.state.P[j][m] -= ph[j] * ph[m] / s
			}
		}
	}
}

// moving draws how an object flies over the scene: 200 to 600 km up, 2 to
// 6 km/s.
func moving(s random.Stream) (x vector) {
	x[0], x[1], x[2] = s.Uniform(-300e3, 300e3), s.Uniform(-300e3, 300e3), s.Uniform(200e3, 600e3)
	heading, speed, climb := s.Uniform(0, 2*math.Pi), s.Uniform(2e3, 6e3), s.Uniform(-0.5, 0.7)
	x[3], x[4], x[5] = speed*math.Cos(heading)*math.Cos(climb), speed*math.Sin(heading)*math.Cos(climb), speed*math.Sin(climb)
	return x
}

// standing draws a radar within 1500 km, of 10 to 100 m and 0.2 to 1 mrad.
func standing(s random.Stream) radar {
	return radar{
		at:    [3]float64{s.Uniform(-1500e3, 1500e3), s.Uniform(-1500e3, 1500e3), 0},
		along: math.Pow(10, s.Uniform(1, 2)), angle: 2e-4 * math.Pow(5, s.Float64()),
	}
}

const scan = 5 * time.Second

// world is objects that fall and radars that track each of them, scan by scan.
type world struct {
	stream   random.Stream
	motion   fall
	truth    []vector
	radars   []radar
	trackers [][]tracker    // by radar and object
	measured [][][3]float64 // by radar and object
	now      time.Duration
	bias     func(radar, object int) [3]float64
}

func newWorld(s random.Stream, objects, radars int, motion fall) *world {
	w := &world{stream: s, motion: motion}
	for range objects {
		w.truth = append(w.truth, moving(s))
	}
	for range radars {
		w.radars = append(w.radars, standing(s))
		own := make([]tracker, objects)
		for i := range own {
			own[i].motion = motion
		}
		w.trackers = append(w.trackers, own)
		w.measured = append(w.measured, make([][3]float64, objects))
	}
	return w
}

// step goes on by a scan, in which every radar measures every object.
func (w *world) step() {
	w.advance()
	for r := range w.radars {
		for i := range w.truth {
			w.measure(r, i)
		}
	}
}

// advance goes on by a scan.
func (w *world) advance() {
	dt := scan.Seconds()
	w.now += scan
	for i := range w.truth {
		s := filter.State{X: w.truth[i]}
		fall{}.Predict(&s, dt)
		w.truth[i] = s.X
		if w.motion.noise > 0 {
			for j := range 3 {
				// The exact noise of a step: correlated position and velocity.
				a, b := normal(w.stream), normal(w.stream)
				root := math.Sqrt(w.motion.noise * dt)
				w.truth[i][j+3] += root * a
				w.truth[i][j] += root * dt * (a/2 + b/math.Sqrt(12))
			}
		}
	}
}

func (w *world) measure(r, i int) {
	noise := w.radars[r].noise(&w.truth[i])
	l := root3(&noise)
	z := [3]float64{w.truth[i][0], w.truth[i][1], w.truth[i][2]}
	u := [3]float64{normal(w.stream), normal(w.stream), normal(w.stream)}
	for j := range 3 {
		for k := range j + 1 {
			z[j] += l[j][k] * u[k]
		}
	}
	if w.bias != nil {
		off := w.bias(r, i)
		for j := range 3 {
			z[j] += off[j]
		}
	}
	w.measured[r][i] = z
	w.trackers[r][i].take(w.now, z, noise)
}

// report is what a radar says of an object.
func (w *world) report(r, i int) Report {
	k := &w.trackers[r][i]
	return Report{Source: r, Track: i + 1, Time: k.time, State: k.state, Confirmed: k.updates >= 3, Updates: k.updates}
}

// sources names as many sensors.
func sources(n int) (list []Source) {
	for range n {
		list = append(list, Source{})
	}
	return list
}

// nees is the squared normalised error of an estimate.
func nees(s *filter.State, truth *vector) float64 {
	var l matrix
	if !cholesky(&s.P, &l) {
		return math.Inf(1)
	}
	d := less(&s.X, truth)
	return quadratic(&l, &d)
}

// miss is the error of a position, m.
func miss(s *filter.State, truth *vector) float64 {
	return apart(s, &filter.State{X: *truth})
}
