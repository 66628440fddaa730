package search

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"scutum/agreement/certificate"
	"scutum/scenario"
)

// YAML writes a deal as an agreement's file, which limits.Open reads. The words
// are this project's; nothing in it depends on how the deal was found.
func (p *Problem) YAML(d *Deal) []byte {
	var b strings.Builder
	l := &d.Limits
	fmt.Fprintf(&b, "# %s: limits that a search proposes for %s of study %s.\n", d.Name, p.shield.Name, p.Setting.Name)
	fmt.Fprintf(&b, "# Limits that take something away: %s.\n", orElse(strings.Join(d.Binding, "; "), "none"))
	for _, c := range d.People {
		fmt.Fprintf(&b, "# %s: %.0f people defended of the %.0f of the unlimited study (%.1f %%).\n", c.Class, c.Defended, c.Unlimited, 100*c.Share)
	}
	fmt.Fprintf(&b, "# Margin %.2f km/s, sampled: %s.\n", d.MarginKmS, d.MarginBy)
	name := strings.ReplaceAll(d.Name, "@", "-")
	if len(name) > 64 {
		name = name[len(name)-64:]
	}
	name = strings.TrimLeft(name, "-")
	fmt.Fprintf(&b, "name: %s\ntitle: %q\ndate: %s\nparties: [NATO, Russia]\n", name, d.Name+": "+l.String(), p.Setting.Date)
	fmt.Fprintf(&b, "note: %q\n\nclauses:\n", fmt.Sprintf("Proposed by a search over limits, seed %d. A kind faster than the cap is slowed to it or stays away.", p.o.Seed))
	for _, c := range p.clauses(l) {
		c.write(&b)
	}
	p.writeGuarantee(&b, l)
	return []byte(b.String())
}

// clause is a clause on its way into a file.
type clause struct {
	id, title, text, about, condition string
	evidence                          []string
	how                               []string
	failure, feared                   string
}

func (c *clause) write(b *strings.Builder) {
	fmt.Fprintf(b, "  - id: %s\n    title: %s\n    text: %q\n    about: %s\n    condition: %q\n    evidence: [", c.id, c.title, c.text, c.about, c.condition)
	for i, e := range c.evidence {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(b, "%q", e)
	}
	b.WriteString("]\n    checked:\n")
	for _, how := range c.how {
		fmt.Fprintf(b, "      - {by: Russia, how: %s}\n", how)
	}
	fmt.Fprintf(b, "    on_failure: %q\n", c.failure)
	if c.feared != "" {
		fmt.Fprintf(b, "    feared: %s\n", c.feared)
	}
}

// clauses are the limits as articles; what only freezes the study stands too,
// because the proof rests on it.
func (p *Problem) clauses(l *Limits) (all []clause) {
	cap := number(l.SpeedCapKmS)
	all = append(all, clause{"speed", "Speed of interceptors", "No interceptor for missile defence in Europe shall leave at an Earth-relative speed of more than " + cap + " kilometres per second.",
		"interceptor", "interceptor.burnout_speed <= km_s(" + cap + ")", []string{"speed at burnout of each kind"}, []string{"telemetry", "own sensors"},
		"The kind is withdrawn from Europe within ninety days.", "{speed_km_s: " + number(floor2(l.SpeedCapKmS)+1) + "}"},
		clause{"lost-time", "Boost", "No such interceptor shall lose less than " + number(p.lostS) + " seconds in its boost against one that leaves at full speed at once.",
			"interceptor", "interceptor.lost_time >= s(" + number(p.lostS) + ")", []string{"time of boost of each kind"}, []string{"telemetry"},
			"The kind is withdrawn from Europe within ninety days.", ""},
		p.places(l))
	if len(p.ships) > 0 || l.Waters.NoShips {
		all = append(all, ships(&l.Waters)...)
	}
	if x := l.CommitAfterS; x != nil {
		at := number(*x)
		words := "before " + at + " seconds after the burnout"
		if *x < 0 {
			words = "earlier than " + number(-*x) + " seconds before the burnout"
		} else if *x == 0 {
			words = "before the burnout"
		}
		all = append(all, clause{"commit", "Earliest launch", "No interceptor shall be launched " + words + " of the missile that it is to meet.",
			"commit", "commit.by_sensors || commit.after_burnout >= s(" + at + ")", []string{"rules of engagement"}, []string{"notification", "own sensors"},
			"The Parties meet within seven days.", "{commit_after_burnout_s: " + number(*x-60) + "}"},
			clause{"burnout", "Every engagement", "In every engagement the interceptor shall not leave " + words + " of its target.",
				"engagement", "engagement.after_burnout >= s(" + at + ")", []string{"time of burnout", "time of departure"}, []string{"own sensors"}, "The engagement is not begun.", ""})
	}
	if l.OwnRadars {
		all = append(all, clause{"sensors", "Radars", "No interceptor shall be guided by a radar that does not stand at a site of interceptors.",
			"sensor", "sensor.own", []string{"radars in use"}, []string{"notification", "inspection"}, "The radar's tracks are not passed on.", ""})
	}
	if l.Interceptors > 0 {
		n := strconv.Itoa(l.Interceptors)
		all = append(all, clause{"number", "Number of interceptors", "The number of interceptors shall not exceed " + n + ".", "shield", "shield.interceptors <= " + n,
			[]string{"numbers by kind and place"}, []string{"inspection"}, "Interceptors above the number are taken away within ninety days.", ""})
	}
	return all
}

// places is the clause on sites on land.
func (p *Problem) places(l *Limits) clause {
	var conditions, words []string
	for i, site := range p.land {
		if p.kept(l)>>i&1 == 0 {
			continue
		}
		s := &p.shield.Sites[site]
		conditions = append(conditions, fmt.Sprintf("apart(site.lat, site.lon, deg(%s), deg(%s)) <= km(5)", number(tidy(s.Place.LatDeg())), number(tidy(s.Place.LonDeg()))))
		words = append(words, s.Name)
	}
	c := clause{"places", "Sites on land", "Interceptors shall stand on land at " + strings.Join(words, " and ") + " alone.", "site",
		strings.Join(append([]string{"site.ship || site.interceptors == 0"}, conditions...), " || "), []string{"places of basing"}, []string{"inspection"}, "The site is closed.", ""}
	if len(words) == 0 {
		c.text = "No interceptors shall stand on land."
	}
	return c
}

// ships are the clauses on waters.
func ships(w *Waters) (all []clause) {
	how := []string{"notification", "own sensors"}
	const failure = "The ship leaves within two days; until then its launchers are reported empty."
	const norwegian = "{ship: {name: Norwegian Sea, lat_deg: 68, lon_deg: 5}}"
	stations := []string{"stations of ships"}
	switch {
	case w.NoShips:
		return []clause{{"ships", "Ships", "No ship with such interceptors shall be stationed in the waters about Europe.", "ship", "ship.interceptors == 0", stations, how, failure, norwegian}}
	case w.WestNorthDeg == w.EastNorthDeg && w.WestNorthDeg < 90:
		n := number(w.WestNorthDeg)
		return []clause{{"northern-waters", "Ships", "Ships with such interceptors shall not be stationed north of the parallel of " + n + " degrees.", "ship", "ship.interceptors == 0 || ship.lat <= deg(" + n + ")", stations, how, failure, norwegian}}
	case *w == openWaters:
		return nil
	}
	split := number(SplitDeg)
	if w.WestNorthDeg < 90 {
		n := number(w.WestNorthDeg)
		all = append(all, clause{"western-waters", "Ships in the Atlantic and the northern seas", "West of the meridian of " + split + " degrees east ships with such interceptors shall not be stationed north of the parallel of " + n + " degrees.",
			"ship", "ship.interceptors == 0 || ship.lon >= deg(" + split + ") || ship.lat <= deg(" + n + ")", stations, how, failure, norwegian})
	}
	if w.EastNorthDeg < 90 {
		n := number(w.EastNorthDeg)
		all = append(all, clause{"eastern-waters", "Ships in the Baltic, the Barents and the Black Sea", "East of the meridian of " + split + " degrees east ships with such interceptors shall not be stationed north of the parallel of " + n + " degrees.",
			"ship", "ship.interceptors == 0 || ship.lon < deg(" + split + ") || ship.lat <= deg(" + n + ")", stations, how, failure, "{ship: {name: Barents Sea, lat_deg: 72, lon_deg: 35}}"})
	}
	return all
}

func (p *Problem) writeGuarantee(b *strings.Builder, l *Limits) {
	fmt.Fprintf(b, "\n# What scutum agreement certify proves; other missiles and areas at sea are not in it.\nguarantee:\n  missile: %s\n", p.missile)
	spots := func(key string, all []certificate.Named) {
		fmt.Fprintf(b, "  %s:\n", key)
		for _, x := range all {
			fmt.Fprintf(b, "    - {name: %q, lat_deg: %s, lon_deg: %s}\n", x.Name, number(x.LatDeg), number(x.LonDeg))
		}
	}
	var fields []certificate.Named
	for _, f := range p.terms.Fields {
		fields = append(fields, certificate.Named{Name: f.Name, LatDeg: f.LatDeg, LonDeg: f.LonDeg})
	}
	spots("fields", fields)
	spots("aims", p.terms.Aims)
	burn := 0.0
	if len(p.terms.Fields) > 0 {
		burn = p.terms.Fields[0].BurnFromS
	}
	fmt.Fprintf(b, "  burn_s: [%s, %s]\n  field_radius_km: %s\n  aim_radius_km: %s\n  coast: {within_s: %s} # of minimum energy\n", number(burn), number(burn),
		number(p.terms.FieldRadiusKm), number(p.terms.AimRadiusKm), number(p.terms.Coast.WithinS))
	fmt.Fprintf(b, "  commit: {after_burnout_s: %s}", number(l.commit()))
	if l.CommitAfterS == nil {
		fmt.Fprintf(b, " # no clause: counted as Moscow counts")
	}
	fmt.Fprintf(b, "\n  least_lost_time_s: %s\n  least_altitude_km: %s\n  speed_cap_km_s: %s\n", number(p.lostS), number(p.lowKm), number(l.SpeedCapKmS))
	var sites []certificate.Named
	for i, site := range p.land {
		if s := &p.shield.Sites[site]; p.kept(l)>>i&1 == 1 {
			sites = append(sites, certificate.Named{Name: s.Name, LatDeg: tidy(s.Place.LatDeg()), LonDeg: tidy(s.Place.LonDeg())})
		}
	}
	if len(sites) > 0 {
		spots("sites", sites)
	}
	if len(p.ships) > 0 && !l.Waters.NoShips {
		p.writeSea(b, &l.Waters)
	}
}

func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// Variant is the study with the deal's limits put on its shield: of sites that
// must leave the radars stay, kinds faster than the cap are slowed to it, and a
// commit counted earlier than the deal's is moved to it. The
// file given is not touched.
func (p *Problem) Variant(f *scenario.File, d *Deal) *scenario.File {
	out := *f
	name := strings.ReplaceAll(d.Name, "@", "-")
	out.Name, out.Title = name[max(0, len(name)-64):], d.Name+": "+d.Limits.String()
	out.Figures = append([]scenario.FigureEntry{}, f.Figures...)
	if x := d.Limits.CommitAfterS; x != nil && !p.Setting.Commit.BySensors && p.Setting.Commit.AfterBurnout < *x {
		const key = "commit.after_burnout_s"
		out.Figures = slices.DeleteFunc(out.Figures, func(e scenario.FigureEntry) bool { return e.Key == key })
		out.Figures = append(out.Figures, scenario.FigureEntry{Key: key, Value: *x})
	}
	s := f.Shields[p.Index]
	s.Sites = append([]scenario.SiteEntry{}, s.Sites...)
	mask := p.batteries(p.kept(&d.Limits), &d.Limits.Waters)
	s.Radars = append([]scenario.RadarEntry{}, s.Radars...)
	all := s.Sites
	s.Sites = nil
	for i, site := range all {
		if site.Interceptors = p.left(f, i, mask, d.Limits.SpeedCapKmS); len(site.Interceptors) > 0 {
			s.Sites = append(s.Sites, site)
		} else if site.OwnRadar != "" && site.OwnRadar != "none" {
			s.Radars = append(s.Radars, scenario.RadarEntry{Spot: site.Spot, Kind: site.OwnRadar})
		}
	}
	if d.Limits.OwnRadars {
		s.Radars = nil
	}
	out.Shields = []scenario.ShieldEntry{s}
	return &out
}

// left lists the batteries that a mask leaves at a site, slowed to the cap.
func (p *Problem) left(f *scenario.File, site int, mask uint64, capKmS float64) []scenario.BatteryEntry {
	all := []scenario.BatteryEntry{}
	for g := range p.guns {
		if p.guns[g].Site != site || mask>>g&1 == 0 {
			continue
		}
		b := f.Shields[p.Index].Sites[site].Interceptors[p.guns[g].Index]
		if p.guns[g].Speed/1e3 > capKmS+1e-9 {
			own := slices.DeleteFunc(slices.Clone(b.Figures), func(x scenario.FigureEntry) bool { return x.Key == "burnout_speed_km_s" })
			b.Figures = append(own, scenario.FigureEntry{Key: "burnout_speed_km_s", Value: capKmS})
		}
		all = append(all, b)
	}
	return all
}
