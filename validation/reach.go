package validation

import (
	"math"
	"strconv"

	"scutum/engagement/reach"
	"scutum/engagement/sighting"
	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/physics/orbit"
	"scutum/scenario"
	"scutum/systems/sensor"
)

// The places of the reference cases, as they print them.
var (
	redzikowo = earth.Degrees(54.48, 17.10)
	brdy      = earth.Degrees(49.6352, 13.7479)
	isfahan   = earth.Degrees(32.65, 51.67)
	tabriz    = earth.Degrees(38.1, 46.3)
	shahrud   = earth.Degrees(36.4, 55.0)
)

// The boosts of the reference cases.
var (
	solid = flight.Boost{Time: 180, Altitude: 200e3, Downrange: 400e3}
	irbm  = flight.Boost{Time: 180, Altitude: 180e3, Downrange: 300e3}
)

// fromRedzikowo is the reference model's interceptor, which launches exactly
// at commit from where the site is then, and meets above 100 km.
func fromRedzikowo(f *flight.Ballistic, commit, lostTime float64) reach.Problem {
	site := reach.NewSite(f.Earth, redzikowo)
	return reach.Problem{
		Site: &site, Arc: &f.Arc, Spans: f.Arc.Altitudes(f.Earth, nil, 100e3, math.Inf(1)),
		Commit: commit, LeaveAtCommit: true, LostTime: lostTime, SiteAtLaunch: true,
	}
}

// fly returns the minimum-energy flight. The reference cases all have one.
func fly(m earth.Model, b flight.Boost, from, to earth.Place) flight.Ballistic {
	aim := flight.NewAim(m, b, from, to)
	f, err := aim.Fly(flight.MinimumEnergy)
	if err != nil {
		panic(err)
	}
	return f
}

var v1 = Group{
	"V1", "The speed dispute of 2007: GBI at Redzikowo against Russian missiles to Washington", "10 s and 15 km: the reference steps by 5 s",
	func() []Row {
		t := read("v1_earliest_meetings.csv")
		c := comparison{"V1", "reference model", "C"}
		var rows []Row
		for _, row := range t.rows {
			f := fly(earth.Sphere, solid, earth.Degrees(t.number(row, "lat_deg"), t.number(row, "lon_deg")), point("Washington"))
			q := fromRedzikowo(&f, t.number(row, "commit_s"), 25)
			_, earliest := q.Windows(1000 * t.number(row, "speed_km_s"))
			name := row[0] + ", " + t.text(row, "speed_km_s") + " km/s, commit " + t.text(row, "commit_s") + " s"
			rows = append(rows, meetingRows(c, t, row, name, f, earliest)...)
		}
		return append(rows, v1Words()...)
	},
}

// v1Words are the two claims of the dispute, at commit 240 s: an interceptor
// of 6.3 km/s cannot catch missiles from western Russia, one of 8.5 to 9 can.
func v1Words() []Row {
	agency := comparison{"V1", "Missile Defense Agency, AFP 27 September 2007", "R"}
	postol := comparison{"V1", "Postol, AFP 28 September 2007", "R"}
	var rows []Row
	for _, field := range []struct {
		name  string
		place earth.Place
	}{
		{"Vypolzovo", earth.Degrees(57.88, 33.65)}, {"Kozelsk", earth.Degrees(54.03, 35.77)},
		{"Teykovo", earth.Degrees(56.93, 40.54)}, {"Tatishchevo", earth.Degrees(51.67, 45.57)},
	} {
		f := fly(earth.Sphere, solid, field.place, point("Washington"))
		q := fromRedzikowo(&f, 240, 25)
		answer := func(speed float64) string { return reaching(q.Reaches(speed)) }
		rows = append(rows,
			agency.word(field.name+", 6.3 km/s", "in words", "does not reach", answer(6300)),
			postol.word(field.name+", 8.5 km/s", "in words", "reaches", answer(8500)),
			postol.word(field.name+", 9.0 km/s", "in words", "reaches", answer(9000)))
	}
	return rows
}

func meetingRows(c comparison, t table, row []string, name string, f flight.Ballistic, earliest reach.Meeting) []Row {
	if t.text(row, "meeting_s") == "none" || !earliest.Admissible() {
		answer := map[bool]string{true: "yes", false: "none"}
		return []Row{c.word(name, "meeting", answer[t.text(row, "meeting_s") != "none"], answer[earliest.Admissible()])}
	}
	height := f.Arc.Height(f.Earth, earliest.Anomaly) / 1000
	return []Row{
		c.number(name, "meeting", "s", t.number(row, "meeting_s"), earliest.Time, 10),
		c.number(name, "altitude", "km", t.number(row, "altitude_km"), height, 15),
	}
}

var v2 = Group{
	"V2", "Thresholds of the phased approach from Redzikowo by commit time", "0.03 km/s: two printed decimals and the reference's steps",
	func() []Row {
		t := read("v2_thresholds.csv")
		c := comparison{"V2", "reference model", "C"}
		var rows []Row
		least := map[string]float64{} // threshold over all pairs, by commit
		for _, row := range t.rows {
			f := fly(earth.Sphere, solid, earth.Degrees(t.number(row, "lat_deg"), t.number(row, "lon_deg")), point(t.text(row, "target")))
			for _, commit := range t.head[4:] {
				seconds, _ := strconv.ParseFloat(commit, 64)
				q := fromRedzikowo(&f, seconds, 25)
				name := row[0] + " to " + t.text(row, "target") + ", commit " + commit + " s"
				threshold := q.Threshold().Speed / 1000
				rows = append(rows, c.number(name, "threshold", "km/s", t.number(row, commit), threshold, 0.03))
				least[commit] = min(orInfinity(least[commit]), threshold)
			}
		}
		words := comparison{"V2", "Sankaran, Arms Control Today, November 2013; Pentagon statements on cancelling phase 4", "R"}
		for _, commit := range t.head[4:] {
			rows = append(rows, words.word("all pairs of the table, 4.5 km/s, commit "+commit+" s", "in words", "does not reach", reaching(4.5 >= least[commit])))
		}
		rows = append(rows, words.word("some pair of the table, 5.5 km/s, commit 180 s", "in words", "reaches", reaching(5.5 >= least["180"])))
		return rows
	},
}

func orInfinity(x float64) float64 {
	if x == 0 {
		return math.Inf(1)
	}
	return x
}

func reaching(yes bool) string {
	if yes {
		return "reaches"
	}
	return "does not reach"
}

var v4 = Group{
	"V4", "Coverage of the 2007 plan when the Brdy radar commits", "a word: protected or not",
	func() []Row {
		t := read("v4_cities.csv")
		published := comparison{"V4", "Czech ambassador to NATO, hotnews.ro 2007; FT and VOA 12 March 2007", "R"}
		model := comparison{"V4", "reference model", "C"}
		var rows []Row
		for _, row := range t.rows {
			city := point(row[0])
			all := true
			for _, launch := range []struct {
				name  string
				place earth.Place
			}{{"Isfahan", isfahan}, {"Tabriz", tabriz}, {"Shahrud", shahrud}} {
				slow := protects(launch.place, city, 6300)
				all = all && slow
				want := t.text(row, launch.name)
				if want == "-" {
					continue
				}
				rows = append(rows, model.word(row[0]+" from "+launch.name+", 6.3 km/s", "verdict", want, protection(slow)))
				if row[0] == "Sofia" && launch.name == "Tabriz" {
					want = "protected"
				}
				rows = append(rows, model.word(row[0]+" from "+launch.name+", 8.5 km/s", "verdict", want, protection(protects(launch.place, city, 8500))))
			}
			if want := t.text(row, "published"); want != "-" {
				rows = append(rows, published.word(row[0]+" from all three, 6.3 km/s", "verdict", want, protection(all)))
			}
		}
		return rows
	},
}

// protects says whether a GBI at Redzikowo of a speed in m/s meets a missile
// when the Brdy radar's first view and 30 s are the commit.
func protects(from, city earth.Place, speed float64) bool {
	f := fly(earth.Sphere, irbm, from, city)
	emr := sighting.NewRadar(earth.Sphere, scenario.RadarSite{
		Name: "Brdy", Place: brdy, Radar: sensor.Radar{Range: 2000e3, ElevationMin: 2 * (math.Pi / 180)},
	}, nil)
	var path sighting.Path
	path.Follow(earth.Sphere, &f.Arc)
	var held []orbit.Span
	if held = emr.Holds(&path, held); len(held) == 0 {
		return false
	}
	q := fromRedzikowo(&f, f.Arc.Time(held[0].From)+30, 70)
	q.MinFlight = 200
	return q.Reaches(speed)
}

func protection(protected bool) string {
	if protected {
		return "protected"
	}
	return "unprotected"
}
