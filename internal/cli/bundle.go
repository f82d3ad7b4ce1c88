package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/scimulator/scimulator/internal/bundle"
	"github.com/scimulator/scimulator/internal/report"
	"github.com/scimulator/scimulator/internal/verdict"
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

// declare writes the bundle, if one was asked for.
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
	return b.write(env, flags, run, claim, files)
}

// write writes the bundle of a whole run, and says what it is.
func (b bundling) write(env Env, flags *common, run verdict.Run, claim bundle.Claim, files []bundle.File) error {
	err := atomically(b.file, func(out io.Writer) error { return bundle.Write(out, run, claim, files, b.key) })
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
	if !run.Target.Foreign {
		fmt.Fprintln(env.Stderr, "scimulator: it is about the reference service of this program: --target makes one about yours")
	}
	return nil
}
