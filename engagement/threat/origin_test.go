package threat

import (
	"math"
	"testing"
	"time"

	"scutum/internal/random"
	"scutum/physics/earth"
)

// TestOrigins: of a track and the report of its own launch, both with errors
// drawn, the difference is what chance makes of four numbers, or less, as what
// the classes may be out by is not drawn; of a report 200 km away, 2 minutes
// off or from the other side it is beyond all that.
func TestOrigins(t *testing.T) {
	m := earth.WGS84
	c := NewClassifier(m, classes(t, "mrbm-liquid", "mrbm", "irbm", "icbm"))
	stream := random.New(8, 0, "origins")
	n, sum, beyond, taken := 0, 0.0, 0, 0
	var origins []Origin
	own := func(track *Track, class int) *Origin {
		origins = c.Origins(track, origins)
		for i := range origins {
			if origins[i].Class == class {
				return &origins[i]
			}
		}
		return nil
	}
	for i := 0; n < 1000; i++ {
		class := i % c.Classes()
		track, launch, ok := flown(m, &c.classes[class], &stream)
		if !ok {
			continue
		}
		o := own(&track, class)
		if o == nil {
			t.Fatalf("a flight of %s has no origin", c.Name(class))
		}
		n++
		launch.Azimuth += launch.AzimuthSigma * stream.Normal()
		d := o.Differ(&launch)
		sum += d
		if d > 18.5 { // one in a thousand
			beyond++
		}
		if late := (launch.Time - o.Time).Abs(); d < 25 && late > o.Window(25) {
			t.Errorf("%v is outside the window of %v", late, o.Window(25))
		}
		for _, wrong := range []Launch{
			{m.Destination(launch.At, 6*stream.Float64(), 200e3), launch.Time, launch.PointSigma, launch.Azimuth, launch.AzimuthSigma},
			{launch.At, launch.Time + 2*time.Minute, launch.PointSigma, launch.Azimuth, launch.AzimuthSigma},
			{launch.At, launch.Time, launch.PointSigma, launch.Azimuth + math.Pi/2, launch.AzimuthSigma},
		} {
			if o.Differ(&wrong) < 25 {
				taken++
			}
		}
	}
	t.Logf("mean %.2f, %d of %d beyond 18.5, %d of %d wrong ones within 25", sum/float64(n), beyond, n, taken, 3*n)
	if mean := sum / float64(n); mean > 4.2 || mean < 1.5 || beyond > 4 || taken > n/20 {
		t.Error("origins do not agree with launches")
	}
}
