package report

import (
	"fmt"
	"html/template"

	"scutum/assessment/footprint"
	"scutum/assessment/scorecard"
	"scutum/report/atlas"
	"scutum/report/drawing"
	"scutum/report/projection"
)

// classes of a cell on paper: 1 to 3 are shots, firstReason and above the
// reasons of package footprint from NotThreatened on.
const (
	firstReason = 3
	classCount  = firstReason + 7
)

// classNames are the style classes of the classes.
var classNames = [classCount]string{"", "shots1", "shots2", "shots3", "not-threatened", "no-track", "radar-horizon", "below-minimum", "too-late", "too-far"}

// cellClass says how a cell is drawn.
func cellClass(m *footprint.Map, cell int) uint8 {
	if m.Reason[cell] == footprint.Defended {
		return min(3, max(1, m.Shots[cell]))
	}
	return firstReason + uint8(m.Reason[cell])
}

// patterns are the fills by reason: each has its own hatch, so that they can
// be told apart without colour.
const patterns = `<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>` +
	`<pattern id="p-not-threatened" width="10" height="10" patternUnits="userSpaceOnUse"><path class="ground quiet-ground" d="M0 0h10v10h-10z"/><path class="hatch quiet-hatch" d="M-1 -1l12 12M-1 9l2 2M9 -1l2 2"/></pattern>` +
	`<pattern id="p-no-track" width="7" height="7" patternUnits="userSpaceOnUse"><path class="ground" d="M0 0h7v7h-7z"/><circle class="dot" cx="3.5" cy="3.5" r="1.2"/></pattern>` +
	`<pattern id="p-radar-horizon" width="6" height="6" patternUnits="userSpaceOnUse"><path class="ground" d="M0 0h6v6h-6z"/><path class="hatch" d="M0 3h6"/></pattern>` +
	`<pattern id="p-below-minimum" width="6" height="6" patternUnits="userSpaceOnUse"><path class="ground" d="M0 0h6v6h-6z"/><path class="hatch" d="M3 0v6"/></pattern>` +
	`<pattern id="p-too-late" width="8" height="8" patternUnits="userSpaceOnUse"><path class="ground" d="M0 0h8v8h-8z"/><path class="hatch" d="M-1 9l10 -10M-1 1l2 -2M7 9l2 -2"/></pattern>` +
	`<pattern id="p-too-far" width="9" height="9" patternUnits="userSpaceOnUse"><path class="ground" d="M0 0h9v9h-9z"/><path class="hatch" d="M-1 10l11 -11M-1 -1l11 11"/></pattern>` +
	`<pattern id="p-near" width="5" height="5" patternUnits="userSpaceOnUse"><path class="keepout1" d="M0 0h5v5h-5z"/><path class="keepout-hatch" d="M-1 6l7 -7M-1 1l2 -2M4 6l2 -2"/></pattern>` +
	`<pattern id="p-gained" width="5" height="5" patternUnits="userSpaceOnUse"><path class="gained-ground" d="M0 0h5v5h-5z"/><circle class="paper-dot" cx="2.5" cy="2.5" r=".8"/></pattern>` +
	`<pattern id="p-lost" width="5" height="5" patternUnits="userSpaceOnUse"><path class="lost-ground" d="M0 0h5v5h-5z"/><path class="paper-line" d="M-1 -1l7 7M-1 4l2 2M4 -1l2 2"/></pattern>` +
	`</defs></svg>`

// mapFigure is one small map with its words.
type mapFigure struct {
	ID, Shield, Class, Title, ClassTitle string
	Cells, Over                          template.HTML
	Caption                              string
	Description                          string
	Reasons                              []reasonShare
}

// reasonShare is how much of the threatened land is undefended for a reason.
type reasonShare struct{ Name, Share string }

// ground is what the small maps share.
type ground struct {
	view   projection.View
	base   *atlas.Base
	raster *atlas.Raster
	people *footprint.Ground
	grid   *footprint.Grid
}

func newGround(r *scorecard.Result) *ground {
	if len(r.Maps) == 0 {
		return nil
	}
	v := mapView(r)
	grid := r.Maps[0].Grid
	return &ground{v, atlas.NewBase(v), atlas.NewRaster(v, grid), footprint.NewGround(grid, r.Date), grid}
}

// rasterOf returns the raster of a map, which nearly always is the shared one.
func (g *ground) rasterOf(m *footprint.Map) *atlas.Raster {
	if atlas.Same(m.Grid, g.grid) {
		return g.raster
	}
	return atlas.NewRaster(g.view, m.Grid)
}

// peopleOf returns who lives on a map.
func (g *ground) peopleOf(m *footprint.Map, date string) *footprint.Ground {
	if atlas.Same(m.Grid, g.grid) {
		return g.people
	}
	return footprint.NewGround(m.Grid, date)
}

// defs is the shared ground as elements to be used by every map.
func (g *ground) defs() template.HTML {
	below, above := g.base.Draw()
	var c drawing.Canvas
	c.Raw(`<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs><g id="europe-below">` + below + `</g><g id="europe-above">`)
	c.Add(`<path class="wash" fill-rule="evenodd" d="%s"/>`, seaWash(g.base))
	c.Raw(above + g.base.Scale(16, float64(g.view.Height)-22, 500) + `</g></defs></svg>`)
	return template.HTML(c.String())
}

// cells draws a map's cells as one path per class.
func cells(raster *atlas.Raster, m *footprint.Map) string {
	var c drawing.Canvas
	for class, d := range raster.Trace(classCount, func(cell int) uint8 { return cellClass(m, cell) }) {
		c.Path("cell "+classNames[class], d)
	}
	return c.String()
}

// smallMaps draws a map for every architecture and class.
func smallMaps(r *scorecard.Result, g *ground) []mapFigure {
	var out []mapFigure
	for _, m := range r.Maps {
		f := mapFigure{ID: id("map", m.Shield, m.Class), Shield: m.Shield, Class: m.Class, ClassTitle: upper(className(m.Class))}
		var over string
		for _, s := range r.Setting.Shields {
			if s.Name == m.Shield {
				f.Title = s.Title
				over, _ = drawMarks(g.view, shieldMarks(r, s), 15)
			}
		}
		f.Cells = template.HTML(cells(g.rasterOf(m), m))
		f.Over = template.HTML(over)
		people := g.peopleOf(m, r.Date)
		f.Caption = mapCaption(m.Tally(people))
		f.Description = fmt.Sprintf("Map of the area that %s defends against %s. %s", f.Title, className(m.Class), f.Caption)
		f.Reasons = shares(m, people)
		out = append(out, f)
	}
	return out
}

func mapCaption(t footprint.Tally) string {
	if t.NATOThreatened == 0 && t.AreaThreatened == 0 {
		return "Nothing in a NATO member is threatened here."
	}
	s := ""
	if t.NATOThreatened > 0 {
		s = fmt.Sprintf("%s of %s threatened people in NATO members (%s) are behind at least one shot, %s behind two",
			amount(t.NATOOne, t.NATOThreatened), millions(t.NATOThreatened), percent(t.NATOOne/t.NATOThreatened), percent(t.NATOTwo/t.NATOThreatened))
	}
	if t.AreaThreatened > 0 {
		if s != "" {
			s += "; "
		}
		s += fmt.Sprintf("%s of their %s million km² of threatened land", percent(t.AreaOne/t.AreaThreatened), fixed(t.AreaThreatened/1e6, 1))
	}
	return s + "."
}

// amount writes a part of a number of people, without the unit where both
// share it.
func amount(part, whole float64) string {
	if part >= 1e6 && whole >= 1e7 {
		if part < 1e7 {
			return fixed(part/1e6, 1)
		}
		return fixed(part/1e6, 0)
	}
	if part == 0 {
		return "None"
	}
	return millions(part)
}

// shares says for which reasons the threatened land of NATO members is not
// defended.
func shares(m *footprint.Map, people *footprint.Ground) []reasonShare {
	var area [footprint.TooFar + 1]float64
	all := 0.0
	for row := range m.Grid.Rows() {
		for cell := m.Grid.RowStart[row]; cell < m.Grid.RowStart[row+1]; cell++ {
			if people.Land[cell] && m.Reason[cell] != footprint.NotThreatened {
				area[m.Reason[cell]] += m.Grid.AreaKm2[row]
				all += m.Grid.AreaKm2[row]
			}
		}
	}
	var out []reasonShare
	for reason := footprint.NoTrack; reason <= footprint.TooFar; reason++ {
		if all > 0 && area[reason]/all >= 0.005 {
			out = append(out, reasonShare{reason.String(), percent(area[reason] / all)})
		}
	}
	return out
}

// swatch is a piece of legend.
type swatch struct {
	Class, Text string
	Letter      string
}

// legend lists every class of cell.
func legend() []swatch {
	return []swatch{
		{"shots1", "one shot", ""}, {"shots2", "two shots", ""}, {"shots3", "three shots or more", ""},
		{"too-far", "too far: not even with commit at burnout and sight all the way", ""}, {"too-late", "too late: an earlier commit would do", ""},
		{"no-track", "no track: no usable sensor holds the missile in time", ""}, {"radar-horizon", "radar horizon: no radar that fire control allows holds it where it could be met", ""},
		{"below-minimum", "below minimum altitude", ""}, {"not-threatened", "not threatened: out of the missile's range", ""},
	}
}
