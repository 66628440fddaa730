package scenario

import _ "embed"

//go:embed starter.yaml
var starter []byte

// Starter returns the commented study that `scutum new` writes. It is read
// and run as it stands.
func Starter() []byte { return append([]byte(nil), starter...) }
