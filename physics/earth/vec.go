package earth

import "scutum/internal/frozen"

// Frame names the axes in which a vector is written.
type Frame interface{ ECI | ECEF | ENU }

// ECI is the inertial frame that coincides with ECEF at the epoch (the
// attacker's launch, t = 0).
type ECI struct{}

// ECEF is the Earth-centred, Earth-fixed frame: x to 0 N 0 E, z to the pole.
type ECEF struct{}

// ENU is a local frame: east, north, up.
type ENU struct{}

// Vec is a vector in frame F, in metres or metres per second. Vectors of
// different frames do not mix: that does not compile.
type Vec[F Frame] struct{ X, Y, Z float64 }

// Add returns a + b.
func (a Vec[F]) Add(b Vec[F]) Vec[F] { return Vec[F]{a.X + b.X, a.Y + b.Y, a.Z + b.Z} }

// Sub returns a - b.
func (a Vec[F]) Sub(b Vec[F]) Vec[F] { return Vec[F]{a.X - b.X, a.Y - b.Y, a.Z - b.Z} }

// Scale returns k a.
func (a Vec[F]) Scale(k float64) Vec[F] {
	return Vec[F]{float64(k * a.X), float64(k * a.Y), float64(k * a.Z)}
}

// AddScaled returns a + k b.
func (a Vec[F]) AddScaled(k float64, b Vec[F]) Vec[F] {
	return Vec[F]{a.X + float64(k*b.X), a.Y + float64(k*b.Y), a.Z + float64(k*b.Z)}
}

// Dot returns the scalar product.
func (a Vec[F]) Dot(b Vec[F]) float64 {
	return float64(a.X*b.X) + float64(a.Y*b.Y) + float64(a.Z*b.Z)
}

// Cross returns the vector product a x b.
func (a Vec[F]) Cross(b Vec[F]) Vec[F] {
	return Vec[F]{
		float64(a.Y*b.Z) - float64(a.Z*b.Y),
		float64(a.Z*b.X) - float64(a.X*b.Z),
		float64(a.X*b.Y) - float64(a.Y*b.X),
	}
}

// Norm returns the length.
func (a Vec[F]) Norm() float64 { return frozen.Sqrt(a.Dot(a)) }

// Unit returns a / |a|; the zero vector stays zero.
func (a Vec[F]) Unit() Vec[F] {
	n := a.Norm()
	if n == 0 {
		return a
	}
	return a.Scale(1 / n)
}
