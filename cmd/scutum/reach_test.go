package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// runReach runs the verb and returns its exit code and answer.
func runReach(args []string) (int, reachAnswer, error) {
	var out, talk bytes.Buffer
	code := run(append([]string{"reach", "--json"}, args...), &out, &talk)
	var a reachAnswer
	if code != exitDone {
		return code, a, nil
	}
	return code, a, json.Unmarshal(out.Bytes(), &a)
}

// reachArguments draws any question that the flags can hold, sensible or not.
func reachArguments(t *rapid.T) []string {
	var args []string
	// Half of the questions are about places near enough for an answer.
	south, north, west, east := -90.0, 90.0, -180.0, 180.0
	if rapid.Bool().Draw(t, "near") {
		south, north, west, east = 25, 65, 0, 60
	}
	number := func(name string, low, high float64) {
		args = append(args, fmt.Sprintf("--%s=%g", name, rapid.Float64Range(low, high).Draw(t, name)))
	}
	place := func(name string) {
		args = append(args, fmt.Sprintf("--%s=%g,%g", name, rapid.Float64Range(south, north).Draw(t, name+" lat"), rapid.Float64Range(west, east).Draw(t, name+" lon")))
	}
	word := func(name string, words ...string) {
		args = append(args, "--"+name+"="+rapid.SampledFrom(words).Draw(t, name))
	}
	place("site")
	place("from")
	place("to")
	number("speed-km-s", 0.1, 20)
	number("lost-s", 0, 200)
	number("min-flight-s", 0, 300)
	number("min-altitude-km", 0, 500)
	if rapid.Bool().Draw(t, "ceiling") {
		number("max-altitude-km", 100, 2000)
	}
	word("missile", "mrbm", "irbm", "icbm", "solid", "liquid")
	word("shape", "minimum-energy", "lofted", "depressed")
	word("earth", "wgs84", "sphere")
	word("fire-control", fireControls...)
	switch rapid.IntRange(0, 2).Draw(t, "commit") {
	case 0:
		number("commit-s", 0, 2000)
	case 1:
		number("commit-after-burnout-s", -400, 500)
	default:
		place("commit-sensor")
		number("sensor-range-km", 100, 6000)
	}
	if rapid.Bool().Draw(t, "leave") {
		args = append(args, "--leave-at-commit")
	}
	return args
}

// TestReachIsConsistent: whatever is asked, the answer is bad input or a JSON
// whose parts agree with each other.
func TestReachIsConsistent(t *testing.T) {
	var answered, reachable int
	defer func() { t.Logf("%d answered, %d of them reachable", answered, reachable) }()
	rapid.Check(t, func(t *rapid.T) {
		args := reachArguments(t)
		code, a, err := runReach(args)
		if err != nil || code != exitDone && code != exitBadInput {
			t.Fatalf("exit code %d, %v", code, err)
		}
		if code != exitDone {
			return
		}
		answered++
		reachable += oneIf(a.Reachable)
		switch {
		case (a.ThresholdKmS == nil) != (a.Reason != nil), (a.ThresholdKmS == nil) != (a.MarginKmS == nil):
			t.Fatalf("threshold %v with reason %v and margin %v", a.ThresholdKmS, a.Reason, a.MarginKmS)
		case a.Reachable != (a.Earliest != nil), a.Reachable != (len(a.WindowsS) > 0), a.Reachable != (a.LatestLaunchS != nil):
			t.Fatalf("reachable %v, earliest %v, windows %v, latest launch %v", a.Reachable, a.Earliest, a.WindowsS, a.LatestLaunchS)
		case !a.Reachable:
			return
		}
		const tolerance = 0.01
		last := a.WindowsS[0][0]
		for _, w := range a.WindowsS {
			if w[0] < last || w[1] < w[0] {
				t.Fatalf("windows %v", a.WindowsS)
			}
			last = w[1]
		}
		switch {
		case *a.MarginKmS < 0, a.Earliest.TimeS != a.WindowsS[0][0], last > a.Attacker.FlightTimeS+tolerance:
			t.Fatalf("margin %v, earliest %v, windows %v, impact %v", *a.MarginKmS, a.Earliest, a.WindowsS, a.Attacker.FlightTimeS)
		case a.Earliest.LaunchS < *a.CommitS-tolerance, a.Earliest.TimeS < a.Attacker.BurnS-tolerance, *a.LatestLaunchS < *a.CommitS-tolerance:
			t.Fatalf("commit %v, earliest %v, latest launch %v", *a.CommitS, a.Earliest, *a.LatestLaunchS)
		case a.Earliest.TimeS < a.Earliest.LaunchS+a.LostS+a.MinFlightS-tolerance, a.Earliest.AltitudeKm < a.MinAltitudeKm-tolerance:
			t.Fatalf("earliest %v", a.Earliest)
		case a.MaxAltitudeKm != nil && a.Earliest.AltitudeKm > *a.MaxAltitudeKm+tolerance:
			t.Fatalf("earliest %v above %v", a.Earliest, *a.MaxAltitudeKm)
		}
	})
}

// TestReachGrowsWithSpeed: a faster interceptor's windows hold the slower one's,
// and an earlier commit never raises the threshold.
func TestReachGrowsWithSpeed(t *testing.T) {
	at := func(speed, commit string) reachAnswer {
		_, a, err := runReach([]string{"--site", "44.0667,24.3833", "--speed-km-s", speed, "--from", "38.08,46.29", "--to", "48.85,2.35", "--missile", "irbm", "--commit-s", commit})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	slow, fast := at("4", "240"), at("5", "240")
	if !(fast.Earliest.TimeS <= slow.Earliest.TimeS && *fast.LatestLaunchS >= *slow.LatestLaunchS) || *fast.ThresholdKmS != *slow.ThresholdKmS {
		t.Errorf("4 km/s %v, 5 km/s %v", slow.WindowsS, fast.WindowsS)
	}
	last := 0.0
	for _, commit := range []string{"180", "300", "420", "540"} {
		v := *at("5", commit).ThresholdKmS
		if v < last-1e-3 {
			t.Errorf("commit %s: threshold fell from %v to %v", commit, last, v)
		}
		last = v
	}
}
