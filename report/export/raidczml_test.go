package export

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"scutum/campaign"
	"scutum/report/rehearsal"
	"scutum/scenario"
	"scutum/systems/catalogue"
)

// TestRaidCZML reads a run back: everything that was launched flies, lines of
// sight join things that are there, and nothing outlives what it shows.
func TestRaidCZML(t *testing.T) {
	cat := catalogue.Default()
	f, err := scenario.Open("europe-mixed", cat)
	if err != nil {
		t.Fatal(err)
	}
	set, err := scenario.Expand(f, cat, cat.Published())
	if err != nil {
		t.Fatal(err)
	}
	newRunner, err := rehearsal.Raid(set)
	if err != nil {
		t.Fatal(err)
	}
	run, _, err := campaign.One(newRunner(), 3)
	if err != nil {
		t.Fatal(err)
	}
	replay, err := campaign.NewReplay(set, run)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := RaidCZML(&b, "run 3", time.Date(2011, 12, 1, 0, 0, 0, 0, time.UTC), set, replay); err != nil {
		t.Fatal(err)
	}
	var packets []struct {
		ID, Name, Availability string
		Polyline               *struct {
			Positions struct{ References []string }
		}
	}
	if err := json.Unmarshal(b.Bytes(), &packets); err != nil {
		t.Fatal(err)
	}
	spans, missiles, shots, sights := map[string]string{}, 0, 0, 0
	for _, p := range packets {
		if _, twice := spans[p.ID]; twice {
			t.Errorf("%s comes twice", p.ID)
		}
		spans[p.ID] = p.Availability
		switch kind, _, _ := strings.Cut(p.ID, "-"); kind {
		case "missile":
			missiles++
		case "shot":
			shots++
		case "sight":
			sights++
			for _, r := range p.Polyline.Positions.References {
				id := strings.TrimSuffix(r, "#position")
				if of, there := spans[id]; !there || of != "" && !within(p.Availability, of) {
					t.Errorf("%s, %s: %s is there %q", p.Name, p.Availability, id, of)
				}
			}
		}
	}
	if missiles != len(set.Raid.Missiles) || shots < len(run.Shots)/2 || sights < missiles/2 {
		t.Errorf("%d missiles, %d of %d shots, %d sights", missiles, shots, len(run.Shots), sights)
	}
}

// within says whether an interval of times lies in another, to 2 microseconds.
func within(inner, outer string) bool {
	ends := func(s string) (from, to time.Time) {
		a, b, _ := strings.Cut(s, "/")
		from, _ = time.Parse(time.RFC3339Nano, a)
		to, _ = time.Parse(time.RFC3339Nano, b)
		return from, to
	}
	f, t := ends(inner)
	from, to := ends(outer)
	const slack = 2 * time.Microsecond
	return !f.Before(from.Add(-slack)) && !t.After(to.Add(slack)) && f.Before(t)
}
