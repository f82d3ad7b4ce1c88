package exchange

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const planted = `S3cr/et+"q" value`

func TestBodyHidesByName(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"nothing to hide", `{"userName":"ana","active":true}`, `{"userName":"ana","active":true}`},
		{"password", `{"userName":"ana","password":"t1meMa$heen"}`, `{"userName":"ana","password":"***"}`},
		{"names fold case (RFC 7643 §2.1)", `{"PassWord" : "x"}`, `{"PassWord" : "***"}`},
		{"name with an escape", `{"pass\u0077ord":"x"}`, `{"pass\u0077ord":"***"}`},
		{"value with quotes and commas", `{"password":"a\",\"b","id":"1"}`, `{"password":"***","id":"1"}`},
		{"number", `{"secret":4711,"n":1}`, `{"secret":"***","n":1}`},
		{"everything below", `{"clientSecret":{"a":["x",{"b":"y"}]},"c":"z"}`, `{"clientSecret":{"a":["***",{"b":"***"}]},"c":"z"}`},
		{"array below", `{"tokens":["x","y"],"c":["z"]}`, `{"tokens":["***","***"],"c":["z"]}`},
		{"booleans are no secrets", `{"changePassword":{"supported":true}}`, `{"changePassword":{"supported":true}}`},
		{"PATCH by path", `{"Operations":[{"op":"replace","path":"password","value":"x"},{"op":"add","path":"title","value":"y"}]}`,
			`{"Operations":[{"op":"replace","path":"password","value":"***"},{"op":"add","path":"title","value":"y"}]}`},
		{"PATCH with value before path", `[{"value":{"v":"x"},"path":"urn:x:User:password"}]`, `[{"value":{"v":"***"},"path":"urn:x:User:password"}]`},
		{"schema attribute named password", `{"name":"password","type":"string"}`, `{"name":"password","type":"string"}`},
		{"torn in the value", `{"password":"t1me`, `{"password":"***"`},
		{"torn behind the value", `{"op":"add","path":"password","value":"x"`, `{"op":"add","path":"password","value":"***"`},
		{"too many closings", `}]{"password":"x"}`, `}]{"password":"***"}`},
		{"secret speaks of itself only in a value", `{"title":"token ring engineer"}`, `{"title":"token ring engineer"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := string(NewMasker().Body([]byte(tt.body)))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestBodyHidesLiteralSecrets(t *testing.T) {
	quoted, _ := json.Marshal(planted)
	tests := []struct{ name, body string }{
		{"plain", "<p>" + planted + "</p>"},
		{"JSON string", `{"detail":` + string(quoted) + `}`},
		{"JSON string with an escaped slash", `{"detail":"S3cr\/et+\"q\" value"}`},
		{"JSON string with any escape", `{"detail":"\u00533cr/et+\"q\" value"}`},
		{"query", "q=" + url.QueryEscape(planted)},
		{"query in lower case", "q=S3cr%2fet%2b%22q%22+value"},
		{"path", "/" + url.PathEscape(planted)},
		{"base64", base64.StdEncoding.EncodeToString([]byte(planted))},
		{"base64url", base64.RawURLEncoding.EncodeToString([]byte(planted))},
		{"Basic, one byte before", base64.StdEncoding.EncodeToString([]byte("abc:" + planted))},
		{"Basic, two bytes before", base64.StdEncoding.EncodeToString([]byte("abcd:" + planted))},
	}
	masker := NewMasker(planted)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := string(masker.Body([]byte(tt.body)))
			if got == tt.body || !strings.Contains(got, mask) {
				t.Errorf("not masked: %s", got)
			}
			if strings.Contains(decoded(got), planted) {
				t.Errorf("the secret can still be read from %s", got)
			}
		})
	}
}

// decoded is the text as somebody would decode it who looks for secrets.
func decoded(s string) string {
	all := s
	if plain, err := base64.StdEncoding.DecodeString(s); err == nil {
		all += string(plain)
	}
	if plain, err := url.QueryUnescape(s); err == nil {
		all += plain
	}
	return all
}

func TestCleanBodyIsNotCopied(t *testing.T) {
	body := []byte(`{"userName":"ana"}`)
	if got := NewMasker(planted).Body(body); &got[0] != &body[0] {
		t.Error("a clean body was copied")
	}
}

func TestMaskingLeavesTheBodyOfTheCallerAlone(t *testing.T) {
	body := []byte(`{"password":"x","note":"` + "plainsecret" + `"}`)
	before := string(body)
	NewMasker("plainsecret").Body(body)
	if string(body) != before {
		t.Errorf("the caller's body became %s", body)
	}
}

func TestHeader(t *testing.T) {
	header := http.Header{
		"Authorization":       {"Bearer abc.def"},
		"Proxy-Authorization": {"Basic YTpi"},
		"Cookie":              {"sid=1"},
		"Set-Cookie":          {"sid=1; HttpOnly", "b=2"},
		"X-Api-Key":           {"k"},
		"X-Csrf-Token":        {"c"},
		"Location":            {"https://scim.example.com/?t=plainsecret"},
		"Content-Type":        {"application/scim+json"},
	}
	want := http.Header{
		"Authorization":       {"Bearer ***"},
		"Proxy-Authorization": {"Basic ***"},
		"Cookie":              {"***"},
		"Set-Cookie":          {"***", "***"},
		"X-Api-Key":           {"***"},
		"X-Csrf-Token":        {"***"},
		"Location":            {"https://scim.example.com/?t=***"},
		"Content-Type":        {"application/scim+json"},
	}
	if diff := cmp.Diff(want, NewMasker("plainsecret").Header(header)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if header.Get("Cookie") != "sid=1" {
		t.Error("the caller's header was changed")
	}
}

func TestAuthorizationWithoutSchemeIsHiddenWhole(t *testing.T) {
	for _, value := range []string{"rawtoken", "rawtoken and more", ""} {
		got := NewMasker().Header(http.Header{"Authorization": {value}}).Get("Authorization")
		if got != mask {
			t.Errorf("%q became %q", value, got)
		}
	}
}

func TestMessageCutsAfterMasking(t *testing.T) {
	body := []byte(strings.Repeat("x", MaxBody-5) + "plainsecret" + "yy")
	got := NewMasker("plainsecret").Message(nil, body)
	if !strings.HasSuffix(string(got.Body), "x"+mask+"yy") {
		t.Errorf("the body ends in %q", got.Body[len(got.Body)-10:])
	}
	long := NewMasker().Message(nil, make([]byte, MaxBody+3))
	if len(long.Body) != MaxBody || long.Omitted != 3 {
		t.Errorf("kept %d, omitted %d", len(long.Body), long.Omitted)
	}
}

func FuzzMasker(f *testing.F) {
	f.Add("plainsecret", []byte(`{"a":"plainsecret","password":"x"}`))
	f.Add("a***b", []byte(`a***a***bb`))
	f.Add(planted, []byte(`{"a":"\u0053`))
	f.Fuzz(func(t *testing.T, secret string, body []byte) {
		if len(secret) < minSecret {
			t.Skip("a secret this short is not one")
		}
		got := NewMasker(secret).Body(append(append(body, secret...), body...))
		if strings.Contains(string(got), secret) {
			t.Errorf("%q still holds %q", got, secret)
		}
	})
}
