package scenario

import (
	"strings"
	"testing"
	"time"
)

// Whatever is written, it is refused, or it is a span that says the same when it is
// written again; leading zeros and units without length apart, in the same words.
func FuzzParseDuration(f *testing.F) {
	for _, seed := range []string{"12m", "1d12h", "-5m", "0s", "007m", "106751d23h47m16s", "106751d23h47m17s", "9223372036854775807s", "1h1d", "5", "", "-", "٥m", "1d-2h", "1e3s"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		span, err := ParseDuration(text)
		if err != nil {
			if span != 0 {
				t.Fatalf("%q is no span, and still %s", text, span)
			}
			return
		}
		if negative := strings.HasPrefix(text, "-"); negative && span > 0 || !negative && span < 0 || time.Duration(span)%time.Second != 0 {
			t.Fatalf("%q was read as %d", text, span)
		}
		if again, err := ParseDuration(span.String()); err != nil || again != span {
			t.Fatalf("%q is %s, and that is %s, %v", text, span, again, err)
		}
	})
}
