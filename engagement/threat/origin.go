package threat

import (
	"math"
	"time"

	"scutum/internal/frozen"
	"scutum/physics/earth"
	"scutum/physics/orbit"
)

// Origin is the launch that a track would come from, were it of a class: where
// and when it left the ground and in which direction, with the variances of
// that.
type Origin struct {
	Class   int
	Time    time.Duration
	up      earth.Vec[earth.ECEF] // the vertical there
	along   earth.Vec[earth.ECEF] // the direction in which it left
	azimuth float64               // the same, rad
	radius  float64
	// Variances of the time (s2), of the place (m2), and of the direction (rad2),
	// which over the downrange of the burnout displaces the place across it.
	late, place, turn, across float64
}

// What is left of the direction once rounding, the Earth's figure and the
// report's second are counted [assumption].
const (
	turnSigma  = 0.005 // rad
	roundSigma = 0.5   // s
)

// Origins sets to one origin for each class of which a track could be: its arc
// is carried back to the class's burnout, and from there the class's downrange
// back on the great circle to where it falls: the burnout model has launch,
// burnout and aim point above one great circle of the turning Earth. The errors
// are those of the track, carried back with it, and those by which the classes'
// figures may be out. See TestOrigins.
func (c *Classifier) Origins(t *Track, to []Origin) []Origin {
	to = to[:0]
	arc, err := c.arc(t)
	if err != nil {
		return to
	}
	r, when := arc.PositionTime(c.descending(&arc))
	falls := earth.Up(c.earth.Place(c.earth.Rotating(r, when)))
	for i := range c.classes {
		b := &c.classes[i].Burnout
		eta, ok := c.rising(&arc, b.Altitude)
		if !ok {
			continue
		}
		r, when := arc.PositionTime(eta)
		over := earth.Up(c.earth.Place(c.earth.Rotating(r, when)))
		ahead := falls.AddScaled(-falls.Dot(over), over)
		if !(ahead.Norm() > 1e-6) {
			continue
		}
		s, k := frozen.Sincos(b.Downrange / c.earth.Radius)
		o := Origin{Class: i, Time: time.Duration(math.Round((when - b.BurnTime) * 1e9)), radius: c.earth.Radius}
		o.up = over.Scale(k).AddScaled(-s, ahead.Unit())
		o.along = over.AddScaled(-over.Dot(o.up), o.up).Unit()
		north, east := earth.NorthEast(placeOf(o.up))
		o.azimuth = frozen.Atan2(o.along.Dot(east), o.along.Dot(north))
		speed := arc.Velocity(eta).Norm()
		carried := t.SpeedSigma * math.Max(0, t.Time.Seconds()-when)
		track2 := float64(carried*carried) + float64(t.PositionSigma*t.PositionSigma)
		bearing := 1.5 * t.SpeedSigma / speed // of the impact, seen from the burnout
		o.late = timeSigma*timeSigma + roundSigma*roundSigma + track2/float64(speed*speed)
		o.place = placeSigma*placeSigma + track2
		o.turn = turnSigma*turnSigma + float64(bearing*bearing)
		o.across = float64(b.Downrange*b.Downrange) * o.turn
		to = append(to, o)
	}
	return to
}

// Window is how far from the origin's time a report may lie that differs by no
// more than a squared normalised difference.
func (o *Origin) Window(limit float64) time.Duration {
	return time.Duration(frozen.Sqrt(limit*o.late) * 1e9)
}

// Differ returns the squared normalised difference between an origin and a
// launch report: of time, of place along and across, and of direction, where
// the report has one. Of the right pair it is of chi-squared with 4 degrees of
// freedom.
func (o *Origin) Differ(l *Launch) float64 {
	late := (l.Time - o.Time).Seconds()
	d := earth.Up(l.At).Sub(o.up)
	far := float64(o.radius * d.Dot(o.along))
	square := float64(o.radius * o.radius * d.Dot(d))
	beside := math.Max(0, square-float64(far*far))
	point := float64(l.PointSigma * l.PointSigma)
	sum := float64(late*late)/o.late + float64(far*far)/(o.place+point) + beside/(o.place+o.across+point)
	if l.AzimuthSigma > 0 {
		turn := l.Azimuth - o.azimuth
		turn -= float64(2 * math.Pi * math.Round(turn/(2*math.Pi)))
		sum += float64(turn*turn) / (o.turn + float64(l.AzimuthSigma*l.AzimuthSigma))
	}
	return sum
}

// descending returns the anomaly after apogee at which an arc reaches the
// ground, to a few kilometres.
func (c *Classifier) descending(arc *orbit.Arc) float64 {
	return frozen.Acos(math.Max(-1, math.Min(1, (c.earth.Radius/arc.A-1)/arc.E)))
}

// placeOf is the place whose vertical is given.
func placeOf(up earth.Vec[earth.ECEF]) earth.Place {
	return earth.Place{Lat: frozen.Asin(math.Max(-1, math.Min(1, up.Z))), Lon: frozen.Atan2(up.Y, up.X)}
}
