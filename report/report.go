// Package report shows a study: one self-contained HTML page that asks nothing
// of the network, with the scorecard, the maps, the charts and the figures
// behind them.
//
// The page is whole without JavaScript: every map and chart is drawn here as
// SVG. The scripts add the slider, the cell's timeline, sorting and the links
// that restore a view. The same result gives the same bytes: nothing depends
// on a clock, on the order of a map or on the machine. See TestReportHolds,
// TestSameBytes and TestNothingFromOutside.
package report

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"scutum/assessment/scorecard"
)

// Provenance says what a report was made from and how to make it again.
type Provenance struct {
	Version       string // of scutum
	Seed          string
	StudyHash     string // SHA-256 of the study file
	CatalogueHash string // SHA-256 of the catalogue
	Command       string // without --workers and --out
	Files         []File // every other file of the study
	Attributions  []string
}

// File is an output with its SHA-256.
type File struct{ Name, SHA256 string }

//go:embed page
var files embed.FS

// scripts are joined in this order inside one function.
var scripts = []string{"start", "data", "lattice", "paint", "multiples", "cell", "explore", "exclusion", "margins", "sort", "address"}

// Write writes the page.
func Write(w io.Writer, r *scorecard.Result, p Provenance) error {
	if err := check(r); err != nil {
		return err
	}
	t, err := templates()
	if err != nil {
		return err
	}
	page := compose(r, p)
	if page.Style, err = style(); err != nil {
		return err
	}
	if page.Script, err = script(scripts); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "page.gohtml", page); err != nil {
		return err
	}
	_, err = w.Write(b.Bytes())
	return err
}

// templates are those of every page.
func templates() (*template.Template, error) {
	return template.New("").Funcs(template.FuncMap{"joined": strings.Join, "upper": upper}).ParseFS(files, "page/*.gohtml")
}

func style() (template.CSS, error) {
	b, err := files.ReadFile("page/style.css")
	return template.CSS(b), err
}

// script joins scripts inside one function.
func script(names []string) (template.JS, error) {
	var s strings.Builder
	s.WriteString("(function(){'use strict';\n")
	for _, name := range names {
		b, err := files.ReadFile("page/" + name + ".js")
		if err != nil {
			return "", err
		}
		s.Write(b)
	}
	s.WriteString("})();\n")
	return template.JS(s.String()), nil
}

// check refuses a result whose lists do not fit together: the fault would
// otherwise show as a wrong map.
func check(r *scorecard.Result) error {
	if r.Setting == nil || len(r.Sets) == 0 {
		return fmt.Errorf("report: the result has no setting or no assumption set")
	}
	for _, m := range r.Maps {
		if m.Grid == nil {
			return fmt.Errorf("report: map %s/%s has no grid", m.Shield, m.Class)
		}
		n := m.Grid.RowStart[len(m.Grid.RowLatDeg)]
		if len(m.Shots) != n || len(m.Reason) != n || len(m.MarginKmS) != n {
			return fmt.Errorf("report: map %s/%s: %d cells, but %d shots, %d reasons and %d margins", m.Shield, m.Class, n, len(m.Shots), len(m.Reason), len(m.MarginKmS))
		}
	}
	for _, e := range r.Exclusions {
		n := e.Grid.RowStart[len(e.Grid.RowLatDeg)]
		if len(e.Sea) != n || len(e.ThresholdKmS) != n || len(e.Trajectory) != n {
			return fmt.Errorf("report: exclusion map: %d cells, but %d thresholds", n, len(e.ThresholdKmS))
		}
	}
	return nil
}
