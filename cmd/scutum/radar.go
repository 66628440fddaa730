package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"scutum/internal/hint"
	"scutum/systems/catalogue"
	"scutum/systems/sensor"
)

type linkAnswer struct {
	SNRdB        float64 `json:"snr_db"`
	WavelengthM  float64 `json:"wavelength_m"`
	RangeM       float64 `json:"range_m"`
	SecondRangeM float64 `json:"range2_m"`
}

type arrayAnswer struct {
	Radar            string   `json:"radar"`
	RCSm2            float64  `json:"rcs_m2"`
	RangeKm          *float64 `json:"range_km"`           // by the radar equation; null where the radar's power was not published
	CatalogueRangeKm float64  `json:"catalogue_range_km"` // that studies use, scaled to the RCS
	Tag              string   `json:"catalogue_tag"`
	Source           string   `json:"catalogue_source"`
}

func newRadarCommand() *cobra.Command {
	var link sensor.Link
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "radar [NAME]",
		Short: "Work the radar equation",
		Long: `Without a name: the signal-to-noise ratio of one pulse, in dB, of a radar at one
place or, with --range2-m, at two. With the name of a catalogue radar: how far it
sees an object of --rcs-m2, by the average-power form of the equation and by the
range that studies use.`,
		Example: "  scutum radar --frequency-hz 1e9 --peak-power-w 1e6 --pulse-s 0.2e-6 --tx-gain-db 20 --rcs-m2 1 --range-m 50000 --temperature-k 290\n  scutum radar an-tpy-2 --rcs-m2 0.01",
		Args:    argumentsBetween(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				return radarByName(cmd, args[0], link.RCS, asJSON)
			}
			return radarByLink(cmd, link, asJSON)
		},
	}
	flags := cmd.Flags()
	numberVar(flags, &link.Frequency, "frequency-hz", 0, 1e6, 1e12, "carrier frequency, Hz")
	numberVar(flags, &link.PeakPower, "peak-power-w", 0, 1e-6, 1e12, "peak power, W")
	numberVar(flags, &link.Pulse, "pulse-s", 0, 1e-12, 1e3, "length of the pulse, s")
	numberVar(flags, &link.TransmitGain, "tx-gain-db", 0, -50, 120, "gain of the transmitting antenna, dB")
	numberVar(flags, &link.ReceiveGain, "rx-gain-db", 0, -50, 120, "gain of the receiving antenna, dB; that of the transmitting one unless given")
	numberVar(flags, &link.RCS, "rcs-m2", 1, 1e-9, 1e9, "radar cross section, m2")
	numberVar(flags, &link.TransmitRange, "range-m", 0, 1e-3, 1e12, "from the transmitter to the object, m")
	numberVar(flags, &link.ReceiveRange, "range2-m", 0, 1e-3, 1e12, "from the object to the receiver, m; --range-m unless given")
	numberVar(flags, &link.NoiseTemperature, "temperature-k", 290, 1e-3, 1e6, "noise temperature of the system, K")
	numberVar(flags, &link.Loss, "loss-db", 0, 0, 200, "losses, dB")
	jsonFlag(cmd, &asJSON)
	return cmd
}

func radarByLink(cmd *cobra.Command, link sensor.Link, asJSON bool) error {
	for _, name := range []string{"frequency-hz", "peak-power-w", "pulse-s", "tx-gain-db", "range-m"} {
		if !cmd.Flags().Changed(name) {
			example, _, _ := strings.Cut(strings.TrimSpace(cmd.Example), "\n")
			return hint.New("for example: "+example, "radar needs --%s, or the name of a radar", name)
		}
	}
	if !cmd.Flags().Changed("rx-gain-db") {
		link.ReceiveGain = link.TransmitGain
	}
	if !cmd.Flags().Changed("range2-m") {
		link.ReceiveRange = link.TransmitRange
	}
	answer := linkAnswer{rounded(link.SNR(), 6), rounded(sensor.SpeedOfLight/link.Frequency, 9), link.TransmitRange, link.ReceiveRange}
	if asJSON {
		return printJSON(cmd, answer)
	}
	_, err := fmt.Fprintf(cmd.OutOrStdout(), "signal to noise  %.4f dB\n", answer.SNRdB)
	return err
}

func radarByName(cmd *cobra.Command, name string, rcs float64, asJSON bool) error {
	c := catalogue.Default()
	figures := c.Published()
	radar, err := c.Radar(name, figures)
	if err != nil {
		return err
	}
	if !cmd.Flags().Changed("rcs-m2") {
		rcs = radar.ReferenceRCS
	}
	published, _ := c.Figure(name + ".range_km")
	answer := arrayAnswer{name, rcs, nil, rounded(radar.RangeAgainst(rcs)/1e3, 3), string(published.Tag), published.Source}
	array, known := c.Array(name, figures)
	if known {
		answer.RangeKm = roundedOrNull(array.Range(rcs)/1e3, 3)
	}
	if asJSON {
		return printJSON(cmd, answer)
	}
	out := cmd.OutOrStdout()
	if known {
		fmt.Fprintf(out, "by the radar equation  %.0f km against %g m2\n", *answer.RangeKm, rcs)
	} else {
		fmt.Fprintf(out, "by the radar equation  its power and aperture were not published in full\n")
	}
	_, err = fmt.Fprintf(out, "as studies use it      %.0f km against %g m2 [%s] %s\n", answer.CatalogueRangeKm, rcs, answer.Tag, answer.Source)
	return err
}
