// Package search looks for the loosest limits on a shield that keep a
// guarantee, and for the best shield inside given limits.
//
// Limits are a speed cap, an earliest launch after burnout, which sites on land
// may stay, waters that ships keep out of, whose radars may be used, and a
// number. Everything that a limit takes away makes the shield defend and reach
// less, never more: so a place that the study does not defend without limits is
// never asked again, a speed cap is searched only at the speeds at which a place
// is won, and a line at sea only where it meets the margin. What is left is
// enumerated whole; see TestFrontAgainstGrid. The argument fails for what is not
// monotone: it takes for granted that sensors stay where interceptors leave, and
// that a kind faster than the cap is slowed to it, not replaced.
package search

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"scutum/scenario"
)

// Limits are what an agreement would ask. They are plain data.
type Limits struct {
	SpeedCapKmS  float64  `json:"speed_cap_km_s"`
	CommitAfterS *float64 `json:"commit_after_burnout_s"` // null for no limit: counted at NoCommitS
	Sites        []string `json:"sites"`                  // on land that may stay
	Waters       Waters   `json:"waters"`
	OwnRadars    bool     `json:"own_radars_only"`
	Interceptors int      `json:"interceptors"` // at most; 0 for no limit
}

// Waters say where ships with interceptors may be: nowhere, or south of a
// parallel west and another east of SplitDeg. 90 is no limit.
type Waters struct {
	NoShips      bool    `json:"no_ships"`
	WestNorthDeg float64 `json:"north_of_west_deg"`
	EastNorthDeg float64 `json:"north_of_east_deg"`
}

// SplitDeg is the meridian between the western waters (Atlantic, North and
// Norwegian Sea) and the eastern ones (Baltic, Barents and Black Sea).
const SplitDeg = 10

// NoCommitS is how early an interceptor is counted to leave where no limit says
// otherwise: as Moscow counts, 60 s before burnout.
const NoCommitS = -60

// openWaters let ships be anywhere.
var openWaters = Waters{WestNorthDeg: 90, EastNorthDeg: 90}

func (w *Waters) allow(s *scenario.Site) bool {
	north := w.WestNorthDeg
	if s.Place.LonDeg() >= SplitDeg {
		north = w.EastNorthDeg
	}
	return !w.NoShips && s.Place.LatDeg() <= north
}

// count is how many limits on waters there are.
func (w *Waters) count() int {
	switch {
	case w.NoShips:
		return 1
	case w.WestNorthDeg == w.EastNorthDeg:
		if w.WestNorthDeg < 90 {
			return 1
		}
		return 0
	case w.WestNorthDeg < 90 && w.EastNorthDeg < 90:
		return 2
	}
	return 1
}

// String says the limit on waters in words.
func (w *Waters) String() string {
	switch {
	case w.NoShips:
		return "no ships"
	case *w == openWaters:
		return "ships anywhere"
	case w.WestNorthDeg == w.EastNorthDeg:
		return fmt.Sprintf("ships south of %g N", w.WestNorthDeg)
	}
	var words []string
	if w.WestNorthDeg < 90 {
		words = append(words, fmt.Sprintf("west of %d E ships south of %g N", SplitDeg, w.WestNorthDeg))
	}
	if w.EastNorthDeg < 90 {
		words = append(words, fmt.Sprintf("east of %d E ships south of %g N", SplitDeg, w.EastNorthDeg))
	}
	return strings.Join(words, ", ")
}

// commit is the earliest launch that the guarantee counts.
func (l *Limits) commit() float64 {
	if l.CommitAfterS == nil {
		return NoCommitS
	}
	return *l.CommitAfterS
}

// Binding lists the limits that take something away from a study's shield; what
// only freezes what there is does not count.
func (p *Problem) Binding(l *Limits) (all []string) {
	if l.SpeedCapKmS < p.fastest-1e-9 {
		all = append(all, fmt.Sprintf("speed at most %g km/s", l.SpeedCapKmS))
	}
	if l.CommitAfterS != nil {
		all = append(all, fmt.Sprintf("no launch before burnout %+g s", *l.CommitAfterS))
	}
	for _, i := range p.land {
		if name := p.shield.Sites[i].Name; !slices.Contains(l.Sites, name) {
			all = append(all, name+" closed")
		}
	}
	if len(p.ships) > 0 && l.Waters.count() > 0 {
		w := l.Waters
		if w.count() == 2 {
			all = append(all, strings.Split(w.String(), ", ")...)
		} else {
			all = append(all, w.String())
		}
	}
	if l.OwnRadars {
		all = append(all, "own radars only")
	}
	if l.Interceptors > 0 {
		all = append(all, fmt.Sprintf("at most %d interceptors", l.Interceptors))
	}
	return all
}

// String says limits in a line.
func (l *Limits) String() string {
	words := []string{fmt.Sprintf("speed at most %g km/s", l.SpeedCapKmS)}
	if l.CommitAfterS != nil {
		words = append(words, fmt.Sprintf("launch at burnout %+g s or later", *l.CommitAfterS))
	}
	if len(l.Sites) > 0 {
		words = append(words, "on land "+strings.Join(l.Sites, ", "))
	} else {
		words = append(words, "nothing on land")
	}
	words = append(words, l.Waters.String())
	if l.OwnRadars {
		words = append(words, "own radars only")
	}
	if l.Interceptors > 0 {
		words = append(words, fmt.Sprintf("at most %d interceptors", l.Interceptors))
	}
	return strings.Join(words, "; ")
}

// floor2 and ceil2 round to hundredths, the unit of a cap in km/s, a rounding
// error aside.
func floor2(x float64) float64 { return math.Floor(float64(x*100)+1e-7) / 100 }
func ceil2(x float64) float64  { return math.Ceil(float64(x*100)-1e-7) / 100 }
