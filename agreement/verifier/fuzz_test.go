package verifier

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// FuzzVerify: whatever terms, shield and trees a certificate has, with names,
// hashes and claim made right, it is accepted or refused with a reason; the
// checker does not break.
func FuzzVerify(f *testing.F) {
	site := `{"name":"S","lat_deg":54.5,"lon_deg":17.1,"radius_km":40}`
	terms := `{"fields":[{"name":"F","lat_deg":51.7,"lon_deg":45.6,"burn_from_s":180,"burn_until_s":180,"burnout_km":200,"downrange_km":400}],` +
		`"aims":[{"name":"A","lat_deg":25.8,"lon_deg":-80.2}],"sites":[` + site + `],"field_radius_km":25,"aim_radius_km":50,` +
		`"coast":{"within_s":60},"commit":{"after_burnout_s":0},"least_lost_time_s":25,"speed_cap_km_s":0.5,"least_altitude_km":100}`
	sea := strings.Replace(terms, `"sites"`, `"sea":{"south_deg":30,"north_deg":40,"west_deg":0,"east_deg":20,`+
		`"excluded":[{"south_deg":35,"north_deg":40,"west_deg":0,"east_deg":20}]},"sites"`, 1)
	battery := `{"kind":"k","number":1,"burnout_speed_km_s":0.5,"lost_time_s":25,"min_altitude_km":100}`
	shield := `{"sites":[{"name":"S","lat_deg":54.5,"lon_deg":17.1,"interceptors":[` + battery + `]}]}`
	f.Add(terms, shield, "mm...", "")
	f.Add(sea, shield, "m..", "qppxx")
	f.Add(strings.Replace(terms, "50", "1e308", 1), shield, "cmacma", "q")
	f.Add(strings.Replace(terms, "25.8", "51.7", 1), shield, ".", "p")
	f.Add(strings.Replace(terms, `"within_s":60`, `"ratio_from":1e-300,"ratio_to":1e300`, 1), `{"sites":[[]]}`, ".", "")
	f.Add(`{}`, `{}`, "", "")
	f.Fuzz(func(t *testing.T, terms, shield, tree, cells string) {
		var limits, shown any
		if json.Unmarshal([]byte(terms), &limits) != nil || json.Unmarshal([]byte(shield), &shown) != nil || len(terms)+len(shield)+len(tree)+len(cells) > 4000 {
			return
		}
		write := func(value any) []byte {
			data, err := json.Marshal(value)
			if err != nil {
				t.Fatal(err)
			}
			return data
		}
		agreement := write(map[string]any{"name": "a", "guarantee": limits})
		study := write(map[string]any{"study": map[string]any{"name": "s", "commit": "sensors", "shields": []any{shown}}})
		sum := func(data []byte) string { return fmt.Sprintf("%x", sha256.Sum256(data)) }
		cert := map[string]any{"format": "scutum certificate 1", "claim": claim(limits), "not_covered": notCovered, "terms": limits,
			"agreement": map[string]any{"name": "a", "sha256": sum(agreement)}, "study": map[string]any{"name": "s", "sha256": sum(study)}}
		var cases, atSea []any
		for _, f := range list(limits, "fields") {
			for _, a := range list(limits, "aims") {
				pair := text(f, "name") + " to " + text(a, "name")
				from, until := coasts(limits, f, a)
				bounds := func(name string) map[string]any {
					return map[string]any{"name": name, "tree": tree, "coast_from_s": whole(from), "coast_until_s": whole(until + 1), "depart_s": whole(commit(limits, f) + number(limits, "least_lost_time_s"))}
				}
				for _, s := range list(limits, "sites") {
					cases = append(cases, bounds(pair+", from "+text(s, "name")))
				}
				if at(limits, "sea") != nil {
					atSea = append(atSea, map[string]any{"name": pair, "cells": cells, "trees": []any{tree, tree}})
				}
			}
		}
		cert["cases"], cert["sea"] = cases, atSea
		if r := Verify(write(cert), agreement, study, 1); r.Accepted == (r.Reason != "") {
			t.Errorf("accepted %t: %q", r.Accepted, r.Reason)
		}
	})
}

// whole is a number's floor where JSON has it, else nought.
func whole(x float64) float64 {
	if x > -1e15 && x < 1e15 {
		return float64(int64(x))
	}
	return 0
}
