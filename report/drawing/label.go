package drawing

import (
	"sort"
	"unicode/utf8"
)

// Box is a rectangle on paper.
type Box struct{ Left, Top, Right, Bottom float64 }

// Overlaps reports whether two boxes share an area.
func (a Box) Overlaps(b Box) bool {
	return a.Left < b.Right && b.Left < a.Right && a.Top < b.Bottom && b.Top < a.Bottom
}

// TextWidth returns a width that text of a size does not exceed in the usual
// sans-serif faces: 0.58 of the size a character on average.
func TextWidth(text string, size float64) float64 {
	return float64(0.58 * size * float64(utf8.RuneCountInString(text)))
}

// TextBox returns the box of a text with its baseline's anchor at a point.
func TextBox(text string, size, x, y float64, anchor string) Box {
	w := TextWidth(text, size)
	switch anchor {
	case "end":
		x -= w
	case "middle":
		x -= float64(w / 2)
	}
	return Box{x, y - float64(0.8*size), x + w, y + float64(0.25*size)}
}

// Spread moves heights apart until neighbours are at least a gap from each
// other, between a top and a bottom, each as near to its wish as the order
// allows. When there is no room for all, the gap shrinks.
func Spread(wishes []float64, gap, top, bottom float64) []float64 {
	n := len(wishes)
	if n == 0 {
		return nil
	}
	if n > 1 && gap*float64(n-1) > bottom-top {
		gap = (bottom - top) / float64(n-1)
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool { return wishes[order[i]] < wishes[order[j]] })
	// Pool neighbours that want the same room into blocks about their mean
	// (isotonic regression of the wishes less their rank's share).
	type block struct {
		sum   float64
		count int
	}
	var blocks []block
	for rank, i := range order {
		blocks = append(blocks, block{wishes[i] - float64(gap*float64(rank)), 1})
		for k := len(blocks) - 1; k > 0; k-- {
			a, b := blocks[k-1], blocks[k]
			if a.sum/float64(a.count) <= b.sum/float64(b.count) {
				break
			}
			blocks = append(blocks[:k-1], block{a.sum + b.sum, a.count + b.count})
		}
	}
	out := make([]float64, n)
	rank := 0
	for _, b := range blocks {
		at := b.sum / float64(b.count)
		at = min(max(at, top), bottom-float64(gap*float64(n-1)))
		for range b.count {
			out[order[rank]] = at + float64(gap*float64(rank))
			rank++
		}
	}
	return out
}

// Placer puts labels beside points so that none covers another label or
// another point's mark.
type Placer struct {
	Frame Box
	taken []Box
}

// Mark keeps the surroundings of a point free.
func (p *Placer) Mark(x, y, radius float64) {
	radius = float64(radius) // not fused with what the caller multiplied
	p.taken = append(p.taken, Box{x - radius, y - radius, x + radius, y + radius})
}

// Take keeps a box free.
func (p *Placer) Take(box Box) { p.taken = append(p.taken, box) }

// Label finds a place for a text beside a point: right, left, above, below and
// the corners, near and then farther. It returns the baseline's anchor point.
// ok is false when every place is taken, and the label should be left out.
func (p *Placer) Label(text string, size, x, y, radius float64) (lx, ly float64, anchor string, ok bool) {
	for _, far := range []float64{1, 2.5, 5} {
		d := radius + float64(far*2)
		up := float64(0.35 * size)
		for _, c := range []struct {
			x, y   float64
			anchor string
		}{
			{x + d, y + up, "start"}, {x - d, y + up, "end"}, {x, y - d, "middle"}, {x, y + d + float64(2.2*up), "middle"},
			{x + d, y - d, "start"}, {x + d, y + d + float64(2*up), "start"}, {x - d, y - d, "end"}, {x - d, y + d + float64(2*up), "end"},
		} {
			box := TextBox(text, size, c.x, c.y, c.anchor)
			if p.free(box) {
				p.taken = append(p.taken, box)
				return c.x, c.y, c.anchor, true
			}
		}
	}
	return 0, 0, "", false
}

func (p *Placer) free(box Box) bool {
	if box.Left < p.Frame.Left || box.Right > p.Frame.Right || box.Top < p.Frame.Top || box.Bottom > p.Frame.Bottom {
		return false
	}
	for _, t := range p.taken {
		if t.Overlaps(box) {
			return false
		}
	}
	return true
}
