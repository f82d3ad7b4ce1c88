package cli

import (
	"net/http"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// No goroutine outlives a run, however it ends: not the listener of the embedded
// target, nor a connection, nor whoever waits for a signal.
func TestNothingOutlivesARun(t *testing.T) {
	for _, row := range []struct {
		name string
		args []string
		at   layer // between the program and a target; nil: the embedded one
		stop int64 // Ctrl-C at this request; 0: never
		code int
	}{
		{name: "simulate", args: []string{"simulate", "testdata/office.yaml"}},
		{name: "simulate with oauth", args: []string{"simulate", "testdata/office.yaml", "--login", "oauth"}},
		{name: "simulate with an issuer", args: []string{"simulate", "testdata/office.yaml", "--login", "federated"}},
		{name: "a dry run", args: []string{"simulate", "testdata/office.yaml", "--dry-run"}},
		{name: "certify", args: []string{"certify", "--suite", "rfc", "--only", "rfc7644/3.3"}},
		{name: "probe", args: []string{"probe"}},
		{name: "simulate elsewhere", args: []string{"simulate", "testdata/office.yaml"}, at: straight},
		{name: "sweep", args: []string{"sweep", "--marker", "sim1a2b3c4d"}, at: straight},
		{name: "an interrupted simulation", args: []string{"simulate", "testdata/office.yaml"}, at: straight, stop: 6, code: exitInterrupted},
		{name: "an interrupted certification", args: []string{"certify", "--suite", "rfc", "--only", "rfc7644/3.3"}, at: straight, stop: 30, code: exitInterrupted},
		{name: "a target that never answers", args: []string{"simulate", "testdata/office.yaml"}, at: instead(silence), code: exitNoVerdict},
		{name: "a target that sends without end", args: []string{"certify", "--only", "rfc7644/3.3"}, at: instead(endlessBody), code: exitNoVerdict},
		{name: "a target that drops connections", args: []string{"simulate", "testdata/office.yaml"}, at: instead(dropped), code: exitNoVerdict},
	} {
		t.Run(row.name, func(t *testing.T) {
			before := goroutines()
			t.Cleanup(func() { // after the servers of the test are closed
				if left := outliving(before, 100); len(left) > 0 {
					t.Errorf("%d goroutines outlive it:\n%s", len(left), strings.Join(left, "\n\n"))
				}
			})
			args := row.args
			interrupts := make(chan os.Signal, 1)
			if row.at != nil {
				target := newSite(t, func(next http.Handler) http.Handler { return interrupted(row.at(next), row.stop, interrupts) })
				args = append(slices.Clone(args), "--target", target.url, "--token-env", "SCIM_TOKEN", "--yes", "--rate", "0", "--timeout", "1s")
			}
			env, stdout, stderr := environment(t, args...)
			env.Interrupts = interrupts
			if code := Main(env); code != row.code {
				t.Errorf("exit %d, want %d\n%s%s", code, row.code, stdout, stderr)
			}
		})
	}
}

// Serving ends with its context, and with it all that it began.
func TestNothingOutlivesServe(t *testing.T) {
	before := goroutines()
	interrupts := make(chan os.Signal, 1)
	env, stdout, stderr := environment(t, "serve", "--addr", "127.0.0.1:0", "--token-env", "SCIM_TOKEN")
	env.Interrupts = interrupts
	time.AfterFunc(200*time.Millisecond, func() { interrupts <- syscall.SIGINT })
	if code := Main(env); code != exitInterrupted && code != exitConformant {
		t.Errorf("exit %d\n%s%s", code, stdout, stderr)
	}
	if left := outliving(before, 100); len(left) > 0 {
		t.Errorf("%d goroutines outlive it:\n%s", len(left), strings.Join(left, "\n\n"))
	}
}

// What lasts is seen.
func TestLastingGoroutineIsSeen(t *testing.T) {
	before, end := goroutines(), make(chan struct{})
	go func() { <-end }()
	if left := outliving(before, 2); len(left) != 1 {
		t.Errorf("%d goroutines: %v", len(left), left)
	}
	close(end)
	if left := outliving(before, 100); len(left) > 0 {
		t.Errorf("it has ended, and is seen: %v", left)
	}
}

func straight(next http.Handler) http.Handler { return next }

func instead(answer http.HandlerFunc) layer {
	return func(http.Handler) http.Handler { return answer }
}

func dropped(w http.ResponseWriter, _ *http.Request) { panic(http.ErrAbortHandler) }

// interrupted presses Ctrl-C at a request.
func interrupted(next http.Handler, at int64, interrupts chan<- os.Signal) http.Handler {
	var count atomic.Int64
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if count.Add(1) == at {
			interrupts <- syscall.SIGINT
			time.Sleep(50 * time.Millisecond) // let the signal arrive before the answer
		}
		next.ServeHTTP(w, r)
	})
}

// goroutines are the stacks of all, by the line that names each.
func goroutines() map[string]string {
	stacks := make([]byte, 8<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	all := map[string]string{}
	for stack := range strings.SplitSeq(string(stacks), "\n\n") {
		name, _, _ := strings.Cut(stack, " [")
		all[name] = stack
	}
	return all
}

// outliving are the goroutines that were not there before, and are there after a while.
// Those of another test, which begin meanwhile, are not counted.
func outliving(before map[string]string, looks int) (left []string) {
	for range looks {
		left = nil
		for name, stack := range goroutines() {
			if _, known := before[name]; !known && !strings.Contains(stack, "testing.(*T)") {
				left = append(left, stack)
			}
		}
		if len(left) == 0 {
			return nil
		}
		time.Sleep(30 * time.Millisecond)
	}
	return left
}
