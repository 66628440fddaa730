package scorecard

import (
	"context"
	"os"
	"testing"

	"scutum/scenario"
	"scutum/systems/catalogue"
)

// BenchmarkStudy runs the built-in study whole, for profiles: go test
// ./assessment/scorecard -run xxx -bench Study -benchtime 1x -cpuprofile
// cpu.out
func BenchmarkStudy(b *testing.B) {
	if os.Getenv("SCUTUM_LONG") == "" {
		b.Skip("set SCUTUM_LONG=1: a minute and more")
	}
	cat := catalogue.Default()
	f, err := scenario.Open("europe", cat)
	if err != nil {
		b.Fatal(err)
	}
	for range b.N {
		if _, err := Run(context.Background(), f, cat, Options{Seed: 1}); err != nil {
			b.Fatal(err)
		}
	}
}
