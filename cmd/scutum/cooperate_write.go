package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"scutum"
	"scutum/assessment/cooperation"
	"scutum/internal/outdir"
	"scutum/report"
	"scutum/report/export"
	"scutum/scenario"
	"scutum/scenario/geography"
	"scutum/systems/catalogue"
)

// cooperateWriter writes the files of a cooperation study.
type cooperateWriter struct {
	dir       *outdir.Dir
	result    *cooperation.Result
	file      *scenario.File
	cat       *catalogue.Catalogue
	command   string
	summary   []byte
	inputHash string
}

func (w *cooperateWriter) unconfirmed() []string {
	base, err := w.file.Base(w.cat, cooperation.Sets[0])
	if err != nil {
		panic(err) // it was expanded
	}
	out := []string{}
	for _, key := range w.file.Uses(w.cat) {
		if base.Unconfirmed(key) {
			out = append(out, key)
		}
	}
	return out
}

func (w *cooperateWriter) write(ctx context.Context) error {
	var inputs []export.File
	inputs, w.inputHash = inputSums(w.file)
	base, err := w.file.Base(w.cat, cooperation.Sets[0])
	if err != nil {
		return err
	}
	answer := w.answer()
	var summary bytes.Buffer
	if err := writeJSON(&summary, answer); err != nil {
		return err
	}
	w.summary = summary.Bytes()
	outputs := []output{
		{"levels.csv", w.levels}, {"totals.csv", w.totals}, {"warning.csv", w.notices}, {"reveals.csv", w.reveals},
		{"study.yaml", bytesOf(scenario.Show(w.file, w.cat, base).YAML())}, {"summary.json", bytesOf(w.summary)},
	}
	taken := map[string]bool{}
	for class, name := range w.result.Classes {
		outputs = append(outputs, output{"cells-" + untaken(orWord(plainName(name), "threat"), taken) + ".csv", func(out io.Writer) error { return w.cells(out, class) }})
	}
	var files []report.File
	put := func(o output) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		var b bytes.Buffer
		if err := o.write(&b); err != nil {
			return fmt.Errorf("%s: %w", o.name, err)
		}
		files = append(files, report.File{Name: o.name, SHA256: export.Sum(o.name, b.Bytes()).SHA256})
		return w.dir.WriteFile(o.name, b.Bytes())
	}
	for _, o := range outputs {
		if err := put(o); err != nil {
			return err
		}
	}
	page := report.Cooperation{Result: w.result, Unconfirmed: answer.Unconfirmed, NotModelled: answer.NotModelled,
		Provenance: report.Provenance{Version: scutum.Version, Seed: fmt.Sprint(w.result.Seed), StudyHash: w.inputHash, CatalogueHash: w.cat.Hash(), Command: w.command, Files: files,
			Attributions: []string{geography.PlacesAttribution, geography.BordersAttribution}}}
	if err := put(output{"report.html", func(out io.Writer) error { return page.Write(out) }}); err != nil {
		return err
	}
	m := export.Manifest{Version: scutum.Version, Command: w.command, Study: w.result.Name, Seed: w.result.Seed, Inputs: inputs,
		Catalogue: export.File{Name: "catalogue", SHA256: w.cat.Hash()}}
	return put(output{export.ManifestName, func(out io.Writer) error { return m.Write(out, w.dir.FS()) }})
}

// line writes fields as a row of CSV.
func line(w io.Writer, fields ...any) error {
	words := make([]string, len(fields))
	for i, f := range fields {
		words[i] = fmt.Sprint(f)
		if strings.ContainsAny(words[i], "\",\n\r") {
			words[i] = `"` + strings.ReplaceAll(words[i], `"`, `""`) + `"`
		}
	}
	_, err := io.WriteString(w, strings.Join(words, ",")+"\n")
	return err
}

// amountColumns are the columns of an amount.
func amountColumns() []any {
	return []any{"value", "low", "high", "gain", "gain_low", "gain_high", "sets_low", "sets_high", "gain_sets_low", "gain_sets_high"}
}

func amountFields(a cooperation.Amount, decimals int) []any {
	x := amountOf(a, decimals)
	return []any{x.Value, x.Low, x.High, x.Gain, x.GainLow, x.GainHigh, x.SetsLow, x.SetsHigh, x.GainSetsLow, x.GainSetsHigh}
}

// levels writes a row for each arrangement, party and measure.
func (w *cooperateWriter) levels(out io.Writer) error {
	if err := line(out, append([]any{"interceptors", "command", "sharing", "party", "measure", "unit"}, amountColumns()...)...); err != nil {
		return err
	}
	r := w.result
	for i := range r.Rows {
		row := &r.Rows[i]
		at := arrangementOf(r, row.Variant, row.Command, row.Level)
		write := func(measure, unit string, a cooperation.Amount, decimals int) error {
			return line(out, append([]any{at.Interceptors, at.Command, at.Level, r.Parties[row.Party].Name, measure, unit}, amountFields(a, decimals)...)...)
		}
		measures := []struct {
			name, unit string
			a          cooperation.Amount
			decimals   int
		}{
			{"first report before impact", "s", row.Report, 1}, {"two kinds of sensor before impact", "s", row.Two, 1}, {"first track before impact", "s", row.Track, 1}, {"commit before impact", "s", row.Commit, 1},
			{"kills of missiles aimed at it", "1", row.Kills, 4}, {"leakers of missiles aimed at it", "1", row.Leakers, 4}, {"shots by it", "1", row.Shots, 4},
		}
		for _, m := range measures {
			if err := write(m.name, m.unit, m.a, m.decimals); err != nil {
				return err
			}
		}
		for class, name := range r.Classes {
			if err := write("people defended against "+name, "1", row.People[class], 0); err != nil {
				return err
			}
			if err := write("area defended against "+name, "km2", row.AreaKm2[class], 0); err != nil {
				return err
			}
		}
	}
	return nil
}

// totals writes a row for each arrangement and measure of all parties together.
func (w *cooperateWriter) totals(out io.Writer) error {
	if err := line(out, append([]any{"interceptors", "command", "sharing", "measure"}, amountColumns()...)...); err != nil {
		return err
	}
	r := w.result
	for i := range r.Totals {
		t := &r.Totals[i]
		at := arrangementOf(r, t.Variant, t.Command, t.Level)
		for _, m := range []struct {
			name string
			a    cooperation.Amount
		}{{"kills", t.Kills}, {"leakers", t.Leakers}, {"shots", t.Shots}, {"double shots", t.Doubled}, {"shots saved", t.Saved}} {
			if err := line(out, append([]any{at.Interceptors, at.Command, at.Level, m.name}, amountFields(m.a, 4)...)...); err != nil {
				return err
			}
		}
	}
	return nil
}

// notices writes what each party knows of each missile when, at each level.
func (w *cooperateWriter) notices(out io.Writer) error {
	r := w.result
	if err := line(out, "assumptions", "sharing", "party", "missile", "class", "from", "to", "shape", "aimed_at", "first_report_before_impact_s", "two_kinds_before_impact_s", "first_track_before_impact_s", "commit_before_impact_s"); err != nil {
		return err
	}
	for _, s := range r.Sheets {
		for _, level := range scenario.Sharings {
			for party := range r.Parties {
				for i, n := range s.Notices[level][party] {
					m, aimed := &s.Setting.Raid.Missiles[i], ""
					if r.Aims[i] >= 0 {
						aimed = r.Parties[r.Aims[i]].Name
					}
					if err := line(out, s.Assumptions, level, r.Parties[party].Name, m.Name, m.Class.Name, m.From.Name, m.To.Name, m.Shape, aimed,
						rounded(n.Report, 1), rounded(n.Two, 1), rounded(n.Track, 1), rounded(n.Commit, 1)); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}

// reveals writes what each party tells about its sensors.
func (w *cooperateWriter) reveals(out io.Writer) error {
	if err := line(out, "party", "sharing", "launch_reports", "soonest_after_launch_s", "sites_told", "interceptors_told", "sensor", "missiles", "together_s", "farthest_km", "lowest_elevation_deg"); err != nil {
		return err
	}
	for _, v := range w.answer().Reveals {
		if len(v.Sensors) == 0 {
			v.Sensors = []cooperateGiven{{}}
		}
		for _, g := range v.Sensors {
			if err := line(out, v.Party, v.Level, v.Reports, v.SoonestS, v.Sites, v.Interceptors, g.Sensor, g.Missiles, g.Seconds, g.FarthestKm, g.LowestDeg); err != nil {
				return err
			}
		}
	}
	return nil
}

// cells writes who defends what: a column for each command and level.
func (w *cooperateWriter) cells(out io.Writer, class int) error {
	r := w.result
	head := []any{"lat_deg", "lon_deg", "party", "people", "sector_of", "threatened"}
	for _, v := range r.Variants {
		for _, command := range scenario.Commands {
			for _, level := range scenario.Sharings {
				head = append(head, plainName(fmt.Sprintf("%s %s %s", command, level, v.Name)))
			}
		}
	}
	if err := line(out, head...); err != nil {
		return err
	}
	g, c := r.Ground, r.Sheets[0].Covers[class]
	for row := range g.Grid.Rows() {
		for cell := g.Grid.RowStart[row]; cell < g.Grid.RowStart[row+1]; cell++ {
			for party := range r.Parties {
				if !g.Land[party][cell] && g.People[party][cell] == 0 {
					continue
				}
				lat, lon := g.Grid.Centre(row, cell)
				sector := ""
				if g.Owner[cell] >= 0 {
					sector = r.Parties[g.Owner[cell]].Name
				}
				fields := []any{rounded(lat, 3), rounded(lon, 3), r.Parties[party].Name, g.People[party][cell], sector, oneIf(c.Threatened[cell])}
				for _, v := range r.Variants {
					for _, command := range scenario.Commands {
						for _, level := range scenario.Sharings {
							fields = append(fields, oneIf(c.Threatened[cell] && c.Defended(cell, party, g.Owner[cell], command, level, v.Armed)))
						}
					}
				}
				if err := line(out, fields...); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
