package warning

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"scutum/physics/earth"
	"scutum/physics/flight"
)

func open(t *testing.T, name string) *Replay {
	t.Helper()
	data, ok := Source(name)
	if !ok {
		t.Fatalf("no replay %s", name)
	}
	r, err := Parse(name+".yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	if r.Name != name {
		t.Errorf("%s calls itself %s", name, r.Name)
	}
	return r
}

// TestReplays: the six false alarms never lead to a public warning, and the
// controls do.
func TestReplays(t *testing.T) {
	names := BuiltIns()
	if len(names) != 8 {
		t.Errorf("%d replays, want six and two controls", len(names))
	}
	for _, name := range names {
		r := open(t, name)
		o := r.Run()
		for _, miss := range r.Misses(o) {
			t.Errorf("%s: %s\n%s", name, miss, log(o))
		}
		if control := strings.HasPrefix(name, "control-"); control != o.Warned {
			t.Errorf("%s: public warning %t", name, o.Warned)
		}
	}
}

func log(o Outcome) string {
	var b strings.Builder
	for _, f := range o.Findings {
		b.WriteString(f.At.String() + " " + f.Centre + " " + f.Kind + ": " + f.Why + "\n")
	}
	return b.String()
}

// TestRulesAreNeeded takes each rule away: the replay that it is there for then
// warns the public, so none of them is idle.
func TestRulesAreNeeded(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Replay)
	}{
		{"1979-test-tape", func(r *Replay) { // sensors vouch for what came over their lines
			for i := range r.Messages {
				r.Messages[i].Injected = false
			}
		}},
		{"1983-sunlight", func(r *Replay) { r.Centres[0].Kinds = 1 }},
		{"1995-lost-notice", func(r *Replay) { r.Centres[0].Kinds = 1 }},
		{"2018-one-person", func(r *Replay) {
			r.Centres[0].Persons, r.Centres[0].Kinds = 1, 1
			r.Messages[0].Test = false
		}},
	} {
		r := open(t, c.name)
		c.change(r)
		if o := r.Run(); !o.Warned {
			t.Errorf("%s without its rule: still no warning\n%s", c.name, log(o))
		}
	}
}

// One kind of sensor alone never confirms, however many sensors of it report.
func TestOneKindNeverConfirms(t *testing.T) {
	for _, kind := range Kinds {
		s := Usual("c")
		for i := range 5 {
			s.Sensors = append(s.Sensors, Sensor{string(rune('a' + i)), kind})
		}
		c := NewCentre(s)
		for i, sensor := range s.Sensors {
			one := 1
			at := time.Duration(i) * time.Second
			c.Take(Input{At: at, From: sensor.Name, Sequence: 1, Launch: &Launch{0, Spot{35, 50, 5}}})
			c.Take(Input{At: at, From: sensor.Name, Heartbeat: &one})
		}
		c.Take(Input{At: time.Minute, From: "p", Request: &Request{}})
		c.Take(Input{At: time.Minute, From: "q", Request: &Request{}})
		if len(c.Objects()) != 1 || c.Objects()[0].Status != Unconfirmed || c.Warned() {
			t.Errorf("%s alone: %v, warned %t", kind, c.Objects()[0].Status, c.Warned())
		}
	}
}

// The same person twice is one person, and two who ask too far apart are not
// together.
func TestTwoPersons(t *testing.T) {
	r := open(t, "control-real-launch")
	people := func(change func(a, b *Message)) bool {
		q := *r
		q.Messages = slices.Clone(r.Messages)
		n := len(q.Messages)
		change(&q.Messages[n-2], &q.Messages[n-1])
		return q.Run().Warned
	}
	if people(func(a, b *Message) { b.From = a.From }) {
		t.Error("one person twice warned the public")
	}
	if people(func(a, b *Message) { a.At, b.At = 210*time.Second, 395*time.Second }) {
		t.Error("two persons 185 s apart warned the public")
	}
	if !people(func(a, b *Message) { a.At, b.At = 210*time.Second, 385*time.Second }) {
		t.Error("two persons 175 s apart did not")
	}
}

// Two persons who ask before the second kind of sensor reports need not ask
// again.
func TestAskedBeforeConfirmation(t *testing.T) {
	r := open(t, "control-real-launch")
	n := len(r.Messages)
	r.Messages[n-2].At, r.Messages[n-1].At = 100*time.Second, 110*time.Second
	if o := r.Run(); !o.Warned || o.WarnedAt < 205*time.Second {
		t.Errorf("warned %t at %v\n%s", o.Warned, o.WarnedAt, log(o))
	}
}

// TestSoundingRocket: a flight to 1,453 km that ends where the replay of 1995
// has it takes 24 minutes.
func TestSoundingRocket(t *testing.T) {
	m := earth.WGS84
	aim := flight.NewAim(m, flight.Boost{Time: 100, Altitude: 100e3, Downrange: 60e3}, earth.Degrees(69.29, 16.02), earth.Degrees(79.5, 16.5))
	b, err := aim.ToApogee(1453e3)
	if err != nil {
		t.Fatal(err)
	}
	if minutes := b.FlightTime / 60; math.Abs(minutes-24) > 1 {
		t.Errorf("%.1f min, want 24", minutes)
	}
}

func TestCompare(t *testing.T) {
	a := Picture{Centre: "A", Digest: 1, Objects: []Seen{{Status: Confirmed}}, Last: map[string]int{"R": 3}}
	if d := Compare(a, a); d != nil {
		t.Errorf("a picture differs from itself: %v", d)
	}
	b := a
	b.Centre = "B"
	b.Objects = []Seen{{Status: Unconfirmed}}
	if d := strings.Join(Compare(a, b), "; "); !strings.Contains(d, "same messages: one of the centres is at fault") {
		t.Error(d)
	}
	b.Digest, b.Last = 2, map[string]int{"R": 1}
	if d := strings.Join(Compare(a, b), "; "); !strings.Contains(d, "A has 3 reports of R, B 1 report") {
		t.Error(d)
	}
}

// Distances are the sphere's, within half a per cent of the ellipsoid's.
func TestBetween(t *testing.T) {
	for _, c := range [][4]float64{{38.1, 46.3, 52.5, 13.4}, {0, 0, 0, 90}, {80, 10, 60, -170}, {10, 10, 10.01, 10}} {
		m := earth.WGS84
		want, _, _ := m.Distance(earth.Degrees(c[0], c[1]), earth.Degrees(c[2], c[3]))
		got := 1e3 * between(Spot{c[0], c[1], 0}, Spot{c[2], c[3], 0})
		if math.Abs(got-want) > 0.006*want {
			t.Errorf("%v: %.0f m, ellipsoid %.0f", c, got, want)
		}
	}
}

func TestReaderErrors(t *testing.T) {
	good, _ := Source("control-real-launch")
	for _, c := range []struct{ from, to, want string }{
		{"until_s: 400", "until_s: -1", "until_s: -1 is not in [1,"},
		{"kind: radar", "kind: sonar", "sensors[1].kind"},
		{"lat_deg: 36.4", "lat_deg: 136.4", "messages[0].launch.lat_deg: 136.4 is not in [-90, 90]"},
		{"at_s: 205", "at_s: 5", "comes before the message above it"},
		{"request: warn", "request: shout", "messages[2].request"},
		{"report: 1, launch", "launch", "messages[0].report: is missing"},
		{"request: warn", "count: 2, request: warn", "this message says 2 things"},
		{"{name: Moscow}", "{name: Moscow, colour: red}", "colour"},
	} {
		text := strings.Replace(string(good), c.from, c.to, 1)
		_, err := Parse("x.yaml", []byte(text))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.to, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, name := range BuiltIns() {
		data, _ := Source(name)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Parse("x.yaml", data)
		if err != nil {
			return
		}
		if r.Until > 2000*time.Second || len(r.Messages) > 200 {
			return
		}
		r.Run() // must not panic
	})
}
