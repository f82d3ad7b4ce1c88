package provision_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/provision"
)

// throttled answers the first request of one description with 429.
func throttled(prefix string, times int, after time.Duration) func(provision.Request) (provision.Response, error, bool) {
	return func(r provision.Request) (provision.Response, error, bool) {
		hit := times > 0 && describe(r) == prefix
		if hit {
			times--
		}
		return provision.Response{Status: http.StatusTooManyRequests, RetryAfter: after}, nil, hit
	}
}

// E-6.27: Retry-After is ignored by default and the object retried in the next
// cycle; by option the whole job pauses that long and tries once more.
func TestRetryAfter(t *testing.T) {
	const match, post = "GET /Users?userName eq ana@fabrikam.example", "POST /Users ana"
	tests := []struct {
		name, option string
		times        int
		after        time.Duration
		want         []string
		log          string
		paused       time.Duration
	}{
		{"ignored (default)", "", 1, 2 * time.Minute, []string{match, post}, "create failure TooManyRequests", 0},
		{"ignored", "ignore", 1, 2 * time.Minute, []string{match, post}, "create failure TooManyRequests", 0},
		{"honoured", "pause", 1, 2 * time.Minute, []string{match, post, post}, "create success", 2 * time.Minute},
		{"once more, not for ever", "pause", 9, time.Minute, []string{match, post, post}, "create failure TooManyRequests", time.Minute},
		{"without the header", "pause", 1, 0, []string{match, post}, "create failure TooManyRequests", 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := office(t)
			w.profile.Options.RetryAfter = test.option
			w.must(w.directory.Assign("ana"))
			w.target.fault = throttled(post, test.times, test.after)
			began := w.clock.Now()
			report, _ := w.due()
			w.expect(w.requests(), test.want...)
			w.expectLog("ana", test.log)
			if paused := w.clock.Now().Sub(began); paused != test.paused || report.Requests["POST /Users"] != len(test.want)-1 {
				t.Errorf("paused %s, requests %v", paused, report.Requests)
			}
			if took := report.Ended.Sub(report.Began); took < test.paused || took > test.paused+time.Minute {
				t.Errorf("the cycle took %s", took)
			}
		})
	}
}

// E-6.27 – E-6.30: what is transient is retried in the next cycle, 40 minutes later,
// and not sooner.
func TestTransientFailuresAreRetriedInTheNextCycle(t *testing.T) {
	for _, status := range []int{429, 500, 502, 503, 504} {
		w := office(t)
		w.must(w.directory.Assign("ana"))
		w.target.fault = refuse("POST", status)
		w.due()
		w.target.fault = nil
		report, _ := w.due()
		if report.Began.Sub(monday) != provision.Interval || w.user("ana") == nil {
			t.Errorf("%d: the retry came %s later", status, report.Began.Sub(monday))
		}
	}
}

// E-6.15: the success of a write whose body is no JSON object is not believed; an
// empty one is (E-6.8, E-6.9).
func TestWritesThatAnswerAPage(t *testing.T) {
	for body, ok := range map[string]bool{"<html>": false, "[]": false, "": true, " \n": true, `{"id":"t-ana"}`: true} {
		w := office(t)
		w.must(w.directory.Assign("ana"), w.directory.Assign("bo"))
		w.cycle()
		w.target.fault = func(r provision.Request) (provision.Response, error, bool) {
			write := r.Operation == provision.Update || r.Operation == provision.Delete
			return provision.Response{Status: http.StatusOK, Body: []byte(body)}, nil, write
		}
		w.must(w.directory.Disable("ana"), w.directory.Purge("bo"))
		w.cycle()
		if ok {
			w.expectLog("ana", "disable success")
			w.expectLog("bo", "delete success")
			continue
		}
		w.expectLog("ana", "disable failure "+incompatible)
		w.expectLog("bo", "delete failure "+incompatible)
	}
}
