package filter

// Bound is the posterior Cramer-Rao bound of a ballistic object: no filter that
// knows the motion, its noise and the radars can have a smaller mean square
// error. It follows the truth, not an estimate.
//
// The information J is carried on by Tichavsky's recursion for additive
// Gaussian noise, J' = D22 - D21 (J + D11)^-1 D12 with D11 = F' Q^-1 F, D12 =
// -F' Q^-1 and D22 = Q^-1 + H' R^-1 H, which by the inversion lemma is
// (Q + F J^-1 F')^-1 + H' R^-1 H; so written it loses no digits where Q is
// small, and takes no noise at all. F and H are those of the true trajectory
// given; the mean over trajectories, which the bound proper asks for, is left
// to the caller (over draws of the process noise they hardly differ).
//
// Assumptions: the first covariance is that of the prior, which the filter
// shares; every measurement arrives (a detection probability below one raises
// the bound by fewer updates); no association errors. Source: Tichavsky,
// Muravchik and Nehorai, "Posterior Cramer-Rao bounds for discrete-time
// nonlinear filtering", IEEE Trans. Signal Processing 46, 1998. See TestBoundIsTichavsky.
type Bound struct {
	Motion *Ballistic
	state  State // the truth, and J^-1
}

// NewBound begins with the covariance of the prior about the truth.
func NewBound(motion *Ballistic, prior *[6][6]float64) Bound {
	return Bound{Motion: motion, state: State{P: *prior}}
}

// Predict carries the bound on by dt seconds from a true state.
func (b *Bound) Predict(truth *[6]float64, dt float64) {
	b.state.X = *truth
	b.Motion.Predict(&b.state, dt)
}

// Update adds what a radar's measurement tells of the true state.
func (b *Bound) Update(truth *[6]float64, at *Station, sigma *[3]float64) {
	var h [3][3]float64
	at.Measure((*[3]float64)(truth[:3]), &h)
	j, ok := inverted(&b.state.P)
	if !ok {
		panic("filter: the bound's covariance is not positive definite")
	}
	for i := range 3 {
		for k := range 3 {
			for n := range 3 {
				j[i][k] += float64(h[n][i]*h[n][k]) / (sigma[n] * sigma[n])
			}
		}
	}
	if b.state.P, ok = inverted(&j); !ok {
		panic("filter: the bound's information is not positive definite")
	}
}

// Covariance is the bound: the least mean square error.
func (b *Bound) Covariance() *[6][6]float64 { return &b.state.P }
