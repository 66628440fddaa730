package taylor

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

const bits = 200

func number(x float64) *big.Float { return new(big.Float).SetPrec(bits).SetFloat64(x) }

func add(a, b *big.Float) *big.Float { return new(big.Float).SetPrec(bits).Add(a, b) }
func sub(a, b *big.Float) *big.Float { return new(big.Float).SetPrec(bits).Sub(a, b) }
func mul(a, b *big.Float) *big.Float { return new(big.Float).SetPrec(bits).Mul(a, b) }
func quo(a, b *big.Float) *big.Float { return new(big.Float).SetPrec(bits).Quo(a, b) }

// at evaluates a model's polynomial in 200 bits.
func (s Space) at(m *Model, x []float64) *big.Float {
	sum := number(m.C[0])
	for j := range s.Variables {
		sum = add(sum, mul(number(m.C[1+j]), number(x[j])))
		for i := 0; i <= j; i++ {
			sum = add(sum, mul(number(m.C[second(s.Variables, i, j)]), mul(number(x[i]), number(x[j]))))
		}
	}
	return sum
}

// holds says whether a value lies within the remainder of the polynomial.
func (s Space) holds(m *Model, x []float64, value *big.Float) bool {
	off := sub(value, s.at(m, x))
	return off.Abs(off).Cmp(number(m.R)) <= 0
}

// pick draws a point of the box.
func (s Space) pick(r *rand.Rand) []float64 {
	x := make([]float64, s.Variables)
	for i := range x {
		x[i] = 2*r.Float64() - 1
		if r.IntN(4) == 0 {
			x[i] = math.Copysign(1, x[i])
		}
	}
	for i := 0; i < 2*s.Discs; i += 2 {
		if h := math.Hypot(x[i], x[i+1]); h > 1 {
			x[i], x[i+1] = x[i]/h*(1-1e-15), x[i+1]/h*(1-1e-15)
		}
	}
	return x
}

// model draws a model whose values lie about mid, and a value that it holds at x.
func (s Space) model(r *rand.Rand, mid, spread float64, x []float64) (Model, *big.Float) {
	m := Constant(mid, 0)
	for i := 1; i < s.size(); i++ {
		if r.IntN(3) > 0 {
			m.C[i] = spread * (2*r.Float64() - 1) / float64(s.size())
		}
	}
	m.R = spread * r.Float64() * 1e-3 * float64(r.IntN(2))
	return m, add(s.at(&m, x), mul(number(m.R), number(2*r.Float64()-1)))
}

func stumpffBig(k int, z *big.Float) *big.Float {
	t := number(1)
	for i := 2; i <= k; i++ {
		t = quo(t, number(float64(i)))
	}
	sum := number(0)
	for j := range 90 {
		sum = add(sum, t)
		t = quo(mul(t, z), number(-float64(k+2*j+1)*float64(k+2*j+2)))
	}
	return sum
}

// TestEncloses: 10^5 random operations on random models, each at a point of the
// box and for a value within the operands' remainders, against 200 bits.
func TestEncloses(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	spaces := []Space{{7, 2}, {9, 3}, {3, 0}}
	tight := 0
	for n := range 100_000 {
		s := spaces[n%3]
		x := s.pick(r)
		spread := math.Pow(10, -6*r.Float64())
		a, va := s.model(r, 4*r.Float64()-2, spread, x)
		b, vb := s.model(r, 4*r.Float64()-2, spread, x)
		var got Model
		var want *big.Float
		ok := true
		switch n / 3 % 9 {
		case 0:
			got, want = s.Add(&a, &b), add(va, vb)
		case 1:
			got, want = s.Sub(&a, &b), sub(va, vb)
		case 2:
			got, want = s.Mul(&a, &b), mul(va, vb)
		case 3:
			k := 10 * (r.Float64() - 0.5)
			got, want = s.Scale(&a, k), mul(va, number(k))
		case 4:
			k := 10 * (r.Float64() - 0.5)
			got, want = s.Shift(&a, k), add(va, number(k))
		case 5:
			if got, ok = s.Inverse(&a); ok {
				want = quo(number(1), va)
			}
		case 6:
			if got, ok = s.Sqrt(&a); ok {
				want = new(big.Float).SetPrec(bits).Sqrt(va)
			}
		case 7:
			k := r.IntN(4)
			a.C[0] *= 8
			va = add(va, mul(number(a.C[0]), number(7.0/8)))
			if got, ok = s.Stumpff(k, &a); ok {
				want = stumpffBig(k, va)
			}
		case 8:
			var cos Model
			if got, cos, ok = s.SinCos(&a); ok {
				square := mul(va, va)
				want = mul(va, stumpffBig(1, square))
				if !s.holds(&cos, x, stumpffBig(0, square)) {
					t.Fatalf("%d: cosine does not enclose", n)
				}
			}
		}
		if !ok {
			continue
		}
		if !s.holds(&got, x, want) {
			t.Fatalf("%d: %+v does not enclose %s", n, got, want.Text('g', 30))
		}
		w, _ := want.Float64()
		if lo, hi := s.Lower(&got), s.Upper(&got); !(lo <= w && w <= hi) {
			t.Fatalf("%d: [%g, %g] does not hold %g", n, lo, hi, w)
		}
		if got.R < 1e-3 {
			tight++
		}
	}
	if tight < 50_000 {
		t.Errorf("only %d of 100,000 remainders are small: the enclosures say nothing", tight)
	}
}

// Lower and Upper bound the polynomial everywhere, and nearly touch it where a
// model is a single variable's parabola.
func TestBounds(t *testing.T) {
	s := Space{3, 1}
	m := Constant(1, 0)
	m.C[3] = 0.5              // third variable
	m.C[second(3, 2, 2)] = 1  // its square: least 1 - 1/16
	m.C[1], m.C[2] = 0.3, 0.4 // disc: 0.5
	want := 1 - 0.0625 - 0.5
	if got := s.Lower(&m); math.Abs(got-want) > 1e-12 || got > want {
		t.Errorf("lower %.17g, want %.17g from below", got, want)
	}
	r := rand.New(rand.NewPCG(3, 4))
	for range 20_000 {
		x := s.pick(r)
		a, v := s.model(r, r.Float64(), 1, x)
		f, _ := v.Float64()
		if lo, hi := s.Lower(&a), s.Upper(&a); lo > f || hi < f {
			t.Fatalf("[%g, %g] does not hold %g", lo, hi, f)
		}
	}
}

// What cannot be enclosed is refused, never guessed.
func TestRefuses(t *testing.T) {
	s := Space{1, 0}
	zero := Variable(0, 0.5, 0.6)
	if _, ok := s.Inverse(&zero); ok {
		t.Error("the inverse of a range over zero")
	}
	if _, ok := s.Sqrt(&zero); ok {
		t.Error("the root of a range over zero")
	}
	far := Constant(31, 0)
	if _, ok := s.Stumpff(1, &far); ok {
		t.Error("a series beyond its range")
	}
	nan := Constant(math.NaN(), 0)
	if _, ok := s.Sqrt(&nan); ok {
		t.Error("the root of no number")
	}
	if _, ok := s.Stumpff(1, &nan); ok {
		t.Error("a series of no number")
	}
	if _, ok := s.Inverse(&nan); ok {
		t.Error("the inverse of no number")
	}
}

func BenchmarkMul(b *testing.B) {
	s := Space{7, 2}
	r := rand.New(rand.NewPCG(5, 6))
	x, _ := s.model(r, 1, 0.1, s.pick(r))
	for b.Loop() {
		x2 := s.Mul(&x, &x)
		_ = x2
	}
}
