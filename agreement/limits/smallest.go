package limits

import (
	"math/bits"
	"slices"
)

// smallestSet returns the smallest set of n clauses that is not possible, by bits;
// 0 where all together are, or where even none is not. Every set that is possible
// lacks some clauses, of which a set that is not must have one: the smallest that
// meets all such lacks is asked, and where it is possible it is grown as far as
// it goes, which gives one lack more.
func smallestSet(n int, possible func(set uint64) bool) uint64 {
	all := ^uint64(0) >> (64 - n)
	if possible(all) || !possible(0) {
		return 0
	}
	var lacks [][]int
	steps := mostSteps
	for size := 1; size <= n && steps > 0; {
		set := hitting(lacks, nil, size, &steps)
		if set == nil && len(lacks) > 0 {
			size++
			continue
		}
		chosen := mask(set)
		if !possible(chosen) {
			return chosen
		}
		var lack []int
		for i := range n {
			if chosen&(1<<i) == 0 {
				if possible(chosen | 1<<i) {
					chosen |= 1 << i
				} else {
					lack = append(lack, i)
				}
			}
		}
		lacks = append(lacks, lack)
	}
	// Too many: one that cannot be made smaller.
	for i := range n {
		if less := all &^ (1 << i); !possible(less) {
			all = less
		}
	}
	return all
}

func mask(set []int) (m uint64) {
	for _, i := range set {
		m |= 1 << i
	}
	return m
}

func members(set uint64) (all []int) {
	for ; set != 0; set &= set - 1 {
		all = append(all, bits.TrailingZeros64(set))
	}
	return all
}

// mostSteps bounds the search for the smallest set.
const mostSteps = 200_000

// hitting finds a set of at most so many numbers, more than those it has, of
// which every pattern has one; nil where there is none.
func hitting(patterns [][]int, has []int, size int, steps *int) []int {
	*steps--
	i := slices.IndexFunc(patterns, func(p []int) bool {
		return !slices.ContainsFunc(p, func(x int) bool { return slices.Contains(has, x) })
	})
	switch {
	case i < 0:
		return has
	case len(has) == size || *steps < 0:
		return nil
	}
	for _, x := range patterns[i] {
		if set := hitting(patterns, append(slices.Clone(has), x), size, steps); set != nil {
			return set
		}
	}
	return nil
}
