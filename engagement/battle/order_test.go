package battle

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"scutum/engagement/assignment"
	"scutum/physics/earth"
	"scutum/scenario"
)

// rule is an authority made of a function.
type rule func(Order) Ruling

func (r rule) May(o Order) Ruling { return r(o) }

// why returns the reasons of the events of a kind.
func (l *log) why(k Kind) (all []string) {
	for _, e := range l.events {
		if e.Kind == k {
			all = append(all, e.Why)
		}
	}
	return all
}

// TestAuthorityIsAsked: every order asks, with what it is about; a refused one
// is an event with its clause and no shot; what is refused now is asked again at
// the next tick, and another battery at once.
func TestAuthorityIsAsked(t *testing.T) {
	set := small(2, 5, 1)
	two := set.Shields[0].Sites[0]
	two.Name, two.Place = "second", earth.Degrees(44, 27)
	set.Shields[0].Sites = append(set.Shields[0].Sites, two)
	var asked []Order
	opens := 400 * time.Second
	run := func(may func(Order) Ruling) *log {
		asked = asked[:0]
		l := &log{wants: true}
		ready(t, set, Options{Authority: rule(func(o Order) Ruling {
			o.Sensors = append([]string(nil), o.Sensors...)
			asked = append(asked, o)
			return may(o)
		})}).Worker().Run(1, l)
		return l
	}
	free := run(func(Order) Ruling { return Ruling{Allowed: true} })
	if len(asked) != 2 || len(free.shots) != 2 || len(free.why(Refused)) > 0 {
		t.Fatalf("%d asked, %d shots", len(asked), len(free.shots))
	}
	o, s := asked[0], free.shots[0]
	if o.Party != s.Party || o.Site != s.Site || o.Interceptor != "fast" || o.Class != "irbm" || o.Depart != s.Departed || o.Meeting != s.Meeting || o.Track != s.Track ||
		o.MeetingLatDeg != s.MeetingLatDeg || o.MeetingKm != s.MeetingKm || math.Abs(o.ImpactLatDeg-44.4325) > 1e-9 || o.Burnout != 180*time.Second ||
		len(o.Sensors) != 1 || o.Sensors[0] != "radar" || !o.SingleSource || o.Decided > o.Depart {
		t.Errorf("order %+v of shot %+v", o, s)
	}
	one := run(func(o Order) Ruling {
		return Ruling{Allowed: o.Site != s.Site, Clause: "3.2", Why: "this site stays silent"}
	})
	if len(one.shots) != 2 || one.shots[0].Site == s.Site || len(one.why(Refused)) != 2 || !strings.Contains(one.why(Refused)[0], "clause 3.2: this site stays silent") {
		t.Errorf("one site refused: %d shots, refusals %q", len(one.shots), one.why(Refused))
	}
	later := run(func(o Order) Ruling { return Ruling{Allowed: o.Decided >= opens, Clause: "4"} })
	if len(later.shots) != 2 || later.shots[0].Departed < opens || later.shots[0].Departed > opens+set.Doctrine.Tick {
		t.Errorf("refused until %v: shots %+v", opens, later.shots)
	}
	if n := len(later.why(Refused)); n != 4 {
		t.Errorf("%d refusals told, of two missiles by two sites", n)
	}
	never := run(func(o Order) Ruling { return Ruling{Clause: "1"} })
	if len(never.shots) != 0 || never.outcomes[0].Lost != Refused || never.outcomes[0].Why != "the authority refused the order" {
		t.Errorf("all refused: %+v", never.outcomes[0])
	}
}

// TestReasonsAreTold: whoever does not shoot says why, with the numbers.
func TestReasonsAreTold(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*scenario.Setting)
		event  string // what the event says
		why    string // what the outcome says
		lost   Kind
	}{
		{"late", func(s *scenario.Setting) { s.Shields[0].Delays.TrackToCommit = 740 },
			"s passed", words[tooLate], NotEngaged},
		{"slow", func(s *scenario.Setting) { s.Shields[0].Sites[0].Batteries[0].Interceptor.BurnoutSpeed = 500 },
			"km/s with a launch at its burnout, has 0.50", words[outOfReach], NotEngaged},
		{"blind at the meeting", func(s *scenario.Setting) { s.Shields[0].FireControl = scenario.LaunchOnRemote },
			"no admissible meeting: radar horizon", words[noSight], NotEngaged},
		{"too high", func(s *scenario.Setting) { s.Shields[0].Sites[0].Batteries[0].Interceptor.MinAltitude = 5000e3 },
			"altitude limits", words[belowMinimum], NotEngaged},
		{"empty", func(s *scenario.Setting) { s.Doctrine.Reserve = 2 },
			"magazine empty, 2 in reserve", words[magazineEmpty], NotEngaged},
		{"ruled out", func(s *scenario.Setting) {
			s.Doctrine.Rules = []scenario.Rule{{Site: "site", Classes: []string{"mrbm"}}}
		}, "rules let no site engage its class", words[againstRules], NotEngaged},
		{"undefended", func(s *scenario.Setting) { s.Parties = []scenario.Party{{Name: "p", Countries: []string{"PL"}}} },
			"falls on nobody's defended ground", words[undefended], NotEngaged},
		{"unseen", func(s *scenario.Setting) { s.Shields[0].Radars[0].Radar.Range = 1e3 }, "", "no sensor ever saw it", Detected},
		{"missed", func(s *scenario.Setting) { s.Shields[0].Sites[0].Batteries[0].Interceptor.KillProbability = 0 },
			"1 of 1 salvoes spent", "every shot missed, and " + words[shotsSpent], Missed},
		{"misjudged", func(s *scenario.Setting) {
			s.Shields[0].Sites[0].Batteries[0].Interceptor.KillProbability = 0
			s.Doctrine.FalseKill = 1
		}, "", words[believedDead], Assessed},
		{"no time for another", func(s *scenario.Setting) {
			s.Shields[0].Sites[0].Batteries[0].Interceptor.KillProbability = 0
			s.Doctrine.Shots, s.Doctrine.AssessDelay = 3, 10*time.Minute
		}, "", "every shot missed", Missed},
		{"late commit", func(s *scenario.Setting) { s.Shields[0].Delays.TrackToCommit = 3000 }, "", "it fell before anybody could commit", Committed},
	} {
		set := small(1, 2, 1)
		c.change(set)
		l := &log{wants: true}
		ready(t, set, Options{}).Worker().Run(1, l)
		o := l.outcomes[0]
		if !o.Leaked || o.Why != c.why || o.Lost != c.lost {
			t.Errorf("%s: %+v", c.name, o)
		}
		told := strings.Join(l.why(NotEngaged), "; ")
		if c.event != "" && (len(l.why(NotEngaged)) != 1 || !strings.Contains(told, c.event)) || c.event == "" && told != "" {
			t.Errorf("%s: told %q", c.name, told)
		}
	}
	// The numbers are those of package reach.
	set := small(1, 2, 1)
	set.Shields[0].Delays.TrackToCommit = 740
	b := ready(t, set, Options{})
	q := b.tables[0].problem(180 * time.Second)
	last, at := q.LatestLaunch(6500), b.tables[0].commit.Seconds()
	l := &log{wants: true}
	b.Worker().Run(1, l)
	if want := fmt.Sprintf("latest launch %.0f s passed %.0f s before commit", last, at-last); !strings.Contains(l.why(NotEngaged)[0], want) {
		t.Errorf("told %q, want %q", l.why(NotEngaged)[0], want)
	}
}

// TestUndefendedIsEngaged where the doctrine says so, and where the share of
// defended ground is enough.
func TestUndefendedIsEngaged(t *testing.T) {
	set := small(1, 2, 1)
	set.Parties = []scenario.Party{{Name: "p", Countries: []string{"PL"}}}
	set.Doctrine.Undefended = true
	l := &log{}
	ready(t, set, Options{}).Worker().Run(1, l)
	if l.outcomes[0].Leaked {
		t.Errorf("%+v", l.outcomes[0])
	}
}

// TestAmple: where interceptors suffice, every missile is met by the battery
// that meets it first; of alike ones by the one that has spent least.
func TestAmple(t *testing.T) {
	set := small(6, 50, 1)
	site := set.Shields[0].Sites[0]
	site.Batteries = append(site.Batteries, site.Batteries[0])
	slow := site.Batteries[0]
	slow.Interceptor.Name, slow.Interceptor.BurnoutSpeed = "slow", 3000
	site.Batteries = append([]scenario.Battery{slow}, site.Batteries...)
	set.Shields[0].Sites[0] = site
	b := ready(t, set, Options{})
	w := b.Worker()
	l := &log{}
	w.Run(1, l)
	if len(l.shots) != 6 || w.used[0] != 0 || w.used[1] != 3 || w.used[2] != 3 {
		t.Errorf("%d shots, spent %v", len(l.shots), w.used)
	}
	if first, other := b.tables[1].first, b.tables[0].first; l.shots[0].Meeting != first.meeting || !(first.meeting < other.meeting) {
		t.Errorf("met at %v; the fast one first at %v, the slow one at %v", l.shots[0].Meeting, first.meeting, other.meeting)
	}
}

// TestScarce: with fewer interceptors than missiles, those are engaged that
// threaten most people; no other choice of package assignment saves more.
func TestScarce(t *testing.T) {
	set := small(0, 3, 0.7)
	more := small(8, 3, 0.7)
	where := []struct {
		name     string
		lat, lon float64
	}{{"a village", 45.5, 25.0}, {"Bucharest", 44.43, 26.1}, {"Cluj", 46.77, 23.6}, {"Craiova", 44.33, 23.8}, {"the sea", 44.2, 29.5}, {"Iasi", 47.16, 27.58}, {"Sofia", 42.70, 23.32}, {"Plovdiv", 42.15, 24.75}}
	for i := range where {
		m := more.Raid.Missiles[i]
		m.Name = where[i].name
		m.To = scenario.Area{Name: where[i].name, Place: earth.Degrees(where[i].lat, where[i].lon)}
		set.Raid.Missiles = append(set.Raid.Missiles, m)
	}
	// All are committed on at once, and interceptors leave a while later.
	set.Shields[0].Delays.TrackToCommit = 120
	set.Shields[0].Sites[0].Batteries[0].Interceptor.BurnoutSpeed = 4000
	set.Shields[0].Sites[0].Batteries[0].Interceptor.MaxAltitude = 300e3
	set.Doctrine.Undefended = true
	b := ready(t, set, Options{})
	l := &log{wants: true}
	w := b.Worker()
	w.Run(1, l)
	p := assignment.Problem{Units: []int{3}}
	saved := map[string]float64{}
	for i := range set.Raid.Missiles {
		p.Value = append(p.Value, 1+b.worth[i].value)
		p.Probability = append(p.Probability, 0.7)
		saved[set.Raid.Missiles[i].Name] = 0.7 * p.Value[i]
		p.MaxShots = append(p.MaxShots, 1)
		if !b.tables[i].first.ok {
			t.Fatalf("%s cannot be met: %v", set.Raid.Missiles[i].Name, words[b.tables[i].why])
		}
	}
	var s assignment.Solver
	s.Start(&p)
	s.Improve(1e6)
	total, got := 0.0, 0.0
	for _, v := range p.Value {
		total += v
	}
	for _, x := range l.shots {
		got += saved[x.Missile]
	}
	if len(l.shots) != 3 || math.Abs(total-got-s.Value()) > 1e-6*total {
		t.Errorf("%d shots leave %.0f people, package assignment %.0f", len(l.shots), total-got, s.Value())
	}
	told := 0
	for _, why := range l.why(NotEngaged) {
		if strings.Contains(why, "given to tracks that threaten more") || strings.Contains(why, "magazine empty") {
			told++
		}
	}
	if told < 5 {
		t.Errorf("told %q", l.why(NotEngaged))
	}
}
