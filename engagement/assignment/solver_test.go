package assignment

import (
	"fmt"
	"testing"
	"time"
)

var optima = []struct {
	w, t int
	seed uint64
	v    float64
}{{10, 10, 1, 101.9442}, {20, 20, 1, 167.4986}, {40, 40, 1, 290.5897}, {80, 80, 1, 542.5773}, {40, 20, 1, 19.4853}, {80, 40, 1, 30.2804}}

func wide(w, t, mu int, seed uint64) *Problem {
	p := Generate(w, t, seed)
	r := splitmix(seed)
	for j := range p.Value {
		p.Value[j] = float64(1 + r.below(99))
	}
	for k := range p.Probability {
		p.Probability[k] = r.float64()
	}
	for i := range p.Units {
		p.Units[i] = mu
	}
	return p
}

func TestProto(t *testing.T) {
	run := func(name string, p *Problem, opt float64, works ...int) {
		fmt.Print(name)
		for _, w := range works {
			var s Solver
			s.Start(p)
			t0 := time.Now()
			s.Start(p)
			s.Improve(w - s.work)
			d := time.Since(t0)
			got, err := p.Left(s.Shots(nil))
			if err != nil || got < s.Value()*(1-1e-12) || got > s.Value()*(1+1e-12) {
				t.Error(name, got, s.Value(), err)
			}
			if opt > 0 {
				fmt.Printf(" | %d %v +%.3f%%", s.work, d.Round(time.Microsecond), 100*(s.Value()/opt-1))
			} else {
				fmt.Printf(" | %d %v %.4f", s.work, d.Round(time.Microsecond), s.Value())
			}
		}
		fmt.Println()
	}
	for _, o := range optima {
		run(fmt.Sprint(o.w, "x", o.t), Generate(o.w, o.t, o.seed), o.v, 100000, 200000, 400000, 4000000)
	}
	run("wide 50 100 3", wide(50, 100, 3, 1), 0, 400000, 4000000, 40000000)
	run("wide 100 200 3", wide(100, 200, 3, 1), 0, 400000, 4000000, 40000000)
	run("wide 500 1000 3", wide(500, 1000, 3, 1), 0, 50000000, 400000000)
	run("gen 500 1000 1", Generate(500, 1000, 1), 0, 50000000, 400000000)
}
