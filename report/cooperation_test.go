package report

import (
	"bytes"
	"context"
	"os"
	"strings"
	"sync"
	"testing"

	"scutum/assessment/cooperation"
	"scutum/scenario"
	"scutum/systems/catalogue"
)

// cooperationPageText is the page of the built-in study with a few missiles on
// a coarse map.
var cooperationPageText = sync.OnceValue(func() string { return drawCooperation(300, 0, 4, 7, 13, 16) })

func drawCooperation(spacingKm float64, missiles ...int) string {
	cat := catalogue.Default()
	f, err := scenario.Open("cooperation", cat)
	if err != nil {
		panic(err)
	}
	all := f.Raid.Missiles
	f.Raid.Missiles = nil
	for _, i := range missiles {
		f.Raid.Missiles = append(f.Raid.Missiles, all[i])
	}
	r, err := cooperation.Run(context.Background(), f, cat, cooperation.Options{SpacingKm: spacingKm, Runs: 20, Seed: 1})
	if err != nil {
		panic(err)
	}
	var b bytes.Buffer
	c := Cooperation{Result: r, Unconfirmed: []string{"sm-3-iia.burnout_speed_km_s"}, NotModelled: []string{"trust"}, Provenance: provenance}
	if err := c.Write(&b); err != nil {
		panic(err)
	}
	return b.String()
}

// TestCooperationPage: the page is whole, asks nothing of the network, and says
// no number that does not exist.
func TestCooperationPage(t *testing.T) {
	page := cooperationPageText()
	if path := os.Getenv("SCUTUM_PREVIEW_COOPERATION"); path != "" {
		if err := os.WriteFile(path, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	nothingFromOutside(t, page)
	noNaN(t, page)
	if links := wellFormed(t, page); links < 8 {
		t.Errorf("%d links on a page", links)
	}
	for _, want := range []string{
		"What do NATO and Russia gain by telling each other what they see, and what does each give away?",
		"Shared launch warning gives Russia the first word of a launch", "It stops no missile",
		"Without interceptors of its own, Russia", "Most hangs on one choice",
		`id="map-plans-irbm"`, `id="map-sectors-mrbm"`, `class="cell gained"`, `class="cell shots2"`, `class="edge"`,
		"If each party shot at whatever it can reach", "Point, time and azimuth of 5 launches", "Where 96 interceptors stand at 4 sites",
		"Krasnodar, notional", "Notional regional interceptor",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	for _, class := range cooperationCellNames[1:] {
		if !strings.Contains(page, "cell "+class+`"`) {
			t.Errorf("no %s on the page", class)
		}
	}
}

// TestTenths: what rounds to nought has no sign.
func TestTenths(t *testing.T) {
	for v, want := range map[float64]string{0.04: "0.0", -0.04: "0.0", 0.06: "+0.1", -1.25: "−1.2", 9.25: "+9.2"} {
		if got := tenths(v); got != want {
			t.Errorf("%g is %s, want %s", v, got, want)
		}
	}
	if people(-3e6) != "−3.0 million" || people(100) != "nobody" {
		t.Errorf("%s, %s", people(-3e6), people(100))
	}
}
