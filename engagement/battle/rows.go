// Package battle runs a raid against shields, from launch to outcome: one
// ordered queue of events in integer time, no wall clock. Truth, detection and
// track are different types; battle alone sees truth and tracks.
//
// A Monte Carlo run, a study and a live exercise drive the same engine, each
// with its own clock. Every order asks the Authority that the caller supplies,
// and every decision is an event that says why.
package battle

import "time"

// Kind is the kind of an event.
type Kind uint8

// The kinds, in the order of the kill chain.
const (
	Launched   Kind = iota // a missile was launched
	Warned                 // a party's space infrared reported the launch
	Detected               // a sensor's first detection
	Tracked                // a party's first track
	Classified             // what the track is taken for and where it falls
	Committed              // the party may engage from here on
	Ordered                // an interceptor was ordered to leave
	Refused                // the Authority ruled against an order
	NotEngaged             // a decision not to shoot, with its reason
	Departed               // an interceptor left
	Killed                 // a meeting that killed
	Missed                 // a meeting that did not
	Assessed               // the kill assessment, right or wrong
	Dropped                // a track was lost
	Impacted               // a leaker fell
	kinds
)

// Event is one line of the log. Why says in words what the numbers mean:
// "latest launch 412 s passed 9 s before commit".
type Event struct {
	Time    time.Duration
	Kind    Kind
	Party   string
	Missile string // truth; empty for events about a false track
	Track   int    // the party's own number, 0 for none
	Site    string
	Battery string
	Sensor  string
	Why     string
}

// Shot is one interceptor: a row of engagements.csv.
type Shot struct {
	Run            int
	Party          string
	Missile        string // at which it was shot in truth; empty for a false track
	Class          string
	Track          int
	Site           string
	Interceptor    string
	Salvo          int // successive salvo at this target, from 1
	Ordered        time.Duration
	Departed       time.Duration
	Meeting        time.Duration
	MeetingLatDeg  float64
	MeetingLonDeg  float64
	MeetingKm      float64 // altitude
	RequiredKmS    float64 // speed that the meeting needed
	MarginKmS      float64 // interceptor's speed less that
	LatestLaunch   time.Duration
	Outcome        string // killed, missed, out of basket, target already dead
	AssessedKilled bool
}

// Outcome is what became of one missile of one run.
type Outcome struct {
	Missile                                 string
	Class                                   string
	Launched, Warned, Detected, Tracked     time.Duration // -1 for never
	Committed, FirstDeparture, FirstMeeting time.Duration
	Killed, Impact                          time.Duration
	Shots                                   int
	Doubled                                 int    // shots by a second party while a first party's was on its way
	Lost                                    Kind   // the step of the chain at which it was lost, where it was not killed
	Why                                     string // why it was lost there
	Leaked                                  bool
}

// Order is what the Authority is asked about.
type Order struct {
	Party       string
	Site        string
	Interceptor string
	Track       int
	Class       string        // what the track is taken for
	Decided     time.Duration // when the order is given
	Depart      time.Duration
	Meeting     time.Duration
	Burnout     time.Duration // when the track's missile is taken to have burnt out
	// Where the meeting is and where the track comes from and falls, degrees.
	MeetingLatDeg, MeetingLonDeg, MeetingKm float64
	ImpactLatDeg, ImpactLonDeg              float64
	Sensors                                 []string // whose data the track contains
	SingleSource                            bool
}

// Ruling is the answer: allowed or not, and by which clause.
type Ruling struct {
	Allowed bool
	Clause  string
	Why     string
}

// Authority answers whether an order may be given.
type Authority interface {
	May(Order) Ruling
}

// Recorder is told of a run as it goes on. Strings of events are made only
// where Wants says so, because making them costs more than the run itself.
type Recorder interface {
	Wants() bool
	Event(Event)
	Shot(Shot)
	Outcome(Outcome)
}

// String returns the word used in logs.
func (k Kind) String() string {
	return [kinds]string{"launched", "warned", "detected", "tracked", "classified", "committed", "ordered", "refused", "not engaged",
		"departed", "killed", "missed", "assessed", "dropped", "impacted"}[k]
}
