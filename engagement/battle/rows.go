// Package battle runs a raid against shields, from launch to outcome: one
// ordered queue of events in integer time, no wall clock. Truth, detection and
// track are different types; battle alone sees truth and tracks.
//
// A Monte Carlo run, a study and a live exercise drive the same engine, each
// with its own clock. Every order asks the Authority that the caller supplies,
// and every decision is an event that says why.
//
// # What it computes
//
// Missiles fly their two-body arcs; each party's sensors report, a command plans
// for it, or for all of them where plans are shared. A plan gives each track the
// battery that meets it first, by package reach, of these the one that has spent
// least; where interceptors do not suffice, package assignment shares them out by
// the people at risk. At a meeting chance decides by the single-shot kill
// probability, some time later the kill assessment is right or wrong, and the
// doctrine says what follows.
//
// At kinematic fidelity a party sees what package sighting says it can and then
// knows the arc exactly; what does not vary between runs is computed once. At
// full fidelity radars find, miss and measure (package detection), each has a
// tracker (track, filter), reports reach a centre after their delay (fusion),
// which is told what each radar should see and names those that do not tell the
// truth: an event. Nothing is shot at what a liar alone reports, what radars
// contradict each other on, or what too few report of three or more that can see
// it; where two or one can, one is believed. What radars say may be falsified
// (scenario.Fault), what they see not;
// tracks are classified and their impact foretold (threat), and plans rest on the
// estimated arc and are made anew as it gets better.
//
// # Assumes
//
// No meeting before burnout, no multiple warheads, no decoys; kills are
// independent; an interceptor leaves when it is ordered. A perfect picture's kill
// assessment is the only thing that can be wrong. At full fidelity an interceptor
// leaves when the predicted meeting is as sure as the doctrine wants, and makes
// good three times that. Every radar looks at every revisit from the first launch until nothing flies and it
// has no confirmed track, whether there is anything to see or not; outside that
// time, before the raid, after it and between waves, nobody asks what noise
// makes of the sky.
//
// # Fails
//
// A killed missile is gone at once; debris, which misleads radars and assessments,
// is in the probabilities alone. Who has shot at a missile that another party
// kills learns it at once from a perfect picture. Where tracks are ambiguous,
// two on one missile are two targets.
//
// A launch report goes to the track whose own launch, carried back, it fits
// best, one by one and not for all together: of a volley from one place two may
// change theirs. A radar at the limit of its tracks looks at those that it has held longest, not at the most urgent.
// Tracking satellites are modelled at kinematic fidelity alone.
//
// # Proof
//
// TestBattleAgreesWithReach (what can be met is, and nothing else),
// TestSalvoArithmetic, TestLookArithmetic and TestReserveArithmetic (closed
// forms), TestRunsAreIndependent, TestClock, TestKinematicAgreesWithFull (0.4
// kills a run, a quarter of any missile's engagements), TestFullKillArithmetic,
// TestTracksAreHonest, TestLiarsInBattle, TestHonestRadarsAreNotAccused,
// TestEmptySkyIsScanned, TestLaunchReportsAreMatched, TestWrongReportIsNotTaken,
// TestFaults, TestNothingIsShotInDoubt.
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
	Accused                // a centre named a sensor a liar, or took that back
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

// Accusation is a sensor that a command's centre named a liar in a run.
type Accusation struct {
	Party     string // whose command it is
	Sensor    string
	Reason    string        // biased, frozen, replayed or invents, as the centre has it
	Time      time.Duration // when it was named first
	TakenBack bool          // and stands no more
}

// Accuser is a Recorder that is told, at the end of a run, who was named a liar
// in it; each sensor once by each command.
type Accuser interface{ Accuse(Accusation) }

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
		"departed", "killed", "missed", "assessed", "dropped", "impacted", "accused"}[k]
}
