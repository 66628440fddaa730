package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"scutum"
	"scutum/engagement/filter"
	"scutum/engagement/track"
	"scutum/engagement/track/recording"
)

// trackAnswer is what tracking came to. What needs the truth is null without.
type trackAnswer struct {
	GOSPA          *float64     `json:"gospa_m"`
	Localisation   *float64     `json:"gospa_localisation_m"`
	MatchedRMS     *float64     `json:"rms_matched_m"`
	Missed         *float64     `json:"missed_per_scan"`
	False          *float64     `json:"false_per_scan"`
	ScoredScans    int          `json:"scored_scans"`
	NEES           *neesAnswer  `json:"nees"`
	Life           *lifeAnswer  `json:"track_life"`
	Scans          int          `json:"scans"`
	Detections     int          `json:"detections"`
	DetectionsPerS *float64     `json:"detections_per_s"` // by the wall clock: the only figure that varies
	Confirmed      int          `json:"confirmed_tracks"`
	Tracks         []trackedRow `json:"tracks"`
	Motion         string       `json:"motion"`
	Association    string       `json:"association"`
	Start          string       `json:"start"`
	Preset         *string      `json:"preset"`
	Axes           string       `json:"axes"`
	Version        string       `json:"version"`
	Input          string       `json:"input"`
	InputHash      string       `json:"input_sha256"`
	TruthHash      *string      `json:"truth_sha256"`
}

type neesAnswer struct {
	Mean        float64 `json:"mean"`
	Expected    float64 `json:"expected"`
	Low         float64 `json:"band_low"` // 95 % of one scan's mean over its tracks
	High        float64 `json:"band_high"`
	ScansInBand float64 `json:"scans_in_band"` // share
}

type lifeAnswer struct {
	Objects  int     `json:"objects"`
	Mean     float64 `json:"mean_share"`
	Least    float64 `json:"least_share"`
	Switches int     `json:"switches"`
	Never    int     `json:"never_tracked"`
}

// trackedRow is a confirmed track as it was last.
type trackedRow struct {
	ID            int           `json:"id"`
	StartedS      float64       `json:"started_s"`
	AtS           float64       `json:"at_s"` // of the estimate
	Live          bool          `json:"live"` // at the end
	Hits          int           `json:"hits"`
	Position      [3]float64    `json:"position_m"`
	Velocity      [3]float64    `json:"velocity_m_s"`
	PositionSigma float64       `json:"position_sigma_m"`
	VelocitySigma float64       `json:"velocity_sigma_m_s"`
	Covariance    [6][6]float64 `json:"covariance"`
}

// trackListing keeps the last estimate of every confirmed track, up to
// mostTracksInAnswer of them.
type trackListing struct {
	rows      []listedTrack // by ID - 1
	confirmed int
}

type listedTrack struct {
	id, hits    int
	started, at time.Duration
	live        bool
	state       filter.State
}

// note takes in the tracks after a time.
func (l *trackListing) note(now time.Duration, tracks []*track.Track, dropped []int) {
	for _, id := range dropped {
		if id <= len(l.rows) {
			l.rows[id-1].live = false
		}
	}
	for _, k := range tracks {
		if !k.Confirmed {
			continue
		}
		l.confirmed = max(l.confirmed, k.ID)
		if k.ID > mostTracksInAnswer {
			continue
		}
		for len(l.rows) < k.ID {
			l.rows = append(l.rows, listedTrack{id: len(l.rows) + 1})
		}
		l.rows[k.ID-1] = listedTrack{k.ID, k.Hits, k.Started, now, true, *k.State()}
	}
}

// answer gathers the answer.
func (o *trackFlags) answer(p *recording.Play, l *trackListing, c track.Config, in, truth *hashed) *trackAnswer {
	a := &trackAnswer{Scans: p.Times, Detections: p.Detections.Count(), Confirmed: l.confirmed, Motion: o.motion, Association: o.association,
		Start: "two-point", Axes: "local", Version: scutum.Version, Input: filepath.Base(in.name), InputHash: *in.SHA256(), TruthHash: truth.SHA256()}
	if c.Start == track.OneOrTwoPoint {
		a.Start = "prior-velocity"
	}
	if o.preset != "" {
		a.Preset = &o.preset
	}
	if len(o.sensors.names) > 0 {
		a.Axes = "earth-fixed"
	}
	if s := p.Tracking.Seconds(); s > 0 {
		a.DetectionsPerS = roundedOrNull(float64(a.Detections)/s, 0)
	}
	a.Tracks = []trackedRow{}
	for i := range l.rows {
		if l.rows[i].at > 0 || l.rows[i].hits > 0 {
			a.Tracks = append(a.Tracks, l.rows[i].row())
		}
	}
	a.score(p)
	return a
}

// score adds what the truth says.
func (a *trackAnswer) score(p *recording.Play) {
	if p.Card == nil {
		return
	}
	r := p.Card.Result()
	a.ScoredScans = r.ScoredScans
	if r.ScoredScans > 0 {
		a.GOSPA, a.Localisation, a.MatchedRMS = roundedOrNull(r.GOSPA, 3), roundedOrNull(r.Localisation, 3), roundedOrNull(r.MatchedRMS, 3)
		a.Missed, a.False = roundedOrNull(r.MissedPerScan, 6), roundedOrNull(r.FalsePerScan, 6)
	}
	if r.NEES.Mean > 0 {
		a.NEES = &neesAnswer{rounded(r.NEES.Mean, 4), 6, rounded(r.NEES.Low, 4), rounded(r.NEES.High, 4), rounded(r.NEES.ScansInBand, 4)}
	}
	l := r.Life
	a.Life = &lifeAnswer{l.Objects, rounded(l.Mean, 6), rounded(l.Least, 6), l.Switches, l.Never}
}

func (t *listedTrack) row() trackedRow {
	r := trackedRow{ID: t.id, StartedS: t.started.Seconds(), AtS: t.at.Seconds(), Live: t.live, Hits: t.hits}
	for i := range 3 {
		r.Position[i], r.Velocity[i] = rounded(t.state.X[i], 3), rounded(t.state.X[i+3], 4)
	}
	for i := range 6 {
		for j := range 6 {
			r.Covariance[i][j] = digits(t.state.P[i][j])
		}
	}
	position, velocity := recording.Spread(&t.state)
	r.PositionSigma, r.VelocitySigma = rounded(position, 3), rounded(velocity, 4)
	return r
}

// mostTracksShown is the number of tracks in the table for people.
const mostTracksShown = 60

// print writes the answer for people.
func (a *trackAnswer) print(out io.Writer, dir string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d detections in %d scans, %d confirmed tracks\n", a.Input, a.Detections, a.Scans, a.Confirmed)
	settings := a.Start + " start"
	if a.Preset != nil {
		settings += ", preset " + *a.Preset
	}
	fmt.Fprintf(&b, "%s, %s, %s\n", a.Motion, a.Association, settings)
	a.printScore(&b)
	fmt.Fprintf(&b, "\ntracks, %s axes, as they were last; sigma is the root of the covariance's trace\n", a.Axes)
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "id\tfrom s\tto s\tlive\thits\tx km\ty km\tz km\tvx m/s\tvy m/s\tvz m/s\tsigma m\tsigma m/s\t")
	for i, t := range a.Tracks {
		if i == mostTracksShown {
			break
		}
		live := "no"
		if t.Live {
			live = "yes"
		}
		fmt.Fprintf(w, "%d\t%g\t%g\t%s\t%d\t%.3f\t%.3f\t%.3f\t%.1f\t%.1f\t%.1f\t%.0f\t%.1f\t\n", t.ID, t.StartedS, t.AtS, live, t.Hits,
			t.Position[0]/1000, t.Position[1]/1000, t.Position[2]/1000, t.Velocity[0], t.Velocity[1], t.Velocity[2], t.PositionSigma, t.VelocitySigma)
	}
	w.Flush()
	if more := a.Confirmed - mostTracksShown; more > 0 {
		fmt.Fprintf(&b, "and %d more: --json lists up to %d, --out all\n", more, mostTracksInAnswer)
	}
	if a.DetectionsPerS != nil {
		fmt.Fprintf(&b, "\n%.0f detections/s\n", *a.DetectionsPerS)
	}
	fmt.Fprintf(&b, "inputs %s\n", a.InputHash[:16])
	if dir != "" {
		fmt.Fprintf(&b, "written to %s\n", dir)
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// printScore writes what the truth says.
func (a *trackAnswer) printScore(b *strings.Builder) {
	switch {
	case a.TruthHash == nil:
		return
	case a.GOSPA == nil:
		fmt.Fprintf(b, "\nno scan is scored: GOSPA begins with scan %d\n", scoredFrom)
	default:
		fmt.Fprintf(b, "\nGOSPA        %.0f m over %d scans: %.0f m by localisation (%.0f m a track), %.2f missed and %.2f false a scan\n",
			*a.GOSPA, a.ScoredScans, *a.Localisation, *a.MatchedRMS, *a.Missed, *a.False)
	}
	if a.NEES != nil {
		fmt.Fprintf(b, "NEES         %.2f of 6; 95 %% of scans would lie in %.2f to %.2f, %.0f %% do\n", a.NEES.Mean, a.NEES.Low, a.NEES.High, 100*a.NEES.ScansInBand)
	}
	fmt.Fprintf(b, "track life   %.1f %% of an object's scans, least %.1f %%; %d changes of track among %d objects, %d never tracked\n",
		100*a.Life.Mean, 100*a.Life.Least, a.Life.Switches, a.Life.Objects, a.Life.Never)
}
