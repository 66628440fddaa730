// Package limits holds agreements: limits on a shield that a machine can check.
// A clause has its text as in a treaty, a condition in CEL over typed objects,
// the evidence that it needs, who can check it and how, and what happens when it
// fails. Check says of a study which clauses it keeps and by what margin; Guard
// says of an order whether it may be given.
//
// Quantities have dimensions: km_s(4.5), km(100), s(60), deg(50), so that a
// clause that compares km with km/s is refused. What does not compile, refers to
// unknown things, divides by zero or costs too much is refused with file, line
// and advice. See TestRefused.
package limits

import (
	"time"

	"cel.dev/cel-go/cel"

	"scutum/agreement/certificate"
	"scutum/scenario"
)

// Agreement is a text that both sides can read, and that runs.
type Agreement struct {
	Name      string
	Title     string
	Date      time.Time
	Parties   []string
	Note      string
	Threat    ThreatIndex
	Clauses   []Clause
	Guarantee *certificate.Terms // nil where nothing is to be proved

	file   string
	inputs []scenario.Input
}

// ThreatIndex is a dated count of missiles over a range, tested or deployed.
type ThreatIndex struct {
	OverKm float64
	Table  []ThreatCount // by date
}

// ThreatCount is the index from a day on.
type ThreatCount struct {
	Date     time.Time
	Missiles int
}

// About is the kind of object that a clause speaks of: it must hold for each.
type About string

// The kinds of objects.
const (
	AboutShield      About = "shield"
	AboutSite        About = "site"
	AboutShip        About = "ship"
	AboutInterceptor About = "interceptor"
	AboutSensor      About = "sensor"
	AboutCommit      About = "commit"
	AboutEngagement  About = "engagement"
)

// Abouts lists them.
var Abouts = []About{AboutShield, AboutSite, AboutShip, AboutInterceptor, AboutSensor, AboutCommit, AboutEngagement}

// Clause is one limit.
type Clause struct {
	ID, Title, Text string
	About           About
	Condition       string // CEL, of type bool
	When            string // CEL, of type bool, over threat alone; empty for always
	From, Until     time.Time
	Evidence        []string
	Checked         []Checked
	OnFailure       string
	Feared          *Feared // what the clause is there against

	line      int // of the condition
	whenLine  int
	condition program
	when      program
	sides     *sides // of the condition
	waits     *sides // of when
	checked   *cel.Ast
	fields    []string
}

// Checked is a way by which a party can check a clause.
type Checked struct{ By, How string }

// Hows are the ways of checking.
var Hows = []string{"declaration", "notification", "telemetry", "inspection", "own sensors"}

// Feared is what the other side fears without the clause; what it would make
// reachable is the clause's worth. Zero values leave a thing as it is.
type Feared struct {
	SpeedKmS         float64 // every interceptor this fast
	CommitAfterS     float64 // commit so long after burnout
	HasCommit        bool
	Ship             *scenario.Spot // one more ship there, with the fastest interceptors of the shield
	NumberPerBattery int
}

// program is a compiled expression.
type program struct {
	source string
	run    cel.Program
}
