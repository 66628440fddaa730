#!/usr/bin/env python3
"""Tests of tools/verify.py: its arithmetic against exact fractions and 60-digit
decimals, on random inputs. Prints how many, and exits with 1 on a failure."""
import math
import os
import random
import sys
from decimal import Decimal, getcontext
from fractions import Fraction

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import verify as v  # noqa: E402

getcontext().prec = 60
draws = random.Random(11)


def drawn(c):
    """A Quadratic about a value, of few or many variables, wide or narrow."""
    wide, share = abs(c) * math.exp(-1 - 12 * draws.random()), draws.choice((0.1, 0.4, 1))

    def one(scale):
        return draws.gauss(0, scale) if draws.random() < share else 0.0
    return v.Quadratic(c, [one(wide) for _ in range(9)], [one(wide / 4) for _ in range(45)], abs(one(wide / 20)), 0.0)


def point():
    """A point of the box, on its edges as often as inside."""
    x = []
    for _ in range(3):
        angle, radius = 2 * math.pi * draws.random(), draws.choice((1, math.sqrt(draws.random()))) * (1 - 2.0**-50)
        x += [Fraction(radius * math.cos(angle)), Fraction(radius * math.sin(angle))]
    return x + [Fraction(draws.choice((-1.0, 1.0, draws.uniform(-1, 1)))) for _ in range(3)]


def polynomial(a, x):
    value = Fraction(a.c)
    for i, g in enumerate(a.g):
        value += Fraction(g) * x[i]
    for (i, j), h in zip(v.PAIRS, a.h):
        if h:
            value += Fraction(h) * x[i] * x[j] / (2 if i == j else 1)
    return value


def within(a, x):
    """A value that a's enclosure allows at a point."""
    return polynomial(a, x) + Fraction(a.e) * Fraction(draws.choice((-1.0, 1.0, draws.uniform(-1, 1))))


def decimal(f):
    return Decimal(f.numerator) / Decimal(f.denominator)


def series(first, x, ratio):
    value, term, n = Decimal(0), first, 1
    while abs(term) > Decimal(10)**-55 and n < 2000:
        value += term
        over, under = ratio(n)
        term, n = term * x * over / under, n + 1
    return value


def stumpff(k, x):
    return series(Decimal(1) / math.factorial(k), x, lambda n: (1, (k + 2 * n) * (k + 2 * n - 1)))


def flatness(x):
    return series(Decimal(4) / 3, x, lambda n: (2 * n + 4, 2 * n + 3))


def holds(result, want, x, what):
    if not result.e < v.INFINITE:
        return False
    off = abs(Decimal(want) - decimal(polynomial(result, x)))
    if not (off <= Decimal(result.e) and Decimal(result.low) <= want <= Decimal(result.high)):
        sys.exit("%s: off by %s where %s is allowed; %s in [%s, %s]" % (what, off, result.e, want, result.low, result.high))
    return True


def kernels(count):
    proved = 0
    for i in range(count):
        a, b, x = drawn(draws.choice((-1, 1)) * math.exp(draws.gauss(0, 3))), drawn(math.exp(draws.gauss(0, 3))), point()
        kind = i % 8
        if kind < 3:
            p, q = within(a, x), within(b, x)
            f, k = draws.gauss(0, 1), draws.gauss(0, 1)
            result, want = ((a * b, p * q), (a - b, p - q), (a.scaled(k, f), Fraction(k) + Fraction(f) * p))[kind]
            want = decimal(want)
        elif kind < 5:
            a = drawn(abs(a.c))
            if not a.low > 0:
                continue
            p = decimal(within(a, x))
            result, want = (a.root(), p.sqrt()) if kind == 3 else (a.inverse(), 1 / p)
        elif kind == 5:
            k, a = draws.randrange(4), drawn(draws.choice((20, 35, 1)) * draws.uniform(-1, 1))
            result, want = v.STUMPFF[k].of(a), stumpff(k, decimal(within(a, x)))
        elif kind == 6:
            a = drawn(draws.uniform(-0.8, 0.8))
            p = decimal(within(a, x))
            if abs(p) > 0.8:
                continue
            result, want = v.FLATNESS.of(a), flatness(p)
        else:
            a = drawn(draws.uniform(-1, 1))
            p = decimal(within(a, x))
            cosine, sine = a.turned()
            result, want = draws.choice(((cosine, stumpff(0, -p * p)), (sine, p * stumpff(1, -p * p))))
        proved += holds(result, want, x, "kind %d" % kind)
    if proved < count * 0.7:
        sys.exit("too few inputs prove anything: %d" % proved)
    return proved


def angles(count):
    pi = Decimal("3.14159265358979323846264338327950288419716939937510582097494459")
    for _ in range(count):
        deg = draws.uniform(-720, 720)
        sine, cosine = v.sine_cosine_deg(deg)
        quarter = math.floor(deg / 90 + 0.5)
        x = decimal(Fraction(deg) - 90 * quarter) * pi / 180
        s, c = x * stumpff(1, -x * x), stumpff(0, -x * x)
        for _ in range(quarter % 4):
            s, c = c, -s
        for got, want in ((sine, s), (cosine, c)):
            if abs(Decimal(got) - want) > abs(want) * Decimal(2)**-49:
                sys.exit("%r degrees: %r, not %s" % (deg, got, want))


def numbers():
    for x, want in ((4.5, "4.5"), (25.0, "25"), (0.0, "0"), (1234567.0, "1.234567e+06"), (100000.0, "100000"), (1e6, "1e+06"), (0.00001, "1e-05"),
                    (-30.0, "-30"), (0.1, "0.1"), (35.525, "35.525")):
        if v.short(x) != want:
            sys.exit("short(%r) is %s, not %s" % (x, v.short(x), want))


def walks():
    for letters, right in ((".", True), ("s..", True), ("s.s..", True), ("ss...", True), ("", False), ("s", False), ("s.", False), ("..", False), ("s...", False)):
        try:
            v.walk(0, letters, lambda letter, part: (0, 0) if letter == "s" else ())
            accepted = True
        except v.Refused:
            accepted = False
        if accepted != right:
            sys.exit("walk: %r" % letters)


if __name__ == "__main__":
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 4000
    numbers()
    walks()
    angles(total // 10)
    print("%d inputs, of which %d prove something: all hold" % (total, kernels(total)))
