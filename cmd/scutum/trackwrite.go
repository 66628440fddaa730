package main

import (
	"bufio"
	"errors"
	"os"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"scutum"
	"scutum/engagement/filter"
	"scutum/engagement/track"
	"scutum/engagement/track/recording"
	"scutum/internal/outdir"
	"scutum/report/export"
)

// tracksName is the file of all tracks after every scan.
const tracksName = "tracks.csv"

// trackWriter writes the files of --out, the tracks while they are made.
type trackWriter struct {
	dir  *outdir.Dir
	file *os.File
	to   *bufio.Writer
	line []byte
}

// newTrackWriter begins the file of tracks and has the play write it.
func newTrackWriter(dir *outdir.Dir, listing *trackListing, p *recording.Play) (*trackWriter, error) {
	file, err := dir.Create(tracksName)
	if err != nil {
		return nil, err
	}
	w := &trackWriter{dir: dir, file: file, to: bufio.NewWriterSize(file, 1<<16)}
	w.to.WriteString(tracksHeader())
	note := p.After
	p.After = func(now time.Duration, tracks []*track.Track) error {
		if err := w.rows(now, tracks); err != nil {
			return err
		}
		return note(now, tracks)
	}
	return w, nil
}

// tracksHeader names the columns: the state, and the upper triangle of its
// covariance.
func tracksHeader() string {
	line := "time_s,track,hits,misses,x_m,y_m,z_m,vx_m_s,vy_m_s,vz_m_s"
	names := [6]string{"x", "y", "z", "vx", "vy", "vz"}
	for i := range 6 {
		for j := i; j < 6; j++ {
			unit := [3]string{"m2", "m2_s", "m2_s2"}[i/3+j/3]
			line += ",cov_" + names[i] + "_" + names[j] + "_" + unit
		}
	}
	return line + "\n"
}

// rows writes a row for each confirmed track.
func (w *trackWriter) rows(now time.Duration, tracks []*track.Track) error {
	for _, k := range tracks {
		if !k.Confirmed {
			continue
		}
		b := strconv.AppendFloat(w.line[:0], now.Seconds(), 'f', -1, 64)
		for _, n := range [3]int{k.ID, k.Hits, k.Misses} {
			b = strconv.AppendInt(append(b, ','), int64(n), 10)
		}
		b = appendState(b, k.State())
		w.line = append(b, '\n')
		if _, err := w.to.Write(w.line); err != nil {
			return err
		}
	}
	return nil
}

func appendState(b []byte, s *filter.State) []byte {
	for _, x := range s.X {
		b = strconv.AppendFloat(append(b, ','), x, 'f', 4, 64)
	}
	for i := range 6 {
		for j := i; j < 6; j++ {
			b = strconv.AppendFloat(append(b, ','), s.P[i][j], 'g', 9, 64)
		}
	}
	return b
}

// finish writes summary and manifest, and gives the directory its name.
func (w *trackWriter) finish(cmd *cobra.Command, args []string, a *trackAnswer) error {
	if err := errors.Join(w.to.Flush(), w.file.Close()); err != nil {
		return err
	}
	still := *a
	still.DetectionsPerS = nil // so that the same input gives the same files
	inputs := []export.File{{Name: a.Input, SHA256: a.InputHash}}
	if a.TruthHash != nil {
		inputs = append(inputs, export.File{Name: "truth", SHA256: *a.TruthHash})
	}
	m := export.Manifest{Version: scutum.Version, Command: commandLine(cmd, args), Inputs: inputs}
	outputs := []output{{"summary.json", jsonOf(&still)}}
	for _, o := range append(outputs, output{export.ManifestName, nil}) {
		file, err := w.dir.Create(o.name)
		if err != nil {
			return err
		}
		if o.write == nil {
			err = m.Write(file, w.dir.FS())
		} else {
			err = o.write(file)
		}
		if err := errors.Join(err, file.Close()); err != nil {
			return err
		}
	}
	return w.dir.Commit()
}
