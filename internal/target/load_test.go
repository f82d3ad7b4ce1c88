package target

import (
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/shape"
)

// formats are the published schemas of our files.
var formats = sync.OnceValues(func() (*shape.Set, error) { return shape.Compile(os.DirFS("../../schemas/format")) })

func load(t testing.TB, text string) (Target, error) {
	t.Helper()
	set, err := formats()
	if err != nil {
		t.Fatal(err)
	}
	return Load("targets/fabrikam.yaml", []byte(text), set)
}

const head = `apiVersion: scimulator/v1
kind: Target
name: fabrikam-staging
base: https://scim.fabrikam.example/v2
`

func TestLoad(t *testing.T) {
	got, err := load(t, `apiVersion: scimulator/v1
kind: Target
name: fabrikam-staging
base: https://scim.fabrikam.example/v2/?aadOptscim062020
dialect: entra-optscim
auth: {bearer: {file: secrets/token.txt}}
headers: {X-Region: eu, User-Agent: rehearsal}
tls: {roots: /etc/fabrikam/roots.pem}
rate: 12.5
settle: 1m30s
data: {mailDomain: corp.fabrikam.example}
capabilities: {patch: true, bulk: false}
`)
	if err != nil {
		t.Fatal(err)
	}
	want := Target{
		Name: "fabrikam-staging", Base: "https://scim.fabrikam.example/v2", Dialect: "entra-optscim",
		TokenFile: "targets/secrets/token.txt", // files are named relative to the target file
		RootsFile: "/etc/fabrikam/roots.pem", Headers: map[string]string{"X-Region": "eu", "User-Agent": "rehearsal"},
		Rate: 12.5, Settle: 90 * time.Second, MailDomain: "corp.fabrikam.example", Capabilities: map[string]bool{"patch": true, "bulk": false},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestLoadSmall(t *testing.T) {
	got, err := load(t, head+"auth: {bearer: {env: SCIM_TOKEN}}\ndialect: entra\n")
	if err != nil {
		t.Fatal(err)
	}
	want := Target{Name: "fabrikam-staging", Base: "https://scim.fabrikam.example/v2", TokenEnv: "SCIM_TOKEN", Dialect: "entra"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

const at = "targets/fabrikam.yaml:"

// What a target file must not say, by the exact words and places.
func TestMistakes(t *testing.T) {
	for _, row := range []struct{ name, text, want string }{
		{"unknown key", head + "rates: 5\n", `5:1: unknown key "rates" (did you mean "rate"?)`},
		{"no base", "apiVersion: scimulator/v1\nkind: Target\nname: x\n", `1:1: "base" is missing`},
		{"base of another scheme", strings.Replace(head, "https", "ftp", 1), `4:7: base: the tenant URL begins with "ftp://": expected https:// or http://`},
		{"base with a query", strings.Replace(head, "/v2", "/v2?key=1", 1), "4:7: base: the tenant URL has a query: only the flags ?aadOptscim062020 (E-5.2) and ?AzureAdScimPatch2017 (E-5.3) are known"},
		{"dialect against the flag", strings.Replace(head, "/v2", "/v2?aadOptscim062020", 1) + "dialect: entra\n", "5:10: dialect is entra, but the tenant URL ends in ?aadOptscim062020, which selects entra-optscim (E-5.2)"},
		{"unknown dialect", head + "dialect: optscim\n", `5:10: dialect: "optscim" is not one of entra, entra-optscim, entra-legacy, scim-validator`},
		{"a secret in the file", head + "auth: {bearer: s3cr3t}\n", "5:16: bearer: should be an object, not a string"},
		{"a secret under another key", head + "auth: {token: s3cr3t}\n", `5:8: unknown key "token"`},
		{"two places of a secret", head + "auth: {bearer: {env: A, file: b}}\n", "5:16: bearer: must have at most 1 member, has 2"},
		{"no place of a secret", head + "auth: {bearer: {}}\n", "5:16: bearer: must not be empty"},
		{"two ways to authenticate", head + "auth: {bearer: {env: A}, basic: {user: u, password: {env: B}}}\n", "5:7: auth: must have at most 1 member, has 2"},
		{"bad name of a variable", head + "auth: {bearer: {env: $TOKEN}}\n", `5:22: env: "$TOKEN" does not have the right form (for example SCIM_TOKEN)`},
		{"rate of nothing", head + "rate: 0\n", "5:7: rate: must be more than 0, is 0"},
		{"settle without a unit", head + "settle: 5\n", `5:9: settle: should be a string, not a number (write "5")`},
		{"settle in other words", head + "settle: 5 seconds\n", `5:9: settle: "5 seconds" does not have the right form (for example 500ms, 2s, 1m30s)`},
		{"settle for too long", head + "settle: 11m\n", "5:9: settle: 11m is more than 10m0s: a read that late says nothing about the write"},
		{"bad mail domain", head + "data: {mailDomain: fabrikam}\n", `5:20: mailDomain: "fabrikam" does not have the right form (for example fabrikam.example)`},
		{"unknown capability", head + "capabilities: {pacth: true}\n", `5:16: unknown key "pacth" (did you mean "patch"?)`},
		{"capability that is no boolean", head + "capabilities: {patch: yes}\n", "5:23: patch: should be a boolean, not a string (write true or false)"},
		{"secret as a header", head + "headers: {Authorization: Bearer s3cr3t}\n", "5:26: the header Authorization looks like a secret, and secrets never stand in this file: give {env: NAME} or {file: PATH}"},
		{"secret as another header", head + "headers: {X-API-Key: s3cr3t}\n", "5:22: the header X-API-Key looks like a secret, and secrets never stand in this file: give {env: NAME} or {file: PATH}"},
		{"header of the client", head + "headers: {content-type: application/json}\n", "5:11: the header content-type is set by the client: it is part of what is simulated"},
		{"name that is no header", head + "headers: {X Region: eu}\n", "5:11: \"X Region\" does not have the right form (^[!#$%&'*+.^_`|~0-9A-Za-z-]+$)"},
		{"header that ends the header", head + "headers: {X-Region: \"eu\\r\\nX: y\"}\n", `5:21: X-Region: "eu\r\nX: y" does not have the right form (^[ -~]*$)`},

		{"OAuth without a secret", head + "auth:\n  oauth: {tokenUrl: https://login.example.com/token, clientId: a}\n", "6:10: \"clientSecret\" is missing in auth.oauth"},
		{"required attribute that is none", head + "data: {users: {required: ['emails[']}}\n", `5:27: "emails[" is no path of an attribute: at byte 7: an attribute name is expected, found the end`},
		{"required value instead of an attribute", head + "data: {users: {required: ['emails[type eq \"work\"].value']}}\n", `5:27: "emails[type eq \"work\"].value" chooses among values: name the attribute alone`},
		{"observer without a question", head + "observers:\n  seats: {request: {url: '/seats/{id}'}}\n", "6:10: \"value\" is missing in observers.seats"},
		{"second tenant with a query", head + "secondTenant: {base: 'https://a.example/?x=1', auth: {bearer: {env: T2}}}\n", "5:22: base: the tenant URL has a query: only the flags ?aadOptscim062020 (E-5.2) and ?AzureAdScimPatch2017 (E-5.3) are known"},
		{"a profile", "apiVersion: scimulator/v1\nkind: Profile\n", `2:7: kind is "Profile", expected Target`},
	} {
		t.Run(row.name, func(t *testing.T) {
			got, err := load(t, row.text)
			if err == nil || err.Error() != at+row.want {
				t.Fatalf("got  %v\nwant %s%s", err, at, row.want)
			}
			if strings.Contains(err.Error(), "s3cr3t") {
				t.Errorf("the error repeats a secret: %v", err)
			}
			if diff := cmp.Diff(Target{}, got); diff != "" {
				t.Errorf("a target comes with the error: %s", diff)
			}
		})
	}
}

// What a target demands, tokens that it turns away, and another tenant of it.
func TestRulesAndSecondTenant(t *testing.T) {
	got, err := load(t, head+"data:\n  users: {required: [title, 'name.familyName'], allowed: {userType: [Employee]}}\n  groups: {allowed: {displayName: [a, b]}}\n"+
		"rejected: {expired: {env: OLD}, wrong-key: {file: forged.txt}}\n"+
		"secondTenant: {base: 'https://other.example/v2/', auth: {bearer: {env: T2}}}\n")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Rules{Required: []string{"title", "name.familyName"}, Allowed: map[string][]string{"userType": {"Employee"}}}, got.Users); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(Rules{Allowed: map[string][]string{"displayName": {"a", "b"}}}, got.Groups); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]Secret{"expired": {Env: "OLD"}, "wrong-key": {File: "targets/forged.txt"}}, got.Rejected); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(&Second{Base: "https://other.example/v2", TokenEnv: "T2"}, got.Second); diff != "" {
		t.Error(diff)
	}
}

// Whatever the bytes, loading ends with a target that can be asked or with places.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(head + "auth: {bearer: {env: SCIM_TOKEN}}\nsettle: 1m30s\nheaders: {X-Region: eu}\n"))
	f.Add([]byte(head + "secondTenant: {auth: {bearer: {env: T2}}}\nrate: 1.5\n"))
	f.Add([]byte(strings.Replace(head, "/v2", "/v2?aadOptscim062020", 1)))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := load(t, string(data))
		switch {
		case err != nil && !strings.HasPrefix(err.Error(), at):
			t.Fatalf("an error without a place: %v", err)
		case err == nil && !strings.HasPrefix(got.Base, "http"):
			t.Fatalf("a target without an address was let in: %+v", got)
		}
	})
}
