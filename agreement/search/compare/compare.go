// Package compare puts two shields, two assumption sets or two agreements side by
// side: what differs, which conclusions turn, and which single figure turns
// each, at what value.
package compare

import (
	"context"
	"fmt"
	"math"

	"scutum/assessment/deterrence"
	"scutum/assessment/footprint"
	"scutum/campaign"
	"scutum/physics/flight"
	"scutum/scenario"
)

// Comparison is the answer. It is plain data.
type Comparison struct {
	Kind        string       `json:"kind"` // shields, assumption sets, agreements
	A           string       `json:"a"`
	B           string       `json:"b"`
	On          string       `json:"on,omitempty"` // the shield that sets and agreements are asked of
	Figures     []Difference `json:"figures"`
	Things      []Words      `json:"things"` // sites, batteries, radars, clauses
	Conclusions []Conclusion `json:"conclusions"`
	Turns       []Turn       `json:"turns"`
	SpacingKm   float64      `json:"sampled_spacing_km"`
	Evaluations int          `json:"evaluations"`
}

// Difference is a figure that differs. Null is a limit that is lifted, or one
// that the other side does not have.
type Difference struct {
	Key string   `json:"key"`
	A   *float64 `json:"a"`
	B   *float64 `json:"b"`
}

// Words is a thing that differs and is no number.
type Words struct {
	What string `json:"what"`
	A    string `json:"a"`
	B    string `json:"b"`
}

// Conclusion is what either side comes to.
type Conclusion struct {
	What  string  `json:"what"`
	Unit  string  `json:"unit"`
	A     float64 `json:"a"`
	B     float64 `json:"b"`
	SaysA string  `json:"says_a"`
	SaysB string  `json:"says_b"`
	Turns bool    `json:"turns"`
}

// Turn is a figure that turns a conclusion by itself, all else as in A.
type Turn struct {
	Conclusion string   `json:"conclusion"`
	Figure     string   `json:"figure"`
	A          float64  `json:"a"`
	B          float64  `json:"b"`
	At         *float64 `json:"turns_at"` // null for what is there or not
	Says       string   `json:"says"`
}

// Side is a setting with the shield that is asked.
type Side struct {
	Name    string
	Setting *scenario.Setting
	Index   int
}

// figure is something that may be moved from A's value to B's.
type figure struct {
	key   string
	a, b  float64
	whole bool // there or not: nothing between
	apply func(x float64) (*Side, error)
}

// Options say how a comparison is made.
type Options struct {
	SpacingKm float64 // of the sampled places; 0 for 150
	Workers   int
	Progress  func(int)
}

// mostFigures is how many figures are varied.
const mostFigures = 60

// comparer keeps what evaluations share.
type comparer struct {
	o     Options
	out   *Comparison
	cache map[string]*footprint.Sample
}

func newComparer(kind, a, b string, o Options) *comparer {
	if o.SpacingKm == 0 {
		o.SpacingKm = 150
	}
	if o.Progress == nil {
		o.Progress = func(int) {}
	}
	return &comparer{o, &Comparison{Kind: kind, A: a, B: b, Figures: []Difference{}, Things: []Words{}, Conclusions: []Conclusion{}, Turns: []Turn{}, SpacingKm: o.SpacingKm},
		map[string]*footprint.Sample{}}
}

// value is one conclusion of one side: a number and what it says.
type value struct {
	what, unit, says string
	x                float64
}

// conclude asks a side: people defended against each class, and protected
// trajectories reached by each convention of commit.
func (c *comparer) conclude(ctx context.Context, s *Side) ([]value, error) {
	set := s.Setting
	out := make([]value, 0, 8)
	sample := c.sample(set)
	var threats []int
	for i := range set.Threats {
		if !set.Threats[i].Intercontinental {
			threats = append(threats, i)
		}
	}
	shares := make([]footprint.Share, len(threats))
	err := campaign.Each(ctx, len(threats), c.o.Workers, nil, func(_, i int) {
		shares[i] = sample.Share(ctx, set.Earth, &set.Shields[s.Index], &set.Threats[threats[i]], scenario.Commit{BySensors: true})
	})
	if err != nil {
		return nil, err
	}
	for i, t := range threats {
		x := shares[i].NATOOne
		if math.IsNaN(x) {
			x = 0
		}
		out = append(out, value{"people defended against " + set.Threats[t].Name, "%", tenths(x), 100 * x})
	}
	reached, err := c.reached(ctx, s)
	if err != nil {
		return nil, err
	}
	c.out.Evaluations++
	c.o.Progress(1)
	return append(out, reached...), nil
}

// tenths says to which tenth of the threatened people a share rounds: that is
// the conclusion, which a figure may turn.
func tenths(x float64) string {
	switch {
	case x <= 0.0005:
		return "nobody"
	case x < 0.05:
		return "less than one in twenty"
	}
	return fmt.Sprintf("about %d %%", 10*int(math.Round(x*10)))
}

func (c *comparer) sample(set *scenario.Setting) *footprint.Sample {
	d := set.Map
	key := fmt.Sprint(d, set.Date)
	if s, ok := c.cache[key]; ok {
		return s
	}
	s := footprint.NewSample(footprint.NewGround(footprint.NewGrid(d, d.SpacingKm), set.Date), c.o.SpacingKm)
	c.cache[key] = s
	return s
}

func (c *comparer) reached(ctx context.Context, s *Side) ([]value, error) {
	set := s.Setting
	if len(set.Force.Trajectories) == 0 {
		return nil, nil
	}
	flights, err := deterrence.Flights(set.Earth, &set.Force)
	if err != nil {
		return nil, err
	}
	ways := append([]deterrence.Convention{{Name: "of the study", Commit: set.Commit}}, deterrence.Conventions[:]...)
	out := make([]value, len(ways))
	err = campaign.Each(ctx, len(out), c.o.Workers, nil, func(_, i int) { out[i] = reachedBy(set, s.Index, flights, ways[i]) })
	return out, err
}

func reachedBy(set *scenario.Setting, index int, flights []flight.Ballistic, conv deterrence.Convention) value {
	n := deterrence.NewForce(set, flights, conv.Commit).Summarise(index).Reachable
	says := "reaches some"
	switch n {
	case 0:
		says = "reaches none"
	case len(flights):
		says = "reaches all"
	}
	return value{"protected trajectories reached, commit " + conv.Name, fmt.Sprintf("of %d", len(flights)), says, float64(n)}
}

// between fills in the conclusions of both sides, and looks for the figures that
// turn them.
func (c *comparer) between(ctx context.Context, a, b *Side, figures []figure) (*Comparison, error) {
	va, err := c.conclude(ctx, a)
	if err != nil {
		return nil, err
	}
	vb, err := c.conclude(ctx, b)
	if err != nil {
		return nil, err
	}
	for _, x := range va {
		for _, y := range vb {
			if x.what == y.what {
				c.out.Conclusions = append(c.out.Conclusions, Conclusion{x.what, x.unit, x.x, y.x, x.says, y.says, x.says != y.says})
			}
		}
	}
	for i := range figures[:min(len(figures), mostFigures)] {
		if err := c.vary(ctx, va, &figures[i]); err != nil {
			return nil, err
		}
	}
	return c.out, nil
}

// vary moves one figure from A's value to B's, all else as in A; where a
// conclusion turns, bisection finds where. A conclusion that turns more than
// once on the way is reported where it turns first from A, as far as bisection
// sees it.
func (c *comparer) vary(ctx context.Context, va []value, f *figure) error {
	ask := func(x float64) ([]value, error) {
		s, err := f.apply(x)
		if err != nil {
			return nil, err
		}
		return c.conclude(ctx, s)
	}
	end, err := ask(f.b)
	if err != nil {
		return nil // the study cannot be with B's value alone
	}
	known := map[float64][]value{}
	for k, was := range va {
		if k >= len(end) || end[k].what != was.what || end[k].says == was.says {
			continue
		}
		t := Turn{Conclusion: was.what, Figure: f.key, A: f.a, B: f.b, Says: was.says + " becomes " + end[k].says}
		if !f.whole {
			lo, hi := f.a, f.b
			for range 14 {
				mid := (lo + hi) / 2
				if known[mid] == nil {
					if known[mid], err = ask(mid); err != nil {
						return err
					}
				}
				if known[mid][k].says == was.says {
					lo = mid
				} else {
					hi, t.Says = mid, was.says+" becomes "+known[mid][k].says
				}
			}
			t.At = &hi
		}
		c.out.Turns = append(c.out.Turns, t)
	}
	return nil
}
