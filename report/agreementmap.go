package report

import (
	"fmt"
	"html/template"
	"math"

	"scutum/internal/frozen"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/physics/orbit"
	"scutum/report/atlas"
	"scutum/report/chart"
	"scutum/report/drawing"
	"scutum/report/projection"
)

// counterWidth is how many units wide the map of a counter-example is, about.
const counterWidth = 480

// encounter is a missile's flight and where an interceptor from a site meets it,
// or would with more speed.
type encounter struct {
	flight        *flight.Ballistic
	field, target string
	site          string
	stands        earth.Place
	ship, reached bool
	lat, lon, km  float64 // of the meeting
	words         string
}

// counterMap is an encounter on a map. Its centre is that of the things on it, so
// that neither the pole nor the antimeridian is anything but an ordinary place.
// See TestCounterMapOverThePole.
type counterMap struct {
	*encounter
	path, shot [][2]float64
	view       projection.View
}

func newCounterMap(e *encounter) *counterMap {
	m := &counterMap{encounter: e}
	from := e.flight.From
	m.path = append([][2]float64{{from.LatDeg(), from.LonDeg()}}, groundTrack(e.flight.Earth, e.flight.Arc, 30)...)
	m.shot = greatCircle(e.stands, earth.Degrees(e.lat, e.lon), 24)
	m.frame()
	return m
}

// groundTrack samples an arc's path over the ground, a point each so many
// seconds.
func groundTrack(model earth.Model, arc orbit.Arc, step float64) (out [][2]float64) {
	from, to := arc.Time(arc.From), arc.Time(arc.To)
	n := max(1, int(math.Ceil((to-from)/step)))
	for i := range n + 1 {
		eta := arc.To
		if i < n {
			eta = arc.At(from + float64((to-from)*float64(i)/float64(n)))
		}
		r, t := arc.PositionTime(eta)
		p := model.Place(model.Rotating(r, t))
		out = append(out, [2]float64{p.LatDeg(), p.LonDeg()})
	}
	return out
}

// upwards is the unit vector of a latitude and longitude in degrees.
func upwards(lat, lon float64) (x, y, z float64) {
	s, c := frozen.Sincos(lat * math.Pi / 180)
	so, co := frozen.Sincos(lon * math.Pi / 180)
	return float64(c * co), float64(c * so), s
}

// latLon is the place in degrees under a vector.
func latLon(x, y, z float64) (lat, lon float64) {
	flat := frozen.Sqrt(float64(x*x) + float64(y*y))
	return frozen.Atan2(z, flat) * 180 / math.Pi, frozen.Atan2(y, x) * 180 / math.Pi
}

// greatCircle is a line between two places, by chords cut in even parts.
func greatCircle(a, b earth.Place, n int) (out [][2]float64) {
	ax, ay, az := upwards(a.LatDeg(), a.LonDeg())
	bx, by, bz := upwards(b.LatDeg(), b.LonDeg())
	for i := range n + 1 {
		f := float64(i) / float64(n)
		lat, lon := latLon(ax+float64(f*(bx-ax)), ay+float64(f*(by-ay)), az+float64(f*(bz-az)))
		out = append(out, [2]float64{lat, lon})
	}
	return out
}

// frame centres the map on the middle of what it shows.
func (m *counterMap) frame() {
	all := append(append([][2]float64{}, m.path...), m.shot...)
	var x, y, z float64
	for _, p := range all {
		px, py, pz := upwards(p[0], p[1])
		x, y, z = x+px, y+py, z+pz
	}
	lat, lon := latLon(x, y, z)
	a := projection.EqualArea(math.Round(lat), math.Round(lon))
	box := drawing.Box{Left: math.Inf(1), Top: math.Inf(-1), Right: math.Inf(-1), Bottom: math.Inf(1)}
	for _, p := range all {
		if px, py, ok := a.Project(p[0], p[1]); ok {
			box.Left, box.Right = math.Min(box.Left, px), math.Max(box.Right, px)
			box.Bottom, box.Top = math.Min(box.Bottom, py), math.Max(box.Top, py)
		}
	}
	// All maps have one shape, four to three, with an edge for the names.
	w, h := float64(1.16*(box.Right-box.Left))+500, float64(1.16*(box.Top-box.Bottom))+500
	w = math.Max(w, h*4/3)
	h = w * 3 / 4
	midX, midY := float64((box.Left+box.Right)/2), float64((box.Top+box.Bottom)/2)
	m.view = projection.Frame(a, midX-float64(w/2), midY-float64(h/2), midX+float64(w/2), midY+float64(h/2), math.Ceil(w/counterWidth*4)/4)
}

func (m *counterMap) draw() template.HTML {
	v := m.view
	base := atlas.NewBase(v)
	below, above := base.Draw()
	var c drawing.Canvas
	c.Add(`<svg class="layer" viewBox="0 0 %d %d" role="img" aria-label="%s">`, v.Width, v.Height, m.description())
	c.Raw(below)
	c.Add(`<path class="wash" fill-rule="evenodd" d="%s"/>`, seaWash(base))
	c.Raw(above + base.Scale(10, float64(v.Height)-16, 1000))
	c.Add(`<path class="raid-path leaked-path" d="%s"><title>%s</title></path>`, drawing.Lines(v.Lines(m.path, 0.2)), m.words)
	c.Add(`<path class="raid-path shot-path" d="%s"><title>%s</title></path>`, drawing.Lines(v.Lines(m.shot, 0.2)), m.words)
	marks, _ := drawMarks(v, m.marks(), 12)
	c.Raw(marks)
	if at, ok := v.Point(m.lat, m.lon); ok {
		kind := "commit"
		if m.reached {
			kind = "killed"
		}
		c.Add(`<path class="event-mark %s" transform="translate(%n %n)" d="%s"><title>%s</title></path>`, kind, at.X, at.Y, chart.Symbols[kind], m.words)
	}
	c.Raw(`</svg>`)
	return template.HTML(c.String())
}

func (m *counterMap) marks() []mark {
	kind := "site"
	if m.ship {
		kind = "ship"
	}
	from, to := m.flight.From, m.flight.To
	return []mark{{"field", m.field, from.LatDeg(), from.LonDeg()}, {"town", m.target, to.LatDeg(), to.LonDeg()}, {kind, m.site, m.stands.LatDeg(), m.stands.LonDeg()}}
}

func (m *counterMap) description() string {
	return fmt.Sprintf("Map: the path over the ground of a missile from %s to %s, and the way of an interceptor from %s to where it could meet it, %s km above %s.", m.field, m.target, m.site,
		fixed(m.km, 0), place(math.Round(m.lat*10)/10, math.Round(m.lon*10)/10))
}

// agreementMapKeys explains the maps.
func agreementMapKeys() []key {
	return []key{
		{"raid-path leaked-path", "M-12 0h24", "protected missile"}, {"raid-path shot-path", "M-12 0h24", "way to the meeting, over the ground"},
		{"event-mark killed", chart.Symbols["killed"], "meeting within reach"}, {"event-mark commit", chart.Symbols["commit"], "nearest meeting, out of reach"},
		{"mark field", symbols["field"], "field or sea area of the protected force"}, {"mark site", symbols["site"], "interceptor site"}, {"mark ship", symbols["ship"], "ship"}, {"mark town", symbols["town"], "place aimed at"},
	}
}
