package report

import (
	"strings"
	"testing"

	"scutum/scenario"
	"scutum/systems/sensor"
)

// TestTrackersAreTold: a shield's tracking satellites stand among its
// assumptions, and what is unconfirmed of them is marked.
func TestTrackersAreTold(t *testing.T) {
	with := *coarse()
	setting := *with.Setting
	setting.Shields = append([]scenario.Shield(nil), setting.Shields...)
	setting.Shields[0].Trackers = []sensor.SpaceTracker{{Name: "ptss", Satellites: 9, Altitude: 1500e3, LimbHeight: 100e3, Range: 6500e3}}
	with.Setting = &setting
	with.Unconfirmed = append([]string{"ptss.range_km"}, with.Unconfirmed...)
	want := "Precision Tracking Space System: 9 satellites at 1500 km, blind below 100 km, range 6500 km †; holds what one of them sees"
	if page := write(t, &with); strings.Count(page, want) != 1 {
		t.Errorf("the page does not say: %s", want)
	}
}
