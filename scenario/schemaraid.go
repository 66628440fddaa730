package scenario

import (
	"github.com/google/jsonschema-go/jsonschema"

	"scutum/systems/catalogue"
)

func raidSchema(cat *catalogue.Catalogue) *jsonschema.Schema {
	missile := object("Missile, or several alike", []string{"class", "from", "to"}, properties{
		{"name", text("Name; the class otherwise. Missiles of the same name are numbered")},
		{"class", choice("Missile class of the catalogue", cat.Systems("missile")...)},
		{"from", spotSchema("Launch area")},
		{"to", spotSchema("Town aimed at")},
		{"shape", choice("Shape of the flight", shapeNames()...)},
		{"launch_s", number("s after the first", 0, maxLaunchS)},
		{"count", whole("How many", 1, maxMissiles)},
	})
	return object("Missiles launched together", []string{"missiles"}, properties{
		{"spread_s", named(cat, "raid.spread_s")},
		{"missiles", many("Missiles", maxMissiles, missile)},
		{"faults", faultSchema()},
	})
}

func doctrineSchema(cat *catalogue.Catalogue) *jsonschema.Schema {
	rules := &jsonschema.Schema{Type: "object", Description: "Sites that may engage some classes and no other",
		AdditionalProperties: many("Missile classes", maxClasses, choice("Missile class", cat.Systems("missile")...))}
	all := properties{
		{"salvo", whole("Interceptors that leave together at one target", 1, 10)},
		{"shots", whole("Successive salvoes at most; 0 for the interceptor's own number", 0, 10)},
		{"shoot", choice("Whether the next salvo waits for the kill assessment", shootLook, shootNoLook)},
		{"reserve", whole("Interceptors that each battery keeps back", 0, maxNumber)},
		{"engage", rules},
		{"undefended", truth("Engage also what falls outside what the party defends")},
	}
	for _, name := range []string{"kill_assessment_s", "missed_kill", "false_kill", "minimum_hit_share", "tick_s", "handover_km"} {
		all = append(all, property{name, named(cat, doctrineFigures[name])})
	}
	return object("How parties shoot", nil, all)
}

func partySchema() *jsonschema.Schema {
	least, most := 2, 2
	corner := &jsonschema.Schema{Type: "array", Description: "Latitude and longitude, deg", MinItems: &least, MaxItems: &most,
		Items: number("deg", -180, 540)}
	sector := many("Polygon in which the party owns tracks under sectors", maxCorners, corner)
	corners := 3
	sector.MinItems = &corners
	return object("Party", []string{"name", "shield", "defends"}, properties{
		{"name", text("Name")},
		{"shield", text("Name of one of the shields")},
		{"defends", many("NATO, or two-letter codes of countries", maxDefends, text("NATO or a code"))},
		{"sector_lat_lon_deg", sector},
	})
}

// named is a figure of the study under a shorter name.
func named(cat *catalogue.Catalogue, key string) *jsonschema.Schema {
	f, _ := cat.Figure(key)
	f.Note = f.Unit + "; " + f.Note
	return figureSchema(f)
}
