package verifier

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSize: the whole checker is to be read by somebody who has reason to doubt
// it: less than 700 lines of code, and not more than 840 with what explains them.
func TestSize(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	code, all := 0, 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			all++
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "//") {
				code++
			}
		}
	}
	if t.Logf("%d lines of code, %d in all", code, all); code >= 700 || all > 840 {
		t.Errorf("%d lines of code, %d in all", code, all)
	}
}
