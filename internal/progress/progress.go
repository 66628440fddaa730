// Package progress tells how far a long job is: a bar with rate and time left
// on a terminal, a plain line every few seconds elsewhere. It writes to
// standard error only, never to a result.
package progress

import (
	"fmt"
	"io"
	"math"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/term"
)

const (
	barEvery  = 100 * time.Millisecond
	lineEvery = 5 * time.Second
)

// Screen is where progress is shown.
type Screen struct {
	out   io.Writer
	clock func() time.Time
	width func() int // of the terminal in columns; nil where there is none
}

// On returns a screen that writes to out, with a bar if it is a terminal.
func On(out io.Writer) *Screen {
	s := &Screen{out: out, clock: time.Now}
	f, ok := out.(*os.File)
	if ok && term.IsTerminal(int(f.Fd())) && os.Getenv("TERM") != "dumb" {
		s.width = func() int {
			columns, _, err := term.GetSize(int(f.Fd()))
			if err != nil || columns <= 0 {
				return 80
			}
			return columns
		}
	}
	return s
}

// Bar is the progress of one job. Methods may be called by several goroutines
// at once, and on a nil Bar, which shows nothing.
type Bar struct {
	screen *Screen
	title  string // what is done: "defended areas"
	unit   string // what is counted, plural: "cells"
	total  int64
	start  time.Time
	done   atomic.Int64

	before atomic.Int64                  // of done, those that were done before the start
	note   atomic.Pointer[func() string] // what else there is to say

	mu    sync.Mutex // guards the rest and the writing
	drawn time.Time
	ended bool
}

// Start begins a job of total units; 0 where the total is not known.
func (s *Screen) Start(title, unit string, total int) *Bar {
	if s == nil {
		return nil
	}
	now := s.clock()
	b := &Bar{screen: s, title: title, unit: unit, total: int64(total), start: now, drawn: now}
	if s.width != nil {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.draw(now)
	} else {
		b.drawn = now.Add(barEvery - lineEvery) // a first line soon, if the job is not short
	}
	return b
}

// Add counts n more units as done.
func (b *Bar) Add(n int) {
	if b == nil {
		return
	}
	b.done.Add(int64(n))
	// Whoever finds another drawing goes on working.
	if !b.mu.TryLock() {
		return
	}
	defer b.mu.Unlock()
	every := lineEvery
	if b.screen.width != nil {
		every = barEvery
	}
	if now := b.screen.clock(); !b.ended && now.Sub(b.drawn) >= every {
		b.draw(now)
	}
}

// Before counts n units as done before the job began: they do not make it look
// faster.
func (b *Bar) Before(n int) {
	if b != nil {
		b.before.Add(int64(n))
		b.done.Add(int64(n))
	}
}

// Note gives a function that says what else there is to say behind the rate,
// such as what has been found so far; it is called when something is shown.
func (b *Bar) Note(text func() string) {
	if b != nil {
		b.note.Store(&text)
	}
}

// End closes the job, done or broken off, and leaves one line that says how
// much was done in what time.
func (b *Bar) End() {
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ended {
		return
	}
	b.ended = true
	elapsed := b.screen.clock().Sub(b.start)
	line := fmt.Sprintf("%s: %s %s in %s", b.title, grouped(b.done.Load()), b.unit, duration(elapsed))
	if rate := b.rate(elapsed); rate > 0 {
		line += fmt.Sprintf(" (%s %s/s)", decimal(rate), b.unit)
	}
	if b.screen.width != nil {
		line = "\r\x1b[K" + line
	}
	fmt.Fprintln(b.screen.out, line)
}

// draw shows the state of the moment; the lock is held.
func (b *Bar) draw(now time.Time) {
	b.drawn = now
	elapsed := now.Sub(b.start)
	var parts []string
	done, rate := b.done.Load(), b.rate(elapsed)
	if b.total > 0 {
		parts = append(parts, fmt.Sprintf("%3d %%", min(100, done*100/b.total)))
	} else {
		parts = append(parts, grouped(done)+" "+b.unit)
	}
	if rate > 0 {
		parts = append(parts, fmt.Sprintf("%s %s/s", decimal(rate), b.unit))
		if b.total > 0 {
			left := time.Duration(float64(elapsed) * (float64(max(0, b.total-done)) / float64(max(1, done-b.before.Load()))))
			parts = append(parts, duration(left)+" left")
		}
	}
	if note := b.note.Load(); note != nil {
		if said := (*note)(); said != "" {
			parts = append(parts, said)
		}
	}
	text := strings.Join(parts, ", ")
	if b.screen.width == nil {
		fmt.Fprintf(b.screen.out, "%s: %s\n", b.title, strings.TrimSpace(text))
		return
	}
	fmt.Fprint(b.screen.out, "\r\x1b[K"+b.line(text, done))
}

// line fits title, bar and text into the terminal's width.
func (b *Bar) line(text string, done int64) string {
	width := max(2, b.screen.width()) - 1
	room := width - len([]rune(b.title)) - len([]rune(text)) - 6
	line := b.title + "  " + text
	if b.total > 0 && room >= 8 {
		room = min(room, 30)
		full := int(min(b.total, done) * int64(room) / b.total)
		line = b.title + "  [" + strings.Repeat("=", full) + strings.Repeat(" ", room-full) + "]  " + text
	}
	if runes := []rune(line); len(runes) > width && width > 0 {
		line = string(runes[:width])
	}
	return line
}

// rate is units per second since the start, 0 where it cannot be told yet.
func (b *Bar) rate(elapsed time.Duration) float64 {
	if elapsed < barEvery {
		return 0
	}
	return float64(b.done.Load()-b.before.Load()) / elapsed.Seconds()
}

// duration writes 3 s, 1 min 20 s, 2 h 05 min.
func duration(d time.Duration) string {
	s := int(math.Round(d.Seconds()))
	switch {
	case s < 60:
		return fmt.Sprintf("%d s", s)
	case s < 3600:
		return fmt.Sprintf("%d min %02d s", s/60, s%60)
	}
	return fmt.Sprintf("%d h %02d min", s/3600, s/60%60)
}

// decimal writes a rate: whole, or with a decimal where it is small.
func decimal(rate float64) string {
	if rate < 9.95 {
		return fmt.Sprintf("%.1f", rate)
	}
	return grouped(int64(math.Round(rate)))
}

// grouped writes 1,234,567.
func grouped(n int64) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
