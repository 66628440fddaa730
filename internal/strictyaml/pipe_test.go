//go:build unix

package strictyaml

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestReadFileDoesNotWait: a pipe that nobody writes to is refused, not opened.
func TestReadFileDoesNotWait(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe.yaml")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	if _, err := ReadFile(path, 1<<20); err == nil || !strings.HasSuffix(err.Error(), "pipe.yaml: is a pipe or a socket, not a file") {
		t.Errorf("pipe: %v", err)
	}
}
