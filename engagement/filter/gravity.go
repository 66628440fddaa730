package filter

import "math"

// gradient is the symmetric matrix of the slopes of gravity, 1/s2, with the
// factors it was made of: -mu/r3, 1.5 J2 R2/r2 and 1/r2.
type gradient struct{ xx, xy, xz, yy, yz, zz, k, q, s float64 }

func (g *gradient) times(x, y, z float64) (float64, float64, float64) {
	return float64(g.xx*x) + float64(g.xy*y) + float64(g.xz*z),
		float64(g.xy*x) + float64(g.yy*y) + float64(g.yz*z),
		float64(g.xz*x) + float64(g.yz*y) + float64(g.zz*z)
}

// field returns the acceleration of gravity at a point in inertial axes, m/s2,
// and its slopes.
func (b *Ballistic) field(x, y, z float64, g *gradient) (ax, ay, az float64) {
	zz := float64(z * z)
	s := 1 / (float64(x*x) + float64(y*y) + zz)
	k := -b.Earth.Mu * s * math.Sqrt(s)
	q := 1.5 * b.Earth.J2 * b.Earth.Radius * b.Earth.Radius * s
	z5 := float64(5 * zz * s)
	plane := float64(k * (1 + float64(q*(1-z5))))
	polar := k * (1 + float64(q*(3-z5)))
	ks, qz := -k*s, float64(7*q*z5)
	level := ks * (3 + float64(5*q) - qz)
	steep := ks * (3 + float64(15*q) - qz)
	g.xx = plane + float64(level*x*x)
	g.yy = plane + float64(level*y*y)
	g.xy = level * x * y
	g.xz = steep * x * z
	g.yz = steep * y * z
	g.zz = float64(k*(1+float64(3*q*(1-z5)))) + float64(steep*zz)
	g.k, g.q, g.s = k, q, s
	return plane * x, plane * y, polar * z
}

// bend returns (v.grad)2 of gravity at the point of g, the second derivative
// along the straight line r + v t. Where 1/r2 is s, its power n/2 goes as
// (1 + 2 p t + w t2)^(-n/2), and the two factors of field with it.
func (g *gradient) bend(x, y, z, vx, vy, vz float64) (bx, by, bz float64) {
	p := g.s * (float64(x*vx) + float64(y*vy) + float64(z*vz))
	w := g.s * (float64(vx*vx) + float64(vy*vy) + float64(vz*vz))
	pp, zv := float64(p*p), float64(z*vz)
	q5 := 5 * g.q * g.s
	first := float64(q5 * (float64(7*p*z*z) - float64(2*zv)))
	second := float64(q5 * (float64(z*z*(float64(63*pp)-float64(7*w))) - float64(28*p*zv) + float64(2*vz*vz)))
	e3, e5 := float64(15*pp)-float64(3*w), float64(g.q*(float64(35*pp)-float64(5*w)))
	plane, polar := e3+e5-second, e3+float64(3*e5)-second
	planeSlope := float64(2 * (first - float64(3*p) - float64(5*p*g.q)))
	polarSlope := planeSlope - float64(20*p*g.q)
	return g.k * (float64(plane*x) + float64(planeSlope*vx)),
		g.k * (float64(plane*y) + float64(planeSlope*vy)),
		g.k * (float64(polar*z) + float64(polarSlope*vz))
}

// half is the sine and cosine of half the Earth's turn in a step: 1.5e-3 rad
// at most, where these terms leave out 1e-16.
func (b *Ballistic) half(h float64) (s, c float64) {
	x := 0.5 * b.Earth.RotationRad * h
	xx := float64(x * x)
	return float64(x * (1 - float64(xx*(1./6)))), 1 - float64(xx*(0.5-float64(xx*(1./24))))
}

// turned writes x, y in axes that the angle of (s, c) has turned eastwards.
func turned(x, y, s, c float64) (float64, float64) {
	return float64(c*x) + float64(s*y), float64(c*y) - float64(s*x)
}

// step moves a state by h seconds, |h| <= longStride, and leaves the gravity
// gradient at the middle in g.
//
// It works in the inertial axes that agree with the Earth's at the middle of
// the step, and there by Taylor's series about the middle: with a' = G v and
// a” = G a + (v.grad)2 a. One evaluation of gravity and its slopes, which the
// covariance needs anyhow, so gives the fourth order.
func (b *Ballistic) step(x *[6]float64, h float64, g *gradient) {
	w := b.Earth.RotationRad
	sn, cs := b.half(h)
	rx, ry := turned(x[0], x[1], sn, cs)
	vx, vy := turned(x[3]-float64(w*x[1]), x[4]+float64(w*x[0]), sn, cs)
	rz, vz := x[2], x[5]
	h2 := 0.5 * h
	mx, my, mz := rx+float64(h2*vx), ry+float64(h2*vy), rz+float64(h2*vz)
	ax, ay, az := b.field(mx, my, mz, g)
	// The path's middle lies a h2/8 - a' h3/24 from the straight line's, where
	// this was taken; by so much gravity and its derivatives are put right.
	gx, gy, gz := g.times(ax, ay, az)
	e := 0.5 * h2 * h2
	ax, ay, az = ax+float64(e*gx), ay+float64(e*gy), az+float64(e*gz)
	ux, uy, uz := vx+float64(h2*ax), vy+float64(h2*ay), vz+float64(h2*az)
	jx, jy, jz := g.times(ux, uy, uz)
	kx, ky, kz := g.times(jx, jy, jz)
	jx, jy, jz = jx-float64(e*kx), jy-float64(e*ky), jz-float64(e*kz)
	e *= h * (1. / 3)
	ax, ay, az = ax-float64(e*kx), ay-float64(e*ky), az-float64(e*kz)
	sx, sy, sz := g.bend(mx, my, mz, ux, uy, uz)
	sx, sy, sz = sx+gx, sy+gy, sz+gz

	c, d, f := h*h/2, h*h*h*(1./12), h*h*h*h*(1./48)
	rx += float64(h*vx) + float64(c*ax) - float64(d*jx) + float64(f*sx)
	ry += float64(h*vy) + float64(c*ay) - float64(d*jy) + float64(f*sy)
	rz += float64(h*vz) + float64(c*az) - float64(d*jz) + float64(f*sz)
	d *= 0.5
	vx += float64(h*ax) + float64(d*sx)
	vy += float64(h*ay) + float64(d*sy)
	vz += float64(h*az) + float64(d*sz)
	rx, ry = turned(rx, ry, sn, cs)
	vx, vy = turned(vx, vy, sn, cs)
	*x = [6]float64{rx, ry, rz, vx + float64(w*ry), vy - float64(w*rx), vz}
}
