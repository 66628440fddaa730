package warning

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Object is what a centre takes to be one launch.
type Object struct {
	Number   int
	Launched time.Duration
	Point    Spot
	Status   Status
	Notice   string // that explains it
	Impact   *Spot  // nil while only a launch is known
	ApogeeKm float64
	Reports  []Report
	empties  []Report
	told     string // the last finding about it, so that none is repeated
}

// Report is one report of an object, as the centre holds it.
type Report struct {
	Sensor   string
	Kind     string
	Sequence int
	At       time.Duration
	Test     bool
	Vouched  bool // its sensor said that it had sent it
	Foreign  bool // its sensor said that it had not
	track    *Track
}

// counts says whether a report may help to confirm.
func (r *Report) counts() bool { return r.Vouched && !r.Foreign && !r.Test }

// Centre holds one centre's picture. Messages are taken in the order of their
// arrival; the same messages give the same findings.
type Centre struct {
	set      Settings
	objects  []*Object
	notices  []Notice
	requests []request
	lines    map[string]*line
	warned   bool
	findings []Finding
	digest   uint64
	now      time.Duration
}

type request struct {
	at     time.Duration
	person string
}

// NewCentre returns a centre that has seen nothing.
func NewCentre(s Settings) *Centre {
	c := &Centre{set: s, lines: map[string]*line{}, digest: emptyDigest}
	for _, sensor := range s.Sensors {
		c.lines[sensor.Name] = &line{kind: sensor.Kind}
	}
	return c
}

// Findings returns the log so far.
func (c *Centre) Findings() []Finding { return c.findings }

// Objects returns the picture, in the order in which launches were first
// reported.
func (c *Centre) Objects() []*Object { return c.objects }

// Warned says whether a public warning stands.
func (c *Centre) Warned() bool { return c.warned }

// find adds a line to the log.
func (c *Centre) find(kind string, object int, format string, args ...any) {
	c.findings = append(c.findings, Finding{c.now, c.set.Name, kind, object, fmt.Sprintf(format, args...)})
}

// Take takes in one message. Messages must not go back in time.
func (c *Centre) Take(in Input) {
	if in.At < c.now {
		panic("warning: a message from the past")
	}
	c.now = in.At
	c.digest = digest(c.digest, in)
	switch {
	case in.Notice != nil:
		c.notices = append(c.notices, *in.Notice)
	case in.Request != nil:
		c.ask(in)
		return
	default:
		l := c.lines[in.From]
		if l == nil {
			c.find(FoundUnknown, 0, "%s is none of this centre's sensors: its message is set aside", in.From)
			return
		}
		c.fromSensor(l, in)
	}
	c.review()
}

// fromSensor takes in what a sensor or its line says.
func (c *Centre) fromSensor(l *line, in Input) {
	switch {
	case in.Heartbeat != nil:
		c.vouch(in.From, l, *in.Heartbeat)
		return
	case in.Count != nil:
		c.count(l, in)
		return
	}
	r := Report{Sensor: in.From, Kind: l.kind, Sequence: in.Sequence, At: in.At, Test: in.Test}
	if in.Test {
		c.find(FoundTest, 0, "report %d of %s is marked as a test: it is shown apart and counts for nothing", in.Sequence, in.From)
	}
	l.received(&r)
	switch {
	case in.Launch != nil:
		o := c.object(in.Launch.At, 0, in.Launch.Point)
		o.Reports = append(o.Reports, r)
	case in.Track != nil:
		t := in.Track
		o := c.object(t.Launched, t.LaunchedError, t.Point)
		r.track = t
		o.Reports = append(o.Reports, r)
	case in.Empty != nil:
		if o := c.same(in.Empty.Launched, 0, in.Empty.Point); o != nil {
			o.empties = append(o.empties, r)
		}
	}
}

// object finds the object that a report is about, or begins one.
func (c *Centre) object(launched, sigma time.Duration, p Spot) *Object {
	if o := c.same(launched, sigma, p); o != nil {
		if p.ErrorKm < o.Point.ErrorKm {
			o.Point = p
		}
		return o
	}
	o := &Object{Number: len(c.objects) + 1, Launched: launched, Point: p}
	c.objects = append(c.objects, o)
	c.find(FoundLaunch, o.Number, "at %s from %.2f, %.2f", clock(launched), p.LatDeg, p.LonDeg)
	return o
}

// same finds the object whose launch is nearest in time among those that a
// report fits.
func (c *Centre) same(launched, sigma time.Duration, p Spot) *Object {
	var best *Object
	for _, o := range c.objects {
		apart := (o.Launched - launched).Abs()
		if apart > c.set.Association+3*sigma || between(o.Point, p) > c.set.AssociationKm+float64(3*(o.Point.ErrorKm+p.ErrorKm)) {
			continue
		}
		if best == nil || apart < (best.Launched-launched).Abs() {
			best = o
		}
	}
	return best
}

// review settles what each object is taken for, and says so where it changed.
func (c *Centre) review() {
	for _, o := range c.objects {
		o.follow()
		status, kind, why := c.judge(o)
		o.Status = status
		if kind != "" && why != o.told {
			o.told = why
			c.find(kind, o.Number, "%s", why)
		}
	}
	c.reconsider()
}

// follow takes an object's end and height from the last track that counts.
func (o *Object) follow() {
	o.Impact, o.ApogeeKm = nil, 0
	for i := range o.Reports {
		if r := &o.Reports[i]; r.track != nil && r.counts() {
			o.Impact, o.ApogeeKm = &r.track.Impact, r.track.ApogeeKm
		}
	}
}

// judge returns an object's status, with the finding to log, if any.
func (c *Centre) judge(o *Object) (status Status, kind, why string) {
	var kinds, against []string
	foreign := 0
	for i := range o.Reports {
		r := &o.Reports[i]
		if r.counts() && !slices.Contains(kinds, r.Kind) {
			kinds = append(kinds, r.Kind)
		}
		if r.Foreign || r.Test {
			foreign++
		}
	}
	slices.Sort(kinds)
	o.Notice = ""
	if name, misfit := c.explain(o); name != "" {
		o.Notice = name
		return Explained, FoundExplained, "it fits launch notice " + name
	} else if misfit != "" && len(kinds) > 0 {
		defer func() { why += misfit }()
	}
	for i := range o.empties {
		if e := &o.empties[i]; e.counts() && !slices.Contains(kinds, e.Kind) {
			against = append(against, e.Sensor)
		}
	}
	switch {
	case len(kinds) >= c.set.Kinds:
		if o.Impact != nil && !c.threatens(o) {
			return Confirmed, FoundElsewhere, fmt.Sprintf("seen by %s; it falls at %.1f, %.1f, outside defended ground", strings.Join(kinds, " and "), o.Impact.LatDeg, o.Impact.LonDeg)
		}
		return Confirmed, FoundConfirmed, "seen by " + strings.Join(kinds, " and ")
	case foreign == len(o.Reports):
		return Unvouched, "", ""
	case len(against) > 0:
		return Contradicted, FoundContradicted, strings.Join(against, " and ") + " looked where the missile must be by now and saw nothing"
	}
	return Unconfirmed, "", ""
}

// threatens says whether an object may fall on defended ground: its impact is
// unknown, or within three sigma of a circle.
func (c *Centre) threatens(o *Object) bool {
	if o.Impact == nil {
		return true
	}
	for _, g := range c.set.Grounds {
		if between(*o.Impact, Spot{LatDeg: g.LatDeg, LonDeg: g.LonDeg}) <= g.RadiusKm+float64(3*o.Impact.ErrorKm) {
			return true
		}
	}
	return len(c.set.Grounds) == 0
}
