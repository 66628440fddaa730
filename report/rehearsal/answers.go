package rehearsal

import (
	"math"

	"scutum/internal/frozen"

	"scutum/assessment/deterrence"
	"scutum/assessment/footprint"
	"scutum/assessment/scorecard"
	"scutum/scenario/geography"
)

// sets makes up the scorecards: the published one counts the made-up maps, the
// others are shifted.
func sets(r *scorecard.Result) []scorecard.Set {
	var out []scorecard.Set
	for k, name := range []string{"published", "moscow", "brussels"} {
		set := scorecard.Set{Assumptions: name}
		shift := []float64{0, 0.25, -0.12}[k]
		for s, shield := range r.Setting.Shields {
			row := scorecard.Row{Shield: shield.Name, Title: shield.Title, Verdict: []string{"leaves the deterrent alone", "can reach some trajectories"}[s%2]}
			for _, threat := range r.Setting.Threats {
				d := scorecard.Defence{Class: threat.Name}
				if threat.Intercontinental {
					d.CitiesOf = 9
					if s == 4 {
						d.CitiesDefended = scorecard.Figure{Value: 5, Low: 2, High: 6, Holds: 190, Of: 200}
					}
				}
				for _, m := range r.Maps {
					if m.Shield == shield.Name && m.Class == threat.Name {
						d = count(d, m, r.Date, shift)
					}
				}
				row.Defence = append(row.Defence, d)
			}
			reach := []int{3, 0, 0, 0, 11, 4}[s] + 4*k
			best := -1.2 + 0.25*float64(s) + 0.4*float64(k)
			row.Reach = scorecard.Reach{
				Reachable: scorecard.Figure{Value: float64(reach), Low: 0, High: float64(reach + 5), Holds: 180 - 9*s, Of: 200}, Of: 135, LandReachable: scorecard.Figure{Value: float64(reach / 2), Low: 0, High: float64(reach), Holds: 170, Of: 200},
				LowestThreshold: scorecard.Figure{Value: 4.5 - best, Low: 4.2 - best, High: 5 - best, Holds: 200, Of: 200},
				BestMargin:      scorecard.Figure{Value: best, Low: best - 0.4, High: best + 0.3, Holds: 151, Of: 200},
				Site:            shield.Sites[0].Name, Trajectory: "Tatishchevo to New York (solid)",
			}
			if s == 1 {
				row.Reach.LowestThreshold, row.Reach.BestMargin = none, none
			}
			set.Rows = append(set.Rows, row)
		}
		out = append(out, set)
	}
	return out
}

var none = scorecard.Figure{Value: math.NaN(), Low: math.NaN(), High: math.NaN()}

func count(d scorecard.Defence, m *footprint.Map, date string, shift float64) scorecard.Defence {
	nato := geography.NATO(date)
	var one, two, all float64
	for _, p := range geography.Places() {
		cell := cellOf(m.Grid, p.LatDeg, p.LonDeg)
		if cell < 0 || m.Reason[cell] == footprint.NotThreatened || !nato[p.Country] {
			continue
		}
		n := float64(p.Population)
		all += n
		if m.Shots[cell] >= 1 {
			one += n
		}
		if m.Shots[cell] >= 2 {
			two += n
		}
	}
	d.PeopleThreatened, d.EuropeThreatened, d.AreaThreatenedKm2 = all, all*1.3, 5.1e6
	figure := func(v float64) scorecard.Figure {
		v = math.Max(0, math.Min(1, v+shift))
		return scorecard.Figure{Value: v, Low: math.Max(0, v-0.15), High: math.Min(1, v+0.1), Holds: 163, Of: 200}
	}
	d.PeopleOneShot, d.PeopleTwoShots = figure(one/all), figure(two/all)
	d.EuropeOneShot, d.EuropeTwoShots = figure(one/all*0.9), figure(two/all*0.9)
	d.AreaOneShot, d.AreaTwoShots = figure(one/all*0.8), figure(two/all*0.8)
	d.RaidFailsOneShot = scorecard.Figure{Value: 25, Low: 11, High: 25, Holds: 143, Of: 200}
	d.RaidFailsTwoShots = scorecard.Figure{Value: 13, Low: 6, High: 13, Holds: 143, Of: 200}
	return d
}

func cellOf(g *footprint.Grid, lat, lon float64) int {
	if lat < g.SouthDeg || lat >= g.NorthDeg || lon < g.WestDeg || lon >= g.EastDeg {
		return -1
	}
	row := int((lat - g.SouthDeg) / (g.NorthDeg - g.SouthDeg) * float64(len(g.RowLatDeg)))
	return min(g.RowStart[row]+int((lon-g.WestDeg)/g.RowStepDeg[row]), g.RowStart[row+1]-1)
}

// deterrent makes up pairs and curves.
func deterrent(r *scorecard.Result) {
	for _, shield := range r.Setting.Shields {
		for _, site := range shield.Sites {
			for _, b := range site.Batteries {
				for i, t := range r.Setting.Force.Trajectories {
					base := 3.9 + km(site.Place.LatDeg(), site.Place.LonDeg(), t.From.LatDeg(), t.From.LonDeg())/1800 + float64(i%9)/15
					for k, commit := range []string{"published", "moscow", "brussels", "sensors"} {
						p := deterrence.Pair{
							Shield: shield.Name, Site: site.Name, Interceptor: b.Interceptor.Name, Field: t.Field, Target: t.Target, Missile: t.Missile, Commit: commit,
							CommitS: []float64{240, 120, 420, 200}[k], SpeedKmS: b.Interceptor.BurnoutSpeed / 1000,
							MeetingS: 400 + float64(i), MeetingAltitudeKm: 700, MeetingLatDeg: 70, MeetingLonDeg: 10,
						}
						p.ThresholdKmS = base + []float64{0.4, -0.2, 0.9, 0.2}[k]
						if i%17 == 3 {
							p.ThresholdKmS, p.MeetingS, p.MeetingAltitudeKm, p.MeetingLatDeg, p.MeetingLonDeg = math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN()
							p.Reason = "no track"
						}
						p.MarginKmS = p.SpeedKmS - p.ThresholdKmS
						r.Pairs = append(r.Pairs, p)
					}
					curves(r, shield.Name, site.Name, b.Interceptor.Name, i, base)
				}
			}
		}
	}
}

func curves(r *scorecard.Result, shield, site, interceptor string, i int, base float64) {
	t := r.Setting.Force.Trajectories[i]
	commit := deterrence.Curve{Shield: shield, Site: site, Interceptor: interceptor, Field: t.Field, Target: t.Target, Missile: t.Missile}
	lost := commit
	for x := -120.0; x <= 300; x += 15 {
		y := base + 0.4 + 0.9*frozen.Atan((x-60)/90)
		if x > 270 && i%5 == 0 {
			y = math.NaN()
		}
		commit.X, commit.ThresholdKmS = append(commit.X, x), append(commit.ThresholdKmS, y)
	}
	for x := 0.0; x <= 90; x += 5 {
		lost.X, lost.ThresholdKmS = append(lost.X, x), append(lost.ThresholdKmS, base+0.2+x/120)
	}
	r.CommitCurves = append(r.CommitCurves, commit)
	r.LostTimeCurves = append(r.LostTimeCurves, lost)
}

// exclusions makes up two maps whose contours are circles about a point north
// of Siberia, so that they cross the pole and the antimeridian.
func exclusions(r *scorecard.Result) {
	grid := Grid(100, 25, 90, -30, 70)
	for _, commit := range []float64{0, 60} {
		e := &deterrence.Exclusion{CommitAfterBurnoutS: commit, Grid: grid}
		low := 2.4 + commit/100
		each(grid, func(lat, lon float64) {
			sea := geography.OpenSea(lat, lon)
			d := km(lat, lon, 80, 45)
			v := low + d/1100
			index := int16(int(d/50) % len(r.Setting.Force.Trajectories))
			if !sea || d > 5200 {
				v, index = math.NaN(), -1
			}
			e.Sea, e.ThresholdKmS, e.Trajectory = append(e.Sea, sea), append(e.ThresholdKmS, float32(v)), append(e.Trajectory, index)
		})
		for _, speed := range []float64{3, 4.5, 5.5} {
			e.Contours = append(e.Contours, deterrence.Contour{SpeedKmS: speed, Lines: [][][2]float64{circle(80, 45, (speed-low)*1100)}})
		}
		r.Exclusions = append(r.Exclusions, e)
	}
}

// circle is a ring of places at a distance from a centre.
func circle(lat, lon, distanceKm float64) [][2]float64 {
	const d = math.Pi / 180
	var out [][2]float64
	s, c := frozen.Sincos(distanceKm / 6371)
	for a := 0.0; a <= 360; a += 4 {
		la := frozen.Asin(frozen.Sin(lat*d)*c + frozen.Cos(lat*d)*s*frozen.Cos(a*d))
		lo := lon*d + frozen.Atan2(frozen.Sin(a*d)*s*frozen.Cos(lat*d), c-frozen.Sin(lat*d)*frozen.Sin(la))
		out = append(out, [2]float64{la / d, math.Remainder(lo/d, 360)})
	}
	return out
}

func remarks(r *scorecard.Result) {
	for s, shield := range r.Setting.Shields {
		r.Turns = append(r.Turns, scorecard.Turn{Shield: shield.Name, Site: shield.Sites[0].Name, Field: "Tatishchevo", Target: "Miami", Missile: "solid",
			Figure: "missiles.solid-icbm.burn_time_s", From: 180, To: 216, Unit: "s", MarginFrom: -0.12, MarginTo: 0.21})
		r.Explanations = append(r.Explanations,
			scorecard.Explanation{Shield: shield.Name, Conclusion: "protected trajectories reachable", FromSet: "published", ToSet: "moscow", From: float64(s), To: float64(s + 9),
				Figure: "commit.deterrence_after_burnout_s", FigureFrom: 60, FigureTo: -60, Unit: "s", Share: 0.71},
			scorecard.Explanation{Shield: shield.Name, Conclusion: "people defended against irbm with one shot", FromSet: "published", ToSet: "brussels", From: 0.62, To: 0.41,
				Figure: "interceptors.sm-3-iia.burnout_speed_km_s", FigureFrom: 4.5, FigureTo: 4.2, Unit: "km/s", Share: 0.44})
	}
	for _, name := range []string{"Tatishchevo to Washington from Redzikowo", "Isfahan to Berlin from Deveselu"} {
		r.J2 = append(r.J2, scorecard.J2Check{Name: name, ThresholdTwoBodyKmS: 4.812, ThresholdJ2KmS: 4.815, BurnoutSpeedTwoBody: 6.91, BurnoutSpeedJ2: 6.913})
	}
	r.J2 = append(r.J2, scorecard.J2Check{Name: "Uzhur to Miami from Deveselu", ThresholdTwoBodyKmS: math.NaN(), ThresholdJ2KmS: math.NaN(), BurnoutSpeedTwoBody: 7.01, BurnoutSpeedJ2: 7.012})
	for _, shield := range []string{"epaa-3", "epaa-4"} {
		r.TimeCharts = append(r.TimeCharts, timeChart(shield))
	}
}

func timeChart(shield string) scorecard.TimeChart {
	c := scorecard.TimeChart{Title: "Tatishchevo to Washington", Shield: shield,
		Events: []scorecard.Event{{Name: "burnout", TimeS: 180}, {Name: "first track", TimeS: 210}, {Name: "commit", TimeS: 240}, {Name: "launch", TimeS: 240}, {Name: "meeting", TimeS: 640}, {Name: "impact", TimeS: 1790}}}
	c.Attacker = track("attacker", 0, 1790, 1250, 9200)
	c.Interceptors = []scorecard.Track{track("SM-3 IIA from Redzikowo, falls short", 240, 900, 620, 1800), track("SM-3 IIB from Redzikowo, meets", 265, 640, 900, 2500)}
	return c
}

func track(name string, from, to, apogee, distance float64) scorecard.Track {
	t := scorecard.Track{Name: name}
	for k := range 60 {
		f := float64(k) / 59
		t.TimeS = append(t.TimeS, from+f*(to-from))
		t.AltitudeKm = append(t.AltitudeKm, 4*apogee*f*(1-f))
		t.DistanceKm = append(t.DistanceKm, f*distance)
		t.LatDeg, t.LonDeg = append(t.LatDeg, 52+f*20), append(t.LonDeg, 45-f*60)
	}
	return t
}
