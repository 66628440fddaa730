package battle

import (
	"fmt"
	"math"
	"time"

	"scutum/engagement/filter"
	"scutum/engagement/fusion"
	"scutum/engagement/threat"
	"scutum/physics/orbit"
	"scutum/scenario"
)

const organic = scenario.Organic

// estimate is what a command makes of a track: the arc on which plans rest. Its
// times are since the epoch, in axes that coincide with the Earth's then.
type estimate struct {
	number   int // the command's own, of the track
	contact  int // in its centre; -1 when the centre has stood down
	version  int // counts the pictures that it was made from
	at       time.Duration
	sound    bool   // a state was on an arc that falls; the last one that was is kept
	doubt    reason // why the picture does not vouch for it; none where it does
	state    filter.State
	arc      orbit.Arc
	class    int // -1 for none
	launched time.Duration
	burnout  time.Duration
	fall     time.Duration // when it is expected to
	impact   threat.Impact
	risk     threat.Risk
	chance   float64 // of the class
	by       []aim   // by battery
	tries    int     // how often nothing could be done
}

// aim is the answer of one battery on an estimate.
type aim struct {
	version int           // of the estimate
	from    time.Duration // earliest launch that was asked for
	option  option
	why     reason
	had     bool    // there was an option once
	needs   float64 // m/s, with a launch at burnout; 0 while not asked
	commit  time.Duration
}

// newTarget makes a target of a contact.
func (w *Worker) newTarget(command, i int) {
	n := w.network
	c := &n.centres[command]
	if n.spare == len(n.estimates) {
		n.estimates = append(n.estimates, &estimate{by: make([]aim, len(w.b.batteries))})
	}
	e := n.estimates[n.spare]
	n.spare++
	*e = estimate{number: c.base + i + 1, contact: i, class: -1, at: never, by: e.by}
	clear(e.by)
	k := len(w.targets)
	w.targets = append(w.targets, target{command: int32(command), missile: int32(c.contacts[i].origin), about: -1, estimate: e})
	for range w.b.batteries {
		w.refused = append(w.refused, 0)
	}
	c.contacts[i].target = k
	w.refresh(k)
}

// refresh makes a target's estimate from the picture that its command has now,
// if that is newer.
func (w *Worker) refresh(k int) {
	n, t := w.network, &w.targets[k]
	e := t.estimate
	c := &n.centres[t.command]
	if e.contact < 0 || e.at == c.ticked {
		return
	}
	x := &c.contacts[e.contact]
	if x.track < 0 {
		return
	}
	track := &c.Tracks()[x.track]
	e.doubt = doubtOf(track)
	arc, ok := filter.Arc(w.b.set.Earth, &track.State.X, c.ticked.Seconds())
	if !ok {
		return
	}
	fall, ok := n.motion.Impact(&track.State)
	if !ok {
		return
	}
	e.version++
	e.at, e.state, e.arc, e.sound = c.ticked, track.State, arc, true
	e.fall = e.at + nanoseconds(fall.Time)
	e.impact = threat.Impact{At: fall.Place, North: fall.Spread[0][0], East: fall.Spread[1][1], NorthEast: fall.Spread[0][1], Time: e.fall}
	// The raster of the ground is no finer than this.
	e.impact.North += groundSigma * groundSigma
	e.impact.East += groundSigma * groundSigma
	e.risk = w.b.commands[t.command].ground.Risk(&e.impact)
	t.value = e.risk.Worth()
	t.engaging = w.b.set.Doctrine.Undefended || e.risk.Share > 0 && e.risk.Share >= w.b.set.Doctrine.MinimumHitShare
	w.classify(k)
}

// doubtOf is why nothing is to be shot at a track of the picture: nobody but a
// liar reports it, sensors contradict each other on it, or three or more see the
// place and too few report it. Where one or two see, one is believed: engagement
// may rest on one radar's firm track.
func doubtOf(t *fusion.Track) reason {
	switch {
	case t.Marks&fusion.Invented != 0:
		return invention
	case t.Marks&fusion.Disputed != 0:
		return disputed
	case t.Marks&(fusion.Awaited|fusion.Uncorroborated) != 0:
		return unwitnessed
	}
	return noReason
}

// classify guesses the class, and from it when the missile was launched and
// burnt out; a launch report that is matched with it says the first better.
func (w *Worker) classify(k int) {
	n, t := w.network, &w.targets[k]
	e := t.estimate
	p, v := &e.state.P, &e.state.X
	track := threat.Track{Time: e.at, SpeedSigma: math.Sqrt(math.Max(p[3][3], math.Max(p[4][4], p[5][5]))),
		PositionSigma: math.Sqrt(math.Max(p[0][0], math.Max(p[1][1], p[2][2])))}
	track.Position.X, track.Position.Y, track.Position.Z = v[0], v[1], v[2]
	track.Velocity.X, track.Velocity.Y, track.Velocity.Z = v[3], v[4], v[5]
	var launch *threat.Launch
	if r := w.match(k, &track); r != nil {
		n.launch = r.launch()
		launch = &n.launch
	}
	if e.class = n.guess.Guess(&track, launch, n.chance); e.class >= 0 {
		e.chance = n.chance[e.class]
	}
	altitude, burn := 0.0, 0.0
	if e.class >= 0 {
		altitude, burn = w.b.classes[e.class].Burnout.Altitude, w.b.classes[e.class].Burnout.BurnTime
	}
	// Back along the arc to the burnout, so that what was possible is known.
	if back := rising(w.b, &e.arc, altitude); back < e.arc.From {
		e.arc.From = back
	}
	e.burnout = time.Duration(e.arc.Time(e.arc.From) * 1e9)
	e.launched = e.burnout - nanoseconds(burn)
	if launch != nil {
		e.launched = launch.Time
	}
}

// rising returns the anomaly before apogee at which an arc has an altitude;
// +Inf where it never has.
func rising(b *Battle, arc *orbit.Arc, altitude float64) float64 {
	radius := b.set.Earth.Radius + altitude
	eta := math.Inf(1)
	for range 3 {
		c := (radius/arc.A - 1) / arc.E
		if !(c > -1 && c < 1) {
			return math.Inf(1)
		}
		eta = -acos(c)
		radius += altitude - arc.Height(b.set.Earth, eta)
	}
	return eta
}

// meaning says what an estimate is taken for and what it threatens.
func (w *Worker) meaning(e *estimate) string {
	if !e.sound {
		return "it is on no arc that falls"
	}
	ellipse, class := e.impact.Ellipse(0.95), "taken for no class"
	if e.class >= 0 {
		class = fmt.Sprintf("taken for %s with probability %.2f", w.b.classes[e.class].Name, e.chance)
	}
	return class + fmt.Sprintf("; falls at %.1f N %.1f E within %.0f by %.0f km (95 %%), on defended ground with probability %.2f; %.0f thousand people live where it falls",
		e.impact.At.LatDeg(), e.impact.At.LonDeg(), ellipse.Major/1e3, ellipse.Minor/1e3, e.risk.Share, e.risk.People/1e3)
}
