package scenario

import (
	"slices"
	"sort"

	"scutum/systems/catalogue"
)

// Uses returns the keys of all catalogue figures that the study rests on,
// sorted. Figures that every battery or radar of a kind gives for itself, or
// every shield, are not among them.
func (f *File) Uses(cat *catalogue.Catalogue) []string {
	u := uses{}
	for _, t := range f.Threats {
		u.all(t.Class, "missile", nil, nil)
	}
	if f.Raid != nil {
		for _, m := range f.Raid.Missiles {
			u.all(m.Class, "missile", nil, nil)
		}
		u.system("raid", cat)
	}
	if f.Doctrine != nil {
		u.system("doctrine", cat)
	}
	if len(f.Parties) > 1 {
		u.system("exchange", cat)
	}
	if len(f.Threats) > 0 || f.Force != nil || f.Raid != nil {
		u.all("warhead", "target", nil, nil)
	}
	if f.Force != nil {
		u["commit.after_burnout_s"] = true
		for _, field := range f.Force.Fields {
			for _, name := range field.Missiles {
				u.all(name, "missile", nil, nil)
			}
		}
	}
	for _, s := range f.Shields {
		u.shield(s, cat)
	}
	keys := make([]string, 0, len(u))
	for key := range u {
		if f.Raid != nil || !statistics(cat, key) {
			keys = append(keys, key)
		}
	}
	sort.Strings(keys)
	return keys
}

// statistics says whether a raid alone asks a figure.
func statistics(cat *catalogue.Catalogue, key string) bool {
	figure, _ := cat.Figure(key)
	system, _ := cat.System(figure.System)
	return catalogue.Statistics(system.Kind, figure.Name)
}

// uses is the set of keys that are used.
type uses map[string]bool

// all adds the figures that every system of a kind has, but for those that the
// entry itself or its shield gives.
func (u uses) all(system, kind string, own, shield []FigureEntry) {
	needed, _ := catalogue.Names(kind)
	for _, name := range needed {
		if !gives(own, name) && !gives(shield, system+"."+name) {
			u[system+"."+name] = true
		}
	}
}

// system adds all figures of a procedure.
func (u uses) system(name string, cat *catalogue.Catalogue) {
	system, _ := cat.System(name)
	for _, figure := range system.Figures {
		u[name+"."+figure] = true
	}
}

func (u uses) shield(s ShieldEntry, cat *catalogue.Catalogue) {
	delays, _ := cat.System("delay")
	for _, name := range delays.Figures {
		if !gives(s.Figures, "delay."+name) {
			u["delay."+name] = true
		}
	}
	if s.SpaceInfrared {
		u.all("space-infrared", "satellites", nil, s.Figures)
	}
	for _, r := range s.Radars {
		u.all(r.Kind, "radar", r.Figures, s.Figures)
	}
	for _, name := range s.SpaceTrackers {
		u.all(name, "tracker", nil, s.Figures)
	}
	for _, site := range s.Sites {
		if site.OwnRadar != "none" {
			u.all(site.OwnRadar, "radar", nil, s.Figures)
		}
		for _, b := range site.Interceptors {
			u.all(b.Kind, "interceptor", b.Figures, s.Figures)
		}
	}
}

func gives(entries []FigureEntry, key string) bool {
	return slices.ContainsFunc(entries, func(e FigureEntry) bool { return e.Key == key })
}
