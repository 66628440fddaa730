package report

import (
	"bytes"
	"os"
	"testing"

	"scutum/report/rehearsal"
)

var provenance = Provenance{
	Version: "0.0.0-rehearsal", Seed: "1", StudyHash: "0000", CatalogueHash: "0000", Command: "scutum study europe --seed 1",
	Files: []File{{"summary.json", "0000"}, {"maps/epaa-3-irbm.csv", "0000"}},
}

// TestPreview writes the rehearsal to the file that SCUTUM_PREVIEW names, for
// looking at.
func TestPreview(t *testing.T) {
	path := os.Getenv("SCUTUM_PREVIEW")
	if path == "" {
		t.Skip("SCUTUM_PREVIEW names no file")
	}
	var b bytes.Buffer
	if err := Write(&b, rehearsal.Result(25), provenance); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d bytes", b.Len())
}
