package verifier

import (
	"encoding/json"
	"math"
	"strings"
)

// An object is one of JSON. A number that is not there is none, and no test holds
// for it.
type object map[string]any

func (o object) number(key string) float64 {
	if x, ok := o[key].(float64); ok {
		return x
	}
	return math.NaN()
}

func (o object) text(key string) string {
	s, _ := o[key].(string)
	return s
}

func (o object) object(key string) object {
	x, _ := o[key].(map[string]any)
	return x
}

func (o object) list(key string) (all []object) {
	items, _ := o[key].([]any)
	for _, item := range items {
		x, _ := item.(map[string]any)
		all = append(all, x)
	}
	return all
}

func (o object) names(key string) string {
	var names []string
	for _, one := range o.list(key) {
		names = append(names, one.text("name"))
	}
	return strings.Join(names, ", ")
}

// canonical writes JSON so that what says the same is the same.
func canonical(value any) string {
	data, err := json.Marshal(value)
	if err != nil {
		panic(err) // it came from JSON
	}
	return string(data)
}

// only says that an object has no keys but these: what the checker does not know
// it cannot check.
func (o object) only(keys string) bool {
	for key := range o {
		if !strings.Contains(" "+keys+" ", " "+key+" ") {
			return false
		}
	}
	return true
}
