package report

import (
	"fmt"
	"io"

	"scutum/assessment/footprint"
	"scutum/assessment/scorecard"
	"scutum/report/drawing"
)

// panel is one map of a picture.
type panel struct {
	title        string
	below, cells string
	above, over  string
	box          box
}

// MapPicture writes the defended area of one shield against one class as a
// picture of its own (SVG), and of all shields when shield is empty.
func MapPicture(w io.Writer, r *scorecard.Result, shield, class string) error {
	if err := check(r); err != nil {
		return err
	}
	var maps []*footprint.Map
	for _, m := range r.Maps {
		if (shield == "" || m.Shield == shield) && m.Class == class {
			maps = append(maps, m)
		}
	}
	if len(maps) == 0 {
		return fmt.Errorf("report: there is no map of %q against %q", shield, class)
	}
	g := newGround(r)
	below, above := g.base.Draw()
	var c drawing.Canvas
	c.Add(`<path class="wash" fill-rule="evenodd" d="%s"/>`, seaWash(g.base))
	above = c.String() + above + g.base.Scale(16, float64(g.view.Height)-22, 500)
	var panels []panel
	for _, m := range maps {
		p := panel{below: below, above: above, cells: cells(g.rasterOf(m), m), box: box{g.view.Width, g.view.Height}}
		for _, s := range r.Setting.Shields {
			if s.Name == m.Shield {
				p.title = s.Title
				p.over, _ = drawMarks(g.view, shieldMarks(r, s), 15)
			}
		}
		panels = append(panels, p)
	}
	return picture(w, "Area defended against "+className(class)+", "+r.MapsSet+" figures", panels, legend(), 15)
}

// ExclusionPicture writes the exclusion maps as a picture of its own (SVG).
func ExclusionPicture(w io.Writer, r *scorecard.Result) error {
	if err := check(r); err != nil {
		return err
	}
	g := newSeaGround(r)
	if g == nil {
		return fmt.Errorf("report: the result has no exclusion map")
	}
	below, above := g.base.Draw()
	var edge drawing.Canvas
	edge.Path("edge", drawing.Lines(g.outline()))
	above += edge.String() + g.base.Scale(16, float64(g.view.Height)-22, 1000) + g.marks
	var panels []panel
	for _, f := range seaMaps(r, g) {
		panels = append(panels, panel{f.Title, below, string(f.Cells), above, string(f.Over), box{g.view.Width, g.view.Height}})
	}
	return picture(w, "Where a ship must not stand", panels, seaLegend(r), 13)
}

// picture lays panels out, three to a row, under a title and above a legend.
func picture(w io.Writer, title string, panels []panel, legend []swatch, text float64) error {
	style, err := files.ReadFile("page/style.css")
	if err != nil {
		return err
	}
	const edge, head, name = 20, 52, 30
	columns := min(3, len(panels))
	rows := (len(panels) + columns - 1) / columns
	pw, ph := panels[0].box.Width, panels[0].box.Height
	width := edge + columns*(pw+edge)
	top := head + rows*(ph+name+edge)
	var c drawing.Canvas
	entries, height := legendRows(legend, width, top)
	c.Add(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="%s">`, width, height, width, height, title)
	c.Raw("<style>" + drawing.Escape(string(style)) + "svg{--text:" + plain(text) + "px;font-family:system-ui,'Segoe UI',Roboto,Arial,sans-serif}.heading{font-size:26px;font-weight:700;fill:var(--ink)}.name{font-size:18px;font-weight:600;fill:var(--ink)}.entry{font-size:15px;fill:var(--ink)}</style>")
	c.Raw(patterns)
	c.Add(`<rect width="%d" height="%d" style="fill:var(--paper)"/>`, width, height)
	c.Text("heading", edge, 36, "start", title)
	c.Raw(`<defs><g id="below">` + panels[0].below + `</g><g id="above">` + panels[0].above + `</g></defs>`)
	for i, p := range panels {
		x, y := edge+i%columns*(pw+edge), head+i/columns*(ph+name+edge)
		c.Text("name", float64(x), float64(y+18), "start", p.title)
		c.Add(`<svg x="%d" y="%d" width="%d" height="%d" viewBox="0 0 %d %d"><rect width="%d" height="%d" style="fill:var(--sea)"/><use href="#below"/>`, x, y+name, pw, ph, pw, ph, pw, ph)
		c.Raw(p.cells + `<use href="#above"/>` + p.over)
		c.Raw(`</svg>`)
	}
	c.Raw(entries + "</svg>\n")
	_, err = io.WriteString(w, c.String())
	return err
}

// legendRows sets the legend in rows that fit a width, and returns the height
// at which it ends.
func legendRows(legend []swatch, width, top int) (entries string, height int) {
	const edge, row = 20, 28
	var c drawing.Canvas
	x, y := float64(edge), float64(top)
	for _, s := range legend {
		w := 34 + drawing.TextWidth(s.Text, 15) + 22
		if x+w > float64(width) && x > edge {
			x, y = edge, y+row
		}
		c.Add(`<g transform="translate(%n %n)"><path class="cell %s" d="M0 0h26v18h-26z" style="stroke:var(--line)"/></g>`, x, y, s.Class)
		c.Text("entry", x+34, y+14, "start", s.Text)
		x += w
	}
	return c.String(), int(y) + row + 8
}
