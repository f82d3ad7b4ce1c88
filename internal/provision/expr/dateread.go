package expr

import (
	"fmt"
	"strings"
	"time"
)

// dateReader takes the tokens of a format off a date string, one by one.
type dateReader struct {
	text   string // what is left
	fields fields
}

// read is .NET's DateTime.ParseExact with the invariant culture.
func (f dateFormat) read(text string, how style, now func() (time.Time, bool)) (stamp, error) {
	r := &dateReader{text: text, fields: noFields()}
	if how.leading {
		r.blanks()
	}
	for _, token := range f {
		if how.inner {
			r.blanks()
		}
		if !r.take(token) {
			return stamp{}, fmt.Errorf("%s does not fit %s", quoteLeft(r.text), token)
		}
	}
	if how.trailing {
		r.blanks()
	}
	if r.text != "" {
		return stamp{}, fmt.Errorf("%s is left over", quoteLeft(r.text))
	}
	return r.fields.stamp(how, now)
}

// quoteLeft says where reading stopped without showing the value, which may be
// redacted.
func quoteLeft(text string) string {
	if text == "" {
		return "the end"
	}
	return fmt.Sprintf("what stands %d characters before the end", len([]rune(text)))
}

// String names the token in errors.
func (t dateToken) String() string {
	if t.verb == 0 {
		return fmt.Sprintf("the literal %q", t.literal)
	}
	return strings.Repeat(string(t.verb), min(t.width, 8))
}

func (r *dateReader) blanks() { r.text = strings.TrimLeft(r.text, " \t\r\n") }

// skip takes a literal text.
func (r *dateReader) skip(literal string) bool {
	rest, ok := strings.CutPrefix(r.text, literal)
	r.text = rest
	return ok
}

// take reads one token; the names of the fields are those of .NET's specifiers.
func (r *dateReader) take(t dateToken) bool {
	f := &r.fields
	switch t.verb {
	case 0:
		return r.skip(t.literal)
	case 'd':
		if t.width > 2 {
			return r.weekday(t)
		}
		return r.number(&f.day, t)
	case 'M':
		if t.width > 2 {
			return r.month(t)
		}
		return r.number(&f.month, t)
	case 'y':
		return r.year(t)
	case 'h', 'H':
		f.twelve = f.twelve || t.verb == 'h'
		return r.number(&f.hour, t)
	case 'm':
		return r.number(&f.minute, t)
	case 's':
		return r.number(&f.second, t)
	case 't':
		return r.half(t)
	case 'f', 'F':
		return r.fraction(t)
	}
	return r.zone(t)
}

// digits takes at least and at most so many digits.
func (r *dateReader) digits(least, most int) (int, bool) {
	n, length := 0, 0
	for length < most && length < len(r.text) && isDigit(r.text[length]) {
		n = 10*n + int(r.text[length]-'0')
		length++
	}
	if length < least {
		return 0, false
	}
	r.text = r.text[length:]
	return n, true
}

// set notes a field; stated twice, it must be the same.
func set(field *int, n int) bool {
	same := *field == missing || *field == n
	*field = n
	return same
}

// number: one specifier takes one or two digits, two take two.
func (r *dateReader) number(field *int, t dateToken) bool {
	n, ok := r.digits(min(t.width, 2), 2)
	return ok && set(field, n)
}

func (r *dateReader) year(t dateToken) bool {
	n, ok := r.digits(min(t.width, 4), max(min(t.width, 4), 2))
	r.fields.shortYear = r.fields.shortYear || t.width <= 2
	return ok && set(&r.fields.year, n)
}

// fold takes one of some names; case does not count.
func (r *dateReader) fold(names ...string) (int, bool) {
	for i, name := range names {
		if len(r.text) >= len(name) && strings.EqualFold(r.text[:len(name)], name) {
			r.text = r.text[len(name):]
			return i, true
		}
	}
	return 0, false
}

func (r *dateReader) weekday(t dateToken) bool {
	var names []string
	for day := time.Sunday; day <= time.Saturday; day++ {
		names = append(names, short(day.String(), t))
	}
	n, ok := r.fold(names...)
	return ok && set(&r.fields.weekday, n)
}

func (r *dateReader) month(t dateToken) bool {
	var names []string
	for month := time.January; month <= time.December; month++ {
		names = append(names, short(month.String(), t))
	}
	n, ok := r.fold(names...)
	return ok && set(&r.fields.month, n+1)
}

// short is a name as ddd or MMM has it.
func short(name string, t dateToken) string {
	if t.width == 3 {
		return name[:3]
	}
	return name
}

func (r *dateReader) half(t dateToken) bool {
	n, ok := r.fold("AM"[:min(t.width, 2)], "PM"[:min(t.width, 2)])
	return ok && set(&r.fields.half, n)
}

// fraction: f takes exactly so many digits, F at most so many.
func (r *dateReader) fraction(t dateToken) bool {
	if t.dotted && !r.skip(".") {
		return true
	}
	least := t.width
	if t.verb == 'F' {
		least = 0
	}
	before := len(r.text)
	n, ok := r.digits(least, t.width)
	for range 7 - (before - len(r.text)) {
		n *= 10
	}
	return ok && set(&r.fields.tick, n)
}

// zone reads z, zz, zzz, K (Z, an offset or nothing) and Z (UTC).
func (r *dateReader) zone(t dateToken) bool {
	if (t.verb == 'K' || t.verb == 'Z') && r.skip("Z") {
		r.fields.utc = true
		return set(&r.fields.offset, 0)
	}
	switch {
	case t.verb == 'Z':
		return false
	case t.verb == 'K':
		if r.text == "" || r.text[0] != '+' && r.text[0] != '-' {
			return true
		}
		t.width = 3
	}
	return r.offset(t.width)
}

// offset reads +7, +07 or +07:00.
func (r *dateReader) offset(width int) bool {
	sign := 1
	if r.skip("-") {
		sign = -1
	} else if !r.skip("+") {
		return false
	}
	hour, ok := r.digits(min(width, 2), 2)
	minute, okMinute := 0, true
	if width > 2 {
		r.skip(":")
		minute, okMinute = r.digits(2, 2)
	}
	const most = 14 * 60 // .NET knows no offset beyond
	east := 60*hour + minute
	return ok && okMinute && minute < 60 && east <= most && set(&r.fields.offset, sign*east)
}
