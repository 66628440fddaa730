#!/usr/bin/env python3
"""Check a certificate of `scutum agreement certify`, without Scutum.

    python3 tools/verify.py CERT AGREEMENT STUDY [--json] [--workers N]
    python3 tools/verify.py --batch LIST

AGREEMENT and STUDY are the canonical JSON that `scutum agreement show AGREEMENT
--json` and `scutum show STUDY --json` print. Exit code 0: accepted; 1: refused,
with the reason; 2: a file cannot be read. LIST has three paths a line, apart by
tabs; for each line one line of JSON is printed.

Python's own library only. It is written from docs/certificate.md and follows the
argument of the checker in Go (agreement/verifier), which shares no code with what
made the certificate either: every bound is computed anew, the boxes are shown to
cover the whole domain, and agreement and study to be the ones that were proved.
Its tests are in tools/verify_test.py.
"""
import hashlib
import json
import math
import sys
from operator import itemgetter

# ---------------------------------------------------------------------------
# Arithmetic. A Quadratic encloses a function of nine variables, each from -1 to
# 1: c + g.x + x'hx/2, give or take e. Variables 0 and 1 (launch point), 2 and 3
# (aim point), 4 and 5 (site) run over the unit disc; 6 is the coast, 7 the
# meeting, 8 the departure. What cannot be enclosed has an infinite e, or one that
# is not a number, and proves nothing: every test asks whether a bound is greater
# than something.
#
# Rounding. No directed rounding is used. Let |a| be the sum of the magnitudes of
# a's coefficients, h's diagonal halved, and A = |c| + lin + sq. By the ways in
# which lin and sq are summed (hypotenuse, Frobenius norm, eigenvalues over a
# disc) |a| is at most 2 sqrt2 A. A product's coefficients are sums of at most
# four products: their errors come to less than 4.1 u |a||b| < 33 u AB, u = 2^-53;
# those of a sum of two multiples, whose factors may be off by 2^-49 of
# themselves, to less than 51 u of the magnitudes. SLACK is 128 u of them. OUTWARD
# covers the rounding of bounds, which are sums, products and roots of at most
# sixty numbers that are not negative; UNDERFLOW what is too small for either.
# ---------------------------------------------------------------------------
SLACK = 2.0**-46
OUTWARD = 1 + 2.0**-40
UNDERFLOW = 2.0**-400
INFINITE = float("inf")
sqrt = math.sqrt

PAIRS = [(i, j) for i in range(9) for j in range(i, 9)]
AT = {pair: k for k, pair in enumerate(PAIRS)}
rows = itemgetter(*[i for i, _ in PAIRS])
columns = itemgetter(*[j for _, j in PAIRS])
DISCS = [(i, AT[i, i], AT[i + 1, i + 1], AT[i, i + 1]) for i in (0, 2, 4)]
SINGLES = [(i, AT[i, i]) for i in (6, 7, 8)]
FOURS = [(AT[i, j], AT[i, j + 1], AT[i + 1, j], AT[i + 1, j + 1]) for i, j in ((0, 2), (0, 4), (2, 4))]
TWOS = [(AT[i, j], AT[i + 1, j]) for i in (0, 2, 4) for j in (6, 7, 8)]
ONES = [AT[6, 7], AT[6, 8], AT[7, 8]]
NONE9, NONE45 = [0.0] * 9, [0.0] * 45


def depth(slope, square):
    """The greatest of slope r - square r^2 for r from 0 to 1."""
    if slope < 2 * square:
        return slope * slope / (4 * square)
    return max(slope - square, 0.0)


class Quadratic:
    __slots__ = ("c", "g", "h", "e", "lin", "sq", "size", "low", "high")

    def __init__(self, c, g, h, e, magnitude):
        """Takes in the rounding of an operation with so much in it, and sets the
        bounds. A variable's square, or that of a disc's radius r, is taken with
        its slope: a disc's part lies between slope r + (middle + half) r^2 and
        -slope r + (middle - half) r^2, by the eigenvalues of h/2."""
        lin = own = crossed = down = up = 0.0
        for i, p, q, m in DISCS:
            x, y, z = h[p] / 2, h[q] / 2, h[m] / 2
            slope, middle = sqrt(g[i] * g[i] + g[i + 1] * g[i + 1]), (x + y) / 2
            half = sqrt((x - y) / 2 * ((x - y) / 2) + z * z)
            lin += slope
            own += abs(middle) + half
            down += depth(slope, middle - half)
            up += depth(slope, -middle - half)
        for i, p in SINGLES:
            slope, middle = abs(g[i]), h[p] / 2
            lin += slope
            own += abs(middle)
            down += depth(slope, middle)
            up += depth(slope, -middle)
        for i, j, k, m in FOURS:
            crossed += sqrt(h[i] * h[i] + h[j] * h[j] + h[k] * h[k] + h[m] * h[m])
        for i, j in TWOS:
            crossed += sqrt(h[i] * h[i] + h[j] * h[j])
        for i in ONES:
            crossed += abs(h[i])
        self.c, self.g, self.h = c, g, h
        self.lin, self.sq = lin, own + crossed
        self.size = size = abs(c) + lin + own + crossed
        self.e = e = (e + SLACK * magnitude) * OUTWARD + UNDERFLOW
        rest = crossed + e + SLACK * size
        self.low = c - ((down + rest) * OUTWARD + UNDERFLOW)
        self.high = c + ((up + rest) * OUTWARD + UNDERFLOW)

    def __mul__(self, b):
        """The product; what is of third and fourth order goes into e."""
        a, ac, bc = self, self.c, b.c
        g = [ac * y + bc * x for x, y in zip(a.g, b.g)]
        h = [(ac * y + bc * x) + (p * s + q * r) for x, y, p, q, r, s
             in zip(a.h, b.h, rows(a.g), columns(a.g), rows(b.g), columns(b.g))]
        e = a.lin * b.sq + a.sq * b.lin + a.sq * b.sq + a.e * (b.size + b.e) + a.size * b.e
        return Quadratic(ac * bc, g, h, e, a.size * b.size)

    def __add__(self, b):
        return Quadratic(self.c + b.c, [x + y for x, y in zip(self.g, b.g)], [x + y for x, y in zip(self.h, b.h)],
                         self.e + b.e, self.size + b.size)

    def __sub__(self, b):
        return Quadratic(self.c - b.c, [x - y for x, y in zip(self.g, b.g)], [x - y for x, y in zip(self.h, b.h)],
                         self.e + b.e, self.size + b.size)

    def scaled(self, k, f):
        """k + f self; f may be off by 2^-49 of itself."""
        return Quadratic(k + f * self.c, [f * x for x in self.g], [f * x for x in self.h],
                         abs(f) * self.e, abs(k) + abs(f) * self.size)

    def moved(self, c):
        """The same polynomial about another value, and nothing else."""
        return Quadratic(c, self.g, self.h, 0.0, 0.0)

    def apply(self, at, of, third):
        """A function of self, by its value and two derivatives at the centre
        (exact to 64 u of the magnitudes) and a bound of the third derivative. The
        square of p = self - c is that of its linear part but for twice that times
        the rest, and the square of the rest."""
        d0, d1, d2 = at
        g = [d1 * x for x in self.g]
        h = [d1 * x + d2 * (p * q) for x, p, q in zip(self.h, rows(self.g), columns(self.g))]
        rest = self.sq + self.e
        p = self.lin + rest
        e = abs(d1) * self.e + abs(d2) / 2 * (2 * self.lin + rest) * rest + third / 6 * p * p * p
        return Quadratic(d0, g, h, e, abs(of[0]) + abs(of[1] * p) + abs(of[2] * p * p))

    def root(self):
        if not self.low > 0:
            return UNKNOWN
        s = sqrt(self.c)
        at = (s, 0.5 / s, -0.25 / (s * self.c))
        return self.apply(at, at, 0.375 / (self.low * self.low * sqrt(self.low)))

    def inverse(self):
        if not self.low > 0:
            return UNKNOWN
        at = (1 / self.c, -1 / (self.c * self.c), 2 / (self.c * self.c * self.c))
        return self.apply(at, at, 6 / (self.low * self.low * self.low * self.low))

    def turned(self):
        """Cosine and sine of an angle."""
        square = (self * self).scaled(0.0, -1.0)
        return STUMPFF[0].of(square), STUMPFF[1].of(square) * self


def number(c, e=0.0):
    return Quadratic(c, NONE9, NONE45, e, 0.0)


UNKNOWN = number(0.0, INFINITE)


def variable(i, start, end):
    g = list(NONE9)
    g[i] = (end - start) / 2
    return Quadratic((start + end) / 2, g, NONE45, 0.0, abs(start) + abs(end))


# ---------------------------------------------------------------------------
# Series. All coefficients are positive; what is left out comes to less than 2^-60
# of the first in each derivative, up to the limit.
# ---------------------------------------------------------------------------
class Series:
    def __init__(self, limit, first, terms, ratio):
        self.limit, self.table = limit, [first]
        for n in range(1, terms):
            self.table.append(self.table[-1] * ratio(n))

    def derivatives(self, x):
        """The value and three derivatives, by Horner's rule; the term in x^n is
        off by at most (4n + 8) u in each."""
        r, terms = abs(x), len(self.table)
        if not r <= self.limit:
            return (math.nan,) * 4
        if 0 < r < 1:
            terms = min(terms, 10 - int(76 / math.log(r)))
        elif r == 0:
            terms = 10
        d0 = d1 = d2 = d3 = 0.0
        for a in reversed(self.table[:terms]):
            d3 = d3 * x + d2
            d2 = d2 * x + d1
            d1 = d1 * x + d0
            d0 = d0 * x + a
        return d0, d1, 2 * d2, 6 * d3

    def of(self, a):
        """The function of a Quadratic. The magnitudes are (|x| d[m+1] + (m+2)
        d[m])/16 at |x|, the sums of (4n + 8)/64 of the m-th derivative's terms.
        The third derivative rises with x above 0, and is no greater below 0."""
        r = abs(a.c)
        at = self.derivatives(a.c)
        terms = at if a.c >= 0 else self.derivatives(r)
        third = self.derivatives(max(0.0, a.high))[3] if a.high == a.high else math.nan
        of = [terms[m] + r * terms[m + 1] / 16 for m in range(3)]
        return a.apply(at[:3], of, third * OUTWARD)


def stumpff(k):
    """c_k(-x) = sum x^n/(k+2n)!. For negative x, z = -x: it is the integral of
    (1-t)^(k-1)/(k-1)! cos(t sqrt z) over t from 0 to 1, and the n-th derivative of
    cos(sqrt z) by z is at most n!/(2n)! (Poisson's integral for the spherical
    Bessel function of order n-1), its value at 0."""
    return Series(24.0, (1.0, 1.0, 0.5, 1.0 / 6)[k], 30, lambda n: 1 / ((k + 2 * n) * (k + 2 * n - 1)))


STUMPFF = [stumpff(k) for k in range(4)]

# q(x) = (E - sin E)/sin^3(E/2) with x = sin^2(E/4), which is 4/3 F(3, 1; 5/2; x):
# as d(E - sin E)/dx = 16 sqrt(x (1-x)), it is 2 (1-x)^(-3/2) times the integral of
# sqrt(t (1-xt)) over t from 0 to 1; so it is that of 2 sqrt(1-t) (1-xt)^-3, which
# is positive and rises with x as do all its derivatives.
FLATNESS = Series(0.8, 4.0 / 3, 340, lambda n: (n + 2) / (n + 1.5))


def sine_cosine_deg(deg):
    """For up to two turns, exact to 2^-49 of what it returns. The quarter turns
    come off without rounding."""
    if not abs(deg) <= 720:
        return math.nan, math.nan
    quarter = math.floor(deg / 90 + 0.5)
    x = (deg - 90 * quarter) * (math.pi / 180)
    sine, cosine = x * STUMPFF[1].derivatives(-x * x)[0], STUMPFF[0].derivatives(-x * x)[0]
    for _ in range(quarter % 4):
        sine, cosine = cosine, -sine
    return sine, cosine


# ---------------------------------------------------------------------------
# The model: a sphere that turns, two bodies. Units: R = 1, mu = 1.
# ---------------------------------------------------------------------------
RADIUS_KM, MU, SPIN = 6371.0, 398600.44, 7.292115e-5
UNIT_S = RADIUS_KM * sqrt(RADIUS_KM / MU)
TURN = SPIN * UNIT_S
SQRT2, SQRT8 = sqrt(2), 2 * sqrt(2)


def outer(x, sign):
    """Moves a bound by more than the few roundings that it came out of."""
    return x + sign * abs(x) * 2.0**-48


def directions(lat, lon):
    (sin_lat, cos_lat), (sin_lon, cos_lon) = sine_cosine_deg(lat), sine_cosine_deg(lon)
    return ((cos_lat * cos_lon, cos_lat * sin_lon, sin_lat), (-sin_lon, cos_lon, 0.0),
            (-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat))


def area(i, lat, lon, rho):
    """The points within an angle rho of a place, and a few more: their offsets
    from the axis through it go up to sin rho. Directions are exact to 2^-46."""
    up, east, north = directions(lat, lon)
    h = list(NONE45)
    h[AT[i, i]] = h[AT[i + 1, i + 1]] = -2 * rho * rho
    root = Quadratic(1.0, NONE9, h, 0.0, 2.0).root()
    point = []
    for k in range(3):
        g = list(NONE9)
        g[i], g[i + 1] = rho * east[k], rho * north[k]
        point.append(root.scaled(0.0, up[k]) + Quadratic(0.0, g, NONE45, 2.0**-44 * (1 + rho), rho))
    return point


def dot(a, b):
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def flatness_plain(x):
    if x > 1e-5:
        e = 4 * math.asin(sqrt(min(x, 1.0)))
        return (e - math.sin(e)) / max(math.sin(e / 2), 1e-9)**3
    if x < -1e-5:
        e = 4 * math.asinh(sqrt(-x))
        return (math.sinh(e) - e) / math.sinh(e / 2)**3
    return 4 / 3 * (1 + 1.2 * x)


def centre(radii, a, time):
    """s of a transfer of plain numbers and the slope of the time there, by Newton's
    method from above; not a number where there is none. How s is found needs no
    proof."""
    def flown(s):
        return s * (a + s * s * flatness_plain(0.5 + (s * s - radii) / (SQRT8 * a)) / SQRT8)
    s = min(time / a, sqrt(radii + 0.58 * SQRT2 * a))
    slope = math.nan
    for _ in range(20):
        small = 1e-5 * (1 + abs(s))
        slope = (flown(s + small) - flown(s - small)) / (2 * small)
        step = (flown(s) - time) / slope
        s -= step
        if abs(step) < 1e-13:
            break
    return s, slope


def transfer(radii, a, time):
    """Encloses s = sqrt(y) and x = sin^2(E/4) of the arcs, the short way, that fly
    for so long between places whose radii have this sum and a = sqrt(r1 r2 +
    r1.r2): y = r1 + r2 - sqrt2 a (1 - 2x), and the time is s (a + s^2 q(x)/sqrt8).
    It rises with s everywhere, being odd in s. s is sought by two chord steps from
    the centre's; then the time at s - d must be less and that at s + d more than
    what is asked, all over the box: so s lies between."""
    def flown(s):
        y = s * s
        x = ((y - radii) * per_y).scaled(0.5, 1.0)
        return x, s * (a + (y * FLATNESS.of(x)).scaled(0.0, 1 / SQRT8))
    per_y = a.inverse().scaled(0.0, 1 / SQRT8)
    if not per_y.e < INFINITE or not abs(time.c) < INFINITE:
        return UNKNOWN, UNKNOWN
    try:
        start, slope = centre(radii.c, a.c, time.c)
    except (ValueError, ZeroDivisionError, OverflowError):
        return UNKNOWN, UNKNOWN
    s, off = number(start), 0.0
    for step in range(3):
        short = time - flown(s)[1]
        off = (short.size + short.e) / slope
        if not off < INFINITE:
            return UNKNOWN, UNKNOWN
        if step < 2:
            s = s + short.scaled(0.0, 1 / slope)
            s = s.moved(s.c)
    for margin in (1.05, 1.2, 1.6, 3.0):
        below, above = s.c - margin * off, s.c + margin * off
        if (time - flown(s.moved(below))[1]).low > 0 and (flown(s.moved(above))[1] - time).low > 0:
            s = Quadratic(s.c, s.g, s.h, max(s.c - below, above - s.c) * OUTWARD, 0.0)
            return s, flown(s)[0]
    return UNKNOWN, UNKNOWN


def universal(alpha, chi):
    """chi^k c_k(alpha chi^2), k from 0 to 3."""
    x = (alpha * chi * chi).scaled(0.0, -1.0)
    power, all_four = number(1.0), []
    for k in range(4):
        all_four.append(power * STUMPFF[k].of(x))
        power = power * chi
    return all_four


class Flight:
    """The missile's coast for the times between two bounds: its velocity at burnout
    is (aim + rise burnout) per_g, sigma the product of both, alpha the inverse of
    the semi-major axis."""

    def __init__(self, pair, coast):
        self.time, rb = variable(6, *coast), pair.rb
        c, s = self.time.scaled(0.0, TURN).turned()
        x, y, z = pair.aim
        self.aim = [c * x - s * y, s * x + c * y, z]
        inner = dot(pair.burnout, self.aim)
        a = inner.scaled(rb, 1.0).root()
        root, x = transfer(number(1 + rb, 2.0**-50), a, self.time)
        y = root * root
        self.rise, self.per_g = y.scaled(-1.0, 1 / rb), (a * root).inverse()
        out = self.rise.scaled(0.0, rb * rb)
        self.sigma = (inner + out) * self.per_g
        square = (self.rise * (inner.scaled(0.0, 2.0) + out)).scaled(1.0, 1.0) * (self.per_g * self.per_g)
        self.alpha = square.scaled(2 / rb, -1.0)  # 2/rb - velocity^2; or 8 x (1-x)/y
        other = (x * x.scaled(1.0, -1.0) * y.inverse()).scaled(0.0, 8.0)
        if other.e < self.alpha.e:
            self.alpha = other


class Meeting:
    """The missile at the anomalies between two bounds, or that nothing can be met
    there."""

    def __init__(self, pair, flight, anomaly):
        # By the addition theorems: the functions of the middle, which vary little,
        # and those of what is left, which is small.
        rb, sigma = pair.rb, flight.sigma
        middle = (anomaly[0] + anomaly[1]) / 2
        left = variable(7, anomaly[0] - middle, anomaly[1] - middle)
        a, b = universal(flight.alpha, number(middle)), universal(flight.alpha, left)
        u0 = a[0] * b[0] - flight.alpha * a[1] * b[1]
        u1 = a[1] * b[0] + a[0] * b[1]
        u2 = a[2] + a[1] * b[1] + a[0] * b[2]
        u3 = a[3] + a[2] * left + a[1] * b[2] + a[0] * b[3]
        g = u1.scaled(0.0, rb) + sigma * u2
        self.time = g + u3
        self.radius = u0.scaled(0.0, rb) + sigma * u1 + u2
        self.never = (self.radius.high < pair.low or (self.time - flight.time).low > 0
                      or self.radius.low > outer(1 / (1 - pair.most * pair.most / 2), 1))
        if self.never:
            return
        on_aim = g * flight.per_g
        on_burnout = u2.scaled(1.0, -1 / rb) + on_aim * flight.rise
        self.at = [on_burnout * p + on_aim * q for p, q in zip(pair.burnout, flight.aim)]
        self.squared = self.radius * self.radius
        self.station = None

    def seen_from(self, station):
        """What at.site is made of when the site turns: cosine * along + sine *
        across + upward."""
        if self.station is not station:
            x, y, z = self.at
            p, q, r = station
            self.along, self.across, self.upward = x * p + y * q, y * p - x * q, z * r
            self.station = station
        return self.along, self.across, self.upward


class Pair:
    """A field and an aim: a family of flights, with what the terms say of the
    interceptors that may not meet them."""

    def __init__(self, cap, altitude, field_km, aim_km, field, aim, coast_from, coast_until, depart):
        lat, lon, burnout_km, downrange_km = field
        self.rb = 1 + burnout_km / RADIUS_KM
        self.low = outer(1 + altitude / RADIUS_KM, -1)
        self.speed = outer(cap * UNIT_S / RADIUS_KM, 1)
        self.most = outer(self.speed + TURN, 1)
        end = outer(coast_until / UNIT_S, 1)
        self.whole = ((outer(coast_from / UNIT_S, -1), end), (0.0, end), (outer(depart / UNIT_S, -1), end))
        launch, self.aim = area(0, lat, lon, field_km / RADIUS_KM), area(2, aim[0], aim[1], aim_km / RADIUS_KM)
        # The tangent from launch towards aim is (aim - cosine launch)/sine.
        cosine = dot(launch, self.aim)
        sine_down, cosine_down = sine_cosine_deg(downrange_km / RADIUS_KM * (180 / math.pi))
        on_aim = (cosine * cosine).scaled(1.0, -1.0).root().inverse().scaled(0.0, sine_down * self.rb)
        on_launch = (on_aim * cosine).scaled(cosine_down * self.rb, -1.0)
        self.burnout = [on_launch * p + on_aim * q for p, q in zip(launch, self.aim)]
        self.flights, self.meetings, self.stations, self.verdicts = {}, {}, {}, {}

    def meeting(self, coast, anomaly):
        key = coast, anomaly
        if key not in self.meetings:
            if coast not in self.flights:
                self.flights[coast] = Flight(self, coast)
            self.meetings[key] = Meeting(self, self.flights[coast], anomaly)
        return self.meetings[key]

    def proved(self, box, place):
        """No interceptor from the place (latitude, longitude, angle) meets a
        flight of the box."""
        key = box, place
        if key not in self.verdicts:
            if place not in self.stations:
                self.stations[place] = area(4, *place)
            try:
                self.verdicts[key] = self.reckon(box, self.stations[place])
            except (ArithmeticError, ValueError):  # what cannot be reckoned proves nothing
                self.verdicts[key] = False
        return self.verdicts[key]

    def reckon(self, box, station):
        m = self.meeting(box[0], box[1])
        if m.never:
            return True
        depart = variable(8, *box[2])
        time = m.time - depart
        if time.high < 0:
            return True
        along, across, upward = m.seen_from(station)
        cosine, sine = depart.scaled(0.0, TURN).turned()
        inner = cosine * along + sine * across + upward
        half = self.most * self.most / 2 / (1 - self.most * self.most / 2)
        if (m.radius.scaled(0.0, outer(1 - 2 * half * half, -1)) - inner).low > 0:
            return True  # beyond the reach on the ground
        far = m.squared.scaled(1.0, 1.0) - inner.scaled(0.0, 2.0)
        if (far - (time * time).scaled(0.0, self.most * self.most)).low > 0:
            return True  # too far for the time
        a_squared = m.radius + inner
        a = a_squared.root()
        root, _ = transfer(m.radius.scaled(1.0, 1.0), a, time)
        if not root.e < INFINITE:
            return False
        # |at + (y-1) site - g u|^2 - V^2 g^2: site.u = 0, at.u is the Earth's rate
        # times the change of inner with the angle, u^2 the rate's square times
        # that of the site's distance from the axis, g^2 = a^2 y.
        y = root * root
        change = cosine * across - sine * along
        less = y.scaled(-1.0, 1.0)
        axis = (station[2] * station[2]).scaled(1.0, -1.0).scaled(-self.speed * self.speed, TURN * TURN)
        over = (m.squared + less * (less + inner.scaled(0.0, 2.0)) - (change * (a * root)).scaled(0.0, 2 * TURN)
                + axis * (a_squared * y))
        return over.low > 0


# ---------------------------------------------------------------------------
# The papers.
# ---------------------------------------------------------------------------
class Refused(Exception):
    pass


def need(holds, why):
    if not holds:
        raise Refused(why)


NOT_COVERED = [
    "meetings before the missile's burnout",
    "flights outside the stated areas and times of coast",
    "several warheads of one missile",
    "interceptors from places that are not stated",
    "the ellipsoid and J2: the proof is about a rotating sphere with two bodies; the difference is measured, not proved",
]


def parse(data, name):
    def constant(word):
        raise Refused("%s: %s is no JSON" % (name, word))
    try:
        value = json.loads(data.decode("utf-8"), parse_int=float, parse_constant=constant)
    except (ValueError, RecursionError) as error:
        raise Refused("%s: %s" % (name, error))
    need(isinstance(value, dict), name + ": it is no object")
    return value


def num(o, key):
    """A number; where there is none, one for which no test holds."""
    x = o.get(key) if isinstance(o, dict) else None
    return x if isinstance(x, float) else math.nan


def text(o, key):
    x = o.get(key) if isinstance(o, dict) else None
    return x if isinstance(x, str) else ""


def items(o, key):
    x = o.get(key) if isinstance(o, dict) else None
    return [i if isinstance(i, dict) else {} for i in x] if isinstance(x, list) else []


def inner_object(o, key):
    x = o.get(key) if isinstance(o, dict) else None
    return x if isinstance(x, dict) else None


def same(a, b):
    return json.dumps(a, sort_keys=True) == json.dumps(b, sort_keys=True)


def only(o, keys):
    return o is None or set(o) <= set(keys.split())


def short(x):
    """A number as Go's %g writes it: the fewest digits that tell it."""
    if x == 0 or x != x or abs(x) == INFINITE:
        return "0" if x == 0 else "NaN"
    for digits in range(17):
        s = "%.*e" % (digits, x)
        if float(s) == x:
            break
    exponent = int(s.split("e")[1])
    return s if exponent < -4 or exponent >= 6 else "%.*f" % (max(digits - exponent, 0), x)


def claim(t):
    def names(key):
        return ", ".join(text(o, "name") for o in items(t, key))
    places, sea, c, commit = names("sites"), inner_object(t, "sea"), t["coast"], t["commit"]
    if sea is not None:
        places += ", or " if places else ""
        places += "a ship anywhere between %s and %s N, %s and %s E" % tuple(short(num(sea, k)) for k in ("south_deg", "north_deg", "west_deg", "east_deg"))
        if items(sea, "excluded"):
            places += " outside %d excluded areas" % len(items(sea, "excluded"))
    coast = "within %s s of minimum energy" % short(num(c, "within_s"))
    if num(c, "ratio_from") > 0 or num(c, "ratio_to") > 0:
        coast += " or between %s and %s times it" % (short(num(c, "ratio_from")), short(num(c, "ratio_to")))
    when = "launch" if "after_launch_s" in commit else "burnout"
    return ("For every launch point within %s km of %s, every aim point within %s km of %s, and every time of coast %s: no interceptor that "
            "leaves %s at an Earth-relative speed of at most %s km/s, launched not earlier than %s s after the missile's %s, meets the missile "
            "at %s km or higher." % (short(num(t, "field_radius_km")), names("fields"), short(num(t, "aim_radius_km")), names("aims"), coast,
                                     places, short(num(t, "speed_cap_km_s")), short(num(commit, "after_%s_s" % when)), when,
                                     short(num(t, "least_altitude_km"))))


def check_terms(t):
    """Refuses terms that the model cannot speak of."""
    need(only(t, "fields aims sites sea field_radius_km aim_radius_km coast commit least_lost_time_s speed_cap_km_s least_altitude_km")
         and only(t["coast"], "within_s ratio_from ratio_to") and only(t["commit"], "after_launch_s after_burnout_s")
         and only(t.get("sea"), "south_deg north_deg west_deg east_deg excluded")
         and all(only(o, "name lat_deg lon_deg radius_km") for o in items(t, "aims") + items(t, "sites"))
         and all(only(o, "south_deg north_deg west_deg east_deg") for o in items(t.get("sea"), "excluded"))
         and all(only(o, "name lat_deg lon_deg burn_from_s burn_until_s burnout_km downrange_km") for o in items(t, "fields")),
         "terms: they have a key that is not known")
    need(len(t["commit"]) == 1, "terms: commit is to be after launch or after burnout, one of both")
    need(items(t, "fields") and items(t, "aims") and (items(t, "sites") or t.get("sea")), "terms: no field, no aim, or no place of interceptors")
    cap = num(t, "speed_cap_km_s")
    need(cap > 0 and cap * UNIT_S / RADIUS_KM + TURN < 0.99, "terms: the cap with the Earth's rotation is not below 0.99 of circular speed")
    need(num(t, "least_altitude_km") >= 0 and num(t["coast"], "within_s") >= 0, "terms: the least altitude or the coast's seconds are negative")
    for f in items(t, "fields"):
        need(num(f, "burn_from_s") <= num(f, "burn_until_s") and num(f, "burnout_km") >= 0 and num(f, "downrange_km") >= 0,
             "terms: the burn of %s is no burn" % text(f, "name"))


def earliest(t, f):
    """The earliest launch of an interceptor, s after burnout, whatever the burn."""
    if "after_launch_s" in t["commit"]:
        return num(t["commit"], "after_launch_s") - num(f, "burn_until_s")
    return num(t["commit"], "after_burnout_s")


def least_coast(f, a):
    """The coast with the least Earth-relative speed at burnout between the centres,
    s: in plain numbers, over a grid, then over ever finer ones about the best."""
    launch, aim = directions(num(f, "lat_deg"), num(f, "lon_deg"))[0], directions(num(a, "lat_deg"), num(a, "lon_deg"))[0]
    rb, down = 1 + num(f, "burnout_km") / RADIUS_KM, num(f, "downrange_km") / RADIUS_KM
    cosine = sum(p * q for p, q in zip(launch, aim))
    b = [rb * (math.cos(down) * p + math.sin(down) * (q - cosine * p) / sqrt(1 - cosine * cosine)) for p, q in zip(launch, aim)]

    def speed(time):
        s, c = math.sin(TURN * time), math.cos(TURN * time)
        to = (c * aim[0] - s * aim[1], s * aim[0] + c * aim[1], aim[2])
        a = sqrt(rb + sum(p * q for p, q in zip(b, to)))
        try:
            root, slope = centre(1 + rb, a, time)
        except (ValueError, ZeroDivisionError, OverflowError):
            return INFINITE
        if not slope > 0 or not -0.8 < 0.5 + (root * root - 1 - rb) / (SQRT8 * a) < 0.8:
            return INFINITE
        v = [(q + (root * root / rb - 1) * p) / (a * root) for p, q in zip(b, to)]
        return (v[0] + TURN * b[1])**2 + (v[1] - TURN * b[0])**2 + v[2]**2
    least, step = 3.0, 0.6
    while step > 1e-8:
        least = min((least + k * step for k in range(-4, 5)), key=speed)
        step /= 4
    return least * UNIT_S


def coasts(t, f, a):
    c, least = t["coast"], least_coast(f, a)
    start, end = least - num(c, "within_s"), least + num(c, "within_s")
    if num(c, "ratio_from") > 0:
        start = min(start, least * num(c, "ratio_from"))
    return start, max(end, least * num(c, "ratio_to"))


def chord(lat1, lat2, lon):
    north, east = sine_cosine_deg((lat1 - lat2) / 2)[0], sine_cosine_deg(lon / 2)[0]
    return 2 * sqrt(north * north + sine_cosine_deg(lat1)[1] * sine_cosine_deg(lat2)[1] * east * east)


SIDES = ("south_deg", "north_deg", "west_deg", "east_deg")


def inside(cell, rectangle):
    return (num(rectangle, SIDES[0]) <= cell[0] and cell[1] <= num(rectangle, SIDES[1])
            and num(rectangle, SIDES[2]) <= cell[2] and cell[3] <= num(rectangle, SIDES[3]))


def excluded(t, cell):
    return any(inside(cell, x) for x in items(t.get("sea"), "excluded"))


def stands(t, at):
    """Whether a place is one of the terms': within a site's radius, or for a ship
    at sea outside the excluded areas."""
    lat, lon = num(at, "lat_deg"), num(at, "lon_deg")
    for s in items(t, "sites"):
        if lat == num(s, "lat_deg") and lon == num(s, "lon_deg"):
            return True
        if chord(lat, num(s, "lat_deg"), lon - num(s, "lon_deg")) < 2 * math.sin(num(s, "radius_km") / RADIUS_KM / 2) * (1 - 1e-9):
            return True
    here = (lat, lat, lon, lon)
    return at.get("ship") is True and inside(here, t.get("sea")) and not excluded(t, here)


def check_study(t, study, name):
    """Every battery of the shield that the certificate is about, or where it names
    none of all shields, keeps within the terms. Its own figures go before its
    shield's, and those before the study's."""
    batteries = 0
    for shield in items(study, "shields"):
        if name and text(shield, "name") != name:
            continue
        for site in items(shield, "sites"):
            where = "study: shield %s, site %s" % (text(shield, "name"), text(site, "name"))
            for battery in items(site, "interceptors"):
                if num(battery, "number") <= 0:
                    continue
                batteries += 1
                need(stands(t, site), where + ": it is no place of the terms")
                kind = text(battery, "kind")

                def figure(name):
                    for x in (num(battery, name), num(shield.get("figures"), kind + "." + name), num(study.get("figures"), kind + "." + name)):
                        if x == x:
                            return x
                    return math.nan
                need(figure("burnout_speed_km_s") <= num(t, "speed_cap_km_s"), "%s: %s is faster than the cap" % (where, kind))
                need(figure("lost_time_s") >= num(t, "least_lost_time_s"), "%s: %s has a shorter lost time" % (where, kind))
                need(figure("min_altitude_km") >= num(t, "least_altitude_km"), "%s: %s can meet lower" % (where, kind))
    need(batteries, "study: it has no such shield, or no interceptors")
    for f in items(t, "fields"):
        # A study that commits on its sensors states no time; the terms bind it.
        need(text(study, "commit") == "sensors" or num(study.get("figures"), "commit.after_burnout_s") >= earliest(t, f),
             "study: it commits earlier than the terms for %s allow" % text(f, "name"))


def walk(whole, letters, visit):
    """Goes through a tree in preorder; visit returns the parts, the last one first.
    At the end nothing is left to come, and not before: so the parts cover all."""
    todo = [whole]
    for i, letter in enumerate(letters):
        need(todo, "the tree goes on after its end, at letter %d" % i)
        todo.extend(visit(letter, todo.pop()))
    need(not todo, "the tree ends early: %d parts are not covered" % len(todo))


def check_tree(pair, tree, place):
    """Checks a tree of splits and each leaf; returns how many there are."""
    leaves = 0

    def visit(letter, box):
        nonlocal leaves
        if letter == ".":
            leaves += 1
            need(pair.proved(box, place), "box %d is not proved: coast %.1f to %.1f s, meeting's anomaly %.4f to %.4f, departure %.1f to %.1f s" % (
                leaves, box[0][0] * UNIT_S, box[0][1] * UNIT_S, *box[1], box[2][0] * UNIT_S, box[2][1] * UNIT_S))
            return ()
        need(letter in "cma", "the tree has an unknown letter %r" % letter)
        n = "cma".index(letter)
        lower, upper = list(box), list(box)
        middle = (box[n][0] + box[n][1]) / 2
        lower[n], upper[n] = (box[n][0], middle), (middle, box[n][1])
        return tuple(upper), tuple(lower)
    walk(pair.whole, tree, visit)
    return leaves


def around(cell):
    """A disc that holds a cell: its middle, and the chord to the farthest of its
    points, which is at least the sine of the angle where that is less than a right
    one, as it is for a chord below 1; a greater one encloses nothing."""
    south, north, west, east = cell
    wide = 1.0 if south < 0 < north else max(sine_cosine_deg(south)[1], sine_cosine_deg(north)[1])
    middle = (south + north) / 2
    up, along = sine_cosine_deg((north - south) / 4)[0], sine_cosine_deg((east - west) / 4)[0]
    return middle, (west + east) / 2, outer(2 * sqrt(up * up + wide * sine_cosine_deg(middle)[1] * along * along), 1)


def check_sea(pair, proof, t):
    """Checks a quadtree: quarters are south-west, south-east, north-west,
    north-east."""
    trees = list(proof.get("trees")) if isinstance(proof.get("trees"), list) else []
    trees.reverse()
    leaves = 0

    def visit(letter, cell):
        nonlocal leaves
        south, north, west, east = cell
        lat, lon = (south + north) / 2, (west + east) / 2
        if letter == "q":
            return (lat, north, lon, east), (lat, north, west, lon), (south, lat, lon, east), (south, lat, west, lon)
        if letter == "p" and trees:
            tree = trees.pop()
            leaves += check_tree(pair, tree if isinstance(tree, str) else "", around(cell))
        else:
            need(letter == "x" and excluded(t, cell), "cell %r: %r is unknown, not excluded, or has no tree" % (cell, letter))
        return ()
    walk(tuple(num(t["sea"], side) for side in SIDES), text(proof, "cells"), visit)
    need(not trees, "%d trees are without a cell" % len(trees))
    return leaves


KNOWN_PAIRS = {}  # so that a batch of nearly the same certificates is quick


def make_pair(t, f, a, coast_from, coast_until, depart):
    key = (num(t, "speed_cap_km_s"), num(t, "least_altitude_km"), num(t, "field_radius_km"), num(t, "aim_radius_km"),
           tuple(num(f, k) for k in ("lat_deg", "lon_deg", "burnout_km", "downrange_km")), (num(a, "lat_deg"), num(a, "lon_deg")),
           coast_from, coast_until, depart)
    if key not in KNOWN_PAIRS:
        if len(KNOWN_PAIRS) > 20:
            KNOWN_PAIRS.clear()
        KNOWN_PAIRS[key] = Pair(*key)
    return KNOWN_PAIRS[key]


def check_pair(c, i):
    """The numbers and trees of one field and aim, against all sites and the sea.
    What the coast of minimum energy is depends a little on how its flat minimum is
    sought: a bound may be off by a fiftieth of a second before it is made whole."""
    t = c["terms"]
    aims, sites = items(t, "aims"), items(t, "sites")
    f, a = items(t, "fields")[i // len(aims)], aims[i % len(aims)]
    name, depart = text(f, "name") + " to " + text(a, "name"), earliest(t, f) + num(t, "least_lost_time_s")
    start, end = coasts(t, f, a)
    need(all(abs(x) < INFINITE for x in (start, end, depart)), name + ": it has no coast")
    leaves = 0
    for j, site in enumerate(sites):
        case, whole = items(c, "cases")[i * len(sites) + j], name + ", from " + text(site, "name")
        need(text(case, "name") == whole and num(case, "depart_s") == depart
             and num(case, "coast_from_s") in (math.floor(start - 0.02), math.floor(start + 0.02))
             and num(case, "coast_until_s") in (math.ceil(end - 0.02), math.ceil(end + 0.02)),
             "cases: %r with its numbers stands where %s, coast %.3f to %.3f s, departure %g s belongs" % (text(case, "name"), whole, start, end, depart))
        pair = make_pair(t, f, a, num(case, "coast_from_s"), num(case, "coast_until_s"), depart)
        try:
            leaves += check_tree(pair, text(case, "tree"), (num(site, "lat_deg"), num(site, "lon_deg"), num(site, "radius_km") / RADIUS_KM))
        except Refused as why:
            raise Refused("%s: %s" % (whole, why))
    if t.get("sea") is not None:
        proof = items(c, "sea")[i]
        need(text(proof, "name") == name, "sea: %r stands where %r belongs" % (text(proof, "name"), name))
        try:
            leaves += check_sea(make_pair(t, f, a, math.floor(start + 0.02), math.ceil(end - 0.02), depart), proof, t)
        except Refused as why:
            raise Refused("%s, at sea: %s" % (name, why))
    return leaves


def read(cert, agreement, study):
    """Checks all but the proofs."""
    c = parse(cert, "certificate")
    for key, data in (("agreement", agreement), ("study", study)):
        digest = hashlib.sha256(data).hexdigest()
        need(text(c.get(key), "sha256") == digest, "%s: its SHA-256 is %s, not the certificate's" % (key, digest))
    agreed, whole = parse(agreement, "agreement"), parse(study, "study")
    t = inner_object(c, "terms")
    need(only(c, "format claim not_covered agreement study terms cases sea"), "certificate: it has a key that is not known")
    need(text(c, "format") == "scutum certificate 1", "format: it is not known")
    need(text(agreed, "name") == text(c["agreement"], "name"), "agreement: it has another name")
    need(text(whole.get("study"), "name") == text(c["study"], "name"), "study: it has another name")
    need(t is not None and same(agreed.get("guarantee"), t), "terms: they are not the agreement's guarantee")
    need(inner_object(t, "coast") is not None and inner_object(t, "commit") is not None, "terms: no coast or no commit")
    need(t.get("sea") is None or inner_object(t, "sea") is not None, "terms: the sea is no object")
    check_terms(t)
    need(text(c, "claim") == claim(t), "claim: the terms say otherwise: " + claim(t))
    need(c.get("not_covered") == NOT_COVERED, "not_covered: it is not the list of the format")
    check_study(t, whole["study"], text(c["study"], "shield"))
    pairs = len(items(t, "fields")) * len(items(t, "aims"))
    need(len(items(c, "cases")) == pairs * len(items(t, "sites")) and len(items(c, "sea")) == (pairs if t.get("sea") is not None else 0),
         "cases: they are not one for each of %d pairs against every site, and at sea" % pairs)
    return c, pairs


def one_pair(task):
    try:
        return check_pair(*task), None
    except Refused as why:
        return 0, str(why)
    except (ArithmeticError, ValueError) as error:
        return 0, "pair %d: it cannot be reckoned: %s" % (task[1] + 1, error)


def verify(cert, agreement, study, workers=1):
    """Returns what is to be said of a certificate, as a dictionary."""
    try:
        c, pairs = read(cert, agreement, study)
        tasks = [(c, i) for i in range(pairs)]
        if workers > 1:
            import multiprocessing
            with multiprocessing.Pool(workers) as pool:
                answers = pool.map(one_pair, tasks, chunksize=1)
        else:
            answers = map(one_pair, tasks)  # up to the first that is refused
        leaves = 0
        for n, why in answers:
            need(why is None, why)
            leaves += n
    except Refused as why:
        return {"accepted": False, "reason": str(why), "claim": "", "cases": 0, "leaves": 0, "not_covered": []}
    return {"accepted": True, "reason": "", "claim": c["claim"], "cases": len(items(c, "cases")) + len(items(c, "sea")),
            "leaves": leaves, "not_covered": NOT_COVERED}


def contents(paths):
    data = []
    for path in paths:
        with open(path, "rb") as f:
            data.append(f.read())
    return data


def main(args):
    as_json, workers = "--json" in args, 1
    if "--workers" in args:
        at = args.index("--workers")
        workers = int(args[at + 1])
        del args[at:at + 2]
    try:
        if args[:1] == ["--batch"] and len(args) == 2:
            with open(args[1], encoding="utf-8") as f:
                for line in f:
                    print(json.dumps(verify(*contents(line.rstrip("\n").split("\t")))), flush=True)
            return 0
        files = [a for a in args if a != "--json"]
        if len(files) != 3:
            print(__doc__, file=sys.stderr)
            return 2
        answer = verify(*contents(files), workers=workers)
    except OSError as error:
        print("verify.py: %s" % error, file=sys.stderr)
        return 2
    if as_json:
        print(json.dumps(answer, indent=2, ensure_ascii=False))
    elif answer["accepted"]:
        print("accepted: %d cases, %d boxes\n%s\nnot covered:" % (answer["cases"], answer["leaves"], answer["claim"]))
        for line in NOT_COVERED:
            print("  " + line)
    else:
        print("refused: " + answer["reason"])
    return 0 if answer["accepted"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
