package client

import (
	"strconv"
	"strings"
	"time"
)

// longestWait bounds what a target may ask us to wait: no story lasts longer, and
// more seconds than can be counted would turn into something else.
const longestWait = 3650 * 24 * time.Hour

// RetryAfter is how long the target asks us to wait, 0 when it does not say or
// what it says cannot be read. A date is left alone: the target's time and ours
// are not compared (RFC 9110 §10.2.3: a date, or digits).
func (r Response) RetryAfter() time.Duration {
	text := strings.TrimSpace(r.Header.Get("Retry-After"))
	if text == "" || strings.Trim(text, "0123456789") != "" {
		return 0
	}
	seconds, err := strconv.ParseInt(text, 10, 64)
	if err != nil || seconds > int64(longestWait/time.Second) {
		return longestWait
	}
	return time.Duration(seconds) * time.Second
}
