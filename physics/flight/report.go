package flight

import (
	"fmt"
	"math"

	"scutum/physics/earth"
)

// Verdict says whether a reported flight can have happened.
type Verdict string

// The three verdicts.
const (
	Consistent  Verdict = "consistent"
	Implausible Verdict = "implausible"
	Impossible  Verdict = "impossible"
)

// Report is a flight as a government or the press reported it.
type Report struct {
	From    earth.Place
	Azimuth float64      // initial bearing from the launch point to the impact, rad
	Range   float64      // on the ground, m
	Apogee  float64      // m
	Time    float64      // launch to impact, s
	To      *earth.Place // where it came down, if that was reported too
}

// Finding is what the laws of motion say of a report.
type Finding struct {
	Coast    float64 // the least time such a flight takes, s
	Residual float64 // reported less coast, s
	Verdict  Verdict
	Reason   string
	Distance float64 // between the two ends, m; 0 where there was one end
	Miles    string  // the confusion of miles that the distance betrays; "" for none
}

// longestBoost is how much longer than its coast a flight may take, s: the
// boost and the air add one to four minutes.
const longestBoost = 300.0

// Check compares a report with the two-body arc of the same apogee from the
// launch point to the impact point, which the Earth carries round meanwhile.
// No unpowered flight of that apogee and range is shorter; the boost and the
// air only add to it.
//
// Assumptions: a rotating sphere of 6,371 km, no air, launch at full speed on
// the ground. It fails for flights that manoeuvre. Source: definitions, "flight
// check"; the reported flights of TestReportedFlights.
func (r Report) Check() (Finding, error) {
	m := earth.Sphere
	if !(r.Range > 0) || r.Range >= math.Pi*m.Radius {
		return Finding{}, fmt.Errorf("a range of %.6g km is not in (0, %.0f): half of the Earth's circumference", r.Range/1000, math.Pi*m.Radius/1000)
	}
	aim := NewFarAim(m, Boost{}, r.From, m.Destination(r.From, r.Azimuth, r.Range))
	b, err := aim.ToApogee(r.Apogee)
	if err != nil {
		return Finding{}, fmt.Errorf("no ballistic flight of %.6g km has an apogee of %.6g km: %w", r.Range/1000, r.Apogee/1000, err)
	}
	f := Finding{Coast: b.FlightTime, Residual: r.Time - b.FlightTime}
	rounded := math.Round(math.Abs(f.Residual))
	switch {
	case f.Residual < 0:
		f.Verdict = Impossible
		f.Reason = fmt.Sprintf("Falling freely, a body that rises to %.6g km and comes down %.6g km away is under way for %.0f s. The reported flight is %.0f s shorter than that, before any time for the engines to burn: at least one of the reported figures is wrong.", r.Apogee/1000, r.Range/1000, f.Coast, rounded)
	case f.Residual > longestBoost:
		f.Verdict = Implausible
		f.Reason = fmt.Sprintf("A body thrown to %.6g km that comes down %.6g km away is under way for %.0f s. The reported flight took %.0f s longer; engines and air usually add one to four minutes, not more than %.0f s. The missile manoeuvred, or a figure is wrong.", r.Apogee/1000, r.Range/1000, f.Coast, rounded, longestBoost)
	default:
		f.Verdict = Consistent
		f.Reason = fmt.Sprintf("A body thrown to %.6g km that comes down %.6g km away is under way for %.0f s. The reported flight took %.0f s longer, which leaves room for the engines to burn: the figures agree with one another.", r.Apogee/1000, r.Range/1000, f.Coast, rounded)
	}
	if r.To != nil {
		f.Distance, _, _ = m.Distance(r.From, *r.To)
		f.Miles = confusion(f.Distance / r.Range)
	}
	return f, nil
}

// mileRatios are the quotients of a true distance by a reported one that a
// confusion of units leaves behind.
var mileRatios = []struct {
	ratio float64
	text  string
}{
	{1.852, "the reported range looks like nautical miles printed as kilometres"},
	{1.609344, "the reported range looks like statute miles printed as kilometres"},
	{1.852 / 1.609344, "the reported range looks like nautical miles converted to kilometres as if they were statute miles"},
	{1 / 1.852, "the reported range looks like kilometres converted once more, as if they had been nautical miles"},
	{1 / 1.609344, "the reported range looks like kilometres converted once more, as if they had been statute miles"},
	{1.609344 / 1.852, "the reported range looks like statute miles converted to kilometres as if they were nautical miles"},
}

// confusion names the confusion whose ratio is within 2 % of this one.
func confusion(ratio float64) string {
	for _, r := range mileRatios {
		if math.Abs(ratio/r.ratio-1) < 0.02 {
			return r.text
		}
	}
	return ""
}
