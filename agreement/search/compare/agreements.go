package compare

import (
	"context"
	"fmt"
	"math"
	"regexp"
	"strconv"

	"scutum/agreement/certificate"
	"scutum/agreement/limits"
	"scutum/assessment/deterrence"
)

// Agreements compares two agreements on one shield: clauses, guarantees, and the
// verdict on each. Clauses are taken as the same by their id.
func Agreements(_ context.Context, a, b *limits.Agreement, on *Side, o Options) (*Comparison, error) {
	c := newComparer("agreements", a.Name, b.Name, o)
	c.out.On = on.Name
	set := on.Setting
	flights, err := deterrence.Flights(set.Earth, &set.Force)
	if err != nil {
		return nil, err
	}
	ra, err := limits.Check(a, set, on.Index, flights)
	if err != nil {
		return nil, err
	}
	rb, err := limits.Check(b, set, on.Index, flights)
	if err != nil {
		return nil, err
	}
	c.out.Evaluations = 2
	keeps := map[bool]string{true: "kept", false: "not kept"}
	c.add("the whole agreement", "broken clauses", broken(ra), broken(rb), keeps[ra.Holds()], keeps[rb.Holds()])
	of := fmt.Sprintf("of %d", ra.Of)
	c.add("protected trajectories reached as the agreement counts", of, float64(ra.Reached), float64(rb.Reached), some(ra.Reached), some(rb.Reached))
	for i := range ra.Verdicts {
		v := &ra.Verdicts[i]
		if w := find(rb, v.Clause.ID); w != nil {
			c.clause(v, w)
		} else {
			c.out.Things = append(c.out.Things, Words{"clause " + v.Clause.ID, v.Clause.Condition + ": " + says(v), "-"})
		}
	}
	for i := range rb.Verdicts {
		if v := &rb.Verdicts[i]; find(ra, v.Clause.ID) == nil {
			c.out.Things = append(c.out.Things, Words{"clause " + v.Clause.ID, "-", v.Clause.Condition + ": " + says(v)})
		}
	}
	c.guarantees(a.Guarantee, b.Guarantee, on)
	return c.out, nil
}

func (c *comparer) add(what, unit string, a, b float64, saysA, saysB string) {
	c.out.Conclusions = append(c.out.Conclusions, Conclusion{what, unit, a, b, saysA, saysB, saysA != saysB})
}

func broken(r *limits.Report) (n float64) {
	for i := range r.Verdicts {
		if v := &r.Verdicts[i]; v.InForce && v.Broken > 0 {
			n++
		}
	}
	return n
}

func some(n int) string {
	if n == 0 {
		return "reaches none"
	}
	return "reaches some"
}

func find(r *limits.Report, id string) *limits.Verdict {
	for i := range r.Verdicts {
		if r.Verdicts[i].Clause.ID == id {
			return &r.Verdicts[i]
		}
	}
	return nil
}

func says(v *limits.Verdict) string {
	switch {
	case !v.InForce:
		return "not in force"
	case v.Broken > 0:
		return "not kept"
	}
	return "kept"
}

var literal = regexp.MustCompile(`-?[0-9]+(\.[0-9]+)?`)

// clause compares two clauses of one id. Where they differ in one bound alone,
// their margins, which are linear in it, say where the verdict turns.
func (c *comparer) clause(v, w *limits.Verdict) {
	id := "clause " + v.Clause.ID
	c.add(id, "objects broken", float64(v.Broken), float64(w.Broken), says(v), says(w))
	if v.Clause.Condition == w.Clause.Condition {
		return
	}
	c.out.Things = append(c.out.Things, Words{id, v.Clause.Condition, w.Clause.Condition})
	x, y := literal.FindAllString(v.Clause.Condition, -1), literal.FindAllString(w.Clause.Condition, -1)
	if literal.ReplaceAllString(v.Clause.Condition, "#") != literal.ReplaceAllString(w.Clause.Condition, "#") {
		return
	}
	which := -1
	for i := range x {
		if x[i] != y[i] {
			if which >= 0 {
				return // more than one number
			}
			which = i
		}
	}
	if which < 0 {
		return
	}
	from, err1 := strconv.ParseFloat(x[which], 64)
	to, err2 := strconv.ParseFloat(y[which], 64)
	if err1 != nil || err2 != nil {
		return
	}
	c.out.Figures = append(c.out.Figures, Difference{id, &from, &to})
	if says(v) == says(w) || v.Margin == w.Margin || math.IsNaN(v.Margin-w.Margin) {
		return
	}
	turn := Turn{id, id + ": " + v.Unit, from, to, nil, says(v) + " becomes " + says(w)}
	// A bound moves the margin by as much as itself; where the number is another,
	// or another part of the condition decides, nothing says where it turns.
	if math.Abs(math.Abs(w.Margin-v.Margin)-math.Abs(to-from)) < 1e-9 {
		at := from - float64(v.Margin*(to-from)/(w.Margin-v.Margin))
		turn.At = &at
	}
	c.out.Turns = append(c.out.Turns, turn)
}

// guarantees compares what the two would have proved, and whether the shield is
// within it.
func (c *comparer) guarantees(a, b *certificate.Terms, on *Side) {
	if a == nil && b == nil {
		return
	}
	if a == nil || b == nil {
		c.out.Things = append(c.out.Things, Words{"guarantee", there(a != nil), there(b != nil)})
		return
	}
	s := &on.Setting.Shields[on.Index]
	x, y := float64(len(a.Outside(s))), float64(len(b.Outside(s)))
	within := map[bool]string{true: "within", false: "outside"}
	c.add("the shield and the guarantee", "things outside", x, y, within[x == 0], within[y == 0])
	for _, f := range []struct {
		key  string
		a, b float64
	}{{"guarantee.speed_cap_km_s", a.SpeedCapKmS, b.SpeedCapKmS}, {"guarantee.least_lost_time_s", a.LeastLostTimeS, b.LeastLostTimeS},
		{"guarantee.field_radius_km", a.FieldRadiusKm, b.FieldRadiusKm}, {"guarantee.aim_radius_km", a.AimRadiusKm, b.AimRadiusKm},
		{"guarantee.least_altitude_km", a.LeastAltitudeKm, b.LeastAltitudeKm}} {
		if f.a != f.b {
			c.out.Figures = append(c.out.Figures, Difference{f.key, &f.a, &f.b})
		}
	}
	if p, q := commitText(a), commitText(b); p != q {
		c.out.Things = append(c.out.Things, Words{"guarantee.commit", p, q})
	}
	if (a.Sea != nil) != (b.Sea != nil) {
		c.out.Things = append(c.out.Things, Words{"guarantee.sea", there(a.Sea != nil), there(b.Sea != nil)})
	}
}

func commitText(t *certificate.Terms) string {
	if t.Commit.AfterLaunchS != nil {
		return fmt.Sprintf("%g s after launch", *t.Commit.AfterLaunchS)
	}
	return fmt.Sprintf("%+g s after burnout", *t.Commit.AfterBurnoutS)
}
