package cli

import (
	"errors"
	"io/fs"
	"net/http"
	"os"
	"strings"

	"github.com/scimulator/scimulator/internal/scenario"
)

// savedTokens finds the tokens that the story speaks of by alias: beside the token
// of the run, in SCIM_TOKEN_RENEWED for SCIM_TOKEN or in token.renewed for a file
// token. Where there is none, and on the embedded target, the token of the run
// stays in use. They are read once, before anything is sent: mistakes are found
// then, and the evidence is masked from its first line on.
func (p play) savedTokens(env Env) (map[string]string, error) {
	if p.door.embedded || p.options.dryRun {
		return nil, nil
	}
	saved := map[string]string{}
	for i := range p.scenario.Timeline {
		o := p.scenario.Timeline[i].Operate
		if o == nil || o.SetCredentials == nil || o.SetCredentials.Token == scenario.Invalid {
			continue
		}
		token, err := p.token(env, o.SetCredentials.Token)
		if err != nil {
			return nil, err
		}
		if token != "" {
			saved[o.SetCredentials.Token] = token
		}
	}
	return saved, nil
}

// token reads the token behind an alias, "" where there is none.
func (p play) token(env Env, alias string) (string, error) {
	file, variable := p.options.tokenFile, p.options.tokenEnv
	if file == "" && variable == "" {
		file, variable = p.door.target.TokenFile, p.door.target.TokenEnv
	}
	switch {
	case file != "":
		file += "." + alias
		if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
			return "", nil
		}
		return (&connection{tokenFile: file}).secret(env, p.door.target)
	case variable != "":
		variable += "_" + strings.ToUpper(strings.ReplaceAll(alias, "-", "_"))
		if env.Getenv(variable) == "" {
			return "", nil
		}
		return (&connection{tokenEnv: variable}).secret(env, p.door.target)
	}
	return "", nil
}

// credentials give the headers behind the aliases of the story.
func (p play) credentials(alias string) http.Header {
	token := p.saved[alias]
	if token == "" {
		return nil
	}
	return http.Header{"Authorization": {"Bearer " + token}}
}
