package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"text/tabwriter"

	"scutum"
	"scutum/assessment/scorecard"
)

// The summary: the scorecard with its ranges, as summary.json holds it.
type (
	summaryFile struct {
		Study        string               `json:"study"`
		Title        string               `json:"title"`
		Date         string               `json:"date"`
		Version      string               `json:"version"`
		Seed         json.Number          `json:"seed"`
		InputsSHA256 string               `json:"inputs_sha256"`
		MapsSet      string               `json:"maps_assumptions"`
		Sets         []summarySet         `json:"assumption_sets"`
		Explanations []summaryExplanation `json:"explanations"`
		Turns        []summaryTurn        `json:"turns"`
		J2           []summaryJ2          `json:"j2"`
		Cities       []summaryCity        `json:"cities"`
		Unconfirmed  []string             `json:"unconfirmed_figures"`
		NotShown     []string             `json:"not_shown"`
	}
	summarySet struct {
		Assumptions string       `json:"assumptions"`
		Shields     []summaryRow `json:"shields"`
	}
	summaryRow struct {
		Shield  string           `json:"shield"`
		Title   string           `json:"title"`
		Defence []summaryDefence `json:"defence"`
		Reach   summaryReach     `json:"reach"`
		Verdict string           `json:"verdict"`
	}
	summaryFigure struct {
		Value   *float64 `json:"value"`
		Low     *float64 `json:"low"`
		High    *float64 `json:"high"`
		HoldsIn int      `json:"holds_in"`
		Draws   int      `json:"draws"`
	}
	summaryDefence struct {
		Class             string        `json:"class"`
		PeopleThreatened  float64       `json:"people_threatened"`
		EuropeThreatened  float64       `json:"europe_people_threatened"`
		AreaThreatenedKm2 float64       `json:"area_threatened_km2"`
		PeopleOne         summaryFigure `json:"people_defended_one_shot_share"`
		PeopleTwo         summaryFigure `json:"people_defended_two_shots_share"`
		EuropeOne         summaryFigure `json:"europe_people_defended_one_shot_share"`
		EuropeTwo         summaryFigure `json:"europe_people_defended_two_shots_share"`
		AreaOne           summaryFigure `json:"area_defended_one_shot_share"`
		AreaTwo           summaryFigure `json:"area_defended_two_shots_share"`
		RaidOne           summaryFigure `json:"raid_size_that_fails_one_shot"`
		RaidTwo           summaryFigure `json:"raid_size_that_fails_two_shots"`
		CitiesDefended    summaryFigure `json:"cities_defended"`
		CitiesOf          int           `json:"cities_threatened"`
	}
	summaryReach struct {
		Reachable     summaryFigure `json:"reachable"`
		Of            int           `json:"of"`
		LandReachable summaryFigure `json:"reachable_from_land"`
		Lowest        summaryFigure `json:"lowest_threshold_speed_km_s"`
		Margin        summaryFigure `json:"best_margin_km_s"`
		Site          string        `json:"site"`
		Trajectory    string        `json:"trajectory"`
	}
	summaryExplanation struct {
		Shield     string   `json:"shield"`
		Conclusion string   `json:"conclusion"`
		FromSet    string   `json:"from_assumptions"`
		ToSet      string   `json:"to_assumptions"`
		From       *float64 `json:"from"`
		To         *float64 `json:"to"`
		Figure     string   `json:"figure"`
		FigureFrom *float64 `json:"figure_from"`
		FigureTo   *float64 `json:"figure_to"`
		Unit       string   `json:"unit"`
		Share      *float64 `json:"share_of_difference"`
	}
	summaryTurn struct {
		Shield     string   `json:"shield"`
		Site       string   `json:"site"`
		Field      string   `json:"field"`
		Target     string   `json:"target"`
		Missile    string   `json:"missile"`
		Figure     string   `json:"figure"`
		From       *float64 `json:"from"`
		To         *float64 `json:"to"`
		Unit       string   `json:"unit"`
		MarginFrom *float64 `json:"margin_from_km_s"`
		MarginTo   *float64 `json:"margin_to_km_s"`
	}
	summaryJ2 struct {
		Name        string   `json:"name"`
		Threshold   *float64 `json:"threshold_two_body_km_s"`
		ThresholdJ2 *float64 `json:"threshold_j2_km_s"`
		Burnout     *float64 `json:"burnout_speed_two_body_km_s"`
		BurnoutJ2   *float64 `json:"burnout_speed_j2_km_s"`
	}
	summaryCity struct {
		Shield string   `json:"shield"`
		Class  string   `json:"class"`
		City   string   `json:"city"`
		Reason string   `json:"reason"`
		Shots  int      `json:"shots"`
		Margin *float64 `json:"margin_km_s"`
	}
)

// notShown is what no number of a study holds.
var notShown = []string{
	"meetings before burnout", "multiple warheads, decoys and discrimination", "the interceptor's look angle and closing speed",
	"command, communication and crews but for fixed delays", "the chance of a kill: reach is kinematic and favours the defence",
}

func summaryJSON(r *scorecard.Result, inputs string) ([]byte, error) {
	s := summaryFile{Study: r.Name, Title: r.Title, Date: r.Date, Version: scutum.Version, Seed: json.Number(r.Seed), InputsSHA256: inputs,
		MapsSet: r.MapsSet, Unconfirmed: r.Unconfirmed, NotShown: notShown,
		Explanations: []summaryExplanation{}, Turns: []summaryTurn{}, J2: []summaryJ2{}, Cities: []summaryCity{}}
	for _, set := range r.Sets {
		out := summarySet{Assumptions: set.Assumptions, Shields: []summaryRow{}}
		for i := range set.Rows {
			out.Shields = append(out.Shields, summarise(&set.Rows[i]))
		}
		s.Sets = append(s.Sets, out)
	}
	for _, e := range r.Explanations {
		s.Explanations = append(s.Explanations, summaryExplanation{e.Shield, e.Conclusion, e.FromSet, e.ToSet, number(e.From), number(e.To),
			e.Figure, number(e.FigureFrom), number(e.FigureTo), e.Unit, number(e.Share)})
	}
	for _, t := range r.Turns {
		s.Turns = append(s.Turns, summaryTurn{t.Shield, t.Site, t.Field, t.Target, t.Missile, t.Figure, number(t.From), number(t.To), t.Unit,
			number(t.MarginFrom), number(t.MarginTo)})
	}
	for _, j := range r.J2 {
		s.J2 = append(s.J2, summaryJ2{j.Name, number(j.ThresholdTwoBodyKmS), number(j.ThresholdJ2KmS), number(j.BurnoutSpeedTwoBody), number(j.BurnoutSpeedJ2)})
	}
	for _, c := range r.Cities {
		s.Cities = append(s.Cities, summaryCity{c.Shield, c.Class, c.Name, c.Reason.String(), c.Shots, number(c.MarginKmS)})
	}
	b, err := json.MarshalIndent(s, "", "  ")
	return append(b, '\n'), err
}

// number rounds to five decimals, null where there is none.
func number(x float64) *float64 { return roundedOrNull(x, 5) }

func figure(f scorecard.Figure) summaryFigure {
	return summaryFigure{number(f.Value), number(f.Low), number(f.High), f.Holds, f.Of}
}

func summarise(row *scorecard.Row) summaryRow {
	out := summaryRow{Shield: row.Shield, Title: row.Title, Verdict: row.Verdict, Defence: []summaryDefence{},
		Reach: summaryReach{figure(row.Reach.Reachable), row.Reach.Of, figure(row.Reach.LandReachable), figure(row.Reach.LowestThreshold),
			figure(row.Reach.BestMargin), row.Reach.Site, row.Reach.Trajectory}}
	for _, d := range row.Defence {
		out.Defence = append(out.Defence, summaryDefence{d.Class, rounded(d.PeopleThreatened, 0), rounded(d.EuropeThreatened, 0), rounded(d.AreaThreatenedKm2, 0),
			figure(d.PeopleOneShot), figure(d.PeopleTwoShots), figure(d.EuropeOneShot), figure(d.EuropeTwoShots),
			figure(d.AreaOneShot), figure(d.AreaTwoShots), figure(d.RaidFailsOneShot), figure(d.RaidFailsTwoShots), figure(d.CitiesDefended), d.CitiesOf})
	}
	return out
}

// printScorecard prints the scorecard as a table: one block for each
// assumption set.
func printScorecard(w io.Writer, r *scorecard.Result) {
	fmt.Fprintf(w, "%s (%s)\n", r.Title, r.Date)
	for _, set := range r.Sets {
		fmt.Fprintf(w, "\nassumptions: %s\n", set.Assumptions)
		t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		fmt.Fprint(t, "shield\t")
		if len(set.Rows) > 0 {
			for _, d := range set.Rows[0].Defence {
				if d.CitiesOf > 0 {
					fmt.Fprintf(t, "cities, %s\t", d.Class)
				} else {
					fmt.Fprintf(t, "people, %s\ttwo shots\t", d.Class)
				}
			}
		}
		fmt.Fprintln(t, "reachable\tlowest threshold\tbest margin\t")
		for i := range set.Rows {
			row := &set.Rows[i]
			fmt.Fprintf(t, "%s\t", row.Shield)
			for _, d := range row.Defence {
				if d.CitiesOf > 0 {
					fmt.Fprintf(t, "%.0f of %d\t", d.CitiesDefended.Value, d.CitiesOf)
				} else {
					fmt.Fprintf(t, "%s\t%s\t", percent(d.PeopleOneShot), percent(d.PeopleTwoShots))
				}
			}
			fmt.Fprintf(t, "%.0f of %d\t%s\t%s\t\n", row.Reach.Reachable.Value, row.Reach.Of,
				withRange(row.Reach.LowestThreshold, "%.2f", " km/s"), withRange(row.Reach.BestMargin, "%+.2f", " km/s"))
		}
		t.Flush()
	}
	if len(r.Sets) > 0 && len(r.Sets[0].Rows) > 0 && r.Sets[0].Rows[0].Reach.Reachable.Of > 0 {
		fmt.Fprintf(w, "\nIn brackets: 5th to 95th percentile of %d draws; a value may lie outside, where a default stands at the end of what\nthe literature gives. People: in threatened cells of NATO members of the date. Cities: of those threatened.\n", r.Sets[0].Rows[0].Reach.Reachable.Of)
	}
}

func percent(f scorecard.Figure) string {
	if math.IsNaN(f.Value) {
		return "-"
	}
	f.Value, f.Low, f.High = 100*f.Value, 100*f.Low, 100*f.High
	return withRange(f, "%.0f", " %")
}

func withRange(f scorecard.Figure, format, unit string) string {
	if math.IsNaN(f.Value) {
		return "-"
	}
	s := fmt.Sprintf(format, f.Value)
	if !math.IsNaN(f.Low) {
		s += fmt.Sprintf(" ["+format+", "+format+"]", f.Low, f.High)
	}
	return s + unit
}
