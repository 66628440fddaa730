package fusion

import (
	"fmt"
	"time"

	"scutum/engagement/filter"
)

// Source is who reports: a sensor, or another centre, which has its picture
// from several.
type Source struct {
	Name   string
	Owner  string
	Centre bool
}

// Report is what a source says of one of its tracks.
type Report struct {
	Source    int           // index into Settings.Sources
	Track     int           // the source's own number
	Time      time.Duration // at which State holds; sending it took until the tick
	State     filter.State  // in the frame of Settings.Motion
	Confirmed bool          // by the source
	Updates   int           // measurements in it
	// Boosting says that the source takes the object to be under thrust. Motion
	// does not carry it far then, and no accusation rests on it.
	Boosting bool
	// Parents are the data that it contains. None: of a sensor its own, of a
	// centre nobody knows which.
	Parents Parents
}

// check says what is wrong with a report, from a party that one need not trust.
func (r *Report) check(sources int) error {
	if r.Source < 0 || r.Source >= sources {
		return fmt.Errorf("source %d is not one of the %d", r.Source, sources)
	}
	for i := range 6 {
		if !finite(r.State.X[i]) || !(r.State.P[i][i] > 0) {
			return fmt.Errorf("source %d, track %d: the state is no estimate", r.Source, r.Track)
		}
		for j := range 6 {
			if !finite(r.State.P[i][j]) {
				return fmt.Errorf("source %d, track %d: the covariance is none", r.Source, r.Track)
			}
		}
	}
	return nil
}

func finite(x float64) bool { return x-x == 0 }

// Settings is what a centre is told once.
type Settings struct {
	Sources []Source // at most MaxSources
	// Motion carries states from a report's time to the tick's.
	Motion filter.Motion
	// Sees says whether a source should by now be tracking what is at a position
	// (m) at a time. nil: nobody knows, and every track is what those who report
	// it make of it.
	Sees func(source int, at time.Duration, position [3]float64) bool
	// SeesEstimate is asked in its place, if it is not nil, by those who want to
	// know where the object was some time ago.
	SeesEstimate func(source int, at time.Duration, s *filter.State) bool
	// SeesNow says whether a source sees the place of an estimate now, were it only
	// since a moment ago, so that it reports it soon if it is there: until then
	// too few witnesses confirm nothing. nil: nobody is waited for.
	SeesNow func(source int, at time.Duration, s *filter.State) bool
	// Systematic is the covariance (m²) of a source's errors that are the same from
	// one measurement to the next, at a position, and therefore not in what its
	// filter makes of its noise. nil: there are none. Where there are some and
	// nobody says so, honest sources are named: see TestHonest.
	Systematic func(source int, position [3]float64) [3][3]float64
	// Scan is the time in which every source reports everything that it tracks.
	// 0 means 5 s.
	Scan time.Duration
	// Keep is how long a track that a source says no more of is carried on.
	// 0 means 60 s.
	Keep time.Duration
}

// The levels of the tests, as standard normals that chance exceeds as rarely.
const (
	gateLevel  = 4.26 // 1e-5: reports farther apart are of two objects
	doubtLevel = 4.26 // 1e-5: a set of sources that differs more is not fused
)

const (
	// accuseAt is the squared normalised difference above which a source is
	// named: chance exceeds it, with 6 degrees of freedom, 5 times in 10^9.
	accuseAt = 50
	// lookAt is that of a source's report to its own last one, of 3 degrees of
	// freedom, above which a closer look is taken: 1 in 1000.
	lookAt = 16.3
	// patience is how many scans a track waits for those who should see it, and
	// how many of a source's last scans are held against the others.
	patience = 5
)

// entry is a report remembered.
type entry struct {
	time  time.Duration
	data  time.Duration // of the last measurement in it
	state filter.State
}

// slot holds the latest report of a source's track and the few before it.
type slot struct {
	SourceTrack
	object    *object
	confirmed bool
	boosting  bool
	direct    bool          // a sensor's own data and no other
	heard     time.Duration // tick of the last new report
	parents   Parents
	history   [patience + 1]entry // round, a scan apart but for the latest
	newest    int                 // of history
	kept      int                 // in history
	watch     int                 // reports for which the window is still looked at
	repeats   int                 // scans in which it said the same again
	repeated  time.Duration

	state       filter.State // carried on
	at          time.Duration
	information matrix // of state, where settled
	y           vector // information times the difference to the object's reference
	square      float64
	settled     bool
	share       share
}

// share is what a slot adds to its object.
type share uint8

const (
	whole    share = iota // all of it
	rest                  // what others have not told already: information and y are that
	nothing               // others have told all of it
	obscured              // nobody knows how much: covariance intersection
)

// before is the report that was remembered so many before the latest.
func (s *slot) before(n int) *entry {
	return &s.history[(s.newest+len(s.history)-n)%len(s.history)]
}

func (s *slot) latest() *entry { return &s.history[s.newest] }

// remember takes a report into the history, in place of the latest where that
// is not yet a scan younger than the one before.
func (s *slot) remember(r *Report, data, scan time.Duration) {
	if s.kept < 2 || 10*(r.Time-s.before(1).time) >= 9*scan {
		s.newest = (s.newest + 1) % len(s.history)
		s.kept = min(s.kept+1, len(s.history))
	}
	e := s.latest()
	e.time, e.data, e.state = r.Time, data, r.State
}
