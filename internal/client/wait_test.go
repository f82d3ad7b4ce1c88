package client_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/client"
)

const tenYears = 3650 * 24 * time.Hour

// RFC 9110 §10.2.3: delay-seconds are digits and nothing else.
func TestRetryAfter(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"": 0, "0": 0, "1": time.Second, "120": 2 * time.Minute, " 7 ": 7 * time.Second, "007": 7 * time.Second,
		"Wed, 21 Oct 2026 07:28:00 GMT": 0, "-1": 0, "+1": 0, "1.5": 0, "1m": 0, "1e3": 0, "soon": 0, "١": 0,
		"9223372036": tenYears, "9223372036854775807": tenYears, "99999999999999999999999": tenYears,
	} {
		response := client.Response{Header: http.Header{"Retry-After": {text}}}
		if got := response.RetryAfter(); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	if got := (client.Response{}).RetryAfter(); got != 0 {
		t.Errorf("no header: %s", got)
	}
}

// Whatever the header says, the wait is never negative and never without end, and the
// digits say the same as the wait.
func FuzzRetryAfter(f *testing.F) {
	for _, seed := range []string{"1", "", "-1", "9223372037", "Wed, 21 Oct 2026 07:28:00 GMT", "1, 2", "\t5", "0x10", "1_000"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := client.Response{Header: http.Header{"Retry-After": {text}}}.RetryAfter()
		if got < 0 || got > tenYears {
			t.Fatalf("%q: %s", text, got)
		}
		if got > 0 && got < tenYears && strings.TrimLeft(strings.TrimSpace(text), "0") != strconv.Itoa(int(got/time.Second)) {
			t.Fatalf("%q was read as %s", text, got)
		}
	})
}
