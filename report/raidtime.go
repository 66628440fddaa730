package report

import (
	"fmt"
	"html/template"
	"math"
	"slices"
	"strings"
	"time"

	"scutum/campaign"
	"scutum/engagement/battle"
	"scutum/report/chart"
)

// scheduleWidth is that of the time chart in units: some of the screen's own.
const scheduleWidth = 1240

// Large raids: more rows than these nobody reads on a page, and the files have
// them all.
const (
	mostRows   = 100
	mostEvents = 3000
)

// looks is how many sensors can be told apart by colour and height.
const looks = 6

// at writes a time of the run; "" for never.
func at(t time.Duration) string {
	if t < 0 {
		return ""
	}
	return fixed(t.Seconds(), 0)
}

// radars lists the sensors that hold any missile of the shown run, those that
// hold one first first.
func (r *Raid) radars() []string {
	type first struct {
		name string
		at   float64
	}
	var all []first
	for i := range r.Replay.Missiles {
		p := &r.Replay.Missiles[i]
		for _, s := range p.Sights {
			when := p.Outcome.Launched.Seconds() + s.From
			k := slices.IndexFunc(all, func(f first) bool { return f.name == s.Sensor })
			if k < 0 {
				all = append(all, first{s.Sensor, when})
			} else {
				all[k].at = math.Min(all[k].at, when)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b first) int {
		switch {
		case a.at < b.at:
			return -1
		case a.at > b.at:
			return 1
		}
		return strings.Compare(a.name, b.name)
	})
	var names []string
	for _, f := range all {
		names = append(names, f.name)
	}
	return names
}

func (r *Raid) radarKeys() []swatch {
	var out []swatch
	for i, name := range r.radars() {
		out = append(out, swatch{Class: sightClass(i), Text: name})
	}
	return out
}

func sightClass(i int) string { return fmt.Sprintf("sight sight%d", min(i, looks-1)) }

// schedule draws the shown run: for every missile what happened to it when.
func (r *Raid) schedule() template.HTML {
	s := chart.Schedule{Width: scheduleWidth, RowHeight: 46, Left: 178, Right: 236}
	radars := r.radars()
	last := 0.0
	for i := range r.Replay.Missiles[:min(mostRows, len(r.Replay.Missiles))] {
		p := &r.Replay.Missiles[i]
		s.Rows = append(s.Rows, r.row(p, radars))
		last = math.Max(last, (p.Outcome.Launched + p.End).Seconds())
	}
	s.X = chart.Round("time since the raid began, s", 60, 0, last)
	s.Description = fmt.Sprintf("Time chart of run %d: %s. The table below has every time.", r.Shown.Number, plural(len(s.Rows), "missile", "missiles"))
	return template.HTML(s.Draw())
}

func (r *Raid) row(p *campaign.MissilePath, radars []string) chart.Row {
	o := &p.Outcome
	launched := o.Launched.Seconds()
	burnout := launched + p.Missile.Class.Burnout.BurnTime
	row := chart.Row{ID: p.Missile.Name, Name: p.Missile.Name, Note: p.Missile.From.Name + " to " + p.Missile.To.Name}
	row.After, row.AfterClass = r.fateWords(p)
	row.Spans = append(row.Spans,
		chart.Span{From: burnout, To: launched + p.End.Seconds(), Thick: 2, Class: "coasting", Title: fmt.Sprintf("%s coasts from %s s", p.Missile.Name, fixed(burnout, 0))},
		chart.Span{From: launched, To: burnout, Thick: 6, Class: "boosting", Title: fmt.Sprintf("boost, launched %s s, burnout %s s", at(o.Launched), fixed(burnout, 0))})
	for _, s := range p.Sights {
		k := min(slices.Index(radars, s.Sensor), looks-1)
		row.Spans = append(row.Spans, chart.Span{From: launched + s.From, To: launched + s.To, Y: 7.5 + float64(2.2*float64(k)), Thick: 2, Class: sightClass(k),
			Title: fmt.Sprintf("%s can hold it, %s to %s s", s.Sensor, fixed(launched+s.From, 0), fixed(launched+s.To, 0))})
	}
	mark := func(t time.Duration, kind, title string) {
		if t >= 0 {
			row.Marks = append(row.Marks, chart.Mark{X: t.Seconds(), Kind: kind, Title: title + " " + at(t) + " s"})
		}
	}
	mark(o.Launched, "launch", "launched")
	mark(o.Warned, "warned", "launch warning")
	mark(o.Detected, "found", "first detected by "+orWords(r.detectedBy(p.Missile.Name), "a sensor"))
	if o.Tracked != o.Detected {
		mark(o.Tracked, "tracked", "tracked")
	}
	mark(o.Committed, "commit", "may be engaged from")
	for k, shot := range r.shotsAt(p.Missile.Name) {
		y := -9 - float64(5*float64(k%3))
		row.Spans = append(row.Spans, chart.Span{From: shot.Departed.Seconds(), To: shot.Meeting.Seconds(), Y: y, Thick: 1.4, Class: "flying", Title: shotWords(&shot)})
		kind := "missed"
		if shot.Outcome == "killed" {
			kind = "killed"
		}
		row.Marks = append(row.Marks, chart.Mark{X: shot.Departed.Seconds(), Y: y, Kind: "depart", Title: shotWords(&shot)}, chart.Mark{X: shot.Meeting.Seconds(), Y: y, Kind: kind, Title: shotWords(&shot)})
	}
	if o.Leaked {
		mark(o.Impact, "fell", "fell")
	}
	return row
}

func shotWords(s *battle.Shot) string {
	return fmt.Sprintf("%s from %s, salvo %d: departed %s s, meeting %s s at %s km, %s", machine(s.Interceptor), s.Site, s.Salvo, at(s.Departed), at(s.Meeting), fixed(s.MeetingKm, 0), s.Outcome)
}

func orWords(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// shotsAt lists the shots of the shown run at a missile.
func (r *Raid) shotsAt(missile string) []battle.Shot {
	var out []battle.Shot
	for _, s := range r.Shown.Shots {
		if s.Missile == missile {
			out = append(out, s)
		}
	}
	return out
}

// detectedBy is the sensor of the first detection that the events tell of.
func (r *Raid) detectedBy(missile string) string {
	for _, e := range r.Shown.Events {
		if e.Kind == battle.Detected && e.Missile == missile {
			return e.Sensor
		}
	}
	return ""
}

// fateWords says what became of a missile of the shown run.
func (r *Raid) fateWords(p *campaign.MissilePath) (words, class string) {
	o := &p.Outcome
	if o.Leaked {
		return fmt.Sprintf("leaks, falls %s s: %s", at(o.Impact), reasonWords(o.Why)), "bad"
	}
	for _, s := range r.shotsAt(p.Missile.Name) {
		if s.Outcome == "killed" {
			return fmt.Sprintf("killed %s s by %s from %s", at(o.Killed), machine(s.Interceptor), s.Site), "fine"
		}
	}
	return fmt.Sprintf("killed %s s", at(o.Killed)), "fine"
}

// scheduleKeys explains the marks.
func scheduleKeys() []key {
	var out []key
	for _, k := range [][2]string{{"launch", "launch"}, {"warned", "launch warning"}, {"found", "first detection"}, {"tracked", "first track, where later"}, {"commit", "may be engaged"}, {"depart", "interceptor departs"},
		{"killed", "meeting that kills"}, {"missed", "meeting that does not"}, {"fell", "falls"}} {
		out = append(out, key{"event-mark " + k[0], chart.Symbols[k[0]], k[1]})
	}
	return out
}

// leftOut says what of a large raid is not on the page.
func (r *Raid) leftOut() string {
	var out []string
	if n := len(r.Replay.Missiles); n > mostRows {
		out = append(out, fmt.Sprintf("the chart has the first %d of %s missiles", mostRows, thousands(float64(n))))
	}
	if n := len(r.Shown.Events); n > mostEvents {
		out = append(out, fmt.Sprintf("the list of events the first %s of %s; the file run-%d/events.csv has all", thousands(mostEvents), thousands(float64(n)), r.Shown.Number))
	}
	if len(out) == 0 {
		return ""
	}
	return upper(strings.Join(out, ", ")) + "."
}

// fateRow is a missile's times in the shown run.
type fateRow struct {
	Missile, From, Launched, Burnout, Warned, Detected, By, Tracked, Committed, Shots, Outcome, Class string
}

func (r *Raid) fates() []fateRow {
	var out []fateRow
	for i := range r.Replay.Missiles {
		p := &r.Replay.Missiles[i]
		o := &p.Outcome
		row := fateRow{Missile: p.Missile.Name, From: p.Missile.From.Name + " to " + p.Missile.To.Name + ", " + p.Missile.Shape.String(), Launched: at(o.Launched),
			Burnout: fixed(o.Launched.Seconds()+p.Missile.Class.Burnout.BurnTime, 0), Warned: at(o.Warned), Detected: at(o.Detected), By: r.detectedBy(p.Missile.Name), Tracked: at(o.Tracked), Committed: at(o.Committed)}
		row.Outcome, row.Class = r.fateWords(p)
		var shots []string
		for _, s := range r.shotsAt(p.Missile.Name) {
			shots = append(shots, fmt.Sprintf("%s, %s: %s to %s s, %s", s.Site, machine(s.Interceptor), at(s.Departed), at(s.Meeting), s.Outcome))
		}
		row.Shots = strings.Join(shots, "; ")
		out = append(out, row)
	}
	return out
}

// eventRow is a line of the shown run's log.
type eventRow struct{ Time, Event, Missile, By, Why string }

func (r *Raid) events() []eventRow {
	var out []eventRow
	for _, e := range r.Shown.Events[:min(mostEvents, len(r.Shown.Events))] {
		row := eventRow{Time: fixed(e.Time.Seconds(), 1), Event: e.Kind.String(), Missile: e.Missile, Why: e.Why}
		if e.Missile == "" && e.Track > 0 {
			row.Missile = fmt.Sprintf("track %d", e.Track)
		}
		var by []string
		for _, w := range []string{e.Party, e.Site, e.Battery, e.Sensor} {
			if w != "" && (len(by) == 0 || by[len(by)-1] != w) {
				by = append(by, machine(w))
			}
		}
		row.By = strings.Join(by, ", ")
		out = append(out, row)
	}
	return out
}
