package battle

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"scutum/physics/earth"
	"scutum/scenario"
)

// watched is a small scenario that so many radars see, a few hundred km apart.
func watched(radars int) *scenario.Setting {
	set := small(4, 100, 1)
	for i := range set.Raid.Missiles { // in one place nobody could tell them apart
		set.Raid.Missiles[i].Launch = time.Duration(i) * 20 * time.Second
	}
	s := &set.Shields[0]
	one := s.Radars[0]
	s.Radars = nil
	for i := range radars {
		r := one
		r.Name, r.Place = fmt.Sprintf("radar-%d", i+1), earth.Degrees(39+float64(i), 32+2*float64(i))
		s.Radars = append(s.Radars, r)
	}
	return set
}

// TestLiarsInBattle: of five radars that see the raid two with a bias are named
// in the log, one of them alone where it is alone, and with nobody lying nobody
// is; the missiles are killed all the same. Where one radar of two lies nobody
// can tell which.
func TestLiarsInBattle(t *testing.T) {
	for _, c := range []struct{ radars, liars, named int }{{3, 0, 0}, {3, 1, 1}, {5, 0, 0}, {5, 2, 2}, {2, 1, 0}} {
		set := watched(c.radars)
		w := ready(t, set, Options{Fidelity: Full}).Worker()
		for k := range c.liars {
			w.network.stations[k].radar.Bias = [3]float64{0, 0.002 * float64(1-2*k), 0}
		}
		const runs = 4
		killed := 0
		for run := range uint64(runs) {
			l := log{wants: true}
			w.Run(run, &l)
			named := map[string]bool{}
			for _, e := range l.events {
				if e.Kind == Accused {
					named[e.Sensor] = strings.HasPrefix(e.Why, "named")
				}
			}
			for k := range c.liars {
				if name := fmt.Sprintf("radar-%d", k+1); c.named > 0 && !named[name] {
					t.Errorf("%+v: %s is not named", c, name)
				}
			}
			if len(named) != c.named {
				t.Errorf("%+v: named %v", c, named)
			}
			for _, o := range l.outcomes {
				if !o.Leaked {
					killed++
				}
			}
		}
		t.Logf("%+v: %d of %d killed", c, killed, 4*runs)
		if c.radars > 2 && killed < 4*runs-1 {
			t.Errorf("%+v: %d of %d killed", c, killed, 4*runs)
		}
	}
}

// TestHonestRadarsAreNotAccused: in the studies' raids, whose radars are honest
// and whose missiles come in volleys, nobody is named.
func TestHonestRadarsAreNotAccused(t *testing.T) {
	for _, sharing := range []scenario.Sharing{scenario.ShareNothing, scenario.ShareTracks} {
		w := ready(t, study(t, "cooperation"), Options{Fidelity: Full, Sharing: sharing}).Worker()
		for run := range uint64(12) {
			l := log{wants: true}
			w.Run(run, &l)
			for _, e := range l.events {
				if e.Kind == Accused {
					t.Errorf("sharing %v, run %d: %v: %s %s", sharing, run, e.Time, e.Sensor, e.Why)
				}
			}
		}
	}
}
