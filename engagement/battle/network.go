package battle

import (
	"time"

	"scutum/engagement/detection"
	"scutum/engagement/filter"
	"scutum/engagement/firing"
	"scutum/engagement/fusion"
	"scutum/engagement/threat"
	"scutum/engagement/track"
	"scutum/internal/hint"
	"scutum/internal/random"
	"scutum/physics/earth"
	"scutum/scenario"
	rocket "scutum/systems/missile"
	"scutum/systems/sensor"
)

// What sensors, trackers and centres are told [assumptions].
const (
	reportEvery  = 5 * time.Second // how often a radar tells of each of its tracks
	noise        = 1e-3            // density of the trackers' acceleration noise, m2/s3: 0.6 m/s in five minutes
	gate         = 4.0             // of the trackers, in standard deviations
	mostSpeed    = 9e3             // of an object over the ground, m/s
	dropAfter    = 5               // misses in a row that end a confirmed track
	dropDoubtful = 2               // and a tentative one
	keepTracks   = 20 * time.Minute
)

// network is one worker's sensors, trackers and centres at full fidelity.
type network struct {
	motion   filter.Ballistic
	stations []station
	of       [][]int // by side, then the side's own number of the radar: its station
	centres  []centre
	guess    *threat.Classifier
	chance   []float64 // of the classes, scratch

	reports   []report // of missile m to side s: [m*sides+s]
	launches  []int    // by side: launches that its satellites have reported
	heard     [][]int  // by side: the missiles whose launch reports it has, by the reports' times
	origins   []threat.Origin
	launch    threat.Launch // scratch
	objects   []detection.Object
	found     []detection.Detection
	measured  []filter.Measurement
	estimates []*estimate // of targets; kept from run to run
	spare     int         // the first of them that is free
	due       time.Duration
	aloft     int       // the most tracks in any picture at the last reports
	controls  []control // by side, then class, then one for no class
}

// station is one radar with its tracker.
type station struct {
	side, number int
	radar        *detection.Radar
	smallest     int // class, by what this radar sees of it
	needsCue     bool
	most         int // tracks at once
	tracker      *track.Tracker
	scan         track.Scan
	stream       random.Stream
	watch        []watch // the missiles that come into view
	next         time.Duration
	told         []bool        // of missile m: its first detection
	marks        []mark        // by the tracker's number of a confirmed track, from 1
	fault        *fault        // nil for a radar that tells the truth
	reported     time.Duration // for how long it has reported tracks, summed over them
}

// watch is when a missile is in a radar's view, after its launch, a little
// more on either side.
type watch struct {
	missile int
	spans   [][2]time.Duration
}

// mark is what is kept of a radar's confirmed track.
type mark struct {
	confirmed time.Duration
	origin    int // in truth: of its last detection that was one
}

// centre is one command's picture.
type centre struct {
	*fusion.Centre
	sources  []source
	pending  []delayed
	contacts []contact // by the centre's number of a track, from 1
	ticked   time.Duration
	named    fusion.Set // liars that were told of
	taken    []taken    // by report, which has the number of its missile
	base     int        // of numbers, where the centre stood down and began again
}

// source is a radar that reports to a centre.
type source struct {
	station int
	delay   time.Duration
}

type delayed struct {
	at     time.Duration
	report fusion.Report
}

// contact is what a command keeps of a track of its picture.
type contact struct {
	track     int // in the picture, -1 when it is gone
	origin    int // in truth, -1 for none
	target    int // -1 for none yet
	known     bool
	report    int             // launch report that it is matched with, -1 for none
	first     []time.Duration // by source: when its radar confirmed it, never for not
	committed []time.Duration // by the command's sides: when a commit is due
}

// report is a launch report that a side has.
type report struct {
	detection.Report
	at   time.Duration // when the side has it; never for not at all
	from int           // the side whose satellites saw it
}

// control is a side's fire control against a class, and what it has looked at.
type control struct {
	*firing.Control
	estimate *estimate
	version  int
}

// newNetwork readies the sensors of every side and the centre of every command.
func (b *Battle) newNetwork() *network {
	still := b.set.Earth
	still.J2 = 0 // the truth is a two-body arc
	n := &network{motion: filter.Ballistic{Earth: still, Noise: noise}, reports: make([]report, len(b.missiles)*len(b.sides)), launches: make([]int, len(b.sides)), heard: make([][]int, len(b.sides)), due: never}
	n.guess = threat.NewClassifier(b.set.Earth, b.classes)
	n.chance = make([]float64, len(b.classes))
	var sections []map[sensor.Band]float64
	for _, c := range b.classes {
		sections = append(sections, c.RCS)
	}
	for i := range b.sides {
		var numbers []int
		own := &b.set.Shields[b.sides[i].Shield]
		for j := range own.Radars {
			numbers = append(numbers, len(n.stations))
			n.stations = append(n.stations, b.newStation(n, i, j, detection.NewRadar(b.set.Earth, own.Radars[j], sections...)))
		}
		n.of = append(n.of, numbers)
		for k := range len(b.classes) + 1 {
			var rcs map[sensor.Band]float64
			if k < len(b.classes) {
				rcs = b.classes[k].RCS
			}
			n.controls = append(n.controls, control{Control: firing.New(b.set.Earth, b.sides[i].shield, rcs)})
		}
	}
	for c := range b.commands {
		n.centres = append(n.centres, b.newCentre(n, c))
	}
	return n
}

// class is a class of missiles; the name missile stands for one of the raid's.
type class = rocket.Class

// addClasses lists the classes that the setting knows, each once.
func (b *Battle) addClasses() {
	number := func(c class) int {
		for i := range b.classes {
			if b.classes[i].Name == c.Name {
				return i
			}
		}
		b.classes = append(b.classes, c)
		return len(b.classes) - 1
	}
	for i := range b.missiles {
		b.missiles[i].class = number(b.missiles[i].Class)
	}
	for _, t := range b.set.Threats {
		number(t.Class)
	}
}

// margin is by how much a radar's watch is longer than the time in which
// package sighting has the missile in view.
const margin = time.Second

func (b *Battle) newStation(n *network, side, number int, r *detection.Radar) station {
	site := &b.set.Shields[b.sides[side].Shield].Radars[number].Radar
	c := trackerOf(site, &n.motion)
	c.NewEstimator = func() filter.Estimator { return newRadarFilter(&n.motion, &r.Station) }
	s := station{side: side, number: number, radar: r, smallest: b.smallest(r), needsCue: site.NeedsCue, most: site.Tracks, tracker: track.New(c), stream: random.New(0, 0), told: make([]bool, len(b.missiles)), next: never, fault: b.faultOf(r.Name)}
	if s.radar.Revisit <= 0 {
		s.radar.Revisit = time.Second
	}
	for i := range b.missiles {
		for _, h := range b.sights[i*len(b.sides)+side].held {
			if x := b.sides[side].sensors[h.sensor]; x.side != side || x.number != number {
				continue
			}
			w := watch{missile: i}
			for _, span := range h.spans {
				w.spans = append(w.spans, [2]time.Duration{max(b.missiles[i].burnout, span[0]-margin), span[1] + margin})
			}
			s.watch = append(s.watch, w)
		}
	}
	return s
}

// trackerOf configures the tracker of a radar.
func trackerOf(r *sensor.Radar, motion filter.Motion) track.Config {
	c := track.Default(motion)
	c.Gate, c.MaxSpeed = gate, mostSpeed
	c.ConfirmHits, c.ConfirmScans = max(3, r.ConfirmDetections), max(3, r.ConfirmDetections, r.ConfirmLooks)
	c.DropTentative, c.DropConfirmed = dropDoubtful, dropAfter
	return c
}

// newCentre lists the radars of a command's picture, as its sides share them,
// each with its shortest way.
func (b *Battle) newCentre(n *network, command int) centre {
	c := centre{ticked: never, taken: make([]taken, len(b.missiles))}
	var sources []fusion.Source
	for _, j := range b.commands[command].sides {
		shield := b.sides[j].shield
		for k, x := range b.sides[j].sensors {
			if k >= len(shield.Radars) {
				break // tracking satellites
			}
			at, delay := n.of[x.side][x.number], nanoseconds(shield.Delays.Communication+shield.Radars[k].Delay)
			known := false
			for m := range c.sources {
				if c.sources[m].station == at {
					c.sources[m].delay, known = min(c.sources[m].delay, delay), true
				}
			}
			if !known {
				c.sources = append(c.sources, source{at, delay})
				sources = append(sources, fusion.Source{Name: x.name, Owner: b.sides[x.side].Name})
			}
		}
	}
	c.Centre = fusion.New(fusion.Settings{Sources: sources, Motion: &n.motion, Scan: reportEvery, Keep: keepTracks, SeesEstimate: b.seesOf(n, c.sources), SeesNow: b.seesNow(n, c.sources)})
	return c
}

// canBeFull says what a setting has that full fidelity does not model.
func (b *Battle) canBeFull() error {
	for i := range b.sides {
		if s := &b.set.Shields[b.sides[i].Shield]; len(s.Trackers) > 0 {
			return hint.New("use --fidelity kinematic, or leave space_trackers out", "shield %s has tracking satellites, which kinematic fidelity alone models", s.Name)
		}
		if n := len(b.set.Shields[b.sides[i].Shield].Radars); n > fusion.MaxSources {
			return hint.New("use --fidelity kinematic, or fewer radars", "party %s has %d radars: a picture at full fidelity holds %d", b.sides[i].Name, n, fusion.MaxSources)
		}
	}
	return nil
}

// begin forgets the run before.
func (n *network) begin(w *Worker) {
	for i := range n.stations {
		s := &n.stations[i]
		s.radar.Reset()
		s.tracker.Reset()
		s.stream.Reset(w.b.set.Seed, w.run, w.b.sides[s.side].Name, s.radar.Name, "looks")
		clear(s.told)
		s.marks, s.next, s.reported = s.marks[:0], never, 0
		if s.fault != nil {
			s.fault.begin(w, s)
		}
	}
	for i := range n.centres {
		n.centres[i].begin()
		n.centres[i].base = 0
	}
	for i := range n.reports {
		n.reports[i] = report{at: never}
	}
	for i := range n.controls {
		n.controls[i].estimate = nil
	}
	clear(n.launches)
	for j := range n.heard {
		n.heard[j] = n.heard[j][:0]
	}
	n.spare, n.due, n.aloft = 0, never, 0
}

func (c *centre) begin() {
	c.Reset()
	c.pending, c.contacts, c.ticked = c.pending[:0], c.contacts[:0], never
	c.named = 0
	for i := range c.taken {
		c.taken[i].contact = -1
	}
}

// position is where missile i is at a time, Earth-fixed.
func (b *Battle) position(i int, after time.Duration) earth.Vec[earth.ECEF] {
	arc := &b.missiles[i].flight.Arc
	t := after.Seconds()
	return b.set.Earth.Rotating(arc.Position(arc.At(t)), t)
}

// shares says whether side j is told of side i's launch reports.
func (b *Battle) shares(i, j int) bool { return i == j || b.o.Sharing >= scenario.ShareWarning }
