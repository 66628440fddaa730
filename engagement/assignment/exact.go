package assignment

// equalWeapons says whether every weapon has the same probabilities. Then only
// the number of shots at each target counts, each saves less than the one
// before it, and greedy is exact (den Broeder, Ellison and Emerling 1959).
func equalWeapons(p *Problem) bool {
	t, first := len(p.Value), -1
	for i, n := range p.Units {
		if n == 0 {
			continue
		}
		if first < 0 {
			first = i
		}
		for j := range t {
			if p.Probability[i*t+j] != p.Probability[first*t+j] {
				return false
			}
		}
	}
	return true
}

// twoNeverPay says whether an optimum has at most one unit on each target,
// where there are no more units than targets: then the problem is a linear
// assignment.
//
// Proof: let two units stand on target j, one of them of weapon i. Another
// target k is empty and takes i. Without i at least one unit stays on j, so
// that i saves at most V_j (1-m_j) p_ij, with m_j the least probability above 0
// of any weapon there. On k it saves V_k p_ik. If for every i the least of these
// is not below the greatest of those, i moves at no loss, and so on until no
// target has two. See TestTwoNeverPay.
func twoNeverPay(f *field, scratch []float64) bool {
	second := scratch[:f.targets] // what is left of each target after the worst weapon
	for j := range second {
		worst := 0.0
		for _, miss := range f.missAt[j*f.weapons : (j+1)*f.weapons] {
			if miss < 1 {
				worst = max(worst, miss)
			}
		}
		second[j] = f.value[j] * worst
		if f.room[j] < 1 {
			return false
		}
	}
	f.work += 2 * len(f.missAt)
	for i := range f.weapons {
		if f.firstOf[i] == f.firstOf[i+1] {
			continue
		}
		least, most := f.value[0], 0.0
		for j, miss := range f.miss[i*f.stride:][:f.targets] {
			least = min(least, f.value[j]*(1-miss))
			most = max(most, second[j]*(1-miss))
		}
		if most > least {
			return false
		}
	}
	return true
}
