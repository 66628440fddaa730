package limits

import (
	"math"
	"testing"
)

// TestSides: a margin is found through and, or and not, where one comparison
// decides.
func TestSides(t *testing.T) {
	none := math.NaN()
	for _, c := range []struct {
		condition string
		margin    float64
		unit      string
	}{
		{"interceptor.burnout_speed <= km_s(4.5)", 0.5, "km/s"},
		{"!(interceptor.burnout_speed > km_s(4.5))", 0.5, "km/s"},
		{"interceptor.site.ship || interceptor.site.lat <= deg(50)", -5, "deg"},
		{"!interceptor.site.ship || interceptor.site.lat <= deg(50)", none, ""}, // the other decides
		{"!interceptor.site.ship && interceptor.site.lat <= deg(50)", -5, "deg"},
		{"interceptor.site.ship && interceptor.site.lat <= deg(50)", none, ""},
		{"interceptor.burnout_speed <= km_s(4.5) && interceptor.burnout_speed >= km_s(3.8)", 0.2, "km/s"},
		{"interceptor.burnout_speed <= km_s(4.5) || interceptor.burnout_speed <= km_s(4.2)", 0.5, "km/s"},
		{"interceptor.burnout_speed <= km_s(4.5) && interceptor.site.lat <= deg(60)", none, ""}, // both hold, in units of their own
		{"interceptor.burnout_speed <= km_s(4.5) && interceptor.site.lat <= deg(50)", -5, "deg"},
		{"interceptor.burnout_speed <= km_s(4.5) || interceptor.site.lat <= deg(50)", 0.5, "km/s"},
		{"interceptor.burnout_speed <= km_s(3.5) || interceptor.site.lat <= deg(50)", none, ""},
		{"interceptor.kind == 'x' || interceptor.number < 12", 2, ""},
		{"interceptor.kind == 'x'", none, ""},
	} {
		a := withClauses(t, "interceptor: "+c.condition)
		site := &object{siteKind, map[string]any{"name": "s", "lat": quantity{angle, 55}, "lon": quantity{angle, 20}, "ship": false, "interceptors": 10}}
		o := &object{interceptorKind, map[string]any{"kind": "k", "number": 10, "burnout_speed": quantity{speed, 4}, "lost_time": quantity{period, 20}, "max_altitude": quantity{distance, 500}, "site": site}}
		f, err := a.Clauses[0].ask(o, a.threatAt(a.Date))
		if err != nil {
			t.Fatal(err)
		}
		if math.IsNaN(c.margin) != math.IsNaN(f.Margin) || math.Abs(f.Margin-c.margin) > 1e-9 || f.Unit != c.unit {
			t.Errorf("%s: margin %g %s, want %g %s", c.condition, f.Margin, f.Unit, c.margin, c.unit)
		}
		if !math.IsNaN(f.Margin) && f.Holds != (f.Margin >= 0) {
			t.Errorf("%s: holds %v by %g", c.condition, f.Holds, f.Margin)
		}
	}
}
