package scenario

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"
	"go.yaml.in/yaml/v4"

	"scutum/studies"
)

// TestSchema: every built-in study and every example meets the schema, as it stands in its file
// and as it is written out; what the reader refuses for its form, the schema
// refuses too.
func TestSchema(t *testing.T) {
	written, err := SchemaJSON(cat)
	if err != nil {
		t.Fatal(err)
	}
	var schema jsonschema.Schema
	if err := json.Unmarshal(written, &schema); err != nil {
		t.Fatal(err)
	}
	resolved, err := schema.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	everything, err := os.ReadFile("testdata/everything.yaml")
	if err != nil {
		t.Fatal(err)
	}
	good := map[string][]byte{"everything": everything, "starter": Starter()}
	for _, name := range BuiltIns() {
		data, err := studies.Files.ReadFile(name + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		good[name] = data
		good[name+" written out"] = open(t, name).JSON()
	}
	examples, err := filepath.Glob("../examples/*.yaml")
	if err != nil || len(examples) < 5 {
		t.Fatalf("%d examples, %v", len(examples), err)
	}
	for _, path := range examples {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		good[path] = data
		for _, set := range cat.SetNames() {
			expand(t, open(t, path), set)
		}
	}
	for name, data := range good {
		if err := resolved.Validate(value(t, data)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, change := range [][2]string{
		{"seed: 12", "seed: -1"}, {"seed: 12", "sead: 12"}, {"lat_deg: 35.5", "lat_deg: 91"}, {"number: 12", "number: 12.5"},
		{"fire_control: organic", "fire_control: organc"}, {"max_altitude_km: none", "max_altitude_km: some"},
		{"burnout_speed_km_s: 4.6", "burnout_speed_m_s: 4600"}, {"kei.burnout_speed_km_s: 6.5", "kei.burnout_speed_km_s: 60"},
		{"commit.after_burnout_s: 30", "commit.after_burnout_s: 30 s"}, {"date: 2016-07-08", "date: July 2016"},
		{"sm-3-iib.lost_time_s: 20", "commit.after_burnout_s: 20"}, {"areas: [{name: Elsewhere, place: Isfahan}]", "areas: []"},
		{"space_trackers: [ptss]", "space_trackers: [space-infrared]"}, {"space_trackers: [ptss]", "space_trackers: ptss"},
		{"kind: frozen", "kind: lying"}, {"kind: biased", "kind: inventing, tracks: 0"}, {"sensor: Kurecik, ", ""},
	} {
		bad := strings.Replace(string(everything), change[0], change[1], 1)
		if bad == string(everything) {
			t.Fatalf("everything.yaml does not hold %q", change[0])
		}
		if err := resolved.Validate(value(t, []byte(bad))); err == nil {
			t.Errorf("the schema accepts %q", change[1])
		}
		if _, err := Parse("bad.yaml", []byte(bad), cat); err == nil {
			t.Errorf("the reader accepts %q", change[1])
		}
	}
}

// value reads YAML as JSON would hold it.
func value(t *testing.T, data []byte) any {
	t.Helper()
	var node yaml.Node
	if err := yaml.Unmarshal(data, &node); err != nil {
		t.Fatal(err)
	}
	return plainValue(t, &node)
}

func plainValue(t *testing.T, n *yaml.Node) any {
	switch n.Kind {
	case yaml.DocumentNode:
		return plainValue(t, n.Content[0])
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			m[n.Content[i].Value] = plainValue(t, n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		all := []any{}
		for _, c := range n.Content {
			all = append(all, plainValue(t, c))
		}
		return all
	}
	var v any
	if n.Tag == "!!timestamp" || n.Tag == "!!str" {
		return n.Value
	}
	if err := n.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}
