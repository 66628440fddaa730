package missile

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"scutum/physics/flight"
)

// Staged is a missile that is flown stage by stage.
type Staged struct {
	Vehicle flight.Vehicle
	Payload float64 // kg
	HasKick bool    // the file says by how much to kick; otherwise it must be found
	Source  string  // whence the figures are; may be empty
}

// builtIn are the notional missiles that come with the program.
//
//go:embed data/*.yaml
var builtIn embed.FS

// StagedNames lists the built-in staged missiles, sorted.
func StagedNames() []string {
	files, err := fs.Glob(builtIn, "data/*.yaml")
	if err != nil {
		panic(err) // the pattern is right
	}
	var names []string
	for _, file := range files {
		names = append(names, strings.ToUpper(strings.TrimSuffix(strings.TrimPrefix(file, "data/"), ".yaml")))
	}
	slices.Sort(names)
	return names
}

// StagedByName returns a built-in staged missile; case does not count.
func StagedByName(name string) (Staged, bool) {
	i := slices.IndexFunc(StagedNames(), func(n string) bool { return strings.EqualFold(n, name) })
	if i < 0 {
		return Staged{}, false
	}
	file := "data/" + strings.ToLower(StagedNames()[i]) + ".yaml"
	data, err := builtIn.ReadFile(file)
	if err != nil {
		panic(err)
	}
	s, err := ParseStaged(file, data)
	if err != nil {
		panic(fmt.Sprintf("a built-in missile is broken: %v", err))
	}
	return s, true
}
