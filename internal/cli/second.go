package cli

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/target"
)

// neighbour is the token of another tenant at the embedded target.
const neighbour = "token-of-another-tenant"

// second connects to the target as another tenant; nil where there is none.
func (t trial) second(env Env, line *line, folder *runFolder) (*client.Client, error) {
	options := client.Options{
		Base: line.base, Token: neighbour, Header: http.Header{}, Timeout: t.door.timeout, Rate: t.door.rate, Roots: t.door.roots,
		Record: folder.record, Concurrency: t.options.workers,
	}
	if t.door.embedded || t.options.dryRun {
		return client.New(options)
	}
	other := t.door.target.Second
	if other == nil {
		return nil, nil
	}
	if other.Base != "" {
		options.Base = other.Base
	}
	var c connection
	elsewhere := target.Target{Name: t.door.target.Name, TokenFile: other.TokenFile, TokenEnv: other.TokenEnv, Auth: other.Auth}
	var err error
	if options.Token, err = c.secret(env, elsewhere); err != nil {
		return nil, err
	}
	login, err := c.login(env, elsewhere)
	if err != nil {
		return nil, err
	}
	login.complete(&options)
	options.Credentials, _ = login.credentials(env.Now)
	return client.New(options)
}
