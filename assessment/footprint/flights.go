package footprint

import (
	"slices"

	"scutum/physics/earth"
	"scutum/physics/flight"
)

// Flights returns every flight of the threat that exists against a place, by
// area and shape: those that a map asks about there.
func (p *Prober) Flights(to earth.Place) (all []flight.Ballistic) {
	clear(p.have)
	for area := range p.from {
		for _, shape := range flight.Shapes {
			if f, ok := p.quickFlight(area, shape, to, p.attacks, p.have); ok {
				all = append(all, f)
			}
		}
	}
	return slices.Clip(all)
}
