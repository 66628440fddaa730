package export

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"
)

func result(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{
		"summary.json":     {Data: []byte("{}\n")},
		"maps/epaa-3.csv":  {Data: []byte("lat_deg\n")},
		"maps/epaa-10.csv": {Data: []byte("")},
	}
	m := Manifest{
		Version: "0.1.0", Command: Command("scutum", []string{"study", "--seed", "7"}), Study: "europe", Seed: 7,
		Inputs: []File{Sum("studies/europe.yaml", []byte("name: europe\n"))}, Catalogue: Sum("catalogue.yaml", nil),
	}
	var out bytes.Buffer
	if err := m.Write(&out, files); err != nil {
		t.Fatal(err)
	}
	files[ManifestName] = &fstest.MapFile{Data: out.Bytes()}
	return files
}

func TestManifestVerifies(t *testing.T) {
	files := result(t)
	if err := Verify(files); err != nil {
		t.Fatal(err)
	}
	m, err := ReadManifest(files)
	if err != nil {
		t.Fatal(err)
	}
	// The digest of nothing is a known one (FIPS 180-4 examples).
	const nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	if m.Catalogue.SHA256 != nothing || m.Outputs[0].Name != "maps/epaa-10.csv" || m.Outputs[0].SHA256 != nothing {
		t.Errorf("%+v", m)
	}
	if m.Inputs[0].Name != "europe.yaml" || m.Command != "scutum study --seed 7" || len(m.Outputs) != 3 {
		t.Errorf("%+v", m)
	}
}

func TestVerifyFinds(t *testing.T) {
	for want, spoil := range map[string]func(fstest.MapFS){
		"summary.json has changed":         func(f fstest.MapFS) { f["summary.json"].Data = []byte("{ }\n") },
		"maps/epaa-3.csv is missing":       func(f fstest.MapFS) { delete(f, "maps/epaa-3.csv") },
		"extra.txt is not in the manif":    func(f fstest.MapFS) { f["extra.txt"] = &fstest.MapFile{} },
		"file does not exist":              func(f fstest.MapFS) { delete(f, ManifestName) },
		"unknown field \"workers\"":        func(f fstest.MapFS) { f[ManifestName].Data = []byte(`{"workers":2}`) },
		"unexpected end of JSON input|EOF": func(f fstest.MapFS) { f[ManifestName].Data = nil },
	} {
		files := result(t)
		spoil(files)
		err := Verify(files)
		found := false
		for _, w := range strings.Split(want, "|") {
			found = found || err != nil && strings.Contains(err.Error(), w)
		}
		if !found {
			t.Errorf("want %q, got %v", want, err)
		}
	}
}

func TestCommandLeavesOutWhatChangesNothing(t *testing.T) {
	for want, args := range map[string][]string{
		"scutum study":                                    {"study", "--workers", "8", "--out", "some/where"},
		"scutum study europe.yaml --seed=3":               {"study", "--workers=8", "studies/europe.yaml", "--out=x", "--seed=3"},
		"scutum study --spacing-km 50 --assumptions=base": {"study", "--spacing-km", "50", "--assumptions=my/base"},
	} {
		if got := Command("scutum", args); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// FuzzVerify: no manifest makes the check panic, and only the true one passes.
func FuzzVerify(f *testing.F) {
	f.Add([]byte(`{"outputs":[{"name":"a","sha256":""}]}`))
	f.Add([]byte(`[]`))
	f.Add([]byte(`{"outputs":null}`))
	f.Fuzz(func(t *testing.T, manifest []byte) {
		files := fstest.MapFS{"a": {Data: []byte("x")}, ManifestName: {Data: manifest}}
		err := Verify(files)
		if err == nil && !bytes.Contains(manifest, []byte("2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881")) {
			t.Fatalf("%q passes", manifest)
		}
	})
}
