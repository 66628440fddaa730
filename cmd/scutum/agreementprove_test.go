package main

import (
	"context"
	"strings"
	"testing"

	"scutum/agreement/certificate"
	"scutum/report"
)

// TestReckonMeeting: the command beside a meeting that refutes a guarantee finds
// it again, on land and at sea: that flight needs no more than was printed, and
// less than a metre a second less.
func TestReckonMeeting(t *testing.T) {
	after := 0.0
	terms := &certificate.Terms{FieldRadiusKm: 25, AimRadiusKm: 50, Coast: certificate.Coast{WithinS: 60}, Commit: certificate.Commit{AfterBurnoutS: &after}, LeastLostTimeS: 20, SpeedCapKmS: 5.5, LeastAltitudeKm: 100,
		Fields: []certificate.Field{{Name: "Tatishchevo", LatDeg: 51.667, LonDeg: 45.567, BurnFromS: 144, BurnUntilS: 180, BurnoutKm: 200, DownrangeKm: 400}},
		Aims:   []certificate.Named{{Name: "Miami", LatDeg: 25.7743, LonDeg: -80.1937}}, Sites: []certificate.Named{{Name: "Redzikowo", LatDeg: 54.4728, LonDeg: 17.1231}},
		Sea: &certificate.Sea{Rectangle: certificate.Rectangle{SouthDeg: 60, NorthDeg: 61, WestDeg: 8, EastDeg: 10}}}
	for _, commit := range []certificate.Commit{{AfterBurnoutS: &after}, {AfterLaunchS: new(120.0)}} {
		terms.Commit = commit
		r, err := certificate.Certify(context.Background(), terms, 2, nil)
		if err != nil || len(r.Failures) != 2 {
			t.Fatalf("%d failures, 2 are wanted: %v", len(r.Failures), err)
		}
		for i := range r.Failures {
			f := &r.Failures[i]
			m, ok := f.Meeting(terms, 1)
			if !ok {
				t.Fatalf("%s: no meeting", f.Case.Name)
			}
			command := report.ReckonMeeting(terms, &f.Case, &m)
			words := strings.Fields(command)
			if len(words) < 2 || words[0] != "scutum" || words[1] != "reach" {
				t.Fatal(command)
			}
			code, answer, err := runReach(words[2:])
			if code != 0 || err != nil || answer.ThresholdKmS == nil {
				t.Fatalf("%s: exit code %d, %v", command, code, err)
			}
			if less := m.SpeedKmS - *answer.ThresholdKmS; less < -1e-4 || less > 1e-3 {
				t.Errorf("%s: %.5f km/s, printed %.5f", command, *answer.ThresholdKmS, m.SpeedKmS)
			}
		}
	}
}
