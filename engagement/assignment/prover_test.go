package assignment

import (
	"fmt"
	"testing"
	"time"
)

func TestProve(t *testing.T) {
	run := func(name string, p *Problem, work, rounds, nodes int) {
		var s Solver
		s.Start(p)
		s.Improve(work)
		t0 := time.Now()
		b := NewProver(&s)
		v := s.value
		b.Ascend(rounds)
		t1 := time.Since(t0)
		fmt.Printf("%s value %.4f -> %.4f lower %.4f gap %.5f%% %v rounds %d", name, v, s.value, b.lower, 100*b.Gap(), t1.Round(time.Millisecond), b.rounds)
		c := nodes
		t0 = time.Now()
		b.Branch(nodes, func() bool { c--; return false })
		fmt.Printf(" | branch %d: value %.4f gap %.5f%% %v\n", nodes-c, s.value, 100*b.Gap(), time.Since(t0).Round(time.Millisecond))
	}
	for _, o := range optima {
		run(fmt.Sprint(o.w, "x", o.t), Generate(o.w, o.t, o.seed), 4000000, 600, 400)
	}
	run("wide 50 100 1", wide(50, 100, 1, 1), 4000000, 600, 400)
	run("wide 50 100 3", wide(50, 100, 3, 1), 4000000, 600, 400)
	run("wide 100 200 3", wide(100, 200, 3, 1), 10000000, 600, 100)
	run("wide 500 1000 1", wide(500, 1000, 1, 1), 50000000, 300, 0)
	run("wide 500 1000 3", wide(500, 1000, 3, 1), 50000000, 200, 0)
}
