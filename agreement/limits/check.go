package limits

import (
	"errors"
	"fmt"
	"math"
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"scutum/assessment/deterrence"
	"scutum/internal/hint"
	"scutum/physics/flight"
	"scutum/scenario"
)

// Report is what checking an agreement against one shield of a study came to.
type Report struct {
	Agreement *Agreement
	Study     string
	Shield    string
	Date      time.Time
	Verdicts  []Verdict
	Reached   int // protected trajectories that the shield reaches as it stands, ceilings lifted
	Of        int
	Commit    scenario.Commit // by which all counts are made: the earliest that the agreement lets, or the study's
}

// Holds says whether every clause in force is kept.
func (r *Report) Holds() bool {
	for i := range r.Verdicts {
		if v := &r.Verdicts[i]; v.InForce && v.Broken > 0 {
			return false
		}
	}
	return true
}

// Verdict is what one clause says of a shield.
type Verdict struct {
	Clause   *Clause
	InForce  bool
	Why      string // why it is not in force
	Findings []Finding
	Broken   int     // objects for which it does not hold
	Margin   float64 // the least, in Unit; NaN where there is none
	Unit     string
	// Without is how many protected trajectories would be reached if what the
	// clause is there against came about; -1 where it names nothing.
	Without int
}

// Finding is a clause asked of one object.
type Finding struct {
	Object  string
	Holds   bool
	Margin  float64 // NaN where no comparison decides
	Unit    string
	Values  string           // what the condition's sides come to
	Counter *deterrence.Pair // the worst trajectory that the object reaches or nearly reaches, where it does not hold
}

// Check asks every clause of shield i of a setting. flights are those of
// deterrence.Flights. An error is about a clause that cannot be evaluated.
func Check(a *Agreement, set *scenario.Setting, i int, flights []flight.Ballistic) (*Report, error) {
	s := &set.Shields[i]
	date, err := time.Parse(time.DateOnly, set.Date)
	if err != nil {
		return nil, err
	}
	r := &Report{Agreement: a, Study: set.Name, Shield: s.Name, Date: date, Of: len(flights)}
	var pairs []deterrence.Pair
	commit := a.commit(set)
	r.Commit = commit
	if len(flights) > 0 {
		free := withoutCeilings(set, i)
		r.Reached = reached(free, i, flights, commit)
		pairs = deterrence.Margins(free, i, flights, commit)
	}
	threat := a.threatAt(date)
	for k := range a.Clauses {
		v, err := a.verdict(&a.Clauses[k], set, s, threat, date)
		if err != nil {
			return nil, err
		}
		for f := range v.Findings {
			if !v.Findings[f].Holds {
				v.Findings[f].Counter = worst(pairs, v.Findings[f].Object)
			}
		}
		v.Without = without([]*Clause{&a.Clauses[k]}, set, i, flights, commit)
		r.Verdicts = append(r.Verdicts, v)
	}
	return r, nil
}

func (a *Agreement) verdict(c *Clause, set *scenario.Setting, s *scenario.Shield, threat *object, date time.Time) (Verdict, error) {
	v := Verdict{Clause: c, InForce: true, Margin: math.NaN()}
	switch {
	case !c.From.IsZero() && date.Before(c.From):
		v.InForce, v.Why = false, "begins on "+c.From.Format(time.DateOnly)
	case !c.Until.IsZero() && !date.Before(c.Until):
		v.InForce, v.Why = false, "ended on "+c.Until.Format(time.DateOnly)
	case c.About == AboutEngagement:
		v.InForce, v.Why = false, "asked in action"
	case c.When != "":
		in, err := c.when.yes(map[string]any{"threat": threat})
		if err != nil {
			return v, hint.New("the condition of a clause that waits must have an answer", "%s:%d: clause %s: %q: %v", a.file, c.whenLine, c.ID, c.When, err)
		}
		if !in {
			v.InForce, v.Why = false, "waits for "+c.When
			if x := c.waits.ask(map[string]any{"threat": threat}); x.known && x.values != "" {
				v.Why += " (" + x.values + " now)"
			}
		}
	}
	for _, o := range objectsOf(c.About, set, s) {
		f, err := c.ask(o.value, threat)
		if err != nil {
			return v, a.broken(c, err)
		}
		f.Object = o.name
		if !f.Holds {
			v.Broken++
		}
		if !math.IsNaN(f.Margin) && !(f.Margin >= v.Margin) {
			v.Margin, v.Unit = f.Margin, f.Unit
		}
		v.Findings = append(v.Findings, f)
	}
	return v, nil
}

// broken is the error of a clause that compiles and cannot be evaluated.
func (a *Agreement) broken(c *Clause, err error) error {
	advice := "a clause must have an answer for every object that it speaks of"
	var wanting missing
	if errors.As(err, &wanting) {
		advice = "the study does not say it"
	}
	return hint.New(advice, "%s: clause %s: %q: %v", a.at(c), c.ID, c.Condition, err)
}

// ask asks a clause of one object.
func (c *Clause) ask(o *object, threat *object) (f Finding, err error) {
	vars := map[string]any{string(c.About): o, "threat": threat}
	if f.Holds, err = c.condition.yes(vars); err != nil {
		return f, err
	}
	f.Margin = math.NaN()
	if x := c.sides.ask(vars); x.known && !math.IsInf(x.margin, 0) {
		f.Margin, f.Unit, f.Values = x.margin, x.unit, x.values
	}
	return f, nil
}

// measure returns a value as a number with its unit.
func measure(v ref.Val) (x float64, unit string, ok bool) {
	switch v := v.(type) {
	case quantity:
		return v.value, v.of.says(), !math.IsInf(v.value, 0)
	case types.Int:
		return float64(v), "", true
	case types.Double:
		return float64(v), "", finite(float64(v))
	}
	return 0, "", false
}

// says is the unit as people write it.
func (d *dimension) says() string {
	if d == speed {
		return "km/s"
	}
	return d.unit
}

func (p *program) value(vars map[string]any) (ref.Val, error) {
	v, _, err := p.run.Eval(vars)
	return v, err
}

func (p *program) yes(vars map[string]any) (bool, error) {
	v, err := p.value(vars)
	if err != nil {
		return false, err
	}
	b, ok := v.(types.Bool)
	if !ok {
		return false, fmt.Errorf("is a %s and not true or false", v.Type().TypeName())
	}
	return bool(b), nil
}
