package limits

import (
	"fmt"
	"math"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"cel.dev/cel-go/cel"

	"scutum/internal/hint"
	"scutum/internal/strictyaml"
	"scutum/scenario"
	"scutum/systems/catalogue"
)

// The limits of an agreement's file.
const (
	maxBytes   = 1 << 20
	maxClauses = 200
)

// Open reads the built-in agreement of a name, or the agreement in a file. An
// error about what the file holds is strictyaml.Errors.
func Open(name string, cat *catalogue.Catalogue) (*Agreement, error) {
	if data, ok := Source(name); ok {
		return Parse("agreements/"+name+".yaml", data, cat)
	}
	if !strings.ContainsAny(name, "./\\") {
		if _, err := os.Stat(name); err != nil {
			advice := hint.DidYouMean(name, BuiltIns())
			if advice == "" {
				advice = "built in are " + strings.Join(BuiltIns(), ", ") + "; a file's name ends in .yaml"
			}
			return nil, hint.New(advice, "no agreement is called %q", name)
		}
	}
	doc, err := strictyaml.ReadFile(name, maxBytes)
	if err != nil {
		return nil, err
	}
	return read(doc, cat)
}

// Parse reads an agreement that is held in memory; name is how errors call it.
func Parse(name string, data []byte, cat *catalogue.Catalogue) (*Agreement, error) {
	doc, err := strictyaml.Parse(name, data)
	if err != nil {
		return nil, err
	}
	return read(doc, cat)
}

// Inputs returns the file that the agreement was read from.
func (a *Agreement) Inputs() []scenario.Input { return a.inputs }

var nameForm = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,63}$`)

func read(doc *strictyaml.Document, cat *catalogue.Catalogue) (*Agreement, error) {
	root := doc.Root()
	a := &Agreement{Name: root.String("name"), Title: root.String("title"), Date: root.Date("date"),
		Parties: root.Strings("parties", 10), Note: root.StringOr("note", ""), file: doc.Name(),
		inputs: []scenario.Input{{Name: doc.Name(), Data: doc.Data()}}}
	if a.Name != "" && !nameForm.MatchString(a.Name) {
		root.Fail("name", "write it like moscow-2012", "%q holds more than small letters, digits and hyphens, or more than 64", a.Name)
	}
	a.Threat = readThreat(root.MapOr("threat_index"))
	seen := map[string]bool{}
	for i, m := range root.Maps("clauses", maxClauses) {
		c := readClause(m, a, cat)
		if seen[c.ID] {
			root.FailAt("clauses", i, "ids must differ", "a second clause is called %q", c.ID)
		}
		seen[c.ID] = true
		a.Clauses = append(a.Clauses, c)
	}
	if g := root.MapOr("guarantee"); g != nil {
		a.Guarantee = readGuarantee(g, cat)
	}
	if err := doc.Err(); err != nil {
		return nil, err
	}
	return a, nil
}

func readThreat(m *strictyaml.Map) (t ThreatIndex) {
	if m == nil {
		return t
	}
	t.OverKm = m.Float("over_km", 0, 20000)
	for i, row := range m.Maps("table", 1000) {
		c := ThreatCount{row.Date("date"), row.Int("missiles", 0, 1e6)}
		if i > 0 && !c.Date.After(t.Table[i-1].Date) {
			m.FailAt("table", i, "order the rows by date", "is not later than the row above it")
		}
		t.Table = append(t.Table, c)
	}
	return t
}

func readClause(m *strictyaml.Map, a *Agreement, cat *catalogue.Catalogue) Clause {
	var abouts []string
	for _, x := range Abouts {
		abouts = append(abouts, string(x))
	}
	c := Clause{ID: m.String("id"), Title: m.StringOr("title", ""), Text: m.String("text"),
		About: About(m.OneOf("about", abouts...)), Condition: m.String("condition"), When: m.StringOr("when", ""),
		Evidence: m.Strings("evidence", 20), OnFailure: m.String("on_failure"), line: m.KeyLine("condition"), whenLine: m.KeyLine("when")}
	if m.Has("from") {
		c.From = m.Date("from")
	}
	if m.Has("until") {
		c.Until = m.Date("until")
	}
	if !c.From.IsZero() && !c.Until.IsZero() && !c.Until.After(c.From) {
		m.Fail("until", "", "%s is not after from", c.Until.Format(time.DateOnly))
	}
	for _, k := range m.Maps("checked", 10) {
		by := k.String("by")
		if by != "" && len(a.Parties) > 0 && !slices.Contains(a.Parties, by) {
			k.Fail("by", hint.DidYouMean(by, a.Parties), "%q is no party of the agreement", by)
		}
		c.Checked = append(c.Checked, Checked{by, k.OneOf("how", Hows...)})
	}
	if f := m.MapOr("feared"); f != nil {
		c.Feared = readFeared(f, cat)
	}
	if c.Condition != "" && slices.Contains(Abouts, c.About) {
		c.compileIn(m, a)
	}
	return c
}

func readFeared(m *strictyaml.Map, cat *catalogue.Catalogue) *Feared {
	f := &Feared{SpeedKmS: m.FloatOr("speed_km_s", 0.1, 12, 0), NumberPerBattery: m.IntOr("number_per_battery", 0, 10000, 0)}
	if m.Has("commit_after_burnout_s") {
		f.HasCommit, f.CommitAfterS = true, m.Float("commit_after_burnout_s", -600, 3600)
	}
	if s := m.MapOr("ship"); s != nil {
		f.Ship = &scenario.Spot{Name: s.String("name"), LatDeg: s.Float("lat_deg", -90, 90), LonDeg: s.Float("lon_deg", -180, 180)}
	}
	return f
}

// compileIn compiles a clause's expressions; what is wrong is said at their line.
func (c *Clause) compileIn(m *strictyaml.Map, a *Agreement) {
	env, err := environment(c.About)
	if err != nil {
		panic(err)
	}
	var ast *cel.Ast
	if c.condition, ast, err = compile(env, c.Condition, cel.BoolType); err != nil {
		m.Fail("condition", c.advice(err.Error()), "%s", err)
	} else {
		c.checked, c.fields = ast, fieldsOf(ast, string(c.About))
		if c.sides, err = sidesOf(env, ast, ast.NativeRep().Expr()); err == nil {
			err = c.probe(a)
		}
		if err != nil {
			m.Fail("condition", "it must have an answer for every "+string(c.About)+": shield.ships == 0 || 60 / shield.ships < 3 has one for none", "%s", err)
		}
	}
	if c.When == "" {
		return
	}
	if env, err = environment(""); err != nil {
		panic(err)
	}
	if c.when, ast, err = compile(env, c.When, cel.BoolType); err == nil {
		if c.waits, err = sidesOf(env, ast, ast.NativeRep().Expr()); err == nil {
			err = c.probeWhen(ast)
		}
	}
	if err != nil {
		m.Fail("when", whenAdvice(err.Error()), "%s", err)
	}
}

// whenAdvice says what a clause may wait for.
func whenAdvice(problem string) string {
	if strings.Contains(problem, "no matching overload") {
		return "the index and the months are whole numbers: threat.months_below(1) >= 120"
	}
	return "a clause waits for the threat alone: threat.index >= 1, threat.months_below(1) >= 120"
}

// advice says what a clause may speak of.
func (c *Clause) advice(problem string) string {
	k := kindOf(c.About)
	var words []string
	for _, f := range k.fields {
		words = append(words, string(c.About)+"."+f.name)
	}
	if strings.Contains(problem, "no matching overload") {
		return "quantities carry their unit, and only like is compared with like: km_s(4.5), km(100), s(60), deg(50)"
	}
	if strings.Contains(problem, "undeclared reference to 'all'") || strings.Contains(problem, "undeclared reference to 'exists'") || strings.Contains(problem, "undeclared reference to 'map'") || strings.Contains(problem, "undeclared reference to 'filter'") {
		return "there are no loops: the condition is asked of each " + string(c.About) + " by itself"
	}
	return "a clause about " + string(c.About) + " knows " + strings.Join(words, ", ") + "; and threat.index, threat.months_below(n), apart(lat, lon, lat, lon)"
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// at is where a clause stands, for errors that come later.
func (a *Agreement) at(c *Clause) string { return fmt.Sprintf("%s:%d", a.file, c.line) }
