package filter

// kick is what gravity and rotation do to a deviation of the state within one
// step, between half a step of drift before and after: v becomes R v + M r,
// with R the turn of the Coriolis acceleration and M the kick of the slopes in
// its middle. Symmetric in time, so of the second order.
type kick struct {
	s, c float64 // of the turn, twice the Earth's
	m    [3][3]float64
}

func (b *Ballistic) kick(h float64, g *gradient) (k kick) {
	w2 := float64(b.Earth.RotationRad * b.Earth.RotationRad)
	s, c := b.half(2 * h) // half the turn: that of the Earth
	k.s, k.c = float64(2*s*c), 1-float64(2*s*s)
	xx, xy, xz := h*(g.xx+w2), h*g.xy, h*g.xz
	yy, yz := h*(g.yy+w2), h*g.yz
	k.m[0][0], k.m[1][0] = turned(xx, xy, s, c)
	k.m[0][1], k.m[1][1] = turned(xy, yy, s, c)
	k.m[0][2], k.m[1][2] = turned(xz, yz, s, c)
	k.m[2] = [3]float64{xz, yz, h * g.zz}
	return k
}

// column moves one deviation of the state, a column of f, by a step.
func (k *kick) column(f *[6][6]float64, j int, h float64) {
	h *= 0.5
	x, y, z := f[0][j]+float64(h*f[3][j]), f[1][j]+float64(h*f[4][j]), f[2][j]+float64(h*f[5][j])
	u, v := turned(f[3][j], f[4][j], k.s, k.c)
	w := f[5][j]
	u += float64(k.m[0][0]*x) + float64(k.m[0][1]*y) + float64(k.m[0][2]*z)
	v += float64(k.m[1][0]*x) + float64(k.m[1][1]*y) + float64(k.m[1][2]*z)
	w += float64(k.m[2][0]*x) + float64(k.m[2][1]*y) + float64(k.m[2][2]*z)
	f[0][j], f[1][j], f[2][j] = x+float64(h*u), y+float64(h*v), z+float64(h*w)
	f[3][j], f[4][j], f[5][j] = u, v, w
}

// spread carries a covariance over one step: P to F P F', as the product of
// drift, kick and drift, each of which keeps it symmetric and positive definite.
// Written out by rows, for it is most of what a prediction costs.
func (b *Ballistic) spread(p *[6][6]float64, h float64, g *gradient) {
	k := b.kick(h, g)
	h *= 0.5
	drift(p, h)
	p[1][0], p[2][0], p[2][1] = p[0][1], p[0][2], p[1][2]
	// Covariances of position with R v (c) and with M r (d).
	var c, d [3][3]float64
	for i := range 3 {
		r := &p[i]
		c[i][0], c[i][1] = turned(r[3], r[4], k.s, k.c)
		c[i][2] = r[5]
		d[i][0] = dot(&k.m[0], r[0], r[1], r[2])
		d[i][1] = dot(&k.m[1], r[0], r[1], r[2])
		d[i][2] = dot(&k.m[2], r[0], r[1], r[2])
	}
	k.velocity(p, &c, &d)
	for i := range 3 {
		p[i][3], p[i][4], p[i][5] = c[i][0]+d[i][0], c[i][1]+d[i][1], c[i][2]+d[i][2]
	}
	drift(p, h)
	mirror(p)
}

func dot(m *[3]float64, x, y, z float64) float64 {
	return float64(m[0]*x) + float64(m[1]*y) + float64(m[2]*z)
}

// velocity makes the covariance of R v + M r, of that of v and from c and d;
// the upper triangle.
func (k *kick) velocity(p *[6][6]float64, c, d *[3][3]float64) {
	var e [3][3]float64 // of M r and R v + M r / 2
	for j := range 3 {
		x, y, z := c[0][j]+float64(0.5*d[0][j]), c[1][j]+float64(0.5*d[1][j]), c[2][j]+float64(0.5*d[2][j])
		e[0][j] = dot(&k.m[0], x, y, z)
		e[1][j] = dot(&k.m[1], x, y, z)
		e[2][j] = dot(&k.m[2], x, y, z)
	}
	xx, xy, yy := p[3][3], p[3][4], p[4][4]
	xz, yz := turned(p[3][5], p[4][5], k.s, k.c)
	ss, sc := float64(k.s*k.s), float64(k.s*k.c)
	mix := float64(ss*(yy-xx)) + float64(2*sc*xy)
	p[3][3] = xx + mix + float64(2*e[0][0])
	p[4][4] = yy - mix + float64(2*e[1][1])
	p[5][5] += float64(2 * e[2][2])
	p[3][4] = xy + float64(sc*(yy-xx)) - float64(2*ss*xy) + (e[0][1] + e[1][0])
	p[3][5] = xz + (e[0][2] + e[2][0])
	p[4][5] = yz + (e[1][2] + e[2][1])
}

// drift moves the upper triangle of a covariance as velocity moves positions.
func drift(p *[6][6]float64, h float64) {
	a, b, c := &p[0], &p[1], &p[2]
	xx, xy, xz := float64(h*p[3][3]), float64(h*p[3][4]), float64(h*p[3][5])
	yy, yz, zz := float64(h*p[4][4]), float64(h*p[4][5]), float64(h*p[5][5])
	a[0] += float64(h * (float64(2*a[3]) + xx))
	a[1] += float64(h * (a[4] + b[3] + xy))
	a[2] += float64(h * (a[5] + c[3] + xz))
	b[1] += float64(h * (float64(2*b[4]) + yy))
	b[2] += float64(h * (b[5] + c[4] + yz))
	c[2] += float64(h * (float64(2*c[5]) + zz))
	a[3], a[4], a[5] = a[3]+xx, a[4]+xy, a[5]+xz
	b[3], b[4], b[5] = b[3]+xy, b[4]+yy, b[5]+yz
	c[3], c[4], c[5] = c[3]+xz, c[4]+yz, c[5]+zz
}

// mirror writes the lower triangle from the upper one.
func mirror(p *[6][6]float64) {
	for i := 1; i < 6; i++ {
		for j := range i {
			p[i][j] = p[j][i]
		}
	}
}
