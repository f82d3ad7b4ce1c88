package steps

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/signon"
)

// newcomer is somebody who signs in, or is invited.
type newcomer struct {
	mail  string
	id    string // of the account, as the last sign-in or the invitation gave it
	first string // … as the first one gave it
}

// signInSteps say who signs in, and what shows of their accounts.
func signInSteps() []Step {
	return []Step{
		step("request", alias+` signs in through `+alias+`( with a certificate that nobody knows)?`, `"NAME" signs in through "PROVIDER"`, "with an assertion of the identity provider; … with a certificate that nobody knows: signed by somebody else in its name", `When "eve" signs in through "entra"`, signsIn),
		step("request", alias+` has signed in through `+alias, `"NAME" has signed in through "PROVIDER"`, "the same, and the check needs it", `Given "eve" has signed in through "entra"`, hasSignedIn),
		step("request", alias+` signs in with the password `+quoted, `"NAME" signs in with the password "TEXT"`, "without single sign-on", `When "eve" signs in with the password "first-Pass-1"`, signsInWithPassword),
		step("request", alias+` sets the password `+quoted, `"NAME" sets the password "TEXT"`, "creates it, or resets it; who has no account creates one", `When "eve" sets the password "first-Pass-1"`, setsPassword),
		step("request", alias+` has set the password `+quoted, `"NAME" has set the password "TEXT"`, "the same, and the check needs it", `Given "eve" has set the password "first-Pass-1"`, hasSetPassword),
		step("request", actor+` invites `+alias, `WHO invites "NAME"`, "into the first team, and the check needs it", `Given an admin invites "eve"`, invites),
		step("request", alias+` has left the team`, `"NAME" has left the team`, "an admin has removed somebody who signed in or was invited before", `Given "eve" has left the team`, hasLeft),
		step("account", `the test of `+alias+` with `+alias+` passes`, `the test of "CONNECTION" with "PROVIDER" passes`, "action test-connection", `Then the test of "main" with "entra" passes`, testPasses),
		step("account", `the test of `+alias+` with a certificate that nobody knows fails`, `the test of "CONNECTION" with a certificate that nobody knows fails`, "action test-connection, with an assertion that somebody else signed", `Then the test of "main" with a certificate that nobody knows fails`, testFails),
		step("account", `there is (one|no) account for `+alias, `there is one account for "NAME"`, "observation accounts", `Then there is no account for "eve"`, accountsFor),
		step("account", alias+` belongs to the team`, `"NAME" belongs to the team`, "observation team-member of somebody who signed in", `Then "eve" belongs to the team`, belongs),
		step("account", `the account of `+alias+` is filled in`, `the account of "NAME" is filled in`, "over SCIM it shows the address and the name of somebody who signed in, and is active", `Then the account of "eve" is filled in`, filledIn),
		step("account", alias+` has come to the account of the first sign-in`, `"NAME" has come to the account of the first sign-in`, "the last sign-in gave the id that the first one gave", `Then "eve" has come to the account of the first sign-in`, sameSignIn),
		step("account", `provisioning has found the account that `+alias+` signed in to`, `provisioning has found the account that "NAME" signed in to`, "the account of the directory user is the one that the first sign-in gave", `Then provisioning has found the account that "ana" signed in to`, foundBySync),
	}
}

// newcomer is somebody of the check: a user of the directory, or one with an
// address in the domain that was made last.
func (w *World) newcomer(ctx context.Context, alias string) (*newcomer, error) {
	s := w.sso()
	if s.people[alias] != nil {
		return s.people[alias], nil
	}
	one := &newcomer{}
	switch domain := s.domains[s.latest]; {
	case w.fromDirectory(alias):
		if err := w.turnOn(ctx); err != nil {
			return nil, err
		}
		one.mail = w.mail(alias)
	case domain != "":
		one.mail = fmt.Sprintf("%s.%s.%d@%s", alias, w.stage.Marker, w.stage.number(), domain)
	default:
		return nil, w.broken("there is no domain for the address of %s", alias)
	}
	s.people[alias] = one
	return one, nil
}

func (w *World) fromDirectory(alias string) bool {
	return w.tenant != nil && slices.Contains(w.tenant.users, alias)
}

// known is somebody who has signed in, or was invited.
func (w *World) known(alias string) (*newcomer, error) {
	one := w.sso().people[alias]
	if one == nil || one.id == "" {
		return nil, w.lack("%s has neither signed in nor been invited", alias)
	}
	return one, nil
}

// comeIn does what may create an account: it is written down before, and removed
// when the check is over, unless it is the directory's.
func (w *World) comeIn(ctx context.Context, alias, action string, vars map[string]string) error {
	one, err := w.newcomer(ctx, alias)
	if err != nil {
		return err
	}
	provisioned := w.fromDirectory(alias) && w.tenant.first[alias] != ""
	if one.id == "" && !provisioned {
		if err := w.stage.Ledger.Intend("User", one.mail); err != nil {
			return err
		}
	}
	vars["email"], vars["by"], vars["object"] = one.mail, "admin", alias
	if err := w.act(ctx, action, vars); err != nil {
		return err
	}
	id, _ := w.deed.result.Value.(string)
	if w.deed.result.Refused || id == "" {
		return nil
	}
	if one.id = id; one.first == "" {
		one.first = id
	}
	if !provisioned {
		w.keepUser(id, one.mail)
	}
	return nil
}

// keepUser: whoever comes in is a user of SCIM.
func (w *World) keepUser(id, mail string) {
	if kind, known := w.stage.Facts.Type("User"); known {
		w.keep(resource{"User", kind.Endpoint, id}, mail)
	}
}

// granted ends a check that needs what was refused.
func (w *World) granted(err error) error {
	if err == nil && w.deed.result.Refused {
		return w.lack("the check needs %s, which was refused: %s", w.deed.name, w.deed.result.Message)
	}
	return err
}

func signsIn(ctx context.Context, w *World, a args) error {
	assertion, err := w.assertion(ctx, a.text[0], a.text[1], a.text[2] != "")
	if err != nil {
		return err
	}
	return w.comeIn(ctx, a.text[0], "sign-in", map[string]string{"assertion": assertion})
}

// assertion is what an identity provider says of somebody, or what a stranger says
// in its name.
func (w *World) assertion(ctx context.Context, alias, from string, stranger bool) (string, error) {
	one, err := w.newcomer(ctx, alias)
	if err != nil {
		return "", err
	}
	p := w.sso().providers[from]
	if p == nil {
		return "", w.broken("there is no identity provider %q", from)
	}
	if stranger {
		if p, err = w.keyFor(ctx, p.Entity); err != nil {
			return "", err
		}
	}
	now, err := w.targetTime(ctx)
	if err != nil {
		return "", err
	}
	who := person(alias)
	return p.Says(signon.Person{Mail: one.mail, GivenName: fmt.Sprint(who["givenName"]), FamilyName: fmt.Sprint(who["surname"])}, now)
}

func hasSignedIn(ctx context.Context, w *World, a args) error {
	return w.granted(signsIn(ctx, w, args{text: append(slices.Clone(a.text), "")}))
}

func signsInWithPassword(ctx context.Context, w *World, a args) error {
	return w.comeIn(ctx, a.text[0], "password-sign-in", map[string]string{"password": a.text[1]})
}

func setsPassword(ctx context.Context, w *World, a args) error {
	return w.comeIn(ctx, a.text[0], "set-password", map[string]string{"password": a.text[1]})
}

func hasSetPassword(ctx context.Context, w *World, a args) error {
	return w.granted(setsPassword(ctx, w, a))
}

func invites(ctx context.Context, w *World, a args) error {
	return w.granted(w.comeIn(ctx, a.text[1], "invite", map[string]string{}))
}

func hasLeft(ctx context.Context, w *World, a args) error {
	one, err := w.known(a.text[0])
	if err != nil {
		return err
	}
	return w.must(ctx, "remove-from-team", map[string]string{"id": one.id, "by": "admin", "object": a.text[0]})
}

func testPasses(ctx context.Context, w *World, a args) error {
	return w.test(ctx, a, a.text[1], true)
}

func testFails(ctx context.Context, w *World, a args) error {
	c, err := w.connectionCalled(a.text[0])
	if err != nil {
		return err
	}
	return w.test(ctx, a, c.provider, false)
}

// test tests a connection. A test that is refused has not passed.
func (w *World) test(ctx context.Context, a args, from string, passes bool) error {
	c, err := w.connectionCalled(a.text[0])
	if err != nil {
		return err
	}
	assertion, err := w.assertion(ctx, "tess", from, !passes)
	if err != nil {
		return err
	}
	if err := w.act(ctx, "test-connection", map[string]string{"by": "admin", "connection": c.id, "assertion": assertion}); err != nil {
		return err
	}
	passed := !w.deed.result.Refused && w.deed.result.Value == true
	words := map[bool]string{true: "passed", false: "not passed"}
	w.judgeAct(a, passed == passes, Breach{Message: "the test of a connection came out otherwise", Expected: words[passes], Seen: words[passed]})
	return nil
}

// judgeAct judges what came of the last action.
func (w *World) judgeAct(a args, met bool, breach Breach) {
	breach.Curl, breach.Exchanges = w.deed.result.Curl, []int64{}
	if w.deed.result.Exchange > 0 {
		breach.Exchanges = []int64{w.deed.result.Exchange}
	}
	w.judge(a.rules, met, breach)
}

func accountsFor(ctx context.Context, w *World, a args) error {
	one, err := w.newcomer(ctx, a.text[1])
	if err != nil {
		return err
	}
	wanted := map[string]int{"one": 1, "no": 0}[a.text[0]]
	return w.expectObserved(ctx, a, "accounts", map[string]string{"email": one.mail, "object": a.text[1]}, wanted)
}

func belongs(ctx context.Context, w *World, a args) error {
	one, err := w.known(a.text[0])
	if err != nil {
		return err
	}
	return w.expectObserved(ctx, a, "team-member", map[string]string{"id": one.id, "object": a.text[0]}, true)
}

// filledIn: the document does not say which attributes are necessary; without
// address and name nobody could be told from another (SSO-03).
func filledIn(ctx context.Context, w *World, a args) error {
	one, err := w.known(a.text[0])
	if err != nil {
		return err
	}
	read, err := w.exchange(ctx, request{method: http.MethodGet, path: "/Users/" + one.id, purpose: exchange.Verification})
	if err != nil {
		return err
	}
	name, who := read.body.Object("name"), person(a.text[0])
	seen := fmt.Sprint(read.body.String("userName"), " ", name.String("givenName"), " ", name.String("familyName"))
	wanted := fmt.Sprint(one.mail, " ", who["givenName"], " ", who["surname"])
	w.judge(a.rules, read.ok() && strings.EqualFold(seen, wanted), Breach{Message: "an account that a sign-in created lacks attributes", Expected: wanted, Seen: read.seen() + ": " + seen})
	w.judge(a.rules, mustGet(read.body, "active") != false, Breach{Message: "an account that a sign-in created is switched off", Attribute: "active", Expected: "true", Seen: "false"})
	return nil
}

func sameSignIn(_ context.Context, w *World, a args) error {
	one, err := w.known(a.text[0])
	if err != nil {
		return err
	}
	w.judgeAct(a, one.id == one.first, Breach{Message: "a sign-in came to another account than the first one", Attribute: "id", Expected: one.first, Seen: one.id})
	return nil
}

func foundBySync(ctx context.Context, w *World, a args) error {
	one, err := w.known(a.text[0])
	if err != nil {
		return err
	}
	sight, err := w.seen(ctx, a.text[0])
	if err != nil {
		return err
	}
	w.weigh(a, sight, sight.Found && sight.ID == one.first, Breach{Message: "provisioning did not find the account of the sign-in", Attribute: "id", Expected: one.first, Seen: sight.ID})
	return nil
}
