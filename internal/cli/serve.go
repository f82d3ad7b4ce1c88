package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"github.com/scimulator/scimulator/internal/chaos"
	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/target"
)

type serveOptions struct {
	address   string
	profile   string
	tokenFile string
	tokenEnv  string
	base      string
	tolerance string
	faulty
	hostile
	grants
	etag          string
	seed          int64
	subject       string
	schemas       []string
	resourceTypes []string
}

func newServe(env Env, _ *common) *cobra.Command {
	o := &serveOptions{}
	command := &cobra.Command{
		Use:   "serve",
		Short: "Run the reference target (state is lost at exit; not for production)",
		Example: "  scimulator serve --profile autodesk --addr 127.0.0.1:8080\n" +
			"  scimulator serve --defect patch-add-replaces-values --defect slow-answers",
		Args: cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error { return runServe(command.Context(), env, o) },
	}
	f := command.Flags()
	f.StringVar(&o.address, "addr", "127.0.0.1:8080", "address to listen on")
	f.StringVar(&o.profile, "profile", "", "application whose effects and extension attributes the target has")
	f.StringVar(&o.tokenFile, "token-file", "", "file with the bearer token that clients must send (default: a new one is printed)")
	f.StringVar(&o.tokenEnv, "token-env", "", "environment variable with that token")
	f.StringVar(&o.base, "base", "", "base path (default /scim/v2, or an odd one with --unkind)")
	f.StringVar(&o.tolerance, "tolerance", "on", "accept what Entra sends beyond the letter of the RFCs: on or off")
	f.StringVar(&o.etag, "etag", "on", "support versions (ETag, If-Match, If-None-Match): on or off")
	f.StringVar(&o.subject, "me", "", "userName of the authenticated subject, for /Me (default: /Me answers 501)")
	f.StringArrayVar(&o.schemas, "schema", nil, "file with a SCIM schema, for the resource types given (repeatable)")
	f.StringArrayVar(&o.resourceTypes, "resource-type", nil, "file with a SCIM ResourceType to serve beside User and Group (repeatable)")
	f.Int64Var(&o.seed, "seed", 1, "seed of ids and of the unkind choices")
	o.faulty.bind(command)
	f.StringVar(&o.chaos, "chaos", "", "plant mishaps in front of the SCIM service, by --seed: "+chaosProfiles)
	o.grants.bind(command)
	return command
}

func runServe(ctx context.Context, env Env, o *serveOptions) error {
	options, err := o.server(env)
	if err != nil {
		return err
	}
	reference := refserver.New(options)
	handler, err := o.besiege(reference.Handler(), reference.Base())
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", o.address)
	if err != nil {
		return usage("cannot listen on %s: %w", o.address, err)
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	fmt.Fprintf(env.Stdout, "tenant URL    http://%s%s\n", listener.Addr(), reference.Base())
	fmt.Fprintf(env.Stdout, "account API   http://%s/account\n", listener.Addr())
	for _, fault := range options.Defects {
		fmt.Fprintf(env.Stdout, "broken        %s: %s\n", fault.Name, fault.Sentence)
	}
	for _, mishap := range chaos.Mishaps(o.chaos) {
		fmt.Fprintf(env.Stdout, "hostile       %s: %s\n", mishap, mishap.Describe())
	}
	if o.tokenFile == "" && o.tokenEnv == "" && options.Token != "" {
		fmt.Fprintf(env.Stdout, "secret token  %s\n", options.Token)
	}
	if o.grants.given() {
		fmt.Fprintf(env.Stdout, "token URL     http://%s%s\n", listener.Addr(), refserver.TokenPath)
	}
	fmt.Fprintln(env.Stderr, "scimulator: the state is lost at exit; end with Ctrl-C")
	go func() {
		<-ctx.Done()
		_ = server.Close()
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func (o *serveOptions) server(env Env) (refserver.Options, error) {
	if o.tolerance != "on" && o.tolerance != "off" {
		return refserver.Options{}, usage("--tolerance %q: it is on or off", o.tolerance)
	}
	if o.etag != "on" && o.etag != "off" {
		return refserver.Options{}, usage("--etag %q: it is on or off", o.etag)
	}
	options := refserver.Options{
		Base: o.base, Clock: clock.NewRunning(env.Now()), Tolerant: o.tolerance == "on", Token: word(16), ETags: o.etag == "on",
		Subject: o.subject, Seed: o.seed, Unkind: o.unkind,
	}
	var err error
	if options.Grants, err = o.grants.read(); err != nil {
		return refserver.Options{}, err
	}
	if o.grants.given() {
		options.Token = "" // access tokens are the way in, unless a token is named as well
	}
	if options.Defects, err = o.chosen(); err != nil {
		return refserver.Options{}, err
	}
	if options.Types, err = readTypes(o.schemas, o.resourceTypes); err != nil {
		return refserver.Options{}, err
	}
	a, err := env.assets()
	if err != nil {
		return refserver.Options{}, err
	}
	if options.Profile, err = o.application(a); err != nil {
		return refserver.Options{}, err
	}
	if o.tokenFile != "" || o.tokenEnv != "" {
		wanted := connection{tokenFile: o.tokenFile, tokenEnv: o.tokenEnv}
		if options.Token, err = wanted.secret(env, target.Target{}); err != nil {
			return refserver.Options{}, err
		}
	}
	return options, nil
}

func (o *serveOptions) application(a *assets) (*profile.Profile, error) {
	if o.profile == "" {
		return nil, nil
	}
	return a.profile(o.profile)
}
