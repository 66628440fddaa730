package campaign

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
)

// made is what a campaign gives.
type made struct {
	csv, shots, missiles, events bytes.Buffer
	tally                        *Tally
}

func (m *made) finish(t *testing.T, s *Store) {
	t.Helper()
	var err error
	m.tally, err = s.Finish(context.Background(), Files{&m.csv, &m.shots, &m.missiles, &m.events}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
}

func (m *made) same(t *testing.T, o *made, what string) {
	t.Helper()
	for name, pair := range map[string][2]*bytes.Buffer{"engagements.csv": {&m.csv, &o.csv}, "engagements.parquet": {&m.shots, &o.shots}, "missiles.parquet": {&m.missiles, &o.missiles}, "events.parquet": {&m.events, &o.events}} {
		if !bytes.Equal(pair[0].Bytes(), pair[1].Bytes()) {
			t.Errorf("%s: %s differs", what, name)
		}
	}
	if diff := cmp.Diff(m.tally, o.tally, compareTallies); diff != "" {
		t.Errorf("%s: the tally differs:\n%s", what, diff)
	}
}

// compareTallies leaves out what is remembered for speed only, and where the
// room of a histogram begins.
var compareTallies = cmp.Options{
	cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".plain" }, cmp.Ignore()),
	cmp.Exporter(func(reflect.Type) bool { return true }),
}

func campaignOf(t *testing.T, o Options) *made {
	t.Helper()
	s, err := NewStore(t.TempDir(), Header{Runs: o.Runs, Block: o.Block, Events: o.Events})
	if err != nil {
		t.Fatal(err)
	}
	if err := Raid(context.Background(), newFake, s, o); err != nil {
		t.Fatal(err)
	}
	var m made
	m.finish(t, s)
	return &m
}

// TestSameBytes: tables and tally are the same for any number of workers, and
// for any size of blocks.
func TestSameBytes(t *testing.T) {
	first := campaignOf(t, Options{Runs: 333, Workers: 1, Block: 10, Events: 25})
	for _, o := range []Options{{Workers: 2, Block: 10}, {Workers: 8, Block: 10}, {Workers: 64, Block: 10}, {Workers: 2, Block: 1}, {Workers: 3}, {Workers: 2, Block: 1000}} {
		o.Runs, o.Events = 333, 25
		first.same(t, campaignOf(t, o), strconv.Itoa(o.Workers)+" workers, blocks of "+strconv.Itoa(o.Block))
	}
	counted, err := CountRaid(context.Background(), newFake, Options{Runs: 333, Workers: 4, Block: 7})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first.tally, counted, compareTallies); diff != "" {
		t.Errorf("counted in memory:\n%s", diff)
	}
}

// TestResume: a campaign that is broken off again and again, with a block
// damaged and half-written files left, comes to the same bytes.
func TestResume(t *testing.T) {
	o := Options{Runs: 200, Workers: 2, Block: 10, Events: 12}
	want := campaignOf(t, o)
	dir := t.TempDir()
	s, err := NewStore(dir, Header{Runs: o.Runs, Block: o.Block, Events: o.Events})
	if err != nil {
		t.Fatal(err)
	}
	last := 0
	for broken := 0; ; broken++ {
		ctx, cancel := context.WithCancel(context.Background())
		o.Progress = func(st Status) {
			if st.Done >= last+35 {
				cancel()
			}
		}
		err := Raid(ctx, newFake, s, o)
		cancel()
		if err == nil {
			if broken < 3 {
				t.Fatalf("broken off %d times only", broken)
			}
			break
		}
		if !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		damage(t, dir)
		if s, err = OpenStore(dir); err != nil {
			t.Fatal(err)
		}
		if last, err = s.Done(); err != nil {
			t.Fatal(err)
		}
	}
	var got made
	got.finish(t, s)
	want.same(t, &got, "resumed")
}

// damage cuts a block short and leaves a half-written file.
func damage(t *testing.T, dir string) {
	t.Helper()
	blocks, err := filepath.Glob(filepath.Join(dir, "block-*"))
	if err != nil || len(blocks) == 0 {
		t.Fatalf("%d blocks: %v", len(blocks), err)
	}
	if err := os.Truncate(blocks[0], 1000); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, ".new-1"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestOnlyRun: a run done alone gives the rows that it has in the campaign.
func TestOnlyRun(t *testing.T) {
	m := campaignOf(t, Options{Runs: 60, Workers: 2, Block: 7})
	r, _, err := One(newFake(), 41)
	if err != nil {
		t.Fatal(err)
	}
	var alone bytes.Buffer
	w := NewWriter(Files{EngagementsCSV: &alone})
	if err := errors.Join(w.Add(&Block{Runs: []Run{*r}}), w.Close()); err != nil {
		t.Fatal(err)
	}
	_, rows, _ := strings.Cut(alone.String(), "\n")
	if !strings.Contains(m.csv.String(), "\n"+rows) || strings.Count(rows, "\n") < 8 {
		t.Errorf("the rows of the run alone are not in the campaign:\n%s", rows)
	}
	if len(r.Events) < fakeMissiles {
		t.Errorf("%d events", len(r.Events))
	}
}

// TestSameNumbersInBothTables reads CSV and Parquet back: they hold the same,
// and what does not exist is empty in both.
func TestSameNumbersInBothTables(t *testing.T) {
	m := campaignOf(t, Options{Runs: 150, Workers: 2, Events: 3})
	lines, err := csv.NewReader(&m.csv).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := parquet.Read[shotRow](bytes.NewReader(m.shots.Bytes()), int64(m.shots.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != len(lines)-1 || len(rows) != m.tally.Shots.Sum {
		t.Fatalf("%d rows, %d lines, %d shots", len(rows), len(lines)-1, m.tally.Shots.Sum)
	}
	for i, r := range rows {
		line := lines[i+1]
		for k, x := range map[int]*float64{8: r.Ordered, 10: r.Meeting, 11: r.LatDeg, 12: r.LonDeg, 13: r.AltitudeKm, 15: r.MarginKmS, 16: r.LatestLaunch} {
			y, err := strconv.ParseFloat(line[k], 64)
			if x == nil && line[k] != "" || x != nil && (err != nil || *x != y) {
				t.Fatalf("row %d, column %s: %v and %q", i, lines[0][k], x, line[k])
			}
		}
		if line[0] != strconv.Itoa(int(r.Run)) || line[17] != r.Outcome || r.LatestLaunch != nil {
			t.Fatalf("row %d: %v, %v", i, r, line)
		}
	}
	events, err := parquet.Read[eventRow](bytes.NewReader(m.events.Bytes()), int64(m.events.Len()))
	if err != nil || len(events) < 3*fakeMissiles || events[len(events)-1].Run != 2 || events[0].Sensor != `Kurecik, "TPY-2"` {
		t.Errorf("%d events, the last of run %d: %v", len(events), events[len(events)-1].Run, err)
	}
	missiles, err := parquet.Read[missileRow](bytes.NewReader(m.missiles.Bytes()), int64(m.missiles.Len()))
	if err != nil || len(missiles) != 150*fakeMissiles || missiles[11].Killed != nil || missiles[11].Why == "" || *missiles[1].Launched != 4 {
		t.Errorf("%d missiles: %v", len(missiles), err)
	}
}

// TestNumbersOfText: decimals are exact, also of what is negative or small.
func TestNumbersOfText(t *testing.T) {
	for _, c := range []struct {
		x        float64
		decimals int
		want     string
	}{{0, 3, "0.000"}, {-0.0004, 3, "0.000"}, {-0.0006, 3, "-0.001"}, {12.3456, 4, "12.3456"}, {-7.05, 2, "-7.05"}, {1e12, 3, ""}, {999.9996, 3, "1000.000"}} {
		var line text
		line.number(steps(c.x, c.decimals), c.decimals)
		if got := strings.TrimSuffix(string(line.b), ","); got != c.want {
			t.Errorf("%v with %d decimals: %q, want %q", c.x, c.decimals, got, c.want)
		}
	}
	if steps(math.NaN(), 3) != none || milliseconds(-1) != none {
		t.Error("what does not exist is written")
	}
}

// TestFailure: the first fault of a run ends the campaign and names the run.
func TestFailure(t *testing.T) {
	_, err := CountRaid(context.Background(), func() Runner { return &fake{seed: 1, fail: 17} }, Options{Runs: 1000, Workers: 3, Block: 5})
	if !errors.Is(err, errFake) || !strings.HasPrefix(err.Error(), "run 17: ") {
		t.Error(err)
	}
}
