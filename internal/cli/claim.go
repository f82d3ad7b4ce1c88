package cli

import (
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/features"
	"github.com/scimulator/scimulator/internal/bundle"
	"github.com/scimulator/scimulator/schemas"
)

// claim is what the statement says beyond the run.
func (t trial) claim(folder *runFolder) (bundle.Claim, error) {
	c, err := t.told()
	if err != nil {
		return c, err
	}
	c.Implementation = t.options.bundling.Implementation
	c.Features.Discovered, err = discovered(folder.path)
	return c, err
}

// told is the part of it that says what the run was told.
func (t trial) told() (bundle.Claim, error) {
	o := t.options
	c := bundle.Claim{
		Commit: commit(), Reproduce: t.reproduce(),
		Settings: bundle.Settings{
			Suite: o.suite, Profile: o.profile, Dialect: t.dialect.Name, Seed: o.seed, Only: o.only, Tags: o.tags, Strict: o.strict, Pack: o.pack,
			Features: o.features, Schemas: o.schemas, Defects: o.defects, Unkind: o.unkind,
		},
	}
	for name, supported := range t.door.target.Capabilities {
		c.Features.Declared = append(c.Features.Declared, bundle.Feature{Name: name, Supported: supported})
	}
	slices.SortFunc(c.Features.Declared, func(a, b bundle.Feature) int { return strings.Compare(a.Name, b.Name) })
	var err error
	c.Catalogues, err = o.catalogues()
	return c, err
}

// catalogues are the digests of all that judges.
func (o *certifyOptions) catalogues() ([]bundle.Digest, error) {
	catalogue, err := sub(features.FS, "catalogue")
	if err != nil {
		return nil, err
	}
	_, application, err := read(o.profile, "profiles", "profile")
	if err != nil {
		return nil, err
	}
	judging := []judging{{"requirements", catalogue}, {"checks", features.FS}, {"schemas", schemas.FS}}
	for _, name := range o.features {
		judging = append(judging, own("checks", name))
	}
	for _, name := range o.schemas {
		judging = append(judging, own("schemas", name))
	}
	all := []bundle.Digest{bundle.DigestOfText("profile", application)}
	for _, one := range judging {
		digest, err := bundle.DigestOf(one.name, one.files)
		if err != nil {
			return nil, err
		}
		all = append(all, digest)
	}
	return all, nil
}

// judging is a folder that says what is judged, or how.
type judging struct {
	name  string
	files fs.FS
}

func own(what, folder string) judging {
	return judging{what + " of one's own: " + folder, os.DirFS(folder)}
}
