package assignment

// ascent looks for the prices of the best bound of a problem, or of one of the
// parts into which branching cuts it: some units are promised to targets, some
// pairs ruled out.
type ascent struct {
	pricer *pricer

	value    []float64 // of each target after what is promised
	shots    []int     // that each target may still take
	offered  []int32   // target by target, the units of each weapon it may buy
	units    []int32   // of each weapon, without what is promised
	promised [][]int32 // weapons, to each target

	price     []float64
	best      []float64 // the prices of the best bound
	bound     float64   // the best
	direction []float64
	usage     []float64 // units bought less units there are
	bills     [][]int32 // what each target buys
	theta     float64   // of Polyak's step
	stalled   int       // rounds since the bound gained
	patience  int
	keep      float64 // the part of a direction that the next one keeps
}

// The steps, chosen on random instances: Polyak's factor halves after rounds
// without gain, and a direction keeps a part of the one before it.
const (
	shrink     = 0.5
	deflection = 0.85
	lastTheta  = 1e-3
)

// newAscent starts on the whole problem, from the prices at which the units
// are worth what one more of each would save.
func newAscent(s *Solver) *ascent {
	w, t := s.weapons, s.targets
	a := &ascent{pricer: &pricer{}, value: append([]float64(nil), s.field.value...), shots: make([]int, t), offered: make([]int32, w*t),
		units: make([]int32, w), promised: make([][]int32, t), price: make([]float64, w), best: make([]float64, w),
		direction: make([]float64, w), usage: make([]float64, w), bills: make([][]int32, t), theta: 1, patience: 30, keep: deflection}
	a.pricer.load(&s.field)
	for i := range w {
		a.units[i] = s.firstOf[i+1] - s.firstOf[i]
		for j, miss := range s.miss[i*s.stride:][:t] {
			a.price[i] = max(a.price[i], s.left[j]*(1-miss))
		}
	}
	for j := range t {
		copy(a.offered[j*w:], a.units)
		a.shots[j] = int(s.room[j])
		for u := s.head[j]; u >= 0; u = s.next[u] {
			a.shots[j]++
		}
	}
	copy(a.best, a.price)
	return a
}

// round lets the targets buy, and changes the prices by what was bought too
// much and too little; false where nothing was, or the steps are too small.
func (a *ascent) round(s *Solver) bool {
	bound := a.evaluate(s)
	a.stalled++
	if bound > a.bound {
		if bound > a.bound+float64(0.01*(s.value-a.bound)) {
			a.stalled = 0
		}
		a.bound = bound
		copy(a.best, a.price)
	}
	if a.stalled > a.patience {
		a.stalled = 0
		a.theta *= shrink
		copy(a.price, a.best)
	}
	return a.step(s.value-bound) && a.theta > lastTheta
}

// evaluate returns the bound at the present prices.
func (a *ascent) evaluate(s *Solver) float64 {
	w := s.weapons
	bought, spent := 0.0, 0.0
	for i, n := range a.units {
		a.usage[i] = -float64(n)
		if n > 0 {
			spent += float64(a.price[i] * float64(n))
		}
	}
	for j := range s.targets {
		bought += a.pricer.buy(&s.field, j, a.value[j], a.price, a.offered[j*w:(j+1)*w], a.shots[j])
		a.bills[j] = append(a.bills[j][:0], a.pricer.bill...)
		for _, i := range a.bills[j] {
			a.usage[i]++
		}
	}
	rounding := 1e-11 + float64(float64(w+s.targets+len(s.at))*0x1p-52)
	return (bought - spent) - float64(rounding*(bought+spent))
}

// step is Polyak's, for a bound that is missing so much of the value.
func (a *ascent) step(missing float64) bool {
	square := 0.0
	for i, g := range a.usage {
		d := g + float64(a.keep*a.direction[i])
		if a.price[i] <= 0 && d < 0 || a.units[i] == 0 {
			d = 0
		}
		a.direction[i] = d
		square += float64(d * d)
	}
	if square == 0 || missing <= 0 {
		return false
	}
	length := a.theta * missing / square
	for i, d := range a.direction {
		if a.units[i] > 0 {
			a.price[i] = max(0, a.price[i]+float64(length*d))
		}
	}
	return true
}
