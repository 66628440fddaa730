package search

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"scutum/internal/hint"
)

// Guarantee is what a deal must hold against the protected force.
type Guarantee struct {
	Text      string
	MarginKmS float64 // least, where HasMargin
	HasMargin bool
	Reachable int // most trajectories, -1 for no such term
	Stopped   int // most missiles of the force that can be met at once, -1 for none
}

// Keep is what a deal must leave of the shield's defence.
type Keep struct {
	Text         string
	People       []KeepPeople
	Interceptors int // least; 0 for no such term
	Sites        int // least number of sites, ships among them
}

// KeepPeople is a least share of the people whom the study without limits
// defends; Class is empty for every class of the study.
type KeepPeople struct {
	Class string
	Share float64
}

const (
	guaranteeHint = `terms, joined by "and": no protected trajectory reachable; margin >= 0.1 km/s; protected trajectories reachable <= 10; protected missiles stopped <= 10`
	keepHint      = `terms, joined by "and": people defended >= 95 %; people defended from irbm >= 90 %; interceptors >= 24; sites >= 2`
)

var (
	space  = regexp.MustCompile(`\s+`)
	andOf  = regexp.MustCompile(`(?i)\s+and\s+`)
	termOf = regexp.MustCompile(`^(.*?)\s*(>=|<=|==|=|>|<)\s*(\S+?)\s*(%|[A-Za-z/]*)$`)
)

// term is one comparison of an expression.
type term struct {
	text, quantity, comparison, unit string
	value                            float64
}

// terms splits an expression; bare is what may stand without a comparison.
func terms(kind, text, advice, bare string) (all []term, err error) {
	clean := space.ReplaceAllString(strings.TrimSpace(strings.ReplaceAll(strings.ReplaceAll(text, "≥", ">="), "≤", "<=")), " ")
	if clean == "" {
		return nil, hint.New(advice, "%s: is empty", kind)
	}
	for _, part := range andOf.Split(clean, -1) {
		part = strings.TrimSpace(part)
		if bare != "" && strings.EqualFold(part, bare) {
			all = append(all, term{text: part, quantity: bare})
			continue
		}
		m := termOf.FindStringSubmatch(part)
		if m == nil {
			advised := advice
			if near := hint.DidYouMean(strings.ToLower(part), []string{bare}); bare != "" && near != "" {
				advised = near
			}
			return nil, hint.New(advised, "%s: %q is no term: a quantity, a comparison, a number and its unit", kind, part)
		}
		value, err := strconv.ParseFloat(m[3], 64)
		if err != nil || math.IsNaN(value) || math.IsInf(value, 0) {
			return nil, hint.New(advice, "%s: %q: %q is not a number", kind, part, m[3])
		}
		all = append(all, term{part, strings.ToLower(m[1]), m[2], m[4], value})
	}
	return all, nil
}

// fits checks a term's comparison, unit and range.
func (t *term) fits(kind, comparison, unit string, least, most float64, whole bool) error {
	switch {
	case t.comparison != comparison:
		return hint.New("write "+t.quantity+" "+comparison+" "+strconv.FormatFloat(t.value, 'g', -1, 64)+" "+unit, "%s: %q compares with %s", kind, t.text, t.comparison)
	case t.unit != unit && unit == "":
		return hint.New("it is a number alone", "%s: %q has the unit %q", kind, t.text, t.unit)
	case t.unit != unit && t.unit == "":
		return hint.New("write "+t.quantity+" "+comparison+" "+strconv.FormatFloat(t.value, 'g', -1, 64)+" "+unit, "%s: %q has no unit", kind, t.text)
	case t.unit != unit:
		return hint.New("its unit is "+unit, "%s: %q has the unit %q", kind, t.text, t.unit)
	case !(t.value >= least && t.value <= most):
		return hint.New("", "%s: %q: %g is not in [%g, %g]", kind, t.text, t.value, least, most)
	case whole && t.value != math.Trunc(t.value):
		return hint.New("", "%s: %q: %g is not a whole number", kind, t.text, t.value)
	}
	return nil
}

// The quantities of a guarantee and of what is kept.
const (
	noneReachable = "no protected trajectory reachable"
	marginQ       = "margin"
	reachableQ    = "protected trajectories reachable"
	stoppedQ      = "protected missiles stopped"
	peopleQ       = "people defended"
	interceptorsQ = "interceptors"
	sitesQ        = "sites"
)

// ParseGuarantee reads a guarantee. See TestExpressions.
func ParseGuarantee(text string) (*Guarantee, error) {
	const kind = "--guarantee"
	all, err := terms(kind, text, guaranteeHint, noneReachable)
	if err != nil {
		return nil, err
	}
	g := &Guarantee{Text: strings.TrimSpace(text), Reachable: -1, Stopped: -1}
	for i := range all {
		t := &all[i]
		switch t.quantity {
		case noneReachable:
			g.HasMargin = true
		case marginQ:
			if err := t.fits(kind, ">=", "km/s", 0, 5, false); err != nil {
				return nil, err
			}
			g.HasMargin, g.MarginKmS = true, math.Max(g.MarginKmS, t.value)
		case reachableQ, stoppedQ:
			if err := t.fits(kind, "<=", "", 0, 1e6, true); err != nil {
				return nil, err
			}
			if t.quantity == reachableQ {
				g.Reachable = int(t.value)
			} else {
				g.Stopped = int(t.value)
			}
		default:
			near := hint.DidYouMean(t.quantity, []string{marginQ, reachableQ, stoppedQ})
			return nil, hint.New(orElse(near, guaranteeHint), "%s: %q is no quantity of a guarantee", kind, t.quantity)
		}
	}
	return g, nil
}

// ParseKeep reads what is to be kept; classes are those of the study that maps
// are drawn for.
func ParseKeep(text string, classes []string) (*Keep, error) {
	const kind = "--keep"
	all, err := terms(kind, text, keepHint, "")
	if err != nil {
		return nil, err
	}
	k := &Keep{Text: strings.TrimSpace(text)}
	for i := range all {
		t := &all[i]
		class, from := "", false
		if head, tail, ok := strings.Cut(t.quantity, " from "); ok && head == peopleQ {
			class, from, t.quantity = strings.TrimSpace(tail), true, head
		}
		switch t.quantity {
		case peopleQ:
			if from && !contains(classes, class) {
				return nil, hint.New(orElse(hint.DidYouMean(class, classes), "the study's classes are "+strings.Join(classes, ", ")), "%s: %q: the study has no threat %q on a map", kind, t.text, class)
			}
			if err := t.fits(kind, ">=", "%", 0, 100, false); err != nil {
				return nil, err
			}
			k.People = append(k.People, KeepPeople{class, t.value / 100})
		case interceptorsQ, sitesQ:
			if err := t.fits(kind, ">=", "", 0, 1e6, true); err != nil {
				return nil, err
			}
			if t.quantity == sitesQ {
				k.Sites = int(t.value)
			} else {
				k.Interceptors = int(t.value)
			}
		default:
			near := hint.DidYouMean(t.quantity, []string{peopleQ, interceptorsQ, sitesQ})
			return nil, hint.New(orElse(near, keepHint), "%s: %q is no quantity that can be kept", kind, t.quantity)
		}
	}
	return k, nil
}

func contains(all []string, x string) bool {
	for _, y := range all {
		if y == x {
			return true
		}
	}
	return false
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
