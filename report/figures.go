package report

import (
	"fmt"
	"math"
	"strings"

	"scutum/assessment/scorecard"
	"scutum/scenario"
	"scutum/systems/sensor"
)

// shieldFigures is what a shield's results rest on.
type shieldFigures struct {
	ID, Assumptions, Title string
	FireControl            string
	Delays                 []string
	Batteries              []batteryFigures
	Radars                 []radarFigures
	Infrared               string
	Trackers               []string
	Explanations           []explanation
}

type batteryFigures struct {
	Site, Place, Interceptor, Speed, Lost, Altitudes, MinFlight, Kill, Shots string
	Number                                                                   int
}

type radarFigures struct{ Name, Place, Band, Range, Sector, Cue string }

func allFigures(r *scorecard.Result) []shieldFigures {
	var out []shieldFigures
	for _, s := range r.Setting.Shields {
		f := shieldFigures{ID: id("figures", s.Name), Assumptions: id("assumptions", s.Name), Title: s.Title, FireControl: fireControl(s.FireControl), Delays: delays(s.Delays)}
		for _, site := range s.Sites {
			for _, b := range site.Batteries {
				i := b.Interceptor
				f.Batteries = append(f.Batteries, batteryFigures{
					Site: site.Name, Place: place(site.Place.LatDeg(), site.Place.LonDeg()), Interceptor: machine(i.Name), Number: b.Number,
					Speed: speed(i.BurnoutSpeed/1000) + " km/s" + dagger(r, i.Name, "burnout_speed_km_s"), Lost: plain(i.LostTime) + " s" + dagger(r, i.Name, "lost_time_s"),
					Altitudes: plain(i.MinAltitude/1000) + " km" + dagger(r, i.Name, "min_altitude_km") + " to " + ceiling(i.MaxAltitude) + dagger(r, i.Name, "max_altitude_km"),
					MinFlight: plain(i.MinFlight) + " s" + dagger(r, i.Name, "min_flight_s"),
					Kill:      plain(i.KillProbability) + dagger(r, i.Name, "kill_probability"), Shots: fmt.Sprint(i.ShotsPerTarget) + dagger(r, i.Name, "shots_per_target"),
				})
			}
		}
		for _, radar := range s.Radars {
			f.Radars = append(f.Radars, radarRow(r, radar))
		}
		if s.Infrared != nil {
			f.Infrared = machine(s.Infrared.Name) + ": first report " + plain(s.Infrared.FirstReport) + " s after launch"
		}
		for _, k := range s.Trackers {
			f.Trackers = append(f.Trackers, trackerLine(r, k))
		}
		f.Explanations = explanations(r, s.Name)
		out = append(out, f)
	}
	return out
}

func ceiling(m float64) string {
	if math.IsInf(m, 1) || m == 0 {
		return "no ceiling"
	}
	return plain(m/1000) + " km"
}

func place(lat, lon float64) string {
	ns, ew := "N", "E"
	if lat < 0 {
		ns, lat = "S", -lat
	}
	if lon < 0 {
		ew, lon = "W", -lon
	}
	return fmt.Sprintf("%s° %s, %s° %s", plain(lat), ns, plain(lon), ew)
}

func radarRow(r *scorecard.Result, s scenario.RadarSite) radarFigures {
	q := s.Radar
	degrees := func(rad float64) float64 { return math.Round(rad*1800/math.Pi) / 10 }
	sector := "all round"
	if from, to := degrees(q.AzimuthFrom), degrees(q.AzimuthTo); from != to && to-from != 360 {
		sector = fmt.Sprintf("%s° to %s°", plain(from), plain(to))
	}
	sector += fmt.Sprintf(", elevation %s° to %s°", plain(degrees(q.ElevationMin)), plain(degrees(q.ElevationMax)))
	reach := plain(math.Round(q.Range/1000)) + " km against " + plain(q.ReferenceRCS) + " m²" + dagger(r, q.Name, "range_km")
	row := radarFigures{s.Name, place(s.Place.LatDeg(), s.Place.LonDeg()), machine(q.Name) + ", " + string(q.Band), reach, sector, "searches by itself"}
	if q.NeedsCue {
		row.Cue = "needs a cue"
	}
	return row
}

// trackerLine is a ring of tracking satellites in words.
func trackerLine(r *scorecard.Result, k sensor.SpaceTracker) string {
	km := func(m float64, figure string) string {
		return plain(math.Round(m/1000)) + " km" + dagger(r, k.Name, figure)
	}
	return fmt.Sprintf("%s: %d satellites%s at %s, blind below %s, range %s; holds what one of them sees wherever on their ring they stand", machine(k.Name), k.Satellites,
		dagger(r, k.Name, "satellites"), km(k.Altitude, "altitude_km"), km(k.LimbHeight, "limb_height_km"), km(k.Range, "range_km"))
}

func fireControl(f scenario.FireControl) string {
	switch f {
	case scenario.LaunchOnRemote:
		return "launch on remote: another's track serves the launch, the site's own radar must hold the missile at the meeting"
	case scenario.Organic:
		return "organic: the site's own radar must hold the missile before launch and at the meeting"
	}
	return "engage on remote: any sensor's track serves launch and meeting"
}

func delays(d scenario.Delays) []string {
	return []string{
		"cue to a radar " + plain(d.Cue) + " s", "first track to commit " + plain(d.TrackToCommit) + " s",
		"communication " + plain(d.Communication) + " s", "kill assessment " + plain(d.KillAssess) + " s",
	}
}

// explanation is the figure that explains most of a difference.
type explanation struct{ Shield, Conclusion, Sets, Values, Figure, Change, Share string }

func explanations(r *scorecard.Result, shield string) []explanation {
	var out []explanation
	for _, e := range r.Explanations {
		if shield != "" && e.Shield != shield {
			continue
		}
		title := e.Shield
		for _, s := range r.Setting.Shields {
			if s.Name == e.Shield {
				title = s.Title
			}
		}
		figure, change, share := figureName(r, e.Figure), plain(e.FigureFrom)+" to "+plain(e.FigureTo)+" "+e.Unit, "none"
		if e.Figure == "" {
			figure, change = "no single figure", ""
		}
		if !math.IsNaN(e.Share) && e.Figure != "" {
			share = percent(e.Share)
		}
		name, isShare := strings.CutSuffix(e.Conclusion, " (share)")
		write := func(v float64) string { return plain(math.Round(v*100) / 100) }
		if isShare {
			write = percent
		}
		out = append(out, explanation{title, name, e.FromSet + " to " + e.ToSet, write(e.From) + " to " + write(e.To), figure, change, share})
	}
	return out
}

func margin(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "no meeting"
	}
	return signed(v, 2)
}

// j2 is one line of the check of two-body arcs.
type j2 struct{ Name, ThresholdTwoBody, ThresholdJ2, ThresholdDifference, BurnoutTwoBody, BurnoutJ2, BurnoutDifference string }

func j2Rows(r *scorecard.Result) []j2 {
	var out []j2
	for _, c := range r.J2 {
		difference := func(a, b float64) string {
			if math.IsNaN(a) || math.IsNaN(b) {
				return "none"
			}
			return signed(1000*(b-a), 1)
		}
		out = append(out, j2{
			c.Name, orNone(c.ThresholdTwoBodyKmS, 3, ""), orNone(c.ThresholdJ2KmS, 3, ""), difference(c.ThresholdTwoBodyKmS, c.ThresholdJ2KmS),
			orNone(c.BurnoutSpeedTwoBody, 3, ""), orNone(c.BurnoutSpeedJ2, 3, ""), difference(c.BurnoutSpeedTwoBody, c.BurnoutSpeedJ2),
		})
	}
	return out
}

// cityTable is the table of North American cities.
type cityTable struct {
	Class   string
	Names   []string
	Shields []cityRow
}

type cityRow struct {
	ID, Title string
	Cells     []cityCell
}

type cityCell struct {
	Text, Note string
	Defended   bool
}

func cityTables(r *scorecard.Result) []cityTable {
	var out []cityTable
	for _, t := range r.Setting.Threats {
		table := cityTable{Class: upper(className(t.Name))}
		for _, s := range r.Setting.Shields {
			row := cityRow{ID: id("cities", s.Name), Title: s.Title}
			for _, c := range r.Cities {
				if c.Shield != s.Name || c.Class != t.Name {
					continue
				}
				if len(row.Cells) == len(table.Names) {
					table.Names = append(table.Names, c.Name)
				}
				row.Cells = append(row.Cells, newCityCell(c))
			}
			if len(row.Cells) > 0 {
				table.Shields = append(table.Shields, row)
			}
		}
		if len(table.Shields) > 0 {
			out = append(out, table)
		}
	}
	return out
}

func newCityCell(c scorecard.City) cityCell {
	cell := cityCell{Text: c.Reason.String(), Note: "margin " + margin(c.MarginKmS) + " km/s"}
	if math.IsNaN(c.MarginKmS) {
		cell.Note = "no meeting"
	}
	if c.Shots > 0 {
		cell.Defended = true
		cell.Text = fmt.Sprintf("%d shot", c.Shots)
		if c.Shots > 1 {
			cell.Text += "s"
		}
	}
	return cell
}
