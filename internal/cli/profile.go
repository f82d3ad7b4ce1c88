package cli

import (
	"github.com/spf13/cobra"
)

func newProfile(env Env) *cobra.Command {
	command := &cobra.Command{Use: "profile", Short: "Exchange application profiles with Entra"}
	command.Args = cobra.NoArgs
	command.RunE = func(*cobra.Command, []string) error { return usage("profile what? export") }
	command.AddCommand(&cobra.Command{
		Use:   "export NAME|FILE",
		Short: "Print a profile as Entra's synchronization schema, as its portal takes it (E-3.30)",
		Example: "  scimulator profile export autodesk > autodesk.json\n" +
			"  scimulator simulate entra-default --profile autodesk.json",
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return exportProfile(env, args[0]) },
	})
	return command
}

func exportProfile(env Env, name string) error {
	a, err := env.assets()
	if err != nil {
		return err
	}
	application, err := a.profile(name)
	if err != nil {
		return err
	}
	raw, err := application.EntraSchema()
	if err != nil {
		return err
	}
	_, err = env.Stdout.Write(raw)
	return err
}
