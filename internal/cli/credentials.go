package cli

import (
	"net/http"
	"os"
	"strings"

	"github.com/scimulator/scimulator/internal/scenario"
)

// credentials finds the tokens that a story speaks of by alias: beside the token of
// the run, in SCIM_TOKEN_RENEWED for SCIM_TOKEN or in token.renewed for a file
// token. Where there is none, and on the embedded target, the token of the run
// stays in use.
func (p play) credentials(env Env) func(alias string) http.Header {
	return func(alias string) http.Header {
		token := p.token(env, alias)
		if token == "" {
			return nil
		}
		return http.Header{"Authorization": {"Bearer " + token}}
	}
}

func (p play) token(env Env, alias string) string {
	if p.door.embedded || p.options.dryRun {
		return ""
	}
	file, variable := p.options.tokenFile, p.options.tokenEnv
	if file == "" && variable == "" {
		file, variable = p.door.target.TokenFile, p.door.target.TokenEnv
	}
	switch {
	case file != "":
		data, err := os.ReadFile(file + "." + alias)
		if err != nil {
			return ""
		}
		return strings.TrimPrefix(strings.TrimSpace(string(data)), "Bearer ")
	case variable != "":
		name := strings.ToUpper(strings.ReplaceAll(alias, "-", "_"))
		return strings.TrimPrefix(strings.TrimSpace(env.Getenv(variable+"_"+name)), "Bearer ")
	}
	return ""
}

// secrets are all tokens that the story may use, so that evidence is masked from
// its first line on.
func (p play) secrets(env Env) []string {
	var secrets []string
	for i := range p.scenario.Timeline {
		o := p.scenario.Timeline[i].Operate
		if o == nil || o.SetCredentials == nil || o.SetCredentials.Token == scenario.Invalid {
			continue
		}
		if token := p.token(env, o.SetCredentials.Token); token != "" {
			secrets = append(secrets, token)
		}
	}
	return secrets
}
