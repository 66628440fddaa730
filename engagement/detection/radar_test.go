package detection

import (
	"hash/fnv"
	"math"
	"testing"
	"time"

	"scutum/engagement/filter"
	"scutum/internal/random"
	"scutum/physics/earth"
	"scutum/scenario"
	"scutum/systems/catalogue"
	"scutum/systems/sensor"
)

// kurecik is the catalogue's AN/TPY-2 where it stands.
func kurecik(t testing.TB) scenario.RadarSite {
	t.Helper()
	r, err := catalogue.Default().Radar("an-tpy-2", catalogue.Default().Published())
	if err != nil {
		t.Fatal(err)
	}
	return scenario.RadarSite{Name: "Kurecik", Place: earth.Degrees(38.35, 37.79), Radar: r}
}

// toward is the point at an azimuth, elevation and range from a radar.
func toward(m earth.Model, p earth.Place, azimuth, elevation, far float64) earth.Vec[earth.ECEF] {
	north, east := earth.NorthEast(p)
	flat := far * math.Cos(elevation)
	return m.Fixed(p).AddScaled(flat*math.Cos(azimuth), north).AddScaled(flat*math.Sin(azimuth), east).AddScaled(far*math.Sin(elevation), earth.Up(p))
}

// TestReferenceRange: the catalogue's AN/TPY-2 at its range against its cross
// section has the signal-to-noise ratio that Lewis and Postol give, 20; and at
// the ranges of the radar equation for four sets of noise and loss, so readied,
// it has 20 too. Four times the cross section at 2^(1/2) times the range is the
// same; half the range is 16 times as much.
func TestReferenceRange(t *testing.T) {
	m, site := earth.WGS84, kurecik(t)
	against := map[sensor.Band]float64{sensor.X: 0.01}
	check := func(name string, site scenario.RadarSite, rcs, far, want float64) {
		t.Helper()
		r := NewRadar(m, site, against, map[sensor.Band]float64{sensor.X: rcs})
		got := r.SNR(&Object{At: toward(m, site.Place, 1.5, 0.3, far), Class: 1})
		if math.Abs(got/want-1) > 1e-9 {
			t.Errorf("%s: S/N %v, want %v", name, got, want)
		}
	}
	check("catalogue", site, 0.01, 850e3, 20)
	check("four times the cross section", site, 0.04, 850e3*math.Sqrt2, 20)
	check("half the range", site, 0.01, 425e3, 320)
	array, ok := catalogue.Default().Array("an-tpy-2", catalogue.Default().Published())
	if !ok {
		t.Fatal("no array")
	}
	for _, c := range []struct{ temperature, loss float64 }{{500, 8}, {500, 7}, {500, 6}, {400, 6}} {
		array.NoiseTemperature, array.Loss = c.temperature, c.loss
		site.Radar.Range = array.Range(0.01)
		check("array", site, 0.01, site.Radar.Range, array.SNR)
	}
}

// TestRate: the share of looks that find an object is the closed form at each
// range, in both cases.
func TestRate(t *testing.T) {
	const n = 20000
	m, site := earth.WGS84, kurecik(t)
	site.Radar.FalseDetections = 0
	for _, swerling := range []int{1, 3} {
		site.Radar.Swerling = swerling
		r, stream := NewRadar(m, site, nil), random.New(2, 0, "rate")
		var out []Detection
		for _, far := range []float64{200e3, 500e3, 700e3, 849e3} {
			o := []Object{{At: toward(m, site.Place, 1.5, 0.2, far), Origin: 3}}
			out = out[:0]
			for i := range n {
				out = r.Scan(time.Duration(i)*r.Revisit, o, &stream, out)
			}
			want := Probability(swerling, 20*math.Pow(850e3/far, 4), 1e-6)
			if got := float64(len(out)) / n; math.Abs(got-want) > band(want, n) || r.Probability(&o[0]) == 0 {
				t.Errorf("case %d at %.0f km: found in %.4f of looks, want %.4f", swerling, far/1e3, got, want)
			}
			if out[0].Origin != 3 || out[0].SNR < r.threshold-1 {
				t.Errorf("first detection %+v", out[0])
			}
		}
		if p := r.Probability(&Object{At: toward(m, site.Place, 1.5, 0.2, 851e3)}); p != 0 {
			t.Errorf("beyond its range it finds with probability %v", p)
		}
	}
}

// TestErrors: measured less true, in the standard deviations told, squared and
// added up, is chi-square with three degrees of freedom (mean 3, variance 6); the
// deviations are those of Barton with the floors; nothing is biased.
func TestErrors(t *testing.T) {
	const n = 20000
	m, site := earth.WGS84, kurecik(t)
	site.Radar.FalseDetections = 0
	r, stream := NewRadar(m, site, nil), random.New(3, 0, "errors")
	for _, elevation := range []float64{0.05, 0.6, 1.3} {
		truth := [3]float64{1.2, elevation, 600e3}
		o := []Object{{At: toward(m, site.Place, truth[0], truth[1], truth[2])}}
		var sum, square float64
		var mean [3]float64
		found := 0
		for range n {
			for _, d := range r.Scan(0, o, &stream, nil) {
				found++
				chi := 0.0
				across := math.Hypot(site.Radar.Beam/(1.6*math.Sqrt(2*d.SNR)), site.Radar.AngleFloor)
				deep := math.Hypot(site.Radar.RangeResolution/math.Sqrt(2*d.SNR), site.Radar.RangeFloor)
				for i, want := range [3]float64{across / math.Cos(elevation), across, deep} {
					if got := d.Measurement.Sigma[i]; math.Abs(got/want-1) > 1e-9 {
						t.Fatalf("deviation %d is %v, want %v", i, got, want)
					}
					e := (d.Measurement.Z[i] - truth[i]) / d.Measurement.Sigma[i]
					chi, mean[i] = chi+e*e, mean[i]+e
				}
				sum, square = sum+chi, square+(chi-3)*(chi-3)
			}
		}
		k := float64(found)
		if math.Abs(sum/k-3) > 5*math.Sqrt(6/k) || math.Abs(square/k-6) > 5*math.Sqrt(108/k)+0.1 {
			t.Errorf("elevation %v: chi-square has mean %v and variance %v, want 3 and 6", elevation, sum/k, square/k)
		}
		for i := range mean {
			if math.Abs(mean[i]/k) > 5/math.Sqrt(k) {
				t.Errorf("elevation %v: coordinate %d is off by %v deviations", elevation, i, mean[i]/k)
			}
		}
	}
}

// TestBias: a bias is added to every measurement, false ones too.
func TestBias(t *testing.T) {
	m, site := earth.WGS84, kurecik(t)
	o := []Object{{At: toward(m, site.Place, 1.5, 0.3, 300e3)}}
	honest, liar := NewRadar(m, site, nil), NewRadar(m, site, nil)
	liar.Bias = [3]float64{0.01, -0.02, 3000}
	a, b := random.New(4, 0), random.New(4, 0)
	for range 50 {
		x, y := honest.Scan(0, o, &a, nil), liar.Scan(0, o, &b, nil)
		for i := range x {
			for k, bias := range liar.Bias {
				off := y[i].Measurement.Z[k] - x[i].Measurement.Z[k] - bias
				if math.Abs(off) > 1e-9 && math.Abs(math.Abs(off)-2*math.Pi) > 1e-9 && x[i].Measurement.Z[2] > 1 {
					t.Fatalf("coordinate %d is off by %v", k, off)
				}
			}
		}
	}
}

// TestZenith: near the zenith a measurement is still an azimuth in (-pi, pi]
// and an elevation up to pi/2.
func TestZenith(t *testing.T) {
	m, site := earth.WGS84, kurecik(t)
	site.Radar.AzimuthFrom, site.Radar.AzimuthTo, site.Radar.Beam, site.Radar.FalseDetections = 0, 0, 0.2, 0
	r, stream, past := NewRadar(m, site, nil), random.New(5, 0), 0
	for i := range 3000 {
		at := toward(m, site.Place, float64(i), math.Pi/2-0.001, 500e3)
		for _, d := range r.Scan(0, []Object{{At: at}}, &stream, nil) {
			z := d.Measurement.Z
			if !(math.Abs(z[0]) <= math.Pi && math.Abs(z[1]) <= math.Pi/2 && z[2] > 0) {
				t.Fatalf("%v", z)
			}
			if math.Cos(z[0]-float64(i)) < 0 {
				past++
			}
		}
	}
	if past < 300 {
		t.Errorf("%d measurements fell beyond the zenith", past)
	}
}

// TestEdges: an object is found a hair inside the sector, the limits of
// elevation and the range, and never a hair outside; a radar that needs a cue
// looks where there is one.
func TestEdges(t *testing.T) {
	m, site := earth.WGS84, kurecik(t)
	site.Radar.SNR, site.Radar.FalseDetections, site.Radar.ElevationMin, site.Radar.ElevationMax = 1e9, 0, 0.1, 1.2
	const hair = 1e-6
	r, stream := NewRadar(m, site, nil), random.New(6, 0)
	from, to, far := site.Radar.AzimuthFrom, site.Radar.AzimuthTo, site.Radar.Range
	for _, c := range []struct {
		azimuth, elevation, far float64
		want                    int
	}{
		{from + hair, 0.5, 300e3, 1}, {from - hair, 0.5, 300e3, 0}, {to - hair, 0.5, 300e3, 1}, {to + hair, 0.5, 300e3, 0},
		{1.5, 0.1 + hair, 300e3, 1}, {1.5, 0.1 - hair, 300e3, 0}, {1.5, 1.2 - hair, 300e3, 1}, {1.5, 1.2 + hair, 300e3, 0},
		{1.5, 0.5, far * (1 - hair), 1}, {1.5, 0.5, far * (1 + hair), 0},
	} {
		o := []Object{{At: toward(m, site.Place, c.azimuth, c.elevation, c.far)}}
		if got := len(r.Scan(0, o, &stream, nil)); got != c.want {
			t.Errorf("azimuth %v, elevation %v, %v m: %d detections, want %d", c.azimuth, c.elevation, c.far, got, c.want)
		}
	}
	site.Radar.NeedsCue, site.Radar.FalseDetections = true, 5
	cued := NewRadar(m, site, nil)
	o := Object{At: toward(m, site.Place, 1.5, 0.5, 300e3), Origin: 2}
	if got := cued.Scan(0, []Object{o}, &stream, nil); len(got) > 0 {
		t.Errorf("without a cue: %v", got)
	}
	o.Cued = true
	if got := cued.Scan(0, []Object{{At: o.At}, o}, &stream, nil); len(got) < 2 || got[0].Origin != 2 || got[1].Origin != False {
		t.Errorf("with a cue: %v", got)
	}
}

// TestFalse: the number of false detections is Poisson's (mean and variance),
// they lie in the volume searched, evenly in azimuth, sine of elevation and
// range, with deviations that the least signals have.
func TestFalse(t *testing.T) {
	const n = 8000
	m, site := earth.WGS84, kurecik(t)
	site.Radar.FalseDetections, site.Radar.AngleFloor, site.Radar.RangeFloor, site.Radar.Beam, site.Radar.RangeResolution = 3, 0, 0, 1e-9, 1e-6
	site.Radar.AzimuthFrom, site.Radar.AzimuthTo = 5, 1 // across north
	r, stream := NewRadar(m, site, nil), random.New(7, 0)
	var sum, square, count, over float64
	var mean, spread [3]float64
	for range n {
		all := r.Scan(0, nil, &stream, nil)
		k := float64(len(all))
		sum, square = sum+k, square+(k-3)*(k-3)
		for _, d := range all {
			z := d.Measurement.Z
			u := [3]float64{math.Mod(z[0]-5+4*math.Pi, 2*math.Pi) / (1 - 5 + 2*math.Pi), math.Sin(z[1]), z[2] / 850e3}
			for i, x := range u {
				if !(x > -1e-6 && x < 1+1e-6) || d.Origin != False {
					t.Fatalf("%+v is outside the volume", d)
				}
				mean[i], spread[i] = mean[i]+x, spread[i]+(x-0.5)*(x-0.5)
			}
			count++
			over += d.SNR - (r.threshold - 1)
		}
	}
	if math.Abs(sum/n-3) > 5*math.Sqrt(3./n) || math.Abs(square/n-3) > 5*math.Sqrt(21./n) {
		t.Errorf("mean %v and variance %v, want 3", sum/n, square/n)
	}
	for i := range mean {
		if math.Abs(mean[i]/count-0.5) > 5*math.Sqrt(1./12/count) || math.Abs(spread[i]/count-1./12) > 5*math.Sqrt(1./180/count) {
			t.Errorf("coordinate %d: mean %v, variance %v", i, mean[i]/count, spread[i]/count)
		}
	}
	if math.Abs(over/count-1) > 5/math.Sqrt(count) {
		t.Errorf("their signals pass the threshold by %v on average, want 1", over/count)
	}
}

// TestTracksAtOnce: where more are in view than the radar can hold, those it
// has held longest keep their places, the urgent come first, and a place that
// falls free goes to the next by number.
func TestTracksAtOnce(t *testing.T) {
	m, site := earth.WGS84, kurecik(t)
	site.Radar.SNR, site.Radar.FalseDetections, site.Radar.Tracks = 1e12, 0, 3
	r, stream := NewRadar(m, site, nil), random.New(8, 0)
	at := toward(m, site.Place, 1.5, 0.5, 300e3)
	scan := func(objects ...Object) (origins []int) {
		t.Helper()
		for i := range objects {
			objects[i].At = at
		}
		for _, d := range r.Scan(0, objects, &stream, nil) {
			origins = append(origins, d.Origin)
		}
		return origins
	}
	o := func(origin int) Object { return Object{Origin: origin} }
	urgent := Object{Origin: 1, Urgency: 1}
	for i, c := range []struct {
		objects []Object
		want    []int
	}{
		{[]Object{o(7), o(5)}, []int{7, 5}},                        // all, in the order given
		{[]Object{o(1), o(2), o(5), o(7)}, []int{5, 7, 1}},         // 5 and 7 are held, 1 comes before 2
		{[]Object{o(0), o(1), o(2), o(5), o(7)}, []int{5, 7, 1}},   // 1 is held by now
		{[]Object{o(0), o(2), o(5), o(7)}, []int{5, 7, 0}},         // 1 is gone
		{[]Object{o(0), urgent, o(2), o(5), o(7)}, []int{1, 5, 7}}, // 1 is back, and urgent
		{[]Object{o(0), o(1), o(2), o(5), o(7)}, []int{5, 7, 1}},   // 0 was passed by
		{[]Object{o(0)}, []int{0}},                                 //
		{[]Object{o(9), o(5), o(7), o(0), o(11)}, []int{0, 5, 7}},  // 5 and 7 were out of view
		{[]Object{o(9), o(11), o(13), o(15)}, []int{9, 11, 13}},    //
		{[]Object{o(15), o(13), o(11), o(9)}, []int{9, 11, 13}},    // the order given says nothing
	} {
		if got := scan(c.objects...); len(got) != len(c.want) || got[0] != c.want[0] || got[len(got)-1] != c.want[len(c.want)-1] {
			t.Errorf("scan %d: %v, want %v", i, got, c.want)
		}
	}
	r.Reset()
	if got := scan(o(15), o(9), o(3), o(1)); got[0] != 1 || got[2] != 9 {
		t.Errorf("after a reset: %v", got)
	}
}

// TestForgets: an object that five looks in a row miss loses its place.
func TestForgets(t *testing.T) {
	r := NewRadar(earth.WGS84, kurecik(t), nil)
	r.memory = make([]memory, 1)
	look := func(found bool) int {
		r.scans++
		r.remember(0, found)
		return r.memory[0].held
	}
	for i, c := range []struct {
		found bool
		held  int
	}{{false, 0}, {true, 2}, {false, 2}, {false, 2}, {true, 2}, {false, 2}, {false, 2}, {false, 2}, {false, 2}, {false, 0}, {true, 11}} {
		if got := look(c.found); got != c.held {
			t.Errorf("look %d: held since %d, want %d", i+1, got, c.held)
		}
	}
}

// TestSameScans: the same stream gives the same reports, bit for bit, on any
// machine.
func TestSameScans(t *testing.T) {
	m, site := earth.WGS84, kurecik(t)
	site.Radar.Swerling = 3
	run := func(r *Radar) uint64 {
		h, stream := fnv.New64a(), random.New(9, 0, "Kurecik", "scan")
		var out []Detection
		for i := range 40 {
			far := 400e3 + 10e3*float64(i)
			out = r.Scan(time.Duration(i)*r.Revisit, []Object{{At: toward(m, site.Place, 1.4, 0.3, far)}, {At: toward(m, site.Place, 1.6, 0.2, far), Origin: 1}}, &stream, out)
		}
		for _, d := range out {
			for _, x := range append(append([]float64{d.SNR}, d.Measurement.Z[:]...), d.Measurement.Sigma[:]...) {
				var b [8]byte
				for k := range b {
					b[k] = byte(math.Float64bits(x) >> (8 * k))
				}
				h.Write(b[:])
			}
		}
		return h.Sum64()
	}
	r := NewRadar(m, site, nil)
	first := run(r)
	r.Reset()
	if again := run(r); again != first || first != 0x7b2b99e129eb6783 {
		t.Errorf("hash %#x, then %#x", first, again)
	}
}

// TestScanAllocatesNothing: a worker scans many runs.
func TestScanAllocatesNothing(t *testing.T) {
	m, site := earth.WGS84, kurecik(t)
	site.Radar.Tracks = 10
	r, stream := NewRadar(m, site, nil), random.New(9, 0)
	objects := make([]Object, 20)
	for i := range objects {
		objects[i] = Object{At: toward(m, site.Place, 1.5, 0.4, 300e3+1e3*float64(i)), Origin: i, Urgency: float64(i % 3)}
	}
	out := make([]Detection, 0, 100)
	var z []filter.Measurement
	z = Measurements(make([]filter.Measurement, 0, 100), out)
	n := testing.AllocsPerRun(50, func() {
		r.Reset()
		stream.Reset(9, 1, "Kurecik")
		for range 5 {
			out = r.Scan(0, objects, &stream, out[:0])
			z = Measurements(z[:0], out)
		}
	})
	if n != 0 || len(z) != len(out) {
		t.Errorf("%v allocations a run", n)
	}
}

func BenchmarkScan(b *testing.B) {
	m, site := earth.WGS84, kurecik(b)
	r, stream := NewRadar(m, site, nil), random.New(9, 0)
	objects := make([]Object, 12)
	for i := range objects {
		objects[i] = Object{At: toward(m, site.Place, 1.5, 0.4, 500e3+20e3*float64(i)), Origin: i}
	}
	var out []Detection
	looks := 0
	for b.Loop() {
		out = r.Scan(0, objects, &stream, out[:0])
		looks += len(objects)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(looks), "ns/look")
}
