package strictyaml

import (
	"fmt"
	"sort"
	"strings"
)

// Error is one thing wrong with a file. It reads
// "studies/x.yaml:14: shield.sites[2].lat_deg: 91.2 is not in [-90, 90]".
type Error struct {
	File    string
	Line    int    // 0 where no line is to blame
	Field   string // dotted path, empty for the file as a whole
	Message string // what is wrong, and the allowed range
	Advice  string // how to put it right; may be empty
}

// Hint returns the advice (see package hint).
func (e *Error) Hint() string { return e.Advice }

// Error returns the place and the message, without the hint.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d", e.Line)
	}
	if e.Field != "" {
		b.WriteString(": " + e.Field)
	}
	b.WriteString(": " + e.Message)
	return b.String()
}

// Errors is everything wrong with a file, in the order of its lines. It is
// never empty.
type Errors []*Error

// Error returns one line for each error. Where there are several, each carries
// its own advice; where there is one, that is left to Hint.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, one := range e {
		lines[i] = one.Error()
		if len(e) > 1 && one.Advice != "" {
			lines[i] += " (" + one.Advice + ")"
		}
	}
	return strings.Join(lines, "\n")
}

// Hint returns the advice of a single error, and "" for several.
func (e Errors) Hint() string {
	if len(e) == 1 {
		return e[0].Advice
	}
	return ""
}

// Unwrap lets errors.As find each *Error.
func (e Errors) Unwrap() []error {
	all := make([]error, len(e))
	for i, one := range e {
		all[i] = one
	}
	return all
}

// most is the number of errors that are kept of one file.
const most = 20

// collector gathers errors, keeping the first of each field.
type collector struct {
	errors Errors
	fields map[string]bool
	more   int
}

func (c *collector) add(e *Error) {
	key := e.File + "\x00" + e.Field
	if e.Field == "" {
		key = fmt.Sprintf("%s\x00%d %s", key, e.Line, e.Message)
	}
	if c.fields[key] {
		return
	}
	if len(c.errors) >= most {
		c.more++
		return
	}
	if c.fields == nil {
		c.fields = map[string]bool{}
	}
	c.fields[key] = true
	c.errors = append(c.errors, e)
}

func (c *collector) err(file string) error {
	if len(c.errors) == 0 {
		return nil
	}
	all := append(Errors(nil), c.errors...)
	sort.SliceStable(all, func(i, j int) bool {
		if all[i].File != all[j].File {
			return all[i].File == file
		}
		return all[i].Line < all[j].Line
	})
	if c.more > 0 {
		all = append(all, &Error{File: file, Message: fmt.Sprintf("and %d more errors", c.more)})
	}
	return all
}
