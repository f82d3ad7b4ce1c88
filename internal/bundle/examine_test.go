package bundle

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"
)

// again writes the digests of changed files, as somebody would who covers it up.
func again(files map[string]string) {
	sums := checksums{}
	for name, text := range files {
		if name != ChecksumsFile && name != EnvelopeFile {
			sums[name] = sum([]byte(text))
		}
	}
	files[ChecksumsFile] = sums.text()
}

func replaced(t *testing.T, files map[string]string, name, old, new string) {
	t.Helper()
	if !strings.Contains(files[name], old) {
		t.Fatalf("%s does not hold %q", name, old)
	}
	files[name] = strings.Replace(files[name], old, new, 1)
}

// Whatever is done to a bundle afterwards is found.
func TestTampering(t *testing.T) {
	for _, test := range []struct {
		name   string
		signed bool
		change func(t *testing.T, files map[string]string)
		says   string // in one of the lists
	}{
		{"a file is altered", false, func(_ *testing.T, f map[string]string) { f[JUnitFile] += " " }, "altered " + JUnitFile},
		{"a file is missing", false, func(_ *testing.T, f map[string]string) { delete(f, PageFile) }, "missing " + PageFile},
		{"a file is added", false, func(_ *testing.T, f map[string]string) { f["run/notes.txt"] = "x" }, "added run/notes.txt"},
		{"the evidence is altered", false, func(_ *testing.T, f map[string]string) { f["run/exchanges.ndjson"] = "" }, "altered run/exchanges.ndjson"},
		{"the evidence is altered and covered up", false, func(_ *testing.T, f map[string]string) {
			f["run/exchanges.ndjson"] = ""
			again(f)
		}, "altered run/exchanges.ndjson"},
		{"evidence is missing and covered up", false, func(_ *testing.T, f map[string]string) {
			delete(f, "run/exchanges.ndjson")
			again(f)
		}, "missing run/exchanges.ndjson"},
		{"the verdict is another", false, func(t *testing.T, f map[string]string) {
			replaced(t, f, StatementFile, "verdict: partial", "verdict: conformant")
		}, "altered " + StatementFile},
		{"the verdict is another and covered up", false, func(t *testing.T, f map[string]string) {
			replaced(t, f, StatementFile, "verdict: partial", "verdict: conformant")
			again(f)
		}, "says something else than the run"},
		{"the first line is another", false, func(t *testing.T, f map[string]string) {
			replaced(t, f, StatementFile, "# partial", "# conformant")
			again(f)
		}, "says something else than the run"},
		{"a waiver is gone", false, func(t *testing.T, f map[string]string) {
			replaced(t, f, StatementFile, "being mended", "as designed")
			again(f)
		}, "says something else than the run"},
		{"the statement is no statement", false, func(_ *testing.T, f map[string]string) { f[StatementFile] = "kind: Run\n"; again(f) }, StatementFile + ":1:"},
		{"the run is no run", false, func(_ *testing.T, f map[string]string) { f[runFile] = "{}"; again(f) }, runFile},
		{"the digests are gone", false, func(_ *testing.T, f map[string]string) { delete(f, ChecksumsFile) }, "missing " + ChecksumsFile},
		{"the digests are none", false, func(_ *testing.T, f map[string]string) { f[ChecksumsFile] = "x" }, "no digest with a name"},
		{"a digest is there twice", false, func(_ *testing.T, f map[string]string) { f[ChecksumsFile] += f[ChecksumsFile] }, "twice"},
		{"the digests lead elsewhere", false, func(_ *testing.T, f map[string]string) {
			f[ChecksumsFile] += sum(nil) + "  ../../etc/passwd\n"
		}, "no digest with a name"},
		{"the digests of the run are none", false, func(_ *testing.T, f map[string]string) { f["run/SHA256SUMS"] = "x\n"; again(f) }, "run/SHA256SUMS"},
		{"it is signed, and altered and covered up", true, func(t *testing.T, f map[string]string) {
			replaced(t, f, StatementFile, "Fabrikam Directory", "Contoso Directory")
			again(f)
		}, "not those that were signed"},
		{"a file is added and covered up", true, func(_ *testing.T, f map[string]string) { f["more"] = "x"; again(f) }, "not those that were signed"},
		{"the signature is gone", true, func(_ *testing.T, f map[string]string) { delete(f, EnvelopeFile) }, "the bundle is not signed"},
		{"the signature is none", true, func(_ *testing.T, f map[string]string) { f[EnvelopeFile] = "{}" }, "no DSSE envelope"},
		{"something stands behind the envelope", true, func(_ *testing.T, f map[string]string) { f[EnvelopeFile] += "{}" }, "no DSSE envelope"},
		{"what is signed is another", true, func(t *testing.T, f map[string]string) {
			o, err := openEnvelope([]byte(f[EnvelopeFile]))
			if err != nil {
				t.Fatal(err)
			}
			payload, err := o.envelope.DecodeB64Payload()
			if err != nil {
				t.Fatal(err)
			}
			forged := strings.Replace(string(payload), "WARNED", "PASSED", 1)
			replaced(t, f, EnvelopeFile, o.envelope.Payload, base64.StdEncoding.EncodeToString([]byte(forged)))
		}, "not signed by the key"},
		{"the signature is of another kind", true, func(t *testing.T, f map[string]string) { replaced(t, f, EnvelopeFile, payloadType, "text/plain") }, "no in-toto statement"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var key *Key
			var public *Public
			if test.signed {
				key = keyOf(t, "a")
				public = key.Public()
			}
			files := contents(t, packed(t, sample(), key))
			test.change(t, files)
			e := Examine(reopened(t, zipped(t, files)), formats(t), public)
			if found := told(e); e.Whole() || !slices.ContainsFunc(found, func(line string) bool { return strings.Contains(line, test.says) }) {
				t.Errorf("%q is not in %q", test.says, found)
			}
		})
	}
}

// told are the lists of an examination, with their names.
func told(e Examination) []string {
	lines := slices.Clone(e.Faults)
	for what, names := range map[string][]string{"missing ": e.Missing, "altered ": e.Altered, "added ": e.Added} {
		for _, name := range names {
			lines = append(lines, what+name)
		}
	}
	return lines
}

// A key that did not sign it does not vouch for it.
func TestAnotherKeyIsRefused(t *testing.T) {
	bundle := packed(t, sample(), keyOf(t, "a"))
	e := Examine(reopened(t, bundle), formats(t), keyOf(t, "b").Public())
	if e.Whole() || e.Signature.State != Invalid || !strings.Contains(strings.Join(e.Faults, " "), "not signed by the key") {
		t.Errorf("%+v", e)
	}
	files := contents(t, bundle) // the id of the other key does not make it its signature
	replaced(t, files, EnvelopeFile, keyOf(t, "a").Public().ID(), keyOf(t, "b").Public().ID())
	if e := Examine(reopened(t, zipped(t, files)), formats(t), keyOf(t, "b").Public()); e.Whole() || e.Signature.State != Invalid {
		t.Errorf("%+v", e)
	}
}

// A flipped bit in the packed bytes of a file alters that file; the others are
// still read.
func TestTornFile(t *testing.T) {
	raw := packed(t, sample(), nil)
	at := strings.Index(string(raw), PageFile) + len(PageFile) + 20
	raw[at] ^= 0xff
	if e := Examine(reopened(t, raw), formats(t), nil); !slices.Contains(told(e), "altered "+PageFile) {
		t.Errorf("%q", told(e))
	}
}
