package report

import (
	"html/template"
	"strings"

	"scutum/assessment/scorecard"
	"scutum/scenario/geography"
)

// page is everything that the template shows.
type page struct {
	Title, Name, Date, MapsSet, MapsNote string
	Question                             string
	Answers                              []string
	Headline                             headline
	Card                                 card
	NotShown                             []string
	Provenance                           Provenance
	Ask                                  string // the command that answers one cell, without the cell
	Patterns, EuropeDefs, PolarDefs      template.HTML
	EuropeBox, PolarBox                  box
	MapCentre                            string
	Maps                                 []mapGroup
	Legend                               []swatch
	ShieldMarks                          []shieldMark
	Cities                               []cityTable
	Reach                                []reachSection
	Turns                                []*turnGroup
	Seas                                 []seaFigure
	SeaLegend                            []swatch
	Times                                []timeGroup
	Explanations                         []explanation
	J2                                   []j2
	Unconfirmed                          []string
	Figures                              []shieldFigures
	Commits                              []cardSet
	Data                                 template.HTML
	Style                                template.CSS
	Script                               template.JS
}

// box is a view box.
type box struct{ Width, Height int }

// mapGroup is the small maps of one class.
type mapGroup struct {
	Class, Title string
	Figures      []mapFigure
}

// shieldMark is a shield's sites and labels for the large map.
type shieldMark struct {
	Shield string
	Marks  template.HTML
}

// ask is how a cell of this study is asked for, from the command that made it.
func ask(command, set string) string {
	out := "scutum footprint"
	if f := strings.Fields(command); len(f) > 2 && !strings.HasPrefix(f[2], "-") {
		out += " " + f[2]
	}
	return out + " --assumptions " + set
}

func compose(r *scorecard.Result, p Provenance) *page {
	out := &page{
		Title: r.Title, Name: r.Name, Date: r.Date, MapsSet: r.MapsSet, MapsNote: setNote(r.MapsSet), Question: question,
		Answers: answers(r), Headline: newHeadline(r), Card: newCard(r), NotShown: notShown, Provenance: p, Ask: ask(p.Command, r.MapsSet), Patterns: template.HTML(patterns),
		Legend: legend(), Cities: cityTables(r), Reach: reachSections(r), Turns: turns(r), Times: timeFigures(r),
		Explanations: explanations(r, ""), J2: j2Rows(r), Unconfirmed: r.Unconfirmed, Figures: allFigures(r), Commits: commitNotes(),
	}
	if len(out.Provenance.Attributions) == 0 {
		out.Provenance.Attributions = []string{geography.PlacesAttribution, geography.BordersAttribution}
	}
	g := newGround(r)
	if g != nil {
		out.EuropeDefs, out.EuropeBox = g.defs(), box{g.view.Width, g.view.Height}
		out.MapCentre = place(g.view.Projection.LatDeg, g.view.Projection.LonDeg)
		out.Maps = grouped(smallMaps(r, g))
		for _, s := range r.Setting.Shields {
			marks, _ := drawMarks(g.view, shieldMarks(r, s), 9.5)
			out.ShieldMarks = append(out.ShieldMarks, shieldMark{s.Name, template.HTML(marks)})
		}
	}
	sea := newSeaGround(r)
	if sea != nil {
		out.PolarDefs, out.PolarBox = sea.defs(), box{sea.view.Width, sea.view.Height}
		out.Seas, out.SeaLegend = seaMaps(r, sea), seaLegend(r)
	}
	out.Data = data(r, g, sea)
	return out
}

// grouped puts the maps of a class together, in the order of their coming.
func grouped(figures []mapFigure) []mapGroup {
	var groups []mapGroup
next:
	for _, f := range figures {
		for i := range groups {
			if groups[i].Class == f.Class {
				groups[i].Figures = append(groups[i].Figures, f)
				continue next
			}
		}
		groups = append(groups, mapGroup{f.Class, f.ClassTitle, []mapFigure{f}})
	}
	return groups
}

func seaLegend(r *scorecard.Result) []swatch {
	var out []swatch
	speeds := bandSpeeds(r.Exclusions[0])
	for i, speed := range speeds {
		text := "a " + fixed(speed, 1) + " km/s interceptor could reach a protected trajectory from here"
		out = append(out, swatch{Class: "keepout" + string(rune('1'+i)), Text: text})
	}
	return append(out, swatch{Class: "keepout0", Text: "no interceptor up to " + fixed(speeds[len(speeds)-1], 1) + " km/s could"})
}

// commitNotes explains the conventions by which commit is counted in reach.
func commitNotes() []cardSet {
	return []cardSet{
		{"published", "commit 60 s after the attacker's burnout"},
		{"moscow", "commit 60 s before burnout"},
		{"brussels", "commit 240 s after burnout"},
		{"sensors", "commit when the shield's own sensors allow it: first track and delays"},
	}
}
