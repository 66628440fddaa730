package fusion

import (
	"time"

	"scutum/engagement/filter"
)

// Estimate is a state at a time and the data that it contains.
type Estimate struct {
	Time    time.Duration
	State   filter.State
	Parents Parents
}

// Rule is how two estimates were brought together.
type Rule int

// The rules, see Fuse.
const (
	Took         Rule = iota // one of them contains the other
	Added                    // independent: information added
	Subtracted               // the known common information subtracted
	Intersected              // unknown correlation: covariance intersection
	Incompatible             // a covariance that is none; nothing was written
)

// Fuse brings together two estimates at the same time, by the sharpest rule
// that what is known of their parents allows. common, if not nil, is an
// estimate of exactly the data that both contain, carried on to the same time;
// out may be a or b. See TestFuse and TestRumour.
func Fuse(a, b, common, out *Estimate) Rule {
	rule := Intersected
	switch a.Parents.Relate(&b.Parents) {
	case Same, Contains:
		*out = *a
		return Took
	case Contained:
		*out = *b
		return Took
	case Disjoint:
		rule = Added
		if !Combine(&a.State, &b.State, &out.State) {
			return Incompatible
		}
	case Overlapping:
		if common != nil && CombineLess(&a.State, &b.State, &common.State, &out.State) {
			rule = Subtracted
			break
		}
		fallthrough
	default:
		if _, ok := Intersect(&a.State, &b.State, &out.State); !ok {
			return Incompatible
		}
	}
	parents := a.Parents
	parents.Include(&b.Parents)
	out.Parents, out.Time = parents, a.Time
	return rule
}

// Combine fuses two estimates with independent errors: their information, the
// inverse of covariance, adds. It says whether both are estimates; where not,
// out stays as it was.
//
// Two tracks of one object share its process noise, even if their measurements
// do not (Bar-Shalom 1981): the covariance is then too small. How much is
// measured in TestFusedCovariance.
func Combine(a, b, out *filter.State) bool {
	var ya, yb matrix
	if !invert(&a.P, &ya) || !invert(&b.P, &yb) {
		return false
	}
	d := less(&b.X, &a.X)
	y := times(&yb, &d)
	add(&ya, &yb, 1)
	return settle(&a.X, &ya, &y, out)
}

// CombineLess fuses two estimates that share the data of a third and nothing
// else: information adds, and the common information is subtracted once (the
// channel filter, Grime and Durrant-Whyte 1994). It says whether what remains is
// an estimate. See TestRumour.
func CombineLess(a, b, common, out *filter.State) bool {
	var ya, yb, yc matrix
	if !invert(&a.P, &ya) || !invert(&b.P, &yb) || !invert(&common.P, &yc) {
		return false
	}
	db, dc := less(&b.X, &a.X), less(&common.X, &a.X)
	y, shared := times(&yb, &db), times(&yc, &dc)
	y = less(&y, &shared)
	add(&ya, &yb, 1)
	add(&ya, &yc, -1)
	return settle(&a.X, &ya, &y, out)
}

// settle turns information about the difference to a reference into a state.
func settle(reference *vector, information *matrix, y *vector, out *filter.State) bool {
	var p matrix
	if !invert(information, &p) {
		return false
	}
	d := times(&p, y)
	out.X, out.P = plus(reference, &d), p
	return true
}

// Intersect fuses two estimates whose correlation is unknown, by covariance
// intersection (Julier and Uhlmann 1997): the information is omega times a's and
// 1 - omega times b's, which bounds the true covariance for every correlation if
// both did. No rule for two estimates has a tighter bound in general (Chen,
// Arambel and Mehra 2002 for the trace; Reinhardt and others 2015). omega
// minimises the determinant, which has no units. The logarithm of the determinant of information is concave in omega and its slope
// is bracketed from the start, so that Newton steps that may not leave the
// bracket find the one maximum. See TestIntersect.
func Intersect(a, b, out *filter.State) (omega float64, ok bool) {
	var ya, yb, mixed, p matrix
	if !invert(&a.P, &ya) || !invert(&b.P, &yb) {
		return 0, false
	}
	difference := ya
	add(&difference, &yb, -1)
	atA, _ := slope(&difference, &a.P)
	atB, _ := slope(&difference, &b.P)
	switch {
	case atB <= 0:
		*out = *b
		return 0, true
	case atA >= 0:
		*out = *a
		return 1, true
	}
	low, high := 0.0, 1.0
	omega = 0.5
	for range 60 {
		mix(&ya, &yb, omega, &mixed)
		if !invert(&mixed, &p) {
			return 0, false
		}
		rise, bend := slope(&difference, &p)
		// What is still to be gained is about half of rise squared over bend.
		if rise*rise <= 1e-9*bend {
			break
		}
		if rise > 0 {
			low = omega
		} else {
			high = omega
		}
		if omega += rise / bend; !(omega > low && omega < high) {
			omega = (low + high) / 2
		}
	}
	mix(&ya, &yb, omega, &mixed)
	d := less(&b.X, &a.X)
	y := times(&yb, &d)
	for i := range 6 {
		y[i] *= 1 - omega
	}
	return omega, settle(&a.X, &mixed, &y, out)
}

// mix writes omega a + (1 - omega) b.
func mix(a, b *matrix, omega float64, out *matrix) {
	for i := range 6 {
		for j := range 6 {
			out[i][j] = float64(omega*a[i][j]) + float64((1-omega)*b[i][j])
		}
	}
}

// slope is tr(p d), the derivative by omega of the logarithm of the determinant
// of information with covariance p that changes by d, and tr(p d p d), its second
// derivative's size.
func slope(d, p *matrix) (rise, bend float64) {
	var e matrix
	for i := range 6 {
		row := &p[i]
		for j := range 6 {
			e[i][j] = float64(row[0]*d[0][j]) + float64(row[1]*d[1][j]) + float64(row[2]*d[2][j]) +
				(float64(row[3]*d[3][j]) + float64(row[4]*d[4][j]) + float64(row[5]*d[5][j]))
		}
		rise += e[i][i]
	}
	for i := range 6 {
		for j := range 6 {
			bend += float64(e[i][j] * e[j][i])
		}
	}
	return rise, bend
}
