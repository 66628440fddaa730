package footprint

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"scutum/physics/earth"
	"scutum/physics/flight"
	"scutum/scenario"
)

// small is a map of seconds: two areas, two sites, sensors that see something.
func small() (*scenario.Shield, *scenario.Threat, *Grid) {
	s, t := testShield(), testThreat()
	s.Sites, t.Areas = s.Sites[:2], t.Areas[:2]
	s.Radars[0].Radar.Range, s.Radars[5].Radar.Range = 1000e3, 1500e3
	return s, t, NewGrid(scenario.Domain{SouthDeg: 42, NorthDeg: 54, WestDeg: 5, EastDeg: 32}, 150)
}

// TestSameForAnyWorkers: every number of a map, timelines included, is the same
// for one worker, two and eight; and progress comes to what was said.
func TestSameForAnyWorkers(t *testing.T) {
	s, th, g := small()
	for _, c := range []scenario.Commit{{AfterBurnout: 60}, {BySensors: true}} {
		for _, exact := range []bool{false, true} {
			if exact && !c.BySensors {
				continue
			}
			var first string
			for _, workers := range []int{1, 2, 8} {
				o := Options{Workers: workers, Exact: exact, Timelines: true}
				var told atomic.Int64
				o.Progress = func(n int) { told.Add(int64(n)) }
				m, err := Compute(context.Background(), earth.WGS84, s, th, c, g, o)
				if err != nil {
					t.Fatal(err)
				}
				if want := Pieces(g, len(th.Areas), o); int(told.Load()) != want {
					t.Errorf("%d pieces told of, %d promised", told.Load(), want)
				}
				all := fmt.Sprintf("%v %v %v %v %v %v %v", m.Shots, m.Reason, m.MarginKmS, m.Inventory, m.Cases, m.worst, m.Timelines)
				if first == "" {
					first = all
				}
				if all != first {
					t.Errorf("%+v, exact %v: %d workers give another map", c, exact, workers)
				}
			}
		}
	}
}

// TestCancelled: a map that is broken off at any stage comes back soon, with the
// context's error and nothing else.
func TestCancelled(t *testing.T) {
	s, th, g := small()
	for _, exact := range []bool{false, true} {
		o := Options{Workers: 2, Exact: exact, Timelines: true}
		pieces := Pieces(g, len(th.Areas), o)
		for _, after := range []int{0, 1, pieces / 3, 2 * pieces / 3, pieces - 3} {
			ctx, cancel := context.WithCancel(context.Background())
			var told atomic.Int64
			var when atomic.Int64
			start := time.Now()
			o.Progress = func(n int) {
				if told.Add(int64(n)) == int64(after) {
					when.Store(int64(time.Since(start)))
					cancel()
				}
			}
			if after == 0 {
				cancel()
			}
			m, err := Compute(ctx, earth.WGS84, s, th, scenario.Commit{AfterBurnout: 60}, g, o)
			if !errors.Is(err, context.Canceled) || m != nil {
				t.Errorf("cancelled after %d of %d pieces: %v, a map %v", after, pieces, err, m != nil)
			}
			if late := time.Since(start) - time.Duration(when.Load()); late > time.Second {
				t.Errorf("cancelled after %d pieces: %v late", after, late)
			}
			cancel()
		}
	}
}

// TestManySites: a shield may have any number of batteries, and a map be as small
// as one likes.
func TestManySites(t *testing.T) {
	s, th, _ := small()
	for len(s.Sites) < 70 {
		s.Sites = append(s.Sites, scenario.Site{Place: earth.Degrees(-60, 0), Batteries: s.Sites[0].Batteries, OwnRadar: -1})
	}
	g := NewGrid(scenario.Domain{SouthDeg: 50, NorthDeg: 51, WestDeg: 10, EastDeg: 11}, 100)
	m, err := Compute(context.Background(), earth.WGS84, s, th, scenario.Commit{AfterBurnout: 60}, g, Options{})
	if err != nil || m.Shots[0] == 0 {
		t.Errorf("%v, %v", m, err)
	}
}

// TestPairs: every pair is the full search's answer, for sites as they stand and
// after one has moved; a pair in 10^4 may differ.
func TestPairs(t *testing.T) {
	s, th, g := small()
	for i := range s.Sites {
		s.Sites[i].Batteries[0].Interceptor.BurnoutSpeed = 2600
	}
	c := scenario.Commit{AfterBurnout: 60}
	p := NewPairs(earth.WGS84, s, th, c, g)
	for _, move := range []bool{false, true} {
		own := *s
		if move {
			own.Sites = append([]scenario.Site(nil), s.Sites...)
			own.Sites[1].Place = earth.Degrees(47, 9)
			p.Move(1, own.Sites[1].Place)
		}
		if err := p.Fill(context.Background(), 2); err != nil {
			t.Fatal(err)
		}
		q := NewProber(earth.WGS84, &own, th, c)
		asked, met, differ := 0, 0, 0
		count := p.Answer(func(cell, area int, shape flight.Shape, gun int, yes bool) {
			asked++
			if yes {
				met++
			}
			to := g.Place(g.Row(cell), cell)
			a, ok := q.aimAt(area, to)
			f, err := a.aim.Fly(shape)
			if !ok || err != nil || a.near || q.spare(&a, area, to, &f) < 0 {
				t.Fatalf("nothing flies from %d to cell %d in shape %v", area, cell, shape)
			}
			q.look(&f)
			if q.reaches(&q.guns[gun], &f) != yes {
				differ++
			}
		})
		if count != asked || asked < 1000 || met < asked/20 || met > asked*19/20 || differ > 1 {
			t.Errorf("moved %v: %d pairs, %d told, %d met, %d differ from the full search", move, count, asked, met, differ)
		}
	}
	if s.Sites[1].Place == earth.Degrees(47, 9) {
		t.Error("moving a site moves the caller's")
	}
}

// TestCellAllocatesNothing: neither a cell answered from the lattice nor one by
// the full search, neither a node nor a place of a sample.
func TestCellAllocatesNothing(t *testing.T) {
	s, th, g := small()
	for _, c := range []scenario.Commit{{AfterBurnout: 60}, {BySensors: true}} {
		p := NewProber(earth.WGS84, s, th, c)
		n := newNet(g.domain(), len(th.Areas), len(p.guns))
		if err := n.fill(context.Background(), earth.WGS84, s, th, c, Options{Workers: 1}); err != nil {
			t.Fatal(err)
		}
		m := newMap(s, th, g)
		r := &refiner{evaluator: newEvaluator(p, n, false)}
		r.begin(0, 3)
		first := 0
		work := func() {
			for row := range g.Rows() {
				cell := g.RowStart[row]
				lat, lon := g.Centre(row, cell)
				st := n.stencil(lat, lon)
				r.start(earth.Degrees(lat, lon))
				for i := range n.cases {
					if r.exists(i, &st) {
						r.best(i, &st)
						r.search(i)
						r.further(i, &st)
					}
				}
				r.conclude(m, row, cell)
				p.quick(earth.Degrees(lat, lon), &first)
			}
			r.row1(context.Background(), m, 1, 3)
			n.node(p, n.nodes()/2)
		}
		work()
		if a := testing.AllocsPerRun(2, work); a != 0 {
			t.Errorf("%+v: %g allocations", c, a)
		}
	}
}
