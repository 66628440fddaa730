package filter

import (
	"math"

	"scutum/internal/frozen"
)

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
			weight[i] = f.change[i][j] * f.probability[i]
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
				term[i][j] *= scale / float64(k)
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

// Expect computes what a radar should measure: each mode's expectation, and
// the mixture's mean and covariance.
func (f *IMM) Expect(at *Station, sigma *[3]float64, out *Expected) {
	at.Measure((*[3]float64)(f.state.X[:3]), &out.H)
	n := len(f.modes)
	var shift [3]float64
	var d [mostModes][3]float64
	for i := range n {
		e := &f.expected[i]
		f.modes[i].Filter.Expect(at, sigma, e)
		d[i] = f.expected[0].Innovation(&e.Z)
		for a := range 3 {
			shift[a] += float64(f.probability[i] * d[i][a])
		}
	}
	for a := range 3 {
		out.Z[a] = f.expected[0].Z[a] + shift[a]
	}
	out.Z[0] = math.Remainder(out.Z[0], 2*math.Pi)
	out.S, out.PH = [3][3]float64{}, [6][3]float64{}
	for i := range n {
		w, e, x := f.probability[i], &f.expected[i], &f.modes[i].Filter.State().X
		for a := range 3 {
			for b := a; b < 3; b++ {
				out.S[a][b] += float64(w * (e.S[a][b] + float64((d[i][a]-shift[a])*(d[i][b]-shift[b]))))
				out.S[b][a] = out.S[a][b]
			}
		}
		for a := range 6 {
			for b := range 3 {
				out.PH[a][b] += float64(w * (e.PH[a][b] + float64((x[a]-f.state.X[a])*(d[i][b]-shift[b]))))
			}
		}
	}
	out.Complete()
	f.last = *out
}

// innovation returns what was measured minus what a mode expected, from what
// was measured minus what the mixture did.
func (f *IMM) innovation(mode int, v *[3]float64) [3]float64 {
	z := [3]float64{f.last.Z[0] + v[0], f.last.Z[1] + v[1], f.last.Z[2] + v[2]}
	return f.expected[mode].Innovation(&z)
}

// promised panics unless e is what the last call of Expect returned: the modes
// remember what each expected.
func (f *IMM) promised(e *Expected) {
	if e.Z != f.last.Z || e.S != f.last.S {
		panic("filter: an IMM is updated with what it expected last")
	}
}

// Update takes in one innovation.
func (f *IMM) Update(e *Expected, innovation *[3]float64) {
	f.promised(e)
	var weight [mostModes]float64
	f.likelihoods(innovation, &weight)
	for i := range f.modes {
		f.measured = f.innovation(i, innovation)
		f.modes[i].Filter.Update(&f.expected[i], &f.measured)
		weight[i] *= f.probability[i]
	}
	f.weigh(&weight)
}

// likelihoods writes how likely each mode held an innovation, as a share of the
// likeliest.
func (f *IMM) likelihoods(innovation *[3]float64, out *[mostModes]float64) {
	most := math.Inf(-1)
	for i := range f.modes {
		v := f.innovation(i, innovation)
		own := &f.expected[i]
		out[i] = own.LogLikelihood(own.Distance2(&v))
		most = max(most, out[i])
	}
	for i := range f.modes {
		out[i] = frozen.Exp(out[i] - most)
	}
}

// UpdateMixed takes in several innovations at once with their probabilities.
func (f *IMM) UpdateMixed(e *Expected, innovations [][3]float64, probability []float64) {
	f.promised(e)
	n, m := len(f.modes), len(innovations)
	f.reserve(n * m)
	var weight [mostModes]float64
	none := 1.0
	for k := range innovations {
		none -= probability[k]
		// This measurement's probability, shared between the modes.
		var likely [mostModes]float64
		f.likelihoods(&innovations[k], &likely)
		sum := 0.0
		for i := range n {
			likely[i] *= f.probability[i]
			sum += likely[i]
		}
		for i := range n {
			part := 0.0
			if sum > 0 {
				part = probability[k] * likely[i] / sum
			}
			f.share[i*m+k] = part
			f.own[i*m+k] = f.innovation(i, &innovations[k])
			weight[i] += part
		}
	}
	none = max(none, 0)
	for i := range n {
		weight[i] += float64(none * f.probability[i])
		share := f.share[i*m : i*m+m]
		for k := range share {
			if weight[i] > 0 {
				share[k] /= weight[i]
			}
		}
		f.modes[i].Filter.UpdateMixed(&f.expected[i], f.own[i*m:i*m+m], share)
	}
	f.weigh(&weight)
}

// reserve makes room for what UpdateMixed writes.
func (f *IMM) reserve(n int) {
	if cap(f.share) < n {
		f.share, f.own = make([]float64, 2*n), make([][3]float64, 2*n)
	}
	f.share, f.own = f.share[:n], f.own[:n]
}
