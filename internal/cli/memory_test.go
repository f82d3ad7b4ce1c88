package cli

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/scim"
)

// memoryLimit is what a run may hold at most, in KiB, whatever a target sends.
const memoryLimit = 200 << 10

// A target that sends without end, or more than anybody can hold, costs a run a
// bounded time and bounded memory, and ends with a code of the design: from its first
// answer on, and in the middle of a run. The program is a process of its own.
func TestHostileTargetsCostBoundedMemory(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the peak of a process is read from /proc: Linux only")
	}
	if testing.Short() {
		t.Skip("builds the program: left to the whole test")
	}
	t.Parallel() // it waits for other processes most of the time
	program := filepath.Join(t.TempDir(), "scimulator")
	if out, err := exec.Command("go", "build", "-o", program, "../../cmd/scimulator").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	bomb := packed(t, 1<<30)
	for _, hostile := range []struct {
		name   string
		answer http.HandlerFunc
	}{
		{"a body without end", endlessBody},
		{"a list of 100 MB", hugeList(100<<20, `{"id":"x","userName":"someone@contoso.example"}`)},
		{"a gzip bomb", gzipBomb(bomb)},
		{"headers without end", endlessHeaders},
		{"a header of 100 MB", hugeHeader},
		{"a body that trickles", trickle},
	} {
		t.Run(hostile.name, func(t *testing.T) {
			for _, after := range []int64{0, 8} { // well-behaved answers first
				for _, args := range [][]string{{"simulate", "testdata/office.yaml"}, {"certify", "--suite", "rfc", "--only", "rfc7644/3.4.2.4"}} {
					target := newSite(t, hostileAfter(after, hostile.answer))
					args = append(args, "--target", target.url, "--token-env", "SCIM_TOKEN", "--yes", "--quiet", "--rate", "0", "--timeout", "300ms", "--out", filepath.Join(t.TempDir(), "run"))
					code, peak, said := measured(t, program, args)
					if code != exitNoVerdict && code != exitFailed {
						t.Errorf("%s after %d: exit %d\n%s", args[0], after, code, said)
					}
					if after == 0 && code != exitNoVerdict {
						t.Errorf("%s: exit %d of a target that cannot be judged\n%s", args[0], code, said)
					}
					if peak > memoryLimit {
						t.Errorf("%s after %d: %d MiB", args[0], after, peak>>10)
					}
					t.Logf("%s after %d: exit %d, %d MiB", args[0], after, code, peak>>10)
				}
			}
		})
	}
}

// measured runs the program and gives its exit code, and the most that it held, in
// KiB. A run that takes longer than a minute is ended.
func measured(t *testing.T, program string, args []string) (code int, peak int, said string) {
	t.Helper()
	process := exec.Command(program, args...)
	process.Env = append(os.Environ(), "SCIM_TOKEN="+secret)
	var out bytes.Buffer
	process.Stdout, process.Stderr = &out, &out
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		_ = process.Wait()
		close(ended)
	}()
	late := time.After(time.Minute)
	for {
		select {
		case <-ended:
			return process.ProcessState.ExitCode(), peak, out.String()
		case <-late:
			t.Errorf("%v goes on and on", args)
			_ = process.Process.Kill()
			late = nil
		case <-time.After(5 * time.Millisecond):
			peak = max(peak, held(process.Process.Pid))
		}
	}
}

// held is the most that a process held so far, in KiB.
func held(pid int) int {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(text), "VmHWM:")
	line, _, _ := strings.Cut(after, "kB")
	kib, _ := strconv.Atoi(strings.TrimSpace(line))
	return kib
}

// hostileAfter lets some requests through to the target.
func hostileAfter(some int64, answer http.HandlerFunc) layer {
	return func(next http.Handler) http.Handler {
		var count atomic.Int64
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if count.Add(1) <= some {
				next.ServeHTTP(w, r)
				return
			}
			answer(w, r)
		})
	}
}

const listHead = `{"schemas":["` + scim.URNListResponse + `"],"totalResults":1,"Resources":[`

// pour writes a text again and again until nobody listens or it is enough.
func pour(w io.Writer, text string, enough int) {
	chunk := []byte(strings.Repeat(text, max(1, 1<<16/len(text))))
	for written := 0; written < enough; written += len(chunk) {
		if _, err := w.Write(chunk); err != nil {
			return
		}
	}
}

func asScim(w http.ResponseWriter) { w.Header().Set("Content-Type", scim.MediaType) }

func endlessBody(w http.ResponseWriter, _ *http.Request) {
	asScim(w)
	_, _ = io.WriteString(w, listHead)
	pour(w, `{"id":"x"},`, 1<<40)
}

func hugeList(size int, element string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		asScim(w)
		_, _ = io.WriteString(w, listHead)
		pour(w, element+",", size)
		_, _ = io.WriteString(w, element+`]}`)
	}
}

// packed is a list of blanks and of a size, in gzip.
func packed(t *testing.T, size int) []byte {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, _ = io.WriteString(w, listHead)
	pour(w, strings.Repeat(" ", 1<<16), size)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func gzipBomb(bomb []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		asScim(w)
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(bomb)
	}
}

// raw takes the connection and writes what no server would.
func raw(w http.ResponseWriter, write func(net.Conn)) {
	connection, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	defer connection.Close()
	write(connection)
}

func endlessHeaders(w http.ResponseWriter, _ *http.Request) {
	raw(w, func(c net.Conn) {
		_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\n")
		pour(c, "X-More: and more\r\n", 1<<40)
	})
}

func hugeHeader(w http.ResponseWriter, _ *http.Request) {
	raw(w, func(c net.Conn) {
		_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nX-Long: ")
		pour(c, "and longer ", 100<<20)
		_, _ = io.WriteString(c, "\r\nContent-Length: 2\r\n\r\n{}")
	})
}

func trickle(w http.ResponseWriter, r *http.Request) {
	asScim(w)
	for r.Context().Err() == nil {
		if _, err := io.WriteString(w, " "); err != nil {
			return
		}
		_ = http.NewResponseController(w).Flush()
		time.Sleep(20 * time.Millisecond)
	}
}
