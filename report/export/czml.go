package export

import (
	"bufio"
	"fmt"
	"image/color"
	"io"
	"strings"
	"time"
)

// CZML writes trajectories as Cesium's language of moving things: a document
// packet with the clock, then one packet for each trajectory with positions in
// the Earth-fixed frame, in m, tagged with seconds after the epoch, and the
// path that it leaves. Format: the CZML guide of github.com/AnalyticalGraphicsInc/czml-writer.
func CZML(w io.Writer, title string, epoch time.Time, ephemerides []Ephemeris) error {
	out := bufio.NewWriter(w)
	czmlHead(out, title, epoch, ephemerides)
	for _, e := range ephemerides {
		czmlPath(out, epoch, e, "")
	}
	fmt.Fprint(out, "\n]\n")
	return out.Flush()
}

// czmlHead writes the document's packet, whose clock runs to the last sample.
func czmlHead(out io.Writer, title string, epoch time.Time, ephemerides []Ephemeris) {
	var last float64
	for _, e := range ephemerides {
		last = max(last, e.Samples[len(e.Samples)-1].Time)
	}
	start := czmlTime(epoch, 0)
	fmt.Fprintf(out, "[\n{\"id\":\"document\",\"name\":%s,\"version\":\"1.0\",\"clock\":{\"interval\":\"%s/%s\",\"currentTime\":%q,\"multiplier\":20,\"range\":\"LOOP_STOP\",\"step\":\"SYSTEM_CLOCK_MULTIPLIER\"}}",
		quote(title), start, czmlTime(epoch, last), start)
}

// czmlPath writes the packet of a trajectory; more is what else the packet
// holds.
func czmlPath(out io.Writer, epoch time.Time, e Ephemeris, more string) {
	start := czmlTime(epoch, 0)
	rgba := czmlColour(kindColours[e.Kind])
	first, end := e.Samples[0].Time, e.Samples[len(e.Samples)-1].Time
	fmt.Fprintf(out, ",\n{\"id\":%s,\"name\":%s,\"availability\":\"%s/%s\",%s", quote(e.ID), quote(e.Name), czmlTime(epoch, first), czmlTime(epoch, end), more)
	fmt.Fprintf(out, "\"point\":{\"pixelSize\":6,\"color\":%s},", rgba)
	fmt.Fprintf(out, "\"path\":{\"width\":2,\"leadTime\":0,\"trailTime\":%s,\"resolution\":5,\"material\":{\"solidColor\":{\"color\":%s}}},", short(end-first, 3), rgba)
	fmt.Fprintf(out, "\"position\":{\"referenceFrame\":\"FIXED\",\"epoch\":%q,\"interpolationAlgorithm\":\"LAGRANGE\",\"interpolationDegree\":%d,\"cartesian\":[%s]}}",
		start, degreeOf(e), czmlSamples(e))
}

func czmlColour(c color.RGBA) string {
	return fmt.Sprintf("{\"rgba\":[%d,%d,%d,%d]}", c.R, c.G, c.B, c.A)
}

func czmlSamples(e Ephemeris) string {
	var numbers []string
	for _, s := range e.Samples {
		numbers = append(numbers, short(s.Time, 6), short(s.Position.X, 2), short(s.Position.Y, 2), short(s.Position.Z, 2))
	}
	return strings.Join(numbers, ",")
}

// degreeOf is the degree of the polynomials through the samples: five, or less
// where there are too few.
func degreeOf(e Ephemeris) int { return min(5, len(e.Samples)-1) }

func czmlTime(epoch time.Time, seconds float64) string {
	return instant(epoch, seconds).Format("2006-01-02T15:04:05.999999Z")
}
