package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"scutum"
	"scutum/assessment/deterrence"
	"scutum/assessment/footprint"
	"scutum/assessment/scorecard"
	"scutum/internal/outdir"
	"scutum/report"
	"scutum/report/export"
	"scutum/scenario"
	"scutum/scenario/geography"
	"scutum/systems/catalogue"
)

// studyWriter writes the files of a study.
type studyWriter struct {
	dir       *outdir.Dir
	result    *scorecard.Result
	file      *scenario.File
	cat       *catalogue.Catalogue
	set       string
	command   string
	progress  *stages
	summary   []byte
	inputHash string
}

// output is one file to be written.
type output struct {
	name  string
	write func(w io.Writer) error
}

func (s *studyWriter) write(ctx context.Context) error {
	inputs, sum := inputSums(s.file)
	s.inputHash = sum
	base, err := s.file.Base(s.cat, s.set)
	if err != nil {
		return err
	}
	if s.summary, err = summaryJSON(s.result, s.inputHash); err != nil {
		return err
	}
	outputs := s.outputs()
	outputs = append(outputs,
		output{"study.yaml", bytesOf(scenario.Show(s.file, s.cat, base).YAML())},
		output{"summary.json", bytesOf(s.summary)})
	s.progress.Stage("writing", len(outputs)+2)
	var files []report.File
	for _, o := range outputs {
		if err := ctx.Err(); err != nil {
			return err
		}
		sum, err := s.put(o)
		if err != nil {
			return err
		}
		files = append(files, sum)
	}
	p := report.Provenance{Version: scutum.Version, Seed: s.result.Seed, StudyHash: s.inputHash, CatalogueHash: s.cat.Hash(),
		Command: s.command, Files: files, Attributions: []string{geography.PlacesAttribution, geography.BordersAttribution}}
	if _, err := s.put(output{"report.html", func(w io.Writer) error { return report.Write(w, s.result, p) }}); err != nil {
		return err
	}
	seed, err := strconv.ParseUint(s.result.Seed, 10, 64)
	if err != nil {
		return err
	}
	m := export.Manifest{Version: scutum.Version, Command: s.command, Study: s.result.Name, Seed: seed, Inputs: inputs,
		Catalogue: export.File{Name: "catalogue", SHA256: s.cat.Hash()}}
	_, err = s.put(output{export.ManifestName, func(w io.Writer) error { return m.Write(w, s.dir.FS()) }})
	return err
}

func bytesOf(b []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	}
}

// put writes one file and returns its sum.
func (s *studyWriter) put(o output) (report.File, error) {
	var b bytes.Buffer
	if err := o.write(&b); err != nil {
		return report.File{}, fmt.Errorf("%s: %w", o.name, err)
	}
	if err := s.dir.WriteFile(o.name, b.Bytes()); err != nil {
		return report.File{}, err
	}
	s.progress.Piece(1)
	return report.File{Name: o.name, SHA256: export.Sum(o.name, b.Bytes()).SHA256}, nil
}

// outputs lists every file but the summary, the report and the manifest.
func (s *studyWriter) outputs() (out []output) {
	r := s.result
	taken := map[string]bool{}
	for _, m := range r.Maps {
		name := "maps/" + mapName(m, taken)
		for _, write := range mapFiles {
			out = append(out, output{name + write.suffix, func(w io.Writer) error { return write.write(w, m) }})
		}
	}
	var names []string
	for _, t := range r.Setting.Force.Trajectories {
		names = append(names, t.Field+" to "+t.Target+" ("+t.Missile+")")
	}
	for _, x := range r.Exclusions {
		name := fmt.Sprintf("exclusion/commit-burnout-plus-%g-s", x.CommitAfterBurnoutS)
		out = append(out,
			output{name + ".csv", func(w io.Writer) error { return export.ExclusionCSV(w, x, names) }},
			output{name + ".geojson", func(w io.Writer) error { return export.LinesGeoJSON(w, export.ExclusionLines(x)) }},
			output{name + ".kml", func(w io.Writer) error { return export.LinesKML(w, name, export.ExclusionLines(x)) }})
	}
	if len(r.Pairs) > 0 {
		out = append(out,
			output{"reach/pairs.csv", func(w io.Writer) error { return export.PairsCSV(w, r.Pairs) }},
			curves("reach/commit-curves.csv", "commit_after_burnout_s", r.CommitCurves),
			curves("reach/lost-time-curves.csv", "lost_time_s", r.LostTimeCurves))
	}
	return append(out, s.trajectories()...)
}

// mapName names a map's files by its shield and threat.
func mapName(m *footprint.Map, taken map[string]bool) string {
	return untaken(m.Shield+"-"+orWord(plainName(m.Class), "threat"), taken)
}

// untaken returns a name, with a number behind it where it is taken: places and
// threats may be called anything, and two may differ only in what the name of a
// file does not show.
func untaken(name string, taken map[string]bool) string {
	free := name
	for i := 2; taken[free]; i++ {
		free = fmt.Sprintf("%s-%d", name, i)
	}
	taken[free] = true
	return free
}

// mapFiles are the files of one map.
var mapFiles = []struct {
	suffix string
	write  func(io.Writer, *footprint.Map) error
}{
	{".csv", export.MapCSV}, {"-cases.csv", export.CasesCSV}, {"-timelines.csv", export.TimelinesCSV},
	{".geojson", export.MapGeoJSON}, {".kml", export.MapKML},
}

func curves(name, x string, c []deterrence.Curve) output {
	return output{name, func(w io.Writer) error { return export.CurvesCSV(w, x, c) }}
}

// trajectories lists the files of the paths that the time charts show.
func (s *studyWriter) trajectories() (out []output) {
	if len(s.result.Shown) == 0 {
		return nil
	}
	epoch, err := time.Parse(time.DateOnly, s.result.Date)
	if err != nil {
		panic("the study's date was checked: " + err.Error())
	}
	var all []export.Ephemeris
	taken := map[string]bool{}
	for i := range s.result.Shown {
		x := &s.result.Shown[i]
		kind := export.Attacker
		if x.Interceptor {
			kind = export.Interceptor
		}
		e := export.Sampled(untaken(plainName(x.ID), taken), x.Name, kind, s.result.Setting.Earth, &x.Arc, 10)
		all = append(all, e)
		out = append(out, output{"trajectories/" + e.ID + ".oem", func(w io.Writer) error { return export.OEM(w, epoch, epoch, e) }})
	}
	return append(out,
		output{"trajectories/trajectories.czml", func(w io.Writer) error { return export.CZML(w, s.result.Title, epoch, all) }},
		output{"trajectories/trajectories.kml", func(w io.Writer) error { return export.EphemeridesKML(w, s.result.Title, all) }})
}

// plainName keeps letters, digits and hyphens.
func plainName(s string) string {
	var b strings.Builder
	dash := false
	for _, c := range strings.ToLower(s) {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			b.WriteRune(c)
			dash = false
		} else if !dash && b.Len() > 0 {
			b.WriteByte('-')
			dash = true
		}
	}
	return strings.TrimSuffix(b.String(), "-")
}
