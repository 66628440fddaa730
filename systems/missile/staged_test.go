package missile

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"scutum/internal/strictyaml"
	"scutum/physics/earth"
	"scutum/physics/flight"
)

// TestBuiltInImpacts flies the built-in missiles to their regression impacts
// (traj yardstick), within 1 m.
func TestBuiltInImpacts(t *testing.T) {
	for _, c := range []struct {
		name    string
		from    earth.Place
		azimuth float64
		impact  earth.Vec[earth.ECEF]
	}{
		{"MR-2000", earth.Degrees(34, 47), 305, earth.Vec[earth.ECEF]{X: 4165432.621, Y: 2123832.655, Z: 4323558.149}},
		{"ir-10000", earth.Degrees(52, 45), 350, earth.Vec[earth.ECEF]{X: -3481286.824, Y: -3592182.339, Z: 3943688.936}},
	} {
		m, ok := StagedByName(c.name)
		if !ok {
			t.Fatalf("no %s", c.name)
		}
		if !m.HasKick || m.Payload <= 0 || !strings.EqualFold(m.Vehicle.Name, c.name) {
			t.Errorf("%s: %+v", c.name, m)
		}
		s, err := flight.NewStaged(m.Vehicle, earth.WGS84)
		if err != nil {
			t.Fatal(err)
		}
		f, err := s.Fly(flight.Launch{From: c.from, Azimuth: c.azimuth * math.Pi / 180, Kick: m.Vehicle.Guidance.Kick, Accuracy: 0.1}, new(flight.Workspace))
		if err != nil {
			t.Fatal(err)
		}
		if miss := f.Impact.Sub(c.impact).Norm(); miss > 1 {
			t.Errorf("%s: %g m off", c.name, miss)
		}
	}
	if names := StagedNames(); len(names) != 2 || names[0] != "IR-10000" {
		t.Errorf("built-in missiles %v", names)
	}
	if _, ok := StagedByName("V-2"); ok {
		t.Error("an unknown name was found")
	}
}

const good = `stages:
  - start_mass_kg: 17500
    propellant_kg: 15350
    burn_s: 110
    isp_s: 252
    diameter_m: 1.26
payload_kg: 750
drag:
  mach: [0, 1, 3]
  cd: [0.2, 0.4, 0.3]
`

func TestDefaults(t *testing.T) {
	s, err := ParseStaged("some/thing.yaml", []byte(good))
	if err != nil {
		t.Fatal(err)
	}
	v := s.Vehicle
	if v.Name != "thing" || v.Ballistic != 0 || s.HasKick || v.Guidance.Rise != 8 || v.Guidance.KickUntil != 14 || v.Stages[0].NozzleArea != 0 || v.Air.Name != "standard" {
		t.Errorf("%+v", s)
	}
	if a := v.Stages[0].Area; math.Abs(a-math.Pi*0.63*0.63) > 1e-12 {
		t.Errorf("area %g", a)
	}
	quick, err := ParseStaged("x.yaml", []byte(strings.Replace(good, "burn_s: 110", "burn_s: 10", 1)))
	if err != nil || quick.Vehicle.Guidance.KickUntil != 3.5 {
		t.Errorf("a short burn: %+v, %v", quick.Vehicle.Guidance, err)
	}
}

// TestErrorsOfMissileFiles: every mistake names file, line, field and range.
func TestErrorsOfMissileFiles(t *testing.T) {
	second := strings.Replace(good, "payload_kg: 750", "  - {start_mass_kg: 2000, propellant_kg: 1000, burn_s: 60, isp_s: 280, diameter_m: 1}\npayload_kg: 750", 1)
	if _, err := ParseStaged("m.yaml", []byte(second)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ base, old, with, want string }{
		{good, "burn_s: 110", "burn_min: 2", "m.yaml:4: stages[0].burn_min: unknown key"},
		{good, "burn_s: 110", "burn_s: .nan", "m.yaml:4: stages[0].burn_s: "},
		{good, "burn_s: 110", "burn_s: 1e308", "m.yaml:4: stages[0].burn_s: 1e308 is not in [0.1, 10000]"},
		{good, "burn_s: 110", "burn_s: -110", "m.yaml:4: stages[0].burn_s: -110 is not in [0.1, 10000]"},
		{good, "burn_s: 110", "burn_s: 110 s", "m.yaml:4: stages[0].burn_s: "},
		{good, "    burn_s: 110\n", "", "m.yaml:2: stages[0].burn_s: is missing"},
		{good, "burn_s: 110", "burn_s: 110\n    burn_s: 111", "m.yaml:5: stages[0].burn_s: is given twice"},
		{good, "propellant_kg: 15350", "propellant_kg: 17500", "m.yaml:3: stages[0].propellant_kg: 17500 is not in (0, 17500)"},
		{good, "diameter_m: 1.26", "diameter_m: 0", "m.yaml:6: stages[0].diameter_m: 0 is not in [0.01, 30]"},
		{good, "payload_kg: 750", "payload_kg: 2500", "m.yaml:7: payload_kg: 2500 is not in [0, 2150]"},
		{good, "payload_kg: 750\n", "", "payload_kg: is missing"},
		{good, "mach: [0, 1, 3]", "mach: [0, 3, 1]", "m.yaml:9: drag.mach[2]: 1 is not in (3, 100]"},
		{good, "mach: [0, 1, 3]", "mach: [0, 1]", "m.yaml:10: drag.cd: has 3 numbers where mach has 2"},
		{good, "mach: [0, 1, 3]", "mach: [0, 1, fast]", "m.yaml:9: drag.mach[2]: "},
		{good, "  mach: [0, 1, 3]\n", "", "drag.mach: is missing"},
		{good, "drag:\n  mach: [0, 1, 3]\n  cd: [0.2, 0.4, 0.3]\n", "", "drag: is missing"},
		{good, "drag:", "guidance: {rise_s: 20, kick_until_s: 14}\ndrag:", "m.yaml:8: guidance.kick_until_s: 14 is not in [20, 110)"},
		{good, "drag:", "guidance: {kick_until_s: 110}\ndrag:", "m.yaml:8: guidance.kick_until_s: 110 is not in [8, 110)"},
		{good, "drag:", "guidance: {kick_deg: 95}\ndrag:", "m.yaml:8: guidance.kick_deg: 95 is not in [0, 89]"},
		{good, "drag:", "atmosphere: venus\ndrag:", `m.yaml:8: atmosphere: "venus" is unknown: one of standard, yardstick is wanted`},
		{good, "drag:", "ballistic_coefficient_kg_m2: 0\ndrag:", "m.yaml:8: ballistic_coefficient_kg_m2: 0 is not in [10, 1000000]"},
		{good, "drag:", "guidance: &a {rise_s: 8}\ndrag:", "m.yaml:8: guidance: has an anchor"},
		{good, good, "a: &a [x, x]\nb: [*a, *a]\n", "anchor"},
		{good, good, "", "is empty"},
		{good, good, "stages: 3\npayload_kg: 1\n", "m.yaml:1: stages: is "},
		{good, good, strings.Repeat("[", 10000), "nested deeper"},
		{second, "start_mass_kg: 2000", "start_mass_kg: 2200", "m.yaml:7: stages[1].start_mass_kg: 2200 is not in [1, 2150]"},
	} {
		text := strings.Replace(c.base, c.old, c.with, 1)
		if text == c.base {
			t.Fatalf("%q is not in the file", c.old)
		}
		_, err := ParseStaged("m.yaml", []byte(text))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.with, err, c.want)
		}
		if all := (strictyaml.Errors)(nil); err != nil && !errors.As(err, &all) {
			t.Errorf("%q: the error is a %T", c.with, err)
		}
	}
}

func TestDidYouMean(t *testing.T) {
	_, err := ParseStaged("m.yaml", []byte(strings.Replace(good, "propellant_kg", "propelant_kg", 1)))
	if err == nil || !strings.Contains(err.Error(), "did you mean propellant_kg?") {
		t.Error(err)
	}
}

// TestHugeFile is refused from its size.
func TestHugeFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "huge.yaml")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(1 << 30); err != nil { // sparse
		t.Fatal(err)
	}
	f.Close()
	if _, err := ReadStaged(path); err == nil || !strings.Contains(err.Error(), "larger than") {
		t.Error(err)
	}
	if _, err := ReadStaged(filepath.Join(t.TempDir(), "absent.yaml")); err == nil {
		t.Error("an absent file was read")
	}
}

// FuzzParseStaged: whatever is read can be flown without a panic, and whatever
// cannot be read is an error with a place.
func FuzzParseStaged(f *testing.F) {
	f.Add([]byte(good))
	for _, name := range []string{"data/mr-2000.yaml", "data/ir-10000.yaml"} {
		data, err := builtIn.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("stages: [{start_mass_kg: 1e7, propellant_kg: 0.1, burn_s: 0.1, isp_s: 1000, diameter_m: 0.01}]\npayload_kg: 0\ndrag: {mach: [0], cd: [0]}\n"))
	f.Add([]byte("stages: [{start_mass_kg: 2, propellant_kg: 1.9999, burn_s: 10000, isp_s: 1000, diameter_m: 30}]\npayload_kg: 0\ndrag: {mach: [0, 1e-9], cd: [100, 0]}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := ParseStaged("fuzz.yaml", data)
		if err != nil {
			if !strings.Contains(err.Error(), "fuzz.yaml") {
				t.Errorf("no place in %q", err)
			}
			return
		}
		staged, err := flight.NewStaged(s.Vehicle, earth.WGS84)
		if err != nil {
			t.Fatalf("read but not flown: %v", err)
		}
		r, err := staged.Fly(flight.Launch{From: earth.Degrees(10, 20), Azimuth: 1, Kick: s.Vehicle.Guidance.Kick, Accuracy: 1000}, new(flight.Workspace))
		if err == nil && !(r.Time > 0 && r.Impact.Norm() > 6e6 && r.Impact.Norm() < 6.4e6) {
			t.Errorf("flew to %v in %g s", r.Impact, r.Time)
		}
	})
}
