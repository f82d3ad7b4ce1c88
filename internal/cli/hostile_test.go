package cli

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// Targets that cannot be judged: bounded time, the exit code of the design, and
// a sentence that says what to do.
func TestHostileTargets(t *testing.T) {
	for _, hostile := range []struct {
		name   string
		url    func(t *testing.T) string
		code   int
		phrase string // part of the sentence that helps
	}{
		{"unreachable", unreachable, exitNoVerdict, "check the Tenant URL"},
		{"wrong token", wrongToken, exitNoVerdict, "check the secret token"},
		{"HTML instead of JSON", behindHandler(loginPage), exitNoVerdict, "does not speak SCIM"},
		{"a body cut in the middle", behindHandler(cutBody), exitNoVerdict, "check the Tenant URL"},
		{"a response of 1 GB", behindHandler(gigabyte), exitNoVerdict, "check the Tenant URL"},
		{"never answers", behindHandler(silence), exitNoVerdict, "check the Tenant URL"},
		{"nothing but 500", behindHandler(serverError), exitNoVerdict, "server error"},
		{"no such path", behindHandler(http.NotFound), exitNoVerdict, "check the Tenant URL"},
	} {
		t.Run(hostile.name, func(t *testing.T) {
			t.Parallel()
			began := time.Now()
			got := against(t, hostile.url(t), "--timeout", "1s")
			if got.code != hostile.code {
				t.Errorf("exit %d, want %d\n%s%s", got.code, hostile.code, got.stdout, got.stderr)
			}
			if !strings.Contains(got.stdout, hostile.phrase) {
				t.Errorf("nothing says %q:\n%s", hostile.phrase, got.stdout)
			}
			if took := time.Since(began); took > 30*time.Second {
				t.Errorf("it took %s", took)
			}
		})
	}
}

// Every second request fails with 500: operations that fail twice are the
// target's failure (1), ones that succeed on the retry leave no verdict (3).
func TestEverySecondRequestFails(t *testing.T) {
	var count atomic.Int64
	target := newSite(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if count.Add(1)%2 == 0 {
				http.Error(w, "out of order", http.StatusInternalServerError)
				return
			}
			next.ServeHTTP(w, r)
		})
	})
	got := against(t, target.url)
	if got.code != exitFailed && got.code != exitNoVerdict {
		t.Errorf("exit %d, want %d or %d\n%s", got.code, exitFailed, exitNoVerdict, got.stdout)
	}
}

// Ctrl-C in the middle: no new work, cleanup, partial report, exit 130.
func TestInterruptCleansUp(t *testing.T) {
	interrupts := make(chan os.Signal, 1)
	var patches atomic.Int64
	target := newSite(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPatch && patches.Add(1) == 3 {
				interrupts <- syscall.SIGINT
				time.Sleep(50 * time.Millisecond) // let the signal arrive before the answer
			}
			next.ServeHTTP(w, r)
		})
	})
	env, stdout, stderr := environment(t, "simulate", "testdata/office.yaml", "--target", target.url, "--token-env", "SCIM_TOKEN", "--yes", "--rate", "0")
	env.Interrupts = interrupts
	code := Main(env)
	if code != exitInterrupted {
		t.Errorf("exit %d, want %d\n%s%s", code, exitInterrupted, stdout, stderr)
	}
	if !strings.Contains(stdout.String(), "(interrupted)") {
		t.Errorf("the report does not say that it is partial:\n%s", stdout)
	}
	target.untouched(t)
}

func unreachable(t *testing.T) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	_ = listener.Close()
	return "http://" + address + "/scim"
}

func wrongToken(t *testing.T) string {
	target := newSite(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			r.Header.Set("Authorization", "Bearer another")
			next.ServeHTTP(w, r)
		})
	})
	return target.url
}

func behindHandler(handle http.HandlerFunc) func(t *testing.T) string {
	return func(t *testing.T) string {
		ctx, release := context.WithCancel(context.Background())
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			handle(w, r.WithContext(ctx))
		}))
		t.Cleanup(func() { release(); server.Close() })
		return server.URL + "/scim"
	}
}

func loginPage(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html")
	_, _ = w.Write([]byte("<!doctype html><title>Sign in</title>"))
}

func cutBody(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/scim+json")
	w.Header().Set("Content-Length", "500")
	_, _ = w.Write([]byte(`{"schemas":["urn:ietf:params:scim:api:messages:2.0:List`))
}

func gigabyte(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/scim+json")
	chunk := []byte(strings.Repeat(" ", 1<<20))
	for range 1024 {
		if _, err := w.Write(chunk); err != nil || r.Context().Err() != nil {
			return
		}
	}
}

func silence(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

func serverError(w http.ResponseWriter, _ *http.Request) {
	http.Error(w, "out of order", http.StatusInternalServerError)
}
