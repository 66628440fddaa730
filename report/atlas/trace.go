package atlas

import (
	"strconv"
	"strings"
)

// None is the class of what is not drawn.
const None = 0

// Trace returns, for classes 1 to count-1, the path data of the outline of all
// squares of that class; class gives a cell's. Rings run clockwise round their
// area and the other way round holes, so either fill rule serves.
func (r *Raster) Trace(count int, class func(cell int) uint8) []string {
	w, h := r.View.Width, r.View.Height
	classes := make([]uint8, len(r.Cell))
	for i, cell := range r.Cell {
		if cell >= 0 {
			classes[i] = class(int(cell))
		}
	}
	out := make([]string, count)
	t := tracer{w: w, h: h, classes: classes, edges: make([]uint8, (w+1)*(h+1))}
	for c := 1; c < count; c++ {
		out[c] = t.outline(uint8(c))
	}
	return out
}

// tracer follows the edges between squares of a class and others. An edge
// starts at a corner and runs in one of four directions, with its class to the
// right: 0 east, 1 south, 2 west, 3 north.
type tracer struct {
	w, h    int
	classes []uint8
	edges   []uint8 // by corner: the directions in which untraced edges leave, as bits
	b       strings.Builder
}

func (t *tracer) outline(class uint8) string {
	t.b.Reset()
	t.mark(class)
	for corner := range t.edges {
		for t.edges[corner] != 0 {
			t.ring(corner)
		}
	}
	return t.b.String()
}

// mark enters the edges of every square of the class.
func (t *tracer) mark(class uint8) {
	is := func(x, y int) bool {
		return x >= 0 && y >= 0 && x < t.w && y < t.h && t.classes[y*t.w+x] == class
	}
	for y := range t.h {
		for x := range t.w {
			if !is(x, y) {
				continue
			}
			at := y*(t.w+1) + x
			if !is(x, y-1) {
				t.edges[at] |= 1 << 0
			}
			if !is(x+1, y) {
				t.edges[at+1] |= 1 << 1
			}
			if !is(x, y+1) {
				t.edges[at+t.w+2] |= 1 << 2
			}
			if !is(x-1, y) {
				t.edges[at+t.w+1] |= 1 << 3
			}
		}
	}
}

// ring follows one ring from a corner, and takes its edges away. Where two
// squares touch at a corner it turns right, which keeps them apart.
func (t *tracer) ring(corner int) {
	step := [4]int{1, t.w + 1, -1, -(t.w + 1)}
	direction := 0
	for t.edges[corner]&(1<<direction) == 0 {
		direction++
	}
	t.b.WriteString("M" + strconv.Itoa(corner%(t.w+1)) + " " + strconv.Itoa(corner/(t.w+1)))
	at, length := corner, 0
	for {
		t.edges[at] &^= 1 << direction
		at += step[direction]
		length++
		next := -1
		for _, turn := range [3]int{1, 0, 3} {
			if d := (direction + turn) % 4; t.edges[at]&(1<<d) != 0 {
				next = d
				break
			}
		}
		if next == direction {
			continue
		}
		if next < 0 {
			break // back at the first corner; z closes the last side
		}
		t.side(direction, length)
		direction, length = next, 0
	}
	t.b.WriteByte('z')
}

func (t *tracer) side(direction, length int) {
	t.b.WriteByte("hvhv"[direction])
	if direction >= 2 {
		length = -length
	}
	t.b.WriteString(strconv.Itoa(length))
}
