package main

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"scutum"
	"scutum/internal/hint"
	"scutum/internal/outdir"
	"scutum/report/export"
	"scutum/scenario"
	"scutum/systems/catalogue"
)

// shieldFlags are the flags of the verbs that answer for one shield of a study.
type shieldFlags struct {
	shield, assumptions string
	figures             []string // KEY=VALUE
	workers             int
	out                 string
	force, asJSON       bool
}

func (o *shieldFlags) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&o.shield, "shield", "", "shield of the study (needed unless it has only one)")
	choiceVar(f, &o.assumptions, "assumptions", "published", assumptionSets, "assumption set of the catalogue's figures")
	f.StringArrayVar(&o.figures, "figure", nil, "change a figure of the catalogue, as KEY=VALUE; may be repeated")
	wholeVar(f, &o.workers, "workers", 0, 0, 1024, "number of workers (default one for each processor)")
	f.StringVar(&o.out, "out", "", "write the result's files to this directory")
	f.BoolVar(&o.force, "force", false, "replace a directory that scutum did not make")
	jsonFlag(cmd, &o.asJSON)
}

// oneShield is a study with its figures filled in and a shield chosen.
type oneShield struct {
	file     *scenario.File
	cat      *catalogue.Catalogue
	base     catalogue.Figures // that the setting was filled in with
	setting  *scenario.Setting
	shield   *scenario.Shield
	index    int // of the shield
	changed  []changedFigure
	inputs   []export.File
	inputSum string
}

// changedFigure is a figure that the command line changed.
type changedFigure struct {
	Key   string   `json:"key"`
	Value *float64 `json:"value"` // null for a limit that is lifted
}

// open reads the study that the arguments name, the built-in one for none, and
// chooses the shield.
func (o *shieldFlags) open(cmd *cobra.Command, args []string) (*oneShield, error) {
	name := "europe"
	if len(args) > 0 {
		name = args[0]
	}
	s, err := openSetting(cmd, name, o.assumptions, o.figures)
	if err != nil {
		return nil, err
	}
	return s, s.choose(o.shield)
}

// openSetting reads a study and fills in its figures, those of the command line
// above all others. No shield is chosen.
func openSetting(cmd *cobra.Command, name, assumptions string, figures []string) (*oneShield, error) {
	s := &oneShield{cat: catalogue.Default()}
	var err error
	if s.file, err = scenario.Open(name, s.cat); err != nil {
		return nil, err
	}
	used := s.file.Uses(s.cat)
	for _, text := range figures {
		entry, err := parseFigure(s.cat, text)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(s.changed, func(c changedFigure) bool { return c.Key == entry.Key }) {
			return nil, hint.New("keep one of them", "--figure: %s is given twice", entry.Key)
		}
		if !overrule(s.file, entry) && !slices.Contains(used, entry.Key) {
			fmt.Fprintf(cmd.ErrOrStderr(), "note: study %s does not use %s\n", s.file.Name, entry.Key)
		}
		s.changed = append(s.changed, changedFigure{entry.Key, roundedOrNull(entry.Value, 9)})
	}
	if s.base, err = s.file.Base(s.cat, assumptions); err != nil {
		return nil, err
	}
	if s.setting, err = scenario.Expand(s.file, s.cat, s.base); err != nil {
		return nil, err
	}
	s.inputs, s.inputSum = inputSums(s.file)
	return s, nil
}

// choose finds the shield of a name, the only one for "".
func (s *oneShield) choose(name string) error {
	var names []string
	for i := range s.setting.Shields {
		names = append(names, s.setting.Shields[i].Name)
	}
	i := slices.Index(names, name)
	switch {
	case name == "" && len(names) == 1:
		i = 0
	case name == "":
		return hint.New("one of "+strings.Join(names, ", "), "study %s has %d shields: --shield says which", s.setting.Name, len(names))
	case i < 0:
		return hint.New(orWord(hint.DidYouMean(name, names), "it has "+strings.Join(names, ", ")), "--shield: study %s has no shield %s", s.setting.Name, quoted(name))
	}
	s.index, s.shield = i, &s.setting.Shields[i]
	return nil
}

// parseFigure reads KEY=VALUE.
func parseFigure(cat *catalogue.Catalogue, text string) (scenario.FigureEntry, error) {
	key, value, ok := strings.Cut(text, "=")
	key, value = strings.TrimSpace(key), strings.TrimSpace(value)
	if !ok {
		return scenario.FigureEntry{}, hint.New("for example: --figure sm-3-iia.burnout_speed_km_s=4.8", "--figure: %s is not KEY=VALUE", quoted(text))
	}
	figure, known := cat.Figure(key)
	if !known {
		return scenario.FigureEntry{}, figureError(cat.Check(key, 0))
	}
	x := math.Inf(1)
	if value != "none" || !figure.Liftable {
		var err error
		if x, err = parseNumber(value); err != nil {
			return scenario.FigureEntry{}, hint.New("", "--figure: %s: %s is not a number in [%g, %g]", key, quoted(value), figure.Least, figure.Most)
		}
	}
	return scenario.FigureEntry{Key: key, Value: x}, figureError(cat.Check(key, x))
}

func figureError(err error) error {
	if err == nil {
		return nil
	}
	return &hint.Error{Message: "--figure: " + err.Error(), Advice: hint.Of(err)}
}

// overrule puts a figure of the command line above all that the study says of
// it itself, at whatever level, and reports whether it said anything.
func overrule(f *scenario.File, e scenario.FigureEntry) (said bool) {
	without := func(list []scenario.FigureEntry, system string) []scenario.FigureEntry {
		return slices.DeleteFunc(slices.Clone(list), func(x scenario.FigureEntry) bool {
			same := system+x.Key == e.Key
			said = said || same
			return same
		})
	}
	f.Figures = append(without(f.Figures, ""), e)
	for i := range f.Shields {
		s := &f.Shields[i]
		s.Figures = without(s.Figures, "")
		for j := range s.Sites {
			for k := range s.Sites[j].Interceptors {
				b := &s.Sites[j].Interceptors[k]
				b.Figures = without(b.Figures, b.Kind+".")
			}
		}
		for j := range s.Radars {
			s.Radars[j].Figures = without(s.Radars[j].Figures, s.Radars[j].Kind+".")
		}
	}
	return said
}

// inputSums describes the files of a study, and all of them together.
func inputSums(f *scenario.File) (inputs []export.File, sum string) {
	var all bytes.Buffer
	for _, in := range f.Inputs() {
		inputs = append(inputs, export.Sum(in.Name, in.Data))
		fmt.Fprintf(&all, "%d ", len(in.Data))
		all.Write(in.Data)
	}
	return inputs, export.Sum("inputs", all.Bytes()).SHA256
}

// create starts the directory of --out, nil without one. The caller discards.
func (o *shieldFlags) create() (*outdir.Dir, error) {
	if o.out == "" {
		return nil, nil
	}
	return outdir.Create(o.out, o.force)
}

// write fills the directory, adds the manifest and gives it its name.
func (s *oneShield) write(cmd *cobra.Command, args []string, dir *outdir.Dir, files []output) error {
	m := export.Manifest{Version: scutum.Version, Command: commandLine(cmd, args), Study: s.file.Name, Seed: uint64(s.file.Seed), Inputs: s.inputs,
		Catalogue: export.File{Name: "catalogue", SHA256: s.cat.Hash()}}
	files = append(files, output{export.ManifestName, func(w io.Writer) error { return m.Write(w, dir.FS()) }})
	for _, f := range files {
		if err := cmd.Context().Err(); err != nil {
			return err
		}
		var b bytes.Buffer
		if err := f.write(&b); err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
		if err := dir.WriteFile(f.name, b.Bytes()); err != nil {
			return err
		}
	}
	return dir.Commit()
}

// commandLine is the command as manifests quote it.
func commandLine(cmd *cobra.Command, args []string) string {
	words := append(strings.Fields(cmd.CommandPath())[1:], args...) // agreement check, not check alone
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if f.Name == "json" || f.Name == "force" {
			return
		}
		values := []string{f.Value.String()}
		if list, ok := f.Value.(pflag.SliceValue); ok {
			values = list.GetSlice()
		}
		for _, v := range values {
			words = append(words, "--"+f.Name+"="+v)
		}
	})
	return export.Command("scutum", words)
}

// shieldHead is the question, at the head of every answer for one shield.
type shieldHead struct {
	Study        string          `json:"study"`
	Shield       string          `json:"shield"`
	Title        string          `json:"title"`
	Assumptions  string          `json:"assumptions"`
	Commit       string          `json:"commit"`
	Figures      []changedFigure `json:"figures"` // that the command line changed
	Earth        string          `json:"earth"`
	Date         string          `json:"date"`
	Seed         int             `json:"seed"`
	InputsSHA256 string          `json:"inputs_sha256"`
}

func (s *oneShield) head(o *shieldFlags, commit string) shieldHead {
	h := shieldHead{s.setting.Name, s.shield.Name, s.shield.Title, o.assumptions, commit, s.changed, s.setting.Earth.Name, s.setting.Date, s.file.Seed, s.inputSum}
	if h.Figures == nil {
		h.Figures = []changedFigure{}
	}
	return h
}

// print writes the question in words.
func (h *shieldHead) print(w io.Writer, against string) {
	fmt.Fprintf(w, "%s: %s, against %s\n", h.Shield, h.Title, against)
	fmt.Fprintf(w, "study %s, %s figures, commit %s", h.Study, h.Assumptions, h.Commit)
	for _, f := range h.Figures {
		value := "none"
		if f.Value != nil {
			value = formatNumber(*f.Value)
		}
		fmt.Fprintf(w, ", %s = %s", f.Key, value)
	}
	fmt.Fprint(w, "\n\n")
}

// printFoot writes seed and inputs, and where the files are.
func (h *shieldHead) printFoot(w io.Writer, out string) {
	fmt.Fprintf(w, "\nseed %d  inputs %s\n", h.Seed, h.InputsSHA256[:16])
	if out != "" {
		fmt.Fprintf(w, "files: %s\n", out)
	}
}
