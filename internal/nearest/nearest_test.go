package nearest

import "testing"

func TestName(t *testing.T) {
	names := []string{"burnout_speed_km_s", "lost_time_s", "min_altitude_km", "sm-3-iia", "sm-3-iib", "epaa-3", "epaa-3-ships"}
	for word, want := range map[string]string{
		"burnout_speed_m_s": "burnout_speed_km_s",
		"burnout-speed":     "burnout_speed_km_s", // a shortened name
		"lost_tiem_s":       "lost_time_s",
		"SM-3 IIA":          "sm-3-iia",
		"epaa3":             "epaa-3",
		"min_altitude_m":    "min_altitude_km",
		"zebra":             "",
		"":                  "",
	} {
		got, ok := Name(word, names)
		if got != want || ok != (want != "") {
			t.Errorf("Name(%q) = %q, %v; want %q", word, got, ok, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"ca", "ac", 1}, {"kitten", "sitting", 3}, {"flaw", "lawn", 2}} {
		if got := Distance(c.a, c.b); got != c.want || Distance(c.b, c.a) != c.want {
			t.Errorf("Distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
