package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"scutum/assessment/deterrence"
	"scutum/assessment/footprint"
	"scutum/internal/hint"
	"scutum/internal/progress"
	"scutum/physics/earth"
	"scutum/scenario"
	"scutum/scenario/geography"
)

// footprintFlags are the flags of scutum footprint.
type footprintFlags struct {
	shieldFlags
	class, commit string
	cell          earth.Place
	spacingKm     float64
	exact         bool
}

func newFootprintCommand() *cobra.Command {
	var o footprintFlags
	cmd := &cobra.Command{
		Use:   "footprint [STUDY|FILE]",
		Short: "Map whom one shield defends against one class of missile",
		Long: `Computes the defended area of one shield of a study (the built-in one without a
name) against one of its threats, as the study does: a place is defended if every
launch area that can reach it, in every shape of flight that exists, can be met.
Prints people and land defended with one and with two successive shots and the
reasons elsewhere; --out writes the map. An intercontinental class gives a table of
cities. With --cell it tells what happens to the worst missile aimed at that very
place, and the answer for every launch area and shape.

Commit is by sensors, as the study has it: first track and delays, and the missile
must be held where it is met. With a convention of --commit the sensors have no say.`,
		Example: "  scutum footprint --shield epaa-3\n" +
			"  scutum footprint --shield plan-2007 --class irbm --cell 44.43,26.11\n" +
			"  scutum footprint plan-2007 --figure gbi-two-stage.burnout_speed_km_s=8.5 --out out/map",
		Args: argumentsBetween(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := o.open(cmd, args)
			if err != nil {
				return err
			}
			threat, err := o.threat(s)
			if err != nil {
				return err
			}
			switch {
			case cmd.Flags().Changed("cell"):
				return o.runCell(cmd, s, threat)
			case threat.Intercontinental:
				return o.runCities(cmd, args, s, threat)
			}
			return o.runMap(cmd, args, s, threat)
		},
	}
	o.addFlags(cmd)
	return cmd
}

func (o *footprintFlags) addFlags(cmd *cobra.Command) {
	o.add(cmd)
	f := cmd.Flags()
	f.StringVar(&o.class, "class", "", "threat of the study (default irbm, or the only one)")
	commits := []string{"sensors"}
	for _, c := range deterrence.Conventions {
		if c.Name != commits[0] {
			commits = append(commits, c.Name)
		}
	}
	choiceVar(f, &o.commit, "commit", commits[0], commits, "when the interceptors may leave")
	placeVar(f, &o.cell, "cell", "tell of this place alone, degrees")
	numberVar(f, &o.spacingKm, "spacing-km", 0, 5, 500, "spacing of the map's cells, km (default the study's own)")
	f.BoolVar(&o.exact, "exact", false, "evaluate every cell by the full search")
}

// threat finds the class among the study's threats.
func (o *footprintFlags) threat(s *oneShield) (*scenario.Threat, error) {
	var names []string
	for i := range s.setting.Threats {
		names = append(names, s.setting.Threats[i].Name)
	}
	name := o.class
	if name == "" {
		switch {
		case len(names) == 0:
			return nil, hint.New("scutum deterrence asks about its protected force", "study %s has no threats", s.setting.Name)
		case len(names) == 1:
			name = names[0]
		case slices.Contains(names, "irbm"):
			name = "irbm"
		default:
			return nil, hint.New("one of "+strings.Join(names, ", "), "study %s has %d threats: --class says which", s.setting.Name, len(names))
		}
	}
	i := slices.Index(names, name)
	if i < 0 {
		return nil, hint.New(orWord(hint.DidYouMean(name, names), "it has "+strings.Join(names, ", ")), "--class: study %s has no threat %s", s.setting.Name, quoted(name))
	}
	return &s.setting.Threats[i], nil
}

// commitOf returns a convention of a name.
func commitOf(name string) scenario.Commit {
	for _, c := range deterrence.Conventions {
		if c.Name == name {
			return c.Commit
		}
	}
	panic("no such convention: " + name)
}

// defended is how much of something is defended.
type defended struct {
	Threatened float64  `json:"threatened"`
	One        float64  `json:"one_shot"`
	Two        float64  `json:"two_shots"`
	OneShare   *float64 `json:"one_shot_share"` // null where nothing is threatened
	TwoShare   *float64 `json:"two_shots_share"`
}

func newDefended(threatened, one, two float64) defended {
	return defended{rounded(threatened, 0), rounded(one, 0), rounded(two, 0), roundedOrNull(one/threatened, 5), roundedOrNull(two/threatened, 5)}
}

// reasonRow is how much of the map has one answer.
type reasonRow struct {
	Reason  string  `json:"reason"`
	Cells   int     `json:"cells"`
	AreaKm2 float64 `json:"area_km2"`
	People  float64 `json:"people_nato"`
}

type footprintAnswer struct {
	shieldHead
	Class        string      `json:"class"`
	SpacingKm    float64     `json:"spacing_km"`
	Exact        bool        `json:"exact"`
	Cells        int         `json:"cells"`
	PeopleNATO   defended    `json:"people_nato"`
	PeopleEurope defended    `json:"people_europe"`
	LandNATO     defended    `json:"land_nato_km2"`
	RaidOne      *int        `json:"raid_fails_one_shot"` // null where nothing is defended
	RaidTwo      *int        `json:"raid_fails_two_shots"`
	Reasons      []reasonRow `json:"reasons"`
	Attributions []string    `json:"attributions"`
}

func (o *footprintFlags) runMap(cmd *cobra.Command, args []string, s *oneShield, threat *scenario.Threat) error {
	dir, err := o.create()
	if err != nil {
		return err
	}
	if dir != nil {
		defer dir.Discard()
	}
	spacing := o.spacingKm
	if spacing == 0 {
		spacing = s.setting.Map.SpacingKm
	}
	ground := footprint.NewGround(footprint.NewGrid(s.setting.Map, spacing), s.setting.Date)
	options := footprint.Options{Workers: o.workers, Exact: o.exact, Timelines: true}
	bar := progress.On(cmd.ErrOrStderr()).Start("defended area", "pieces", footprint.Pieces(ground.Grid, len(threat.Areas), options))
	defer bar.End()
	options.Progress = bar.Add
	m, err := footprint.Compute(cmd.Context(), s.setting.Earth, s.shield, threat, commitOf(o.commit), ground.Grid, options)
	bar.End()
	if err != nil {
		return err
	}
	answer := o.mapAnswer(s, m, ground)
	if dir != nil {
		if err := s.write(cmd, args, dir, mapOutputs(m, answer)); err != nil {
			return err
		}
	}
	if o.asJSON {
		return printJSON(cmd, answer)
	}
	return answer.print(cmd.OutOrStdout(), o.out)
}

// mapOutputs are the files of --out.
func mapOutputs(m *footprint.Map, answer any) []output {
	name := mapName(m, map[string]bool{})
	files := []output{{"summary.json", jsonOf(answer)}}
	for _, f := range mapFiles {
		files = append(files, output{name + f.suffix, func(w io.Writer) error { return f.write(w, m) }})
	}
	return files
}

// jsonOf writes what --json prints.
func jsonOf(value any) func(io.Writer) error {
	return func(w io.Writer) error {
		encoder := json.NewEncoder(w)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		return encoder.Encode(value)
	}
}

func (o *footprintFlags) mapAnswer(s *oneShield, m *footprint.Map, ground *footprint.Ground) footprintAnswer {
	t := m.Tally(ground)
	a := footprintAnswer{shieldHead: s.head(&o.shieldFlags, o.commit), Class: m.Class, SpacingKm: m.Grid.SpacingKm, Exact: o.exact, Cells: m.Grid.Cells(),
		PeopleNATO:   newDefended(t.NATOThreatened, t.NATOOne, t.NATOTwo),
		PeopleEurope: newDefended(t.EuropeThreatened, t.EuropeOne, t.EuropeTwo),
		LandNATO:     newDefended(t.AreaThreatened, t.AreaOne, t.AreaTwo),
		RaidOne:      countOrNull(footprint.RaidFails(t.InventoryOne, 1)), RaidTwo: countOrNull(footprint.RaidFails(t.InventoryTwo, 2)),
		Attributions: []string{geography.PlacesAttribution, geography.BordersAttribution}}
	rows := make([]reasonRow, footprint.TooFar+1)
	for row := range m.Grid.Rows() {
		for c := m.Grid.RowStart[row]; c < m.Grid.RowStart[row+1]; c++ {
			r := &rows[m.Reason[c]]
			r.Cells++
			r.AreaKm2 += m.Grid.AreaKm2[row]
			r.People += ground.NATO[c]
		}
	}
	for i := range rows {
		rows[i].Reason, rows[i].AreaKm2, rows[i].People = footprint.Reason(i).String(), rounded(rows[i].AreaKm2, 0), rounded(rows[i].People, 0)
	}
	a.Reasons = rows
	return a
}

func countOrNull(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

// print writes the answer for people.
func (a *footprintAnswer) print(out io.Writer, dir string) error {
	var b strings.Builder
	a.shieldHead.print(&b, fmt.Sprintf("%s, cells of %g km", a.Class, a.SpacingKm))
	t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "\tthreatened\tdefended, one shot\tdefended, two shots\t")
	for _, row := range []struct {
		name string
		d    defended
		unit float64
	}{{"people in NATO members, million", a.PeopleNATO, 1e6}, {"people in all Europe, million", a.PeopleEurope, 1e6}, {"land of NATO members, 1000 km2", a.LandNATO, 1e3}} {
		fmt.Fprintf(t, "%s\t%.1f\t%s\t%s\t\n", row.name, row.d.Threatened/row.unit, share(row.d.One/row.unit, row.d.OneShare), share(row.d.Two/row.unit, row.d.TwoShare))
	}
	fmt.Fprintf(t, "raid at which a defended place fails\t\t%s\t%s\t\n", countText(a.RaidOne), countText(a.RaidTwo))
	t.Flush()
	b.WriteByte('\n')
	t = tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "answer\tcells\tarea, 1000 km2\tpeople in NATO members, million\t")
	for _, r := range a.Reasons {
		if r.Cells > 0 {
			fmt.Fprintf(t, "%s\t%d\t%.1f\t%.1f\t\n", r.Reason, r.Cells, r.AreaKm2/1e3, r.People/1e6)
		}
	}
	t.Flush()
	a.printFoot(&b, dir)
	fmt.Fprintln(&b, strings.Join(a.Attributions, "\n"))
	_, err := io.WriteString(out, b.String())
	return err
}

func share(x float64, of *float64) string {
	if of == nil {
		return "-"
	}
	return fmt.Sprintf("%.1f (%.1f %%)", x, 100*(*of))
}

func countText(n *int) string {
	if n == nil {
		return "-"
	}
	return fmt.Sprint(*n)
}
