package report

import (
	"math"

	"scutum/assessment/footprint"
	"scutum/assessment/scorecard"
	"scutum/report/atlas"
	"scutum/report/drawing"
	"scutum/report/projection"
	"scutum/scenario"
	"scutum/scenario/geography"
)

// frameWidth is how many units wide a map is, about.
const frameWidth = 640

// mapView frames what the maps are about: threatened land (of Europe, where the
// study is about Europe), launch areas and sites. Its centre is that of the
// study's domain, to a whole degree.
func mapView(r *scorecard.Result) projection.View {
	grid := r.Maps[0].Grid
	a := projection.EqualArea(math.Round((grid.SouthDeg+grid.NorthDeg)/2), math.Round((grid.WestDeg+grid.EastDeg)/2))
	box := drawing.Box{Left: math.Inf(1), Top: math.Inf(-1), Right: math.Inf(-1), Bottom: math.Inf(1)}
	enter := func(lat, lon float64) {
		if x, y, ok := a.Project(lat, lon); ok {
			box.Left, box.Right = math.Min(box.Left, x), math.Max(box.Right, x)
			box.Bottom, box.Top = math.Min(box.Bottom, y), math.Max(box.Top, y)
		}
	}
	for cell := range grid.Cells() {
		threatened := false
		for _, m := range r.Maps {
			threatened = threatened || len(m.Reason) > cell && m.Reason[cell] != footprint.NotThreatened
		}
		if lat, lon := atlas.Centre(grid, cell); threatened && subject(r, lat, lon) {
			enter(lat, lon)
		}
	}
	near := func(lat, lon float64) {
		const beyond = 4 // degrees outside the grid
		if lat > grid.SouthDeg-beyond && lat < grid.NorthDeg+beyond && lon > grid.WestDeg-beyond && lon < grid.EastDeg+beyond {
			enter(lat, lon)
		}
	}
	for _, t := range r.Setting.Threats {
		for _, area := range t.Areas {
			near(area.Place.LatDeg(), area.Place.LonDeg())
		}
	}
	for _, s := range r.Setting.Shields {
		for _, site := range s.Sites {
			near(site.Place.LatDeg(), site.Place.LonDeg())
		}
	}
	if box.Left > box.Right {
		box = drawing.Box{Left: -3000, Right: 3000, Bottom: -2400, Top: 2400}
	}
	const edge = 150
	unit := math.Ceil((box.Right-box.Left+2*edge)/frameWidth*2) / 2
	return projection.Frame(a, box.Left-edge, box.Bottom-edge, box.Right+edge, box.Top+edge, unit)
}

// subject reports whether a place is land that the study is about.
func subject(r *scorecard.Result, lat, lon float64) bool {
	code := geography.CountryAt(lat, lon)
	return code != "" && (r.Setting.Map.Name != "europe" || geography.Europe(code, lon))
}

// mark is something that stands on a map.
type mark struct {
	kind, name string // site, ship, radar, area, field, town
	lat, lon   float64
}

// shieldMarks lists a shield's sites and radars, and the launch areas. A radar
// that stands at a site is not marked again.
func shieldMarks(r *scorecard.Result, s scenario.Shield) []mark {
	var marks []mark
	has := func(lat, lon float64) bool {
		for _, m := range marks {
			if math.Abs(m.lat-lat) < 0.2 && math.Abs(m.lon-lon) < 0.2 {
				return true
			}
		}
		return false
	}
	for _, site := range s.Sites {
		kind := "site"
		if site.Ship {
			kind = "ship"
		}
		marks = append(marks, mark{kind, site.Name, site.Place.LatDeg(), site.Place.LonDeg()})
	}
	for _, radar := range s.Radars {
		if lat, lon := radar.Place.LatDeg(), radar.Place.LonDeg(); !has(lat, lon) {
			marks = append(marks, mark{"radar", radar.Name, lat, lon})
		}
	}
	for _, t := range r.Setting.Threats {
		for _, area := range t.Areas {
			if lat, lon := area.Place.LatDeg(), area.Place.LonDeg(); !has(lat, lon) {
				marks = append(marks, mark{"area", area.Name, lat, lon})
			}
		}
	}
	return marks
}

// symbols are drawn about the origin, told apart by shape as well as colour.
var symbols = map[string]string{
	"site":  "M-5-5h10v10h-10z",
	"ship":  "M-7-3h14l-3.5 7h-7z",
	"radar": "M0-6.5l6 11.5h-12z",
	"area":  "M0-5.5l5.5 5.5-5.5 5.5-5.5-5.5z",
	"field": "M-5-5l10 10M5-5l-10 10",
	"town":  "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
}

// drawMarks draws marks and their labels at a size of text, in units of the
// view, and returns the boxes of the labels.
func drawMarks(v projection.View, marks []mark, size float64) (string, []drawing.Box) {
	var c drawing.Canvas
	p := drawing.Placer{Frame: drawing.Box{Left: 2, Top: 2, Right: float64(v.Width) - 2, Bottom: float64(v.Height) - 2}}
	scale := size / 13
	for _, m := range marks {
		at, ok := v.Point(m.lat, m.lon)
		if ok && v.Inside(at, 0) {
			p.Mark(at.X, at.Y, 7*scale)
		}
	}
	var boxes []drawing.Box
	for _, m := range marks {
		at, ok := v.Point(m.lat, m.lon)
		if !ok || !v.Inside(at, 0) {
			continue
		}
		c.Add(`<path class="mark %s" transform="translate(%n %n) scale(%s)" d="%s"/>`, m.kind, at.X, at.Y, plain(scale), symbols[m.kind])
		if x, y, anchor, ok := p.Label(m.name, size, at.X, at.Y, 7*scale); ok {
			c.Text("place "+m.kind, x, y, anchor, m.name)
			boxes = append(boxes, drawing.TextBox(m.name, size, x, y, anchor))
		}
	}
	return c.String(), boxes
}

// seaWash is path data that covers the frame except land.
func seaWash(b *atlas.Base) string {
	var c drawing.Canvas
	c.Add("M0 0h%dv%dh-%dz", b.View.Width, b.View.Height, b.View.Width)
	return c.String() + b.Land
}
