package main

import (
	"bytes"
	"fmt"

	"github.com/spf13/cobra"

	"scutum"
	"scutum/report"
	"scutum/report/export"
	"scutum/scenario/geography"
)

// dealsPage makes the page of a search. files are those that are written with it.
func dealsPage(cmd *cobra.Command, s *oneShield, answer *searchedStudy, files []export.File) ([]byte, error) {
	p := report.Provenance{Version: scutum.Version, Seed: fmt.Sprint(answer.Seed), StudyHash: s.inputSum, CatalogueHash: s.cat.Hash(), Command: commandLine(cmd, []string{s.setting.Name}),
		Attributions: []string{geography.PlacesAttribution}}
	for _, f := range files {
		p.Files = append(p.Files, report.File{Name: f.Name, SHA256: f.SHA256})
	}
	page := report.Deals{Title: s.setting.Title, Date: s.setting.Date, Result: answer.Result, Provenance: p}
	var b bytes.Buffer
	err := page.Write(&b)
	return b.Bytes(), err
}
