package rehearsal

import (
	"fmt"
	"math"
	"time"

	"scutum/campaign"
	"scutum/engagement/battle"
	"scutum/internal/random"
	"scutum/physics/flight"
	"scutum/scenario"
)

// Raid makes up the battles of a setting: real flights, invented fates. Every
// step of the kill chain loses some missile.
func Raid(set *scenario.Setting) (func() campaign.Runner, error) {
	var flights []flight.Ballistic
	for _, m := range set.Raid.Missiles {
		b := m.Class.Burnout
		aim := flight.NewAim(set.Earth, flight.Boost{Time: b.BurnTime, Altitude: b.Altitude, Downrange: b.Downrange}, m.From.Place, m.To.Place)
		f, err := aim.Fly(m.Shape)
		if err != nil {
			return nil, err
		}
		flights = append(flights, f)
	}
	return func() campaign.Runner { return &made{set: set, flights: flights} }, nil
}

// made is a battle whose runs are made up.
type made struct {
	set        *scenario.Setting
	flights    []flight.Ballistic
	detections int
}

func (b *made) Detections() int { return b.detections }

func (b *made) Run(run uint64, r battle.Recorder) error {
	for i := range b.flights {
		f := fate{made: b, r: r, i: i, s: random.New(b.set.Seed, run, b.set.Raid.Missiles[i].Name, "rehearsal")}
		f.play()
	}
	b.detections += 1000 + int(run%13)
	return nil
}

// fate is what becomes of one missile of one run.
type fate struct {
	*made
	r battle.Recorder
	i int
	s random.Stream
	o battle.Outcome
}

func seconds(x float64) time.Duration { return time.Duration(math.Round(x*1000)) * time.Millisecond }

// event records an event of the missile.
func (f *fate) event(at time.Duration, kind battle.Kind, site, sensor, why string) {
	if f.r.Wants() {
		f.r.Event(battle.Event{Time: at, Kind: kind, Party: "NATO", Missile: f.o.Missile, Track: f.i + 1, Site: site, Sensor: sensor, Why: why})
	}
}

// play goes down the kill chain until the missile is lost or killed.
func (f *fate) play() {
	m, b := f.set.Raid.Missiles[f.i], &f.flights[f.i]
	launch := m.Launch + seconds(f.s.Uniform(0, f.set.Raid.Spread.Seconds()))
	f.o = battle.Outcome{Missile: m.Name, Class: m.Class.Name, Launched: launch, Warned: launch + 45*time.Second, Detected: -1, Tracked: -1, Committed: -1,
		FirstDeparture: -1, FirstMeeting: -1, Killed: -1, Impact: launch + seconds(b.FlightTime), Leaked: true}
	f.event(launch, battle.Launched, "", "", m.From.Name+" to "+m.To.Name)
	f.event(f.o.Warned, battle.Warned, "", "space infrared", "launch point and azimuth")
	if why := f.chain(launch, b); why != "" {
		f.o.Why = why
		f.event(f.o.Impact, battle.Impacted, "", "", why)
	}
	f.r.Outcome(f.o)
}

// chain returns why the missile was lost, "" where it was killed.
func (f *fate) chain(launch time.Duration, b *flight.Ballistic) string {
	shield := &f.set.Shields[0]
	if f.s.Float64() < 0.04 {
		f.o.Lost = battle.Detected
		return fmt.Sprintf("no radar that may be used held it; the nearest horizon was at %d s", f.s.Whole(300, 500))
	}
	radar := shield.Radars[f.i%len(shield.Radars)].Name
	f.o.Detected = launch + seconds(b.Boost.Time+f.s.Uniform(5, 40))
	f.event(f.o.Detected, battle.Detected, "", radar, "")
	if f.s.Float64() < 0.03 {
		f.o.Lost = battle.Dropped
		return "the track was lost before it was confirmed"
	}
	f.o.Tracked = f.o.Detected + 3*time.Second
	f.event(f.o.Tracked, battle.Tracked, "", radar, "")
	f.event(f.o.Tracked+2*time.Second, battle.Classified, "", radar, f.o.Class+", falls within 12 km of "+f.set.Raid.Missiles[f.i].To.Name)
	if f.s.Float64() < 0.06 {
		f.o.Lost = battle.NotEngaged
		return "no battery reaches it: needs 4.92 km/s, has 4.5"
	}
	f.o.Committed = f.o.Tracked + 30*time.Second
	f.event(f.o.Committed, battle.Committed, "", "", "")
	if f.s.Float64() < 0.08 {
		late := f.s.Whole(1, 30)
		f.o.Lost = battle.NotEngaged
		why := fmt.Sprintf("latest launch %.0f s passed %d s before commit", f.o.Committed.Seconds()-float64(late), late)
		f.event(f.o.Committed, battle.NotEngaged, shield.Sites[f.i%len(shield.Sites)].Name, "", why)
		return why
	}
	return f.shoot(b, launch)
}

// shoot fires twice at most.
func (f *fate) shoot(b *flight.Ballistic, launch time.Duration) string {
	shield := &f.set.Shields[0]
	site := &shield.Sites[f.i%len(shield.Sites)]
	battery := &site.Batteries[0]
	departed := f.o.Committed + seconds(f.s.Uniform(1, 20))
	for salvo := 1; salvo <= 2; salvo++ {
		flown := math.Min(b.FlightTime-60, (departed-launch).Seconds()+f.s.Uniform(150, 260))
		meeting := launch + seconds(flown)
		if meeting <= departed {
			return "no time for a second shot"
		}
		r, t := b.Arc.PositionTime(b.Arc.At(math.Max(flown, b.Boost.Time+1)))
		place := f.set.Earth.Place(f.set.Earth.Rotating(r, t))
		shot := battle.Shot{Party: "NATO", Missile: f.o.Missile, Class: f.o.Class, Track: f.i + 1, Site: site.Name, Interceptor: battery.Interceptor.Name, Salvo: salvo,
			Ordered: departed - time.Second, Departed: departed, Meeting: meeting, MeetingLatDeg: place.LatDeg(), MeetingLonDeg: place.LonDeg(), MeetingKm: place.Alt / 1000,
			RequiredKmS: 3 + f.s.Float64(), LatestLaunch: departed + seconds(f.s.Uniform(5, 90)), Outcome: "missed"}
		shot.MarginKmS = battery.Interceptor.BurnoutSpeed/1000 - shot.RequiredKmS
		f.event(shot.Ordered, battle.Ordered, site.Name, "", "")
		f.event(departed, battle.Departed, site.Name, "", battery.Interceptor.Name)
		if f.o.FirstDeparture < 0 {
			f.o.FirstDeparture, f.o.FirstMeeting = departed, meeting
		}
		f.o.Shots++
		kind := battle.Missed
		if f.s.Float64() < battery.Interceptor.KillProbability {
			kind, shot.Outcome, shot.AssessedKilled = battle.Killed, "killed", true
			f.o.Killed, f.o.Impact, f.o.Leaked = meeting, -1, false
		}
		f.event(meeting, kind, site.Name, "", "")
		f.event(meeting+20*time.Second, battle.Assessed, site.Name, "", shot.Outcome)
		f.r.Shot(shot)
		if shot.AssessedKilled {
			return ""
		}
		departed = meeting + 25*time.Second
	}
	f.o.Lost = battle.Missed
	return "2 of 2 shots missed"
}
