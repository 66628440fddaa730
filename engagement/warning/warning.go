// Package warning decides what a centre may tell the public: whether a launch is
// confirmed, whether a warning may be given, and whether two centres still see
// the same world. It never shoots: engagement authority is the doctrine's and
// may act on one radar's firm track.
//
// Its rules (definitions.md, Parties):
//
//   - A report counts when its sensor vouches for it: sensors say at intervals
//     how many reports they have sent, and what is above that number was put
//     into the channel by somebody else. What is marked as a test never counts.
//   - A launch is confirmed by two kinds of sensor, never by one, however many
//     sensors of that kind there are.
//   - A count of missiles without reports behind it confirms nothing.
//   - A sensor of another kind that looked where the missile must be by now and
//     saw nothing contradicts an unconfirmed launch.
//   - A track that fits a launch notice in place, time, height and end is
//     explained by it.
//   - A public warning needs a confirmed launch, not explained, that may fall on
//     defended ground, and two persons.
//   - Two centres that see different things are an alarm in themselves.
//
// Assumes that sensors fail in different ways from their lines, and kinds of
// sensor in different ways from each other. It fails where a sensor and what
// vouches for it are both wrong, and where two kinds share a cause. The claim is
// proved on six false alarms of record and on controls that must warn; see
// TestReplays and TestRulesAreNeeded.
package warning

import "time"

// The kinds of sensor that count apart.
const (
	SpaceInfrared = "space-infrared"
	Radar         = "radar"
	SpaceTracker  = "space-tracker"
)

// Kinds lists the kinds of sensor.
var Kinds = []string{SpaceInfrared, Radar, SpaceTracker}

// Sensor is a source of reports.
type Sensor struct{ Name, Kind string }

// Input is one message that reaches a centre. One of the pointers is set.
type Input struct {
	At       time.Duration // of arrival
	From     string        // sensor, person or registry
	Sequence int           // of the sensor's reports, from 1
	Test     bool          // marked as a test or an exercise

	Launch    *Launch
	Track     *Track
	Empty     *Empty
	Count     *int // missiles, as a line or a display has it
	Heartbeat *int // reports that the sensor says it has sent so far
	Notice    *Notice
	Request   *Request
}

// Spot is a point on the ground and how well it is known (one sigma, or the
// radius of a published area).
type Spot struct{ LatDeg, LonDeg, ErrorKm float64 }

// Launch is a launch seen from space.
type Launch struct {
	At    time.Duration
	Point Spot
}

// Track is what a radar's track comes to: where and when it was launched, how
// high it flies and where it falls.
type Track struct {
	Launched      time.Duration
	LaunchedError time.Duration
	Point         Spot
	ApogeeKm      float64
	Impact        Spot
}

// Empty says that a sensor looked where the missile of a launch must be by now
// and saw nothing.
type Empty struct {
	Launched time.Duration
	Point    Spot
}

// Notice is a launch that its owner announced.
type Notice struct {
	Name        string
	From, Until time.Duration // launch window
	Point       Spot          // launch point, ErrorKm the tolerance
	Area        Spot          // where it will fall
	ApogeeKm    float64       // greatest announced
}

// Request is a person's wish to warn the public, or to take that back.
type Request struct{ Withdraw bool }

// Ground is a circle of defended ground.
type Ground struct {
	Name                     string
	LatDeg, LonDeg, RadiusKm float64
}

// Settings are a centre's own.
type Settings struct {
	Name          string
	Sensors       []Sensor
	Grounds       []Ground
	AssociationKm float64       // two reports of one launch may lie so far apart beyond 3 sigma
	Association   time.Duration // and so far apart in time
	Persons       int           // who must ask for a warning
	Kinds         int           // kinds of sensor that confirm
	Within        time.Duration // of each other the persons must ask
}

// Usual returns the settings of definitions.md with this project's tolerances
// [A]: 30 km, 60 s, two persons within 180 s, two kinds.
func Usual(name string) Settings {
	return Settings{Name: name, AssociationKm: 30, Association: time.Minute, Persons: 2, Kinds: 2, Within: 3 * time.Minute}
}

// Status is what a centre takes an object for.
type Status uint8

// The statuses. Only Confirmed can lead to a public warning.
const (
	Unconfirmed Status = iota
	Confirmed
	Contradicted
	Explained
	Unvouched // every report of it turned out not to be its sensor's, or a test
)

var statusNames = [...]string{"unconfirmed", "confirmed", "contradicted", "explained", "unvouched"}

func (s Status) String() string { return statusNames[s] }

// Finding is one line of a centre's log.
type Finding struct {
	At     time.Duration
	Centre string
	Kind   string // one of the Found constants
	Object int    // 0 where it is about none
	Why    string
}

// The kinds of finding.
const (
	FoundLaunch       = "launch reported"
	FoundConfirmed    = "confirmed"
	FoundContradicted = "contradicted"
	FoundExplained    = "explained"
	FoundElsewhere    = "falls elsewhere"
	FoundTest         = "test set aside"
	FoundForeign      = "not its sensor's"
	FoundCount        = "count without reports"
	FoundRefused      = "warning refused"
	FoundWarned       = "public warning"
	FoundWithdrawn    = "warning withdrawn"
	FoundRequested    = "first person"
	FoundUnknown      = "unknown source"
	FoundDisagreement = "centres disagree"
)
