// The unit of cost, 1 CAL: one classical Runge-Kutta step of a two-body orbit
// with J2, 4 force evaluations. A cost in CAL is this program's rate over the
// rate of the work measured, run before and after on the same machine, so
// that figures from different machines can be compared.
// Build: g++ -O3 -march=native -o cal cal.cpp    Run: ./cal [steps]
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>

static const double GM = 3.986004418e14, A = 6378137.0, J2 = 1.08262982e-3;

static inline void force(const double *s, double *d) {
  double x = s[0], y = s[1], z = s[2], r2 = x * x + y * y + z * z, r = std::sqrt(r2), ir2 = 1 / r2, m = -GM * ir2 / r;
  double q = 1.5 * J2 * A * A * ir2, zz = 5 * z * z * ir2;
  d[0] = s[3];
  d[1] = s[4];
  d[2] = s[5];
  d[3] = m * x * (1 + q * (1 - zz));
  d[4] = m * y * (1 + q * (1 - zz));
  d[5] = m * z * (1 + q * (3 - zz));
}

int main(int c, char **v) {
  long n = c > 1 ? atol(v[1]) : 10000000;
  double h = 1.0, s[6] = {7000000, 0, 0, 0, 5335.865, 5335.865}, k1[6], k2[6], k3[6], k4[6], t[6];
  auto start = std::chrono::steady_clock::now();
  for (long i = 0; i < n; i++) {
    force(s, k1);
    for (int j = 0; j < 6; j++) t[j] = s[j] + .5 * h * k1[j];
    force(t, k2);
    for (int j = 0; j < 6; j++) t[j] = s[j] + .5 * h * k2[j];
    force(t, k3);
    for (int j = 0; j < 6; j++) t[j] = s[j] + h * k3[j];
    force(t, k4);
    for (int j = 0; j < 6; j++) s[j] += h / 6 * (k1[j] + 2 * (k2[j] + k3[j]) + k4[j]);
  }
  double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  // Steps per second; the second number keeps the compiler honest.
  std::printf("%.6e %.6f\n", n / seconds, s[0]);
}
