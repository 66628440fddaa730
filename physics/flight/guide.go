package flight

import (
	"errors"
	"fmt"
	"math"

	"scutum/physics/earth"
)

// OutOfRange says that a staged missile cannot fly so far, or not so short.
type OutOfRange struct {
	Name        string
	Least, Most float64 // ground range, m
	Flat        bool    // of depressed flights
}

// Error gives the ranges in km.
func (e *OutOfRange) Error() string {
	if e.Flat {
		return fmt.Sprintf("%s has no depressed flight that short; its farthest is %.0f km in that direction", e.Name, e.Most/1000)
	}
	return fmt.Sprintf("%s flies between %.0f and %.0f km in that direction", e.Name, e.Least/1000, e.Most/1000)
}

// Guided is a staged flight whose kick, and perhaps azimuth, were found.
type Guided struct {
	Launch Launch
	Flown  Flown
}

// Kicks from upright to nearly flat, and how many of them a search tries.
// Ranges change fastest at small kicks, where the steps are small.
const (
	mostKick   = 1.5
	kickTrials = 400
)

// Accuracies of a search and of its result, m.
const (
	searchAccuracy = 100
	finalAccuracy  = 0.1
)

// trial is the range flown with one kick; NaN where the flight fails.
type trial struct{ kick, reach float64 }

// trials flies every kick of the search.
func (s *Staged) trials(from earth.Place, azimuth float64, w *Workspace) []trial {
	all := make([]trial, kickTrials+1)
	for i := range all {
		x := float64(i) / kickTrials
		all[i].kick = mostKick * x * x
		all[i].reach, _ = s.reach(from, azimuth, all[i].kick, searchAccuracy, w)
	}
	return all
}

// reach flies one kick and returns the ground range in m, NaN where it fails.
func (s *Staged) reach(from earth.Place, azimuth, kick, accuracy float64, w *Workspace) (float64, error) {
	f, err := s.Fly(Launch{From: from, Azimuth: azimuth, Kick: kick, Accuracy: accuracy}, w)
	if err != nil {
		return math.NaN(), err
	}
	metres, _, _ := s.earth.Distance(from, s.earth.Place(f.Impact))
	return metres, nil
}

// MaxRange finds the farthest flight with an azimuth at launch, varying the
// kick alone: every kick of a fine grid, then golden sections about each local
// maximum that could be the greatest. See TestMaxRangeIsGlobal.
func (s *Staged) MaxRange(from earth.Place, azimuth float64, w *Workspace) (Guided, error) {
	all := s.trials(from, azimuth, w)
	kick, err := s.farthest(from, azimuth, all, w)
	if err != nil {
		return Guided{}, err
	}
	return s.guided(from, azimuth, kick, w)
}

func (s *Staged) guided(from earth.Place, azimuth, kick float64, w *Workspace) (Guided, error) {
	l := Launch{From: from, Azimuth: azimuth, Kick: kick, Accuracy: finalAccuracy}
	f, err := s.Fly(l, w)
	return Guided{l, f}, err
}

// farthest returns the kick of the greatest range.
func (s *Staged) farthest(from earth.Place, azimuth float64, all []trial, w *Workspace) (float64, error) {
	most := math.Inf(-1)
	for _, t := range all {
		most = math.Max(most, orLeast(t.reach))
	}
	if math.IsInf(most, -1) {
		_, err := s.reach(from, azimuth, 0.01, searchAccuracy, w)
		if err == nil {
			err = ErrCrash
		}
		return 0, err
	}
	best, bestKick := math.Inf(-1), 0.0
	for i := range all {
		before, after := all[max(i-1, 0)], all[min(i+1, len(all)-1)]
		here := orLeast(all[i].reach)
		if here < orLeast(before.reach) || here < orLeast(after.reach) || here < 0.8*most {
			continue
		}
		kick, r := s.golden(from, azimuth, before.kick, all[i].kick, after.kick, w)
		if r > best {
			best, bestKick = r, kick
		}
	}
	return bestKick, nil
}

// orLeast makes a failed flight the shortest of all.
func orLeast(reach float64) float64 {
	if math.IsNaN(reach) {
		return math.Inf(-1)
	}
	return reach
}

// golden narrows a maximum of the range to 1e-9 rad of kick.
func (s *Staged) golden(from earth.Place, azimuth, low, mid, high float64, w *Workspace) (kick, reach float64) {
	const ratio = 0.6180339887498949
	f := func(k float64) float64 {
		r, _ := s.reach(from, azimuth, k, 1, w)
		return orLeast(r)
	}
	kick, reach = mid, f(mid)
	a, b := low, high
	c, d := b-float64(ratio*(b-a)), a+float64(ratio*(b-a))
	fc, fd := f(c), f(d)
	for b-a > 1e-9 {
		if fc > reach {
			kick, reach = c, fc
		}
		if fd > reach {
			kick, reach = d, fd
		}
		if fc > fd {
			b, d, fd = d, c, fc
			c = b - float64(ratio*(b-a))
			fc = f(c)
		} else {
			a, c, fc = c, d, fd
			d = a + float64(ratio*(b-a))
			fd = f(d)
		}
	}
	return kick, reach
}

// ToRange finds the kick that flies a ground range in m with an azimuth at
// launch: the steeper of the two solutions, or the flatter.
func (s *Staged) ToRange(from earth.Place, azimuth, reach float64, flat bool, w *Workspace) (Guided, error) {
	all := s.trials(from, azimuth, w)
	kick, err := s.kickFor(from, azimuth, reach, flat, all, w)
	if err != nil {
		return Guided{}, err
	}
	return s.guided(from, azimuth, kick, w)
}

// kickFor brackets the range among the trials and narrows it down.
func (s *Staged) kickFor(from earth.Place, azimuth, reach float64, flat bool, all []trial, w *Workspace) (float64, error) {
	top, err := s.farthest(from, azimuth, all, w)
	if err != nil {
		return 0, err
	}
	most, err := s.reach(from, azimuth, top, 1, w)
	if err != nil {
		return 0, err
	}
	out := &OutOfRange{s.vehicle.Name, all[0].reach, most, false}
	if !(reach <= most) || !(reach > 0) {
		return 0, out
	}
	low, ok := bracket(all, top, reach, flat)
	if !ok {
		out.Flat = flat
		return 0, out
	}
	return s.bisect(from, azimuth, reach, low, top, w)
}

// bracket returns the trial nearest to the farthest kick, on the steep or the
// flat side, that falls short.
func bracket(all []trial, top, reach float64, flat bool) (kick float64, ok bool) {
	if flat {
		for _, t := range all {
			if t.kick > top && t.reach < reach {
				return t.kick, true
			}
			if t.kick > top && math.IsNaN(t.reach) {
				return 0, false
			}
		}
		return 0, false
	}
	for i := len(all) - 1; i >= 0; i-- {
		if t := all[i]; t.kick < top && t.reach < reach {
			return t.kick, true
		}
	}
	return 0, false
}

// bisect narrows the kick between one that falls short and one that does not.
func (s *Staged) bisect(from earth.Place, azimuth, reach, short, long float64, w *Workspace) (float64, error) {
	for math.Abs(long-short) > 1e-13 {
		mid := 0.5 * (short + long)
		if mid == short || mid == long {
			break
		}
		r, err := s.reach(from, azimuth, mid, finalAccuracy, w)
		if err != nil {
			return 0, err
		}
		if r < reach {
			short = mid
		} else {
			long = mid
		}
	}
	return 0.5 * (short + long), nil
}

// To finds azimuth and kick of the flight that ends on a point, within 1 m:
// the steeper of the two, or the flatter. The azimuth at launch is not the
// bearing of the point, which the Earth carries on.
func (s *Staged) To(from, to earth.Place, flat bool, w *Workspace) (Guided, error) {
	distance, bearing, _ := s.earth.Distance(from, to)
	azimuth, kick := bearing, 0.0
	for i := range 4 {
		all := s.trials(from, azimuth, w)
		k, err := s.kickFor(from, azimuth, distance, flat, all, w)
		if out := (*OutOfRange)(nil); err != nil && i == 0 && errors.As(err, &out) {
			// Perhaps in reach once the azimuth is right.
			k, err = s.farthest(from, azimuth, all, w)
		}
		if err != nil {
			return Guided{}, err
		}
		g, err := s.guided(from, azimuth, k, w)
		if err != nil {
			return Guided{}, err
		}
		_, fell, _ := s.earth.Distance(from, s.earth.Place(g.Flown.Impact))
		turned := math.Remainder(bearing-fell, 2*math.Pi)
		azimuth, kick = azimuth+turned, k
		if math.Abs(turned) < 2e-4 {
			break
		}
	}
	return s.home(Launch{From: from, Azimuth: azimuth, Kick: kick, Accuracy: finalAccuracy}, to, w)
}

// home corrects azimuth and kick by Newton's method until the impact is on
// the point.
func (s *Staged) home(l Launch, to earth.Place, w *Workspace) (Guided, error) {
	target := s.earth.Fixed(to)
	north, east := earth.NorthEast(to)
	miss := func(l Launch) (e, n float64, f Flown, err error) {
		if f, err = s.Fly(l, w); err != nil {
			return 0, 0, f, err
		}
		off := f.Impact.Sub(target)
		return off.Dot(east), off.Dot(north), f, nil
	}
	for range 20 {
		e, n, f, err := miss(l)
		if err != nil {
			return Guided{}, err
		}
		if math.Abs(e)+math.Abs(n) < 0.5 {
			return Guided{l, f}, nil
		}
		const d = 1e-5
		turned, kicked := l, l
		turned.Azimuth += d
		kicked.Kick += d
		e1, n1, _, err1 := miss(turned)
		e2, n2, _, err2 := miss(kicked)
		if err1 != nil || err2 != nil {
			return Guided{}, ErrNoAim
		}
		a, b, c, g := e1-e, e2-e, n1-n, n2-n
		det := float64(a*g) - float64(b*c)
		if det == 0 {
			return Guided{}, ErrNoAim
		}
		l.Azimuth -= clamp((float64(e*g)-float64(b*n))/det*d, -0.05, 0.05)
		l.Kick -= clamp((float64(a*n)-float64(e*c))/det*d, -0.05, 0.05)
	}
	return Guided{}, ErrNoAim
}
