package scenario

import (
	"fmt"
	"slices"

	"scutum/physics/earth"
	"scutum/systems/catalogue"
	"scutum/systems/interceptor"
	"scutum/systems/missile"
	"scutum/systems/sensor"
)

// Base returns the figures of an assumption set changed by the study's own:
// what Draw varies and Expand takes.
func (f *File) Base(cat *catalogue.Catalogue, set string) (catalogue.Figures, error) {
	figures, err := cat.Set(set)
	if err != nil {
		return figures, err
	}
	return f.override(figures, f.Figures, "figures")
}

// override changes figures by entries of the file, whose keys stand at path.
func (f *File) override(figures catalogue.Figures, entries []FigureEntry, path string) (catalogue.Figures, error) {
	changes := make([]catalogue.Override, len(entries))
	for i, e := range entries {
		changes[i] = catalogue.Override{Key: e.Key, Value: e.Value,
			Origin: catalogue.Origin{Kind: catalogue.OfFile, At: f.Origin(path + "." + e.Key)}}
	}
	return figures.WithAll(changes)
}

// Expand fills in every figure: the study's own overrides first, then those of
// figures (an assumption set, or one draw over it), then the catalogue's.
func Expand(f *File, cat *catalogue.Catalogue, figures catalogue.Figures) (*Setting, error) {
	figures, err := f.override(figures, f.Figures, "figures")
	if err != nil {
		return nil, err
	}
	e := &expansion{f, cat, figures}
	s := &Setting{Name: f.Name, Title: f.Title, Date: f.Date, Seed: uint64(f.Seed), Map: f.Map,
		Commit: Commit{BySensors: f.Commit == "sensors", AfterBurnout: figures.Get("commit.after_burnout_s")}}
	if s.Earth, err = earth.ByName(f.Earth); err != nil {
		return nil, err
	}
	for _, t := range f.Threats {
		threat, err := e.threat(t)
		if err != nil {
			return nil, err
		}
		s.Threats = append(s.Threats, threat)
	}
	if f.Force != nil {
		if s.Force, err = e.force(f.Force); err != nil {
			return nil, err
		}
	}
	for i, entry := range f.Shields {
		shield, err := e.shield(entry, fmt.Sprintf("shields[%d]", i))
		if err != nil {
			return nil, err
		}
		s.Shields = append(s.Shields, shield)
	}
	s.Parties, s.Exchange = e.parties(f), figures.Get("exchange.delay_s")
	if f.Raid != nil {
		if s.Raid, err = e.raid(f.Raid, s.Earth); err != nil {
			return nil, err
		}
	}
	s.Doctrine = e.doctrine(f.Doctrine, s)
	return s, nil
}

// expansion is the work of Expand.
type expansion struct {
	file    *File
	cat     *catalogue.Catalogue
	figures catalogue.Figures
}

func (e *expansion) threat(t ThreatEntry) (Threat, error) {
	class, err := e.cat.Class(t.Class, e.figures)
	if err != nil {
		return Threat{}, err
	}
	system, _ := e.cat.System(t.Class)
	threat := Threat{Name: t.Name, Class: class, Intercontinental: system.Intercontinental}
	for _, a := range t.Areas {
		threat.Areas = append(threat.Areas, Area{a.Name, a.Place()})
	}
	return threat, nil
}

// force lists the protected trajectories: by field, then the field's missiles,
// then targets; or those that the file lists, in its order.
func (e *expansion) force(entry *ForceEntry) (Force, error) {
	force := Force{Name: entry.Name}
	classes := map[string]missile.Class{}
	add := func(field FieldEntry, target Spot, name string) error {
		class, ok := classes[name]
		if !ok {
			var err error
			if class, err = e.cat.Class(name, e.figures); err != nil {
				return err
			}
			classes[name] = class
		}
		force.Trajectories = append(force.Trajectories, Trajectory{Field: field.Name, Target: target.Name, Missile: name,
			From: field.Place(), To: target.Place(), Burnout: class.Burnout, Sea: field.Sea})
		return nil
	}
	for _, pair := range entry.Only {
		i := slices.IndexFunc(entry.Fields, func(f FieldEntry) bool { return f.Name == pair.Field })
		j := slices.IndexFunc(entry.Targets, func(s Spot) bool { return s.Name == pair.Target })
		if i < 0 || j < 0 {
			panic("scenario: a trajectory between places that are not in the force was not refused")
		}
		if err := add(entry.Fields[i], entry.Targets[j], pair.Missile); err != nil {
			return Force{}, err
		}
	}
	if entry.Only != nil {
		return force, nil
	}
	for _, field := range entry.Fields {
		for _, name := range field.Missiles {
			for _, target := range entry.Targets {
				if err := add(field, target, name); err != nil {
					return Force{}, err
				}
			}
		}
	}
	return force, nil
}

func (e *expansion) shield(entry ShieldEntry, path string) (Shield, error) {
	figures, err := e.file.override(e.figures, entry.Figures, path+".figures")
	if err != nil {
		return Shield{}, err
	}
	own := &expansion{e.file, e.cat, figures}
	s := Shield{Name: entry.Name, Title: entry.Title, FireControl: FireControl(slices.Index(fireControls, entry.FireControl)),
		Delays: Delays{
			Cue: figures.Get("delay.cue_s"), TrackToCommit: figures.Get("delay.track_to_commit_s"),
			Communication: figures.Get("delay.communication_s"), KillAssess: figures.Get("delay.kill_assessment_s"),
		}}
	if entry.SpaceInfrared {
		infrared, err := e.cat.SpaceInfrared("space-infrared", figures)
		if err != nil {
			return Shield{}, err
		}
		s.Infrared = &infrared
	}
	for _, name := range entry.SpaceTrackers {
		tracker, err := e.cat.SpaceTracker(name, figures)
		if err != nil {
			return Shield{}, err
		}
		s.Trackers = append(s.Trackers, tracker)
	}
	for i, r := range entry.Radars {
		radar, err := own.radar(r, fmt.Sprintf("%s.radars[%d]", path, i))
		if err != nil {
			return Shield{}, err
		}
		s.Radars = append(s.Radars, RadarSite{Name: r.Name, Place: r.Place(), Radar: radar, CommitOnly: r.CommitOnly})
	}
	if err := own.addSites(&s, entry.Sites, path); err != nil {
		return Shield{}, err
	}
	for i := range s.Radars {
		s.Radars[i].Radar.FourThirds = entry.Refraction == refractions[1]
	}
	return s, nil
}

// addSites adds sites to a shield, and to its radars those of their own.
func (e *expansion) addSites(s *Shield, entries []SiteEntry, path string) error {
	for i, entry := range entries {
		site, err := e.site(entry, fmt.Sprintf("%s.sites[%d]", path, i))
		if err != nil {
			return err
		}
		if entry.OwnRadar != "none" {
			radar, err := e.radar(RadarEntry{Kind: entry.OwnRadar}, path)
			if err != nil {
				return err
			}
			site.OwnRadar = len(s.Radars)
			s.Radars = append(s.Radars, RadarSite{Name: entry.ownRadarName(), Place: site.Place, Radar: radar})
		}
		s.Sites = append(s.Sites, site)
	}
	return nil
}

func (e *expansion) site(entry SiteEntry, path string) (Site, error) {
	site := Site{Name: entry.Name, Place: entry.Place(), Ship: entry.Ship, OwnRadar: -1}
	for i, b := range entry.Interceptors {
		kind, err := e.interceptor(b, fmt.Sprintf("%s.interceptors[%d]", path, i))
		if err != nil {
			return site, err
		}
		site.Batteries = append(site.Batteries, Battery{kind, b.Number})
	}
	return site, nil
}

func (e *expansion) interceptor(b BatteryEntry, path string) (interceptor.Interceptor, error) {
	figures, err := e.own(b.Kind, b.Figures, path)
	if err != nil {
		return interceptor.Interceptor{}, err
	}
	kind, err := e.cat.Interceptor(b.Kind, figures)
	if err == nil && kind.MinAltitude >= kind.MaxAltitude {
		err = fmt.Errorf("%s: lowest meeting %g km is not below the highest, %g km", path, kind.MinAltitude/1e3, kind.MaxAltitude/1e3)
	}
	return kind, err
}

func (e *expansion) radar(r RadarEntry, path string) (sensor.Radar, error) {
	figures, err := e.own(r.Kind, r.Figures, path)
	if err != nil {
		return sensor.Radar{}, err
	}
	radar, err := e.cat.Radar(r.Kind, figures)
	if err == nil && radar.ElevationMin >= radar.ElevationMax {
		err = fmt.Errorf("%s: lowest elevation is not below the highest", path)
	}
	if err == nil && radar.ConfirmDetections > radar.ConfirmLooks {
		err = fmt.Errorf("%s: confirm_detections %d are more than confirm_looks %d", path, radar.ConfirmDetections, radar.ConfirmLooks)
	}
	return radar, err
}

// own applies the figures that a battery or radar gives for itself.
func (e *expansion) own(system string, entries []FigureEntry, path string) (catalogue.Figures, error) {
	if len(entries) == 0 {
		return e.figures, nil
	}
	changes := make([]catalogue.Override, len(entries))
	for i, entry := range entries {
		changes[i] = catalogue.Override{Key: system + "." + entry.Key, Value: entry.Value,
			Origin: catalogue.Origin{Kind: catalogue.OfFile, At: e.file.Origin(path + "." + entry.Key)}}
	}
	return e.figures.WithAll(changes)
}
