package expr

import (
	"fmt"
	"strings"
	"time"
)

// fields are what a date string states; what it does not state is missing.
type fields struct {
	year, month, day, weekday  int
	hour, minute, second, tick int
	half                       int  // 0 AM, 1 PM
	offset                     int  // minutes east of UTC
	utc                        bool // the offset was a Z
	shortYear, twelve          bool // the year had two digits, the hour counts to 12
}

const missing = -1 << 20

func noFields() fields {
	return fields{
		year: missing, month: missing, day: missing, weekday: missing, hour: missing, minute: missing,
		second: missing, tick: missing, half: missing, offset: missing,
	}
}

// stamp puts the fields together.
func (f fields) stamp(how style, now func() (time.Time, bool)) (stamp, error) {
	if err := f.completeDate(how, now); err != nil {
		return stamp{}, err
	}
	if err := f.completeHour(); err != nil {
		return stamp{}, err
	}
	date := time.Date(f.year, time.Month(f.month), f.day, f.hour, or(f.minute, 0), or(f.second, 0), or(f.tick, 0)*100, time.UTC)
	switch {
	case f.year < 1 || date.Month() != time.Month(f.month) || date.Day() != f.day || f.month < 1:
		return stamp{}, fmt.Errorf("there is no such day in the calendar")
	case or(f.minute, 0) > 59 || or(f.second, 0) > 59:
		return stamp{}, fmt.Errorf("minutes and seconds end at 59")
	case f.weekday != missing && date.Weekday() != time.Weekday(f.weekday):
		return stamp{}, fmt.Errorf("the day of the week does not belong to the date")
	}
	placed := f.place(date, how)
	if !inRange(placed.instant) {
		return stamp{}, fmt.Errorf("the date is not in the years 1 to 9999")
	}
	return placed, nil
}

func or(n, otherwise int) int {
	if n == missing {
		return otherwise
	}
	return n
}

// completeDate: .NET takes a year that is not stated from the current date, a
// month and day as 1, and a date that is not stated at all as the current one.
func (f *fields) completeDate(how style, now func() (time.Time, bool)) error {
	if err := f.century(); err != nil {
		return err
	}
	none := f.year == missing && f.month == missing && f.day == missing
	if none && how.noCurrentDate {
		f.year, f.month, f.day = 1, 1, 1
	}
	if f.year == missing {
		today, ok := now()
		if !ok {
			return fmt.Errorf("the year is not stated and no clock was given")
		}
		f.year = today.Year()
		if none {
			f.month, f.day = int(today.Month()), today.Day()
		}
	}
	f.month, f.day = or(f.month, 1), or(f.day, 1)
	return nil
}

// century: .NET's pivot of years in two digits moved from 2029 to 2049, and
// which one the service has is not documented.
func (f *fields) century() error {
	switch {
	case !f.shortYear || f.year >= 100:
	case f.year < 30:
		f.year += 2000
	case f.year > 49:
		f.year += 1900
	default:
		return fmt.Errorf("the century of a year from 30 to 49 in two digits is not certain")
	}
	return nil
}

// completeHour: .NET takes an hour up to 12 without AM or PM as AM.
func (f *fields) completeHour() error {
	hour := or(f.hour, 0)
	switch {
	case f.hour == missing && f.half == missing:
	case f.twelve && hour > 12, hour > 23:
		return fmt.Errorf("there is no such hour")
	case f.twelve:
		hour = hour%12 + 12*or(f.half, 0)
	case f.half == 0 && hour >= 12, f.half == 1 && hour < 12: // H says it all, tt must agree
		return fmt.Errorf("AM or PM does not belong to the hour")
	}
	f.hour = hour
	return nil
}

// place moves the date to UTC and notes its zone, as the styles have it.
func (f fields) place(date time.Time, how style) stamp {
	switch {
	case f.offset != missing:
		date = date.Add(-time.Duration(f.offset) * time.Minute)
		if how.adjust || how.roundtrip && f.utc {
			return stamp{date, utc}
		}
		return stamp{date, local}
	case how.assumeUniversal && how.adjust || how.assumeLocal && how.adjust:
		return stamp{date, utc}
	case how.assumeUniversal || how.assumeLocal:
		return stamp{date, local}
	}
	return stamp{date, unspecified}
}

// style is .NET's DateTimeStyles.
type style struct {
	leading, inner, trailing         bool
	noCurrentDate, adjust, roundtrip bool
	assumeUniversal, assumeLocal     bool
}

// defaultStyle is what an empty argument means (E-4.24).
func defaultStyle() style { return style{leading: true, trailing: true, roundtrip: true} }

// parseStyle reads names such as "AllowLeadingWhite, AdjustToUniversal"; "" is
// as good as an argument left empty.
func parseStyle(text string) (any, error) {
	if text == "" {
		return defaultStyle(), nil
	}
	var s style
	for name := range strings.SplitSeq(text, ",") {
		name = strings.TrimPrefix(strings.TrimSpace(name), "DateTimeStyles.")
		if !s.add(name) {
			return nil, fmt.Errorf("%q is not one of .NET's DateTimeStyles (E-4.24)", clip(name))
		}
	}
	assumes := s.assumeUniversal || s.assumeLocal
	if s.assumeUniversal && s.assumeLocal || s.roundtrip && (assumes || s.adjust) {
		return nil, fmt.Errorf(".NET refuses this combination of DateTimeStyles (E-4.24)")
	}
	return s, nil
}

func (s *style) add(name string) bool {
	switch name {
	case "None":
	case "AllowLeadingWhite":
		s.leading = true
	case "AllowInnerWhite":
		s.inner = true
	case "AllowTrailingWhite":
		s.trailing = true
	case "AllowWhiteSpaces":
		s.leading, s.inner, s.trailing = true, true, true
	case "NoCurrentDateDefault":
		s.noCurrentDate = true
	case "AdjustToUniversal":
		s.adjust = true
	case "RoundtripKind":
		s.roundtrip = true
	case "AssumeUniversal":
		s.assumeUniversal = true
	case "AssumeLocal":
		s.assumeLocal = true
	default:
		return false
	}
	return true
}
