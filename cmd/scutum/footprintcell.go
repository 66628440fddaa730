package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"sort"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"scutum/assessment/footprint"
	"scutum/scenario"
)

// timelineAnswer is what happens to one missile, in s after its launch; null
// where it does not happen.
type timelineAnswer struct {
	Reason            string   `json:"reason"`
	Area              string   `json:"area"`
	Shape             string   `json:"shape"`
	Sensor            string   `json:"sensor"`
	Site              string   `json:"site"`
	Interceptor       string   `json:"interceptor"`
	BurnoutS          *float64 `json:"burnout_s"`
	FirstTrackS       *float64 `json:"first_track_s"`
	CommitS           *float64 `json:"commit_s"`
	LaunchS           *float64 `json:"launch_s"`
	LatestLaunchS     *float64 `json:"latest_launch_s"`
	MeetingS          *float64 `json:"meeting_s"`
	MeetingAltitudeKm *float64 `json:"meeting_altitude_km"`
	ImpactS           *float64 `json:"impact_s"`
	ThresholdKmS      *float64 `json:"threshold_speed_km_s"`
	MarginKmS         *float64 `json:"margin_km_s"`
	BurnoutSpeedKmS   *float64 `json:"burnout_speed_km_s"`
	ApogeeKm          *float64 `json:"apogee_km"`
}

func newTimelineAnswer(t *footprint.Timeline) timelineAnswer {
	s := func(x float64) *float64 { return roundedOrNull(x, 3) }
	return timelineAnswer{t.Reason.String(), t.Area, t.Shape, t.Sensor, t.Site, t.Interceptor, s(t.Burnout), s(t.FirstTrack), s(t.Commit), s(t.Launch),
		s(t.LatestLaunch), s(t.Meeting), s(t.MeetingAltitudeKm), s(t.Impact), roundedOrNull(t.ThresholdKmS, 5), roundedOrNull(t.MarginKmS, 5),
		roundedOrNull(t.BurnoutSpeedKmS, 5), s(t.ApogeeKm)}
}

type cellAnswer struct {
	shieldHead
	Class string           `json:"class"`
	Cell  degreesAnswer    `json:"cell"`
	Shots int              `json:"shots"`
	Worst timelineAnswer   `json:"worst"`
	Cases []timelineAnswer `json:"cases"` // by launch area, then shape; those that exist
}

// runCell tells of one place.
func (o *footprintFlags) runCell(cmd *cobra.Command, s *oneShield, threat *scenario.Threat) error {
	p := footprint.NewProber(s.setting.Earth, s.shield, threat, commitOf(o.commit))
	worst, all := p.At(o.cell)
	a := cellAnswer{shieldHead: s.head(&o.shieldFlags, o.commit), Class: threat.Name, Cell: degreesAnswer{rounded(o.cell.LatDeg(), 6), rounded(o.cell.LonDeg(), 6)},
		Shots: p.Shots(o.cell), Worst: newTimelineAnswer(&worst), Cases: []timelineAnswer{}}
	for i := range all {
		a.Cases = append(a.Cases, newTimelineAnswer(&all[i]))
	}
	if o.asJSON {
		return printJSON(cmd, a)
	}
	return a.print(cmd.OutOrStdout())
}

// event is a line of a timeline.
type event struct {
	time *float64
	text string
}

// events lists what happens, in the order of time.
func (t *timelineAnswer) events() []event {
	zero := 0.0
	all := []event{{&zero, "launch from " + t.Area}, {t.BurnoutS, "burnout"}, {t.FirstTrackS, "first track by " + t.Sensor}, {t.CommitS, "commit"}, {t.ImpactS, "impact"}}
	if t.LaunchS != nil {
		all = append(all, event{t.LaunchS, fmt.Sprintf("launch of %s from %s", t.Interceptor, t.Site)})
	}
	if t.LatestLaunchS != nil {
		all = append(all, event{t.LatestLaunchS, "latest launch"})
	}
	if t.MeetingS != nil {
		all = append(all, event{t.MeetingS, fmt.Sprintf("meeting at %.0f km altitude", *t.MeetingAltitudeKm)})
	}
	kept := all[:0]
	for _, e := range all {
		if e.time != nil {
			kept = append(kept, e)
		}
	}
	sort.SliceStable(kept, func(i, j int) bool { return *kept[i].time < *kept[j].time })
	return kept
}

func (a *cellAnswer) print(out io.Writer) error {
	var b strings.Builder
	a.shieldHead.print(&b, fmt.Sprintf("%s aimed at %s", a.Class, placeText(a.Cell)))
	w := &a.Worst
	if len(a.Cases) == 0 {
		fmt.Fprintln(&b, "not threatened: no launch area reaches this place in any shape")
	} else {
		fmt.Fprintf(&b, "worst: from %s, %s, burnout speed %.2f km/s, apogee %.0f km\n", w.Area, w.Shape, *w.BurnoutSpeedKmS, *w.ApogeeKm)
		switch {
		case a.Shots == 1:
			fmt.Fprint(&b, "defended, with one shot\n\n")
		case a.Shots > 1:
			fmt.Fprintf(&b, "defended, with %d successive shots\n\n", a.Shots)
		case w.Reason == footprint.NoTrack.String() && w.FirstTrackS != nil:
			fmt.Fprint(&b, "not defended: no track in time for any meeting\n\n")
		default:
			fmt.Fprintf(&b, "not defended: %s\n\n", w.Reason)
		}
		for _, e := range w.events() {
			fmt.Fprintf(&b, "%8.1f s  %s\n", *e.time, e.text)
		}
		if w.ThresholdKmS != nil {
			fmt.Fprintf(&b, "\nthreshold speed %.3f km/s, margin %+.3f km/s with %s from %s\n", *w.ThresholdKmS, *w.MarginKmS, w.Interceptor, w.Site)
		}
		b.WriteByte('\n')
		a.table(&b)
	}
	a.printFoot(&b, "")
	_, err := io.WriteString(out, b.String())
	return err
}

// table lists every case.
func (a *cellAnswer) table(b *strings.Builder) {
	t := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "area\tshape\tanswer\tfirst track s\tby\tcommit s\tmeeting s\tthreshold km/s\tmargin km/s\tinterceptor")
	for i := range a.Cases {
		c := &a.Cases[i]
		gun := ""
		if c.ThresholdKmS != nil {
			gun = c.Interceptor + ", " + c.Site
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", c.Area, c.Shape, c.Reason, numberText(c.FirstTrackS, 0), orWord(c.Sensor, "-"), numberText(c.CommitS, 0),
			numberText(c.MeetingS, 0), numberText(c.ThresholdKmS, 3), numberText(c.MarginKmS, 3), gun)
	}
	t.Flush()
}

// numberText writes a number, - for none.
func numberText(x *float64, decimals int) string {
	if x == nil {
		return "-"
	}
	return strconv.FormatFloat(*x, 'f', decimals, 64)
}

// cityRow is the answer for one city that an intercontinental class aims at.
type cityRow struct {
	City   string  `json:"city"`
	LatDeg float64 `json:"lat_deg"`
	LonDeg float64 `json:"lon_deg"`
	Shots  int     `json:"shots"`
	timelineAnswer
}

type citiesAnswer struct {
	shieldHead
	Class      string    `json:"class"`
	Threatened int       `json:"cities_threatened"`
	Defended   int       `json:"cities_defended"`
	Cities     []cityRow `json:"cities"`
}

// runCities answers an intercontinental class for the catalogue's targets, as
// the study does.
func (o *footprintFlags) runCities(cmd *cobra.Command, args []string, s *oneShield, threat *scenario.Threat) error {
	dir, err := o.create()
	if err != nil {
		return err
	}
	if dir != nil {
		defer dir.Discard()
	}
	a := citiesAnswer{shieldHead: s.head(&o.shieldFlags, o.commit), Class: threat.Name, Cities: []cityRow{}}
	p := footprint.NewProber(s.setting.Earth, s.shield, threat, commitOf(o.commit))
	for _, c := range s.cat.Points("target") {
		if err := cmd.Context().Err(); err != nil {
			return err
		}
		worst, _ := p.At(c.Place())
		a.Cities = append(a.Cities, cityRow{c.Name, c.LatDeg, c.LonDeg, p.Shots(c.Place()), newTimelineAnswer(&worst)})
		switch worst.Reason {
		case footprint.NotThreatened:
		case footprint.Defended:
			a.Defended++
			fallthrough
		default:
			a.Threatened++
		}
	}
	if dir != nil {
		files := []output{{"summary.json", jsonOf(a)}, {s.shield.Name + "-" + plainName(threat.Name) + "-cities.csv", a.csv}}
		if err := s.write(cmd, args, dir, files); err != nil {
			return err
		}
	}
	if o.asJSON {
		return printJSON(cmd, a)
	}
	return a.print(cmd.OutOrStdout(), o.out)
}

func (a *citiesAnswer) print(out io.Writer, dir string) error {
	var b strings.Builder
	a.shieldHead.print(&b, a.Class)
	t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "city\tanswer\tshots\tworst from\tshape\tcommit s\tthreshold km/s\tmargin km/s\tinterceptor")
	for i := range a.Cities {
		c := &a.Cities[i]
		gun := ""
		if c.ThresholdKmS != nil {
			gun = c.Interceptor + ", " + c.Site
		}
		fmt.Fprintf(t, "%s\t%s\t%d\t%s\t%s\t%s\t%s\t%s\t%s\n", c.City, c.Reason, c.Shots, c.Area, c.Shape, numberText(c.CommitS, 0), numberText(c.ThresholdKmS, 3), numberText(c.MarginKmS, 3), gun)
	}
	t.Flush()
	fmt.Fprintf(&b, "\n%d of %d threatened cities defended\n", a.Defended, a.Threatened)
	a.printFoot(&b, dir)
	_, err := io.WriteString(out, b.String())
	return err
}

// csv writes the table of cities as a file.
func (a *citiesAnswer) csv(w io.Writer) error {
	out := csv.NewWriter(w)
	records := [][]string{{"city", "lat_deg", "lon_deg", "shots", "reason", "area", "shape", "sensor", "site", "interceptor", "commit_s", "threshold_km_s", "margin_km_s"}}
	text := func(x *float64, decimals int) string {
		if x == nil {
			return ""
		}
		return strconv.FormatFloat(*x, 'f', decimals, 64)
	}
	for i := range a.Cities {
		c := &a.Cities[i]
		records = append(records, []string{c.City, text(&c.LatDeg, 4), text(&c.LonDeg, 4), strconv.Itoa(c.Shots), c.Reason, c.Area, c.Shape, c.Sensor, c.Site, c.Interceptor,
			text(c.CommitS, 1), text(c.ThresholdKmS, 3), text(c.MarginKmS, 3)})
	}
	return out.WriteAll(records)
}
