package export

import (
	"bufio"
	"fmt"
	"io"
	"time"
)

// OEM writes a trajectory as a CCSDS Orbit Ephemeris Message in its keyword
// form, version 2.0 (CCSDS 502.0-B-2, section 5): one object a file, positions
// in km and velocities in km/s, UTC, in the Earth-fixed frame. Velocities are
// relative to the rotating Earth. The frame is called ITRF2000, which WGS-84
// followed in the years of the studies to centimetres; the Earth here turns
// uniformly, without polar motion.
//
// created is the date of the study, not of the run.
func OEM(w io.Writer, epoch, created time.Time, e Ephemeris) error {
	out := bufio.NewWriter(w)
	line := func(key, value string) { fmt.Fprintf(out, "%s = %s\n", key, value) }
	line("CCSDS_OEM_VERS", "2.0")
	line("CREATION_DATE", created.UTC().Format("2006-01-02T15:04:05"))
	line("ORIGINATOR", "SCUTUM")
	fmt.Fprint(out, "\nMETA_START\n")
	line("OBJECT_NAME", e.Name)
	line("OBJECT_ID", e.ID)
	line("CENTER_NAME", "EARTH")
	line("REF_FRAME", "ITRF2000")
	line("TIME_SYSTEM", "UTC")
	line("START_TIME", oemTime(epoch, e.Samples[0].Time))
	line("STOP_TIME", oemTime(epoch, e.Samples[len(e.Samples)-1].Time))
	line("INTERPOLATION", "LAGRANGE")
	line("INTERPOLATION_DEGREE", fmt.Sprint(max(1, degreeOf(e))))
	fmt.Fprint(out, "META_STOP\n\nCOMMENT A notional trajectory of a study, computed from public figures.\n")
	for _, s := range e.Samples {
		fmt.Fprintf(out, "%s %s %s %s %s %s %s\n", oemTime(epoch, s.Time),
			fixed(s.Position.X/1000, 6), fixed(s.Position.Y/1000, 6), fixed(s.Position.Z/1000, 6),
			fixed(s.Velocity.X/1000, 9), fixed(s.Velocity.Y/1000, 9), fixed(s.Velocity.Z/1000, 9))
	}
	return out.Flush()
}

func oemTime(epoch time.Time, seconds float64) string {
	return instant(epoch, seconds).Format("2006-01-02T15:04:05.000000")
}
