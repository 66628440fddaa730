package battle

import (
	"scutum/engagement/filter"
	"scutum/internal/frozen"
)

// radarFilter is the filter of one radar's tracks. It is the second-order one,
// because the early-warning radars measure ranges far too sharply for their
// angles: an EKF takes the sphere on which a range puts the object for a plane.
// A start from two points is widened in the same way, see Start.
// TestTracksAreHonest shows the difference.
type radarFilter struct {
	filter.SecondOrder
	at *filter.Station
}

func newRadarFilter(m filter.Motion, at *filter.Station) *radarFilter {
	return &radarFilter{*filter.NewSecondOrder(m), at}
}

// Start begins with an estimate from two measurements as if each range had been
// known the worse by the bend of its own angles (filter.Measurement.Widened).
// Both ranges then are uncertain by one factor more, and so are position and
// velocity along the line of sight.
func (f *radarFilter) Start(s *filter.State) {
	var u [3]float64
	square := 0.0
	for i := range u {
		u[i] = s.X[i] - f.at.Origin[i]
		square += float64(u[i] * u[i])
	}
	r := frozen.Sqrt(square)
	var pu [3]float64
	squares, deep := 0.0, 0.0
	for i := range u {
		u[i] /= r
	}
	for i := range u {
		pu[i] = float64(s.P[i][0]*u[0]) + float64(s.P[i][1]*u[1]) + float64(s.P[i][2]*u[2])
		deep += float64(u[i] * pu[i])
	}
	// With the spreads a and b across the line of sight the bend's variance is
	// (a4 + b4) / 2 r2: the squares of the covariance less its part along the line.
	for i := range u {
		for j := range u {
			across := s.P[i][j] - float64(u[i]*pu[j]) - float64(pu[i]*u[j]) + float64(deep*float64(u[i]*u[j]))
			squares += float64(across * across)
		}
	}
	bend := float64(0.5*squares) / square
	f.SecondOrder.Start(s)
	if !(deep > 0) {
		return
	}
	stretch(f.State(), &u, frozen.Sqrt((deep+bend)/deep))
}

// stretch makes an estimate less sure along a direction, by a factor, in
// position and in velocity.
func stretch(s *filter.State, u *[3]float64, factor float64) {
	for _, block := range [2]int{0, 3} {
		for k := range 6 {
			along := float64((factor - 1) * (float64(u[0]*s.P[block][k]) + float64(u[1]*s.P[block+1][k]) + float64(u[2]*s.P[block+2][k])))
			for i := range 3 {
				s.P[block+i][k] += float64(along * u[i])
			}
		}
		for k := range 6 {
			along := float64((factor - 1) * (float64(u[0]*s.P[k][block]) + float64(u[1]*s.P[k][block+1]) + float64(u[2]*s.P[k][block+2])))
			for i := range 3 {
				s.P[k][block+i] += float64(along * u[i])
			}
		}
	}
	for i := range 6 { // as good as symmetric already
		for j := range i {
			s.P[i][j] = s.P[j][i]
		}
	}
}
