// Package studies holds the studies that are compiled in: plain files to copy
// and edit.
package studies

import "embed"

// Files are the studies, NAME.yaml each.
//
//go:embed *.yaml
var Files embed.FS
