// Command scutum answers, for a missile shield written down in a file: whom
// does it defend, and whose missiles can it reach?
//
// One file per verb, wiring only. Standard output is data, standard error is
// talk. Exit codes: 0 done; 1 a limit is violated or a check failed; 2 bad
// input, or no answer; 130 interrupted.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"scutum/internal/hint"
)

const (
	exitDone        = 0
	exitViolated    = 1
	exitBadInput    = 2
	exitInterrupted = 130
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run executes one command line and returns the exit code. The first Ctrl-C
// (or SIGTERM, or a terminal that is closed) cancels the context that verbs get
// by cmd.Context(); the second kills the process in the ordinary way.
func run(args []string, stdout, stderr io.Writer) int {
	stopping := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // as nohup has it
		stopping = append(stopping, syscall.SIGHUP)
	}
	ctx, stop := signal.NotifyContext(context.Background(), stopping...)
	defer stop()
	context.AfterFunc(ctx, stop)

	root := newRootCommand()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	code := exitCode(ctx, err)
	if err != nil {
		complain(stderr, code, err)
	}
	return code
}

// violation is the error of a verb whose work went well and whose finding is
// bad: a limit violated, a reference missed, a signature wrong.
type violation struct{ error }

// violated returns an error that ends the command with exit code 1.
func violated(format string, args ...any) error { return violation{fmt.Errorf(format, args...)} }

func (v violation) Unwrap() error { return v.error }

// interruption is the error of a verb that was broken off and has left
// something to go on with.
type interruption struct{ message, advice string }

func (i *interruption) Error() string { return i.message }
func (i *interruption) Unwrap() error { return context.Canceled }

func exitCode(ctx context.Context, err error) int {
	switch {
	case err == nil:
		return exitDone
	case ctx.Err() != nil && errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.As(err, new(violation)):
		return exitViolated
	}
	return exitBadInput
}

func complain(stderr io.Writer, code int, err error) {
	if left := (*interruption)(nil); errors.As(err, &left) {
		fmt.Fprintf(stderr, "scutum: %s\nhint: %s\n", left.message, left.advice)
		return
	}
	if code == exitInterrupted {
		fmt.Fprintln(stderr, "scutum: interrupted; nothing was left half-written")
		return
	}
	fmt.Fprintf(stderr, "scutum: %v\n", err)
	if advice := hint.Of(err); advice != "" {
		fmt.Fprintf(stderr, "hint: %s\n", advice)
	}
}
