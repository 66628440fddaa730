package recording

import (
	"io"
	"math"
	"strings"
	"time"

	"scutum/engagement/filter"
	"scutum/internal/hint"
)

// Format says how to read what a file of detections does not say itself.
type Format struct {
	Interval time.Duration // between two scans, where there is no time_s
	Sigma    [3]float64    // rad, rad, m, where there are no columns of sigmas
	Sensors  []string      // names of the radars; none means one, whatever its name
}

// Look is what one radar reports at one time.
type Look struct {
	Time       time.Duration
	Sensor     int // in Format.Sensors
	Detections []filter.Measurement
}

// Detections is a file of detections. Without a header its columns are
// scan,k,az,el,range,source as trackgen.py writes them; with one they are any
// of detectionColumns in any order. Rows of one time belong together and times
// do not decrease. What is in columns k and source is never looked at.
//
// See TestReadsBothForms, TestBadInput and FuzzDetections.
type Detections struct {
	lines  *lines
	layout *layout
	format Format

	looks []Look // of the time in hand, in the order in which radars come
	count int
	next  row // the first of the next time
	ended bool
	only  string // name of the one radar, where no names are given
}

// row is one detection.
type row struct {
	when   when
	sensor int
	m      filter.Measurement
}

// when is a row's time and the number of its scan, -1 where it has none.
type when struct {
	time time.Duration
	scan int64
}

// The widest that a file's numbers may be.
const (
	mostScan = 1_000_000_000
	mostTime = 1e9 // s
	// mostEmpty is the number of scans in a row that may have no row.
	mostEmpty = 100_000
)

var (
	azimuthBounds   = bounds{-2 * math.Pi, 2 * math.Pi, "azimuths are in rad, in degrees only in a column az_deg"}
	elevationBounds = bounds{-math.Pi / 2, math.Pi / 2, "elevations are in rad, in degrees only in a column el_deg"}
	degreesAzimuth  = bounds{-360, 360, ""}
	degreesAbove    = bounds{-90, 90, ""}
	distanceBounds  = bounds{1, 1e9, "ranges are in m, in km only in a column range_km"}
	distanceKm      = bounds{1e-3, 1e6, ""}
	sigmaBounds     = bounds{1e-9, 1e6, "a standard deviation is above 0"}
	timeBounds      = bounds{0, mostTime, "times are in s since a moment before the first"}
)

// NewDetections opens a file and reads its header and first row.
func NewDetections(r io.Reader, name string, f Format) (*Detections, error) {
	d := &Detections{lines: newLines(r, name), format: f}
	if err := d.lines.next(); err != nil {
		if err == io.EOF {
			return nil, hint.New("a row is scan,k,az,el,range,source", "%s holds no detection", name)
		}
		return nil, err
	}
	var err error
	if d.layout, err = d.lines.layoutOf(detectionColumns, plainDetections); err != nil {
		return nil, err
	}
	if err := d.lines.need(d.layout, "az", "el", "range"); err != nil {
		return nil, err
	}
	if len(f.Sensors) > 1 && !d.layout.has(sensorName) {
		return nil, d.lines.errorf("add a column sensor", "header: there are %d radars and no column sensor", len(f.Sensors))
	}
	if d.layout.header {
		if err := d.lines.next(); err != nil {
			if err == io.EOF {
				return nil, d.lines.errorf("", "row: there is none below the header")
			}
			return nil, err
		}
	}
	d.next, err = d.parse()
	return d, err
}

// Scans tells whether scans are numbered and at equal intervals, so that a
// number that is left out is a scan in which nothing was detected.
func (d *Detections) Scans() bool { return !d.layout.has(timeOf) }

// Count is the number of detections read so far.
func (d *Detections) Count() int { return d.count }

// Next reads all detections of the next time, one Look for each radar; io.EOF
// at the end. The looks are valid until the next call.
func (d *Detections) Next() ([]Look, error) {
	if d.ended {
		return nil, io.EOF
	}
	now := d.next.when
	d.looks = d.looks[:0]
	for {
		d.add(&d.next)
		switch err := d.lines.next(); {
		case err == io.EOF:
			d.ended = true
			return d.looks, nil
		case err != nil:
			return nil, err
		}
		var err error
		if d.next, err = d.parse(); err != nil {
			return nil, err
		}
		same, err := d.lines.follows(now, d.next.when)
		if err != nil {
			return nil, err
		}
		if !same {
			return d.looks, nil
		}
	}
}

// follows says whether a row's time is that of the one before, or an error if
// it is earlier.
func (l *lines) follows(before, now when) (same bool, err error) {
	switch {
	case now.scan-before.scan > mostEmpty:
		return false, l.errorf("scans are counted one by one", "scan: %d is not in [%d, %d]: it follows %[2]d", now.scan, before.scan, before.scan+mostEmpty)
	case now.scan < before.scan:
		return false, l.errorf("sort the rows by scan", "scan: %d after %d: scans do not decrease", now.scan, before.scan)
	case now.time < before.time:
		return false, l.errorf("sort the rows by time", "time_s: %v after %v: times do not decrease", now.time.Seconds(), before.time.Seconds())
	case now.scan == before.scan && now.scan >= 0 && now.time != before.time:
		return false, l.errorf("give all rows of a scan one time, or leave out the column scan", "time_s: %v is not that of scan %d, %v", now.time.Seconds(), now.scan, before.time.Seconds())
	}
	return now.time == before.time, nil
}

// add puts a row into the look of its radar.
func (d *Detections) add(r *row) {
	d.count++
	at := -1
	for i := range d.looks {
		if d.looks[i].Sensor == r.sensor {
			at = i
		}
	}
	if at < 0 {
		at = len(d.looks)
		if at < cap(d.looks) {
			d.looks = d.looks[:at+1]
			d.looks[at].Detections = d.looks[at].Detections[:0]
		} else {
			d.looks = append(d.looks, Look{})
		}
		d.looks[at].Time, d.looks[at].Sensor = r.when.time, r.sensor
	}
	d.looks[at].Detections = append(d.looks[at].Detections, r.m)
}

// parse reads the line in hand.
func (d *Detections) parse() (r row, err error) {
	l, o := d.lines, d.layout
	if err := l.check(o); err != nil {
		return r, err
	}
	if r.when, err = l.when(o, d.format.Interval); err != nil {
		return r, err
	}
	if o.has(sensorName) {
		if r.sensor, err = d.sensor(l.fields[o.places[sensorName]]); err != nil {
			return r, err
		}
	}
	for k, q := range [3]quantity{azimuth, elevation, distance} {
		if r.m.Z[k], err = l.measure(o, q); err != nil {
			return r, err
		}
	}
	r.m.Sigma = d.format.Sigma
	for k, q := range [3]quantity{azimuthSigma, elevationSigma, distanceSigma} {
		if !o.has(q) {
			continue
		}
		if r.m.Sigma[k], err = l.measure(o, q); err != nil {
			return r, err
		}
	}
	return r, nil
}

// measure reads a field in its unit, within what is possible in that.
func (l *lines) measure(o *layout, q quantity) (float64, error) {
	b := &sigmaBounds
	switch {
	case q == azimuth && o.scales[q] == 1:
		b = &azimuthBounds
	case q == azimuth:
		b = &degreesAzimuth
	case q == elevation && o.scales[q] == 1:
		b = &elevationBounds
	case q == elevation:
		b = &degreesAbove
	case q == distance && o.scales[q] == 1:
		b = &distanceBounds
	case q == distance:
		b = &distanceKm
	}
	x, err := l.float(o.places[q], o.names[o.places[q]], b)
	return float64(x * o.scales[q]), err
}

// when reads a row's time.
func (l *lines) when(o *layout, interval time.Duration) (w when, err error) {
	w.scan = -1
	if o.has(scanNumber) {
		most := int64(mostScan)
		if !o.has(timeOf) {
			most = min(most, int64(mostTime*1e9)/int64(interval))
		}
		if w.scan, err = l.whole(o.places[scanNumber], "scan", 0, most); err != nil {
			return w, err
		}
		w.time = time.Duration(w.scan) * interval
	}
	if o.has(timeOf) {
		x, err := l.float(o.places[timeOf], "time_s", &timeBounds)
		if err != nil {
			return w, err
		}
		w.time = time.Duration(math.Round(float64(x * 1e9)))
	}
	return w, nil
}

// sensor finds a radar by its name.
func (d *Detections) sensor(field []byte) (int, error) {
	l, known := d.lines, d.format.Sensors
	switch {
	case len(field) == 0:
		return 0, l.errorf("every row needs every column", "sensor: is empty")
	case len(known) == 0 && d.only == "":
		d.only = string(field)
	case len(known) == 0 && d.only != string(field):
		return 0, l.errorf("--sensor NAME=LAT,LON says where each of several radars stands", "sensor: %s is another than %s", shown(field), shown([]byte(d.only)))
	}
	for i := range known {
		if known[i] == string(field) {
			return i, nil
		}
	}
	if len(known) > 0 {
		return 0, l.errorf("radars are "+strings.Join(known, ", "), "sensor: %s has no place", shown(field))
	}
	return 0, nil
}
