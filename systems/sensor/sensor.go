// Package sensor describes what a sensor can see, as published: no place, no
// owner.
package sensor

// Band is the radar band, by which an object's radar cross section differs.
type Band string

// The bands of the catalogue's radars.
const (
	VHF Band = "VHF"
	UHF Band = "UHF"
	S   Band = "S"
	X   Band = "X"
)

// Radar is a radar's field of view. Angles in rad, distances in m.
type Radar struct {
	Name         string
	Band         Band
	Range        float64 // against ReferenceRCS, m
	ReferenceRCS float64 // m2; range scales with (RCS/ReferenceRCS)^(1/4)
	AzimuthFrom  float64 // clockwise from north; the sector runs clockwise from AzimuthFrom to AzimuthTo
	AzimuthTo    float64 // equal to AzimuthFrom (or 2 pi more): all round
	ElevationMin float64
	ElevationMax float64
	NeedsCue     bool // cannot search by itself
}

// SpaceInfrared is a launch-warning satellite system: it reports a launch and
// cues radars, and holds nothing after burnout.
type SpaceInfrared struct {
	Name        string
	FirstReport float64 // s after launch
}

// SpaceTracker is a ring of satellites that track a coasting missile by its own
// warmth: evenly spaced on one circular orbit, they see it against cold space
// alone, and search nothing by themselves.
type SpaceTracker struct {
	Name        string
	Satellites  int
	Altitude    float64 // of the orbit above the equatorial radius, m
	Inclination float64 // of the orbit to the equator, rad
	LimbHeight  float64 // m; a line of sight that comes lower, before the missile or behind it, is blind
	Range       float64 // against a coasting warhead, m
}
