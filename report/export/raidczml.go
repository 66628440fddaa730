package export

import (
	"bufio"
	"fmt"
	"image/color"
	"io"
	"strings"
	"time"

	"scutum/campaign"
	"scutum/physics/earth"
	"scutum/physics/orbit"
	"scutum/scenario"
)

// raidStep is the time between samples of a raid's paths, s.
const raidStep = 10

var (
	stationColour = color.RGBA{82, 82, 82, 255}
	sightColour   = color.RGBA{109, 40, 217, 140}
)

// RaidCZML writes one run for a globe: every missile from burnout to its end,
// every interceptor from the end of its lost time to its meeting, the sites and
// radars, and a line from a sensor to what it holds while it holds it. The
// clock is the scenario's.
func RaidCZML(w io.Writer, title string, epoch time.Time, set *scenario.Setting, r *campaign.Replay) error {
	out := bufio.NewWriter(w)
	missiles, fates := raidMissiles(set.Earth, r)
	shots, notes := raidShots(set.Earth, r)
	czmlHead(out, title, epoch, append(append([]Ephemeris{}, missiles...), shots...))
	stations := raidStations(set)
	for _, s := range stations {
		s.write(out)
	}
	for i, e := range missiles {
		czmlPath(out, epoch, e, fates[i])
	}
	for i, e := range shots {
		czmlPath(out, epoch, e, notes[i])
	}
	raidSights(out, epoch, set, r)
	fmt.Fprint(out, "\n]\n")
	return out.Flush()
}

// description is the property that a viewer shows of a thing that is chosen.
func description(text string) string { return `"description":` + quote(text) + "," }

// moved returns the ephemeris with its times counted from the scenario's epoch.
func moved(e Ephemeris, by time.Duration) Ephemeris {
	for i := range e.Samples {
		e.Samples[i].Time += by.Seconds()
	}
	return e
}

func raidMissiles(m earth.Model, r *campaign.Replay) (out []Ephemeris, fates []string) {
	for i := range r.Missiles {
		p := &r.Missiles[i]
		arc := p.Flight.Arc
		fate := "leaked: " + p.Outcome.Why
		if p.Outcome.Killed >= 0 && !p.Outcome.Leaked {
			arc.To = arc.At(p.End.Seconds())
			fate = fmt.Sprintf("killed %s s after the raid's epoch", short(p.Outcome.Killed.Seconds(), 1))
		}
		name := fmt.Sprintf("%s, %s to %s", p.Missile.Name, p.Missile.From.Name, p.Missile.To.Name)
		out = append(out, moved(Sampled(missileID(i), name, Attacker, m, &arc, raidStep), p.Outcome.Launched))
		fates = append(fates, description(name+", "+p.Missile.Shape.String()+"; "+fate))
	}
	return out, fates
}

func missileID(i int) string { return fmt.Sprintf("missile-%d", i+1) }

func raidShots(m earth.Model, r *campaign.Replay) (out []Ephemeris, notes []string) {
	for i, s := range r.Shots {
		if !s.Known {
			continue
		}
		name := fmt.Sprintf("%s from %s at %s", s.Shot.Interceptor, s.Shot.Site, orFalse(s.Shot.Missile))
		arc := s.Arc
		out = append(out, moved(sampledArc(fmt.Sprintf("shot-%d", i+1), name, m, &arc), s.Launch))
		notes = append(notes, description(fmt.Sprintf("%s; departed %s s, met %s s: %s", name, short(s.Shot.Departed.Seconds(), 1), short(s.Shot.Meeting.Seconds(), 1), s.Shot.Outcome)))
	}
	return out, notes
}

func sampledArc(id, name string, m earth.Model, arc *orbit.Arc) Ephemeris {
	return Sampled(id, name, Interceptor, m, arc, raidStep)
}

func orFalse(missile string) string {
	if missile == "" {
		return "a false track"
	}
	return missile
}

// station is something that stands still.
type station struct {
	id, name string
	place    earth.Place
}

func radarID(shield, radar int) string { return fmt.Sprintf("radar-%d-%d", shield+1, radar+1) }

// raidStations lists the sites and radars of every party's shield.
func raidStations(set *scenario.Setting) []station {
	var out []station
	seen := map[int]bool{}
	for _, side := range set.Sides() {
		if seen[side.Shield] {
			continue
		}
		seen[side.Shield] = true
		shield := &set.Shields[side.Shield]
		for i, s := range shield.Sites {
			out = append(out, station{fmt.Sprintf("site-%d-%d", side.Shield+1, i+1), s.Name, s.Place})
		}
		for i, s := range shield.Radars {
			out = append(out, station{radarID(side.Shield, i), s.Name, s.Place})
		}
	}
	return out
}

func (s *station) write(out io.Writer) {
	colour := czmlColour(stationColour)
	fmt.Fprintf(out, ",\n{\"id\":%s,\"name\":%s,\"position\":{\"cartographicDegrees\":[%s,%s,0]},\"point\":{\"pixelSize\":8,\"color\":%s},", quote(s.id), quote(s.name), short(s.place.LonDeg(), 6), short(s.place.LatDeg(), 6), colour)
	fmt.Fprintf(out, "\"label\":{\"text\":%s,\"font\":\"13px sans-serif\",\"pixelOffset\":{\"cartesian2\":[0,-16]}}}", quote(s.name))
}

// raidSights writes a line for every span in which a radar holds a missile;
// satellites have no place of their own here.
func raidSights(out io.Writer, epoch time.Time, set *scenario.Setting, r *campaign.Replay) {
	for i := range r.Missiles {
		p := &r.Missiles[i]
		for k, s := range p.Sights {
			if s.Radar < 0 {
				continue
			}
			from, to := p.Outcome.Launched.Seconds()+s.From, p.Outcome.Launched.Seconds()+s.To
			name := strings.Join([]string{s.Sensor, "holds", p.Missile.Name}, " ")
			fmt.Fprintf(out, ",\n{\"id\":\"sight-%d-%d\",\"name\":%s,\"availability\":\"%s/%s\",\"polyline\":{\"positions\":{\"references\":[\"%s#position\",\"%s#position\"]},", i+1, k+1, quote(name), czmlTime(epoch, from), czmlTime(epoch, to), radarID(s.Shield, s.Radar), missileID(i))
			fmt.Fprintf(out, "\"width\":1,\"arcType\":\"NONE\",\"material\":{\"solidColor\":{\"color\":%s}}}}", czmlColour(sightColour))
		}
	}
}
