package export

import (
	"encoding/xml"
	"image/color"
	"io"
	"math"
	"strconv"

	"github.com/twpayne/go-kml/v3"

	"scutum/assessment/footprint"
	"scutum/physics/earth"
)

// classColours are those of the defended areas by shots; the index is clipped.
var classColours = []color.RGBA{{189, 215, 231, 150}, {107, 174, 214, 170}, {49, 130, 189, 180}, {8, 81, 156, 190}}

// reasonColours are those of cells that are not defended.
var reasonColours = map[footprint.Reason]color.RGBA{
	footprint.NotThreatened: {217, 217, 217, 60},
	footprint.NoTrack:       {253, 208, 162, 150},
	footprint.RadarHorizon:  {253, 174, 107, 150},
	footprint.BelowMinimum:  {241, 105, 19, 150},
	footprint.TooLate:       {217, 72, 1, 150},
	footprint.TooFar:        {127, 39, 4, 150},
}

var kindColours = map[Kind]color.RGBA{Attacker: {203, 24, 29, 255}, Interceptor: {8, 81, 156, 255}}

// MapKML writes a defended-area map as KML 2.2: a styled placemark for each
// class of cells.
func MapKML(w io.Writer, m *footprint.Map) error {
	children := []kml.Element{kml.Name(m.Shield + " against " + m.Class)}
	var places []kml.Element
	for i, c := range classes(m) {
		style := "class" + strconv.Itoa(i)
		fill := reasonColours[c.reason]
		if c.reason == footprint.Defended {
			fill = classColours[min(int(c.shots), len(classColours)-1)]
		}
		children = append(children, kml.SharedStyle(style, kml.PolyStyle(kml.Color(fill), kml.Outline(false))))
		var polygons []kml.Element
		for _, p := range c.areas {
			polygons = append(polygons, kmlPolygon(p))
		}
		places = append(places, kml.Placemark(
			kml.Name(c.title()),
			kml.StyleURL("#"+style),
			extendedData(c.properties(m)),
			kml.MultiGeometry(polygons...),
		))
	}
	return writeKML(w, append(children, places...))
}

// LinesKML writes lines on the ground as KML.
func LinesKML(w io.Writer, title string, lines []Line) error {
	children := []kml.Element{
		kml.Name(title),
		kml.SharedStyle("line", kml.LineStyle(kml.Color(color.RGBA{127, 39, 4, 255}), kml.Width(2))),
	}
	for _, line := range lines {
		var parts []kml.Element
		for _, part := range line.Parts {
			for _, piece := range cutAtAntimeridian(part) {
				var points []kml.Coordinate
				for _, p := range piece {
					points = append(points, kml.Coordinate{Lon: trimmed(p[1], degreeDecimals), Lat: trimmed(p[0], degreeDecimals)})
				}
				parts = append(parts, kml.LineString(kml.Tessellate(true), kml.Coordinates(points...)))
			}
		}
		children = append(children, kml.Placemark(kml.Name(line.Name), kml.StyleURL("#line"), extendedData(line.Properties), kml.MultiGeometry(parts...)))
	}
	return writeKML(w, children)
}

// EphemeridesKML writes trajectories as KML, at their altitude above WGS-84.
func EphemeridesKML(w io.Writer, title string, ephemerides []Ephemeris) error {
	children := []kml.Element{kml.Name(title)}
	for _, kind := range []Kind{Attacker, Interceptor} {
		children = append(children, kml.SharedStyle(string(kind), kml.LineStyle(kml.Color(kindColours[kind]), kml.Width(2))))
	}
	for _, e := range ephemerides {
		var points []kml.Coordinate
		for _, s := range e.Samples {
			place := earth.WGS84.Place(s.Position)
			points = append(points, kml.Coordinate{
				Lon: trimmed(place.LonDeg(), degreeDecimals), Lat: trimmed(place.LatDeg(), degreeDecimals), Alt: trimmed(place.Alt, 0),
			})
		}
		children = append(children, kml.Placemark(
			kml.Name(e.Name),
			kml.StyleURL("#"+string(e.Kind)),
			kml.LineString(kml.AltitudeMode(kml.AltitudeModeAbsolute), kml.Coordinates(points...)),
		))
	}
	return writeKML(w, children)
}

func writeKML(w io.Writer, children []kml.Element) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", " ")
	if err := encoder.Encode(kml.KML(kml.Document(children...))); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func kmlPolygon(p polygon) kml.Element {
	rings := []kml.Element{kml.OuterBoundaryIs(kmlRing(p.outer))}
	for _, hole := range p.holes {
		rings = append(rings, kml.InnerBoundaryIs(kmlRing(hole)))
	}
	return kml.Polygon(rings...)
}

func kmlRing(ring []corner) kml.Element {
	var points []kml.Coordinate
	for i := range len(ring) + 1 {
		lon, lat := ring[i%len(ring)].degrees()
		points = append(points, kml.Coordinate{Lon: lon, Lat: lat})
	}
	return kml.LinearRing(kml.Coordinates(points...))
}

func extendedData(properties []Property) kml.Element {
	var data []kml.Element
	for _, p := range properties {
		text := valueJSON(p.Value)
		if s, ok := p.Value.(string); ok {
			text = s
		}
		data = append(data, kml.Data(p.Key, kml.Value(text)))
	}
	return kml.ExtendedData(data...)
}

// trimmed is x at a fixed number of decimals, as a number.
func trimmed(x float64, decimals int) float64 {
	y, err := strconv.ParseFloat(fixed(x, decimals), 64)
	if err != nil {
		return math.NaN()
	}
	return y
}
