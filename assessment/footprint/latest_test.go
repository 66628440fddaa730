package footprint

import (
	"math"
	"testing"

	"scutum/physics/earth"
	"scutum/scenario"
)

// TestLatestLaunch: it lies between the first launch and the impact, and there
// is none where there is no meeting.
func TestLatestLaunch(t *testing.T) {
	seen := 0
	threat := testThreat()
	for i := range threat.Areas {
		threat.Areas[i].Name = string(rune('a' + i))
	}
	for _, c := range []scenario.Commit{{AfterBurnout: 60}, {BySensors: true}} {
		p := NewProber(earth.WGS84, testShield(), threat, c)
		for _, to := range []earth.Place{earth.Degrees(52.5, 13.4), earth.Degrees(44.4, 26.1), earth.Degrees(41, 29), earth.Degrees(34.6, 28)} {
			_, all := p.At(to)
			for i := range all {
				x := &all[i]
				latest := x.LatestLaunch
				if x.Reason != Defended {
					if !math.IsNaN(latest) {
						t.Errorf("%v %s: %v without a meeting", to, x.Shape, latest)
					}
					continue
				}
				seen++
				if !(latest >= x.Launch-0.5 && latest < x.Impact) {
					t.Errorf("%s to %v: latest launch %.1f, first %.1f, impact %.1f", x.Shape, to, latest, x.Launch, x.Impact)
				}
			}
		}
	}
	if seen < 10 {
		t.Fatalf("only %d meetings", seen)
	}
}
