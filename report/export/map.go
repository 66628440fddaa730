package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"

	"scutum/assessment/footprint"
)

// Column is a column of a table of cells. The name carries the unit.
type Column struct {
	Name string
	Text func(cell int) string
}

// Cells writes a table of a grid's cells as CSV: the centre's latitude and
// longitude, the cell's area, and the columns. Cells for which keep is false
// are left out; a nil keep keeps all.
func Cells(w io.Writer, g *footprint.Grid, keep func(cell int) bool, columns ...Column) error {
	check(g, g.Cells())
	out := csv.NewWriter(w)
	record := []string{"lat_deg", "lon_deg", "area_km2"}
	for _, c := range columns {
		record = append(record, c.Name)
	}
	if err := out.Write(record); err != nil {
		return err
	}
	for row := range g.Rows() {
		for cell := g.RowStart[row]; cell < g.RowStart[row+1]; cell++ {
			if keep != nil && !keep(cell) {
				continue
			}
			lat, lon := centre(g, row, cell)
			record = append(record[:0], fixed(lat, 4), fixed(lon, 4), fixed(g.AreaKm2[row], areaDecimals))
			for _, c := range columns {
				record = append(record, c.Text(cell))
			}
			if err := out.Write(record); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

// MapCSV writes every cell of a defended-area map.
func MapCSV(w io.Writer, m *footprint.Map) error {
	return Cells(w, m.Grid, nil,
		Column{"shots", func(i int) string { return strconv.Itoa(int(m.Shots[i])) }},
		Column{"reason", func(i int) string { return m.Reason[i].String() }},
		Column{"margin_km_s", func(i int) string { return fixed(float64(m.MarginKmS[i]), marginDecimals) }},
		Column{"interceptors", func(i int) string { return strconv.Itoa(int(m.Inventory[i])) }},
	)
}

// TimelinesCSV writes what happens to the worst missile aimed at each cell of
// a map's grid of timelines. Cells that nothing threatens are left out.
func TimelinesCSV(w io.Writer, m *footprint.Map) error {
	text := func(name string, of func(*footprint.Timeline) string) Column {
		return Column{name, func(i int) string { return of(&m.Timelines[i]) }}
	}
	number := func(name string, decimals int, of func(*footprint.Timeline) float64) Column {
		return Column{name, func(i int) string { return fixed(of(&m.Timelines[i]), decimals) }}
	}
	threatened := func(i int) bool { return m.Timelines[i].Reason != footprint.NotThreatened }
	return Cells(w, m.TimelineGrid, threatened,
		text("reason", func(t *footprint.Timeline) string { return t.Reason.String() }),
		text("area", func(t *footprint.Timeline) string { return t.Area }),
		text("shape", func(t *footprint.Timeline) string { return t.Shape }),
		text("sensor", func(t *footprint.Timeline) string { return t.Sensor }),
		text("site", func(t *footprint.Timeline) string { return t.Site }),
		text("interceptor", func(t *footprint.Timeline) string { return t.Interceptor }),
		number("burnout_s", 1, func(t *footprint.Timeline) float64 { return t.Burnout }),
		number("first_track_s", 1, func(t *footprint.Timeline) float64 { return t.FirstTrack }),
		number("commit_s", 1, func(t *footprint.Timeline) float64 { return t.Commit }),
		number("launch_s", 1, func(t *footprint.Timeline) float64 { return t.Launch }),
		number("latest_launch_s", 1, func(t *footprint.Timeline) float64 { return t.LatestLaunch }),
		number("meeting_s", 1, func(t *footprint.Timeline) float64 { return t.Meeting }),
		number("impact_s", 1, func(t *footprint.Timeline) float64 { return t.Impact }),
		number("meeting_altitude_km", 1, func(t *footprint.Timeline) float64 { return t.MeetingAltitudeKm }),
		number("threshold_km_s", marginDecimals, func(t *footprint.Timeline) float64 { return t.ThresholdKmS }),
		number("margin_km_s", marginDecimals, func(t *footprint.Timeline) float64 { return t.MarginKmS }),
		number("burnout_speed_km_s", marginDecimals, func(t *footprint.Timeline) float64 { return t.BurnoutSpeedKmS }),
		number("apogee_km", 1, func(t *footprint.Timeline) float64 { return t.ApogeeKm }),
	)
}

// CasesCSV writes a map's answers by launch area and trajectory shape: met,
// undefended, or nothing where the area cannot reach the cell.
func CasesCSV(w io.Writer, m *footprint.Map) error {
	var columns []Column
	for _, c := range m.Cases {
		columns = append(columns, Column{c.Area + " " + c.Shape, func(i int) string {
			return [...]string{footprint.CannotReach: "", footprint.Undefended: "undefended", footprint.Met: "met"}[c.Answer[i]]
		}})
	}
	return Cells(w, m.Grid, nil, columns...)
}

// class is all cells of a map with the same answer.
type class struct {
	reason  footprint.Reason
	shots   uint8
	cells   int
	areaKm2 float64
	areas   []polygon
}

// classes lists a map's classes: by reason, then the most shots first.
func classes(m *footprint.Map) []class {
	check(m.Grid, len(m.Reason))
	e := edgesOf(m.Grid)
	var list []class
	for row, area := range m.Grid.AreaKm2 {
		for i := m.Grid.RowStart[row]; i < m.Grid.RowStart[row+1]; i++ {
			k := slices.IndexFunc(list, func(c class) bool { return c.reason == m.Reason[i] && c.shots == m.Shots[i] })
			if k < 0 {
				k = len(list)
				list = append(list, class{reason: m.Reason[i], shots: m.Shots[i]})
			}
			list[k].cells++
			list[k].areaKm2 += area
		}
	}
	slices.SortFunc(list, func(a, b class) int {
		if a.reason != b.reason {
			return int(a.reason) - int(b.reason)
		}
		return int(b.shots) - int(a.shots)
	})
	for k := range list {
		c := &list[k]
		c.areas = e.areas(func(i int) bool { return m.Reason[i] == c.reason && m.Shots[i] == c.shots })
	}
	return list
}

// title names a class in words.
func (c class) title() string {
	if c.reason != footprint.Defended {
		return c.reason.String()
	}
	if c.shots == 1 {
		return "defended, 1 shot"
	}
	return fmt.Sprintf("defended, %d shots", c.shots)
}

func (c class) properties(m *footprint.Map) []Property {
	return []Property{
		{"shield", m.Shield},
		{"threat", m.Class},
		{"reason", c.reason.String()},
		{"shots", int(c.shots)},
		{"cells", c.cells},
		{"area_km2", c.areaKm2},
	}
}
