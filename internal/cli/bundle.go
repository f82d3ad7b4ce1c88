package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/scimulator/scimulator/features"
	"github.com/scimulator/scimulator/internal/bundle"
	"github.com/scimulator/scimulator/internal/certify"
	"github.com/scimulator/scimulator/internal/report"
	"github.com/scimulator/scimulator/internal/verdict"
	"github.com/scimulator/scimulator/schemas"
)

// bundling are the flags about the bundle that a vendor hands out.
type bundling struct {
	file, keyFile string
	bundle.Implementation
	key   *bundle.Key // nil: it is not signed
	whole bool        // the run is a declaration: what it leaves out of the core counts
}

func (b *bundling) bind(command *cobra.Command) {
	f := command.Flags()
	f.StringVar(&b.file, "bundle", "", "write a zip with your statement about the service, the run, reports and digests; needs --organization, --project and --version")
	f.StringVar(&b.Organization, "organization", "", "who makes the statement of the bundle")
	f.StringVar(&b.Project, "project", "", "the service that the statement is about")
	f.StringVar(&b.Version, "version", "", "the version of the service that the statement is about")
	f.StringVar(&b.keyFile, "key", "", "file with an ed25519 key (PEM, PKCS #8) that signs the bundle")
}

// check finds every mistake about the bundle before anything is sent.
func (b *bundling) check() error {
	given := []struct{ flag, value string }{{"--organization", b.Organization}, {"--project", b.Project}, {"--version", b.Version}}
	for _, one := range given {
		switch empty := strings.TrimSpace(one.value) == ""; {
		case b.file != "" && empty:
			return usage("--bundle needs %s: a statement says who declares what", one.flag)
		case b.file == "" && !empty:
			return usage("%s is for --bundle", one.flag)
		}
	}
	if b.file == "" {
		if b.keyFile != "" {
			return usage("--key is for --bundle")
		}
		return nil
	}
	b.whole = true
	if info, err := os.Stat(filepath.Dir(b.file)); err != nil || !info.IsDir() {
		return usage("--bundle %s: there is no such folder", b.file)
	}
	return b.readKey()
}

func (b *bundling) readKey() error {
	if b.keyFile == "" {
		return nil
	}
	text, err := secretFile(b.keyFile)
	if err != nil {
		return err
	}
	if b.key, err = bundle.ParseKey(text); err != nil {
		return usage("--key %s: %w", b.keyFile, err)
	}
	return nil
}

// countLeftOut counts the checks of the core that were not chosen as skipped: who
// declares something about a service does not choose what it is judged by.
func (t trial) countLeftOut(run *verdict.Run) {
	c := t.config
	c.Choice = certify.Choice{Suite: c.Choice.Suite}
	all, err := certify.Foresee(c)
	if err != nil {
		return // the same features were read before the run
	}
	played := map[string]bool{}
	for _, one := range run.Checks {
		played[one.ID] = true
	}
	for _, one := range all {
		if !one.Core() || played[one.ID] || one.Generated() {
			continue
		}
		run.Checks = append(run.Checks, leftOut(one))
		run.Tally.Add(verdict.Skipped)
	}
	run.Verdict = run.Tally.Verdict(bundle.Partial(*run))
}

func leftOut(one *certify.Check) verdict.Check {
	var rules []string
	for _, rule := range one.Rules {
		rules = append(rules, string(rule))
	}
	return verdict.Check{
		ID: one.ID, Name: one.Name, Feature: one.Feature, Source: fmt.Sprintf("%s:%d", one.File, one.Line), Core: true, Requirements: rules,
		Outcome: verdict.Skipped, Reason: "it belongs to the core of the suite and was not chosen",
	}
}

// declare writes the bundle, if one was asked for, and says what it is.
func (t trial) declare(env Env, flags *common, a *assets, folder *runFolder, run verdict.Run) error {
	b := t.options.bundling
	if b.file == "" {
		return nil
	}
	claim, err := t.claim(folder)
	if err != nil {
		return err
	}
	files, err := t.evidence(a, run, folder.path)
	if err != nil {
		return err
	}
	err = atomically(b.file, func(out io.Writer) error { return bundle.Write(out, run, claim, files, b.key) })
	if err != nil {
		return fmt.Errorf("the bundle %s cannot be written: %w", b.file, err)
	}
	if !flags.json {
		if summary := bundle.Summary(run); summary != report.Sentence(run) {
			fmt.Fprintln(env.Stdout, report.Plain(summary))
		}
	}
	if flags.quiet {
		return nil
	}
	fmt.Fprintf(env.Stderr, "scimulator: wrote the bundle %s. %s\n", b.file, bundle.Declaration)
	if t.door.embedded {
		fmt.Fprintln(env.Stderr, "scimulator: it is about the reference service of this program: --target makes one about yours")
	}
	return nil
}

// claim is what the statement says beyond the run.
func (t trial) claim(folder *runFolder) (bundle.Claim, error) {
	o := t.options
	c := bundle.Claim{
		Implementation: o.bundling.Implementation, Commit: commit(), Reproduce: t.reproduce(),
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
	if c.Features.Discovered, err = discovered(folder.path); err != nil {
		return c, err
	}
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

// reproduce is the command that makes the run again. Of the token it says only
// where it comes from.
func (t trial) reproduce() string {
	o := t.options
	words := []string{"scimulator", "certify", "--suite", o.suite, "--profile", o.profile, "--seed", fmt.Sprint(o.seed)}
	add := func(flag string, values ...string) {
		for _, value := range values {
			if value != "" {
				words = append(words, flag, quotedWord(value))
			}
		}
	}
	if !t.door.embedded {
		add("--target", o.url)
		add("--token-env", o.tokenEnv)
		add("--token-file", o.tokenFile)
	}
	add("--only", o.only...)
	add("--tags", o.tags)
	add("--features", o.features...)
	add("--schemas", o.schemas...)
	add("--baseline", o.baseline)
	add("--pack", o.pack)
	add("--defect", o.defects...)
	if o.strict {
		words = append(words, "--strict")
	}
	if o.unkind {
		words = append(words, "--unkind")
	}
	return strings.Join(words, " ")
}

// quotedWord is a word as a shell reads it back.
func quotedWord(text string) string {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/:=@+,%"
	if strings.Trim(text, plain) == "" {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

// evidence are the files of a bundle: those that the run wrote and nothing else
// that may lie in its directory, and the reports that others ask for.
func (t trial) evidence(a *assets, run verdict.Run, path string) ([]bundle.File, error) {
	names, err := filesOf(path, "")
	for _, story := range t.stories {
		more, further := filesOf(path, "stories/"+story.scenario.Name)
		names, err = append(names, more...), errors.Join(err, further)
	}
	if err != nil {
		return nil, err
	}
	var files []bundle.File
	for _, name := range names {
		files = append(files, bundle.File{Name: bundle.RunFolder + "/" + name, Open: func() (io.ReadCloser, error) {
			return os.Open(filepath.Join(path, filepath.FromSlash(name)))
		}})
	}
	for name, format := range map[string]string{bundle.JUnitFile: "junit", bundle.PageFile: "html"} {
		of := source(a, run, path, path)
		of.Folder = bundle.RunFolder
		var text strings.Builder
		if err := report.Write(format, &text, of); err != nil {
			return nil, err
		}
		files = append(files, bundle.Text(name, []byte(text.String())))
	}
	return files, nil
}

// filesOf are the files of a run, as its digests list them.
func filesOf(path, below string) ([]string, error) {
	text, err := os.ReadFile(filepath.Join(path, below, digestsFile))
	if err != nil {
		return nil, err
	}
	names := []string{filepath.ToSlash(filepath.Join(below, digestsFile))}
	for line := range strings.Lines(string(text)) {
		_, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		names = append(names, filepath.ToSlash(filepath.Join(below, name)))
	}
	return names, nil
}

// atomically writes a file whole or not at all: a reader never sees a part of it.
func atomically(name string, write func(io.Writer) error) error {
	out, err := os.CreateTemp(filepath.Dir(name), ".scimulator-*")
	if err != nil {
		return err
	}
	defer os.Remove(out.Name()) // what was renamed is not there any more
	err = write(out)
	if err == nil {
		err = out.Sync()
	}
	if err = errors.Join(err, out.Close()); err != nil {
		return err
	}
	return os.Rename(out.Name(), name)
}
