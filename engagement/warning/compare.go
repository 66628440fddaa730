package warning

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"time"
)

// Picture is what a centre gives to another for comparison: what it takes each
// launch for, and a digest of all messages it took in.
type Picture struct {
	Centre  string
	Digest  uint64
	Warned  bool
	Objects []Seen
	Last    map[string]int // highest report number by sensor
}

// Seen is one launch of a picture.
type Seen struct {
	Launched time.Duration
	Point    Spot
	Status   Status
}

// Picture returns the centre's picture.
func (c *Centre) Picture() Picture {
	p := Picture{Centre: c.set.Name, Digest: c.digest, Warned: c.warned, Last: map[string]int{}}
	for _, o := range c.objects {
		p.Objects = append(p.Objects, Seen{o.Launched, o.Point, o.Status})
	}
	for name, l := range c.lines {
		for _, s := range l.sequences {
			p.Last[name] = max(p.Last[name], s)
		}
	}
	return p
}

// Compare says in what two centres' pictures differ; nothing where they agree.
// A difference in the pictures with the same input is a fault inside a centre; a
// difference of the input is named by sensor.
func Compare(a, b Picture) (differences []string) {
	if n, m := len(a.Objects), len(b.Objects); n != m {
		differences = append(differences, fmt.Sprintf("%s sees %s, %s %s", a.Centre, objects(n), b.Centre, objects(m)))
	}
	for i := range min(len(a.Objects), len(b.Objects)) {
		if s, t := a.Objects[i].Status, b.Objects[i].Status; s != t {
			differences = append(differences, fmt.Sprintf("launch %d is %s in %s and %s in %s", i+1, s, a.Centre, t, b.Centre))
		}
	}
	if a.Warned != b.Warned {
		differences = append(differences, "one of them warns the public")
	}
	if len(differences) == 0 && a.Digest == b.Digest {
		return nil
	}
	return append(differences, cause(a, b)...)
}

// cause says whether the two had the same input.
func cause(a, b Picture) (why []string) {
	if a.Digest == b.Digest {
		return []string{"both had the same messages: one of the centres is at fault"}
	}
	names := map[string]bool{}
	for name := range a.Last {
		names[name] = true
	}
	for name := range b.Last {
		names[name] = true
	}
	var sorted []string
	for name := range names {
		sorted = append(sorted, name)
	}
	slices.Sort(sorted)
	for _, name := range sorted {
		if x, y := a.Last[name], b.Last[name]; x != y {
			why = append(why, fmt.Sprintf("%s has %s of %s, %s %s", a.Centre, reports(x), name, b.Centre, reports(y)))
		}
	}
	if len(why) == 0 {
		why = []string{"their messages differ"}
	}
	return why
}

// Disagreement makes the alarm of a comparison, to be logged by both.
func Disagreement(at time.Duration, a, b Picture) (Finding, bool) {
	differences := Compare(a, b)
	if len(differences) == 0 {
		return Finding{}, false
	}
	return Finding{At: at, Centre: a.Centre + " and " + b.Centre, Kind: FoundDisagreement, Why: strings.Join(differences, "; ")}, true
}

const emptyDigest = uint64(14695981039346656037)

// digest takes one message into the digest of all before it.
func digest(before uint64, in Input) uint64 {
	h := fnv.New64a()
	fmt.Fprintf(h, "%d %d %q %d %t", before, in.At, in.From, in.Sequence, in.Test)
	switch {
	case in.Launch != nil:
		fmt.Fprintf(h, " launch %v", *in.Launch)
	case in.Track != nil:
		fmt.Fprintf(h, " track %v", *in.Track)
	case in.Empty != nil:
		fmt.Fprintf(h, " empty %v", *in.Empty)
	case in.Count != nil:
		fmt.Fprintf(h, " count %d", *in.Count)
	case in.Heartbeat != nil:
		fmt.Fprintf(h, " heartbeat %d", *in.Heartbeat)
	case in.Notice != nil:
		fmt.Fprintf(h, " notice %v", *in.Notice)
	case in.Request != nil:
		fmt.Fprintf(h, " request %v", *in.Request)
	}
	return h.Sum64()
}
