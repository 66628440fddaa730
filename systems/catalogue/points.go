package catalogue

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"strconv"

	"scutum/internal/hint"
	"scutum/physics/earth"
)

// Point is a place of the built-in studies, at town level.
type Point struct {
	Kind           string // site, radar, field, sea, area, target, city, town or station
	Name           string
	LatDeg, LonDeg float64
	Missiles       []string // classes of a field or sea area: icbm-liquid, icbm-solid
	Tag            Tag
	Note           string
}

// Place returns the point on the Earth's surface.
func (p Point) Place() earth.Place { return earth.Degrees(p.LatDeg, p.LonDeg) }

// classesOf are the classes that points.csv writes in short, in the order in
// which a field with both is studied.
var classesOf = map[string][]string{
	"": nil, "solid": {"icbm-solid"}, "liquid": {"icbm-liquid"}, "liquid+solid": {"icbm-liquid", "icbm-solid"},
}

func (c *Catalogue) readPoints(files fs.FS, name string) error {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	reader := csv.NewReader(bytes.NewReader(data))
	reader.Comment = '#'
	rows, err := reader.ReadAll()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for _, row := range rows[1:] {
		lat, errLat := strconv.ParseFloat(row[2], 64)
		lon, errLon := strconv.ParseFloat(row[3], 64)
		missiles, ok := classesOf[row[4]]
		if errLat != nil || errLon != nil || !ok || !(lat >= -90 && lat <= 90) || !(lon >= -180 && lon <= 180) {
			return fmt.Errorf("%s: %q is no point", name, row)
		}
		if _, err := c.Point(row[1]); err == nil {
			return fmt.Errorf("%s: %s is given twice", name, row[1])
		}
		c.points = append(c.points, Point{row[0], row[1], lat, lon, missiles, Tag(row[5]), row[6]})
	}
	return nil
}

// Points returns the points of some kinds (all for none), in the order of the
// data.
func (c *Catalogue) Points(kinds ...string) []Point {
	var points []Point
	for _, p := range c.points {
		wanted := len(kinds) == 0
		for _, kind := range kinds {
			wanted = wanted || p.Kind == kind
		}
		if wanted {
			points = append(points, p)
		}
	}
	return points
}

// Point returns the point of a name.
func (c *Catalogue) Point(name string) (Point, error) {
	var names []string
	for _, p := range c.points {
		if p.Name == name {
			return p, nil
		}
		names = append(names, p.Name)
	}
	advice := hint.DidYouMean(name, names)
	if advice == "" {
		advice = "give lat_deg and lon_deg, or a name that `scutum catalogue places` lists"
	}
	return Point{}, hint.New(advice, "unknown place %q", name)
}
