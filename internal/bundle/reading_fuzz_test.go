package bundle

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/document"
)

// Whatever the bytes of a statement, they are refused with places, or the statement
// says the same when it is written and read again.
func FuzzLoadStatement(f *testing.F) {
	whole, err := Declare(sample(), claim()).YAML()
	if err != nil {
		f.Fatal(err)
	}
	set := formats(f)
	f.Add(whole)
	f.Add([]byte(strings.ReplaceAll(string(whole), "fabrikam", `"a\u202e\x1b: # b"`)))
	f.Add([]byte("apiVersion: scimulator/v1\nkind: Statement\nwaivers: &a [*a]\n"))
	f.Add(whole[:len(whole)/2])
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := LoadStatement("statement.yaml", text, set)
		if err != nil {
			var faults document.Faults
			if !errors.As(err, &faults) || len(faults) == 0 {
				t.Fatalf("an error without a place: %v", err)
			}
			return
		}
		written, err := s.YAML()
		if err != nil {
			t.Fatal(err)
		}
		again, err := LoadStatement("statement.yaml", written, set)
		if err != nil || !cmp.Equal(s, again) {
			t.Fatalf("it does not come back: %v\n%s", err, cmp.Diff(s, again))
		}
	})
}

// Whatever the bytes of a list of digests, they are refused, or they are the list as
// we write it, in whatever order, of names that lead nowhere else.
func FuzzParseChecksums(f *testing.F) {
	one, other := sum([]byte("a")), sum([]byte("b"))
	f.Add(one + "  run/run.json\n" + other + "  statement.yaml\n")
	f.Add(other + "  b\n" + one + "  a")
	f.Add(one + "  a\n" + one + "  a\n")
	f.Add(strings.ToUpper(one) + "  a\n")
	f.Add(one + " *a\r\n\n" + one + "  ../a\n")
	f.Fuzz(func(t *testing.T, text string) {
		sums, err := parseChecksums(text)
		if err != nil {
			return
		}
		lines := strings.SplitAfter(strings.TrimSuffix(text, "\n")+"\n", "\n")
		slices.SortFunc(lines, func(a, b string) int { return strings.Compare(a[min(len(a), 66):], b[min(len(b), 66):]) })
		if len(text) > 0 && strings.Join(lines, "") != sums.text() {
			t.Fatalf("%q was read as %q", text, sums.text())
		}
		for name := range sums {
			if err := sound(name); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// Whatever the bytes of an envelope, none is called signed by a key but one that this
// key signed, with what was signed in it.
func FuzzOpenEnvelope(f *testing.F) {
	key, other := keyOf(f, "a"), keyOf(f, "b")
	files := checksums{"statement.yaml": sum([]byte("a")), "run/run.json": sum([]byte("b"))}
	signed, err := key.seal(sample(), Declare(sample(), claim()), files)
	if err != nil {
		f.Fatal(err)
	}
	strange, err := other.seal(sample(), Declare(sample(), claim()), checksums{"evil": sum(nil)})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(signed)
	f.Add(strange)
	f.Add(append(signed[:len(signed):len(signed)], "{}"...))
	f.Add([]byte(`{"payloadType":"application/vnd.in-toto+json","payload":"e30=","signatures":[{}]}`))
	f.Add([]byte(`{"payload":"!","payload":"e30","signatures":null}`))
	f.Add([]byte(`null`))
	f.Fuzz(func(t *testing.T, text []byte) {
		o, err := openEnvelope(text)
		if err != nil {
			return
		}
		if !json.Valid(text) {
			t.Fatal("what is no JSON was opened")
		}
		sums, err := o.subjects()
		if o.by(key.Public()) == nil && (err != nil || !maps.Equal(sums, files)) {
			t.Fatalf("signed by the key, with other files: %v %v", sums, err)
		}
		for name := range sums {
			if err := sound(name); err != nil {
				t.Fatal(err)
			}
		}
	})
}
