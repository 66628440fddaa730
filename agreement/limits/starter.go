package limits

import _ "embed"

//go:embed starter.yaml
var starter []byte

// Starter returns the commented draft that `scutum agreement new` writes. It is
// read and run as it stands.
func Starter() []byte { return starter }
