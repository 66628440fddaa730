package progress

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"time"
)

// fake returns a screen with a clock that the test turns, and what is on it.
func fake(columns int) (*Screen, *time.Time, *bytes.Buffer) {
	now := time.Unix(0, 0)
	var out bytes.Buffer
	s := &Screen{out: &out, clock: func() time.Time { return now }}
	if columns > 0 {
		s.width = func() int { return columns }
	}
	return s, &now, &out
}

func TestPlainLines(t *testing.T) {
	s, now, out := fake(0)
	b := s.Start("defended areas", "cells", 6000)
	for range 60 {
		*now = now.Add(time.Second)
		b.Add(50)
	}
	b.End()
	b.End()
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 13 {
		t.Fatalf("%d lines in a minute:\n%s", len(lines), out)
	}
	if lines[0] != "defended areas: 0 %, 50 cells/s, 1 min 59 s left" {
		t.Error(lines[0])
	}
	if lines[12] != "defended areas: 3,000 cells in 1 min 00 s (50 cells/s)" {
		t.Error(lines[12])
	}
	if strings.ContainsAny(out.String(), "\r\x1b") {
		t.Error("control characters in a file")
	}
}

func TestShortJobsSayOneLine(t *testing.T) {
	s, _, out := fake(0)
	b := s.Start("draws", "draws", 10)
	b.Add(10)
	b.End()
	if out.String() != "draws: 10 draws in 0 s\n" {
		t.Errorf("%q", out)
	}
}

func TestBarFitsTheTerminal(t *testing.T) {
	for _, columns := range []int{10, 40, 80, 200} {
		s, now, out := fake(columns)
		b := s.Start("exclusion map", "cells", 20000)
		for range 100 {
			*now = now.Add(37 * time.Millisecond)
			b.Add(200)
		}
		b.End()
		frames := strings.Split(out.String(), "\r\x1b[K")
		if len(frames) < 30 || len(frames) > 45 {
			t.Errorf("%d frames in 3.7 s", len(frames))
		}
		for _, frame := range frames[:len(frames)-1] {
			if len(frame) >= columns {
				t.Errorf("%d columns in %d: %q", len(frame), columns, frame)
			}
		}
		if columns == 80 && frames[len(frames)/2] != "exclusion map  [===============               ]   51 %, 5,405 cells/s, 2 s left" {
			t.Errorf("%q", frames[len(frames)/2])
		}
	}
}

// TestBeforeAndNote: what was done before makes the rate no higher, and what is
// noted stands behind it.
func TestBeforeAndNote(t *testing.T) {
	s, now, out := fake(0)
	b := s.Start("raid", "runs", 2000)
	b.Before(1000)
	b.Note(func() string { return "leakers 1.92 ± 0.08" })
	for range 5 {
		*now = now.Add(time.Second)
		b.Add(10)
	}
	if first, _, _ := strings.Cut(out.String(), "\n"); first != "raid: 50 %, 10 runs/s, 1 min 39 s left, leakers 1.92 ± 0.08" {
		t.Errorf("%q", first)
	}
}

func TestConcurrentAdds(t *testing.T) {
	s, _, out := fake(80)
	b := s.Start("maps", "cells", 8000)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 1000 {
				b.Add(1)
			}
		})
	}
	wg.Wait()
	b.End()
	if !strings.HasSuffix(out.String(), "maps: 8,000 cells in 0 s\n") {
		t.Errorf("%q", out)
	}
}

func TestNilShowsNothing(t *testing.T) {
	var s *Screen
	b := s.Start("x", "y", 1)
	b.Add(1)
	b.End()
}

func TestDuration(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0 s", 59600 * time.Millisecond: "1 min 00 s", 80 * time.Second: "1 min 20 s", 7500 * time.Second: "2 h 05 min",
	} {
		if got := duration(d); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}

func TestSlowRatesHaveADecimal(t *testing.T) {
	s, now, out := fake(0)
	b := s.Start("draws", "draws", 100)
	*now = now.Add(10 * time.Second)
	b.Add(25)
	if out.String() != "draws: 25 %, 2.5 draws/s, 30 s left\n" {
		t.Errorf("%q", out)
	}
}
