package exchange

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// spelled writes a text as a JSON string, any character in any of the ways that
// JSON has for it.
func spelled(t *rapid.T, text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		byPoint := fmt.Sprintf("\\u%04x", r)
		switch ways := rapid.IntRange(0, 9).Draw(t, "way"); {
		case ways == 0:
			b.WriteString(byPoint)
		case r == '"' || r == '\\' || r == '/' && ways < 5:
			b.WriteString("\\" + string(r))
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// However a secret is spelled in JSON, it is not in the evidence: the cheap look,
// which spares nearly all bodies the scan, overlooks none.
func TestCheapLookMissesNothing(t *testing.T) {
	secrets := []string{"eyJhbGciOiJub25lIn0.e30.c2ln", `pa/ss"word\1`}
	for _, secret := range secrets {
		for name, masker := range map[string]*Masker{"alone": NewMasker(secret), "beside another": NewMasker(secrets...)} {
			t.Run(secret+" "+name, func(t *testing.T) {
				rapid.Check(t, func(t *rapid.T) {
					before, behind := rapid.SampledFrom([]string{"", `W/"`, "a\\b"}).Draw(t, "before"), rapid.SampledFrom([]string{"", `"`}).Draw(t, "behind")
					body := `{"version":"W/\"1\"","detail":` + spelled(t, before+secret+behind) + `}`
					var kept map[string]string
					if err := json.Unmarshal(masker.Body([]byte(body)), &kept); err != nil {
						t.Fatalf("%s is no JSON any more: %v", body, err)
					}
					if strings.Contains(kept["detail"], secret) || kept["version"] != `W/"1"` {
						t.Fatalf("%s is kept as %v", body, kept)
					}
				})
			})
		}
	}
}

// The quotes of an entity-tag, which every resource of some targets has, need no
// scan for a secret of plain letters; an escape by code point does.
func TestWhatNeedsTheScan(t *testing.T) {
	plain, tricky := NewMasker("s3cr3tk3y"), NewMasker(`s3c/r3t`)
	for body, want := range map[string][2]bool{
		`{"version":"W/\"1\""}`:     {false, true},
		`{"detail":"a\\u0062"}`:     {false, true},
		`{"detail":"\u0073"}`:       {true, true},
		`{"detail":"\\\u0073"}`:     {true, true},
		`{"password":"x"}`:          {true, true},
		`{"userName":"ana"}`:        {false, false},
		`{"torn":"behind a \`:       {false, true},
		`{"detail":"a\nb\tc\"d\\"}`: {false, true},
	} {
		if got := [2]bool{plain.mayHideSecret([]byte(body)), tricky.mayHideSecret([]byte(body))}; got != want {
			t.Errorf("%s: scan %v, want %v", body, got, want)
		}
	}
}
