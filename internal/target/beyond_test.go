package target

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/jq"
)

func TestLoadBeyond(t *testing.T) {
	got, err := load(t, head+`observers:
  seats: {request: {url: '/people/{id}/seats?of={product}'}, value: '[.seats[].name]'}
  role: {request: {url: 'Users/{id}', headers: {Accept: application/json}}, value: .roles}
  badge: {request: {url: 'https://SCIM.fabrikam.example/people/{id}'}, value: .badge}
actions:
  new-key: {request: {method: POST, url: /keys, body: {days: 3, on: '{on:json?}'}}, refused: .error, value: .token, secret: true}
`)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]Observer{
		"seats": {Request{Method: "GET", Path: "/people/{id}/seats", Query: "of={product}", Beside: true}, query(t, "[.seats[].name]")},
		"role":  {Request{Method: "GET", Path: "/Users/{id}", Header: map[string]string{"Accept": "application/json"}}, query(t, ".roles")},
		"badge": {Request{Method: "GET", Path: "/people/{id}", Beside: true}, query(t, ".badge")},
	}
	if diff := cmp.Diff(want, got.Observers); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	key := Action{
		Request: Request{Method: "POST", Path: "/keys", Beside: true, Body: map[string]any{"days": json.Number("3"), "on": "{on:json?}"}},
		Refused: query(t, ".error"), Value: query(t, ".token"), Secret: true,
	}
	if diff := cmp.Diff(map[string]Action{"new-key": key}, got.Actions); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func query(t *testing.T, text string) *jq.Query {
	t.Helper()
	q, err := jq.Compile(text)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// Another host is named expressly, with credentials of its own; observers and
// actions stay there.
func TestAccountElsewhere(t *testing.T) {
	const seats = "observers:\n  seats: {request: {url: 'https://%s.fabrikam.example/x'}, value: .a}\n"
	const account = head + "account: {base: 'https://account.fabrikam.example/api/', auth: {bearer: {file: account.txt}}}\n"
	got, err := load(t, account+strings.Replace(seats, "%s", "account", 1))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&Account{Base: "https://account.fabrikam.example/api", TokenFile: "targets/account.txt"}, got.Account); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for _, text := range []string{
		account + strings.Replace(seats, "%s", "scim", 1),
		head + "account: {base: 'https://account.fabrikam.example/?aadOptscim062020'}\n",
		head + "account: {base: 'ftp://account.fabrikam.example'}\n",
		head + "account: {base: 'https://account.fabrikam.example', auth: {entraToken: {}}}\n",
		head + "account: {auth: {bearer: {env: T}}}\n",
	} {
		if _, err := load(t, text); err == nil {
			t.Errorf("taken:\n%s", text)
		}
	}
}

// What could lead the credentials astray, or could not be asked, is refused
// before anything is sent.
func TestMistakesBeyond(t *testing.T) {
	const away = "it leads to another host than base, and the credentials would go with it: another host is named by account: {base: …, auth: …}"
	for _, test := range []struct{ name, observer, want string }{
		{"another host", `{request: {url: 'https://evil.example/x'}, value: .a}`, "6:27: url: " + away},
		{"no scheme", `{request: {url: '//evil.example/x'}, value: .a}`, "6:27: url: " + away},
		{"another scheme", `{request: {url: 'http://scim.fabrikam.example/x'}, value: .a}`, "6:27: url: " + away},
		{"another port", `{request: {url: 'https://scim.fabrikam.example:444/x'}, value: .a}`, "6:27: url: " + away},
		{"user name", `{request: {url: 'https://a@scim.fabrikam.example/x'}, value: .a}`, "6:27: url: " + away},
		{"host from a placeholder", `{request: {url: 'https://{id}/x'}, value: .a}`, "6:27: url: " + away},
		{"host within a placeholder", `{request: {url: 'https://scim.fabrikam.example{id}/x'}, value: .a}`, "6:27: url: " + away},
		{"dots", `{request: {url: '/x/../{id}'}, value: .a}`, "6:27: url: it has . or .. in its path: write the path that is meant"},
		{"escaped dots", `{request: {url: '/x/%2e%2E/{id}'}, value: .a}`, "6:27: url: it has . or .. in its path: write the path that is meant"},
		{"fragment", `{request: {url: '/x#{id}'}, value: .a}`, "6:27: url: it has a fragment (#…): leave it out"},
		{"blank", `{request: {url: '/x y'}, value: .a}`, "6:27: url: this is no URL, or it is not escaped: expected a path such as /account/people/{id}"},
		{"json in a URL", `{request: {url: '/x/{a:json}'}, value: .a}`, "6:27: url: {a:json} cannot stand in a URL: :json and ? belong to the body"},
		{"json in a text", `{request: {url: /x, body: {a: [1, 'x{a?}']}}, value: .a}`, "6:45: body: {a?} has to be the whole text"},
		{"no jq", `{request: {url: /x}, value: '.a |'}`, "6:44: this is no jq expression: unexpected EOF"},
		{"unknown function", `{request: {url: /x}, value: 'sum(.a)'}`, "6:39: this is no jq expression: function not defined: sum/1"},
		{"secret header", `{request: {url: /x, headers: {X-Api-Key: abc}}, value: .a}`, "6:41: a secret is no header of one request: give it in auth or headers of the target"},
		{"header of the client", `{request: {url: /x, headers: {Host: abc}}, value: .a}`, "6:41: the header Host is set by the client"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := load(t, head+"observers:\n  seats:  "+test.observer+"\n")
			if want := "targets/fabrikam.yaml:" + test.want; err == nil || err.Error() != want {
				t.Errorf("got  %v\nwant %s", err, want)
			}
		})
	}
	if _, err := load(t, head+"actions:\n  new-key: {request: {url: /x}, secret: true}\n"); err == nil {
		t.Error("a secret without a value was taken")
	}
}
