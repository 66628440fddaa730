//go:build unix

package scenario

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestIncludeDoesNotWait: a pipe beside a study is refused, not opened.
func TestIncludeDoesNotWait(t *testing.T) {
	folder := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(folder, "pipe.yaml"), 0o600); err != nil {
		t.Skip(err)
	}
	study := filepath.Join(folder, "study.yaml")
	text := "name: a\ndate: 2011-12-01\nprotected_force: {}\nshields: [pipe.yaml]\n"
	if err := os.WriteFile(study, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(study, cat); err == nil || !strings.Contains(err.Error(), "pipe.yaml is not a file") {
		t.Errorf("pipe: %v", err)
	}
}
