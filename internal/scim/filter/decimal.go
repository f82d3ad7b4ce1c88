package filter

import (
	"strconv"
	"strings"
)

// decimal is the number sign × 0.digits × 10^exponent. The digits begin and end
// with another digit than 0, so that equal numbers are equal decimals.
type decimal struct {
	sign     int // -1, 0 or 1
	digits   string
	exponent int64
}

// newDecimal reads a JSON number.
func newDecimal(number string) decimal {
	d := decimal{sign: 1}
	if rest, negative := strings.CutPrefix(number, "-"); negative {
		number, d.sign = rest, -1
	}
	if e := strings.IndexAny(number, "eE"); e >= 0 {
		d.exponent = power(number[e+1:])
		number = number[:e]
	}
	whole, fraction, _ := strings.Cut(number, ".")
	d.exponent += int64(len(whole))
	all := whole + fraction
	d.digits = strings.TrimLeft(all, "0")
	d.exponent -= int64(len(all) - len(d.digits))
	d.digits = strings.TrimRight(d.digits, "0")
	if d.digits == "" {
		return decimal{}
	}
	return d
}

// power reads an exponent. Beyond any sensible number all are alike.
func power(text string) int64 {
	const most = 1 << 40
	n, _ := strconv.ParseInt(text, 10, 64) // out of range: the nearest there is
	return max(-most, min(n, most))
}
