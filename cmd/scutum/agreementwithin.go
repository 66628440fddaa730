package main

import "github.com/spf13/cobra"

func (o *searchFlags) runWithin(cmd *cobra.Command, s *oneShield) error { return nil }
