package expr

import (
	"fmt"
	"strings"
	"time"
)

// zone is what a date string said about its time zone (.NET DateTimeKind).
type zone int

const (
	unspecified zone = iota
	utc
	local // the service's own time, which is UTC
)

// stamp is a date as .NET holds it. The instant is in UTC; what said nothing
// about its zone is taken as UTC.
type stamp struct {
	instant time.Time
	zone    zone
}

// write formats a date by the names of the invariant culture.
func (f dateFormat) write(s stamp) string {
	var out strings.Builder
	for _, token := range f {
		if token.verb == 0 {
			out.WriteString(token.literal)
			continue
		}
		out.WriteString(token.write(s))
	}
	return out.String()
}

func (t dateToken) write(s stamp) string {
	at := s.instant
	switch t.verb {
	case 'd':
		return t.name(at.Day(), at.Format("Mon"), at.Weekday().String())
	case 'M':
		return t.name(int(at.Month()), at.Format("Jan"), at.Month().String())
	case 'y':
		return t.year(at.Year())
	case 'h':
		return t.pad((at.Hour()+11)%12 + 1)
	case 'H':
		return t.pad(at.Hour())
	case 'm':
		return t.pad(at.Minute())
	case 's':
		return t.pad(at.Second())
	case 't':
		return at.Format("PM")[:min(t.width, 2)]
	case 'f', 'F':
		return t.fraction(at.Nanosecond() / 100)
	case 'g':
		return "A.D."
	case 'Z':
		return "Z"
	case 'K':
		return [...]string{unspecified: "", utc: "Z", local: "+00:00"}[s.zone]
	}
	// z: the date is in UTC, and so is the service.
	return [...]string{"+0", "+00", "+00:00"}[min(t.width, 3)-1]
}

// name writes a number in one or two digits, or a short or long name.
func (t dateToken) name(n int, short, long string) string {
	switch {
	case t.width < 3:
		return t.pad(n)
	case t.width == 3:
		return short
	}
	return long
}

func (t dateToken) pad(n int) string { return fmt.Sprintf("%0*d", min(t.width, 2), n) }

func (t dateToken) year(year int) string {
	if t.width < 3 {
		return t.pad(year % 100)
	}
	return fmt.Sprintf("%0*d", t.width, year)
}

// fraction writes so many digits of the second; F drops zeros at the end.
func (t dateToken) fraction(ticks int) string {
	digits := fmt.Sprintf("%07d", ticks)[:t.width]
	if t.verb == 'f' {
		return digits
	}
	digits = strings.TrimRight(digits, "0")
	if t.dotted && digits != "" {
		return "." + digits
	}
	return digits
}
