package expr

import (
	"strings"
	"time"
)

// exchange is the format in which dates pass between functions (E-4.6):
// M/d/yyyy h:mm:ss tt in UTC, written as Go's time package wants it.
const exchange = "1/2/2006 3:04:05 PM"

// exchanged reads a date in the exchange format.
func exchanged(text string) (time.Time, bool) {
	date, err := time.Parse(exchange, text)
	return date, err == nil && date.Year() >= 1
}

// give hands an instant to other functions. .NET knows the years 1 to 9999.
func (a *arguments) give(date time.Time) Value {
	date = date.UTC()
	if !inRange(date) {
		a.fail(BadValue, "the result is not in the years 1 to 9999")
		return Null()
	}
	return Text(date.Format(exchange))
}

func inRange(date time.Time) bool { return date.Year() >= 1 && date.Year() <= 9999 }

// now is E-4.39.
func now(a *arguments) Value {
	instant, ok := a.run.now()
	if !ok {
		a.fail(Unsupported, "no clock was given")
		return Null()
	}
	return a.give(instant)
}

func (e *evaluation) now() (time.Time, bool) {
	if e.env.Now == nil {
		return time.Time{}, false
	}
	return e.env.Now().UTC(), true
}

// dateForms are the forms that CDate reads, as .NET formats (E-4.15): ISO 8601
// with and without time and offset, and month/day/year as E-4.6 writes it.
func dateForms() []string {
	return []string{
		"yyyy-MM-ddK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mmK",
		"yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ss.FFFFFFF zzz",
		"M/d/yyyy h:mm:ss tt", "M/d/yyyy h:mm tt", "M/d/yyyy H:mm:ss", "M/d/yyyy H:mm", "M/d/yyyy",
	}
}

// anyDate reads an argument in one of the forms.
func (a *arguments) anyDate(i int) (time.Time, bool) {
	text, ok := a.text(i)
	if !ok {
		return time.Time{}, false
	}
	for _, form := range dateForms() {
		format, err := parseFormat(form)
		if err != nil {
			continue
		}
		if read, err := format.read(strings.TrimSpace(text), style{}, a.run.now); err == nil {
			return read.instant, true
		}
	}
	a.fail(BadValue, "argument %d is %s, a date such as 2020-03-16T07:00:00-07:00 is expected: bring others into that form with FormatDateTime", i+1, a.shown(text))
	return time.Time{}, false
}

// toDate is E-4.15: the offset is applied, a date without time is midnight at
// its offset, and without an offset it is UTC.
func toDate(a *arguments) Value {
	date, ok := a.anyDate(0)
	if !ok {
		return Null()
	}
	return a.give(date)
}

// ticks are the 100 ns steps of a FILETIME in a second.
const ticks = 10_000_000

// filetimeEpoch is 1601-01-01 as Unix time.
func filetimeEpoch() int64 { return time.Date(1601, 1, 1, 0, 0, 0, 0, time.UTC).Unix() }

// dateFromNumber is E-4.23.
func dateFromNumber(a *arguments) Value {
	n, ok := a.number(0)
	if !ok {
		return Null()
	}
	if n < 0 {
		a.fail(BadValue, "a FILETIME is not negative (E-4.23)")
		return Null()
	}
	return a.give(time.Unix(n/ticks+filetimeEpoch(), n%ticks*100))
}

// numberFromDate is E-4.40; dates as other functions give them are taken, too.
func numberFromDate(a *arguments) Value {
	date, ok := a.anyDate(0)
	if !ok {
		return Null()
	}
	n := (date.Unix()-filetimeEpoch())*ticks + int64(date.Nanosecond()/100)
	if n < 0 {
		a.fail(BadValue, "a FILETIME begins in 1601 (E-4.23)")
		return Null()
	}
	return number(n)
}

// formatDateTime is E-4.24.
func formatDateTime(a *arguments) Value {
	source, ok := a.text(0)
	how := defaultStyle()
	if a.given(1) {
		if chosen, given := prepared[style](a, 1); given {
			how = chosen
		}
	}
	input, okInput := prepared[inputFormat](a, 2)
	output, okOutput := prepared[dateFormat](a, 3)
	if !ok || !okInput || !okOutput {
		return Null()
	}
	read, err := input.read(source, how, a.run.now)
	if err != nil {
		a.fail(BadValue, "%s does not fit the input format: %v", a.shown(source), err)
		return Null()
	}
	return Text(output.write(read))
}
