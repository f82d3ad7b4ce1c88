package filter_test

import (
	"testing"

	"github.com/scimulator/scimulator/internal/scim/filter"
)

func BenchmarkParse(b *testing.B) {
	for name, text := range map[string]string{
		"equality":  `userName eq "x"`,
		"valuePath": `userType eq "Employee" and emails[type eq "work" and value co "@example.com"]`,
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := filter.Parse(text, filter.Strict); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Every match query of an identity provider is parsed: it needs memory for the
// expression and its operand only.
func TestParsingAnEqualityNeedsLittleMemory(t *testing.T) {
	n := testing.AllocsPerRun(100, func() {
		if _, err := filter.Parse(`userName eq "x"`, filter.Strict); err != nil {
			t.Fatal(err)
		}
	})
	if n > 3 {
		t.Errorf("%v allocations, want at most 3", n)
	}
}
