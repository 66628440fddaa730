package scenario

import (
	_ "embed"
	"strings"

	"scutum/studies"
)

//go:embed starter.yaml
var starter []byte

// Starter returns the commented study that `scutum new` writes. It is read
// and run as it stands.
func Starter() []byte { return append([]byte(nil), starter...) }

// Copy returns the built-in study of a name as its file has it, able to stand
// in any folder: the studies that it includes are named as built-in ones.
func Copy(name string) ([]byte, error) {
	if !isBuiltIn(name) {
		return nil, unknownStudy(name)
	}
	data, err := studies.Files.ReadFile(name + ".yaml")
	if err != nil {
		return nil, err
	}
	text := string(data)
	for _, other := range BuiltIns() {
		text = strings.ReplaceAll(text, "\n  - "+other+".yaml\n", "\n  - "+other+"\n")
	}
	return []byte(text), nil
}
