package missile

import (
	"math"
	"path/filepath"
	"strings"

	"scutum/internal/strictyaml"
	"scutum/physics/atmosphere"
	"scutum/physics/flight"
)

// maxFileBytes is the largest missile file read: 1 MB, a thousand times what
// one needs.
const maxFileBytes = 1 << 20

// The most entries of a missile file's lists.
const (
	maxStages     = 6
	maxDragPoints = 200
)

// ReadStaged reads a missile file. An error is strictyaml.Errors: file, line,
// field, and the allowed range of each thing that is wrong.
func ReadStaged(path string) (Staged, error) {
	d, err := strictyaml.ReadFile(path, maxFileBytes)
	if err != nil {
		return Staged{}, err
	}
	return readStaged(d)
}

// ParseStaged reads a missile file from memory; name is how errors call it.
func ParseStaged(name string, data []byte) (Staged, error) {
	d, err := strictyaml.Parse(name, data)
	if err != nil {
		return Staged{}, err
	}
	return readStaged(d)
}

func readStaged(d *strictyaml.Document) (Staged, error) {
	root := d.Root()
	var s Staged
	v := &s.Vehicle
	v.Name = root.StringOr("name", strings.TrimSuffix(filepath.Base(d.Name()), filepath.Ext(d.Name())))
	s.Source = root.StringOr("source", "")
	root.StringOr("note", "")
	readStages(root, v)
	s.Payload = root.Float("payload_kg", 0, 1e6)
	if n := len(v.Stages); n > 0 {
		last := v.Stages[n-1]
		if left := last.StartMass - last.Propellant; left > 0 && s.Payload > left {
			root.Fail("payload_kg", "", "%g is not in [0, %g]: what the last stage weighs when it has burnt out", s.Payload, left)
		}
	}
	v.Drag = readDrag(root)
	v.Ballistic = root.FloatOr("ballistic_coefficient_kg_m2", 10, 1e6, 0)
	readGuidance(root, &s)
	air := root.OneOfOr("atmosphere", "standard", "standard", "yardstick")
	if err := d.Err(); err != nil {
		return Staged{}, err
	}
	profile, err := atmosphere.ProfileByName(air)
	if err != nil {
		return Staged{}, err
	}
	v.Air = profile
	if err := v.Check(); err != nil {
		return Staged{}, strictyaml.Errors{{File: d.Name(), Message: err.Error()}}
	}
	return s, nil
}

func readStages(root *strictyaml.Map, v *flight.Vehicle) {
	stages := root.Maps("stages", maxStages)
	if len(stages) == 0 && !root.Has("stages") {
		root.Fail("stages", "", "is missing (a list of 1 to %d stages)", maxStages)
	}
	left := math.Inf(1) // mass when the stage before has burnt out
	for _, m := range stages {
		g := flight.Stage{
			StartMass:  m.Float("start_mass_kg", 1, 1e7),
			Propellant: m.Float("propellant_kg", 0.1, 1e7),
			BurnTime:   m.Float("burn_s", 0.1, 10000),
			Isp:        m.Float("isp_s", 20, 1000),
			NozzleArea: m.FloatOr("nozzle_exit_area_m2", 0, 100, 0),
		}
		diameter := m.Float("diameter_m", 0.01, 30)
		g.Area = math.Pi / 4 * diameter * diameter
		if g.StartMass > 0 && g.Propellant >= g.StartMass {
			m.Fail("propellant_kg", "start_mass_kg is the whole vehicle's when the stage is lit", "%g is not in (0, %g): less than start_mass_kg", g.Propellant, g.StartMass)
		}
		if g.StartMass > left {
			m.Fail("start_mass_kg", "it is the whole vehicle's when this stage is lit", "%g is not in [1, %g]: what the stage before left", g.StartMass, left)
		}
		left = math.Inf(1)
		if g.StartMass > 0 && g.Propellant > 0 {
			left = g.StartMass - g.Propellant
		}
		v.Stages = append(v.Stages, g)
	}
}

func readDrag(root *strictyaml.Map) flight.Drag {
	m := root.Map("drag")
	d := flight.Drag{Mach: m.Floats("mach", maxDragPoints, 0, 100), Cd: m.Floats("cd", maxDragPoints, 0, 100)}
	if m == nil {
		return d
	}
	for _, key := range []string{"mach", "cd"} {
		if !m.Has(key) {
			m.Fail(key, "", "is missing (a list of numbers)")
		}
	}
	if len(d.Mach) != len(d.Cd) && len(d.Mach) > 0 && len(d.Cd) > 0 {
		m.Fail("cd", "", "has %d numbers where mach has %d", len(d.Cd), len(d.Mach))
	}
	for i := 1; i < len(d.Mach); i++ {
		if !(d.Mach[i] > d.Mach[i-1]) {
			m.FailAt("mach", i, "Mach numbers must rise", "%g is not in (%g, 100]", d.Mach[i], d.Mach[i-1])
		}
	}
	return d
}

// readGuidance fills in the programme of the first stage. Where the file has
// none it is the default's, sooner for a stage that burns very briefly.
func readGuidance(root *strictyaml.Map, s *Staged) {
	burn := math.Inf(1)
	if len(s.Vehicle.Stages) > 0 && s.Vehicle.Stages[0].BurnTime > 0 {
		burn = s.Vehicle.Stages[0].BurnTime
	}
	g := flight.DefaultGuidance
	g.Rise, g.KickUntil = math.Min(g.Rise, 0.2*burn), math.Min(g.KickUntil, 0.35*burn)
	if m := root.MapOr("guidance"); m != nil {
		g.Rise = m.FloatOr("rise_s", 0, 1000, g.Rise)
		g.KickUntil = m.FloatOr("kick_until_s", 0.1, 1000, math.Max(g.KickUntil, g.Rise))
		s.HasKick = m.Has("kick_deg")
		g.Kick = m.FloatOr("kick_deg", 0, 89, 0) * (math.Pi / 180)
		switch {
		case g.KickUntil < g.Rise && m.Has("kick_until_s"):
			m.Fail("kick_until_s", "", "%g is not in [%g, %g): from rise_s to before the first burn_s", g.KickUntil, g.Rise, burn)
		case g.KickUntil >= burn && m.Has("kick_until_s"):
			m.Fail("kick_until_s", "", "%g is not in [%g, %g): before the first stage's burn_s", g.KickUntil, g.Rise, burn)
		case g.KickUntil >= burn:
			m.Fail("rise_s", "", "%g is not in [0, %g): before the first stage's burn_s", g.Rise, burn)
		}
	}
	s.Vehicle.Guidance = g
}
