package scenario

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/jsonschema-go/jsonschema"

	"scutum/internal/hint"
	"scutum/internal/strictyaml"
)

// FaultKind is a way in which a radar's reports are not true.
type FaultKind int

// The kinds, as package fusion names those that it finds.
const (
	Biased    FaultKind = iota // every track beside where it is
	Frozen                     // the last reports again and again
	Replayed                   // tracks of some time ago as if they were of now
	Inventing                  // tracks of nothing beside the true ones
)

// FaultKinds are their names, in order.
var FaultKinds = []string{"biased", "frozen", "replayed", "inventing"}

// String returns the name used in files.
func (k FaultKind) String() string { return FaultKinds[k] }

// Fault is a radar that does not tell the truth: what it reports to centres is
// false, whatever it sees. It is for showing what centres make of it.
type Fault struct {
	Sensor string // name of the radar
	Kind   FaultKind
	From   time.Duration // since the scenario's epoch
	Sigma  float64       // of a bias: in standard deviations that the radar claims
	Delay  time.Duration // of a replay
	Tracks int           // that are invented
}

// String says it in words: "Gabala biased by 6 standard deviations from 0 s on".
func (f Fault) String() string {
	what := f.Kind.String()
	switch f.Kind {
	case Biased:
		what += fmt.Sprintf(" by %g standard deviations", f.Sigma)
	case Replayed:
		what = fmt.Sprintf("replaying what it had %g s before", f.Delay.Seconds())
	case Inventing:
		what += fmt.Sprintf(" %d tracks", f.Tracks)
		if f.Tracks == 1 {
			what = "inventing a track"
		}
	}
	return fmt.Sprintf("%s %s from %g s on", f.Sensor, what, f.From.Seconds())
}

// FaultEntry is a fault as a person writes it.
type FaultEntry struct {
	Sensor string
	Kind   string
	FromS  float64
	Sigma  float64
	DelayS float64
	Tracks int
}

// faultFigure is the key with what a kind needs besides.
var faultFigure = map[string]string{"biased": "sigma", "replayed": "delay_s", "inventing": "tracks"}

// Limits of a fault's figures.
const (
	maxFaults   = 20
	maxSigma    = 1000
	minReplayS  = 1
	maxReplayS  = 600
	maxInvented = 20
)

// faults reads the radars that do not tell the truth.
func (r *reader) faults(m *strictyaml.Map, f *File) []FaultEntry {
	if !m.Has("faults") {
		return nil
	}
	known := r.doc.OK()
	radars := f.radarNames()
	var all []FaultEntry
	for i, entry := range m.Maps("faults", maxFaults) {
		one := FaultEntry{Sensor: entry.String("sensor"), Kind: entry.OneOf("kind", FaultKinds...), FromS: entry.FloatOr("from_s", 0, maxLaunchS, 0)}
		needed := faultFigure[one.Kind]
		switch needed {
		case "sigma":
			one.Sigma = entry.Float("sigma", 0, maxSigma)
		case "delay_s":
			one.DelayS = entry.Float("delay_s", minReplayS, maxReplayS)
		case "tracks":
			one.Tracks = entry.Int("tracks", 1, maxInvented)
		}
		for _, key := range []string{"sigma", "delay_s", "tracks"} {
			if one.Kind != "" && key != needed && entry.Has(key) {
				entry.Fail(key, otherKind(key), "is no figure of a %s radar", one.Kind)
			}
		}
		switch {
		case one.Sensor == "":
		case known && !r.doc.Full() && !slices.Contains(radars, one.Sensor):
			entry.Fail("sensor", orList(hint.DidYouMean(one.Sensor, radars), radars), "no radar of the study is called %q", one.Sensor)
		case slices.ContainsFunc(all, func(e FaultEntry) bool { return e.Sensor == one.Sensor }):
			entry.Fail("sensor", "a radar has one fault", "a second fault of %s", one.Sensor)
		}
		r.note(entry, fmt.Sprintf("raid.faults[%d]", i), "sensor", "kind", "from_s", "sigma", "delay_s", "tracks")
		all = append(all, one)
	}
	return all
}

// otherKind says whose a figure is.
func otherKind(key string) string {
	for _, kind := range FaultKinds {
		if faultFigure[kind] == key {
			return "it is of kind: " + kind
		}
	}
	return ""
}

// orList is a hint, or where there is none the list of what there is.
func orList(advice string, names []string) string {
	if advice != "" || len(names) == 0 {
		return advice
	}
	return "radars: " + strings.Join(names, ", ")
}

// radarNames are the names of the radars of all shields, as reports have them.
func (f *File) radarNames() []string {
	var all []string
	add := func(name string) {
		if !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	for _, s := range f.Shields {
		for _, x := range s.Radars {
			add(x.Name)
		}
		for _, x := range s.Sites {
			if x.OwnRadar != "none" {
				add(x.ownRadarName())
			}
		}
	}
	return all
}

// ownRadarName is what a site's own radar is called.
func (s *SiteEntry) ownRadarName() string { return s.Name + " " + s.OwnRadar }

func (e FaultEntry) tree() tree {
	fields := []tree{leaf("sensor", e.Sensor), leaf("kind", e.Kind), leaf("from_s", e.FromS)}
	switch faultFigure[e.Kind] {
	case "sigma":
		fields = append(fields, leaf("sigma", e.Sigma))
	case "delay_s":
		fields = append(fields, leaf("delay_s", e.DelayS))
	case "tracks":
		fields = append(fields, leaf("tracks", e.Tracks))
	}
	return mapping("", fields...)
}

// fault is the fault in SI units.
func (e FaultEntry) fault() Fault {
	return Fault{Sensor: e.Sensor, Kind: FaultKind(slices.Index(FaultKinds, e.Kind)), From: duration(e.FromS), Sigma: e.Sigma, Delay: duration(e.DelayS), Tracks: e.Tracks}
}

func faultSchema() *jsonschema.Schema {
	s := object("Radar whose reports to centres are not true, for showing what centres make of it; at full fidelity alone", []string{"sensor", "kind"}, properties{
		{"sensor", text("Name of a radar of the study; that of a site's own is SITE KIND")},
		{"kind", choice("What is wrong with it", FaultKinds...)},
		{"from_s", number("From when on, s after the scenario's epoch", 0, maxLaunchS)},
		{"sigma", number("biased: size of the bias, in standard deviations that the radar claims", 0, maxSigma)},
		{"delay_s", number("replayed: age of what is told, s", minReplayS, maxReplayS)},
		{"tracks", whole("inventing: how many tracks of nothing", 1, maxInvented)},
	})
	return many("Radars that do not tell the truth", maxFaults, s)
}
