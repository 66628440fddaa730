package scorecard

import (
	"context"
	"fmt"
	"os"
	"runtime/pprof"
	"testing"
	"time"

	"scutum/assessment/footprint"
	"scutum/scenario"
	"scutum/systems/catalogue"
)

func TestTrial(t *testing.T) {
	cat := catalogue.Default()
	f, err := scenario.Open("europe", cat)
	if err != nil {
		t.Fatal(err)
	}
	fig, _ := f.Base(cat, os.Getenv("SET"))
	set, err := scenario.Expand(f, cat, fig)
	if err != nil {
		t.Fatal(err)
	}
	g := footprint.NewGrid(set.Map, 25)
	t0 := time.Now()
	ground := footprint.NewGround(g, set.Date)
	fmt.Println(g.Cells(), "ground", time.Since(t0))
	pf, _ := os.Create("/tmp/cpu.prof")
	pprof.StartCPUProfile(pf)
	defer pprof.StopCPUProfile()
	for i := range set.Shields {
		for j := range set.Threats[:2] {
			t0 := time.Now()
			m, err := footprint.Compute(context.Background(), set.Earth, &set.Shields[i], &set.Threats[j], scenario.Commit{BySensors: true}, g, footprint.Options{Timelines: true})
			if err != nil {
				t.Fatal(err)
			}
			var rs [8]int
			for _, r := range m.Reason {
				rs[r]++
			}
			y := m.Tally(ground)
			fmt.Printf("%s %s %.2fs reasons %v people %.1f%% %.1f%% of %.0fM europe %.1f%% of %.0fM area %.1f%% inv %d %d\n", m.Shield, m.Class, time.Since(t0).Seconds(), rs, 100*y.NATOOne/y.NATOThreatened, 100*y.NATOTwo/y.NATOThreatened, y.NATOThreatened/1e6, 100*y.EuropeOne/y.EuropeThreatened, y.EuropeThreatened/1e6, 100*y.AreaOne/y.AreaThreatened, y.InventoryOne, y.InventoryTwo)
		}
	}
}
