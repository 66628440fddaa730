package report

import (
	"bytes"
	"encoding/xml"
	"io"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"

	"scutum/assessment/footprint"
	"scutum/assessment/scorecard"
	"scutum/report/drawing"
	"scutum/report/rehearsal"
)

var provenance = Provenance{
	Version: "0.0.0-rehearsal", Seed: "1", StudyHash: strings.Repeat("0", 64), CatalogueHash: strings.Repeat("1", 64), Command: "scutum study europe --seed 1",
	Files: []File{{"summary.json", strings.Repeat("2", 64)}, {"maps/epaa-3-irbm.csv", strings.Repeat("3", 64)}},
}

// coarse is a made-up result that is quick to draw.
var coarse = sync.OnceValue(func() *scorecard.Result { return rehearsal.Result(100) })

// coarsePage is its page.
var coarsePage = sync.OnceValue(func() string {
	var b bytes.Buffer
	if err := Write(&b, coarse(), provenance); err != nil {
		panic(err)
	}
	return b.String()
})

func write(t testing.TB, r *scorecard.Result) string {
	var b bytes.Buffer
	if err := Write(&b, r, provenance); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestPreview writes the full rehearsal to the file that SCUTUM_PREVIEW names,
// for looking at.
func TestPreview(t *testing.T) {
	path := os.Getenv("SCUTUM_PREVIEW")
	if path == "" {
		t.Skip("SCUTUM_PREVIEW names no file")
	}
	if err := os.WriteFile(path, []byte(write(t, rehearsal.Result(25))), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestSameBytes(t *testing.T) {
	if coarsePage() != write(t, rehearsal.Result(100)) {
		t.Error("the same result gives other bytes")
	}
}

// TestNothingFromOutside: the page asks nothing of the network, and says so to
// the browser.
func TestNothingFromOutside(t *testing.T) {
	for _, page := range []string{coarsePage(), raidPages()[0]} {
		nothingFromOutside(t, page)
	}
}

func nothingFromOutside(t *testing.T, page string) {
	if !strings.Contains(page, `content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"`) {
		t.Error("no content security policy")
	}
	for _, pattern := range []string{`(?i)(src|href|action)\s*=\s*["']?\s*(https?:|//)`, `@import`, `url\(\s*["']?[^#)"']`, `(?i)\son[a-z]+\s*=\s*["']`, `\bfetch\(`, `XMLHttpRequest`, `<link\b`, `<iframe`} {
		if m := regexp.MustCompile(pattern).FindString(page); m != "" {
			t.Errorf("%s is on the page: %q", pattern, m)
		}
	}
	rest := strings.ReplaceAll(page, "http://www.w3.org/2000/svg", "")
	if strings.Contains(rest, "http:") || strings.Contains(rest, "https:") {
		t.Error("an address is on the page")
	}
}

func TestSize(t *testing.T) {
	page := coarsePage()
	t.Logf("%d bytes with cells of 100 km", len(page))
	if len(page) > 6<<20 {
		t.Errorf("%d bytes", len(page))
	}
}

// TestNoNaN: values that do not exist are said in words.
func TestNoNaN(t *testing.T) {
	for _, page := range append(raidPages(), coarsePage()) {
		noNaN(t, page)
	}
}

func noNaN(t *testing.T, page string) {
	script := strings.LastIndex(page, "<script>")
	base64 := regexp.MustCompile(`<script type="application/octet-stream".*</script>`)
	shown := base64.ReplaceAllString(page[:script], "")
	for _, word := range []string{"NaN", "Inf", "+Inf", "%!", "<nil>", "ZgotmplZ", "−0 %", "−0.00"} {
		if i := strings.Index(shown, word); i >= 0 {
			t.Errorf("%q is on the page: %s", word, shown[max(0, i-80):min(len(shown), i+80)])
		}
	}
}

// TestWellFormed reads the page as XML, which it nearly is: tags balance and
// every attribute is quoted. Scripts, style and HTML's empty elements are
// taken out first.
func TestWellFormed(t *testing.T) {
	if links := wellFormed(t, coarsePage()); links < 500 {
		t.Errorf("%d links: the scorecard's cells must lead to charts, assumptions and figures", links)
	}
	for _, page := range raidPages() {
		if links := wellFormed(t, page); links < 6 {
			t.Errorf("%d links on a raid's page", links)
		}
	}
}

// wellFormed returns how many links lead to places on the page.
func wellFormed(t *testing.T, page string) int {
	page = regexp.MustCompile(`(?s)<(script|style)\b.*?</(script|style)>`).ReplaceAllString(page, "")
	page = regexp.MustCompile(`<(meta|input)\b([^>]*)>`).ReplaceAllString(page, "<$1$2/>")
	page = regexp.MustCompile(` (checked|hidden|open)\b([ />])`).ReplaceAllString(page, ` $1=""$2`)
	page = regexp.MustCompile(` (checked|hidden|open)\b([ />])`).ReplaceAllString(page, ` $1=""$2`)
	page = strings.Replace(page, "<!doctype html>", "", 1)
	d := xml.NewDecoder(strings.NewReader(page))
	ids := map[string]bool{}
	var links []string
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("at byte %d: %v: %s", d.InputOffset(), err, page[max(0, int(d.InputOffset())-200):d.InputOffset()])
		}
		if e, ok := token.(xml.StartElement); ok {
			for _, a := range e.Attr {
				if a.Name.Local == "id" {
					if ids[a.Value] {
						t.Errorf("id %s comes twice", a.Value)
					}
					ids[a.Value] = true
				}
				if a.Name.Local == "href" && strings.HasPrefix(a.Value, "#") && !strings.Contains(a.Value, "=") {
					links = append(links, a.Value[1:])
				}
			}
		}
	}
	for _, l := range links {
		if !ids[l] {
			t.Errorf("a link leads to #%s, which is nowhere", l)
		}
	}
	return len(links)
}

// TestReportHolds: the parts that the study promises are there.
func TestReportHolds(t *testing.T) {
	page := coarsePage()
	for _, words := range []string{
		"Whom does a missile shield in Europe defend", "What this study does not show", "holds in 163 of 200", "Trajectories reachable",
		"Where a ship must not stand", "Commit 60 s after the attacker", "3.0 km/s", "threshold speed, km/s", "lost time of the interceptor, s",
		"altitude, km", "time after the attacker", "share of the difference", "interceptors.sm-3-iia.burnout_speed_km_s †", "with J2, km/s",
		"GeoNames", "Natural Earth", strings.Repeat("1", 64), "scutum study europe --seed 1", "radar horizon", "illustrative launch area",
	} {
		if !strings.Contains(strings.ToLower(page), strings.ToLower(words)) {
			t.Errorf("the page does not say %q", words)
		}
	}
	for _, class := range classNames[1:] {
		if !strings.Contains(page, `<path class="cell `+class+`"`) {
			t.Errorf("no cell of class %s is drawn", class)
		}
	}
}

// TestSetsSwitch: without JavaScript each assumption set's radio button shows
// its values, and the last one shows all.
func TestSetsSwitch(t *testing.T) {
	page := coarsePage()
	rule := regexp.MustCompile(`(?m)^.*\.set-input\.n0:checked ~ \.scroll \.v0.*\{ display: block; \}$`).FindString(page)
	for _, selector := range []string{".n1:checked ~ .scroll .v1", ".n2:checked ~ .scroll .v2", ".all:checked ~ .scroll .value"} {
		if !strings.Contains(rule, selector) {
			t.Errorf("no rule shows %s", selector)
		}
	}
	if n := strings.Count(page, `name="set"`); n != 4 {
		t.Errorf("%d radio buttons", n)
	}
}

func TestMarksDoNotOverlap(t *testing.T) {
	r := coarse()
	v := mapView(r)
	for _, s := range r.Setting.Shields {
		for _, size := range []float64{9.5, 15} {
			_, boxes := drawMarks(v, shieldMarks(r, s), size)
			noOverlap(t, s.Name, boxes)
		}
	}
	_, boxes := drawMarks(polarView(r, r.Exclusions[0].Grid), forceMarks(r), 13)
	if len(boxes) < 14 {
		t.Errorf("%d labels on the exclusion map", len(boxes))
	}
	noOverlap(t, "exclusion", boxes)
}

func noOverlap(t *testing.T, name string, boxes []drawing.Box) {
	for i, a := range boxes {
		for _, b := range boxes[:i] {
			if a.Overlaps(b) {
				t.Errorf("%s: labels overlap: %v %v", name, a, b)
			}
		}
	}
}

// TestCaptions: what a caption says is what the map adds up to.
func TestCaptions(t *testing.T) {
	got := mapCaption(footprint.Tally{NATOThreatened: 508e6, NATOOne: 309e6, NATOTwo: 71e6, AreaThreatened: 4.2e6, AreaOne: 2.1e6})
	want := "309 of 508 million threatened people in NATO members (61 %) are behind at least one shot, 14 % behind two; 50 % of their 4.2 million km² of threatened land."
	if got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if got := mapCaption(footprint.Tally{}); got != "Nothing in a NATO member is threatened here." {
		t.Error(got)
	}
}

// TestEmptyParts: a study without maps, exclusion or charts still has a page.
func TestEmptyParts(t *testing.T) {
	r := *coarse()
	r.Maps, r.Exclusions, r.TimeCharts, r.CommitCurves, r.LostTimeCurves, r.Pairs, r.Cities, r.Explanations, r.J2, r.Turns, r.Unconfirmed = nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil
	page := write(t, &r)
	if !strings.Contains(page, "Scorecard") {
		t.Error("no scorecard")
	}
	if err := Write(io.Discard, &scorecard.Result{}, provenance); err == nil {
		t.Error("an empty result is written")
	}
	bad := *coarse()
	m := *bad.Maps[0]
	m.Shots = m.Shots[1:]
	bad.Maps = []*footprint.Map{&m}
	if err := Write(io.Discard, &bad, provenance); err == nil {
		t.Error("a map with too few cells is written")
	}
}

// TestPictures: pictures of their own are well-formed SVG and show themselves
// without the page.
func TestPictures(t *testing.T) {
	var all, one, sea bytes.Buffer
	if err := MapPicture(&all, coarse(), "", "irbm"); err != nil {
		t.Fatal(err)
	}
	if err := MapPicture(&one, coarse(), "epaa-3", "mrbm"); err != nil {
		t.Fatal(err)
	}
	if err := ExclusionPicture(&sea, coarse()); err != nil {
		t.Fatal(err)
	}
	for _, b := range []*bytes.Buffer{&all, &one, &sea} {
		if path := os.Getenv("SCUTUM_PREVIEW"); path != "" {
			_ = os.WriteFile(path+map[*bytes.Buffer]string{&all: ".all.svg", &one: ".one.svg", &sea: ".sea.svg"}[b], b.Bytes(), 0o644)
		}
		d := xml.NewDecoder(b)
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := MapPicture(io.Discard, coarse(), "epaa-9", "irbm"); err == nil {
		t.Error("a map of no shield is drawn")
	}
}

func BenchmarkWrite(b *testing.B) {
	r := rehearsal.Result(25)
	for b.Loop() {
		write(b, r)
	}
}
