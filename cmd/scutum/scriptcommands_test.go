package main

import (
	"encoding/json"
	"errors"
	"math"
	"os/exec"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// scriptCommands are the commands of this project's scripts beside those of
// testscript.
var scriptCommands = map[string]func(*testscript.TestScript, bool, []string){
	"exits": scriptExits,
	"json":  scriptJSON,
}

// scriptExits runs a command line and demands an exit code:
//
//	exits 2 scutum reach --speed-km-s -4
//
// Standard output and error are then those of the command, for `stdout` and
// `stderr` lines.
func scriptExits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND ARGS...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d\n%s", got, want, ts.ReadFile("stderr"))
	}
}

// scriptJSON checks one value of the JSON on standard output or in a file:
//
//	json stdout attacker.apogee_km 976.0 0.2     a number and its tolerance
//	json stdout verdict consistent               a word, true, false or null
//	json out.json rows.0.case V1
func scriptJSON(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 3 || len(args) > 4 {
		ts.Fatalf("usage: json FILE PATH VALUE [TOLERANCE]")
	}
	var value any
	if err := json.Unmarshal([]byte(ts.ReadFile(args[0])), &value); err != nil {
		ts.Fatalf("%s is not JSON: %v", args[0], err)
	}
	for _, key := range strings.Split(args[1], ".") {
		value = child(ts, value, key)
	}
	if same := matches(ts, value, args[2:]); same == neg {
		ts.Fatalf("%s is %v, against %v", args[1], value, args[2:])
	}
}

func child(ts *testscript.TestScript, value any, key string) any {
	switch v := value.(type) {
	case map[string]any:
		if w, ok := v[key]; ok {
			return w
		}
	case []any:
		if i, err := strconv.Atoi(key); err == nil && i >= 0 && i < len(v) {
			return v[i]
		}
	}
	ts.Fatalf("no %q in %v", key, value)
	return nil
}

func matches(ts *testscript.TestScript, value any, want []string) bool {
	switch v := value.(type) {
	case nil:
		return want[0] == "null"
	case bool:
		return want[0] == strconv.FormatBool(v)
	case string:
		return want[0] == v
	case float64:
		reference, err := strconv.ParseFloat(want[0], 64)
		if err != nil {
			return false
		}
		tolerance := 0.0
		if len(want) > 1 {
			tolerance, err = strconv.ParseFloat(want[1], 64)
			ts.Check(err)
		}
		return math.Abs(v-reference) <= tolerance
	}
	ts.Fatalf("%v is no plain value", value)
	return false
}
