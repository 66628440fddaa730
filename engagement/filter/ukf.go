package filter

import "math"

// UKF is the unscented Kalman filter: it carries points that have the
// estimate's mean and covariance through motion and measurement as they are,
// where the EKF takes their slopes.
//
// The points are those of the scaled unscented transform with alpha 1, kappa 0
// and beta 2: none weighs less than nothing, so covariances stay positive
// definite, and the middle one weighs 2 in covariances, which stands for the
// fourth moment of a Gaussian. A measurement depends on the position alone, so
// its transform is of dimension three and its points lie sqrt(3) sigma out.
//
// Like SecondOrder it takes the range to be worse by the bend of one
// measurement's own angles; start it from measurements Widened. It is worth its
// price (see BenchmarkSecondOfUKF) where motion itself is bent over the spread, which
// free fall hardly is. It fails where position and azimuth are not one to one,
// as overhead, and where the spread is so wide that three sigma lie behind the
// radar. Source: Julier and Uhlmann, "Unscented filtering and nonlinear
// estimation", Proc. IEEE 92, 2004; Julier, "The scaled unscented
// transformation", American Control Conference 2002. See TestUnscentedOfLinear,
// TestUnscentedMoments, TestRootMeanSquareNearTheBound and
// TestEveryFilterStaysPositiveDefinite.
type UKF struct {
	Flow  Flow
	state State
	// In work, here because what is handed to Flow would else be allocated.
	point, middle, start [6]float64
}

// The transform: square of the points' distance in sigma is the dimension, the
// outer points weigh one over twice that, and the middle one beta in
// covariances.
const (
	stateDimension   = 6
	measureDimension = 3
	beta             = 2
)

// NewUKF returns a filter that has yet to be started.
func NewUKF(f Flow) *UKF { return &UKF{Flow: f} }

// Start begins a new object.
func (f *UKF) Start(s *State) { f.state = *s }

// State is the estimate.
func (f *UKF) State() *State { return &f.state }

// Predict carries the estimate on by dt seconds.
func (f *UKF) Predict(dt float64) {
	n := steps(dt, longestStep)
	h := dt / float64(n)
	for range n {
		f.step(h)
	}
}

func (f *UKF) step(h float64) {
	s := &f.state
	var l [6][6]float64
	factor(&s.P, &l)
	out := math.Sqrt(stateDimension)
	f.start, f.middle = s.X, s.X
	x, middle := &f.point, &f.middle
	f.Flow.Move(middle, h)
	var d [2 * stateDimension][6]float64 // from the moved middle
	var mean [6]float64
	for j := range d {
		*x = s.X
		shift := out
		if j >= stateDimension {
			shift = -out
		}
		for i := j % stateDimension; i < 6; i++ {
			x[i] += float64(shift * l[i][j%stateDimension])
		}
		f.Flow.Move(x, h)
		for i := range 6 {
			d[j][i] = x[i] - middle[i]
			mean[i] += d[j][i]
		}
	}
	for i := range 6 {
		mean[i] = float64(mean[i] * (1. / (2 * stateDimension)))
		s.X[i] = middle[i] + mean[i]
	}
	for i := range 6 {
		for j := i; j < 6; j++ {
			sum := 0.0
			for k := range d {
				sum += float64((d[k][i] - mean[i]) * (d[k][j] - mean[j]))
			}
			sum = float64(sum*(1./(2*stateDimension))) + float64(beta*mean[i]*mean[j])
			s.P[i][j], s.P[j][i] = sum, sum
		}
	}
	f.Flow.AddNoise(&f.start, h, &s.P)
}

// Expect computes what a radar should measure.
func (f *UKF) Expect(at *Station, sigma *[3]float64, out *Expected) {
	s := &f.state
	var l [6][6]float64
	factor(&s.P, &l)
	spread := math.Sqrt(measureDimension)
	middle := at.Measure((*[3]float64)(s.X[:3]), &out.H)
	var d measured // from what is measured of the middle
	for j := range d {
		p := [3]float64(s.X[:3])
		shift := spread
		if j >= measureDimension {
			shift = -spread
		}
		for i := j % measureDimension; i < 3; i++ {
			p[i] += float64(shift * l[i][j%measureDimension])
		}
		z := at.Measure(&p, nil)
		d[j] = [3]float64{math.Remainder(z[0]-middle[0], 2*math.Pi), z[1] - middle[1], z[2] - middle[2]}
	}
	mean := d.gather(&out.S)
	for i := range 3 {
		out.Z[i] = middle[i] + mean[i]
		out.S[i][i] += float64(sigma[i] * sigma[i])
	}
	out.S[2][2] += crescent(out.Z[2], out.Z[1], sigma)
	out.Z[0] = math.Remainder(out.Z[0], 2*math.Pi)
	for i := range 6 {
		for k := range 3 {
			sum := 0.0
			for j := range min(measureDimension, i+1) {
				sum += float64(l[i][j] * (d[j][k] - d[j+measureDimension][k]))
			}
			out.PH[i][k] = float64(spread * sum * (1. / (2 * measureDimension)))
		}
	}
	out.Complete()
}

// measured is what the outer points measure, less what the middle does.
type measured [2 * measureDimension][3]float64

// gather returns the mean of the points and writes their covariance.
func (d *measured) gather(cov *[3][3]float64) (mean [3]float64) {
	for i := range 3 {
		for j := range d {
			mean[i] += d[j][i]
		}
		mean[i] = float64(mean[i] * (1. / (2 * measureDimension)))
	}
	for i := range 3 {
		for k := i; k < 3; k++ {
			sum := 0.0
			for j := range d {
				sum += float64((d[j][i] - mean[i]) * (d[j][k] - mean[k]))
			}
			sum = float64(sum*(1./(2*measureDimension))) + float64(beta*mean[i]*mean[k])
			cov[i][k], cov[k][i] = sum, sum
		}
	}
	return mean
}

// Update takes in one innovation.
func (f *UKF) Update(e *Expected, innovation *[3]float64) { f.state.update(e, innovation) }

// UpdateMixed takes in several at once with their probabilities.
func (f *UKF) UpdateMixed(e *Expected, innovations [][3]float64, probability []float64) {
	f.state.updateMixed(e, innovations, probability)
}
