package compare

import (
	"context"
	"fmt"
	"math"
	"slices"

	"scutum/scenario"
	"scutum/systems/catalogue"
)

// Sets compares a shield of a study under two sets of figures. expand fills the
// study in under figures and chooses the shield.
func Sets(ctx context.Context, on string, keys []string, a, b catalogue.Figures, names [2]string, expand func(catalogue.Figures) (*Side, error), o Options) (*Comparison, error) {
	c := newComparer("assumption sets", names[0], names[1], o)
	c.out.On = on
	var figures []figure
	for _, key := range keys {
		x, y := a.Get(key), b.Get(key)
		if x == y {
			continue
		}
		c.out.Figures = append(c.out.Figures, Difference{key, finite(x), finite(y)})
		f := figure{key: key, a: x, b: y, whole: math.IsInf(x, 0) || math.IsInf(y, 0)}
		f.apply = func(v float64) (*Side, error) {
			moved, err := a.With(key, v, catalogue.Origin{})
			if err != nil {
				return nil, err
			}
			return expand(moved)
		}
		figures = append(figures, f)
	}
	sideA, err := expand(a)
	if err != nil {
		return nil, err
	}
	sideB, err := expand(b)
	if err != nil {
		return nil, err
	}
	return c.between(ctx, sideA, sideB, figures)
}

func finite(x float64) *float64 {
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return nil
	}
	return &x
}

// Shields compares two shields, of one study or of two. Conclusions are each of
// its own study's threats and force; figures are varied in A's.
func Shields(ctx context.Context, a, b *Side, o Options) (*Comparison, error) {
	c := newComparer("shields", a.Name, b.Name, o)
	sa, sb := &a.Setting.Shields[a.Index], &b.Setting.Shields[b.Index]
	if sa.FireControl != sb.FireControl {
		names := [...]string{"engage-on-remote", "launch-on-remote", "organic"}
		c.out.Things = append(c.out.Things, Words{"fire control", names[sa.FireControl], names[sb.FireControl]})
	}
	var figures []figure
	for i := range sa.Sites {
		k := slices.IndexFunc(sb.Sites, func(x scenario.Site) bool { return x.Name == sa.Sites[i].Name })
		if k < 0 {
			c.out.Things = append(c.out.Things, Words{"site " + sa.Sites[i].Name, holds(&sa.Sites[i]), "-"})
			figures = append(figures, c.without(a, i))
			continue
		}
		figures = append(figures, c.batteries(a, i, &sa.Sites[i], &sb.Sites[k])...)
	}
	for i := range sb.Sites {
		site := &sb.Sites[i]
		if !slices.ContainsFunc(sa.Sites, func(x scenario.Site) bool { return x.Name == site.Name }) {
			c.out.Things = append(c.out.Things, Words{"site " + site.Name, "-", holds(site)})
			figures = append(figures, with(a, site, sb))
		}
	}
	c.radars(sa, sb)
	figures = append(figures, c.delays(a, sa, sb)...)
	return c.between(ctx, a, b, figures)
}

// holds says what stands at a site.
func holds(s *scenario.Site) string {
	out := ""
	for i := range s.Batteries {
		if b := &s.Batteries[i]; b.Number > 0 {
			if out != "" {
				out += ", "
			}
			out += fmt.Sprintf("%d %s", b.Number, b.Interceptor.Name)
		}
	}
	if out == "" {
		return "no interceptors"
	}
	return out
}

// clone is a side whose shield may be changed.
func clone(a *Side) (*Side, *scenario.Shield) {
	set := *a.Setting
	set.Shields = slices.Clone(set.Shields)
	s := &set.Shields[a.Index]
	s.Sites, s.Radars = slices.Clone(s.Sites), slices.Clone(s.Radars)
	for i := range s.Sites {
		s.Sites[i].Batteries = slices.Clone(s.Sites[i].Batteries)
	}
	return &Side{a.Name, &set, a.Index}, s
}

// without takes the interceptors of a site away; its radar stays.
func (c *comparer) without(a *Side, site int) figure {
	return figure{key: "site " + a.Setting.Shields[a.Index].Sites[site].Name, a: 1, whole: true, apply: func(float64) (*Side, error) {
		out, s := clone(a)
		s.Sites[site].Batteries = nil
		return out, nil
	}}
}

// with adds B's site, with its own radar.
func with(a *Side, site *scenario.Site, from *scenario.Shield) figure {
	return figure{key: "site " + site.Name, b: 1, whole: true, apply: func(float64) (*Side, error) {
		out, s := clone(a)
		added := *site
		if added.OwnRadar >= 0 {
			s.Radars = append(s.Radars, from.Radars[added.OwnRadar])
			added.OwnRadar = len(s.Radars) - 1
		}
		s.Sites = append(s.Sites, added)
		return out, nil
	}}
}

// batteries compares the batteries of a site that both have, in their order.
func (c *comparer) batteries(a *Side, site int, x, y *scenario.Site) (figures []figure) {
	if holds(x) != holds(y) {
		c.out.Things = append(c.out.Things, Words{"site " + x.Name, holds(x), holds(y)})
	}
	add := func(key string, from, to float64, put func(b *scenario.Battery, v float64), battery int) {
		if from == to {
			return
		}
		c.out.Figures = append(c.out.Figures, Difference{key, finite(from), finite(to)})
		figures = append(figures, figure{key: key, a: from, b: to, whole: math.IsInf(from, 0) || math.IsInf(to, 0), apply: func(v float64) (*Side, error) {
			out, s := clone(a)
			put(&s.Sites[site].Batteries[battery], v)
			return out, nil
		}})
	}
	if x.Place != y.Place {
		c.out.Things = append(c.out.Things, Words{"place of " + x.Name, fmt.Sprintf("%.3f, %.3f", x.Place.LatDeg(), x.Place.LonDeg()), fmt.Sprintf("%.3f, %.3f", y.Place.LatDeg(), y.Place.LonDeg())})
	}
	for i := range min(len(x.Batteries), len(y.Batteries)) {
		p, q := &x.Batteries[i], &y.Batteries[i]
		head := x.Name + " battery " + fmt.Sprint(i+1) + " "
		add(head+"burnout_speed_km_s", p.Interceptor.BurnoutSpeed/1e3, q.Interceptor.BurnoutSpeed/1e3, func(b *scenario.Battery, v float64) { b.Interceptor.BurnoutSpeed = v * 1e3 }, i)
		add(head+"lost_time_s", p.Interceptor.LostTime, q.Interceptor.LostTime, func(b *scenario.Battery, v float64) { b.Interceptor.LostTime = v }, i)
		add(head+"min_altitude_km", p.Interceptor.MinAltitude/1e3, q.Interceptor.MinAltitude/1e3, func(b *scenario.Battery, v float64) { b.Interceptor.MinAltitude = v * 1e3 }, i)
		add(head+"max_altitude_km", p.Interceptor.MaxAltitude/1e3, q.Interceptor.MaxAltitude/1e3, func(b *scenario.Battery, v float64) { b.Interceptor.MaxAltitude = v * 1e3 }, i)
		add(head+"number", float64(p.Number), float64(q.Number), func(b *scenario.Battery, v float64) { b.Number = int(math.Round(v)) }, i)
	}
	return figures
}

func (c *comparer) radars(a, b *scenario.Shield) {
	has := func(s *scenario.Shield, name string) bool {
		return slices.ContainsFunc(s.Radars, func(r scenario.RadarSite) bool { return r.Name == name })
	}
	for i := range a.Radars {
		if !has(b, a.Radars[i].Name) {
			c.out.Things = append(c.out.Things, Words{"radar " + a.Radars[i].Name, "there", "-"})
		}
	}
	for i := range b.Radars {
		if !has(a, b.Radars[i].Name) {
			c.out.Things = append(c.out.Things, Words{"radar " + b.Radars[i].Name, "-", "there"})
		}
	}
	if (a.Infrared != nil) != (b.Infrared != nil) {
		c.out.Things = append(c.out.Things, Words{"space infrared", there(a.Infrared != nil), there(b.Infrared != nil)})
	}
	if len(a.Trackers) != len(b.Trackers) {
		c.out.Things = append(c.out.Things, Words{"space trackers", fmt.Sprint(len(a.Trackers)), fmt.Sprint(len(b.Trackers))})
	}
}

func there(is bool) string {
	if is {
		return "there"
	}
	return "-"
}

// delays compares the chain from sighting to commit, and the radars' ranges.
func (c *comparer) delays(a *Side, x, y *scenario.Shield) (figures []figure) {
	add := func(key string, from, to float64, put func(s *scenario.Shield, v float64)) {
		if from == to {
			return
		}
		c.out.Figures = append(c.out.Figures, Difference{key, finite(from), finite(to)})
		figures = append(figures, figure{key: key, a: from, b: to, apply: func(v float64) (*Side, error) {
			out, s := clone(a)
			put(s, v)
			return out, nil
		}})
	}
	add("delays.cue_s", x.Delays.Cue, y.Delays.Cue, func(s *scenario.Shield, v float64) { s.Delays.Cue = v })
	add("delays.track_to_commit_s", x.Delays.TrackToCommit, y.Delays.TrackToCommit, func(s *scenario.Shield, v float64) { s.Delays.TrackToCommit = v })
	add("delays.communication_s", x.Delays.Communication, y.Delays.Communication, func(s *scenario.Shield, v float64) { s.Delays.Communication = v })
	for i := range x.Radars {
		k := slices.IndexFunc(y.Radars, func(r scenario.RadarSite) bool { return r.Name == x.Radars[i].Name })
		if k >= 0 {
			add("radar "+x.Radars[i].Name+" range_km", x.Radars[i].Radar.Range/1e3, y.Radars[k].Radar.Range/1e3, func(s *scenario.Shield, v float64) { s.Radars[i].Radar.Range = v * 1e3 })
		}
	}
	return figures
}
