package verifier

import (
	"fmt"
	"math"
	"strings"
)

// check refuses terms that the model cannot speak of.
func check(t any) {
	for _, f := range list(t, "fields") {
		need(number(f, "burn_from_s") <= number(f, "burn_until_s") && number(f, "burnout_km") >= 0 && number(f, "downrange_km") >= 0,
			"terms: the burn of %s is no burn", text(f, "name"))
	}
	need((at(t, "commit/after_launch_s") == nil) != (at(t, "commit/after_burnout_s") == nil), "terms: commit is to be after launch or after burnout, one of both")
	need(len(list(t, "fields")) > 0 && len(list(t, "aims")) > 0 && (len(list(t, "sites")) > 0 || at(t, "sea") != nil), "terms: no field, no aim, or no place of interceptors")
	speed := number(t, "speed_cap_km_s")
	need(speed > 0 && float64(speed*unitS/radiusKm)+turn < 0.99, "terms: a cap of %g km/s with the Earth's rotation is not below 0.99 of circular speed", speed)
	need(number(t, "least_altitude_km") >= 0 && number(t, "coast/within_s") >= 0, "terms: the least altitude or the coast's seconds are negative")
}

// commit is the earliest launch of an interceptor, s after burnout, whatever the
// burn.
func commit(t, f any) float64 {
	if at(t, "commit/after_launch_s") != nil {
		return number(t, "commit/after_launch_s") - number(f, "burn_until_s")
	}
	return number(t, "commit/after_burnout_s")
}

// coasts are the bounds of the time from burnout to impact, for that of the
// least Earth-relative speed at burnout between the centres, which is sought by
// ever smaller steps.
func coasts(t, f, a any) (from, until float64) {
	p := newPair(map[string]any{"field_radius_km": 0.0, "aim_radius_km": 0.0}, f, a, 0, 0, 0)
	speed := func(time float64) float64 {
		v := p.velocity(exactly(time))
		v[0], v[1] = v[0].plus(p.burnout[1].scaled(0, turn)), v[1].minus(p.burnout[0].scaled(0, turn))
		if square := v.dot(v); square.e < 1 {
			return square.c
		}
		return math.Inf(1)
	}
	least := 3.0
	for step := 0.5; step > 1e-8; {
		switch now := speed(least); {
		case speed(least-step) < now:
			least -= step
		case speed(least+step) < now:
			least += step
		default:
			step /= 2
		}
	}
	least = float64(least * unitS)
	from, until = least-number(t, "coast/within_s"), least+number(t, "coast/within_s")
	if ratio := number(t, "coast/ratio_from"); ratio > 0 {
		from = min(from, least*ratio)
	}
	return from, max(until, least*number(t, "coast/ratio_to"))
}

func names(of []any) string {
	var all []string
	for _, one := range of {
		all = append(all, text(one, "name"))
	}
	return strings.Join(all, ", ")
}

// claim says the terms in a sentence, which the certificate's must be.
func claim(t any) string {
	places, coast, event := names(list(t, "sites")), fmt.Sprintf("within %g s of minimum energy", number(t, "coast/within_s")), "burnout"
	if at(t, "sea") != nil {
		sea := fmt.Sprintf("a ship anywhere between %g and %g N, %g and %g E", number(t, "sea/south_deg"), number(t, "sea/north_deg"), number(t, "sea/west_deg"), number(t, "sea/east_deg"))
		if n := len(list(t, "sea/excluded")); n > 0 {
			sea += fmt.Sprintf(" outside %d excluded areas", n)
		}
		places = strings.TrimPrefix(places+", or "+sea, ", or ")
	}
	if number(t, "coast/ratio_from") > 0 || number(t, "coast/ratio_to") > 0 {
		coast += fmt.Sprintf(" or between %g and %g times it", number(t, "coast/ratio_from"), number(t, "coast/ratio_to"))
	}
	if at(t, "commit/after_launch_s") != nil {
		event = "launch"
	}
	return fmt.Sprintf("For every launch point within %g km of %s, every aim point within %g km of %s, and every time of coast %s: no interceptor that "+
		"leaves %s at an Earth-relative speed of at most %g km/s, launched not earlier than %g s after the missile's %s, meets the missile at %g km or higher.",
		number(t, "field_radius_km"), names(list(t, "fields")), number(t, "aim_radius_km"), names(list(t, "aims")), coast,
		places, number(t, "speed_cap_km_s"), number(t, "commit/after_"+event+"_s"), event, number(t, "least_altitude_km"))
}

// keeps refuses a shield that is not within the terms: the one that a certificate
// is about, or where it names none every shield of the study.
func keeps(t, study any, name string) {
	batteries := 0
	for _, shield := range list(study, "shields") {
		for _, site := range list(shield, "sites") {
			for _, battery := range list(site, "interceptors") {
				if (name == "" || text(shield, "name") == name) && !(number(battery, "number") <= 0) {
					batteries++
					where := fmt.Sprintf("study: shield %s, site %s", text(shield, "name"), text(site, "name"))
					need(stands(t, site), "%s: %v, %v is no place of the terms", where, at(site, "lat_deg"), at(site, "lon_deg"))
					within(t, study, shield, battery, where)
				}
			}
		}
	}
	need(batteries > 0, "study: it has no such shield, or no interceptors")
	// A study that commits on its sensors states no time; the terms bind it then.
	for _, f := range list(t, "fields") {
		after := number(study, "figures/commit.after_burnout_s")
		need(text(study, "commit") == "sensors" || after >= commit(t, f), "study: it commits %g s after burnout, the terms for %s have %g", after, text(f, "name"), commit(t, f))
	}
}

// within refuses a battery that is faster, quicker or lower than the terms. Its
// own figures go before its shield's, and those before the study's.
func within(t, study, shield, battery any, where string) {
	figure := func(key string) float64 {
		of := "figures/" + text(battery, "kind") + "." + key
		for _, x := range []float64{number(battery, key), number(shield, of), number(study, of)} {
			if !math.IsNaN(x) {
				return x
			}
		}
		return math.NaN()
	}
	speed, lost, low := figure("burnout_speed_km_s"), figure("lost_time_s"), figure("min_altitude_km")
	need(speed <= number(t, "speed_cap_km_s") && lost >= number(t, "least_lost_time_s") && low >= number(t, "least_altitude_km"),
		"%s: %s leaves at %g km/s after a lost time of %g s and meets from %g km, the terms have %v, %v and %v", where, text(battery, "kind"),
		speed, lost, low, at(t, "speed_cap_km_s"), at(t, "least_lost_time_s"), at(t, "least_altitude_km"))
}

// stands says whether a place is one of the terms': within a site's radius, where
// the chord is less than that angle's, 2 sin(x/2) > x - x^3/24; or for a ship at
// sea outside the excluded areas.
func stands(t, place any) bool {
	lat, lon := number(place, "lat_deg"), number(place, "lon_deg")
	for _, s := range list(t, "sites") {
		x := number(s, "radius_km") / radiusKm
		apart := combined(exactly(1), area(ofSite, place, 0), exactly(-1), area(ofSite, s, 0))
		if lat == number(s, "lat_deg") && lon == number(s, "lon_deg") || x > 0 && math.Sqrt(apart.dot(apart).high) < (x-float64(x*x*x/24))*(1-1e-12) {
			return true
		}
	}
	here := box{{lat, lat}, {lon, lon}}
	return at(place, "ship") == true && inside(here, at(t, "sea")) && !excluded(here, t)
}

// cellOf returns a rectangle's latitudes and longitudes in degrees.
func cellOf(o any) box {
	return box{{number(o, "south_deg"), number(o, "north_deg")}, {number(o, "west_deg"), number(o, "east_deg")}}
}

func inside(cell box, o any) bool {
	r := cellOf(o)
	return r[0][0] <= cell[0][0] && cell[0][1] <= r[0][1] && r[1][0] <= cell[1][0] && cell[1][1] <= r[1][1]
}

func excluded(cell box, t any) (is bool) {
	for _, r := range list(t, "sea/excluded") {
		is = is || inside(cell, r)
	}
	return is
}

// station encloses a cell by a disc about its middle. The chord to a point there
// has the square 4 sin^2(dlat/2) + 4 cos cos sin^2(dlon/2), and 2 sin(x/2) <= x. A
// chord below 1 is at least the sine of its angle; a greater one encloses nothing.
func station(cell box) vector {
	lat, lon := float64((cell[0][0]+cell[0][1])/2), float64((cell[1][0]+cell[1][1])/2)
	cosine, _ := cosineSineDeg(lat)
	widest, _ := cosineSineDeg(max(cell[0][0], -cell[0][1], 0))
	high, wide := cell[0][1]-lat, cell[1][1]-lon
	chord := math.Sqrt(float64(high*high)+float64(max(cosine.high*widest.high, 0)*wide*wide)) * (math.Pi / 180)
	return area(ofSite, map[string]any{"lat_deg": lat, "lon_deg": lon}, outer(chord, 1))
}
