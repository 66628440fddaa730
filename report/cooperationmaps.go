package report

import (
	"fmt"
	"html/template"
	"math"
	"strings"

	"scutum/assessment/cooperation"
	"scutum/assessment/scorecard"
	"scutum/report/drawing"
	"scutum/scenario"
)

// The classes of cells on the maps of cooperation; 0 is not drawn.
const (
	heldCell uint8 = iota + 1
	gainedCell
	lostCell
	openCell
	quietCell
	cooperationCells
)

var cooperationCellNames = [cooperationCells]string{"", "shots2", "gained", "lost", "undefended", "not-threatened"}

func cooperationLegend() []swatch {
	return []swatch{{"shots2", "held by its own party, or by whom command says", ""}, {"gained", "gained", ""}, {"lost", "lost", ""},
		{"undefended", "threatened and not held", ""}, {"not-threatened", "not threatened, or of neither party", ""}}
}

// arrangement is who may shoot and what is shared.
type arrangement struct {
	variant int
	command scenario.Command
	level   scenario.Sharing
}

// comparison is a map of one arrangement against another; of itself, a plain
// map.
type comparison struct {
	name, title   string
	before, after arrangement
	sectors       bool
}

// comparisons are what the maps put side by side.
func (c *Cooperation) comparisons() []comparison {
	nothing := arrangement{0, scenario.Independent, scenario.ShareNothing}
	tracks := arrangement{0, scenario.Independent, scenario.ShareTracks}
	out := []comparison{
		{"nothing", "Nothing shared", nothing, nothing, false},
		{"tracks", "What shared tracks add", nothing, tracks, false},
	}
	if v, ok := c.bare(); ok {
		bareTracks := arrangement{v, scenario.Independent, scenario.ShareTracks}
		return append(out,
			comparison{"plans", "What a joint plan adds to tracks, " + c.Result.Variants[v].Name, bareTracks, arrangement{v, scenario.Independent, scenario.SharePlanning}, false},
			comparison{"sectors", "What sectors change, " + c.Result.Variants[v].Name, bareTracks, arrangement{v, scenario.SectorsByTrack, scenario.ShareTracks}, true})
	}
	return append(out,
		comparison{"plans", "What a joint plan adds to tracks", tracks, arrangement{0, scenario.Independent, scenario.SharePlanning}, false},
		comparison{"sectors", "What sectors change", tracks, arrangement{0, scenario.SectorsByTrack, scenario.ShareTracks}, true})
}

// maps draws every comparison for every class.
func (c *Cooperation) maps(framing *scorecard.Result, g *ground) []mapGroup {
	r := c.Result
	lines := template.HTML(c.sectorLines(g))
	var out []mapGroup
	for class := range r.Classes {
		group := mapGroup{Class: r.Classes[class], Title: upper(className(r.Classes[class]))}
		for _, x := range c.comparisons() {
			f := mapFigure{ID: id("map", x.name, r.Classes[class]), Shield: x.name, Class: r.Classes[class], Title: x.title, Over: template.HTML(c.marks(framing, g, x.after.variant))}
			if x.sectors {
				f.Over = lines + f.Over
			}
			var cells drawing.Canvas
			for kind, d := range g.raster.Trace(int(cooperationCells), func(cell int) uint8 { return c.cellClass(class, cell, &x) }) {
				cells.Path("cell "+cooperationCellNames[kind], d)
			}
			f.Cells, f.Caption = template.HTML(cells.String()), c.caption(class, &x)
			f.Description = fmt.Sprintf("Map, %s: %s. %s", className(r.Classes[class]), x.title, f.Caption)
			group.Figures = append(group.Figures, f)
		}
		out = append(out, group)
	}
	return out
}

// holder is the party whose cell it is: whose land, or who has more people
// there; -1 for neither's.
func (c *Cooperation) holder(cell int) int {
	best, most := -1, 0.0
	for party := range c.Result.Parties {
		if c.Result.Ground.Land[party][cell] {
			return party
		}
		if p := c.Result.Ground.People[party][cell]; p > most {
			best, most = party, p
		}
	}
	return best
}

func (c *Cooperation) cellClass(class, cell int, x *comparison) uint8 {
	party := c.holder(cell)
	cover := c.Result.Sheets[0].Covers[class]
	if party < 0 || !cover.Threatened[cell] {
		return quietCell
	}
	before, after := c.held(cover, cell, party, x.before), c.held(cover, cell, party, x.after)
	switch {
	case before && after:
		return heldCell
	case after:
		return gainedCell
	case before:
		return lostCell
	}
	return openCell
}

func (c *Cooperation) held(cover *cooperation.Cover, cell, party int, a arrangement) bool {
	r := c.Result
	return cover.Defended(cell, party, r.Ground.Owner[cell], a.command, a.level, r.Variants[a.variant].Armed)
}

// caption says in people what a map shows.
func (c *Cooperation) caption(class int, x *comparison) string {
	r := c.Result
	text := ""
	for party, p := range r.Parties {
		whole, _ := r.Threatened(class, party)
		after := r.Row(x.after.variant, x.after.command, x.after.level, party).People[class].Value
		before := r.Row(x.before.variant, x.before.command, x.before.level, party).People[class].Value
		if text != "" {
			text += " "
		}
		text += fmt.Sprintf("%s: %s of %s people held", p.Name, strings.ToLower(amount(after, whole)), millions(whole))
		if x.before != x.after {
			if change := after - before; math.Abs(change) < 5e4 {
				text += ", as before"
			} else {
				text += ", " + signed(change/1e6, 1) + " million"
			}
		}
		text += "."
	}
	return text
}

// marks draws the sites and radars of every party once, but for the sites of a
// party that has no interceptors in the variant.
func (c *Cooperation) marks(framing *scorecard.Result, g *ground, variant int) string {
	var all []mark
	for i, p := range c.Result.Parties {
	next:
		for _, m := range shieldMarks(framing, framing.Setting.Shields[p.Shield]) {
			if (m.kind == "site" || m.kind == "ship") && !c.Result.Variants[variant].Armed[i] {
				continue
			}
			for _, known := range all {
				if known.name == m.name || math.Abs(known.lat-m.lat) < 0.2 && math.Abs(known.lon-m.lon) < 0.2 {
					continue next
				}
			}
			all = append(all, m)
		}
	}
	drawn, _ := drawMarks(g.view, all, 13)
	return drawn
}

// sectorLines draws the borders of the sectors but the first, which ends where
// they begin.
func (c *Cooperation) sectorLines(g *ground) string {
	var out drawing.Canvas
	for _, p := range c.Result.Parties[1:] {
		var line [][2]float64
		for i, a := range p.Sector {
			b := p.Sector[(i+1)%len(p.Sector)]
			const parts = 12 // sides are straight in latitude and longitude, not on the map
			for k := range parts {
				f := float64(k) / parts
				line = append(line, [2]float64{a.LatDeg + float64(f*(b.LatDeg-a.LatDeg)), a.LonDeg + float64(f*(b.LonDeg-a.LonDeg))})
			}
		}
		if len(line) > 0 {
			out.Path("edge", drawing.Lines(g.view.Lines(append(line, line[0]), 0.5)))
		}
	}
	return out.String()
}
