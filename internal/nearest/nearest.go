// Package nearest finds the known name that somebody most likely meant.
package nearest

import (
	"sort"
	"strings"
)

// longest is the most bytes of a word that are compared: names are short, and
// the cost of a comparison grows with the product of the lengths.
const longest = 64

// Name returns the one of names that is nearest to word and true, or "" and
// false when none is near enough to be offered. Case, and the choice between
// '-', '_' and space, cost nothing; up to a third of the letters may differ.
// Among equally near names the first in sorted order wins. See TestName.
func Name(word string, names []string) (string, bool) {
	folded := fold(word)
	if folded == "" || len(folded) > longest {
		return "", false
	}
	sorted := append([]string(nil), names...)
	sort.Strings(sorted)
	best, bestDistance := "", len(folded)+1
	for _, name := range sorted {
		candidate := fold(name)
		if len(candidate) > longest {
			continue
		}
		distance := Distance(folded, candidate)
		if strings.HasPrefix(candidate, folded) && len(folded) >= 3 {
			distance = min(distance, 1) // a shortened name
		}
		if distance < bestDistance && distance <= max(len(folded), len(candidate))/3 {
			best, bestDistance = name, distance
		}
	}
	return best, best != ""
}

// fold makes spellings that people do not tell apart equal.
func fold(s string) string {
	return strings.NewReplacer("_", "-", " ", "-").Replace(strings.ToLower(strings.TrimSpace(s)))
}

// Distance is the number of insertions, deletions, replacements and swaps of
// neighbouring bytes that turn a into b (Damerau 1964, optimal string
// alignment).
func Distance(a, b string) int {
	before, above, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range above {
		above[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			replace := above[j-1]
			if a[i-1] != b[j-1] {
				replace++
			}
			row[j] = min(replace, above[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, above, row = above, row, before
	}
	return above[len(b)]
}
