package validation

import (
	"math"

	"scutum/physics/atmosphere"
	"scutum/physics/earth"
	"scutum/physics/flight"
)

// yardstick is a notional missile of the yardstick programs, with the impact
// that two integrators of another program give it to a millimetre.
type yardstick struct {
	vehicle flight.Vehicle
	launch  flight.Launch
	impact  [3]float64 // Earth-fixed, m
}

var yardsticks = func() []yardstick {
	drag := flight.Drag{
		Mach: []float64{0, .8, 1, 1.2, 2, 3, 5, 10},
		Cd:   []float64{.20, .22, .40, .45, .35, .27, .22, .20},
	}
	medium := flight.Vehicle{
		Name:   "MR-2000",
		Stages: []flight.Stage{{StartMass: 17500, Propellant: 15350, BurnTime: 110, Isp: 252, Area: 1.25, NozzleArea: 0.6}},
		Drag:   drag, Ballistic: 2500, Guidance: flight.Guidance{Rise: 8, KickUntil: 14}, Air: atmosphere.Yardstick(),
	}
	long := flight.Vehicle{
		Name: "IR-10000",
		Stages: []flight.Stage{
			{StartMass: 34820, Propellant: 20800, BurnTime: 60, Isp: 267, Area: 2.2, NozzleArea: 1.2},
			{StartMass: 11420, Propellant: 6200, BurnTime: 66, Isp: 287, Area: 1.4, NozzleArea: 0.6},
			{StartMass: 4520, Propellant: 3300, BurnTime: 61, Isp: 286, Area: 1.0, NozzleArea: 0.3},
		},
		Drag: drag, Ballistic: 7000, Guidance: flight.Guidance{Rise: 4, KickUntil: 8}, Air: atmosphere.Yardstick(),
	}
	return []yardstick{
		{medium, flight.Launch{From: earth.Degrees(34, 47), Azimuth: 305 * (math.Pi / 180), Kick: 0.122116087558, Accuracy: 0.01},
			[3]float64{4165432.621, 2123832.655, 4323558.149}},
		{long, flight.Launch{From: earth.Degrees(52, 45), Azimuth: 350 * (math.Pi / 180), Kick: 0.327156410038, Accuracy: 0.01},
			[3]float64{-3481286.824, -3592182.339, 3943688.936}},
	}
}

var staged = Group{
	"staged", "Staged flights of two notional missiles: where they fall", "1 m, in all three coordinates together",
	func() []Row {
		c := comparison{"staged", "yardstick program, two integrators", "C"}
		var rows []Row
		for _, y := range yardsticks() {
			s, err := flight.NewStaged(y.vehicle, earth.WGS84)
			if err != nil {
				panic(err)
			}
			var w flight.Workspace
			f, err := s.Fly(y.launch, &w)
			if err != nil {
				panic(err)
			}
			miss := f.Impact.Sub(earth.Vec[earth.ECEF]{X: y.impact[0], Y: y.impact[1], Z: y.impact[2]}).Norm()
			rows = append(rows,
				c.number(y.vehicle.Name, "impact x", "m", y.impact[0], f.Impact.X, 1),
				c.number(y.vehicle.Name, "impact y", "m", y.impact[1], f.Impact.Y, 1),
				c.number(y.vehicle.Name, "impact z", "m", y.impact[2], f.Impact.Z, 1),
				c.number(y.vehicle.Name, "distance between the impacts", "m", 0, miss, 1))
		}
		return rows
	},
}

var reportedFlights = Group{
	"reported-flights", "Flights as governments and the press reported them", "coast times 2 s; verdicts are words",
	func() []Row {
		t := read("reported_flights.csv")
		c := comparison{"reported-flights", "CNS/NTI missile test database and press", "S"}
		closed := comparison{"reported-flights", "two-body coast on a rotating sphere, another program", "C"}
		var rows []Row
		for _, row := range t.rows {
			finding, err := flight.Report{
				From:    earth.Degrees(t.number(row, "launch_lat_deg"), t.number(row, "launch_lon_deg")),
				Azimuth: t.number(row, "azimuth_deg") * (math.Pi / 180),
				Range:   1000 * t.number(row, "range_km"), Apogee: 1000 * t.number(row, "apogee_km"),
				Time: t.number(row, "reported_time_s"),
			}.Check()
			if err != nil {
				panic(err)
			}
			name := row[0] + ", " + t.text(row, "reported_by")
			rows = append(rows,
				closed.number(name, "coast time", "s", t.number(row, "coast_time_s"), finding.Coast, 2),
				c.word(name, "verdict", t.text(row, "verdict"), string(finding.Verdict)))
		}
		return rows
	},
}
