// Package cli is the edge of the program: the only package that touches
// arguments, environment, files, terminal and signals. Commands are an options
// struct, flags bound to it, and a run function; exit codes are those of the
// design.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/term"

	"github.com/scimulator/scimulator/internal/certify"
)

// Env is the outside world in one value, with a twin in tests.
type Env struct {
	Args     []string
	Getenv   func(string) string
	Stdin    io.Reader
	Stdout   io.Writer
	Stderr   io.Writer
	Now      func() time.Time
	CacheDir func() (string, error)
	// Terminal says whether a stream is one.
	Terminal func(stream any) bool
	// Interrupts delivers the signals that end a run; nil: none.
	Interrupts <-chan os.Signal
	// Exit ends the process at once, on the second interrupt.
	Exit func(code int)

	hidden *veil // of the run; nil: there is nothing to hide

	// assets reads what the program carries. Runs of one process may share what it
	// gives, which is for reading only; nil reads it anew.
	assets func() (*assets, error)
}

// System is the environment of the real process.
func System() Env {
	interrupts := make(chan os.Signal, 2)
	signal.Notify(interrupts, os.Interrupt, syscall.SIGTERM)
	return Env{
		Args: os.Args[1:], Getenv: os.Getenv, Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Now: time.Now, CacheDir: os.UserCacheDir, Terminal: isTerminal, Interrupts: interrupts, Exit: os.Exit,
	}
}

func isTerminal(stream any) bool {
	file, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// Exit codes of the design, stable whatever the format.
const (
	exitConformant  = 0
	exitFailed      = 1
	exitUsage       = 2
	exitNoVerdict   = 3
	exitMissed      = 4
	exitNothing     = 5
	exitOurFault    = 70
	exitInterrupted = 130
	exitTerminated  = 143
)

// usageError is a mistake in arguments or configuration: nothing was sent.
type usageError struct{ err error }

func (e usageError) Error() string { return e.err.Error() }
func (e usageError) Unwrap() error { return e.err }

func usage(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// exitError carries an exit code without a message of its own.
type exitError int

func (e exitError) Error() string { return fmt.Sprintf("exit %d", int(e)) }

// Main runs the program and returns its exit code.
func Main(env Env) (code int) {
	env = env.veiled()
	if env.assets == nil {
		env.assets = sync.OnceValues(loadAssets)
	}
	defer func() {
		if fault := recover(); fault != nil {
			fmt.Fprintf(env.Stderr, "scimulator: this is a fault of ours, not of the target: %v\n%s", fault, debug.Stack())
			code = exitOurFault
		}
	}()
	boundMemory(env)
	ctx, stop := interruptible(env)
	defer stop()
	command := newRoot(env)
	command.SetArgs(env.Args)
	command.SetIn(env.Stdin)
	command.SetOut(env.Stdout)
	command.SetErr(env.Stderr)
	return exitCode(env, command.ExecuteContext(ctx))
}

// memoryCeiling is what the process takes at most before it collects garbage
// harder: a million users on the embedded target stay within 3 GiB.
const memoryCeiling = 2816 << 20

// boundMemory sets the ceiling unless the environment has one (GOMEMLIMIT).
func boundMemory(env Env) {
	if env.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryCeiling)
	}
}

// interruption is the cause of a context that a signal ended.
type interruption struct{ signal os.Signal }

func (i interruption) Error() string { return "interrupted by " + i.signal.String() }

// interruptible gives a context that the first signal cancels; the second ends
// the process.
func interruptible(env Env) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(context.Background())
	if env.Interrupts == nil {
		return ctx, func() { cancel(nil) }
	}
	done := make(chan struct{})
	go func() {
		select {
		case received := <-env.Interrupts:
			fmt.Fprintln(env.Stderr, "scimulator: stopping, cleaning up (once more to leave at once)")
			cancel(interruption{received})
		case <-done:
			return
		}
		select {
		case received := <-env.Interrupts:
			env.Exit(interruptCode(received))
		case <-done:
		}
	}()
	return ctx, func() { close(done); cancel(nil) }
}

func interruptCode(received os.Signal) int {
	if received == syscall.SIGTERM {
		return exitTerminated
	}
	return exitInterrupted
}

// exitCode maps an error to the exit code of the design and prints it once.
func exitCode(env Env, err error) int {
	var bare exitError
	var wrong usageError
	switch {
	case err == nil:
		return exitConformant
	case errors.As(err, &bare):
		return int(bare)
	case errors.As(err, &wrong):
		fmt.Fprintf(env.Stderr, "%s\n", prefixed(err))
		return exitUsage
	case errors.Is(err, certify.ErrNothing):
		fmt.Fprintf(env.Stderr, "scimulator: %v\n", err)
		return exitNothing
	}
	fmt.Fprintf(env.Stderr, "scimulator: %v\n", err)
	return exitOurFault
}

// prefixed leaves errors that start with a position as they are, so that
// editors can jump to them.
func prefixed(err error) string {
	text := err.Error()
	if first, _, _ := strings.Cut(text, " "); strings.Count(first, ":") >= 3 {
		return text
	}
	return "scimulator: " + text
}
