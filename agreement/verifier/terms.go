package verifier

import (
	"fmt"
	"maps"
	"math"
	"slices"
)

// check refuses terms that the model cannot speak of.
func check(t object) error {
	_, launch := t.object("commit")["after_launch_s"]
	_, burnout := t.object("commit")["after_burnout_s"]
	places := len(t.list("sites"))
	if t.object("sea") != nil {
		places++
	}
	known := t.only("fields aims sites sea field_radius_km aim_radius_km coast commit least_lost_time_s speed_cap_km_s least_altitude_km") &&
		t.object("coast").only("within_s ratio_from ratio_to") && t.object("commit").only("after_launch_s after_burnout_s") &&
		t.object("sea").only("south_deg north_deg west_deg east_deg excluded")
	for _, o := range slices.Concat(t.list("aims"), t.list("sites")) {
		known = known && o.only("name lat_deg lon_deg radius_km")
	}
	for _, o := range t.object("sea").list("excluded") {
		known = known && o.only("south_deg north_deg west_deg east_deg")
	}
	for _, f := range t.list("fields") {
		known = known && f.only("name lat_deg lon_deg burn_from_s burn_until_s burnout_km downrange_km")
		if !(f.number("burn_from_s") <= f.number("burn_until_s") && f.number("burnout_km") >= 0 && f.number("downrange_km") >= 0) {
			return fmt.Errorf("terms: the burn of %s is no burn", f.text("name"))
		}
	}
	switch speed := t.number("speed_cap_km_s"); {
	case !known:
		return fmt.Errorf("terms: they have a key that is not known")
	case launch == burnout:
		return fmt.Errorf("terms: commit is to be after launch or after burnout, one of both")
	case len(t.list("fields")) == 0 || len(t.list("aims")) == 0 || places == 0:
		return fmt.Errorf("terms: no field, no aim, or no place of interceptors")
	case !(speed > 0 && speed*unitS/radiusKm+turn < 0.99):
		return fmt.Errorf("terms: a cap of %g km/s with the Earth's rotation is not below 0.99 of circular speed", speed)
	case !(t.number("least_altitude_km") >= 0 && t.object("coast").number("within_s") >= 0):
		return fmt.Errorf("terms: the least altitude or the coast's seconds are negative")
	}
	return nil
}

// earliest is the earliest launch of an interceptor, s after burnout, whatever
// the burn.
func earliest(t, f object) float64 {
	if _, ok := t.object("commit")["after_launch_s"]; ok {
		return t.object("commit").number("after_launch_s") - f.number("burn_until_s")
	}
	return t.object("commit").number("after_burnout_s")
}

// coasts are the bounds of the time from burnout to impact, for that of the
// least Earth-relative speed at burnout between the centres, which is sought in
// plain numbers: over a grid, then over ever finer ones about the best.
func coasts(t, f, a object) (from, until float64) {
	points := maps.Clone(t)
	points["field_radius_km"], points["aim_radius_km"] = 0.0, 0.0
	p := newPair(points, f, a, 0, 0, 0)
	speed := func(time float64) (square float64) {
		flight := p.flight([2]float64{time, time})
		for k, u := range [3]float64{-turn * p.burnout[1].c, turn * p.burnout[0].c, 0} {
			v := (flight.aim[k].c+flight.rise.c*p.burnout[k].c)*flight.perG.c - u
			square += v * v
		}
		if !(flight.perG.e < 1) {
			return math.Inf(1)
		}
		return square
	}
	least, step := 3.0, 0.6
	for ; step > 1e-8; step /= 4 {
		best := least
		for k := -4.0; k <= 4; k++ {
			if time := least + k*step; speed(time) < speed(best) {
				best = time
			}
		}
		least = best
	}
	least *= unitS
	c := t.object("coast")
	from, until = least-c.number("within_s"), least+c.number("within_s")
	if ratio := c.number("ratio_from"); ratio > 0 {
		from = math.Min(from, least*ratio)
	}
	return from, math.Max(until, least*c.number("ratio_to"))
}

// claim says the terms in a sentence, which the certificate's must be.
func claim(t object) string {
	places := t.names("sites")
	if sea := t.object("sea"); sea != nil {
		places += fmt.Sprintf(", or from a ship anywhere between %g and %g N, %g and %g E outside %d excluded areas",
			sea.number("south_deg"), sea.number("north_deg"), sea.number("west_deg"), sea.number("east_deg"), len(sea.list("excluded")))
	}
	c := t.object("coast")
	coast := fmt.Sprintf("within %g s of minimum energy", c.number("within_s"))
	if c.number("ratio_from") > 0 || c.number("ratio_to") > 0 {
		coast += fmt.Sprintf(" or between %g and %g times it", c.number("ratio_from"), c.number("ratio_to"))
	}
	commit := fmt.Sprintf("%g s after the missile's burnout", t.object("commit").number("after_burnout_s"))
	if _, ok := t.object("commit")["after_launch_s"]; ok {
		commit = fmt.Sprintf("%g s after the missile's launch", t.object("commit").number("after_launch_s"))
	}
	return fmt.Sprintf("For every launch point within %g km of %s, every aim point within %g km of %s, and every time of coast %s: "+
		"no interceptor that leaves %s at an Earth-relative speed of at most %g km/s, launched not earlier than %s, meets the missile at %g km or higher.",
		t.number("field_radius_km"), t.names("fields"), t.number("aim_radius_km"), t.names("aims"), coast,
		places, t.number("speed_cap_km_s"), commit, t.number("least_altitude_km"))
}

// keeps says why the shield that a certificate is about, or where it names none
// every shield of the study, does not keep within the terms; or nil. A battery's
// own figures go before its shield's, and those before the study's.
func keeps(t, study object, name string) error {
	batteries := 0
	for _, shield := range study.list("shields") {
		if name != "" && shield.text("name") != name {
			continue
		}
		for _, site := range shield.list("sites") {
			where := fmt.Sprintf("study: shield %s, site %s", shield.text("name"), site.text("name"))
			for _, battery := range site.list("interceptors") {
				if battery.number("number") <= 0 {
					continue
				}
				batteries++
				if !stands(t, site) {
					return fmt.Errorf("%s: %v, %v is no place of the terms", where, site["lat_deg"], site["lon_deg"])
				}
				kind := battery.text("kind")
				figure := func(name string) float64 {
					for _, of := range []object{{kind + "." + name: battery[name]}, shield.object("figures"), study.object("figures")} {
						if value := of.number(kind + "." + name); !math.IsNaN(value) {
							return value
						}
					}
					return math.NaN()
				}
				speed, lost, low := figure("burnout_speed_km_s"), figure("lost_time_s"), figure("min_altitude_km")
				if !(speed <= t.number("speed_cap_km_s") && lost >= t.number("least_lost_time_s") && low >= t.number("least_altitude_km")) {
					return fmt.Errorf("%s: %s leaves at %g km/s after a lost time of %g s and meets from %g km, the terms have %v, %v and %v",
						where, kind, speed, lost, low, t["speed_cap_km_s"], t["least_lost_time_s"], t["least_altitude_km"])
				}
			}
		}
	}
	if batteries == 0 {
		return fmt.Errorf("study: it has no such shield, or no interceptors")
	}
	// A study that commits on its sensors states no time; the terms bind it then.
	for _, f := range t.list("fields") {
		after := study.object("figures").number("commit.after_burnout_s")
		if study.text("commit") != "sensors" && !(after >= earliest(t, f)) {
			return fmt.Errorf("study: it commits %g s after burnout, the terms for %s have %g", after, f.text("name"), earliest(t, f))
		}
	}
	return nil
}

// stands says whether a place is one of the terms': within a site's radius, or
// for a ship at sea outside the excluded areas.
func stands(t, at object) bool {
	lat, lon := at.number("lat_deg"), at.number("lon_deg")
	for _, s := range t.list("sites") {
		inside := chord(lat, s.number("lat_deg"), lon-s.number("lon_deg")) < 2*math.Sin(s.number("radius_km")/radiusKm/2)*(1-1e-9)
		if inside || lat == s.number("lat_deg") && lon == s.number("lon_deg") {
			return true
		}
	}
	ship, _ := at["ship"].(bool)
	here := cell{lat, lat, lon, lon}
	return ship && here.inside(t.object("sea")) && !here.excluded(t)
}

// chord is the distance of two places, in Earth radii.
func chord(lat1, lat2, lon float64) float64 {
	_, cosine1 := sineCosineDeg(lat1)
	_, cosine2 := sineCosineDeg(lat2)
	north, _ := sineCosineDeg((lat1 - lat2) / 2)
	east, _ := sineCosineDeg(lon / 2)
	return 2 * math.Sqrt(north*north+cosine1*cosine2*east*east)
}
