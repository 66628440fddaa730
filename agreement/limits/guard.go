package limits

import (
	"math"
	"time"

	"scutum/engagement/battle"
)

// Guard answers whether an order may be given under an agreement: it is the
// battle's Authority. Where evidence is missing the answer is no. It allocates
// little and answers in microseconds; see BenchmarkGuard. Not safe for use by
// several goroutines at once.
type Guard struct {
	clauses []*Clause
	threat  *object
	order   *object
	vars    map[string]any
}

var _ battle.Authority = (*Guard)(nil)

// NewGuard readies an agreement's clauses about engagements as they stand on a
// day.
func NewGuard(a *Agreement, date time.Time) (*Guard, error) {
	g := &Guard{threat: a.threatAt(date), order: &object{engagementKind, make(map[string]any, len(engagementKind.fields))}}
	g.vars = map[string]any{string(AboutEngagement): g.order, "threat": g.threat}
	for i := range a.Clauses {
		c := &a.Clauses[i]
		if c.About != AboutEngagement || !c.From.IsZero() && date.Before(c.From) || !c.Until.IsZero() && !date.Before(c.Until) {
			continue
		}
		if c.When != "" {
			in, err := c.when.yes(g.vars)
			if err != nil {
				return nil, a.broken(c, err)
			}
			if !in {
				continue
			}
		}
		g.clauses = append(g.clauses, c)
	}
	return g, nil
}

// May answers for one order, by the first clause that forbids it.
func (g *Guard) May(o battle.Order) battle.Ruling {
	g.see(&o)
	for _, c := range g.clauses {
		holds, err := c.condition.yes(g.vars)
		switch {
		case err != nil:
			return battle.Ruling{Clause: c.ID, Why: "refused: " + err.Error()}
		case !holds:
			return battle.Ruling{Clause: c.ID, Why: c.Text}
		}
	}
	return battle.Ruling{Allowed: true}
}

// see fills in what the order gives evidence of, and nothing else.
func (g *Guard) see(o *battle.Order) {
	f := g.order.fields
	clear(f)
	words := func(name, value string) {
		if value != "" {
			f[name] = value
		}
	}
	number := func(name string, d *dimension, value float64) {
		if finite(value) {
			f[name] = quantity{d, value}
		}
	}
	words("party", o.Party)
	words("site", o.Site)
	words("interceptor", o.Interceptor)
	words("class", o.Class)
	if o.Depart != 0 && o.Burnout != 0 {
		number("after_burnout", period, (o.Depart - o.Burnout).Seconds())
	}
	place(number, "meeting", o.MeetingLatDeg, o.MeetingLonDeg)
	if o.MeetingKm > 0 {
		number("meeting_altitude", distance, o.MeetingKm)
	}
	place(number, "impact", o.ImpactLatDeg, o.ImpactLonDeg)
	if len(o.Sensors) > 0 {
		f["sensors"] = len(o.Sensors)
		f["single_source"] = o.SingleSource
	}
}

// place gives a place where both coordinates are on the Earth; zero and zero
// together is what an order has that says nothing.
func place(number func(string, *dimension, float64), name string, lat, lon float64) {
	if lat == 0 && lon == 0 || !(math.Abs(lat) <= 90) || !(math.Abs(lon) <= 180) {
		return
	}
	number(name+"_lat", angle, lat)
	number(name+"_lon", angle, lon)
}
