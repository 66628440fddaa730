package atmosphere

import (
	"sync"

	"scutum/internal/frozen"
)

// Gas constant of the yardstick's air, J/(kg K).
const yardstickGas = 287.05287

// yardstickTable is altitude (m) and density (kg/m3), between which the
// logarithm of the density is linear.
var yardstickTable = [...][2]float64{
	{86000, 6.958e-6}, {90000, 3.416e-6}, {100000, 5.604e-7}, {110000, 9.708e-8},
	{120000, 2.222e-8}, {130000, 8.152e-9}, {140000, 3.831e-9}, {150000, 2.076e-9},
}

// Yardstick returns the simplified atmosphere under which the impacts of the
// two notional yardstick missiles were computed: the standard's layers to
// 86 km, then eight densities, and nothing above 150 km. It differs from the
// standard by up to 4 % in density between the eight; missiles that name it
// reproduce those impacts (flight's TestYardstickImpacts).
var Yardstick = sync.OnceValue(func() *Profile {
	var kinks []float64
	for _, l := range layers[1 : len(layers)-1] {
		kinks = append(kinks, geometric(l.bottom))
	}
	for _, row := range yardstickTable {
		kinks = append(kinks, row[0])
	}
	top := yardstickTable[len(yardstickTable)-1][0]
	base := yardstickPressures()
	return fit("yardstick", Least, top, kinks, func(z, inside float64) (rho, p, sound float64) {
		if inside >= turbopause {
			return yardstickUpper(z, inside)
		}
		h := geopotential(z)
		i := layerAt(geopotential(inside))
		l := layers[i]
		l.pressure = base[i]
		t := l.temperature + float64(l.lapse*(h-l.bottom))
		p = l.yardstickPressure(h)
		return p / (yardstickGas * t), p, frozen.Sqrt(heatRatio * yardstickGas * t)
	})
})

// yardstickPressures are the pressures at the bottoms of the layers with the
// yardstick's gas constant.
func yardstickPressures() (p [len(layers)]float64) {
	p[0] = layers[0].pressure
	for i := 1; i < len(p); i++ {
		l := layers[i-1]
		l.pressure = p[i-1]
		p[i] = l.yardstickPressure(layers[i].bottom)
	}
	return p
}

func (l *layer) yardstickPressure(h float64) float64 {
	const exponent = gravity / yardstickGas
	if l.lapse == 0 {
		return l.pressure * frozen.Exp(-exponent*(h-l.bottom)/l.temperature)
	}
	t := l.temperature + float64(l.lapse*(h-l.bottom))
	return l.pressure * frozen.Pow(l.temperature/t, exponent/l.lapse)
}

func yardstickUpper(z, inside float64) (rho, p, sound float64) {
	i := 0
	for i < len(yardstickTable)-2 && inside >= yardstickTable[i+1][0] {
		i++
	}
	a, b := yardstickTable[i], yardstickTable[i+1]
	rho = a[1] * frozen.Pow(b[1]/a[1], (z-a[0])/(b[0]-a[0]))
	return rho, rho * yardstickGas * layers[len(layers)-1].temperature, 274
}
