package scenario

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// The units of a Duration, largest first. A day is 24 hours: virtual time knows
// no daylight saving.
func units() []unit {
	return []unit{{'d', 24 * time.Hour}, {'h', time.Hour}, {'m', time.Minute}, {'s', time.Second}}
}

type unit struct {
	letter byte
	length time.Duration
}

// longest is the longest span a story may let pass, ten years.
const longest = 3650 * 24 * time.Hour

// ParseDuration reads a span: whole numbers of days (d), hours (h), minutes (m)
// and seconds (s), the largest unit first and each at most once, such as 12m or
// 1d12h. A minus sign makes it negative, which no step of a story may be.
func ParseDuration(text string) (Duration, error) {
	rest, negative := strings.CutPrefix(text, "-")
	wrong := fmt.Errorf("%q is not a span such as 12m, 6h, 30d or 1d12h", text)
	var total time.Duration
	left := units()
	if rest == "" {
		return 0, wrong
	}
	for rest != "" {
		end := strings.IndexFunc(rest, func(r rune) bool { return r < '0' || r > '9' })
		if end < 1 {
			return 0, wrong
		}
		number, err := strconv.ParseInt(rest[:end], 10, 64)
		if err != nil {
			return 0, wrong
		}
		for len(left) > 0 && left[0].letter != rest[end] {
			left = left[1:]
		}
		if len(left) == 0 || time.Duration(number) > (math.MaxInt64-total)/left[0].length {
			return 0, wrong // no unit, or more than can be counted
		}
		total += time.Duration(number) * left[0].length
		left, rest = left[1:], rest[end+1:]
	}
	if negative {
		total = -total
	}
	return Duration(total), nil
}

// String writes the span as ParseDuration reads it; parts of a second are cut off.
func (d Duration) String() string {
	rest := time.Duration(d)
	text := ""
	if rest < 0 {
		text, rest = "-", -rest
	}
	for _, unit := range units() {
		if count := rest / unit.length; count > 0 {
			text += strconv.FormatInt(int64(count), 10) + string(unit.letter)
			rest %= unit.length
		}
	}
	if text == "" || text == "-" {
		return "0s"
	}
	return text
}

// UnmarshalJSON reads a span as people write it.
func (d *Duration) UnmarshalJSON(raw []byte) error {
	var text *string
	if err := json.Unmarshal(raw, &text); err != nil || text == nil {
		return err
	}
	span, err := ParseDuration(*text)
	*d = span
	return err
}

// MarshalJSON writes a span as people write it.
func (d Duration) MarshalJSON() ([]byte, error) { return json.Marshal(d.String()) }
