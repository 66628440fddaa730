package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// shellWord is a word of a command line, in quotes or bare.
var shellWord = regexp.MustCompile(`"[^"]*"|[^ ]+`)

// TestExamplesWork runs every example of the help as it stands there, coarser
// where it draws a map. The verb study has its own tests.
func TestExamplesWork(t *testing.T) {
	t.Chdir(t.TempDir())
	var visit func(*cobra.Command)
	visit = func(cmd *cobra.Command) {
		for _, c := range cmd.Commands() {
			visit(c)
		}
		for line := range strings.Lines(cmd.Example) {
			line, _, _ = strings.Cut(strings.TrimSpace(line), " > ")
			args := shellWord.FindAllString(strings.TrimPrefix(line, "scutum "), -1)
			for i := range args {
				args[i] = strings.Trim(args[i], `"`)
			}
			switch {
			case args[0] == "study", args[0] == "track", args[0] == "verify", strings.HasPrefix(line, "scutum agreement search"):
				continue // they need files of the user's, or minutes; their scripts run them
			case args[0] == "new" && strings.Contains(line, "--from"):
				args = append(args, "--force")
			case args[0] == "footprint" && !strings.Contains(line, "--cell"):
				args = append(args, "--spacing-km", "500")
			}
			var out, talk bytes.Buffer
			if code := run(args, &out, &talk); code != exitDone || out.Len() == 0 {
				t.Errorf("%s: exit code %d, %d bytes\n%s", line, code, out.Len(), &talk)
			}
		}
	}
	visit(newRootCommand())
}
