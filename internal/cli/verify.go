package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/scimulator/scimulator/internal/bundle"
	"github.com/scimulator/scimulator/internal/report"
)

// verifyOptions are the flags of report verify.
type verifyOptions struct {
	connection
	keyFile string
	rerun   bool
}

// verified is what report verify found out.
type verified struct {
	Bundle string `json:"bundle"`
	Whole  bool   `json:"whole"`
	bundle.Examination
	Rerun *repetition `json:"rerun,omitempty"`
}

func newVerify(env Env, flags *common) *cobra.Command {
	o := &verifyOptions{}
	command := &cobra.Command{
		Use: "verify FILE.zip", Short: "Say whether a bundle is as it was written: digests and signature, without a network",
		Example: "  scimulator report verify fabrikam.zip --key public.pem\n" +
			"  scimulator report verify fabrikam.zip --rerun --target https://scim.fabrikam.example/v2 --token-env SCIM_TOKEN --yes",
		Args: cobra.ExactArgs(1),
		RunE: func(command *cobra.Command, args []string) error {
			return verify(command.Context(), env, flags, o, args[0])
		},
	}
	o.connection.bind(command)
	f := command.Flags()
	f.StringVar(&o.keyFile, "key", "", "file with the public ed25519 key (PEM) that must have signed it")
	f.BoolVar(&o.rerun, "rerun", false, "repeat the run by the settings of the statement, and compare in canonical form")
	return command
}

// verify examines a bundle; what is not whole is not repeated.
func verify(ctx context.Context, env Env, flags *common, o *verifyOptions, file string) error {
	if o.url != "" && !o.rerun {
		return usage("--target is for --rerun: without it nothing is sent")
	}
	a, err := env.assets()
	if err != nil {
		return err
	}
	examined, err := o.examine(a, file)
	if err != nil {
		return err
	}
	found := verified{Bundle: file, Whole: examined.Whole(), Examination: examined}
	code := exitConformant
	if !found.Whole {
		code = exitFailed
	} else if o.rerun {
		if found.Rerun, err = o.repeat(ctx, env, a, examined); err != nil {
			return err
		}
		code = found.Rerun.code()
	}
	if err := found.tell(env, flags); err != nil {
		return err
	}
	if code != exitConformant {
		return exitError(code)
	}
	return nil
}

// examine reads the bundle and the key; a bundle that cannot be read, or is
// refused, is a wrong file.
func (o *verifyOptions) examine(a *assets, file string) (bundle.Examination, error) {
	public, err := o.public()
	if err != nil {
		return bundle.Examination{}, err
	}
	in, err := os.Open(file)
	if err != nil {
		return bundle.Examination{}, usageError{err}
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return bundle.Examination{}, usage("%s is no file", file)
	}
	opened, err := bundle.Open(in, info.Size())
	if err != nil {
		return bundle.Examination{}, usage("%s is refused: %w", file, err)
	}
	return bundle.Examine(opened, a.formats, public), nil
}

func (o *verifyOptions) public() (*bundle.Public, error) {
	if o.keyFile == "" {
		return nil, nil
	}
	text, err := os.ReadFile(o.keyFile)
	if err != nil {
		return nil, usageError{err}
	}
	public, err := bundle.ParsePublic(text)
	if err != nil {
		return nil, usage("--key %s: %w", o.keyFile, err)
	}
	return public, nil
}

func (v verified) tell(env Env, flags *common) error {
	if flags.json {
		return report.Value(env.Stdout, v)
	}
	var out bytes.Buffer
	v.print(&out)
	if v.Rerun != nil {
		if err := v.Rerun.tell(&out, env, flags); err != nil {
			return err
		}
	}
	_, err := out.WriteTo(env.Stdout)
	return err
}

// print tells a person; nothing that stands in the bundle is obeyed.
func (v verified) print(out io.Writer) {
	if v.Whole {
		fmt.Fprintf(out, "whole: %s is as it was written\n", report.Plain(v.Bundle))
	} else {
		fmt.Fprintf(out, "altered: %s is not as it was written\n", report.Plain(v.Bundle))
	}
	for _, list := range []struct {
		word  string
		names []string
	}{{"MISSING", v.Missing}, {"ALTERED", v.Altered}, {"ADDED", v.Added}, {"FAULT", v.Faults}} {
		for _, name := range list.names {
			fmt.Fprintf(out, "%s  %s\n", list.word, report.Plain(name))
		}
	}
	fmt.Fprintf(out, "  %s\n", v.signature())
	if s := v.Statement; s != nil {
		i := s.Implementation
		fmt.Fprintf(out, "  %s\n", report.Plain(fmt.Sprintf("%s declares of %s %s: %s", i.Organization, i.Project, i.Version, s.Summary)))
		fmt.Fprintf(out, "  %s\n", bundle.Declaration)
	}
}

// signature says what the signature is worth.
func (v verified) signature() string {
	switch v.Signature.State {
	case bundle.Valid:
		return "signed by the key that was given"
	case bundle.Unchecked:
		return report.Plain(fmt.Sprintf("signed, as it says, by %v: give the public key with --key to know", v.Signature.Keys))
	case bundle.Invalid:
		return "the signature does not hold"
	}
	return "not signed: its digests show what changed by chance, not who wrote it"
}
