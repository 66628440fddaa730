package export

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"scutum/assessment/footprint"
)

// MapGeoJSON writes a defended-area map as GeoJSON (RFC 7946): one feature for
// each class of cells, its areas merged into a MultiPolygon with right-hand
// winding, cut at the antimeridian.
func MapGeoJSON(w io.Writer, m *footprint.Map) error {
	var features []feature
	for _, c := range classes(m) {
		features = append(features, feature{c.properties(m), "MultiPolygon", multiPolygon(c.areas)})
	}
	return writeFeatures(w, features)
}

// LinesGeoJSON writes lines as GeoJSON: one MultiLineString each, cut at the
// antimeridian.
func LinesGeoJSON(w io.Writer, lines []Line) error {
	var features []feature
	for _, line := range lines {
		var parts []string
		for _, part := range line.Parts {
			for _, piece := range cutAtAntimeridian(part) {
				parts = append(parts, positions(piece))
			}
		}
		properties := append([]Property{{"name", line.Name}}, line.Properties...)
		features = append(features, feature{properties, "MultiLineString", "[" + strings.Join(parts, ",") + "]"})
	}
	return writeFeatures(w, features)
}

type feature struct {
	properties  []Property
	geometry    string // its type
	coordinates string // as JSON
}

func writeFeatures(w io.Writer, features []feature) error {
	out := bufio.NewWriter(w)
	fmt.Fprint(out, "{\"type\":\"FeatureCollection\",\"features\":[")
	for i, f := range features {
		if i > 0 {
			fmt.Fprint(out, ",")
		}
		fmt.Fprintf(out, "\n{\"type\":\"Feature\",\"properties\":%s,\"geometry\":{\"type\":%q,\"coordinates\":%s}}",
			propertiesJSON(f.properties), f.geometry, f.coordinates)
	}
	fmt.Fprint(out, "\n]}\n")
	return out.Flush()
}

// propertiesJSON keeps the order of the properties.
func propertiesJSON(properties []Property) string {
	var parts []string
	for _, p := range properties {
		parts = append(parts, quote(p.Key)+":"+valueJSON(p.Value))
	}
	return "{" + strings.Join(parts, ",") + "}"
}

func valueJSON(value any) string {
	switch v := value.(type) {
	case string:
		return quote(v)
	case int:
		return fmt.Sprint(v)
	case float64:
		if text := short(v, marginDecimals); text != "" {
			return text
		}
		return "null"
	}
	panic(fmt.Sprintf("export: a property of type %T", value))
}

func quote(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(quoted)
}

func multiPolygon(polygons []polygon) string {
	var parts []string
	for _, p := range polygons {
		rings := []string{closedRing(p.outer)}
		for _, hole := range p.holes {
			rings = append(rings, closedRing(hole))
		}
		parts = append(parts, "["+strings.Join(rings, ",")+"]")
	}
	return "[" + strings.Join(parts, ",") + "]"
}

func closedRing(ring []corner) string {
	var b strings.Builder
	b.WriteByte('[')
	for i := range len(ring) + 1 {
		if i > 0 {
			b.WriteByte(',')
		}
		lon, lat := ring[i%len(ring)].degrees()
		b.WriteString("[" + short(lon, degreeDecimals) + "," + short(lat, degreeDecimals) + "]")
	}
	b.WriteByte(']')
	return b.String()
}

func (c corner) degrees() (lon, lat float64) {
	return float64(c.lon) / float64(degree), float64(c.lat) / float64(degree)
}

// positions writes latitudes and longitudes as GeoJSON's longitude, latitude.
func positions(points [][2]float64) string {
	var parts []string
	for _, p := range points {
		parts = append(parts, "["+short(p[1], degreeDecimals)+","+short(p[0], degreeDecimals)+"]")
	}
	return "[" + strings.Join(parts, ",") + "]"
}

// cutAtAntimeridian splits a line of latitudes and longitudes where a step is
// longer than half a turn, which means that it goes the other way round
// (RFC 7946, section 3.1.9). Longitudes come out in [-180, 180].
func cutAtAntimeridian(line [][2]float64) [][][2]float64 {
	var pieces [][][2]float64
	var piece [][2]float64
	for i, p := range line {
		if p[1] > 180 {
			p[1] -= 360
		}
		if i > 0 {
			if before := piece[len(piece)-1]; before[1]-p[1] > 180 || p[1]-before[1] > 180 {
				lat, side := crossing(before, p)
				if before[1] != side {
					piece = append(piece, [2]float64{lat, side})
				}
				pieces = appendLine(pieces, piece)
				piece = nil
				if p[1] != -side {
					piece = append(piece, [2]float64{lat, -side})
				}
			}
		}
		piece = append(piece, p)
	}
	return appendLine(pieces, piece)
}

// crossing returns the latitude at which a step crosses the antimeridian and
// the side, -180 or 180, from which it comes.
func crossing(a, b [2]float64) (lat, side float64) {
	side, beyond := 180.0, b[1]+360
	if a[1] < b[1] {
		side, beyond = -180, b[1]-360
	}
	if beyond == a[1] {
		return a[0], side
	}
	return a[0] + float64((b[0]-a[0])*(side-a[1]))/(beyond-a[1]), side
}

// appendLine leaves out what is no line.
func appendLine(pieces [][][2]float64, piece [][2]float64) [][][2]float64 {
	if len(piece) < 2 {
		return pieces
	}
	return append(pieces, piece)
}
