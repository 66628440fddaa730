package scenario

import (
	"scutum/internal/random"
	"scutum/systems/catalogue"
)

// Draw returns the figures of run i of a seed: each figure with a range to
// sweep is drawn evenly over it, whole numbers among whole numbers, from a
// stream of its own named (seed, i, key, "figure"); a figure that the
// assumption set or the study fixed stays as it is. Assumes that the figures
// are independent, which is not so where two share a motor or a source. See
// TestDraw.
func Draw(cat *catalogue.Catalogue, base catalogue.Figures, seed uint64, i int) catalogue.Figures {
	var changes []catalogue.Override
	for _, f := range cat.Sweeps() {
		if base.Fixed(f.Key) {
			continue
		}
		stream := random.New(seed, uint64(i), f.Key, "figure")
		v := stream.Uniform(f.Low, f.High)
		if f.Whole {
			v = float64(stream.Whole(int(f.Low), int(f.High)))
		}
		changes = append(changes, catalogue.Override{Key: f.Key, Value: v, Origin: catalogue.Origin{Kind: catalogue.OfDraw}})
	}
	drawn, err := base.WithAll(changes)
	if err != nil {
		panic("scenario: a figure was drawn outside its limits: " + err.Error())
	}
	return drawn
}
