package threat

import (
	"fmt"
	"math"
	"time"

	"scutum/internal/frozen"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/physics/orbit"
	"scutum/systems/missile"
)

// Track is what a filter knows of a coasting object: its position and
// Earth-relative velocity in Earth-fixed axes, at a time since the epoch.
type Track struct {
	Position, Velocity earth.Vec[earth.ECEF] // m, m/s
	Time               time.Duration
	SpeedSigma         float64 // standard deviation of the speed, m/s
	PositionSigma      float64 // and of the position, m
}

// Launch is a launch report that the track was matched with.
type Launch struct {
	At                    earth.Place
	Time                  time.Duration
	PointSigma            float64 // m
	Azimuth, AzimuthSigma float64 // rad; no direction is told where the sigma is 0
}

// What the classes' figures and the arcs carried back to burnout may be out by
// [assumption].
const (
	timeSigma  = 5    // s, of the burnout after the launch
	placeSigma = 5e3  // m, of the burnout from the launch
	leastSigma = 10.0 // m/s, of the speed at burnout
	shortest   = 0.25 // of its farthest range, at which a class is flown
	surprise   = 1e-6 // likelihood, of the best possible, that a track is of a class it does not look like
)

// Classifier guesses the class of a track among the classes that a setting
// knows.
//
// For each class the track's two-body arc is carried back to the class's
// burnout altitude. The energy of the Earth-relative speed there must lie
// between those of the class's flights of least energy over a quarter of its
// farthest range and over the whole of it, in the same direction; within, every
// energy is as likely as another, so that of two classes that could have flown
// it the one that has less to spare is the likelier. A lofted or depressed
// flight has the energy of a farther one. Where a launch report is matched, the
// time and the distance from the launch to that burnout must be the class's.
// The likelihoods, normal in their errors, are multiplied; classes are equally
// likely beforehand.
//
// Assumes that what flies is of one of the classes, whose burnouts are exactly
// those of the figures, and that energies are spread as said: a raid that
// favours one range is guessed less well. See TestClassify.
type Classifier struct {
	earth   earth.Model
	classes []missile.Class
}

// NewClassifier readies the classes among which tracks are guessed.
func NewClassifier(m earth.Model, classes []missile.Class) *Classifier {
	return &Classifier{m, classes}
}

// Name returns the name of a class by its index.
func (c *Classifier) Name(class int) string { return c.classes[class].Name }

// Classes returns the number of classes.
func (c *Classifier) Classes() int { return len(c.classes) }

// Guess sets p, one for each class, to the probabilities of the classes and
// returns the likeliest; -1 where the track is not on an arc, when all are
// alike. launch is nil where no report is matched. It allocates nothing.
func (c *Classifier) Guess(t *Track, launch *Launch, p []float64) (likeliest int) {
	if len(p) != len(c.classes) {
		panic(fmt.Sprintf("threat: %d probabilities for %d classes", len(p), len(c.classes)))
	}
	arc, err := c.arc(t)
	sum, best := 0.0, 0.0
	for i := range c.classes {
		p[i] = surprise
		if err == nil {
			p[i] += c.likelihood(&c.classes[i], &arc, t, launch)
		}
		sum += p[i]
		if p[i] > best {
			likeliest, best = i, p[i]
		}
	}
	for i := range p {
		p[i] /= sum
	}
	if best <= surprise {
		return -1
	}
	return likeliest
}

// arc is the two-body arc on which a track is.
func (c *Classifier) arc(t *Track) (orbit.Arc, error) {
	when := t.Time.Seconds()
	position := c.earth.Inertial(t.Position, when)
	velocity := c.earth.Inertial(t.Velocity, when).Add(c.earth.SurfaceVelocity(position))
	return orbit.NewArc(position, velocity, when, 0, c.earth.Mu)
}

// likelihood of the arc for a class, in units of the greatest that a class
// whose energies spread over 1 (km/s)^2 would give.
func (c *Classifier) likelihood(class *missile.Class, arc *orbit.Arc, t *Track, launch *Launch) float64 {
	eta, ok := c.rising(arc, class.Burnout.Altitude)
	if !ok {
		return 0
	}
	position, when := arc.PositionTime(eta)
	relative := arc.Velocity(eta).Sub(c.earth.SurfaceVelocity(position))
	speed := relative.Norm()
	fixed := c.earth.Rotating(position, when)
	under := c.earth.Place(fixed)
	under.Alt = 0
	low, high, ok := c.energies(class, under, c.earth.Rotating(relative, when))
	if !ok {
		return 0
	}
	sigma := speed * math.Max(leastSigma, t.SpeedSigma)
	energy := float64(0.5 * speed * speed)
	l := (below((high-energy)/sigma) - below((low-energy)/sigma)) / (high - low) * 1e6
	if launch != nil {
		late := when - launch.Time.Seconds() - class.Burnout.BurnTime
		far := flight.GroundRange(c.earth, launch.At, under) - class.Burnout.Downrange
		carried := t.SpeedSigma * math.Max(0, t.Time.Seconds()-when) // what the error of the speed does on the way back
		late2 := timeSigma*timeSigma + float64(carried*carried)/(speed*speed)
		far2 := placeSigma*placeSigma + float64(launch.PointSigma*launch.PointSigma) + float64(carried*carried)
		l *= frozen.Exp(-0.5*(late*late/late2+far*far/far2)) / frozen.Sqrt(late2*far2) * (timeSigma * placeSigma)
	}
	return math.Max(0, l)
}

// rising returns the anomaly before apogee at which the arc, carried back, is
// at an altitude in m; false where it never is. Two corrections for the
// Earth's figure leave metres.
func (c *Classifier) rising(arc *orbit.Arc, altitude float64) (float64, bool) {
	radius := c.earth.Radius + altitude
	eta := 0.0
	for range 3 {
		cosine := (radius/arc.A - 1) / arc.E
		if !(cosine > -1 && cosine < 1) {
			return 0, false
		}
		eta = -frozen.Acos(cosine)
		radius += altitude - arc.Height(c.earth, eta)
	}
	return eta, true
}

// energies returns the least and the greatest energy, in J/kg, that flights of
// least energy of a class have at burnout when they leave over a place in a
// direction: those over a quarter of its farthest range and the whole.
func (c *Classifier) energies(class *missile.Class, over earth.Place, direction earth.Vec[earth.ECEF]) (low, high float64, ok bool) {
	up := earth.Up(over)
	along := direction.AddScaled(-direction.Dot(up), up)
	if !(along.Norm() > 1) {
		return 0, 0, false
	}
	b := class.Burnout
	ahead := func(distance float64) earth.Place {
		angle := distance / c.earth.Radius
		s, k := frozen.Sincos(angle)
		v := up.Scale(k).AddScaled(s, along.Unit())
		return earth.Place{Lat: frozen.Asin(math.Max(-1, math.Min(1, v.Z))), Lon: frozen.Atan2(v.Y, v.X)}
	}
	most := class.MaxRange
	if most <= 0 {
		most = 12000e3
	}
	from, boost := ahead(-b.Downrange), flight.Boost{Time: b.BurnTime, Altitude: b.Altitude, Downrange: b.Downrange}
	near := math.Max(shortest*most, 1.5*b.Downrange)
	a, z := flight.NewAim(c.earth, boost, from, ahead(near-b.Downrange)), flight.NewAim(c.earth, boost, from, ahead(most-b.Downrange))
	slow, ok1 := a.LeastSpeed()
	fast, ok2 := z.LeastSpeed()
	return float64(0.5 * slow * slow), float64(0.5 * fast * fast), ok1 && ok2 && fast > slow
}

// below returns the standard normal distribution at x, within 1e-7
// (Abramowitz and Stegun, 26.2.17).
func below(x float64) float64 {
	const (
		p  = 0.2316419
		b1 = 0.319381530
		b2 = -0.356563782
		b3 = 1.781477937
		b4 = -1.821255978
		b5 = 1.330274429
	)
	t := 1 / (1 + float64(p*math.Abs(x)))
	tail := float64(t * (b1 + float64(t*(b2+float64(t*(b3+float64(t*(b4+float64(t*b5)))))))))
	tail *= frozen.Exp(-0.5*x*x) * 0.3989422804014327
	if x > 0 {
		return 1 - float64(tail)
	}
	return tail
}
