package main

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	"github.com/spf13/cobra"
)

// jsonFlag adds --json.
func jsonFlag(cmd *cobra.Command, asJSON *bool) {
	cmd.Flags().BoolVar(asJSON, "json", false, "print JSON")
}

// printJSON prints a value on standard output as indented JSON. Keys stand in
// the order of the struct's fields. A number that is not finite is a broken
// promise of the package that made it, and is an error here rather than in
// the reader's program.
func printJSON(cmd *cobra.Command, value any) error {
	encoder := json.NewEncoder(cmd.OutOrStdout())
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		return fmt.Errorf("result cannot be printed: %w", err)
	}
	return nil
}

// rounded returns x at a fixed number of decimals, so that output holds no
// float noise and no minus zero.
func rounded(x float64, decimals int) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return x
	}
	y, err := strconv.ParseFloat(strconv.FormatFloat(x, 'f', decimals, 64), 64)
	if err != nil {
		panic(err)
	}
	return y + 0
}

// roundedOrNull is rounded, with nil (JSON null) for a number that does not
// exist.
func roundedOrNull(x float64, decimals int) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	y := rounded(x, decimals)
	return &y
}

// bearing rounds a bearing to [0, 360): what is next to north is north.
func bearing(degrees float64, decimals int) float64 {
	if x := rounded(degrees, decimals); x < 360 {
		return x
	}
	return 0
}
