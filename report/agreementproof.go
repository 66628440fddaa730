package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"scutum/agreement/certificate"
	"scutum/scenario"
)

// Proof is what proving an agreement's guarantee came to: a certificate, or the
// cases that resisted.
type Proof struct {
	Terms       *certificate.Terms
	Certificate *certificate.Certificate // nil where a case resisted
	Refuted     []Refutation
	Outside     []string // what of the shield is not within the terms
	File        File     // of the certificate, where there is one
	Verified    bool     // by the independent checker
	Cases       int
	Boxes       int                  // of the proof; 0 for a certificate that came from elsewhere
	Anew        int                  // boxes that the checker proved anew, no two of which overlap
	Nearest     *certificate.Meeting // nil where nothing was sampled
	NearestShip *certificate.Meeting // nil too without a sea
	Draws       int                  // of the search for the nearest
	Closest     *certificate.Miss    // nil too where a meeting is possible
	Measured    certificate.Difference
}

// Refutation is a case that resisted its proof.
type Refutation struct {
	Case    certificate.Case
	Where   string               // the smallest box that resisted
	Meeting *certificate.Meeting // within the cap; nil where sampling finds none
}

// Proved says whether the guarantee holds for this shield.
func (p *Proof) Proved() bool { return p.Certificate != nil && len(p.Outside) == 0 }

// worst is the meeting that needs least; nil where sampling found none.
func (p *Proof) worst() (w *Refutation) {
	for i := range p.Refuted {
		r := &p.Refuted[i]
		if r.Meeting != nil && (w == nil || r.Meeting.SpeedKmS < w.Meeting.SpeedKmS) {
			w = r
		}
	}
	return w
}

// proofWords is a proof, or what stands against it, in plain words.
type proofWords struct {
	State, Class string
	Claim        string
	Plain        []string
	Outside      []string
	Counter      *failure
	Resisting    []resistingRow
	NotCovered   []string
	File         *File // of the certificate
	Agreement    string
	Study        string
}

// resistingRow is a case that resisted.
type resistingRow struct{ Case, Where, Needs string }

func (a *Agreement) proofWords() *proofWords {
	p := a.Proof
	if p == nil {
		return nil
	}
	w := &proofWords{Claim: p.Terms.Claim(), NotCovered: certificate.NotCovered, Outside: p.Outside, Plain: plainTerms(p.Terms)}
	w.State, w.Class = p.state()
	if len(p.Refuted) > 0 {
		w.resist(p)
		return w
	}
	w.Plain = append(w.Plain, p.nearWords()...)
	if p.Verified {
		w.File, w.Agreement, w.Study = &p.File, p.Certificate.Agreement.SHA256, p.Certificate.Study.SHA256
	}
	return w
}

func (p *Proof) state() (words, class string) {
	switch {
	case p.worst() != nil:
		return fmt.Sprintf("does not hold: %d of %s cases resist", len(p.Refuted), thousands(float64(p.Cases))), "broken"
	case len(p.Refuted) > 0:
		return fmt.Sprintf("not proved: %d of %s cases resist", len(p.Refuted), thousands(float64(p.Cases))), "broken"
	case len(p.Outside) > 0:
		return "proved for its limits, and this shield stands outside them", "broken"
	case p.Verified:
		return fmt.Sprintf("verified here by the independent checker: %s boxes proved anew", thousands(float64(p.Anew))), "kept"
	}
	return "proved, not verified here", "quiet"
}

// resist says which cases resist, and draws the meeting that needs least.
func (w *proofWords) resist(p *Proof) {
	w.Plain = append([]string{"This is what the agreement claims:"}, w.Plain...)
	for i := range p.Refuted {
		r := &p.Refuted[i]
		row := resistingRow{r.Case.Name, r.Where, "sampling finds no meeting within the cap: the bounds are not sharp enough"}
		if r.Meeting != nil {
			row.Needs = fixed(r.Meeting.SpeedKmS, 4) + " km/s is enough"
		}
		w.Resisting = append(w.Resisting, row)
	}
	r := p.worst()
	if r == nil {
		return
	}
	burn, commit := clockOf(p.Terms, &r.Case)
	f, err := r.Case.Flight(r.Meeting, burn)
	if err != nil {
		return // it was flown when it was found
	}
	m := r.Meeting
	times := moments(r.Case.Field, r.Case.Target, burn, burn+commit, burn+r.Case.Depart, f.FlightTime, burn+m.MeetingS, fixed(m.AltitudeKm, 0)+" km above "+placeWords(m.PlaceLatDeg, m.PlaceLonDeg))
	launch, at := burn+m.DepartS-p.Terms.LeastLostTimeS, len(times)-2
	if launch < burn+r.Case.Depart {
		at-- // before the earliest end of the lost time
	}
	times = slices.Insert(times, at, timeRow{fixed(launch, 0) + " s", "the interceptor is launched"})
	w.Counter = &failure{ID: "refuted", Object: "an interceptor of " + fixed(m.SpeedKmS, 2) + " km/s " + r.from(), Values: "the cap is " + plain(p.Terms.SpeedCapKmS) + " km/s",
		Says:  fmt.Sprintf("It can meet a missile on its way from the field at %s to %s: of the cases that resist, the one that needs least.", r.Case.Field, r.Case.Target),
		Times: times, Again: ReckonMeeting(p.Terms, &r.Case, m)}
	w.Counter.draw(&encounter{flight: &f, field: r.Case.Field, target: r.Case.Target, site: r.station(), stands: m.Site, ship: r.Case.Station == "", reached: true,
		lat: m.PlaceLatDeg, lon: m.PlaceLonDeg, km: m.AltitudeKm, words: w.Counter.Says})
}

func (r *Refutation) station() string {
	if r.Case.Station == "" {
		return "ship"
	}
	return r.Case.Station
}

func (r *Refutation) from() string {
	if r.Case.Station == "" {
		return "on a ship at " + placeWords(r.Meeting.Site.LatDeg(), r.Meeting.Site.LonDeg())
	}
	return "at " + r.Case.Station
}

// clockOf returns the latest burnout of a case's missile, s after its launch, and
// the interceptor's earliest launch after burnout.
func clockOf(t *certificate.Terms, c *certificate.Case) (burn, commit float64) {
	i := slices.IndexFunc(t.Fields, func(f certificate.Field) bool { return f.Name == c.Field })
	return t.Fields[i].BurnUntilS, c.Depart - t.LeastLostTimeS
}

var smallNumbers = []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}

func numberWord(n int) string {
	if n < len(smallNumbers) {
		return smallNumbers[n]
	}
	return thousands(float64(n))
}

// plainTerms says the terms for readers of treaties.
func plainTerms(t *certificate.Terms) (out []string) {
	coast := fmt.Sprintf("whatever time of flight it takes within %s s of the least-energy one", plain(t.Coast.WithinS))
	if t.Coast.RatioFrom > 0 {
		coast = fmt.Sprintf("whatever time of flight it takes between %s and %s times the least-energy one", plain(t.Coast.RatioFrom), plain(t.Coast.RatioTo))
	}
	head := fmt.Sprintf("For every launch point %s, and every aim point %s, %s:", within(t.FieldRadiusKm, fieldNames(t)), within(t.AimRadiusKm, placeNames(t.Aims)), coast)
	commit := ""
	if t.Commit.AfterLaunchS != nil {
		commit = "no sooner than " + commitSays(scenario.Commit{ByLaunch: true, AfterLaunch: *t.Commit.AfterLaunchS})
	} else {
		commit = "no sooner than " + strings.TrimPrefix(commitSays(scenario.Commit{AfterBurnout: *t.Commit.AfterBurnoutS}), "at ")
	}
	var from []string
	if len(t.Sites) > 0 {
		from = append(from, "from "+strings.Join(placeNames(t.Sites), " or "))
	}
	if t.Sea != nil {
		from = append(from, "from any ship in "+seaWords(t.Sea)+",")
	}
	return append(out, head, fmt.Sprintf("no interceptor of up to %s km/s, launched %s %s, with at least %s s lost to its boost, can be where the missile is at %s km of altitude or higher, however long it waits before it leaves.",
		plain(t.SpeedCapKmS), strings.Join(from, " or "), commit, plain(t.LeastLostTimeS), plain(t.LeastAltitudeKm)))
}

// within says that a point lies in one of some discs.
func within(radiusKm float64, names []string) string {
	if len(names) == 1 {
		return fmt.Sprintf("within %s km of %s", plain(radiusKm), names[0])
	}
	return fmt.Sprintf("in these %s areas, each of %s km radius (%s)", numberWord(len(names)), plain(radiusKm), list(names))
}

// seaWords names a sea by its edges and by what is left out of it.
func seaWords(s *certificate.Sea) string {
	var out []string
	for _, r := range s.Excluded {
		out = append(out, rectangleWords(r))
	}
	switch words := rectangleWords(s.Rectangle); len(out) {
	case 0:
		return words
	case 1:
		return words + " outside one excluded area (" + out[0] + ")"
	default:
		return words + " outside " + numberWord(len(out)) + " excluded areas (" + list(out) + ")"
	}
}

// rectangleWords names a rectangle by its edges.
func rectangleWords(r certificate.Rectangle) string {
	edge := func(deg float64, positive, negative string) string {
		switch {
		case deg < 0:
			return plain(-deg) + "° " + negative
		case deg == 0:
			return "0°"
		}
		return plain(deg) + "° " + positive
	}
	return fmt.Sprintf("%s to %s by %s to %s", edge(r.SouthDeg, "N", "S"), edge(r.NorthDeg, "N", "S"), edge(r.WestDeg, "E", "W"), edge(r.EastDeg, "E", "W"))
}

func fieldNames(t *certificate.Terms) (names []string) {
	for i := range t.Fields {
		names = append(names, t.Fields[i].Name)
	}
	return names
}

func placeNames(places []certificate.Named) (names []string) {
	for _, p := range places {
		names = append(names, p.Name)
	}
	return names
}

// placeWords is a place to a tenth of a degree.
func placeWords(lat, lon float64) string {
	return place(math.Round(lat*10)/10, math.Round(lon*10)/10)
}

// nearWords says how near the nearest interceptor comes, and what the flattened
// Earth changes; both are samples, not proofs.
func (p *Proof) nearWords() (out []string) {
	speedCap := p.Terms.SpeedCapKmS
	if c := p.Closest; c != nil {
		out = append(out, fmt.Sprintf("The nearest any interceptor on land comes is %s km, at %s km of height above %s, %s s after the missile's burnout, for %s: it leaves %s s after burnout at %s km/s.",
			fixed(c.Km, 0), fixed(c.AtAltitudeKm, 0), placeWords(c.AtLatDeg, c.AtLonDeg), fixed(c.AtS, 0), c.Case, fixed(c.LeftS, 0), plain(speedCap)))
	}
	if n := p.Nearest; n != nil {
		out = append(out, fmt.Sprintf("The least speed at which one of them would meet a missile is %s km/s, %s km/s above the cap: for %s, leaving %s s and meeting %s s after burnout, %s km high above %s. This and the nearest are the least of %s sampled flights, no proof.",
			fixed(n.SpeedKmS, 2), fixed(n.SpeedKmS-speedCap, 2), n.Case, fixed(n.DepartS, 0), fixed(n.MeetingS, 0), fixed(n.AltitudeKm, 0), placeWords(n.PlaceLatDeg, n.PlaceLonDeg), thousands(float64(p.Draws))))
	}
	if n := p.NearestShip; n != nil {
		out = append(out, fmt.Sprintf("From a ship it would take %s km/s, %s km/s above the cap: from %s, for %s, leaving %s s and meeting %s s after burnout, %s km high above %s; sampled over all places that ships are allowed.",
			fixed(n.SpeedKmS, 2), fixed(n.SpeedKmS-speedCap, 2), placeWords(n.Site.LatDeg(), n.Site.LonDeg()), n.Case, fixed(n.DepartS, 0), fixed(n.MeetingS, 0), fixed(n.AltitudeKm, 0), placeWords(n.PlaceLatDeg, n.PlaceLonDeg)))
	}
	if p.Measured.Cases > 0 {
		worst := math.Max(0, -p.Measured.Least)
		out = append(out, fmt.Sprintf("The proof is about a rotating sphere. On the flattened Earth the worst of %s sampled cases near the cap needed %s km/s less: there the cap is to be read as %s km/s.",
			thousands(float64(p.Measured.Cases)), fixed(worst, 4), fixed(math.Floor((speedCap-worst)*1e4)/1e4, 4)))
	}
	return out
}
