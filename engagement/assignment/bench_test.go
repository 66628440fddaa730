package assignment

import (
	"bytes"
	"fmt"
	"testing"
)

// BenchmarkQuality times the budgets that stand for 1 and 10 ms and reports by
// how much the answer is above the optimum, in per cent.
func BenchmarkQuality(b *testing.B) {
	for _, o := range optima(b) {
		p := Generate(o.weapons, o.targets, o.seed)
		for _, work := range []int{oneMillisecond, tenMilliseconds} {
			name := map[int]string{oneMillisecond: "1ms", tenMilliseconds: "10ms"}[work]
			b.Run(fmt.Sprintf("%dx%d/%s", o.weapons, o.targets, name), func(b *testing.B) {
				var s Solver
				for b.Loop() {
					s.Start(p)
					s.Improve(work - s.Work())
				}
				b.ReportMetric(100*(s.Value()/o.value-1), "%above")
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(s.Work()), "ns/work")
			})
		}
	}
}

// BenchmarkEngine is a question as a battle asks it: five batteries with two
// kinds of interceptor, a dozen missiles, half of the pairs within reach.
func BenchmarkEngine(b *testing.B) {
	p := wide(5, 12, 8, 7)
	p.MaxShots = make([]int, 12)
	for j := range p.MaxShots {
		p.MaxShots[j] = 2
	}
	r := splitmix(8)
	for k := range p.Probability {
		p.Probability[k] = 0.5 + 0.4*p.Probability[k]
		if r.below(2) == 0 {
			p.Probability[k] = 0
		}
	}
	var s Solver
	b.ReportAllocs()
	for b.Loop() {
		s.Start(p)
		s.Improve(20_000)
	}
}

// BenchmarkLarge answers 500 weapons x 1,000 targets.
func BenchmarkLarge(b *testing.B) {
	p := Generate(500, 1000, 1)
	var s Solver
	for b.Loop() {
		s.Start(p)
		s.Improve(100_000_000)
	}
	b.ReportMetric(s.Value(), "value")
}

// BenchmarkBound proves the answer to 80 x 80 to a part of 1e-6.
func BenchmarkBound(b *testing.B) {
	p := Generate(80, 80, 1)
	var s Solver
	gap := 0.0
	for b.Loop() {
		s.Start(p)
		s.Improve(tenMilliseconds)
		prover := NewProver(&s)
		prover.Ascend(1000)
		gap = prover.Gap()
	}
	b.ReportMetric(100*gap, "%gap")
}

// BenchmarkRead reads 500 weapons x 1,000 targets, 13 MB.
func BenchmarkRead(b *testing.B) {
	var text bytes.Buffer
	if err := Generate(500, 1000, 1).Write(&text); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		if _, err := Read(bytes.NewReader(text.Bytes()), "x"); err != nil {
			b.Fatal(err)
		}
	}
}
