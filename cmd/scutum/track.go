package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"io/fs"
	"math"
	"os"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"scutum/engagement/filter"
	"scutum/engagement/track"
	"scutum/engagement/track/recording"
	"scutum/engagement/track/score"
	"scutum/internal/hint"
	"scutum/internal/outdir"
	"scutum/physics/earth"
)

// trackFlags are the flags of scutum track.
type trackFlags struct {
	truth, motion, association, preset, out string
	acceleration                            accelerationValue
	scanS, noise, gate, maxSpeedKmS         float64
	sigmaAngle, sigmaRange                  float64
	at                                      siteValue
	sensors                                 sensorsValue
	asJSON, force                           bool
	flags                                   *pflag.FlagSet
}

func newTrackCommand() *cobra.Command {
	var o trackFlags
	cmd := &cobra.Command{
		Use:   "track DETECTIONS.csv",
		Short: "Follow objects through a radar's detections, and score the tracks",
		Long: `Reads what radars detected, scan by scan, and says which objects there are: where
they are, how fast, and how sure that is. With --truth it says how good the tracks
are: GOSPA (p 2, alpha 2, cut-off 5 km, mean over scans 8 to the end, the first being
0) and its parts, NEES, track life. DETECTIONS.csv may be -, standard input.

Without a header a row is scan,k,az,el,range,source: the number of the scan, two
columns that are never looked at (k, source), azimuth and elevation in rad, range in
m. A number without a row is a scan in which nothing was detected. A header may name,
in any order: scan or time_s (or both); az, az_rad or az_deg; el, el_rad or el_deg;
range, range_m or range_km; sensor; sigma_az_rad, sigma_az_deg, sigma_el_rad,
sigma_el_deg, sigma_range_m; k, source. Rows of one radar and time are one scan. Truth
is scan,id,x,y,z,vx,vy,vz, in m and m/s; its header may name scan or time_s, id, x or
x_m ..., vx or vx_m_s ....

Axes: x at azimuth 0, y at azimuth 90 degrees, z up, the radar at the origin; with
--at x is north, y east. With --sensor, once for each radar of the column sensor, all
is Earth-fixed (WGS-84, x to 0 N 0 E, z to the pole), truth and tracks too.

Motion: ballistic is free fall, over a round Earth at rest unless --at or --sensor say
where (then with rotation and J2); known-acceleration has --acceleration.
Tracks start by two-point differencing, with nothing known of the velocity but
--max-speed-km-s, when a third detection falls where two foretell it; three in four
scans confirm, two misses end a tentative and four a confirmed track, which for six
scans more is taken up again where it is seen (not with constant-velocity). --preset
trackgen has everything as the yardstick track.cpp has it: a velocity of (-3000, 0,
-500) m/s known to 300 m/s, its noise, confirmation, deletion and gate; besides that,
it finds lost objects again.`,
		Example: "  scutum track det.csv --truth truth.csv --motion known-acceleration\n" +
			"  scutum track det.csv --truth truth.csv --preset trackgen --json\n" +
			"  scutum track plots.csv --sensor kurecik=38.35,37.79,2000 --sensor deveselu=44.08,24.41 --out out/tracks",
		Args: argumentsBetween(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd, args) },
	}
	o.add(cmd)
	return cmd
}

// The motions of --motion.
const (
	ballisticMotion    = "ballistic"
	constantVelocity   = "constant-velocity"
	knownAcceleration  = "known-acceleration"
	trackgenPreset     = "trackgen"
	scoredFrom         = 8
	cutoffM            = 5000
	mostTracksInAnswer = 10_000
)

func (o *trackFlags) add(cmd *cobra.Command) {
	f := cmd.Flags()
	o.flags = f
	f.StringVar(&o.truth, "truth", "", "file of where the objects were")
	choiceVar(f, &o.motion, "motion", ballisticMotion, []string{ballisticMotion, constantVelocity, knownAcceleration}, "how objects move; with --preset constant-velocity")
	o.acceleration = accelerationValue{vector: [3]float64{0, 0, -9}, text: "0,0,-9"}
	f.Var(&o.acceleration, "acceleration", "of --motion known-acceleration, m/s2")
	choiceVar(f, &o.association, "association", "gnn", []string{"gnn", "jpda"}, "how confirmed tracks share the detections: one each, or all by their probability")
	choiceVar(f, &o.preset, "preset", "", []string{trackgenPreset}, "all settings of a yardstick")
	numberVar(f, &o.scanS, "scan-s", 5, 1e-6, 1e6, "time between scans where there is no time_s, s")
	numberVar(f, &o.noise, "noise-m2-s3", 0, 0, 1e6, "density of what disturbs the motion, m2/s3 (default 400, known-acceleration 0.1, ballistic 5, with a place 0.1)")
	numberVar(f, &o.sigmaAngle, "sigma-angle-rad", 1e-3, 1e-9, 1, "error of azimuth and elevation where no column says it, rad")
	numberVar(f, &o.sigmaRange, "sigma-range-m", 20, 1e-6, 1e6, "error of the range where no column says it, m")
	numberVar(f, &o.gate, "gate", 4, 0.1, 20, "distance in sigmas up to which a detection may be a track's")
	numberVar(f, &o.maxSpeedKmS, "max-speed-km-s", 8, 0.001, 1000, "greatest speed of an object, km/s")
	f.Var(&o.at, "at", "where the radar stands, degrees and m")
	f.Var(&o.sensors, "sensor", "where a radar of the column sensor stands; give it for each")
	f.StringVar(&o.out, "out", "", "directory for tracks.csv, every scan with full covariance")
	f.BoolVar(&o.force, "force", false, "replace --out even if it was not made by this program")
	jsonFlag(cmd, &o.asJSON)
}

// run tracks.
func (o *trackFlags) run(cmd *cobra.Command, args []string) error {
	config, err := o.config()
	if err != nil {
		return err
	}
	in, err := openHashed(cmd, args[0], "detections")
	if err != nil {
		return err
	}
	defer in.Close()
	p, truth, err := o.play(cmd, in, config)
	if err != nil {
		return err
	}
	defer truth.Close()
	listing := &trackListing{}
	p.After = func(now time.Duration, tracks []*track.Track) error {
		listing.note(now, tracks, p.Tracker.Dropped())
		return cmd.Context().Err()
	}
	var w *trackWriter
	if o.out != "" {
		dir, err := outdir.Create(o.out, o.force)
		if err != nil {
			return err
		}
		defer dir.Discard()
		if w, err = newTrackWriter(dir, listing, p); err != nil {
			return err
		}
		defer w.file.Close()
	}
	if err := p.Run(); err != nil {
		return err
	}
	answer := o.answer(p, listing, config, in, truth)
	if w != nil {
		if err := w.finish(cmd, args, answer); err != nil {
			return err
		}
	}
	if o.asJSON {
		return printJSON(cmd, answer)
	}
	return answer.print(cmd.OutOrStdout(), o.out)
}

// play opens what is to be played.
func (o *trackFlags) play(cmd *cobra.Command, in *hashed, config track.Config) (p *recording.Play, truth *hashed, err error) {
	interval := time.Duration(math.Round(o.scanS * 1e9))
	format := recording.Format{Interval: interval, Sigma: [3]float64{o.sigmaAngle, o.sigmaAngle, o.sigmaRange}, Sensors: o.sensors.names}
	d, err := recording.NewDetections(in, in.name, format)
	if err != nil {
		return nil, nil, err
	}
	p = &recording.Play{Detections: d, Stations: o.stations(), Tracker: track.New(config)}
	if o.truth == "" {
		return p, nil, nil
	}
	if truth, err = openHashed(cmd, o.truth, "the truth"); err != nil {
		return nil, nil, err
	}
	if p.Truths, err = recording.NewTruths(truth, truth.name, interval); err != nil {
		truth.Close()
		return nil, nil, err
	}
	p.Card = score.New(cutoffM, scoredFrom)
	return p, truth, nil
}

// stations are the radars: one at the origin of its own axes, or those of
// --sensor on the Earth.
func (o *trackFlags) stations() (all []filter.Station) {
	for _, s := range o.sensors.sites {
		all = append(all, filter.NewStation(earth.WGS84, s))
	}
	if len(all) == 0 {
		all = append(all, filter.Station{Axes: [3][3]float64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}})
	}
	return all
}

// config is the tracker's configuration, of the preset or of the flags.
func (o *trackFlags) config() (c track.Config, err error) {
	given := o.flags.Changed
	if o.preset != "" {
		for _, name := range []string{"noise-m2-s3", "sigma-angle-rad", "sigma-range-m", "gate", "max-speed-km-s", "at", "sensor"} {
			if given(name) {
				return c, hint.New("leave one of them out", "--preset %s sets what --%s sets", o.preset, name)
			}
		}
		if !given("motion") {
			o.motion = constantVelocity
		}
	}
	if given("acceleration") && o.motion != knownAcceleration {
		return c, hint.New("add --motion known-acceleration", "--acceleration is not known to --motion %s", o.motion)
	}
	if given("at") && given("sensor") {
		return c, hint.New("--at is for data of one radar in its own axes", "--at and --sensor exclude each other")
	}
	if o.preset != "" {
		if o.motion == ballisticMotion {
			return c, hint.New("use constant-velocity or known-acceleration", "--preset %s has no --motion %s", o.preset, o.motion)
		}
		c = track.Trackgen(o.motion == knownAcceleration)
		if m := c.Motion.(*filter.Linear); o.motion == knownAcceleration {
			m.Acceleration = o.acceleration.vector
		}
	} else {
		c = track.Default(o.model())
		c.Gate, c.MaxSpeed = o.gate, o.maxSpeedKmS*1000
		if o.motion != constantVelocity {
			c.KeepLost = track.Lost
		}
	}
	if o.association == "jpda" {
		c.Association = track.JPDA
	}
	return c, nil
}

// model is the model of motion.
func (o *trackFlags) model() filter.Motion {
	noise := func(otherwise float64) float64 {
		if o.flags.Changed("noise-m2-s3") {
			return o.noise
		}
		return otherwise
	}
	linear := func(q float64, a [3]float64) filter.Motion {
		return &filter.Linear{Acceleration: a, Density: [3]float64{q, q, q}}
	}
	switch {
	case o.motion == constantVelocity:
		return linear(noise(400), [3]float64{}) // gravity over 5 s
	case o.motion == knownAcceleration:
		return linear(noise(0.1), o.acceleration.vector)
	case len(o.sensors.names) > 0:
		return &filter.Ballistic{Earth: earth.WGS84, Noise: noise(0.1)}
	case o.flags.Changed("at"):
		return recording.FallAt(o.at.place, noise(0.1))
	}
	return recording.FallAnywhere(noise(5)) // Coriolis over 5 s
}

// hashed is a file whose bytes are summed as they are read.
type hashed struct {
	io.Reader
	name string
	file *os.File // nil for standard input
	sum  hash.Hash
}

// openHashed opens a file, or standard input for "-".
func openHashed(cmd *cobra.Command, name, what string) (*hashed, error) {
	h := &hashed{name: name, sum: sha256.New()}
	var in io.Reader
	if name == "-" {
		h.name, in = "standard input", cmd.InOrStdin()
	} else {
		file, err := os.Open(name)
		if err != nil {
			at := (*fs.PathError)(nil)
			if errors.As(err, &at) {
				err = at.Err
			}
			return nil, hint.New("name a file of comma-separated values, or - for standard input", "cannot read %s %s: %v", what, quoted(name), err)
		}
		h.file, in = file, file
	}
	h.Reader = io.TeeReader(in, h.sum)
	return h, nil
}

// Close closes the file; nil and standard input may be closed too.
func (h *hashed) Close() error {
	if h == nil || h.file == nil {
		return nil
	}
	return h.file.Close()
}

// SHA256 is the sum of what was read.
func (h *hashed) SHA256() *string {
	if h == nil {
		return nil
	}
	text := hex.EncodeToString(h.sum.Sum(nil))
	return &text
}
