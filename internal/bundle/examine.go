package bundle

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/report"
	"github.com/scimulator/scimulator/internal/shape"
	"github.com/scimulator/scimulator/internal/verdict"
)

// Examination is what became of a bundle since it was written, as far as it shows
// without asking anybody. Without a signature it shows chance and clumsiness only:
// who can write a zip can write its digests.
type Examination struct {
	Missing   []string  `json:"missing"`
	Altered   []string  `json:"altered"`
	Added     []string  `json:"added"`
	Faults    []string  `json:"faults"`    // what else is not as it was written
	Signature Signature `json:"signature"` // whose it is

	Statement *Statement   `json:"statement,omitempty"` // nil when it cannot be read
	Run       *verdict.Run `json:"-"`
}

// Signature says who vouches for a bundle.
type Signature struct {
	State string   `json:"state"` // none | unchecked | valid | invalid
	Keys  []string `json:"keys,omitempty"`
}

// The states of a signature.
const (
	Unsigned  = "none"
	Unchecked = "unchecked" // there is one, and no key to check it with
	Valid     = "valid"
	Invalid   = "invalid"
)

// Whole says whether nothing is missing, altered, added or wrong.
func (e Examination) Whole() bool {
	return len(e.Missing)+len(e.Altered)+len(e.Added)+len(e.Faults) == 0 && e.Signature.State != Invalid
}

// Examine compares a bundle with its digests, its signature and itself. A public
// key, if one is given, must have signed it.
func Examine(a *Archive, formats *shape.Set, public *Public) Examination {
	e := Examination{Missing: []string{}, Altered: []string{}, Added: []string{}, Faults: []string{}, Signature: Signature{State: Unsigned}}
	e.checksums(a)
	e.signature(a, public)
	e.evidence(a)
	e.run(a)
	e.statement(a, formats)
	for _, name := range []string{StatementFile, ChecksumsFile, JUnitFile, PageFile, runFile} {
		if !a.has(name) {
			e.Missing = append(e.Missing, name)
		}
	}
	for _, list := range []*[]string{&e.Missing, &e.Altered, &e.Added} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return e
}

func (e *Examination) fault(format string, args ...any) {
	e.Faults = append(e.Faults, fmt.Sprintf(format, args...))
}

// compare notes how what is there differs from what should be.
func (e *Examination) compare(is, should checksums) {
	for name, digest := range should {
		switch {
		case is[name] == "":
			e.Missing = append(e.Missing, name)
		case is[name] != digest:
			e.Altered = append(e.Altered, name)
		}
	}
	for name := range is {
		if should[name] == "" {
			e.Added = append(e.Added, name)
		}
	}
}

// checksums compares all files but the list itself and the envelope, which is
// about the list.
func (e *Examination) checksums(a *Archive) {
	if !a.has(ChecksumsFile) {
		return
	}
	text, err := a.text(ChecksumsFile, maxText)
	if err != nil {
		e.fault("%v", err)
		return
	}
	should, err := parseChecksums(string(text))
	if err != nil {
		e.fault("%s: %v", ChecksumsFile, err)
		return
	}
	e.compare(without(a.sums, ChecksumsFile, EnvelopeFile), should)
}

func without(sums checksums, names ...string) checksums {
	rest := maps.Clone(sums)
	for _, name := range names {
		delete(rest, name)
	}
	return rest
}

func (e *Examination) signature(a *Archive, public *Public) {
	if !a.has(EnvelopeFile) {
		if public != nil {
			e.Signature.State = Invalid
			e.fault("%s is missing: the bundle is not signed", EnvelopeFile)
		}
		return
	}
	e.Signature.State = Invalid
	if err := e.vouched(a, public); err != nil {
		e.fault("%s: %v", EnvelopeFile, err)
		return
	}
	e.Signature.State = Unchecked
	if public != nil {
		e.Signature.State = Valid
	}
}

// vouched compares the files with what was signed; without a key nobody knows by
// whom.
func (e *Examination) vouched(a *Archive, public *Public) error {
	text, err := a.text(EnvelopeFile, maxText)
	if err != nil {
		return err
	}
	o, err := openEnvelope(text)
	if err != nil {
		return err
	}
	e.Signature.Keys = o.signers()
	if public != nil {
		if err := o.by(public); err != nil {
			return err
		}
	}
	should, err := o.subjects()
	if err != nil {
		return err
	}
	before := len(e.Missing) + len(e.Altered) + len(e.Added)
	e.compare(without(a.sums, EnvelopeFile), should)
	if len(e.Missing)+len(e.Altered)+len(e.Added) > before {
		return errors.New("the files are not those that were signed")
	}
	return nil
}

// evidence compares the run directory with the digests that the run itself wrote.
func (e *Examination) evidence(a *Archive) {
	const own = "SHA256SUMS"
	for _, name := range slices.Sorted(maps.Keys(a.files)) {
		if path.Base(name) != own || !strings.HasPrefix(name, RunFolder+"/") {
			continue
		}
		text, err := a.text(name, maxText)
		if err != nil {
			e.fault("%v", err)
			continue
		}
		should, err := parseChecksums(string(text))
		if err != nil {
			e.fault("%s: %v", name, err)
		}
		for file, digest := range should {
			if is := a.sums[path.Join(path.Dir(name), file)]; is == "" {
				e.Missing = append(e.Missing, path.Join(path.Dir(name), file))
			} else if is != digest {
				e.Altered = append(e.Altered, path.Join(path.Dir(name), file))
			}
		}
	}
}

func (e *Examination) run(a *Archive) {
	if !a.has(runFile) {
		return
	}
	text, err := a.text(runFile, maxRun)
	if err == nil {
		var run verdict.Run
		if run, err = report.Read(bytes.NewReader(text)); err == nil {
			e.Run = &run
			return
		}
	}
	e.fault("%s: %v", runFile, err)
}

// statement makes the statement again from the run: it may say nothing else.
func (e *Examination) statement(a *Archive, formats *shape.Set) {
	if !a.has(StatementFile) {
		return
	}
	text, err := a.text(StatementFile, maxText)
	if err != nil {
		e.fault("%v", err)
		return
	}
	s, err := LoadStatement(StatementFile, text, formats)
	if err != nil {
		e.fault("%v", err)
		return
	}
	e.Statement = &s
	if e.Run == nil {
		return
	}
	if again, err := Declare(*e.Run, s.claim()).YAML(); err != nil || !bytes.Equal(again, text) {
		e.fault("%s says something else than the run does", StatementFile)
	}
}
