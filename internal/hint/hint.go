// Package hint makes errors that say what to do next, and finds the word that
// was probably meant.
//
// Any error with a method Hint() string is printed by the command as
// "scutum: message" and "hint: ..."; Error is the plain one of that kind.
package hint

import (
	"errors"
	"fmt"
)

// Error is an error about input with advice.
type Error struct {
	Message string
	Advice  string // "" where there is nothing to advise
}

// New returns an Error with advice and a formatted message.
func New(advice, format string, args ...any) *Error {
	return &Error{fmt.Sprintf(format, args...), advice}
}

// Error returns the message.
func (e *Error) Error() string { return e.Message }

// Hint returns the advice.
func (e *Error) Hint() string { return e.Advice }

// Of returns the advice of the first error in err's chain that has any.
func Of(err error) string {
	for err != nil {
		var advised interface {
			error
			Hint() string
		}
		if !errors.As(err, &advised) {
			return ""
		}
		if advice := advised.Hint(); advice != "" {
			return advice
		}
		err = errors.Unwrap(advised)
	}
	return ""
}

// Nearest returns the candidate that a mistyped word probably meant: the one
// with the fewest edits, if those are at most a third of the word's letters
// (and at least one). Case does not count. Of equals the first wins. See
// TestNearest.
func Nearest(word string, candidates []string) (string, bool) {
	const longest = 64 // words beyond it are not typing errors
	if word == "" || len(word) > longest {
		return "", false
	}
	best, least := "", max(1, len(word)/3)+1
	for _, candidate := range candidates {
		if len(candidate) > longest {
			continue
		}
		if n := edits(lower(word), lower(candidate)); n < least {
			best, least = candidate, n
		}
	}
	return best, best != ""
}

// DidYouMean returns "did you mean NAME?", or "" where nothing is near.
func DidYouMean(word string, candidates []string) string {
	name, ok := Nearest(word, candidates)
	if !ok {
		return ""
	}
	return "did you mean " + name + "?"
}

// edits is the optimal string alignment distance: insertions, deletions,
// substitutions and swaps of neighbours, each counted once.
func edits(a, b string) int {
	var older []int
	old := make([]int, len(b)+1)
	for j := range old {
		old[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := old[j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			row[j] = min(old[j]+1, row[j-1]+1, change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], older[j-2]+1)
			}
		}
		older, old = old, row
	}
	return old[len(b)]
}

func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + ('a' - 'A')
		}
	}
	return string(b)
}
