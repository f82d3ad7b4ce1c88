package cli

import (
	"io"

	"github.com/spf13/cobra"
)

// Version of the program; the release build sets it.
const Version = "0.1.0"

// common are the flags every command has.
type common struct {
	color   string
	quiet   bool
	verbose bool
	json    bool
}

func newRoot(env Env) *cobra.Command {
	flags := &common{}
	root := &cobra.Command{
		Use:   "scimulator",
		Short: "Proves that a SCIM endpoint works with a real identity provider before its customers find out",
		Long: "scimulator plays Microsoft Entra ID's provisioning service against any SCIM 2.0 target, in virtual time,\n" +
			"from YAML stories, and says what an Entra customer would suffer.",
		Example:       "  scimulator simulate\n  scimulator simulate autodesk-life --target https://scim.fabrikam.example/v2 --token-file token.txt --yes\n  scimulator serve --profile autodesk",
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.NoArgs,
		RunE:          func(command *cobra.Command, _ []string) error { return command.Help() },
	}
	root.CompletionOptions.HiddenDefaultCmd = false
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	persistent := root.PersistentFlags()
	persistent.StringVar(&flags.color, "color", "auto", "colour the output: auto, always or never")
	persistent.BoolVarP(&flags.quiet, "quiet", "q", false, "print findings and the verdict only")
	persistent.BoolVarP(&flags.verbose, "verbose", "v", false, "print skipped objects and what was not applicable, too")
	persistent.BoolVar(&flags.json, "json", false, "print the result as JSON on standard output")
	root.AddCommand(
		newSimulate(env, flags), newCertify(env, flags), newReport(env, flags), newServe(env, flags), newProbe(env, flags), newSweep(env, flags), newInit(env, flags), newProfile(env),
		newList(env, flags), newExplain(env, flags), newVersion(env, flags),
	)
	wrapUsage(root)
	return root
}

// wrapUsage makes wrong arguments usage errors (exit 2) in every command.
func wrapUsage(command *cobra.Command) {
	if check := command.Args; check != nil {
		command.Args = func(c *cobra.Command, args []string) error {
			if err := check(c, args); err != nil {
				return usageError{err}
			}
			return nil
		}
	}
	for _, child := range command.Commands() {
		wrapUsage(child)
	}
}

// colours decides for one stream (flag, then NO_COLOR, FORCE_COLOR, TERM, then
// whether it is a terminal).
func (c *common) colours(env Env, stream io.Writer) (bool, error) {
	switch c.color {
	case "always":
		return true, nil
	case "never":
		return false, nil
	case "auto":
	default:
		return false, usage("--color %q: it is auto, always or never", c.color)
	}
	switch {
	case env.Getenv("NO_COLOR") != "":
		return false, nil
	case env.Getenv("FORCE_COLOR") != "" || env.Getenv("CLICOLOR_FORCE") != "":
		return true, nil
	case env.Getenv("TERM") == "dumb":
		return false, nil
	}
	return env.Terminal(stream), nil
}
