package warning

import (
	"cmp"
	"embed"
	"fmt"
	"slices"
	"strings"
	"time"
)

//go:embed replays/*.yaml
var replays embed.FS

// Replay is a false alarm of record (or a control) as messages to one or two
// centres, and what must come of it.
type Replay struct {
	Name, Title string
	Happened    string   // what happened, in a few sentences
	Sources     []string // with tags
	Centres     []Settings
	Messages    []Message
	Compare     time.Duration // between comparisons of two centres
	Expect      Expectation
	// Beats is how often each sensor says how many reports it has sent.
	Beats time.Duration
	// Until is when the replay ends.
	Until time.Duration
}

// Message is an input with what the replay knows and the centres do not.
type Message struct {
	Input
	Centre   string // the only one that gets it; empty for all
	Injected bool   // put into the line by something other than the sensor
}

// Expectation is what a replay must come to.
type Expectation struct {
	Confirmed, Warned bool
	Kinds             []string // of findings that must occur
}

// Outcome is what a replay came to.
type Outcome struct {
	Findings  []Finding
	Objects   map[string][]*Object // by centre
	Confirmed bool                 // some centre confirmed a launch that may fall on defended ground
	Warned    bool                 // some centre warned the public
	WarnedAt  time.Duration
}

// BuiltIns returns the names of the replays that are compiled in, sorted.
func BuiltIns() (names []string) {
	entries, err := replays.ReadDir("replays")
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".yaml"))
	}
	return names
}

// Source returns a built-in replay's file.
func Source(name string) ([]byte, bool) {
	data, err := replays.ReadFile("replays/" + name + ".yaml")
	return data, err == nil
}

// Run plays a replay. It is the same on every machine.
func (r *Replay) Run() Outcome {
	centres := make([]*Centre, len(r.Centres))
	for i, s := range r.Centres {
		centres[i] = NewCentre(s)
	}
	out := Outcome{Objects: map[string][]*Object{}}
	told := make([]int, len(centres))
	agreed := ""
	for _, step := range r.steps() {
		if step.compare {
			a, b := centres[0].Picture(), centres[1].Picture()
			if f, differ := Disagreement(step.At, a, b); differ && f.Why != agreed {
				out.Findings, agreed = append(out.Findings, f), f.Why
			}
			continue
		}
		for i, c := range centres {
			if step.Centre != "" && step.Centre != r.Centres[i].Name {
				continue
			}
			c.Take(step.Input)
			out.Findings = append(out.Findings, c.Findings()[told[i]:]...)
			told[i] = len(c.Findings())
			out.Confirmed = out.Confirmed || len(c.threats()) > 0
			if c.Warned() && !out.Warned {
				out.Warned, out.WarnedAt = true, step.At
			}
		}
	}
	for i, c := range centres {
		out.Objects[r.Centres[i].Name] = c.Objects()
	}
	return out
}

// step is a message or a comparison.
type step struct {
	Message
	compare bool
}

// steps lays the messages, the sensors' own counts and the comparisons in the
// order of time; at the same time in that order.
func (r *Replay) steps() (all []step) {
	for _, m := range r.Messages {
		all = append(all, step{Message: m})
	}
	for t := r.Beats; r.Beats > 0 && t <= r.Until; t += r.Beats {
		for _, s := range r.Centres[0].Sensors {
			sent := r.sent(s.Name, t)
			all = append(all, step{Message: Message{Input: Input{At: t, From: s.Name, Heartbeat: &sent}}})
		}
	}
	for t := r.Compare; r.Compare > 0 && t <= r.Until; t += r.Compare {
		all = append(all, step{Message: Message{Input: Input{At: t}}, compare: true})
	}
	slices.SortStableFunc(all, func(a, b step) int { return cmp.Compare(a.At, b.At) })
	return all
}

// sent is how many reports a sensor has truly sent by a time.
func (r *Replay) sent(sensor string, t time.Duration) (n int) {
	for _, m := range r.Messages {
		if m.From == sensor && !m.Injected && m.At <= t {
			n = max(n, m.Sequence)
		}
	}
	return n
}

// Misses says in what an outcome differs from what its replay expects; nothing
// where it does not.
func (r *Replay) Misses(o Outcome) (misses []string) {
	if o.Confirmed != r.Expect.Confirmed {
		misses = append(misses, fmt.Sprintf("confirmed: %t, expected %t", o.Confirmed, r.Expect.Confirmed))
	}
	if o.Warned != r.Expect.Warned {
		misses = append(misses, fmt.Sprintf("public warning: %t, expected %t", o.Warned, r.Expect.Warned))
	}
	for _, kind := range r.Expect.Kinds {
		if !slices.ContainsFunc(o.Findings, func(f Finding) bool { return f.Kind == kind }) {
			misses = append(misses, "nothing was found of the kind "+kind)
		}
	}
	return misses
}
