package report

import (
	"fmt"
	"strings"

	"scutum/campaign"
	"scutum/systems/catalogue"
)

// missileRow is a missile of the raid in all runs.
type missileRow struct {
	Missile, From, Leaks, LeaksRange, Tracked, Track, Commit, Meeting, MeetingRange, Shots, Why string
	Bar                                                                                         float64
}

func (r *Raid) missiles() []missileRow {
	var out []missileRow
	for i := range r.Tally.Missiles {
		m := &r.Tally.Missiles[i]
		e := campaign.Share(m.Leaked, m.Runs)
		row := missileRow{Missile: m.Name, Leaks: share(e.Value), LeaksRange: share(e.Low) + " to " + share(e.High), Bar: e.Value, Tracked: share(float64(m.Reached[campaign.Tracked]) / float64(max(1, m.Runs))),
			Track: median(&m.Track), Commit: median(&m.Commit), Meeting: median(&m.Meeting), MeetingRange: medianRange(&m.Meeting), Shots: fixed(float64(m.Shots)/float64(max(1, m.Runs)), 2)}
		for _, x := range r.Setting.Raid.Missiles {
			if x.Name == m.Name {
				row.From = fmt.Sprintf("%s to %s, %s", x.From.Name, x.To.Name, x.Shape)
			}
		}
		var why []string
		for _, l := range m.Losses() {
			text := reasonWords(l.Why)
			if l.Missiles < m.Runs {
				text += " (" + share(float64(l.Missiles)/float64(m.Runs)) + ")"
			}
			why = append(why, text)
		}
		row.Why = strings.Join(why, "; ")
		out = append(out, row)
	}
	return out
}

func median(h *campaign.Histogram) string {
	if h.Total() == 0 {
		return "none"
	}
	m, _, _ := h.Median()
	return fixed(campaign.Seconds(m), 0)
}

func medianRange(h *campaign.Histogram) string {
	if h.Total() == 0 {
		return ""
	}
	_, low, high := h.Median()
	return fixed(campaign.Seconds(low), 0) + " to " + fixed(campaign.Seconds(high), 0)
}

// siteRow is what one site's interceptors of a kind did.
type siteRow struct{ Party, Site, Interceptor, Number, PerRun, Killed, Range string }

func (r *Raid) sites() []siteRow {
	var out []siteRow
	for _, side := range r.Setting.Sides() {
		for _, site := range r.Setting.Shields[side.Shield].Sites {
			for _, b := range site.Batteries {
				row := siteRow{Party: side.Name, Site: site.Name, Interceptor: machine(b.Interceptor.Name), Number: fmt.Sprint(b.Number), PerRun: "0", Killed: "none shot"}
				for _, s := range r.Tally.Sites {
					if s.Party != side.Name || s.Site != site.Name || s.Interceptor != b.Interceptor.Name {
						continue
					}
					e := campaign.Share(s.Kills, s.Shots)
					row.PerRun, row.Killed, row.Range = fixed(r.perRun(s.Shots), 2), share(e.Value), share(e.Low)+" to "+share(e.High)
				}
				out = append(out, row)
			}
		}
	}
	return out
}

// doctrineRow is a rule of the doctrine with where it comes from.
type doctrineRow struct{ Name, Value, Tag, Origin string }

// doctrine lists how the parties shoot.
func (r *Raid) doctrine() []doctrineRow {
	d := &r.Setting.Doctrine
	given := func(name, value string) doctrineRow { return doctrineRow{name, value, "", "the study"} }
	yes := func(b bool, yes, no string) string {
		if b {
			return yes
		}
		return no
	}
	shots := "as each interceptor's own doctrine has it"
	if d.Shots > 0 {
		shots = fmt.Sprint(d.Shots)
	}
	rules := "any site, any class"
	if len(d.Rules) > 0 {
		var all []string
		for _, rule := range d.Rules {
			all = append(all, rule.Site+": "+list(rule.Classes))
		}
		rules = strings.Join(all, "; ")
	}
	return []doctrineRow{
		given("Interceptors that leave together at one target", fmt.Sprint(d.Salvo)),
		given("Successive salvoes at one target, at most", shots),
		given("Before the next salvo", yes(d.Look, "waits for the kill assessment (shoot-look-shoot)", "does not wait")),
		given("Interceptors that each battery keeps back", fmt.Sprint(d.Reserve)),
		given("Who may engage what", rules),
		given("What falls on nobody's defended ground", yes(d.Undefended, "is engaged", "is left alone")),
		r.figure("Meeting to kill assessment", plain(d.AssessDelay.Seconds())+" s", "delay.kill_assessment_s"),
		r.figure("Chance that a kill is taken for a miss", plain(d.MissedKill), "doctrine.missed_kill"),
		r.figure("Chance that a miss is taken for a kill", plain(d.FalseKill), "doctrine.false_kill"),
		r.figure("Least chance of falling on defended ground", plain(d.MinimumHitShare), "doctrine.minimum_hit_share"),
		r.figure("Fire plan made anew every", plain(d.Tick.Seconds())+" s", "doctrine.tick_s"),
		r.figure("Greatest error of a predicted meeting", plain(d.Handover/1000)+" km", "doctrine.handover_km"),
		r.figure("Launches delayed by up to", plain(r.Setting.Raid.Spread.Seconds())+" s", "raid.spread_s"),
	}
}

// tagWords say what a tag means.
var tagWords = map[catalogue.Tag]string{"R": "read in its source", "M": "recalled, unconfirmed", "C": "computed", "A": "assumed"}

// figure is a row whose value is a figure of the catalogue.
func (r *Raid) figure(name, value, key string) doctrineRow {
	origin := r.Figures.Origin(key)
	row := doctrineRow{Name: name, Value: value, Tag: string(origin.Tag)}
	switch origin.Kind {
	case catalogue.OfFile:
		row.Tag, row.Origin = "", "the study or the command line"
	default:
		row.Origin = "catalogue, " + key
		if words := tagWords[origin.Tag]; words != "" {
			row.Origin += ", " + words
		}
	}
	return row
}
