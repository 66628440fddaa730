package main

import (
	"encoding/json"
	"fmt"
	"os"
	"sort"
)

// topology is the part of a TopoJSON file that is used.
type topology struct {
	Transform struct{ Scale, Translate [2]float64 }
	Arcs      [][][2]int64
	Objects   struct {
		Countries struct{ Geometries []geometry }
	}
}

type geometry struct {
	Type       string
	Arcs       json.RawMessage
	Properties struct{ Name, A3 string }
	polygons   [][][]int
}

// readTopology reads the file and its polygons.
func readTopology(path string) (*topology, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var t topology
	if err := json.Unmarshal(b, &t); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	for i := range t.Objects.Countries.Geometries {
		g := &t.Objects.Countries.Geometries[i]
		switch g.Type {
		case "Polygon":
			g.polygons = make([][][]int, 1)
			err = json.Unmarshal(g.Arcs, &g.polygons[0])
		case "MultiPolygon":
			err = json.Unmarshal(g.Arcs, &g.polygons)
		default:
			err = fmt.Errorf("geometry %s", g.Type)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", path, g.Properties.Name, err)
		}
	}
	return &t, nil
}

// northern reports whether an arc has a point north of 10 N: what lies
// altogether south of that is left out.
func (t *topology) northern(arc int) bool {
	y := int64(0)
	for _, p := range t.Arcs[max(arc, ^arc)] {
		y += p[1]
		if float64(y)*t.Transform.Scale[1]+t.Transform.Translate[1] > 10 {
			return true
		}
	}
	return false
}

// whole returns the polygon without rings that the grid has collapsed to fewer
// than four points.
func (t *topology) whole(polygon [][]int) [][]int {
	var rings [][]int
	for _, ring := range polygon {
		points := 1
		for _, a := range ring {
			points += len(t.Arcs[max(a, ^a)]) - 1
		}
		if points >= 4 {
			rings = append(rings, ring)
		}
	}
	return rings
}

// country is a country's northern polygons: rings of arc numbers, negative
// (^n) for arcs run backwards, as in TopoJSON.
type country struct {
	code, name string
	polygons   [][][]int
}

// countries returns the countries with northern polygons, by code. A polygon
// is kept whole when its outer ring has a northern arc.
func (t *topology) countries() ([]country, error) {
	var list []country
	for _, g := range t.Objects.Countries.Geometries {
		code, ok := alpha2[g.Properties.A3]
		c := country{code: code, name: g.Properties.Name}
		for _, polygon := range g.polygons {
			north := false
			for _, a := range polygon[0] {
				north = north || t.northern(a)
			}
			if rings := t.whole(polygon); north && len(rings) > 0 {
				c.polygons = append(c.polygons, rings)
			}
		}
		if len(c.polygons) == 0 {
			continue
		}
		if !ok {
			return nil, fmt.Errorf("no two-letter code for %s (%s)", g.Properties.A3, g.Properties.Name)
		}
		list = append(list, c)
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].code < list[j].code })
	return list, nil
}

// encodeTopology writes transform, arcs (deltas) and countries, with the arcs
// that no country uses left out and the rest numbered anew in first use.
func encodeTopology(t *topology) ([]byte, error) {
	list, err := t.countries()
	if err != nil {
		return nil, err
	}
	number := map[int]int{}
	var used []int
	for _, c := range list {
		eachArc(c, func(a int) {
			if _, ok := number[a]; !ok {
				number[a] = len(used)
				used = append(used, a)
			}
		})
	}
	var e encoder
	for _, v := range []float64{t.Transform.Scale[0], t.Transform.Scale[1], t.Transform.Translate[0], t.Transform.Translate[1]} {
		e.text(fmt.Sprintf("%.17g", v))
	}
	e.uint(uint64(len(used)))
	for _, a := range used {
		e.uint(uint64(len(t.Arcs[a])))
		for _, p := range t.Arcs[a] {
			e.int(p[0])
			e.int(p[1])
		}
	}
	e.uint(uint64(len(list)))
	for _, c := range list {
		e.country(c, number)
	}
	return e.b, nil
}

// country writes one country, its arcs by their new numbers.
func (e *encoder) country(c country, number map[int]int) {
	e.text(c.code)
	e.text(c.name)
	e.uint(uint64(len(c.polygons)))
	for _, polygon := range c.polygons {
		e.uint(uint64(len(polygon)))
		for _, ring := range polygon {
			e.uint(uint64(len(ring)))
			for _, a := range ring {
				if a < 0 {
					e.int(int64(^number[^a]))
				} else {
					e.int(int64(number[a]))
				}
			}
		}
	}
}

func eachArc(c country, do func(arc int)) {
	for _, polygon := range c.polygons {
		for _, ring := range polygon {
			for _, a := range ring {
				do(max(a, ^a))
			}
		}
	}
}
