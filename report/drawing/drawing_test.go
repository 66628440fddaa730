package drawing

import (
	"math"
	"sort"
	"testing"

	"pgregory.net/rapid"

	"scutum/report/projection"
)

func TestSpread(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		wishes := rapid.SliceOfN(rapid.Float64Range(-50, 450), 1, 40).Draw(t, "wishes")
		got := Spread(wishes, 12, 0, 400)
		gap := math.Min(12, 400/math.Max(1, float64(len(wishes)-1)))
		order := make([]int, len(wishes))
		for i := range order {
			order[i] = i
		}
		sort.SliceStable(order, func(i, j int) bool { return wishes[order[i]] < wishes[order[j]] })
		for k, i := range order {
			if got[i] < -1e-9 || got[i] > 400+1e-9 {
				t.Fatalf("%v is outside", got[i])
			}
			if k > 0 && got[i]-got[order[k-1]] < gap-1e-9 {
				t.Fatalf("%v and %v are nearer than %v", got[order[k-1]], got[i], gap)
			}
		}
	})
	if got := Spread([]float64{100, 200}, 12, 0, 400); got[0] != 100 || got[1] != 200 {
		t.Errorf("labels with room moved: %v", got)
	}
}

func TestLabelsDoNotOverlap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Placer{Frame: Box{0, 0, 400, 300}}
		var boxes []Box
		n := rapid.IntRange(1, 25).Draw(t, "n")
		type at struct{ x, y float64 }
		var points []at
		for range n {
			q := at{rapid.Float64Range(0, 400).Draw(t, "x"), rapid.Float64Range(0, 300).Draw(t, "y")}
			points = append(points, q)
			p.Mark(q.x, q.y, 3)
		}
		for _, q := range points {
			if x, y, anchor, ok := p.Label("Redzikowo", 11, q.x, q.y, 3); ok {
				box := TextBox("Redzikowo", 11, x, y, anchor)
				for _, b := range boxes {
					if b.Overlaps(box) {
						t.Fatalf("%v overlaps %v", box, b)
					}
				}
				boxes = append(boxes, box)
			}
		}
	})
}

func TestPathData(t *testing.T) {
	got := Lines([][]projection.Point{{{X: 1, Y: 2}, {X: 3, Y: 2}, {X: 3, Y: 1.5}, {X: 2.96, Y: 1.52}, {X: 2.5, Y: 0}}})
	if want := "M1 2h2v-.5l-.5-1.5"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestNumber(t *testing.T) {
	for v, want := range map[float64]string{0: "0", -0.01: "0", 1.25: "1.2", 3: "3", -2.5: "-2.5"} {
		if got := Number(v); got != want {
			t.Errorf("Number(%v) = %s, want %s", v, got, want)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("NaN was written")
		}
	}()
	Number(math.NaN())
}

func TestAddEscapes(t *testing.T) {
	var c Canvas
	c.Add(`<text x="%n">%s</text>`, 1.5, `<a href="x">&`)
	if got, want := c.String(), `<text x="1.5">&lt;a href=&#34;x&#34;&gt;&amp;</text>`; got != want {
		t.Errorf("%s", got)
	}
}
