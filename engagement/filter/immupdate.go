package filter

import (
	"math"

	"scutum/internal/frozen"
)

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
			likely[i] = float64(likely[i] * f.probability[i])
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
