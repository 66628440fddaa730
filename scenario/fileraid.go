package scenario

// RaidEntry is a raid as a person writes it. How far its launches spread is the
// figure raid.spread_s.
type RaidEntry struct {
	Missiles []MissileEntry
	Faults   []FaultEntry
}

// MissileEntry is one missile of a raid, or several alike. Missiles of the same
// name, of one entry or of several, are numbered: mrbm-1, mrbm-2.
type MissileEntry struct {
	Name     string // the class unless the file gives one
	Class    string
	From, To Spot
	Shape    string  // minimum-energy, lofted or depressed
	LaunchS  float64 // since the scenario's epoch
	Count    int
}

// DoctrineEntry is a doctrine as a person writes it. Its delays, errors and
// limits are the figures doctrine.* and delay.kill_assessment_s.
type DoctrineEntry struct {
	Salvo      int
	Shots      int    // 0 for the interceptor's own shots_per_target
	Shoot      string // look or no-look
	Reserve    int
	Rules      []Rule
	Undefended bool
}

// defaultDoctrine is that of a study that is silent: one interceptor at a time,
// and a look before the next.
var defaultDoctrine = DoctrineEntry{Salvo: 1, Shoot: shootLook}

// PartyEntry is a party as a person writes it.
type PartyEntry struct {
	Name    string
	Shield  string
	Defends []string
	Sector  []Corner
}

const (
	shootLook   = "look"
	shootNoLook = "no-look"
	allianceNow = "NATO" // the members on the study's date
)

// raidTrees are the raid, the doctrine and the parties in their written form.
func (f *File) raidTrees() []tree {
	var all []tree
	if f.Raid != nil {
		fields := []tree{list("missiles", f.Raid.Missiles, MissileEntry.tree)}
		if len(f.Raid.Faults) > 0 {
			fields = append(fields, list("faults", f.Raid.Faults, FaultEntry.tree))
		}
		all = append(all, mapping("raid", fields...))
	}
	if f.Doctrine != nil {
		all = append(all, f.Doctrine.tree())
	}
	if len(f.Parties) > 0 {
		all = append(all, list("parties", f.Parties, PartyEntry.tree))
	}
	return all
}

func (m MissileEntry) tree() tree {
	return mapping("", leaf("name", m.Name), leaf("class", m.Class), mapping("from", m.From.fields()...), mapping("to", m.To.fields()...),
		leaf("shape", m.Shape), leaf("launch_s", m.LaunchS), leaf("count", m.Count))
}

func (d DoctrineEntry) tree() tree {
	fields := []tree{leaf("salvo", d.Salvo), leaf("shots", d.Shots), leaf("shoot", d.Shoot), leaf("reserve", d.Reserve), leaf("undefended", d.Undefended)}
	if len(d.Rules) > 0 {
		var rules []tree
		for _, rule := range d.Rules {
			rules = append(rules, list(rule.Site, rule.Classes, func(class string) tree { return leaf("", class) }))
		}
		fields = append(fields, mapping("engage", rules...))
	}
	return mapping("doctrine", fields...)
}

func (p PartyEntry) tree() tree {
	fields := []tree{leaf("name", p.Name), leaf("shield", p.Shield), list("defends", p.Defends, func(code string) tree { return leaf("", code) })}
	if len(p.Sector) > 0 {
		fields = append(fields, list("sector_lat_lon_deg", p.Sector, func(c Corner) tree {
			return tree{items: []tree{leaf("", c.LatDeg), leaf("", c.LonDeg)}}
		}))
	}
	return mapping("", fields...)
}
