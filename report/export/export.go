// Package export writes results in the formats of other people's programs:
// CSV for tables, GeoJSON and KML for maps, CZML and CCSDS OEM for
// trajectories, and the manifest by which a result is checked.
//
// Every number has a fixed count of decimals and every list a fixed order, so
// that the same result gives the same bytes. Times come from the study, never
// from a clock.
package export

import (
	"math"
	"strconv"
	"time"

	"scutum/physics/earth"
	"scutum/physics/orbit"
)

// Ephemeris is a trajectory sampled in the Earth-fixed frame.
type Ephemeris struct {
	ID      string // unique in the study: letters, digits, hyphens
	Name    string // for people
	Kind    Kind
	Samples []Sample
}

// Kind says what flies.
type Kind string

// The kinds of trajectories.
const (
	Attacker    Kind = "attacker"
	Interceptor Kind = "interceptor"
)

// Sample is a state at a time, in s since the epoch, m and m/s. The velocity
// is relative to the rotating Earth.
type Sample struct {
	Time     float64
	Position earth.Vec[earth.ECEF]
	Velocity earth.Vec[earth.ECEF]
}

// Sampled returns an arc from burnout to its end at steps of about a number of
// seconds, both ends included.
func Sampled(id, name string, kind Kind, m earth.Model, arc *orbit.Arc, step float64) Ephemeris {
	from, to := arc.Time(arc.From), arc.Time(arc.To)
	n := max(1, int(math.Ceil((to-from)/step)))
	e := Ephemeris{ID: id, Name: name, Kind: kind}
	for i := range n + 1 {
		eta := arc.To
		if i < n {
			eta = arc.At(from + float64((to-from)*(float64(i)/float64(n))))
		}
		r, t := arc.PositionTime(eta)
		v := arc.Velocity(eta).Sub(m.SurfaceVelocity(r))
		// The velocity turns with the frame as a position does.
		e.Samples = append(e.Samples, Sample{Time: t, Position: m.Rotating(r, t), Velocity: m.Rotating(v, t)})
	}
	return e
}

// Line is a line on the ground with properties, such as a contour. Points are
// latitude and longitude in degrees.
type Line struct {
	Name       string
	Properties []Property
	Parts      [][][2]float64
}

// Property is a named value of a map's feature: a string, an int or a float64.
type Property struct {
	Key   string
	Value any
}

// fixed writes x with a fixed number of decimals and no minus zero; "" for a
// number that does not exist.
func fixed(x float64, decimals int) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return ""
	}
	text := strconv.FormatFloat(x, 'f', decimals, 64)
	if text[0] == '-' && isZero(text[1:]) {
		return text[1:]
	}
	return text
}

func isZero(digits string) bool {
	for _, c := range digits {
		if c != '0' && c != '.' {
			return false
		}
	}
	return true
}

// short is fixed without the zeros at the end, as JSON and KML like it.
func short(x float64, decimals int) string {
	text := fixed(x, decimals)
	if decimals == 0 || text == "" {
		return text
	}
	for text[len(text)-1] == '0' {
		text = text[:len(text)-1]
	}
	if text[len(text)-1] == '.' {
		text = text[:len(text)-1]
	}
	return text
}

// decimals of what is exported.
const (
	degreeDecimals = 6 // 0.1 m
	marginDecimals = 3 // 1 m/s
	areaDecimals   = 1
)

// instant is the UTC time of a number of seconds after the epoch, to the
// microsecond.
func instant(epoch time.Time, seconds float64) time.Time {
	return epoch.UTC().Add(time.Duration(math.Round(seconds*1e6)) * time.Microsecond)
}
