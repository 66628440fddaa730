package filter

import "math"

// Element is an estimator that can be given a new estimate: EKF and UKF.
type Element interface {
	Estimator
	Start(s *State)
}

// Mode is one of the ways in which an object may move.
type Mode struct {
	Name   string
	Filter Element
	First  float64 // probability at the start
}

// mostModes is how many modes an IMM can have: what it needs is in arrays, so
// that nothing is allocated.
const mostModes = 4

// IMM is the interacting multiple model estimator: one filter per mode of
// motion, mixed before each prediction by the probabilities of change, and
// weighed by how well each foretold the measurements. For the shield the modes
// are boost and ballistic.
//
// Modes change as a Markov chain in continuous time, so that the probabilities
// of change follow from the rates for any interval. Under several measurements
// with association probabilities, each measurement's probability is shared
// between the modes as the modes foretold it, which is Bayes' rule where the
// association was made with the mixture; here it was made with its moments.
//
// It fails where a mode lasts less than a few measurements, and where the truth
// is none of the modes. Source: Blom and Bar-Shalom, "The interacting multiple
// model algorithm for systems with Markovian switching coefficients", IEEE
// Trans. Automatic Control 33, 1988; Bar-Shalom, Li and Kirubarajan 2001,
// section 11.6.6. See TestModesMix, TestOneModeIsItsFilter and
// TestBurnoutIsNoticed.
type IMM struct {
	modes       []Mode
	rates       [mostModes][mostModes]float64 // 1/s, rows sum to 0
	probability [mostModes]float64
	change      [mostModes][mostModes]float64 // over interval
	interval    float64
	expected    [mostModes]Expected
	last        Expected // what Expect returned: Update must be given the same
	state       State
	start       [mostModes]State // in work, here so as not to be allocated
	measured    [3]float64
	share       []float64 // of each mode and measurement, in UpdateMixed
	own         [][3]float64
}

// NewIMM returns an estimator over modes with rates of change per second:
// rates[i][j] from mode i to mode j (the diagonal is not read). It has yet to
// be started.
func NewIMM(modes []Mode, rates [][]float64) *IMM {
	if len(modes) == 0 || len(modes) > mostModes || len(rates) != len(modes) {
		panic("filter: an IMM has one to four modes and a row of rates for each")
	}
	f := &IMM{modes: append([]Mode(nil), modes...), interval: math.NaN()}
	for i := range modes {
		for j := range modes {
			if i != j {
				if !(rates[i][j] >= 0) || math.IsInf(rates[i][j], 0) {
					panic("filter: an IMM's rates are finite and not negative")
				}
				f.rates[i][j] = rates[i][j]
				f.rates[i][i] -= rates[i][j]
			}
		}
	}
	return f
}

// NewBoostBallistic returns the IMM of a missile: boost that ends after
// burn seconds on average, and free fall, from which hardly any returns.
func NewBoostBallistic(boost *Boost, fall *Ballistic, burn float64) *IMM {
	return NewIMM(
		[]Mode{{"boost", NewSecondOrder(boost), 0.5}, {"ballistic", NewSecondOrder(fall), 0.5}},
		[][]float64{{0, 1 / burn}, {1e-4, 0}},
	)
}

// Start begins a new object.
func (f *IMM) Start(s *State) {
	sum := 0.0
	for i := range f.modes {
		sum += f.modes[i].First
	}
	for i := range f.modes {
		f.modes[i].Filter.Start(s)
		f.probability[i] = f.modes[i].First / sum
	}
	f.state = *s
}

// State is the estimate: the mixture's mean and covariance.
func (f *IMM) State() *State { return &f.state }

// Modes lists the modes, in the order in which they were given.
func (f *IMM) Modes() []Mode { return f.modes }

// Probability is that of a mode.
func (f *IMM) Probability(mode int) float64 { return f.probability[mode] }

// leastProbability keeps a mode from dying out: it would take as long to come
// back.
const leastProbability = 1e-9

// Predict carries the estimate on by dt seconds: mixes, then predicts each.
func (f *IMM) Predict(dt float64) {
	n := len(f.modes)
	f.setInterval(math.Abs(dt))
	start := &f.start
	var after [mostModes]float64
	for j := range n {
		var weight [mostModes]float64
		for i := range n {
			weight[i] = float64(f.change[i][j] * f.probability[i])
			after[j] += weight[i]
		}
		for i := range n {
			weight[i] /= after[j]
		}
		f.mix(&weight, &start[j])
	}
	for j := range n {
		f.modes[j].Filter.Start(&start[j])
		f.modes[j].Filter.Predict(dt)
	}
	f.weigh(&after)
}

// mix writes the mean and covariance of the modes' estimates under weights.
func (f *IMM) mix(weight *[mostModes]float64, out *State) {
	n := len(f.modes)
	var deviation [mostModes][6]float64
	base := f.modes[0].Filter.State().X
	var shift [6]float64
	for i := range n {
		x := &f.modes[i].Filter.State().X
		for a := range 6 {
			deviation[i][a] = x[a] - base[a]
			shift[a] += float64(weight[i] * deviation[i][a])
		}
	}
	var p [6][6]float64
	for i := range n {
		w, d := weight[i], &deviation[i]
		q := &f.modes[i].Filter.State().P
		for a := range 6 {
			for b := a; b < 6; b++ {
				p[a][b] += float64(w * (q[a][b] + float64((d[a]-shift[a])*(d[b]-shift[b]))))
			}
		}
	}
	for a := range 6 {
		out.X[a] = base[a] + shift[a]
		for b := a; b < 6; b++ {
			out.P[a][b], out.P[b][a] = p[a][b], p[a][b]
		}
	}
}

// weigh gives the modes new weights, as probabilities, and renews the estimate.
func (f *IMM) weigh(weight *[mostModes]float64) {
	sum := 0.0
	for i := range f.modes {
		sum += weight[i]
	}
	if !(sum > 0) {
		*weight, sum = f.probability, 1 // no mode foretold it: nothing is learnt of them
	}
	again := 0.0
	for i := range f.modes {
		weight[i] = max(weight[i]/sum, leastProbability)
		again += weight[i]
	}
	for i := range f.modes {
		f.probability[i] = weight[i] / again
	}
	f.mix(&f.probability, &f.state)
}

// setInterval makes the probabilities of change over dt seconds: the
// exponential of the rates by Taylor's series on 2^-k of it and k squarings.
func (f *IMM) setInterval(dt float64) {
	if dt == f.interval {
		return
	}
	f.interval = dt
	n := len(f.modes)
	greatest := 0.0
	for i := range n {
		greatest = max(greatest, -f.rates[i][i]*dt)
	}
	halvings := 0
	for ; greatest > 0.125 && halvings < 60; halvings++ {
		greatest *= 0.5
	}
	scale := dt * math.Ldexp(1, -halvings)
	var sum, term [mostModes][mostModes]float64
	for i := range n {
		sum[i][i], term[i][i] = 1, 1
	}
	for k := 1; k <= 8; k++ {
		term = product(&term, &f.rates)
		for i := range n {
			for j := range n {
				term[i][j] = float64(term[i][j] * (scale / float64(k)))
				sum[i][j] += term[i][j]
			}
		}
	}
	for range halvings {
		sum = product(&sum, &sum)
	}
	f.change = sum
}

func product(a, b *[mostModes][mostModes]float64) (c [mostModes][mostModes]float64) {
	for i := range mostModes {
		for j := range mostModes {
			for k := range mostModes {
				c[i][j] += float64(a[i][k] * b[k][j])
			}
		}
	}
	return c
}
