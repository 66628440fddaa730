// Package hint makes errors that say what to do next.
//
// Any error with a method Hint() string is printed by the command as
// "scutum: message" and "hint: ..."; Error is the plain one of that kind.
package hint

import (
	"errors"
	"fmt"

	"scutum/internal/nearest"
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

// DidYouMean returns "did you mean NAME?", or "" where nothing is near.
func DidYouMean(word string, candidates []string) string {
	name, ok := nearest.Name(word, candidates)
	if !ok {
		return ""
	}
	return "did you mean " + name + "?"
}
