package limits

import (
	"cel.dev/cel-go/cel"
)

// mostProbes is how many objects a clause is tried on when it is read.
const mostProbes = 2000

// probe asks a clause of objects about its own constants, nothing and very much
// among them: what divides by zero there, overflows or costs too much is found
// when the clause is read, not when an order waits for it. It finds what is
// wrong at those objects alone; elsewhere Check and the guard say so. See
// TestRefused.
func (c *Clause) probe(a *Agreement) error {
	t := newTrial(a, c.About, []*Clause{c}, mostProbes)
	vars := map[string]any{"threat": t.threat}
	for _, o := range t.candidates {
		vars[string(c.About)] = o
		if _, err := c.condition.yes(vars); err != nil {
			return err
		}
	}
	return nil
}

// probeWhen asks what a clause waits for at threats about its constants.
func (c *Clause) probeWhen(checked *cel.Ast) error {
	values := tryWhen(checked)
	for _, index := range values {
		for _, months := range values {
			o := &object{threatKind, map[string]any{"index": index, "months": func(int64) int64 { return months }}}
			if _, err := c.when.yes(map[string]any{"threat": o}); err != nil {
				return err
			}
		}
	}
	return nil
}
