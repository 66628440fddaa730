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

// Radar is a radar's field of view, and how well it reports what it sees.
// Angles in rad, distances in m.
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
	FourThirds   bool // the air bends its view as on an Earth of 4/3 the radius; otherwise it sees straight

	// What it reports; package detection alone asks it.
	SNR               float64 // signal to noise at Range against ReferenceRCS, a ratio
	Swerling          int     // how the echo fluctuates from look to look: case 1 (2 is the same here) or 3 (4)
	FalseAlarm        float64 // probability that noise passes the threshold of one look
	FalseDetections   float64 // mean number of false detections per scan
	Revisit           float64 // s between looks at an object
	Beam              float64 // width, rad
	RangeResolution   float64 // m
	AngleFloor        float64 // standard deviation that no signal betters, rad
	RangeFloor        float64 // and in range, m
	Tracks            int     // objects at once
	ConfirmDetections int     // of ConfirmLooks looks, before a track counts
	ConfirmLooks      int
}

// SpaceInfrared is a launch-warning satellite system: it reports a launch and
// cues radars, and holds nothing after burnout.
type SpaceInfrared struct {
	Name        string
	FirstReport float64 // s after launch

	// What it reports; package detection alone asks it.
	ReportProbability float64 // that a launch is reported at all
	PointError        float64 // standard deviation of the launch point to the north and to the east, m
	AzimuthError      float64 // standard deviation of the direction of flight, rad
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
