package report

import (
	"html/template"
	"math"
	"strings"

	"scutum/assessment/footprint"
	"scutum/assessment/scorecard"
	"scutum/report/atlas"
	"scutum/report/projection"
	"scutum/scenario"
)

// study is what the scripts are told, as JSON; large lists are in blocks.
type study struct {
	Name      string        `json:"name"`
	View      viewJSON      `json:"view"`
	Grid      *gridJSON     `json:"grid"`
	Coarse    *gridJSON     `json:"coarse"`
	Reasons   []string      `json:"reasons"`
	Shields   []shieldJSON  `json:"shields"`
	Classes   []classJSON   `json:"classes"`
	Maps      []mapJSON     `json:"maps"`
	First     int           `json:"first"` // the map to show first
	Words     []string      `json:"words"` // of timelines
	Polar     viewJSON      `json:"polar"`
	Sea       *gridJSON     `json:"sea"`
	Exclusion []seaJSON     `json:"exclusion"`
	Force     []string      `json:"force"` // trajectories, in order
	Batteries []batteryJSON `json:"batteries"`
	Commits   []string      `json:"commits"`
	PairWords []string      `json:"pairWords"` // of pairs
}

type viewJSON struct {
	LatDeg  float64 `json:"lat"`
	LonDeg  float64 `json:"lon"`
	WestKm  float64 `json:"west"`
	NorthKm float64 `json:"north"`
	UnitKm  float64 `json:"unit"`
	Width   int     `json:"width"`
	Height  int     `json:"height"`
}

func viewOf(v projection.View) viewJSON {
	return viewJSON{v.Projection.LatDeg, v.Projection.LonDeg, v.WestKm, v.NorthKm, v.UnitKm, v.Width, v.Height}
}

type gridJSON struct {
	South, North, West, East float64
	Start                    []int
	Step, Lat, Area          []float64
}

func gridOf(g *footprint.Grid) *gridJSON {
	if g == nil {
		return nil
	}
	area := make([]float64, len(g.AreaKm2))
	for i, a := range g.AreaKm2 {
		area[i] = math.Round(a*100) / 100
	}
	return &gridJSON{g.SouthDeg, g.NorthDeg, g.WestDeg, g.EastDeg, g.RowStart, g.RowStepDeg, g.RowLatDeg, area}
}

type shieldJSON struct {
	Name         string      `json:"name"`
	Title        string      `json:"title"`
	Interceptors []speedJSON `json:"interceptors"`
}

type speedJSON struct {
	Name     string  `json:"name"`
	SpeedKmS float64 `json:"speed"`
}

type classJSON struct {
	Name  string `json:"name"`
	Title string `json:"title"`
}

type mapJSON struct {
	Shield    string `json:"shield"`
	Class     string `json:"class"`
	Timelines bool   `json:"timelines"`
}

type seaJSON struct {
	CommitAfterBurnoutS float64 `json:"commit"`
}

type batteryJSON struct {
	Shield      string  `json:"shield"`
	Site        string  `json:"site"`
	Interceptor string  `json:"interceptor"`
	SpeedKmS    float64 `json:"speed"`
}

// speeds lists a shield's kinds of interceptor, each once.
func speeds(s scenario.Shield) []speedJSON {
	var out []speedJSON
	for _, site := range s.Sites {
		for _, b := range site.Batteries {
			one := speedJSON{machine(b.Interceptor.Name), math.Round(b.Interceptor.BurnoutSpeed) / 1000}
			seen := false
			for _, o := range out {
				seen = seen || o == one
			}
			if !seen {
				out = append(out, one)
			}
		}
	}
	return out
}

// data returns everything that the scripts read.
func data(r *scorecard.Result, g *ground, sea *seaGround) template.HTML {
	s := study{Name: r.Name}
	for reason := footprint.Defended; reason <= footprint.TooFar; reason++ {
		s.Reasons = append(s.Reasons, reason.String())
	}
	for _, shield := range r.Setting.Shields {
		s.Shields = append(s.Shields, shieldJSON{shield.Name, shield.Title, speeds(shield)})
	}
	var b strings.Builder
	if g != nil {
		s.View, s.Grid = viewOf(g.view), gridOf(g.grid)
		s.maps(r, g, &b)
	}
	for _, t := range r.Setting.Force.Trajectories {
		s.Force = append(s.Force, t.Field+" to "+t.Target+" ("+missileName(t.Missile)+")")
	}
	if sea != nil {
		s.Polar, s.Sea = viewOf(sea.view), gridOf(sea.grid)
		s.seas(r, sea, &b)
	}
	s.pairs(r, &b)
	return template.HTML(object("study", s) + b.String())
}

// maps writes the cells' blocks: people for all maps, then shots, reason and
// margin of each map, then its timelines.
func (s *study) maps(r *scorecard.Result, g *ground, b *strings.Builder) {
	people := block{id: "people"}
	nato, europe, land := column{name: "nato", bytes: 4}, column{name: "europe", bytes: 4}, column{name: "land", bytes: 1}
	for cell := range g.people.NATO {
		nato.values = append(nato.values, int64(math.Round(g.people.NATO[cell]/100)))
		europe.values = append(europe.values, int64(math.Round(g.people.Europe[cell]/100)))
		isLand := int64(0)
		if g.people.Land[cell] {
			isLand = 1
		}
		land.values = append(land.values, isLand)
	}
	people.columns = []column{nato, europe, land}
	b.WriteString(people.element())
	var w words
	w.number("")
	most := -1.0
	for _, m := range r.Maps {
		if !atlas.Same(m.Grid, g.grid) {
			continue // a map on a grid of its own is shown, but does not move
		}
		known := false
		for _, c := range s.Classes {
			known = known || c.Name == m.Class
		}
		if !known {
			s.Classes = append(s.Classes, classJSON{m.Class, className(m.Class)})
		}
		cells := cellsBlock(m)
		cells.id = "cells-" + id(m.Shield, m.Class)
		b.WriteString(cells.element())
		withTimes := m.TimelineGrid != nil && len(m.Timelines) == m.TimelineGrid.Cells()
		if withTimes {
			s.Coarse = gridOf(m.TimelineGrid)
			times := timesBlock(m.Timelines, &w)
			times.id = "times-" + id(m.Shield, m.Class)
			b.WriteString(times.element())
		}
		if t := m.Tally(g.people); t.NATOOne > most {
			most, s.First = t.NATOOne, len(s.Maps)
		}
		s.Maps = append(s.Maps, mapJSON{m.Shield, m.Class, withTimes})
	}
	s.Words = w.list
}

func cellsBlock(m *footprint.Map) *block {
	class, margin := column{name: "class", bytes: 1}, column{name: "margin", bytes: 2}
	for cell, v := range m.MarginKmS {
		class.values = append(class.values, int64(cellClass(m, cell)))
		margin.values = append(margin.values, quantum(float64(v), 0.01))
	}
	return &block{columns: []column{class, margin}}
}

// timesBlock packs timelines: times to 1 s, altitudes to 1 km, speeds to 0.01
// km/s.
func timesBlock(timelines []footprint.Timeline, w *words) *block {
	names := []string{"reason", "area", "shape", "sensor", "site", "interceptor", "burnout", "track", "commit", "launch", "meeting", "impact", "latest", "altitude", "apogee", "threshold", "burnoutSpeed", "margin"}
	columns := make([]column, len(names))
	for i, name := range names {
		columns[i] = column{name: name, bytes: 2}
		if i < 6 {
			columns[i].bytes = 1
		}
	}
	for _, t := range timelines {
		row := []int64{
			int64(t.Reason), w.number(t.Area), w.number(t.Shape), w.number(t.Sensor), w.number(t.Site), w.number(machine(t.Interceptor)),
			count(t.Burnout, 1), count(t.FirstTrack, 1), count(t.Commit, 1), count(t.Launch, 1), count(t.Meeting, 1), count(t.Impact, 1),
			count(t.LatestLaunch, 1), count(t.MeetingAltitudeKm, 1), count(t.ApogeeKm, 1), count(t.ThresholdKmS, 0.01), count(t.BurnoutSpeedKmS, 0.01), quantum(t.MarginKmS, 0.01),
		}
		for i, v := range row {
			columns[i].values = append(columns[i].values, v)
		}
	}
	return &block{columns: columns}
}
