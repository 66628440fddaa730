package main

import (
	"fmt"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"scutum/systems/catalogue"
)

// catalogueLists print what is in the catalogue beside figures.
var catalogueLists = map[string]func(*cobra.Command, *catalogue.Catalogue, bool) error{
	"places":      listPlaces,
	"references":  listReferences,
	"assumptions": listAssumptions,
}

type cataloguePlace struct {
	Kind     string   `json:"kind"`
	Name     string   `json:"name"`
	LatDeg   float64  `json:"lat_deg"`
	LonDeg   float64  `json:"lon_deg"`
	Missiles []string `json:"missiles,omitempty"`
	Tag      string   `json:"tag"`
	Note     string   `json:"note,omitempty"`
}

func listPlaces(cmd *cobra.Command, c *catalogue.Catalogue, asJSON bool) error {
	var all []cataloguePlace
	for _, p := range c.Points() {
		all = append(all, cataloguePlace{p.Kind, p.Name, p.LatDeg, p.LonDeg, p.Missiles, string(p.Tag), p.Note})
	}
	if asJSON {
		return printJSON(cmd, all)
	}
	w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "kind\tname\tlat_deg\tlon_deg\ttag\tnote")
	for _, p := range all {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", p.Kind, p.Name, strconv.FormatFloat(p.LatDeg, 'f', 4, 64), strconv.FormatFloat(p.LonDeg, 'f', 4, 64),
			p.Tag, strings.TrimSpace(strings.Join(p.Missiles, "+")+" "+p.Note))
	}
	return w.Flush()
}

func listReferences(cmd *cobra.Command, c *catalogue.Catalogue, asJSON bool) error {
	var all []catalogueReference
	for _, r := range c.References() {
		all = append(all, catalogueReference(r))
	}
	if asJSON {
		return printJSON(cmd, all)
	}
	for _, r := range all {
		read := ""
		if !r.Read {
			read = " (not re-checked)"
		}
		fmt.Fprintf(cmd.OutOrStdout(), "%s: %s, %s, %s%s %s\n", r.Key, r.Author, r.Title, r.Date, read, r.URL)
	}
	return nil
}

type catalogueChange struct {
	Key    string `json:"key"`
	Value  any    `json:"value"`
	Tag    string `json:"tag"`
	Source string `json:"source"`
	Why    string `json:"why"`
}

type catalogueSet struct {
	Name    string            `json:"name"`
	Title   string            `json:"title"`
	Figures []catalogueChange `json:"figures"`
}

func listAssumptions(cmd *cobra.Command, c *catalogue.Catalogue, asJSON bool) error {
	var all []catalogueSet
	for _, s := range c.Sets() {
		set := catalogueSet{s.Name, s.Title, []catalogueChange{}}
		for _, change := range s.Changes {
			set.Figures = append(set.Figures, catalogueChange{change.Key, limit(change.Value), string(change.Tag), change.Source, change.Why})
		}
		all = append(all, set)
	}
	if asJSON {
		return printJSON(cmd, all)
	}
	w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
	for _, s := range all {
		fmt.Fprintf(w, "%s: %s\n", s.Name, s.Title)
		for _, change := range s.Figures {
			fmt.Fprintf(w, "  %s\t%v\t%s\t%s\t%s\n", change.Key, change.Value, change.Tag, change.Source, change.Why)
		}
	}
	return w.Flush()
}
