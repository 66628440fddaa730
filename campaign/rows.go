package campaign

import (
	"math"
	"strconv"
	"strings"
	"time"

	"scutum/engagement/battle"
)

// Rows are the tables that other programs read. Times are to 1 ms, since the
// scenario's epoch; what does not exist is empty in CSV and null in Parquet.
// CSV and Parquet hold the same numbers.

// shotRow is a row of engagements: one interceptor.
type shotRow struct {
	Run          int32    `parquet:"run,delta"`
	Party        string   `parquet:"party,dict"`
	Missile      string   `parquet:"missile,dict"`
	Class        string   `parquet:"class,dict"`
	Track        int32    `parquet:"track"`
	Site         string   `parquet:"site,dict"`
	Interceptor  string   `parquet:"interceptor,dict"`
	Salvo        int32    `parquet:"salvo"`
	Ordered      *float64 `parquet:"ordered_s"`
	Departed     *float64 `parquet:"departed_s"`
	Meeting      *float64 `parquet:"meeting_s"`
	LatDeg       *float64 `parquet:"meeting_lat_deg"`
	LonDeg       *float64 `parquet:"meeting_lon_deg"`
	AltitudeKm   *float64 `parquet:"meeting_altitude_km"`
	RequiredKmS  *float64 `parquet:"required_speed_km_s"`
	MarginKmS    *float64 `parquet:"margin_km_s"`
	LatestLaunch *float64 `parquet:"latest_launch_s"`
	Outcome      string   `parquet:"outcome,dict"`
	Assessed     bool     `parquet:"assessed_killed"`
}

const shotNumbers = 9

// shotDecimals are those of the nine numbers of a shot, in the order of its
// columns.
var shotDecimals = [shotNumbers]int{3, 3, 3, 4, 4, 3, 4, 4, 3}

var shotHead = "run,party,missile,class,track,site,interceptor,salvo,ordered_s,departed_s,meeting_s,meeting_lat_deg,meeting_lon_deg," +
	"meeting_altitude_km,required_speed_km_s,margin_km_s,latest_launch_s,outcome,assessed_killed\n"

// none stands for a number that does not exist among whole steps.
const none = math.MinInt64

// steps returns x in whole steps of the last decimal.
func steps(x float64, decimals int) int64 {
	if math.IsNaN(x) || math.Abs(x) > 1e9 {
		return none
	}
	return int64(math.Round(x * powers[decimals]))
}

// milliseconds returns a time in whole milliseconds; one before the epoch
// stands for never.
func milliseconds(t time.Duration) int64 {
	if t < 0 {
		return none
	}
	return int64((t + time.Millisecond/2) / time.Millisecond)
}

var powers = [...]float64{1, 10, 100, 1000, 10000}

// value returns the number of so many steps, the same as its decimals are read.
func value(steps int64, decimals int) float64 { return float64(steps) / powers[decimals] }

// shotSteps returns the nine numbers of a shot in steps.
func shotSteps(s *battle.Shot) [shotNumbers]int64 {
	return [...]int64{
		milliseconds(s.Ordered), milliseconds(s.Departed), milliseconds(s.Meeting),
		steps(s.MeetingLatDeg, 4), steps(s.MeetingLonDeg, 4), steps(s.MeetingKm, 3), steps(s.RequiredKmS, 4), steps(s.MarginKmS, 4),
		milliseconds(s.LatestLaunch),
	}
}

// missileRow is a row of missiles: what became of one missile in one run.
type missileRow struct {
	Run            int32    `parquet:"run,delta"`
	Missile        string   `parquet:"missile,dict"`
	Class          string   `parquet:"class,dict"`
	Launched       *float64 `parquet:"launched_s"`
	Warned         *float64 `parquet:"warned_s"`
	Detected       *float64 `parquet:"detected_s"`
	Tracked        *float64 `parquet:"tracked_s"`
	Committed      *float64 `parquet:"committed_s"`
	FirstDeparture *float64 `parquet:"first_departure_s"`
	FirstMeeting   *float64 `parquet:"first_meeting_s"`
	Killed         *float64 `parquet:"killed_s"`
	Impact         *float64 `parquet:"impact_s"`
	Shots          int32    `parquet:"shots"`
	Doubled        int32    `parquet:"double_shots"`
	Reached        string   `parquet:"reached,dict"` // the last step of the kill chain
	Leaked         bool     `parquet:"leaked"`
	Why            string   `parquet:"why,dict"`
}

// eventRow is a row of events.
type eventRow struct {
	Run     int32   `parquet:"run,delta"`
	Time    float64 `parquet:"time_s"`
	Event   string  `parquet:"event,dict"`
	Party   string  `parquet:"party,dict"`
	Missile string  `parquet:"missile,dict"`
	Track   int32   `parquet:"track"`
	Site    string  `parquet:"site,dict"`
	Battery string  `parquet:"battery,dict"`
	Sensor  string  `parquet:"sensor,dict"`
	Why     string  `parquet:"why,dict"`
}

var eventHead = "run,time_s,event,party,missile,track,site,battery,sensor,why\n"

// text makes lines of CSV. Words are put in quotes where they need it.
type text struct {
	b      []byte
	quoted map[string]string
}

// comma ends a field.
func (t *text) comma() { t.b = append(t.b, ',') }

// end ends a line in place of its last comma.
func (t *text) end() { t.b[len(t.b)-1] = '\n' }

func (t *text) word(s string) {
	q, known := t.quoted[s]
	if !known {
		q = s
		if strings.ContainsAny(s, ",\"\r\n") || strings.HasPrefix(s, " ") {
			q = `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
		}
		if t.quoted == nil || len(t.quoted) > mostReasons {
			t.quoted = map[string]string{}
		}
		t.quoted[s] = q
	}
	t.b = append(t.b, q...)
	t.comma()
}

func (t *text) whole(n int) {
	t.b = strconv.AppendInt(t.b, int64(n), 10)
	t.comma()
}

func (t *text) yes(is bool) {
	t.b = strconv.AppendBool(t.b, is)
	t.comma()
}

// number writes so many steps of the last decimal, with all decimals.
func (t *text) number(steps int64, decimals int) {
	if steps != none {
		if steps < 0 {
			t.b = append(t.b, '-')
			steps = -steps
		}
		scale := int64(powers[decimals])
		t.b = strconv.AppendInt(t.b, steps/scale, 10)
		t.b = append(t.b, '.')
		for rest := steps % scale; scale > 1; rest %= scale {
			scale /= 10
			t.b = append(t.b, '0'+byte(rest/scale))
		}
	}
	t.comma()
}

func (t *text) shot(s *battle.Shot) {
	t.whole(s.Run)
	t.word(s.Party)
	t.word(s.Missile)
	t.word(s.Class)
	t.whole(s.Track)
	t.word(s.Site)
	t.word(s.Interceptor)
	t.whole(s.Salvo)
	for i, n := range shotSteps(s) {
		t.number(n, shotDecimals[i])
	}
	t.word(s.Outcome)
	t.yes(s.AssessedKilled)
	t.end()
}

func (t *text) event(run int, e *battle.Event) {
	t.whole(run)
	t.number(milliseconds(max(0, e.Time)), 3)
	t.word(e.Kind.String())
	t.word(e.Party)
	t.word(e.Missile)
	t.whole(e.Track)
	t.word(e.Site)
	t.word(e.Battery)
	t.word(e.Sensor)
	t.word(e.Why)
	t.end()
}
