// Command bench measures the benchmarks of the numerical packages in CAL and
// writes docs/benchmarks/benchmarks.csv beside the demands of limits.csv. It
// runs one core at a time, the unit before and after each package, and says
// when the machine was too noisy to tell. Run it by `make bench`.
package main

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

const (
	root      = ".." // this module lies in tools/
	repeats   = 3    // of each benchmark; the least counts
	noisyFrom = 0.10 // difference between the unit before and after
	attempts  = 3    // of a package, until it is quiet
)

// row is one benchmark's result.
type row struct {
	name          string
	nanoseconds   float64
	cal           float64
	allocations   string
	noise         float64
	limit, demand string
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run() error {
	scratch, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	unit := filepath.Join(scratch, "cal")
	if out, err := exec.Command("g++", "-O3", "-march=native", "-o", unit, filepath.Join(root, "docs/benchmarks/cal.cpp")).CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	packages, err := packagesWithBenchmarks()
	if err != nil {
		return err
	}
	var rows []row
	for _, p := range packages {
		measured, err := measure(unit, p)
		if err != nil {
			return err
		}
		rows = append(rows, measured...)
	}
	return write(rows)
}

// packagesWithBenchmarks lists folders below the root, sorted.
func packagesWithBenchmarks() ([]string, error) {
	out, err := command("git", "grep", "-l", "^func Benchmark", "--", "*_test.go").Output()
	if err != nil {
		return nil, fmt.Errorf("looking for benchmarks: %w", err)
	}
	var packages []string
	for _, file := range strings.Fields(string(out)) {
		packages = append(packages, filepath.ToSlash(filepath.Dir(file)))
	}
	slices.Sort(packages)
	return slices.Compact(packages), nil
}

// measure runs the benchmarks of a package between two runs of the unit.
func measure(unit, pkg string) ([]row, error) {
	var rows []row
	for attempt := 1; ; attempt++ {
		before, err := rate(unit)
		if err != nil {
			return nil, err
		}
		out, err := command("go", "test", "-run", "^$", "-bench", ".", "-benchmem", "-cpu", "1", "-count", strconv.Itoa(repeats), "-timeout", "60m", "./"+pkg).CombinedOutput()
		if err != nil {
			return nil, fmt.Errorf("%s: %w\n%s", pkg, err, out)
		}
		after, err := rate(unit)
		if err != nil {
			return nil, err
		}
		noise := math.Abs(after-before) / math.Max(after, before)
		// The fastest repeat goes with the fastest unit, which errs against us.
		unitRate := max(before, after)
		rows = parse(pkg, string(out), unitRate, noise)
		fmt.Printf("%s: %d benchmarks, unit %.3e steps/s, changed by %.0f %%\n", pkg, len(rows), unitRate, 100*noise)
		if noise < noisyFrom || attempt == attempts {
			return rows, nil
		}
	}
}

func rate(unit string) (float64, error) {
	out, err := exec.Command(unit, "10000000").Output()
	if err != nil {
		return 0, err
	}
	return strconv.ParseFloat(strings.Fields(string(out))[0], 64)
}

// parse reads the lines of `go test -bench` and keeps each name's fastest.
func parse(pkg, out string, unitRate, noise float64) []row {
	var rows []row
	for _, line := range strings.Split(out, "\n") {
		fields := strings.Fields(line)
		if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
			continue
		}
		r := row{name: pkg + "/" + fields[0], noise: noise}
		for i := 2; i+1 < len(fields); i += 2 {
			switch fields[i+1] {
			case "ns/op":
				r.nanoseconds, _ = strconv.ParseFloat(fields[i], 64)
			case "allocs/op":
				r.allocations = fields[i]
			}
		}
		r.cal = r.nanoseconds * 1e-9 * unitRate
		same := func(other row) bool { return other.name == r.name }
		if i := slices.IndexFunc(rows, same); i < 0 {
			rows = append(rows, r)
		} else if r.nanoseconds < rows[i].nanoseconds {
			rows[i] = r
		}
	}
	return rows
}

// write joins the rows with the demands, writes the table and fails where a
// demand is missed.
func write(rows []row) error {
	missed, err := judge(rows)
	if err != nil {
		return err
	}
	f, err := os.Create(filepath.Join(root, "docs/benchmarks/benchmarks.csv"))
	if err != nil {
		return err
	}
	defer f.Close()
	fmt.Fprintln(f, "# Cost of one operation in CAL (cal.cpp), one core, the fastest of", repeats, "runs; written by make bench.")
	fmt.Fprintln(f, "# noise_percent is the change of the unit between before and after: above 10 the figure is not to be trusted.")
	w := csv.NewWriter(f)
	table := [][]string{{"benchmark", "ns_per_operation", "cal", "allocations", "noise_percent", "limit_cal", "demand"}}
	for _, r := range rows {
		table = append(table, []string{r.name, digits(r.nanoseconds), digits(r.cal), r.allocations, fmt.Sprintf("%.0f", 100*r.noise), r.limit, r.demand})
	}
	if err := w.WriteAll(table); err != nil {
		return err
	}
	if len(missed) > 0 {
		return fmt.Errorf("demands missed:\n  %s", strings.Join(missed, "\n  "))
	}
	return nil
}

func judge(rows []row) (missed []string, err error) {
	f, err := os.Open(filepath.Join(root, "docs/benchmarks/limits.csv"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	limits, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	for _, limit := range limits[1:] {
		i := slices.IndexFunc(rows, func(r row) bool { return r.name == limit[0] })
		if i < 0 {
			missed = append(missed, limit[0]+" is not there")
			continue
		}
		rows[i].limit, rows[i].demand = limit[1], limit[2]
		most, err := strconv.ParseFloat(limit[1], 64)
		if err != nil {
			return nil, fmt.Errorf("limits.csv: %w", err)
		}
		if !(rows[i].cal <= most) {
			missed = append(missed, fmt.Sprintf("%s costs %s CAL, at most %s", limit[0], digits(rows[i].cal), limit[1]))
		}
	}
	return missed, nil
}

func digits(x float64) string { return strconv.FormatFloat(x, 'g', 4, 64) }

func command(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.Dir = root
	return c
}
