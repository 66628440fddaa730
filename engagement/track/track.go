// Package track follows many objects through the detections of radars: it
// decides which detection is of which object, starts tracks, confirms them and
// lets them go. How one object's estimate moves is package filter's business;
// what the tracks are worth is told by package score.
package track

import (
	"math/bits"
	"time"

	"scutum/engagement/filter"
	"scutum/engagement/track/pairing"
)

// Scan is what one radar reports of one look round. Several radars, and one
// radar at unequal times, give a Tracker scan after scan in order of time.
type Scan struct {
	Time       time.Duration // since the scenario's epoch
	Station    *filter.Station
	Detections []filter.Measurement
	// Detectable is the probability that the radar detects an object there. A
	// track where it is 0 does not count the scan as missed. Nil means
	// Config.DetectionProbability everywhere.
	Detectable func(*filter.State) float64
}

// Track is an object as the tracker sees it.
type Track struct {
	ID        int // from 1 in order of confirmation; 0 while tentative
	Confirmed bool
	Hits      int           // scans with a detection
	Misses    int           // scans without one since the last
	Age       int           // scans since the start, the first included
	Started   time.Duration // time of its first detection
	Updated   time.Duration // time of its last
	Detection int           // index among the last scan's detections of the (most probable) one that is its own, or -1
	// Parents are the serial numbers of all detections that went in, counted
	// from 0 over all scans since Reset, if the configuration keeps them.
	Parents []int

	estimator filter.Estimator
	history   uint64 // of hits, the last scan lowest
	origin    int    // serial number of the detection that it was started from alone, or -1
}

// State is the estimate at the time of the last scan; valid until the next.
func (t *Track) State() *filter.State { return t.estimator.State() }

// Tracker follows many objects. It is deterministic, holds no map and, once it
// has seen as many tracks and detections as there will be, allocates nothing
// (see TestAllocatesNothing). It is not safe for use by several goroutines.
type Tracker struct {
	config    Config
	estimator func() filter.Estimator
	tracks    []*Track
	lost      []*Track // ended, but carried on unseen
	free      []*Track
	dropped   []int
	lastID    int
	time      time.Duration
	started   bool
	serial    int // of the scan's first detection

	used       []bool  // the scan's detections that belong to a track
	byRange    []int32 // the scan's detections in order of range
	widest     [3]float64
	gates      gates
	innovation [3]float64 // in work, kept here because Estimator would let it escape
	// mixedSigmas says that the scan's detections are not all alike.
	mixedSigmas bool
	clutter     clutter
	solver      pairing.Solver
	mixture     mixture
	memory      memory
}

// New returns a tracker. A configuration that makes no sense is a broken
// promise: see Config.Check.
func New(c Config) *Tracker {
	if err := c.Check(); err != nil {
		panic(err)
	}
	t := &Tracker{config: c, estimator: c.NewEstimator}
	if t.estimator == nil {
		t.estimator = func() filter.Estimator { return filter.NewEKF(c.Motion) }
	}
	t.memory.scans = make([]leftover, c.memory())
	return t
}

// Reset forgets all tracks, so that the tracker can serve another run.
func (t *Tracker) Reset() {
	t.free = append(append(t.free, t.tracks...), t.lost...)
	t.tracks, t.lost, t.dropped = t.tracks[:0], t.lost[:0], t.dropped[:0]
	t.lastID, t.serial, t.started, t.time = 0, 0, false, 0
	t.clutter = clutter{}
	t.memory.reset()
}

// Tracks are the tracks after the last scan, tentative ones too, in order of
// their start but for those that were lost and found. Slice and tracks are valid until the next Step.
func (t *Tracker) Tracks() []*Track { return t.tracks }

// Dropped are the IDs of the confirmed tracks that the last scan ended.
func (t *Tracker) Dropped() []int { return t.dropped }

// Step takes in a scan. Scans must come in order of time.
func (t *Tracker) Step(s *Scan) {
	t.advance(s.Time)
	t.sort(s)
	t.box(s)
	if t.config.Association == JPDA {
		t.associateMixed(s)
	} else {
		t.associate(s, t.tracks, true)
	}
	t.associate(s, t.tracks, false)
	t.associate(s, t.lost, true)
	t.settle(s)
	t.countFalse()
	if t.config.Start != OnePoint {
		t.startFromTwo(s)
	}
	if t.config.Start != TwoPoint {
		t.startFromOne(s)
	}
	t.serial += len(s.Detections)
}

// advance predicts every track to a time.
func (t *Tracker) advance(now time.Duration) {
	if t.started && now < t.time {
		panic("track: scans are not in order of time")
	}
	dt := seconds(now - t.time)
	for _, list := range [2][]*Track{t.tracks, t.lost} {
		for _, k := range list {
			if dt > 0 {
				k.estimator.Predict(dt)
			}
			k.Detection = -1
			k.Age++
			k.history <<= 1
		}
	}
	t.time, t.started = now, true
}

func seconds(d time.Duration) float64 { return float64(d) / 1e9 }

// hit notes that a track was detected, by the detection of an index.
func (t *Tracker) hit(k *Track, detection int) {
	k.Detection = detection
	k.Hits++
	k.Misses = 0
	k.Updated = t.time
	k.history |= 1
	if k.Hits == 2 && k.origin >= 0 {
		t.memory.forget(k.origin)
	}
	if t.config.KeepParents {
		k.Parents = append(k.Parents, t.serial+detection)
	}
}

// settle confirms tracks and lets go of those missed too often.
func (t *Tracker) settle(s *Scan) {
	t.dropped = t.dropped[:0]
	t.find(s)
	kept := t.tracks[:0]
	for _, k := range t.tracks {
		t.miss(s, k)
		t.confirm(k)
		limit := t.config.DropTentative
		if k.Confirmed {
			limit = t.config.DropConfirmed
		}
		switch {
		case k.Misses < limit:
			kept = append(kept, k)
			continue
		case k.Confirmed && t.config.KeepLost > 0:
			t.lost = append(t.lost, k)
		default:
			t.free = append(t.free, k)
		}
		if k.Confirmed {
			t.dropped = append(t.dropped, k.ID)
		}
	}
	t.tracks = kept
}

// find takes lost tracks back that were detected, and forgets those that were
// lost for too long. A track that is found stands behind the others.
func (t *Tracker) find(s *Scan) {
	kept := t.lost[:0]
	for _, k := range t.lost {
		t.miss(s, k)
		switch {
		case k.Detection >= 0:
			t.tracks = append(t.tracks, k)
		case k.Misses < t.config.DropConfirmed+t.config.KeepLost:
			kept = append(kept, k)
		default:
			t.free = append(t.free, k)
		}
	}
	t.lost = kept
}

// miss counts a scan in which a track was not detected though it could have
// been.
func (t *Tracker) miss(s *Scan, k *Track) {
	if k.Detection < 0 && (s.Detectable == nil || s.Detectable(k.State()) > 0) {
		k.Misses++
	}
}

// confirm gives a track with hits enough its ID.
func (t *Tracker) confirm(k *Track) {
	seen := k.Hits
	if n := t.config.ConfirmScans; n > 0 {
		seen = bits.OnesCount64(k.history << (64 - n))
	}
	if !k.Confirmed && seen >= t.config.ConfirmHits {
		t.lastID++
		k.Confirmed, k.ID = true, t.lastID
	}
}

// begin starts a tentative track from an estimate.
func (t *Tracker) begin(s *filter.State, started time.Duration) *Track {
	var k *Track
	if n := len(t.free); n > 0 {
		k = t.free[n-1]
		t.free = t.free[:n-1]
		*k = Track{estimator: k.estimator, Parents: k.Parents[:0]}
	} else {
		k = &Track{estimator: t.estimator()}
	}
	k.estimator.Start(s)
	k.Age, k.Started, k.Detection, k.origin = 1, started, -1, -1
	t.tracks = append(t.tracks, k)
	return k
}
