package target

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// E-5.52, E-5.53, RFC 7617, RFC 8446 §4.4.2: each way to authenticate, with the
// places of its secrets relative to the target file.
func TestAuth(t *testing.T) {
	for _, row := range []struct {
		name, text string
		want       Auth
	}{
		{"bearer", "auth: {bearer: {env: T}}", Auth{}},
		{"OAuth", "auth:\n  oauth: {tokenUrl: 'https://login.example.com/token?v=2', clientId: a, clientSecret: {env: S}, scopes: [scim, users], style: body}",
			Auth{OAuth: &OAuth{TokenURL: "https://login.example.com/token?v=2", ClientID: "a", Secret: Secret{Env: "S"}, InBody: true, Scopes: []string{"scim", "users"}}}},
		{"OAuth, small", "auth:\n  oauth: {tokenUrl: http://127.0.0.1:8080/token, clientId: a, clientSecret: {file: s.txt}}",
			Auth{OAuth: &OAuth{TokenURL: "http://127.0.0.1:8080/token", ClientID: "a", Secret: Secret{File: "targets/s.txt"}}}},
		{"federated by a key", "auth:\n  federated: {tokenUrl: https://login.example.com/token, clientId: a, key: {file: k.pem}, tenant: 4be1d0c2-a5f9-4d7a-8f0c-2c9b6f1e7a33, subject: s, audience: api://b/.default, scopes: [scim]}",
			Auth{Federated: &Federated{TokenURL: "https://login.example.com/token", ClientID: "a", Key: Secret{File: "targets/k.pem"},
				Tenant: "4be1d0c2-a5f9-4d7a-8f0c-2c9b6f1e7a33", Subject: "s", Audience: "api://b/.default", Scopes: []string{"scim"}}}},
		{"federated in a rehearsal", "auth:\n  federated: {tokenUrl: https://login.example.com/token, clientId: a, issuer: '127.0.0.1:8444'}",
			Auth{Federated: &Federated{TokenURL: "https://login.example.com/token", ClientID: "a", Issuer: "127.0.0.1:8444"}}},
		{"E-5.50 Entra's token", "auth: {entraToken: {issuer: '127.0.0.1:8444', key: {file: k.pem}}}", Auth{Entra: &EntraToken{Key: Secret{File: "targets/k.pem"}, Issuer: "127.0.0.1:8444"}}},
		{"basic", "auth: {basic: {user: a, password: {env: P}}}", Auth{Basic: &Basic{"a", Secret{Env: "P"}}}},
		{"mutual TLS", "auth: {mutualTLS: {certificate: c.pem, key: {file: /k.pem}}}", Auth{MutualTLS: &MutualTLS{"targets/c.pem", Secret{File: "/k.pem"}}}},
	} {
		t.Run(row.name, func(t *testing.T) {
			got, err := load(t, head+row.text+"\n")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(row.want, got.Auth); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestSecretHeaders(t *testing.T) {
	got, err := load(t, head+"headers: {X-Region: eu, X-Tenant: {env: TENANT}, authorization: {file: a.txt}}\n")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]Secret{"X-Tenant": {Env: "TENANT"}, "authorization": {File: "targets/a.txt"}}
	if diff := cmp.Diff(want, got.SecretHeaders); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if diff := cmp.Diff(map[string]string{"X-Region": "eu"}, got.Headers); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// What must not be said about authentication, by the exact words and places.
func TestAuthMistakes(t *testing.T) {
	for _, row := range []struct{ name, text, want string }{
		{"a client secret in the file", "auth: {oauth: {tokenUrl: https://x.example/t, clientId: a, clientSecret: s3cr3t}}", "5:74: clientSecret: should be an object, not a string"},
		{"token URL that is none", "auth: {oauth: {tokenUrl: x.example/t, clientId: a, clientSecret: {env: S}}}", "5:26: the token URL is no address: expected https://host/path"},
		{"token URL with a password", "auth: {oauth: {tokenUrl: 'https://a:s3cr3t@x.example/t', clientId: a, clientSecret: {env: S}}}", "5:26: the token URL holds a user name: secrets go into a file or an environment variable"},
		{"token URL with a fragment", "auth: {oauth: {tokenUrl: 'https://x.example/t#a', clientId: a, clientSecret: {env: S}}}", "5:26: the token URL has a fragment (#…): leave it out (RFC 6749 §3.2)"},
		{"token URL that cannot be read", "auth: {oauth: {tokenUrl: 'https://x.example/%zz', clientId: a, clientSecret: {env: S}}}", "5:26: the token URL cannot be read: expected https://host/path"},
		{"unknown style", "auth: {oauth: {tokenUrl: https://x.example/t, clientId: a, clientSecret: {env: S}, style: query}}", `5:91: style: "query" is not one of header, body`},
		{"assertion that nobody can check", "auth: {federated: {tokenUrl: https://x.example/t, clientId: a}}", "5:19: federated needs key, whose public half the target knows, or issuer, where the run publishes the key it makes"},
		{"token that nobody can check", "auth: {entraToken: {tenant: 4be1d0c2-a5f9-4d7a-8f0c-2c9b6f1e7a33}}", "5:20: entraToken needs key, whose public half the target knows, or issuer, where the run publishes the key it makes"},
		{"issuer on the network", "auth: {federated: {tokenUrl: https://x.example/t, clientId: a, issuer: '0.0.0.0:80', key: {env: K}}}", `5:72: issuer: "0.0.0.0:80" does not have the right form (for example 127.0.0.1:8444)`},
		{"tenant that is no GUID", "auth: {federated: {tokenUrl: https://x.example/t, clientId: a, key: {env: K}, tenant: fabrikam}}", `5:87: tenant: "fabrikam" does not have the right form (for example 4be1d0c2-a5f9-4d7a-8f0c-2c9b6f1e7a33)`},
		{"Authorization twice", "auth: {bearer: {env: T}}\nheaders: {Authorization: {env: A}}", "6:11: the header Authorization is what auth gives: keep one of the two"},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := load(t, head+row.text+"\n")
			if err == nil || err.Error() != at+row.want {
				t.Errorf("got  %v\nwant %s", err, at+row.want)
			}
		})
	}
}
