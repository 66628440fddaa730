package warning

import (
	"math"
	"slices"
	"time"

	"scutum/internal/strictyaml"
)

// The limits of a replay's file.
const (
	maxReplayBytes = 4 << 20
	maxMessages    = 100_000
	maxSeconds     = 1e7
)

// ReadFile reads a replay. An error about what the file holds is
// strictyaml.Errors.
func ReadFile(path string) (*Replay, error) {
	doc, err := strictyaml.ReadFile(path, maxReplayBytes)
	if err != nil {
		return nil, err
	}
	return read(doc)
}

// Parse reads a replay held in memory; name is how errors call it.
func Parse(name string, data []byte) (*Replay, error) {
	doc, err := strictyaml.Parse(name, data)
	if err != nil {
		return nil, err
	}
	return read(doc)
}

func read(doc *strictyaml.Document) (*Replay, error) {
	root := doc.Root()
	r := &Replay{
		Name: root.String("name"), Title: root.String("title"), Happened: root.String("happened"),
		Sources: root.Strings("sources", 20),
		Beats:   seconds(root.FloatOr("vouching_s", 1, maxSeconds, 10)),
		Until:   seconds(root.Float("until_s", 1, 1e5)),
	}
	if root.Has("compare_s") {
		r.Compare = seconds(root.Float("compare_s", 1, maxSeconds))
	}
	sensors, grounds := readSensors(root), readGrounds(root)
	for _, m := range root.Maps("centres", 2) {
		s := Usual(m.String("name"))
		s.Sensors, s.Grounds = sensors, grounds
		s.AssociationKm = m.FloatOr("association_km", 0, 2000, s.AssociationKm)
		s.Association = seconds(m.FloatOr("association_s", 0, 3600, s.Association.Seconds()))
		s.Persons = m.IntOr("persons", 1, 10, s.Persons)
		s.Kinds = m.IntOr("kinds", 1, len(Kinds), s.Kinds)
		s.Within = seconds(m.FloatOr("persons_within_s", 1, 3600, s.Within.Seconds()))
		r.Centres = append(r.Centres, s)
	}
	switch {
	case len(r.Centres) == 0:
		root.Fail("centres", "for example: - {name: Centre}", "needs one or two centres")
	case r.Compare > 0 && len(r.Centres) < 2:
		root.Fail("compare_s", "name a second centre", "compares two centres; there is one")
	}
	for _, m := range root.Maps("messages", maxMessages) {
		r.Messages = append(r.Messages, readMessage(m, r))
	}
	for i := 1; i < len(r.Messages); i++ {
		if r.Messages[i].At < r.Messages[i-1].At {
			root.FailAt("messages", i, "order the messages by at_s", "comes before the message above it")
			break
		}
	}
	if e := root.Map("expect"); e != nil {
		r.Expect = Expectation{e.BoolOr("confirmed", false), e.BoolOr("warned", false), e.Strings("findings", 20)}
	}
	if err := doc.Err(); err != nil {
		return nil, err
	}
	return r, nil
}

func readSensors(root *strictyaml.Map) (all []Sensor) {
	for i, m := range root.Maps("sensors", 1000) {
		s := Sensor{m.String("name"), m.OneOf("kind", Kinds...)}
		if slices.ContainsFunc(all, func(o Sensor) bool { return o.Name == s.Name }) {
			root.FailAt("sensors", i, "names must differ", "a second sensor is called %q", s.Name)
		}
		all = append(all, s)
	}
	return all
}

func readGrounds(root *strictyaml.Map) (all []Ground) {
	for _, m := range root.Maps("defends", 1000) {
		all = append(all, Ground{m.String("name"), m.Float("lat_deg", -90, 90), m.Float("lon_deg", -180, 180), m.Float("radius_km", 0, 10000)})
	}
	return all
}

// readMessage reads one message; what it is about decides which keys it has.
func readMessage(m *strictyaml.Map, r *Replay) Message {
	msg := Message{Input: Input{At: seconds(m.Float("at_s", 0, maxSeconds)), From: m.String("from"),
		Sequence: m.IntOr("report", 0, math.MaxInt32, 0), Test: m.BoolOr("test", false)},
		Centre: m.StringOr("centre", ""), Injected: m.BoolOr("injected", false)}
	if msg.At > r.Until {
		m.Fail("at_s", "", "is after until_s %g", r.Until.Seconds())
	}
	if msg.Centre != "" && !slices.ContainsFunc(r.Centres, func(s Settings) bool { return s.Name == msg.Centre }) {
		m.Fail("centre", "", "there is no centre %q", msg.Centre)
	}
	given := 0
	part := func(key string) *strictyaml.Map {
		v := m.MapOr(key)
		if v != nil {
			given++
		}
		return v
	}
	if v := part("launch"); v != nil {
		msg.Launch = &Launch{seconds(v.Float("at_s", -maxSeconds, maxSeconds)), spot(v)}
	}
	if v := part("track"); v != nil {
		msg.Track = &Track{Launched: seconds(v.Float("launched_s", -maxSeconds, maxSeconds)), LaunchedError: seconds(v.FloatOr("launched_error_s", 0, 3600, 0)),
			Point: spot(v), ApogeeKm: v.Float("apogee_km", 0, 1e5), Impact: spot(v.Map("impact"))}
	}
	if v := part("empty"); v != nil {
		msg.Empty = &Empty{seconds(v.Float("launched_s", -maxSeconds, maxSeconds)), spot(v)}
	}
	if v := part("notice"); v != nil {
		msg.Notice = &Notice{v.String("name"), seconds(v.Float("from_s", -maxSeconds, maxSeconds)), seconds(v.Float("until_s", -maxSeconds, maxSeconds)),
			spot(v), spot(v.Map("area")), v.Float("apogee_km", 0, 1e5)}
	}
	if m.Has("count") {
		given++
		n := m.Int("count", 0, 1e6)
		msg.Count = &n
	}
	if word := m.OneOfOr("request", "", "warn", "withdraw"); word != "" {
		given++
		msg.Request = &Request{Withdraw: word == "withdraw"}
	}
	switch {
	case given != 1:
		m.Fail("at_s", "give one of launch, track, empty, count, notice, request", "this message says %d things", given)
	case msg.Sequence == 0 && (msg.Launch != nil || msg.Track != nil || msg.Empty != nil):
		m.Fail("report", "number a sensor's reports from 1", "is missing")
	}
	return msg
}

func spot(m *strictyaml.Map) Spot {
	return Spot{m.Float("lat_deg", -90, 90), m.Float("lon_deg", -180, 180), m.FloatOr("error_km", 0, 2e4, 0)}
}

func seconds(s float64) time.Duration { return time.Duration(math.Round(s * 1e9)) }
