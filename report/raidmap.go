package report

import (
	"fmt"
	"html/template"
	"math"

	"scutum/campaign"
	"scutum/physics/orbit"
	"scutum/report/atlas"
	"scutum/report/chart"
	"scutum/report/drawing"
	"scutum/report/projection"
)

// raidMapWidth is how many units wide the map of a raid is, about.
const raidMapWidth = 1100

// raidMap draws the shown run over the ground.
type raidMap struct {
	r     *Raid
	view  projection.View
	marks []mark
}

// newRaidMap frames everything that the run has: launch areas, towns, sites,
// radars and meetings.
func newRaidMap(r *Raid) *raidMap {
	m := &raidMap{r: r}
	shields := r.shields()
	seen := func(x mark) bool {
		for _, o := range m.marks {
			if o.name == x.name && o.kind == x.kind || math.Abs(o.lat-x.lat) < 0.2 && math.Abs(o.lon-x.lon) < 0.2 {
				return true
			}
		}
		return false
	}
	add := func(all ...mark) {
		for _, x := range all {
			if !seen(x) {
				m.marks = append(m.marks, x)
			}
		}
	}
	for _, s := range shields.Setting.Shields {
		quiet := *shields
		set := *shields.Setting
		set.Threats = nil // areas that the raid does not use
		quiet.Setting = &set
		add(shieldMarks(&quiet, s)...)
	}
	for _, x := range r.Setting.Raid.Missiles {
		add(mark{"area", x.From.Name, x.From.Place.LatDeg(), x.From.Place.LonDeg()}, mark{"town", x.To.Name, x.To.Place.LatDeg(), x.To.Place.LonDeg()})
	}
	m.frame()
	return m
}

func (m *raidMap) frame() {
	south, north, west, east := 90.0, -90.0, 180.0, -180.0
	for _, x := range m.marks {
		south, north, west, east = math.Min(south, x.lat), math.Max(north, x.lat), math.Min(west, x.lon), math.Max(east, x.lon)
	}
	a := projection.EqualArea(math.Round((south+north)/2), math.Round((west+east)/2))
	box := drawing.Box{Left: math.Inf(1), Top: math.Inf(-1), Right: math.Inf(-1), Bottom: math.Inf(1)}
	enter := func(lat, lon float64) {
		if x, y, ok := a.Project(lat, lon); ok {
			box.Left, box.Right = math.Min(box.Left, x), math.Max(box.Right, x)
			box.Bottom, box.Top = math.Min(box.Bottom, y), math.Max(box.Top, y)
		}
	}
	for _, x := range m.marks {
		enter(x.lat, x.lon)
	}
	for i := range m.r.Replay.Missiles {
		for _, p := range m.track(m.r.Replay.Missiles[i].Flight.Arc, 60) {
			enter(p[0], p[1])
		}
	}
	const edge = 220
	// Never wider than three to one nor taller than one to one.
	w, h := box.Right-box.Left+2*edge, box.Top-box.Bottom+2*edge
	if grow := float64((w/2.4 - h) / 2); grow > 0 {
		box.Top, box.Bottom = box.Top+grow, box.Bottom-grow
	}
	if grow := float64((h - w) / 2); grow > 0 {
		box.Left, box.Right = box.Left-grow, box.Right+grow
	}
	unit := math.Max(0.5, math.Ceil((box.Right-box.Left+2*edge)/raidMapWidth*4)/4)
	m.view = projection.Frame(a, box.Left-edge, box.Bottom-edge, box.Right+edge, box.Top+edge, unit)
}

// track samples an arc's path over the ground.
func (m *raidMap) track(arc orbit.Arc, step float64) [][2]float64 {
	return groundTrack(m.r.Setting.Earth, arc, step)
}

// draw returns the map as an SVG element.
func (m *raidMap) draw() template.HTML {
	v := m.view
	base := atlas.NewBase(v)
	below, above := base.Draw()
	var c drawing.Canvas
	c.Add(`<svg class="layer" viewBox="0 0 %d %d" role="img" aria-label="%s">`, v.Width, v.Height, m.description())
	c.Raw(below)
	c.Add(`<path class="wash" fill-rule="evenodd" d="%s"/>`, seaWash(base))
	c.Raw(above + base.Scale(16, float64(v.Height)-26, 500))
	for i := range m.r.Replay.Missiles {
		m.flight(&c, &m.r.Replay.Missiles[i])
	}
	for i := range m.r.Replay.Shots {
		m.shot(&c, &m.r.Replay.Shots[i])
	}
	marks, _ := drawMarks(v, m.marks, 13)
	c.Raw(marks)
	for i := range m.r.Replay.Shots {
		m.meeting(&c, &m.r.Replay.Shots[i])
	}
	c.Raw(`</svg>`)
	return template.HTML(c.String())
}

// flight draws a missile's path: whole to its end, and thin where it would have
// gone on.
func (m *raidMap) flight(c *drawing.Canvas, p *campaign.MissilePath) {
	class, end := "raid-path killed-path", p.Flight.Arc
	title := p.Missile.Name + ", " + p.Missile.From.Name + " to " + p.Missile.To.Name + ": killed"
	if p.Outcome.Leaked {
		class, title = "raid-path leaked-path", p.Missile.Name+", "+p.Missile.From.Name+" to "+p.Missile.To.Name+": leaks"
	} else {
		end.To = end.At(p.End.Seconds())
		rest := p.Flight.Arc
		rest.From = end.To
		c.Path("raid-path rest-path", drawing.Lines(m.view.Lines(m.track(rest, 20), 0.2)))
	}
	line := append([][2]float64{{p.Missile.From.Place.LatDeg(), p.Missile.From.Place.LonDeg()}}, m.track(end, 20)...)
	c.Add(`<path class="%s" data-missile="%s" d="%s"><title>%s</title></path>`, class, p.Missile.Name, drawing.Lines(m.view.Lines(line, 0.2)), title)
}

func (m *raidMap) shot(c *drawing.Canvas, s *campaign.ShotPath) {
	if !s.Known {
		return
	}
	c.Add(`<path class="raid-path shot-path" data-missile="%s" d="%s"><title>%s</title></path>`, s.Shot.Missile, drawing.Lines(m.view.Lines(m.track(s.Arc, 20), 0.2)), shotWords(&s.Shot))
}

func (m *raidMap) meeting(c *drawing.Canvas, s *campaign.ShotPath) {
	p, ok := m.view.Point(s.Shot.MeetingLatDeg, s.Shot.MeetingLonDeg)
	if !ok || !m.view.Inside(p, 0) {
		return
	}
	kind := "missed"
	if s.Shot.Outcome == "killed" {
		kind = "killed"
	}
	c.Add(`<path class="event-mark %s" data-missile="%s" transform="translate(%n %n)" d="%s"><title>%s</title></path>`, kind, s.Shot.Missile, p.X, p.Y, chart.Symbols[kind], shotWords(&s.Shot))
}

func (m *raidMap) description() string {
	return fmt.Sprintf("Map of run %d: the paths of %s over the ground, of which %d leak, and of %s.", m.r.Shown.Number,
		plural(len(m.r.Replay.Missiles), "missile", "missiles"), m.r.Shown.Leakers(), plural(len(m.r.Shown.Shots), "interceptor", "interceptors"))
}

// mapKeys explains the map.
func mapKeys() []key {
	return []key{
		{"raid-path leaked-path", "M-12 0h24", "missile that leaks"}, {"raid-path killed-path", "M-12 0h24", "missile that is killed"}, {"raid-path rest-path", "M-12 0h24", "where it would have gone on"},
		{"raid-path shot-path", "M-12 0h24", "interceptor"}, {"event-mark killed", chart.Symbols["killed"], "meeting that kills"}, {"event-mark missed", chart.Symbols["missed"], "meeting that does not"},
		{"mark site", symbols["site"], "interceptor site"}, {"mark ship", symbols["ship"], "ship"}, {"mark radar", symbols["radar"], "radar"}, {"mark area", symbols["area"], "illustrative launch area"}, {"mark town", symbols["town"], "town aimed at"},
	}
}
