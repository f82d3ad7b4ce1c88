package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/scenario"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// Names of the files that init writes.
const (
	targetFile  = "target.yaml"
	profileFile = "profile.yaml"
	ciFile      = ".github/workflows/scimulator.yml"
)

type initOptions struct {
	simulateOptions
	folder string
}

func newInit(env Env, flags *common) *cobra.Command {
	o := &initOptions{}
	command := &cobra.Command{
		Use:     "init",
		Short:   "Write a first target file, a profile made from the target's /Schemas, and a CI file; nothing is overwritten",
		Example: "  scimulator init --target https://scim.fabrikam.example/v2 --token-env SCIM_TOKEN",
		Args:    cobra.NoArgs,
		RunE:    func(command *cobra.Command, _ []string) error { return runInit(command.Context(), env, flags, o) },
	}
	f := command.Flags()
	f.StringVar(&o.url, "target", "", "tenant URL")
	f.StringVar(&o.tokenFile, "token-file", "", "file with the bearer token")
	f.StringVar(&o.tokenEnv, "token-env", "", "environment variable with the bearer token")
	f.StringVar(&o.folder, "dir", ".", "folder to write to")
	o.rate, o.timeout, o.workers = foreignRate, connectionTimeout, 1
	return command
}

// runInit reads what the target announces and writes the files, or none of them.
func runInit(ctx context.Context, env Env, flags *common, o *initOptions) error {
	if !strings.Contains(o.url, "://") {
		return usage("init needs the tenant URL of your service: --target https://host/path")
	}
	if err := o.vacant(); err != nil {
		return err
	}
	a, err := env.assets()
	if err != nil {
		return err
	}
	begun, err := o.beginning(ctx, env, a)
	if err != nil {
		return err
	}
	for _, file := range begun.files() {
		if err := o.write(file); err != nil {
			return err
		}
		if !flags.quiet {
			fmt.Fprintf(env.Stdout, "wrote %s\n", filepath.Join(o.folder, file.name))
		}
	}
	if !flags.quiet {
		fmt.Fprintf(env.Stdout, "next: scimulator simulate entra-default --profile %s --target %s --dry-run\n", begun.inFolder(profileFile), begun.inFolder(targetFile))
	}
	return nil
}

// vacant refuses to begin where one of the files is there already.
func (o *initOptions) vacant() error {
	for _, name := range []string{targetFile, profileFile, ciFile} {
		path := filepath.Join(o.folder, name)
		if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
			return usage("%s is there already: nothing is overwritten; name another folder with --dir, or move it away", path)
		}
	}
	return nil
}

func (o *initOptions) write(file starterFile) error {
	path := filepath.Join(o.folder, file.name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return usageError{err}
	}
	out, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return usageError{err}
	}
	if _, err := out.WriteString(file.text); err != nil {
		_ = out.Close()
		return err
	}
	return out.Close()
}

// beginning asks the target what it announces. No answer, or a refused token, ends
// it: files made of that would mislead.
func (o *initOptions) beginning(ctx context.Context, env Env, a *assets) (starter, error) {
	usual, err := a.profile("entra-default")
	if err != nil {
		return starter{}, err
	}
	d, err := o.door(env, a)
	if err != nil {
		return starter{}, err
	}
	folder, err := openRun(env, "", "init", true)
	if err != nil {
		return starter{}, err
	}
	defer folder.close()
	p := play{options: &o.simulateOptions, scenario: &scenario.Scenario{Name: "init"}, profile: usual, door: d}
	line, err := p.open(env, clock.NewVirtual(epoch()), folder)
	if err != nil {
		return starter{}, err
	}
	defer line.close()
	begun := starter{base: line.base, dialect: d.target.Dialect, tokenFile: o.tokenFile, tokenEnv: o.tokenEnv, folder: o.folder, usual: usual}
	if begun.declared, err = declaredSchemas(ctx, env, line.client); err != nil {
		return starter{}, err
	}
	begun.features = featureFlags(ctx, line.client)
	return begun, nil
}

// declaredSchemas reads /Schemas; a target without it declares nothing.
func declaredSchemas(ctx context.Context, env Env, c *client.Client) ([]*schema.Schema, error) {
	response, err := c.Do(ctx, client.Request{Method: http.MethodGet, Path: "/Schemas", Label: exchange.Label{Purpose: exchange.Discovery}})
	switch {
	case err != nil:
		fmt.Fprintf(env.Stderr, "scimulator: the target cannot be reached, nothing was written: %v\n", err)
		return nil, exitError(exitNoVerdict)
	case response.Status == http.StatusUnauthorized || response.Status == http.StatusForbidden:
		fmt.Fprintf(env.Stderr, "scimulator: the target refuses the token (%d on /Schemas), nothing was written: give it with --token-env or --token-file\n", response.Status)
		return nil, exitError(exitNoVerdict)
	}
	list, err := scim.Decode(response.Body)
	if err == nil && response.Status == http.StatusOK {
		if declared, err := decodeSchemas(list); err == nil {
			return declared, nil
		}
	}
	fmt.Fprintf(env.Stderr, "scimulator: /Schemas tells nothing (status %d): the profile is Entra's default mapping, whole\n", response.Status)
	return nil, nil
}
