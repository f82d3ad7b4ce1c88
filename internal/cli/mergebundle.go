package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"

	"github.com/scimulator/scimulator/internal/bundle"
	"github.com/scimulator/scimulator/internal/verdict"
)

// claimFile is what a part leaves of what it was told: run.json does not hold all of
// it, and a statement about the whole does.
const claimFile = "claim.json"

// partClaim is what stands in it.
type partClaim struct {
	APIVersion string       `json:"apiVersion"`
	Kind       string       `json:"kind"` // PartClaim
	Claim      bundle.Claim `json:"claim"`
}

// leaveClaim writes it for a part.
func (t trial) leaveClaim(folder *runFolder, run verdict.Run) error {
	if run.Shard == nil {
		return nil
	}
	told, err := t.told()
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(partClaim{"scimulator/v1", "PartClaim", told}, "", "  ")
	if err != nil {
		return err
	}
	return folder.keep(claimFile, append(text, '\n'))
}

// readClaim reads what a part left.
func readClaim(path string) (bundle.Claim, error) {
	text, err := os.ReadFile(filepath.Join(path, claimFile))
	if err != nil {
		return bundle.Claim{}, usage("%s does not say what it was told, so that nothing can be declared of it: only parts of a certification by this version do: %w", path, err)
	}
	var c partClaim
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&c); err != nil || c.Kind != "PartClaim" {
		return bundle.Claim{}, usage("%s is not what a part leaves: kind %q (%v)", filepath.Join(path, claimFile), c.Kind, err)
	}
	return c.Claim, nil
}

// declaration is a merged run that a bundle is to be made of; nil when there is none.
type declaration struct {
	bundling
	claim bundle.Claim
	trial trial // as the parts were told, with nobody to ask
}

// declaration reads what the parts were told, which is the same or nothing that a
// vendor can declare. Who declares a run has all of it.
func (o *mergeOptions) declaration(a *assets, run verdict.Run, paths []string) (*declaration, error) {
	switch {
	case o.file == "":
		return nil, nil
	case run.Missing != nil:
		return nil, usage("--bundle needs a whole run: %d of %d parts are missing", len(run.Missing.Parts), run.Missing.Total)
	case run.Pack != "":
		return nil, usage("--bundle of parts that rehearse a pack cannot be made: the stories of the pack stay with the parts; certify without --shard makes it")
	}
	d := &declaration{bundling: o.bundling}
	for i, path := range paths {
		claim, err := readClaim(path)
		if err != nil {
			return nil, err
		}
		if i > 0 && !reflect.DeepEqual(claim, d.claim) {
			return nil, usage("%s was told something else than %s (compare their %s): the parts make no statement", path, paths[0], claimFile)
		}
		d.claim = claim
	}
	return d, d.again(a)
}

// again reads what judged the parts, to count what they left out of the core: it has
// to be the same now.
func (d *declaration) again(a *assets) error {
	options := asTold(d.claim.Settings)
	notes, err := options.changed(d.claim.Catalogues)
	if err != nil {
		return err
	}
	if len(notes) > 0 {
		return usage("--bundle: what judged the parts is another now (%s): merge with the version and in the folder of the parts", notes[0])
	}
	application, err := a.profile(options.profile)
	if err != nil {
		return err
	}
	d.trial = trial{options: options}
	d.trial.config, err = options.config(a, application)
	return err
}

// complete counts what the parts left out of the core, as a run does that is declared.
func (d *declaration) complete(run *verdict.Run) {
	if d != nil {
		d.trial.countLeftOut(run)
	}
}

// write writes the bundle of the merged run in a folder.
func (d *declaration) write(env Env, flags *common, a *assets, run verdict.Run, path string) error {
	if d == nil {
		return nil
	}
	claim := d.claim
	claim.Implementation = d.bundling.Implementation
	var err error
	if claim.Features.Discovered, err = discovered(path); err != nil {
		return err
	}
	files, err := d.trial.evidence(a, run, path)
	if err != nil {
		return err
	}
	return d.bundling.write(env, flags, run, claim, files)
}
