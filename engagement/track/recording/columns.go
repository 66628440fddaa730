package recording

import (
	"math"
	"strings"

	"scutum/internal/hint"
	"scutum/internal/nearest"
)

// quantity is what a column holds.
type quantity int

const (
	scanNumber quantity = iota
	timeOf
	sensorName
	azimuth
	elevation
	distance
	azimuthSigma
	elevationSigma
	distanceSigma
	objectID
	stateX // and the five that follow
	stateY
	stateZ
	stateVX
	stateVY
	stateVZ
	ignored // never looked at
	quantities
)

// column is a name that a header may hold.
type column struct {
	name  string
	is    quantity
	scale float64 // to rad, m, s
}

const degree = math.Pi / 180

// detectionColumns are the names of a file of detections.
var detectionColumns = []column{
	{"scan", scanNumber, 1}, {"time_s", timeOf, 1}, {"sensor", sensorName, 0},
	{"az", azimuth, 1}, {"az_rad", azimuth, 1}, {"az_deg", azimuth, degree},
	{"el", elevation, 1}, {"el_rad", elevation, 1}, {"el_deg", elevation, degree},
	{"range", distance, 1}, {"range_m", distance, 1}, {"range_km", distance, 1000},
	{"sigma_az_rad", azimuthSigma, 1}, {"sigma_az_deg", azimuthSigma, degree},
	{"sigma_el_rad", elevationSigma, 1}, {"sigma_el_deg", elevationSigma, degree},
	{"sigma_range_m", distanceSigma, 1}, {"k", ignored, 0}, {"source", ignored, 0},
}

// truthColumns are the names of a file of truth.
var truthColumns = []column{
	{"scan", scanNumber, 1}, {"time_s", timeOf, 1}, {"id", objectID, 1},
	{"x", stateX, 1}, {"x_m", stateX, 1}, {"y", stateY, 1}, {"y_m", stateY, 1}, {"z", stateZ, 1}, {"z_m", stateZ, 1},
	{"vx", stateVX, 1}, {"vx_m_s", stateVX, 1}, {"vy", stateVY, 1}, {"vy_m_s", stateVY, 1}, {"vz", stateVZ, 1}, {"vz_m_s", stateVZ, 1},
}

// Without a header the columns are those of trackgen.py.
var (
	plainDetections = []string{"scan", "k", "az", "el", "range", "source"}
	plainTruth      = []string{"scan", "id", "x", "y", "z", "vx", "vy", "vz"}
)

// layout says which field of a row is what.
type layout struct {
	names  []string // of the columns
	places [quantities]int
	scales [quantities]float64
	header bool
}

func (l *layout) has(q quantity) bool { return l.places[q] >= 0 }

// layoutOf reads the header, if the line in hand is one.
func (l *lines) layoutOf(known []column, plain []string) (*layout, error) {
	out := &layout{names: plain}
	for q := range out.places {
		out.places[q] = -1
	}
	if out.header = l.named(); out.header {
		out.names = nil
		for _, f := range l.fields {
			out.names = append(out.names, strings.ToLower(string(f)))
		}
	}
	for i, name := range out.names {
		c, err := l.columnOf(known, name)
		if err != nil {
			return nil, err
		}
		if c.is == ignored {
			continue
		}
		if at := out.places[c.is]; at >= 0 {
			return nil, l.errorf("keep one of them", "header: %s and %s are the same column", out.names[at], name)
		}
		out.places[c.is], out.scales[c.is] = i, c.scale
	}
	return out, nil
}

func (l *lines) columnOf(known []column, name string) (column, error) {
	var names []string
	for _, c := range known {
		if c.name == name {
			return c, nil
		}
		names = append(names, c.name)
	}
	advice := "columns are " + strings.Join(names, ", ")
	if near, ok := nearest.Name(name, names); ok {
		advice = hint.DidYouMean(name, []string{near})
	}
	return column{}, l.errorf(advice, "header: no column is called %s", shown([]byte(name)))
}

// need checks that a header names what a file cannot do without.
func (l *lines) need(o *layout, wanted ...string) error {
	for _, name := range wanted {
		found := false
		for _, list := range [][]column{detectionColumns, truthColumns} {
			for _, c := range list {
				found = found || c.name == name && o.has(c.is)
			}
		}
		if !found {
			return l.errorf("for example "+strings.Join(wanted, ","), "header: there is no column %s", name)
		}
	}
	if !o.has(scanNumber) && !o.has(timeOf) {
		return l.errorf("scan counts looks from 0, time_s is in seconds", "header: there is neither a column scan nor time_s")
	}
	return nil
}

// check checks the number of fields.
func (l *lines) check(o *layout) error {
	if len(l.fields) == len(o.names) {
		return nil
	}
	advice := "the header has " + strings.Join(o.names, ",")
	if !o.header {
		advice = "without a header a row is " + strings.Join(o.names, ",")
	}
	return l.errorf(advice, "row: %d columns in place of %d", len(l.fields), len(o.names))
}
