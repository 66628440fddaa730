package taylor

import "math"

// Stumpff returns c_k(a) = sum over j of (-a)^j / (k + 2j)!, of which c_0(z^2) is
// the cosine and z c_1(z^2) the sine; k from 0 to 3, |a| up to 30. false outside.
//
// The series, its first two derivatives and a bound of the third (by the
// magnitudes of its terms) are summed to where terms are below 2^-60 of the sum
// of magnitudes; what follows is less than the last term, as each term there is
// less than half of the one before.
func (s Space) Stumpff(k int, a *Model) (Model, bool) {
	most := s.Magnitude(a)
	if !(most <= 30) {
		return Model{}, false
	}
	f, _ := series(k, a.C[0])
	_, third := series(k, most)
	return s.compose(a, f[0], f[1], f[2], third/6*(1+slack)), true
}

// series returns c_k, c_k' and c_k”/2 at z and a bound of |c_k”'| for all
// arguments of at most the magnitude of z.
func series(k int, z float64) (f [3]Point, third float64) {
	t, power := 1.0, math.Abs(z) // t: magnitude of (-1)^j/(k+2j)!
	for i := 2; i <= k; i++ {
		t /= float64(i)
	}
	var sum, size [3]float64
	sign := 1.0
	p := [4]float64{1, 0, 0, 0} // z^j, and below z^(j-1), z^(j-2), z^(j-3)
	q := [4]float64{1, 0, 0, 0} // the same of |z|
	for j := 0; j <= 40; j++ {
		x := float64(j)
		weights := [3]float64{1, x, x * (x - 1) / 2}
		for d := range 3 {
			sum[d] += float64(float64(sign*t) * float64(weights[d]*p[d]))
			size[d] += float64(t * float64(weights[d]*q[d]))
		}
		third += float64(t * float64(x*(x-1)*(x-2)) * q[3])
		p = [4]float64{p[0] * z, p[0], p[1], p[2]}
		q = [4]float64{q[0] * power, q[0], q[1], q[2]}
		t /= float64(float64(k+2*j+1) * float64(k+2*j+2))
		sign = -sign
	}
	// After 40 terms t |z|^j is below 2^-60 for |z| <= 30 in every sum:
	// 30^41/82! < 1e-60. The products of each term are at most 90.
	for d := range 3 {
		f[d] = Point{sum[d], float64(4*slack*size[d]) + 0x1p-150}
	}
	return f, float64(third*(1+4*slack)) + 0x1p-150
}

// SinCos returns the sine and the cosine of a, |a| up to 5.
func (s Space) SinCos(a *Model) (sin, cos Model, ok bool) {
	square := s.Mul(a, a)
	c1, ok := s.Stumpff(1, &square)
	if !ok {
		return Model{}, Model{}, false
	}
	c0, _ := s.Stumpff(0, &square)
	return s.Mul(a, &c1), c0, true
}
