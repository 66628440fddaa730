package limits

import (
	"strings"

	"scutum/agreements"
)

// BuiltIns returns the names of the agreements that are compiled in, sorted.
func BuiltIns() (names []string) {
	entries, err := agreements.Files.ReadDir(".")
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".yaml"))
	}
	return names
}

// Source returns a built-in agreement's file.
func Source(name string) ([]byte, bool) {
	data, err := agreements.Files.ReadFile(name + ".yaml")
	return data, err == nil
}
