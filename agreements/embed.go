// Package agreements holds the agreements that are compiled in: plain files to
// copy and edit.
package agreements

import "embed"

// Files are the agreements, NAME.yaml each.
//
//go:embed *.yaml
var Files embed.FS
