// Package scutum is the root of an open missile shield that both sides can
// check: the rooms below it run from physics to the report, and each imports
// only from its own room or an earlier one (see layers_test.go).
package scutum
