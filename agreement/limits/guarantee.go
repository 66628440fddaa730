package limits

import (
	"slices"

	"scutum/agreement/certificate"
	"scutum/internal/hint"
	"scutum/internal/strictyaml"
	"scutum/systems/catalogue"
)

// readGuarantee reads what is to be proved, with names of places and the
// missile's figures filled in from the catalogue.
func readGuarantee(m *strictyaml.Map, cat *catalogue.Catalogue) *certificate.Terms {
	t := &certificate.Terms{FieldRadiusKm: m.FloatOr("field_radius_km", 0, 500, 25), AimRadiusKm: m.FloatOr("aim_radius_km", 0, 500, 50),
		LeastLostTimeS: m.FloatOr("least_lost_time_s", 0, 300, 25), SpeedCapKmS: m.Float("speed_cap_km_s", 0.5, 7.3),
		LeastAltitudeKm: m.FloatOr("least_altitude_km", 1, 500, 100)}
	t.Fields = readFields(m, cat)
	t.Aims = places(m, "aims", cat)
	t.Sites = places(m, "sites", cat)
	readCoast(m.MapOr("coast"), &t.Coast)
	readCommit(m, &t.Commit)
	if s := m.MapOr("sea"); s != nil {
		t.Sea = &certificate.Sea{Rectangle: rectangle(s), Excluded: []certificate.Rectangle{}}
		for _, x := range s.Maps("excluded", 200) {
			t.Sea.Excluded = append(t.Sea.Excluded, rectangle(x))
		}
	}
	if len(t.Sites) == 0 && t.Sea == nil {
		m.Fail("sites", "name the sites on land, a sea, or both", "a guarantee needs places of interceptors")
	}
	return t
}

func readFields(m *strictyaml.Map, cat *catalogue.Catalogue) (all []certificate.Field) {
	class := m.OneOfOr("missile", "icbm-solid", cat.Systems("missile")...)
	missile, err := cat.Class(class, cat.Published())
	if err != nil {
		panic(err)
	}
	b := missile.Burnout
	burn := m.Floats("burn_s", 2, 10, 1000)
	switch len(burn) {
	case 0:
		burn = []float64{b.BurnTime, b.BurnTime}
	case 1:
		burn = append(burn, burn[0])
	}
	if burn[0] > burn[1] {
		m.Fail("burn_s", "the shorter time first: [144, 300]", "%g is more than %g", burn[0], burn[1])
	}
	for _, p := range places(m, "fields", cat) {
		all = append(all, certificate.Field{Name: p.Name, LatDeg: p.LatDeg, LonDeg: p.LonDeg,
			BurnFromS: burn[0], BurnUntilS: burn[1], BurnoutKm: b.Altitude / 1e3, DownrangeKm: b.Downrange / 1e3})
	}
	if len(all) == 0 {
		m.Fail("fields", "name the fields: [Kozelsk, Tatishchevo]", "is missing")
	}
	return all
}

func readCoast(m *strictyaml.Map, c *certificate.Coast) {
	if m == nil {
		c.WithinS = 60
		return
	}
	c.WithinS = m.FloatOr("within_s", 0, 3600, 0)
	c.RatioFrom = m.FloatOr("ratio_from", 0.1, 1, 0)
	c.RatioTo = m.FloatOr("ratio_to", 1, 10, 0)
}

func readCommit(m *strictyaml.Map, c *certificate.Commit) {
	s := m.Map("commit")
	if s == nil {
		return
	}
	launch, burnout := s.Has("after_launch_s"), s.Has("after_burnout_s")
	switch {
	case launch == burnout:
		m.Fail("commit", "commit: {after_burnout_s: 0}", "needs one of after_launch_s and after_burnout_s")
	case launch:
		x := s.Float("after_launch_s", 0, 3600)
		c.AfterLaunchS = &x
	default:
		x := s.Float("after_burnout_s", -600, 3600)
		c.AfterBurnoutS = &x
	}
}

func rectangle(m *strictyaml.Map) certificate.Rectangle {
	r := certificate.Rectangle{SouthDeg: m.Float("south_deg", -90, 90), NorthDeg: m.Float("north_deg", -90, 90),
		WestDeg: m.Float("west_deg", -180, 180), EastDeg: m.Float("east_deg", -180, 180)}
	if m != nil && (r.NorthDeg <= r.SouthDeg || r.EastDeg <= r.WestDeg) {
		m.Fail("north_deg", "north above south, east beyond west, not across the antimeridian", "the rectangle is empty")
	}
	return r
}

// places reads a list of catalogue names and of places with coordinates.
func places(m *strictyaml.Map, key string, cat *catalogue.Catalogue) (all []certificate.Named) {
	for i, item := range m.Items(key, 200) {
		var p certificate.Named
		switch {
		case item.Map != nil:
			p = certificate.Named{Name: item.Map.String("name"), LatDeg: item.Map.Float("lat_deg", -90, 90),
				LonDeg: item.Map.Float("lon_deg", -180, 180), RadiusKm: item.Map.FloatOr("radius_km", 0, 2000, 0)}
		case item.Text != "":
			known, err := cat.Point(item.Text)
			if err != nil {
				m.FailAt(key, i, hint.Of(err), "%s", err)
				continue
			}
			p = certificate.Named{Name: known.Name, LatDeg: known.LatDeg, LonDeg: known.LonDeg}
		}
		if slices.ContainsFunc(all, func(o certificate.Named) bool { return o.Name == p.Name }) {
			m.FailAt(key, i, "names must differ", "a second place is called %q", p.Name)
		}
		all = append(all, p)
	}
	if m.Has(key) && len(all) == 0 && m.Document().OK() {
		m.Fail(key, "", "is empty")
	}
	return all
}
