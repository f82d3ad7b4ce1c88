package cli

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/scimulator/scimulator/internal/refserver"
)

// grants are the flags that say who gets access tokens from the reference target.
type grants struct {
	clientFiles []string
	federated   string
	keysURL     string
	audience    string
	life        time.Duration
	requests    int
}

func (g *grants) bind(command *cobra.Command) {
	f := command.Flags()
	f.StringArrayVar(&g.clientFiles, "oauth-client-file", nil, "file with lines CLIENT SECRET: who gets access tokens at /oauth/token; two lines of a client are two active secrets (repeatable)")
	f.StringVar(&g.federated, "federated-client", "", "client that gets access tokens by signed assertions, with --jwks-url (E-5.53)")
	f.StringVar(&g.keysURL, "jwks-url", "", "address of the keys that verify those assertions")
	f.StringVar(&g.audience, "audience", "", "audience of those assertions (default api:// and the client)")
	f.DurationVar(&g.life, "token-life", time.Hour, "life of access tokens")
	f.IntVar(&g.requests, "token-requests", 0, "requests that an access token is good for, to rehearse an early end (default: any number)")
}

// given says whether anybody gets access tokens.
func (g *grants) given() bool { return len(g.clientFiles) > 0 || g.federated != "" }

// read gives the grants, with the secrets of the files.
func (g *grants) read() (refserver.Grants, error) {
	result := refserver.Grants{Life: g.life, Requests: g.requests}
	switch {
	case g.life < time.Second:
		return result, usage("--token-life %s: a token lives a second at least", g.life)
	case g.requests < 0:
		return result, usage("--token-requests %d: it is a number of requests, or 0 for any", g.requests)
	case (g.federated == "") != (g.keysURL == ""):
		return result, usage("--federated-client and --jwks-url go together")
	case g.audience != "" && g.federated == "":
		return result, usage("--audience belongs to --federated-client")
	}
	for _, name := range g.clientFiles {
		if err := readClients(name, &result); err != nil {
			return result, err
		}
	}
	if g.federated != "" {
		result.Federated = []refserver.FederatedClient{{ID: g.federated, KeysURL: g.keysURL, Issuer: issuerOf(g.keysURL), Audience: g.audience}}
	}
	return result, nil
}

// readClients reads lines CLIENT SECRET. Its errors name the line, not what is in it.
func readClients(name string, into *refserver.Grants) error {
	data, err := secretFile(name)
	if err != nil {
		return err
	}
	secrets := map[string][]string{}
	var order []string
	for i, line := range strings.Split(string(data), "\n") {
		words := strings.Fields(line)
		switch {
		case len(words) == 0:
			continue
		case len(words) != 2:
			return usage("%s:%d: a line has two words: CLIENT SECRET", name, i+1)
		case secrets[words[0]] == nil:
			order = append(order, words[0])
		}
		secrets[words[0]] = append(secrets[words[0]], words[1])
	}
	if len(order) == 0 {
		return usage("%s holds no client: it should hold lines CLIENT SECRET", name)
	}
	for _, id := range order {
		into.Clients = append(into.Clients, refserver.OAuthClient{ID: id, Secrets: secrets[id]})
	}
	return nil
}

// issuerOf is the issuer whose keys stand at an address of the form that Entra uses
// (E-5.53); "" for any other, whose issuer cannot be known.
func issuerOf(keysURL string) string {
	if tenant, found := strings.CutSuffix(keysURL, "/discovery/v2.0/keys"); found {
		return tenant + "/v2.0"
	}
	return ""
}
