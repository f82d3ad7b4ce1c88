package refserver_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/refserver"
)

// provider is an identity provider: it signs assertions.
type provider struct {
	entity, certificate string
	key                 *ecdsa.PrivateKey
}

func newProvider(t testing.TB, entity string, until time.Time) provider {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: entity}, NotBefore: epoch().Add(-time.Hour), NotAfter: until}
	der, err := x509.CreateCertificate(rand.Reader, &template, &template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return provider{entity, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})), key}
}

func lasting(t *testing.T, entity string) provider {
	t.Helper()
	return newProvider(t, entity, epoch().AddDate(5, 0, 0))
}

// says is the body of a sign-in of somebody, issued now and good for an hour.
func (p provider) says(t testing.TB, email string, now time.Time) string {
	t.Helper()
	payload := encode(t, map[string]any{
		"entityId": p.entity, "email": email, "givenName": "Anna", "familyName": "Berg", "issued": now, "expires": now.Add(time.Hour),
	})
	signed := base64.RawURLEncoding.EncodeToString([]byte(payload))
	digest := sha256.Sum256([]byte(signed))
	signature, err := ecdsa.SignASN1(rand.Reader, p.key, digest[:])
	if err != nil {
		t.Fatal(err)
	}
	return encode(t, map[string]string{"assertion": signed + "." + base64.RawURLEncoding.EncodeToString(signature)})
}

func encode(t testing.TB, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// signOn is an office with a connection that is on for example.com.
type signOn struct {
	*office
	idp        provider
	connection string
}

func newSignOn(t *testing.T) *signOn {
	t.Helper()
	o := &signOn{office: newOffice(t, refserver.Options{Profile: documented(), Tolerant: true}), idp: lasting(t, "https://idp.example")}
	o.connection = o.connect(o.idp, "main")
	o.ask(201, "POST", "/domains", `{"name":"example.com","team":"main"}`)
	o.ask(200, "POST", "/domains/example.com/verify", `{"team":"main"}`)
	o.ask(200, "POST", "/domains/example.com/link", `{"connection":"`+o.connection+`"}`)
	o.ask(200, "POST", o.path("/on"), "")
	return o
}

// connect makes a connection to an identity provider.
func (o *signOn) connect(p provider, team string) string {
	o.t.Helper()
	body := encode(o.t, map[string]any{
		"name": "Ours", "team": team, "metadata": map[string]string{"entityId": p.entity, "signOnUrl": p.entity + "/sso"}, "certificate": p.certificate,
	})
	made := o.ask(201, "POST", "/connections", body)
	id, _ := made["id"].(string)
	return id
}

func (o *signOn) path(step string) string { return "/connections/" + o.connection + step }

func (o *signOn) off() {
	o.t.Helper()
	o.ask(200, "POST", o.path("/off"), `{"reason":"a change"}`)
}

func (o *signOn) signIn(status int, p provider, email string) map[string]any {
	o.t.Helper()
	return o.ask(status, "POST", "/sign-in", p.says(o.t, email, o.time.Now()))
}

func (o *signOn) domainIs(state string) {
	o.t.Helper()
	if got := o.ask(200, "GET", "/domains/example.com", ""); got["state"] != state {
		o.t.Errorf("the domain is %v, want %s", got, state)
	}
}

// SSO-01: a connection is edited and tested, and tells the metadata of the
// service.
func TestConnectionIsEdited(t *testing.T) {
	o := newSignOn(t)
	o.ask(200, "PATCH", o.path(""), `{"name":"Theirs","metadata":{"entityId":"https://two.example","signOnUrl":"https://two.example/sso"}}`)
	got := o.ask(200, "GET", o.path(""), "")
	meta, _ := got["metadata"].(map[string]any)
	if got["name"] != "Theirs" || meta["entityId"] != "https://two.example" || got["state"] != "on" || got["justInTime"] != true || got["testUser"] != nil || got["team"] != "main" {
		t.Errorf("the connection is %v", got)
	}
	own := o.ask(200, "GET", o.path("/metadata"), "")
	if own["entityId"] == "" || own["assertionConsumerUrl"] == "" {
		t.Errorf("the metadata of the service is %v", own)
	}
	renamed := o.idp
	renamed.entity = "https://two.example"
	for p, passes := range map[provider]bool{renamed: true, lasting(t, "https://two.example"): false} {
		if test := o.ask(200, "POST", o.path("/test"), p.says(t, "anna@example.com", o.time.Now())); test["passed"] != passes || test["reason"] == "" {
			t.Errorf("the test says %v, want %v", test, passes)
		}
	}
	for _, wrong := range []string{"", "{}", `{"certificate":"none"}`, `{"name":""}`, `{"metadata":{"entityId":"x"}}`} {
		o.ask(400, "PATCH", o.path(""), wrong)
	}
	o.ask(403, "PATCH", o.path("?as=user"), `{"name":"Mine"}`)
}

// SSO-02, SSO-02b: a renewed certificate is the one that counts.
func TestCertificateIsRenewed(t *testing.T) {
	o := newSignOn(t)
	fresh := lasting(t, o.idp.entity)
	o.signIn(200, o.idp, "anna@example.com")
	o.signIn(403, fresh, "anna@example.com")
	o.ask(200, "PATCH", o.path(""), encode(t, map[string]string{"certificate": fresh.certificate}))
	o.signIn(200, fresh, "anna@example.com")
	o.signIn(403, o.idp, "anna@example.com")
	o.signIn(403, lasting(t, o.idp.entity), "anna@example.com")
}

// A certificate or assertion that has expired by the server's clock proves
// nothing.
func TestExpiredSignIn(t *testing.T) {
	o := newSignOn(t)
	early := o.idp.says(t, "anna@example.com", o.time.Now())
	brief := newProvider(t, o.idp.entity, epoch().Add(24*time.Hour))
	o.pass(2 * time.Hour)
	o.ask(403, "POST", "/sign-in", early)
	o.ask(200, "PATCH", o.path(""), encode(t, map[string]string{"certificate": brief.certificate}))
	o.signIn(200, brief, "anna@example.com")
	o.pass(24 * time.Hour)
	o.signIn(403, brief, "anna@example.com")
	for _, wrong := range []string{"", "{}", `{"assertion":"a"}`, `{"assertion":"a.b"}`, `{"assertion":"!.!"}`, `{"assertion":"e30.e30"}`} {
		o.ask(400, "POST", "/sign-in", wrong)
	}
	o.signIn(403, o.idp, "anna@elsewhere.example")
}

// SSO-03, SSO-04: the first sign-in creates the user, in the team and with a
// name; SCIM finds that user, and what it writes makes the user a synced one.
func TestJustInTime(t *testing.T) {
	o := newSignOn(t)
	got := o.signIn(200, o.idp, "anna@example.com")
	id, _ := got["id"].(string)
	if got["created"] != true || o.signIn(200, o.idp, "Anna@example.com")["created"] != false {
		t.Errorf("the first sign-in is %v", got)
	}
	o.sees(id, map[string]string{"team": "true", "displayName": `"Anna Berg"`, "active": "true", "origin": `"just-in-time"`, "readOnly": "false"})
	list := o.do("GET", `/Users?filter=userName%20eq%20%22anna@example.com%22`, "", "Authorization", "Bearer "+accountToken)
	if !strings.Contains(list.raw, `"totalResults":1`) || !strings.Contains(list.raw, id) || !strings.Contains(list.raw, `"givenName":"Anna"`) {
		t.Errorf("SCIM finds %s", list.raw)
	}
	o.ask(200, "PATCH", "/people/"+id, `{"displayName":"Anna B"}`)
	o.sees(id, map[string]string{"displayName": `"Anna B"`, "origin": `"just-in-time"`})
	o.patch("/Users/"+id, `{"op":"replace","path":"name.familyName","value":"Borg"}`)
	o.sees(id, map[string]string{"origin": `"sync"`, "readOnly": "true", "team": "true"})
	if people, _ := o.ask(200, "GET", "/people?email=anna@example.com", "")["people"].([]any); len(people) != 1 {
		t.Errorf("there are %d", len(people))
	}
}

// SSO-05, SSO-06: without just-in-time, which is switched while SSO is on, only
// those in the team and those invited sign in.
func TestJustInTimeOff(t *testing.T) {
	o := newSignOn(t)
	o.ask(200, "PATCH", o.path(""), `{"justInTime":false}`)
	o.signIn(403, o.idp, "new@example.com")
	if people, _ := o.ask(200, "GET", "/people?email=new@example.com", "")["people"].([]any); len(people) != 0 {
		t.Errorf("the refused sign-in made %v", people)
	}
	o.user("anna@example.com")
	o.signIn(200, o.idp, "anna@example.com")
	invited := o.ask(201, "POST", "/invitations", `{"email":"guest@example.com"}`)
	if invited["origin"] != "invited" {
		t.Errorf("the guest is %v", invited)
	}
	if got := o.signIn(200, o.idp, "guest@example.com"); got["created"] != false || got["id"] != invited["id"] {
		t.Errorf("the guest signs in as %v", got)
	}
	guest, _ := invited["id"].(string)
	o.ask(204, "DELETE", "/people/"+guest, "")
	o.signIn(403, o.idp, "guest@example.com")
	o.ask(200, "PATCH", o.path(""), `{"justInTime":true}`)
	o.signIn(200, o.idp, "new@example.com")
}

// A disabled user signs in neither way (SYNC-06: out of the team).
func TestDisabledDoesNotSignIn(t *testing.T) {
	o := newSignOn(t)
	anna := o.user("anna@example.com")
	o.activate(anna, false)
	o.signIn(403, o.idp, "anna@example.com")
	o.sees(anna, map[string]string{"team": "false"})
}

// SSO-07: without SSO people sign in with passwords, old or new; turning it on
// again needs nothing more.
func TestSignOnOff(t *testing.T) {
	o := newSignOn(t)
	o.off()
	o.ask(201, "POST", "/passwords", `{"email":"anna@example.com","password":"old"}`)
	o.domainIs("linked")
	o.ask(200, "POST", o.path("/on"), "")
	o.domainIs("on")
	o.ask(403, "POST", "/password-sign-in", `{"email":"anna@example.com","password":"old"}`)
	o.ask(403, "POST", "/passwords", `{"email":"anna@example.com","password":"new"}`)
	o.ask(400, "POST", o.path("/off"), `{}`)
	o.ask(400, "POST", o.path("/off"), ``)
	o.ask(200, "PUT", o.path("/test-user"), `{"email":"test@example.com"}`)
	o.ask(409, "POST", o.path("/off"), `{"reason":"a change"}`)
	o.domainIs("on")
	o.ask(204, "DELETE", o.path("/test-user"), "")
	o.off()
	o.signIn(403, o.idp, "anna@example.com")
	o.ask(200, "POST", "/password-sign-in", `{"email":"anna@example.com","password":"old"}`)
	o.ask(403, "POST", "/password-sign-in", `{"email":"anna@example.com","password":"wrong"}`)
	o.ask(200, "POST", "/passwords", `{"email":"anna@example.com","password":"new"}`)
	o.ask(200, "POST", "/password-sign-in", `{"email":"anna@example.com","password":"new"}`)
	o.ask(403, "POST", "/password-sign-in", `{"email":"nobody@example.com","password":"x"}`)
}

// SSO-08, SSO-11, SSO-14: unlinking needs SSO off, or support; the domain stays
// verified, is nobody else's, and can be linked again.
func TestDomainIsUnlinked(t *testing.T) {
	o := newSignOn(t)
	o.ask(201, "POST", "/teams", `{"name":"two"}`)
	for _, as := range []string{"primary-admin", "sso-admin", "admin", "user"} {
		o.ask(403, "POST", "/domains/example.com/unlink?as="+as, "")
	}
	o.domainIs("on")
	o.off()
	o.ask(200, "POST", "/domains/example.com/unlink", "")
	o.domainIs("unlinked")
	o.ask(409, "POST", o.path("/on"), "")
	o.ask(409, "POST", "/domains", `{"name":"example.com","team":"two"}`)
	o.ask(409, "POST", "/domains/example.com/verify", `{"team":"two"}`)
	other := o.connect(o.idp, "main")
	foreign := o.connect(o.idp, "two")
	o.ask(409, "POST", "/domains/example.com/link", `{"connection":"`+foreign+`"}`)
	o.ask(200, "POST", "/domains/example.com/link", `{"connection":"`+other+`"}`)
	o.ask(409, "POST", "/domains/example.com/link", `{"connection":"`+o.connection+`"}`)
	o.ask(200, "POST", "/connections/"+other+"/on", "")
	o.ask(200, "POST", "/domains/example.com/unlink?as=support", "")
	o.domainIs("unlinked")
}

// SSO-09, SSO-10: a domain is deleted once it is unlinked, which takes a while
// and is noticed; then another team may have it.
func TestDomainIsMoved(t *testing.T) {
	o := newSignOn(t)
	o.ask(201, "POST", "/teams", `{"name":"two"}`)
	o.off()
	o.ask(409, "DELETE", "/domains/example.com", "")
	o.domainIs("linked")
	o.ask(200, "POST", "/domains/example.com/unlink", "")
	o.ask(204, "DELETE", "/domains/example.com", "")
	o.domainIs("deleting")
	o.ask(409, "POST", "/domains", `{"name":"example.com","team":"two"}`)
	o.ask(200, "POST", "/clock", `{"advance":"4m59s"}`)
	o.domainIs("deleting")
	if notices, _ := o.ask(200, "GET", "/notices", "")["notices"].([]any); len(notices) != 0 {
		t.Errorf("too early: %v", notices)
	}
	o.ask(200, "POST", "/clock", `{"advance":"1s"}`)
	o.ask(404, "GET", "/domains/example.com", "")
	notices, _ := o.ask(200, "GET", "/notices", "")["notices"].([]any)
	if len(notices) != 1 || !strings.Contains(encode(t, notices), "example.com") {
		t.Errorf("the notices are %v", notices)
	}
	o.ask(201, "POST", "/domains", `{"name":"example.com","team":"two"}`)
	o.domainIs("added")
	o.ask(200, "POST", "/domains/example.com/verify", `{"team":"two"}`)
	o.domainIs("verified")
	id := o.connect(o.idp, "two")
	o.ask(200, "POST", "/domains/example.com/link", `{"connection":"`+id+`"}`)
	o.ask(200, "POST", "/connections/"+id+"/on", "")
	o.signIn(200, o.idp, "anna@example.com")
}

// SSO-12, SSO-13, SSO-14: a connection is deleted with SSO off and no domain
// linked, or by support.
func TestConnectionIsDeleted(t *testing.T) {
	o := newSignOn(t)
	for _, as := range []string{"primary-admin", "sso-admin", "admin"} {
		o.ask(403, "DELETE", o.path("?as="+as), "")
	}
	o.off()
	o.ask(409, "DELETE", o.path(""), "")
	o.domainIs("linked")
	o.ask(200, "POST", "/domains/example.com/unlink", "")
	o.ask(204, "DELETE", o.path(""), "")
	o.ask(404, "GET", o.path(""), "")
	again := newSignOn(t)
	again.ask(204, "DELETE", again.path("?as=support"), "")
	again.ask(404, "GET", again.path(""), "")
	again.domainIs("unlinked")
}

// SSO-13: a link before verification is refused and changes nothing.
func TestLinkBeforeVerification(t *testing.T) {
	o := newSignOn(t)
	o.ask(201, "POST", "/domains", `{"name":"two.example"}`)
	o.ask(409, "POST", "/domains/two.example/link", `{"connection":"`+o.connection+`"}`)
	if got := o.ask(200, "GET", "/domains/two.example", ""); got["state"] != "added" || got["connection"] != nil {
		t.Errorf("the domain is %v", got)
	}
}

// SSO-15: people of a new identity provider are those of the old one.
func TestNewProvider(t *testing.T) {
	o := newSignOn(t)
	first := o.signIn(200, o.idp, "anna@example.com")
	o.off()
	o.ask(200, "POST", "/domains/example.com/unlink", "")
	okta := lasting(t, "https://okta.example")
	id := o.connect(okta, "main")
	o.ask(200, "POST", "/domains/example.com/link", `{"connection":"`+id+`"}`)
	o.ask(200, "POST", "/connections/"+id+"/on", "")
	if got := o.signIn(200, okta, "anna@example.com"); got["id"] != first["id"] || got["created"] != false {
		t.Errorf("%v, want %v", got, first)
	}
}
