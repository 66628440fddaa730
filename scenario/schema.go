package scenario

import (
	"encoding/json"
	"fmt"

	"github.com/google/jsonschema-go/jsonschema"

	"scutum/systems/catalogue"
)

// Schema returns the JSON Schema (draft 2020-12) of a study file, for editors
// that complete and check while one writes. It says what the reader says of
// keys, types and ranges; what no schema can say (names that must exist, sites
// that stand apart) `scutum check` does. See TestSchema.
func Schema(cat *catalogue.Catalogue) *jsonschema.Schema {
	s := object("A study of missile shields", []string{"name", "date"}, properties{
		{"name", pattern("Names the folder of results", nameForm.String())},
		{"title", text("One line above the report")},
		{"date", pattern("Year-month-day; decides who is a member of NATO", `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)},
		{"seed", whole("Seed of the draws", 0, maxSeed)},
		{"earth", choice("Figure of the Earth", earthNames...)},
		{"map", mapSchema()},
		{"commit", choice("When interceptors leave against the protected force: seconds after burnout, or as sensors allow", commits...)},
		{"threats", many("Classes of missiles and the areas they may come from", maxThreats, threatSchema(cat))},
		{"protected_force", forceSchema(cat)},
		{"shield", shieldSchema(cat)},
		{"shields", many("Shields side by side: names of built-in studies, files beside this one, or shields", maxShields, either(text("Built-in study or file"), shieldSchema(cat)))},
		{"raid", raidSchema(cat)},
		{"doctrine", doctrineSchema(cat)},
		{"parties", many("Who has which shield and defends what; one party with the first shield that defends NATO otherwise", maxParties, partySchema())},
		{"figures", figuresSchema(cat, nil)},
	})
	s.Schema = "https://json-schema.org/draft/2020-12/schema"
	s.OneOf = []*jsonschema.Schema{{Required: []string{"shield"}}, {Required: []string{"shields"}}}
	s.AnyOf = []*jsonschema.Schema{{Required: []string{"threats"}}, {Required: []string{"protected_force"}}, {Required: []string{"raid"}}}
	return s
}

// SchemaJSON returns the schema as indented JSON.
func SchemaJSON(cat *catalogue.Catalogue) ([]byte, error) {
	return json.MarshalIndent(Schema(cat), "", "  ")
}

func mapSchema() *jsonschema.Schema {
	return object("What maps show: a domain of a name, or borders", nil, properties{
		{"domain", choice("Named domain", domainNames()...)},
		{"south_deg", number("deg", -90, 90)}, {"north_deg", number("deg", -90, 90)},
		{"west_deg", number("deg", -180, 180)}, {"east_deg", number("deg; above 180 across the antimeridian", -180, 540)},
		{"spacing_km", number("Size of a cell, km", minSpacingKm, maxSpacingKm)},
	})
}

func placed(more properties) properties {
	return append(properties{
		{"name", text("Name, and place where no other is given")}, {"place", text("Place that the catalogue knows")},
		{"lat_deg", number("Latitude, north positive", -90, 90)}, {"lon_deg", number("Longitude, east positive", -180, 180)},
	}, more...)
}

func spotSchema(description string) *jsonschema.Schema {
	return either(text(description+", by name"), object(description, []string{"name"}, placed(nil)))
}

func threatSchema(cat *catalogue.Catalogue) *jsonschema.Schema {
	return object("Threat", []string{"class", "areas"}, properties{
		{"name", text("Name; the class otherwise")},
		{"class", choice("Missile class of the catalogue", cat.Systems("missile")...)},
		{"areas", many("Launch areas", maxAreas, spotSchema("Launch area"))},
	})
}

func forceSchema(cat *catalogue.Catalogue) *jsonschema.Schema {
	field := object("Missile field", []string{"name"}, placed(properties{
		{"missiles", many("Missile classes", 5, choice("Missile class", cat.Systems("missile")...))},
		{"sea", truth("A submarine area")},
	}))
	return object("Trajectories that a guarantee would protect: every field to every target", nil, properties{
		{"name", text("Name")},
		{"fields", many("Missile fields; all of the catalogue otherwise", maxFields, either(text("Field of the catalogue"), field))},
		{"targets", many("Towns; all of the catalogue otherwise", maxTargets, spotSchema("Target"))},
		{"trajectories", many("These alone, in place of every field to every target", maxPairs, object("Trajectory", []string{"field", "target"}, properties{
			{"field", text("One of the fields")}, {"target", text("One of the targets")}, {"missile", text("One of the field's missiles")},
		}))},
	})
}

func shieldSchema(cat *catalogue.Catalogue) *jsonschema.Schema {
	delays, _ := cat.System("delay")
	var chain properties
	for _, name := range delays.Figures {
		f, _ := cat.Figure("delay." + name)
		chain = append(chain, property{name, number(f.Note, f.Least, f.Most)})
	}
	reader := &reader{cat: cat}
	return object("One architecture", []string{"fire_control", "sites"}, properties{
		{"name", pattern("Name; that of the study otherwise", nameForm.String())},
		{"title", text("One line")},
		{"fire_control", choice("Whose track serves at launch and at the meeting", fireControls...)},
		{"space_infrared", truth("Launch warning by satellites; true otherwise")},
		{"refraction", choice("How the air bends the view of radars: not at all unless given, or as on an Earth of 4/3 the radius", refractions...)},
		{"sites", many("Places with interceptors", maxSites, siteSchema(cat))},
		{"radars", many("Radars beside the sites' own", maxRadars, object("Radar", []string{"name", "kind"},
			placed(append(properties{{"kind", choice("Kind of the catalogue", cat.Systems("radar")...)},
				{"commit_only", truth("Its tracks serve the commit, and nobody meets by them")}}, kindFigures("radar")...))))},
		{"space_trackers", many("Satellites that track a missile after burnout", maxTrackers, choice("Name in the catalogue", cat.Systems("tracker")...))},
		{"delays", object("Delay chain, s", nil, chain)},
		{"figures", figuresSchema(cat, func(f catalogue.Figure) bool { return reader.ofShield(f) == nil })},
	})
}

func siteSchema(cat *catalogue.Catalogue) *jsonschema.Schema {
	battery := object("Interceptors of one kind", []string{"kind", "number"}, append(properties{
		{"kind", choice("Kind of the catalogue", cat.Systems("interceptor")...)}, {"number", whole("How many", 0, maxNumber)},
	}, kindFigures("interceptor")...))
	return object("Site", []string{"name", "interceptors"}, placed(properties{
		{"ship", truth("A ship's station")},
		{"own_radar", choice("Radar of the site; spy-1d on a ship and none ashore otherwise", append(cat.Systems("radar"), "none")...)},
		{"interceptors", many("Interceptors", maxBatteries, battery)},
	}))
}

// kindFigures are the figures that a battery or radar may give for itself.
func kindFigures(kind string) properties {
	var all properties
	needed, _ := catalogue.Names(kind)
	for _, name := range needed {
		least, most, liftable := catalogue.Limits(kind, name)
		all = append(all, property{name, figureSchema(catalogue.Figure{Least: least, Most: most, Liftable: liftable, Note: "in place of the catalogue's"})})
	}
	return all
}

func figuresSchema(cat *catalogue.Catalogue, allowed func(catalogue.Figure) bool) *jsonschema.Schema {
	var all properties
	for _, key := range cat.Keys() {
		f, _ := cat.Figure(key)
		if allowed == nil || allowed(f) {
			f.Note = fmt.Sprintf("%s; the catalogue has %s [%s]", f.Unit, scalar(f.Value), f.Tag)
			all = append(all, property{key, figureSchema(f)})
		}
	}
	return object("Figures in place of the catalogue's; they are then not drawn", nil, all)
}

func figureSchema(f catalogue.Figure) *jsonschema.Schema {
	s := number(f.Note, f.Least, f.Most)
	switch {
	case f.Whole:
		s.Type = "integer"
	case f.Liftable:
		return either(s, choice("No limit", "none"))
	}
	return s
}

// properties are keys in the order in which an editor should offer them.
type properties []property

type property struct {
	key    string
	schema *jsonschema.Schema
}

func object(description string, required []string, all properties) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "object", Description: description, Required: required, Properties: map[string]*jsonschema.Schema{},
		AdditionalProperties: &jsonschema.Schema{Not: &jsonschema.Schema{}}}
	for _, p := range all {
		s.Properties[p.key] = p.schema
		s.PropertyOrder = append(s.PropertyOrder, p.key)
	}
	return s
}

func text(description string) *jsonschema.Schema {
	least, most := 1, 2000
	return &jsonschema.Schema{Type: "string", Description: description, MinLength: &least, MaxLength: &most}
}

func pattern(description, expression string) *jsonschema.Schema {
	return &jsonschema.Schema{Type: "string", Description: description, Pattern: expression}
}

func truth(description string) *jsonschema.Schema {
	return &jsonschema.Schema{Type: "boolean", Description: description}
}

func number(description string, least, most float64) *jsonschema.Schema {
	return &jsonschema.Schema{Type: "number", Description: description, Minimum: &least, Maximum: &most}
}

func whole(description string, least, most float64) *jsonschema.Schema {
	s := number(description, least, most)
	s.Type = "integer"
	return s
}

func choice(description string, options ...string) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "string", Description: description}
	for _, o := range options {
		s.Enum = append(s.Enum, o)
	}
	return s
}

func many(description string, most int, of *jsonschema.Schema) *jsonschema.Schema {
	least := 1
	return &jsonschema.Schema{Type: "array", Description: description, Items: of, MinItems: &least, MaxItems: &most}
}

func either(a, b *jsonschema.Schema) *jsonschema.Schema {
	return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{a, b}}
}
