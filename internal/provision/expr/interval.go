package expr

import "time"

// interval is a unit of DateAdd and DateDiff (E-4.21).
type interval string

const (
	years   interval = "yyyy"
	months  interval = "m"
	days    interval = "d"
	weeks   interval = "ww"
	hours   interval = "h"
	minutes interval = "n"
	seconds interval = "s"
)

func parseInterval(text string) (any, error) {
	return interval(text), oneOf(text, "an interval", []string{"yyyy", "m", "d", "ww", "h", "n", "s"})
}

// span is the length of the intervals that have one, in seconds.
func (i interval) span() int64 {
	switch i {
	case weeks:
		return 7 * 24 * 3600
	case days:
		return 24 * 3600
	case hours:
		return 3600
	case minutes:
		return 60
	}
	return 1
}

// dateAdd is E-4.21. A day that the month does not have becomes its last day
// (inferred, as in .NET).
func dateAdd(a *arguments) Value {
	unit, okUnit := prepared[interval](a, 0)
	n, ok := a.number(1)
	date, okDate := a.date(2)
	if !ok || !okUnit || !okDate {
		return Null()
	}
	const most = 400_000_000_000 // seconds in more than the 9999 years that .NET knows
	if n < -most || n > most {
		a.fail(BadValue, "the result is not in the years 1 to 9999")
		return Null()
	}
	switch unit {
	case years:
		return a.give(addMonths(date, 12*n))
	case months:
		return a.give(addMonths(date, n))
	}
	return a.give(time.Unix(date.Unix()+n*unit.span(), 0))
}

func addMonths(date time.Time, n int64) time.Time {
	const most = 12 * 10_000 // beyond it no year fits
	month := int(date.Month()) + int(min(max(n, -most), most))
	last := time.Date(date.Year(), time.Month(month+1), 0, 0, 0, 0, 0, time.UTC).Day()
	return time.Date(date.Year(), time.Month(month), min(date.Day(), last), date.Hour(), date.Minute(), date.Second(), 0, time.UTC)
}

// dateDiff is E-4.22: whole days, hours, minutes and seconds of the span; weeks
// of the calendar that begin on Sunday; differences of the calendar fields for
// months and years.
func dateDiff(a *arguments) Value {
	unit, okUnit := prepared[interval](a, 0)
	from, ok := a.date(1)
	to, okTo := a.date(2)
	if !ok || !okUnit || !okTo {
		return Null()
	}
	switch unit {
	case years:
		return number(int64(to.Year() - from.Year()))
	case months:
		return number(int64(12*(to.Year()-from.Year()) + int(to.Month()) - int(from.Month())))
	case weeks:
		return number((sunday(to) - sunday(from)) / unit.span())
	}
	return number((to.Unix() - from.Unix()) / unit.span())
}

// sunday is the begin of the week as Unix time.
func sunday(date time.Time) int64 {
	return time.Date(date.Year(), date.Month(), date.Day()-int(date.Weekday()), 0, 0, 0, 0, time.UTC).Unix()
}
