package battle

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"scutum/engagement/threat"
)

// grounds keeps the last few grounds that were asked for: studies make many
// battles about the same ones, and a ground takes longer to make than a
// thousand runs.
var grounds struct {
	sync.Mutex
	keys []string
	made []*threat.Ground
}

const groundsKept = 6

// groundOf returns the ground of some countries.
func groundOf(codes map[string]bool) *threat.Ground {
	key := strings.Join(slices.Sorted(maps.Keys(codes)), " ")
	grounds.Lock()
	defer grounds.Unlock()
	if i := slices.Index(grounds.keys, key); i >= 0 {
		return grounds.made[i]
	}
	if len(grounds.keys) == groundsKept {
		grounds.keys, grounds.made = slices.Delete(grounds.keys, 0, 1), slices.Delete(grounds.made, 0, 1)
	}
	g := threat.NewGround(codes)
	grounds.keys, grounds.made = append(grounds.keys, key), append(grounds.made, g)
	return g
}
