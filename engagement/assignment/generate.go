package assignment

// Generate returns the instance of the random class on which the project
// measures itself: values 25 + floor(76 u), probabilities 0.60 + 0.30 u, one
// unit of each weapon, u from splitmix64 started with seed, values first, then
// weapon by weapon. See TestGenerate.
func Generate(weapons, targets int, seed uint64) *Problem {
	p := &Problem{Value: make([]float64, targets), Probability: make([]float64, weapons*targets), Units: make([]int, weapons)}
	r := splitmix(seed)
	for j := range p.Value {
		p.Value[j] = float64(25 + int(76*r.float64()))
	}
	for k := range p.Probability {
		p.Probability[k] = 0.60 + float64(0.30*r.float64())
	}
	for i := range p.Units {
		p.Units[i] = 1
	}
	return p
}

// splitmix is Steele, Lea and Flood's splitmix64 (2014).
type splitmix uint64

func (s *splitmix) uint64() uint64 {
	*s += 0x9e3779b97f4a7c15
	z := uint64(*s)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// float64 returns a number in [0, 1), a multiple of 2^-53.
func (s *splitmix) float64() float64 { return float64(s.uint64()>>11) * 0x1p-53 }

// below returns a whole number in [0, n), even to one part in 2^32/n.
func (s *splitmix) below(n int) int { return int((s.uint64() >> 32) * uint64(n) >> 32) }
