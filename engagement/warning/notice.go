package warning

import (
	"fmt"
	"math"
	"time"

	"scutum/internal/frozen"
	"scutum/physics/earth"
)

// explain finds the launch notice that an object fits: launched within the
// window from the announced point, no higher than announced, and, once its
// impact is known, falling in the announced area. An impact outside it is not
// explained, whatever the rest: a notice must not hide another missile. misfit
// says so.
func (c *Centre) explain(o *Object) (name, misfit string) {
	for _, n := range c.notices {
		if o.Launched < n.From || o.Launched > n.Until || between(o.Point, n.Point) > n.Point.ErrorKm+float64(3*o.Point.ErrorKm) {
			continue
		}
		if o.Impact == nil {
			continue // a launch alone does not say what it is
		}
		switch {
		case between(*o.Impact, n.Area) > n.Area.ErrorKm+float64(3*o.Impact.ErrorKm):
			misfit = fmt.Sprintf("; it left as notice %s says but falls outside its area", n.Name)
		case o.ApogeeKm > 1.1*n.ApogeeKm:
			misfit = fmt.Sprintf("; it left as notice %s says but flies higher", n.Name)
		default:
			return n.Name, ""
		}
	}
	return "", misfit
}

// between returns the distance of two points in km on the sphere of 6371 km,
// within half a per cent of the ellipsoid's, which is enough for associations.
func between(a, b Spot) float64 {
	u, v := earth.Up(earth.Degrees(a.LatDeg, a.LonDeg)), earth.Up(earth.Degrees(b.LatDeg, b.LonDeg))
	return 2 * 6371 * frozen.Asin(math.Min(1, u.Sub(v).Norm()/2))
}

// clock writes a time since the epoch as minutes and seconds.
func clock(t time.Duration) string {
	sign := ""
	if t < 0 {
		sign, t = "-", -t
	}
	return fmt.Sprintf("%s%d:%02d", sign, int(t.Minutes()), int(t.Seconds())%60)
}

func reports(n int) string { return plural(n, "report") }
func objects(n int) string { return plural(n, "launch") }

func plural(n int, word string) string {
	switch {
	case n == 0:
		return "no " + word + ending(word)
	case n == 1:
		return "1 " + word
	}
	return fmt.Sprintf("%d %s%s", n, word, ending(word))
}

func ending(word string) string {
	if word == "launch" {
		return "es"
	}
	return "s"
}
