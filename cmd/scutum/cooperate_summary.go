package main

import (
	"scutum"
	"scutum/assessment/cooperation"
	"scutum/scenario"
)

// The answer of cooperation, as summary.json and --json hold it.
type (
	cooperateAnswer struct {
		Study           string             `json:"study"`
		Title           string             `json:"title"`
		Date            string             `json:"date"`
		Version         string             `json:"version"`
		Fidelity        string             `json:"fidelity"`
		Seed            uint64             `json:"seed"`
		InputsSHA256    string             `json:"inputs_sha256"`
		CatalogueSHA256 string             `json:"catalogue_sha256"`
		Runs            int                `json:"runs"`
		SpacingKm       float64            `json:"spacing_km"`
		Missiles        int                `json:"missiles"`
		Assumptions     []string           `json:"assumption_sets"` // values and gains are under the first; sets_low and sets_high over all
		Parties         []cooperateParty   `json:"parties"`
		Levels          []cooperateLevel   `json:"levels"`
		Totals          []cooperateTotal   `json:"totals"`
		Eager           []cooperateTotal   `json:"if_each_shot_at_what_it_can_reach"` // gains are over nothing shared, each shooting so too
		Helps           []cooperateHelp    `json:"what_each_could_hold"`
		Guided          []cooperateLevel   `json:"if_early_warning_could_guide"` // gains are over nothing shared, early warning guiding too
		Reveals         []cooperateReveals `json:"what_each_tells"`
		Unconfirmed     []string           `json:"unconfirmed_figures"`
		NotModelled     []string           `json:"not_modelled"`
	}
	cooperateParty struct {
		Name       string                `json:"name"`
		Shield     string                `json:"shield"`
		Defends    []string              `json:"defends"`
		Missiles   int                   `json:"missiles_aimed_at_it"`
		Threatened []cooperateThreatened `json:"threatened"`
	}
	cooperateThreatened struct {
		Class   string  `json:"class"`
		People  float64 `json:"people"`
		AreaKm2 float64 `json:"area_km2"`
	}
	cooperateAmount struct {
		Value        float64 `json:"value"`
		Low          float64 `json:"low"` // interval of 95 % of the runs; the value where chance is not in it
		High         float64 `json:"high"`
		Gain         float64 `json:"gain"` // over independent commands that share nothing
		GainLow      float64 `json:"gain_low"`
		GainHigh     float64 `json:"gain_high"`
		SetsLow      float64 `json:"sets_low"`
		SetsHigh     float64 `json:"sets_high"`
		GainSetsLow  float64 `json:"gain_sets_low"`
		GainSetsHigh float64 `json:"gain_sets_high"`
	}
	cooperateArrangement struct {
		Interceptors string `json:"interceptors"`
		Command      string `json:"command"`
		Level        string `json:"sharing"`
	}
	cooperateLevel struct {
		cooperateArrangement
		Party    string          `json:"party"`
		Report   cooperateAmount `json:"first_report_before_impact_s"`
		Two      cooperateAmount `json:"two_kinds_of_sensor_before_impact_s"`
		Track    cooperateAmount `json:"first_track_before_impact_s"`
		Commit   cooperateAmount `json:"commit_before_impact_s"`
		Defended []cooperateHeld `json:"defended"`
		Kills    cooperateAmount `json:"kills_of_missiles_aimed_at_it"`
		Leakers  cooperateAmount `json:"leakers_of_missiles_aimed_at_it"`
		Shots    cooperateAmount `json:"shots_by_it"`
	}
	cooperateHeld struct {
		Class   string          `json:"class"`
		People  cooperateAmount `json:"people"`
		AreaKm2 cooperateAmount `json:"area_km2"`
	}
	cooperateTotal struct {
		cooperateArrangement
		Kills        cooperateAmount `json:"kills"`
		Leakers      cooperateAmount `json:"leakers"`
		Shots        cooperateAmount `json:"shots"`
		Doubled      cooperateAmount `json:"double_shots"`
		ShotsPerKill float64         `json:"shots_per_kill"`
		Saved        float64         `json:"shots_saved"` // that the same kills would have cost at the rate of independent commands that share nothing
		SavedLow     float64         `json:"shots_saved_sets_low"`
		SavedHigh    float64         `json:"shots_saved_sets_high"`
	}
	cooperateHelp struct {
		Interceptors string          `json:"interceptors_of"`
		People       string          `json:"people_of"`
		Class        string          `json:"class"`
		Level        string          `json:"sharing"`
		Threatened   float64         `json:"people_threatened"`
		Held         cooperateAmount `json:"people_it_could_hold"`
		AreaKm2      cooperateAmount `json:"area_km2_it_could_hold"`
	}
	cooperateReveals struct {
		Party        string           `json:"party"`
		Level        string           `json:"sharing"`
		Reports      int              `json:"launch_reports"`
		SoonestS     float64          `json:"soonest_after_launch_s"`
		Sensors      []cooperateGiven `json:"tracks"`
		Sites        int              `json:"sites_told"`
		Interceptors int              `json:"interceptors_told"`
	}
	cooperateGiven struct {
		Sensor     string  `json:"sensor"`
		Missiles   int     `json:"missiles"`
		Seconds    float64 `json:"together_s"`
		FarthestKm float64 `json:"farthest_km"`
		LowestDeg  float64 `json:"lowest_elevation_deg"`
	}
)

// cooperationNotModelled is what no number of cooperation holds.
func cooperationNotModelled(fidelity string) []string {
	return append(notModelled(fidelity), "trust, politics, and whether what is shared is true",
		"Russian interceptors: none has published figures; those here are notional", "the accuracy of early-warning tracks on the maps: they serve a launch and not a meeting")
}

func amountOf(a cooperation.Amount, decimals int) cooperateAmount {
	round := func(x float64) float64 { return rounded(x, decimals) }
	return cooperateAmount{round(a.Value), round(a.Low), round(a.High), round(a.Gain.Value), round(a.Gain.Low), round(a.Gain.High),
		round(a.Sets.Low), round(a.Sets.High), round(a.GainSets.Low), round(a.GainSets.High)}
}

// answer is what the result says in the words of files.
func (w *cooperateWriter) answer() *cooperateAnswer {
	r := w.result
	a := &cooperateAnswer{Study: r.Name, Title: r.Title, Date: r.Date, Version: scutum.Version, Fidelity: r.Fidelity.String(), Seed: r.Seed, InputsSHA256: w.inputHash,
		CatalogueSHA256: w.cat.Hash(), Runs: r.Runs, SpacingKm: r.Ground.Grid.SpacingKm, Missiles: len(r.Aims), Assumptions: cooperation.Sets,
		Unconfirmed: w.unconfirmed(), NotModelled: cooperationNotModelled(r.Fidelity.String()), Guided: []cooperateLevel{}}
	for i, p := range r.Parties {
		party := cooperateParty{Name: p.Name, Shield: r.Sheets[0].Setting.Shields[p.Shield].Name, Defends: p.Countries}
		for _, at := range r.Aims {
			if at == i {
				party.Missiles++
			}
		}
		for class, name := range r.Classes {
			people, area := r.Threatened(class, i)
			party.Threatened = append(party.Threatened, cooperateThreatened{name, rounded(people, 0), rounded(area, 0)})
		}
		a.Parties = append(a.Parties, party)
	}
	for i := range r.Rows {
		a.Levels = append(a.Levels, levelOf(r, &r.Rows[i]))
	}
	for i := range r.GuidedRows {
		a.Guided = append(a.Guided, levelOf(r, &r.GuidedRows[i]))
	}
	for i := range r.Totals {
		a.Totals = append(a.Totals, totalOf(r, &r.Totals[i]))
	}
	for i := range r.Eager {
		a.Eager = append(a.Eager, totalOf(r, &r.Eager[i]))
	}
	for i := range r.Helps {
		h := &r.Helps[i]
		a.Helps = append(a.Helps, cooperateHelp{r.Parties[h.By].Name, r.Parties[h.For].Name, r.Classes[h.Class], h.Level.String(), rounded(h.Threatens, 0),
			amountOf(h.People, 0), amountOf(h.AreaKm2, 0)})
	}
	for _, v := range r.Sheets[0].Reveals {
		given := cooperateReveals{r.Parties[v.Party].Name, v.Level.String(), v.Reports, rounded(v.SoonestS, 1), []cooperateGiven{}, v.Sites, v.Interceptors}
		for _, g := range v.Sensors {
			given.Sensors = append(given.Sensors, cooperateGiven{g.Sensor, g.Missiles, rounded(g.Seconds, 0), rounded(g.FarthestKm, 0), rounded(g.LowestDeg, 1)})
		}
		a.Reveals = append(a.Reveals, given)
	}
	return a
}

func arrangementOf(r *cooperation.Result, variant int, command scenario.Command, level scenario.Sharing) cooperateArrangement {
	return cooperateArrangement{r.Variants[variant].Name, command.String(), level.String()}
}

func totalOf(r *cooperation.Result, t *cooperation.Total) cooperateTotal {
	return cooperateTotal{arrangementOf(r, t.Variant, t.Command, t.Level), amountOf(t.Kills, 4), amountOf(t.Leakers, 4), amountOf(t.Shots, 4),
		amountOf(t.Doubled, 4), rounded(t.ShotsPerKill, 4), rounded(t.Saved.Value, 4), rounded(t.Saved.Sets.Low, 4), rounded(t.Saved.Sets.High, 4)}
}

func levelOf(r *cooperation.Result, w *cooperation.Row) cooperateLevel {
	out := cooperateLevel{cooperateArrangement: arrangementOf(r, w.Variant, w.Command, w.Level), Party: r.Parties[w.Party].Name,
		Report: amountOf(w.Report, 1), Two: amountOf(w.Two, 1), Track: amountOf(w.Track, 1), Commit: amountOf(w.Commit, 1),
		Kills: amountOf(w.Kills, 4), Leakers: amountOf(w.Leakers, 4), Shots: amountOf(w.Shots, 4)}
	for class, name := range r.Classes {
		out.Defended = append(out.Defended, cooperateHeld{name, amountOf(w.People[class], 0), amountOf(w.AreaKm2[class], 0)})
	}
	return out
}
