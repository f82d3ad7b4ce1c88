package patch_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/patch"
)

// assignment is a path with a value for it, and the top-level attribute that it
// is a part of.
type assignment struct {
	path, attribute string
	value           any
}

func assignments(t *rapid.T) assignment {
	text := rapid.SampledFrom([]string{"a", "b", "c", ""})
	object := func(name string) any { return map[string]any{name: text.Draw(t, "text")} }
	switch rapid.IntRange(0, 8).Draw(t, "kind") {
	case 0:
		return assignment{"title", "title", text.Draw(t, "text")}
	case 1:
		return assignment{"active", "active", rapid.Bool().Draw(t, "boolean")}
	case 2:
		return assignment{"name.familyName", "name", text.Draw(t, "text")}
	case 3:
		return assignment{"name", "name", object("givenName")}
	case 4:
		return assignment{"emails", "emails", emails(t)}
	case 5:
		return assignment{`emails[type eq "work"].value`, "emails", text.Draw(t, "text")}
	case 6:
		return assignment{acme + ":tags", acme, rapid.SliceOf(rapid.Map(text, func(s string) any { return s })).Draw(t, "tags")}
	case 7:
		return assignment{enterprise + ":department", enterprise, text.Draw(t, "text")}
	}
	return assignment{enterprise, enterprise, object("division")}
}

// emails are values of which one at most is primary.
func emails(t *rapid.T) []any {
	list := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) any {
		return map[string]any{
			"value": rapid.SampledFrom([]string{"x", "y", "z"}).Draw(t, "value"),
			"type":  rapid.SampledFrom([]string{"work", "home"}).Draw(t, "type"),
		}
	}), 0, 3).Draw(t, "emails")
	if len(list) > 0 && rapid.Bool().Draw(t, "one is primary") {
		list[0].(map[string]any)["primary"] = true
	}
	return list
}

// drawUser is a user that some assignments have made.
func drawUser(t *rapid.T) scim.Resource {
	user := scim.Resource{"id": "7", "userName": "a"}
	for range rapid.IntRange(0, 6).Draw(t, "assignments before") {
		if _, err := apply(user, patch.Add, assignments(t)); err != nil {
			t.Fatal(err)
		}
	}
	return user
}

func apply(user scim.Resource, op patch.Op, a assignment) (bool, error) {
	applier := patch.Applier{Set: users(), Mode: patch.Tolerant}
	return applier.Apply(user, []patch.Operation{{Op: op, Path: a.path, Value: a.value, HasValue: true}})
}

// RFC 7644 §3.5.2.1: what is there already is no change.
func TestAddAndReplaceTwiceIsOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		user, a := drawUser(t), assignments(t)
		op := rapid.SampledFrom([]patch.Op{patch.Add, patch.Replace}).Draw(t, "op")
		if _, err := apply(user, op, a); err != nil {
			t.Fatal(err)
		}
		once := scim.Clone(user)
		changed, err := apply(user, op, a)
		if diff := cmp.Diff(once, any(user)); err != nil || changed || diff != "" {
			t.Errorf("changed %v, %v\n%s", changed, err, diff)
		}
	})
}

func TestReplacedValueIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		user := drawUser(t)
		text := rapid.StringN(1, 10, -1).Draw(t, "text")
		for path, read := range map[string]func() string{
			"title":                        func() string { return user.String("title") },
			"NAME.FamilyName":              func() string { return user.Object("name").String("familyName") },
			enterprise + ":department":     func() string { return user.Object(enterprise).String("department") },
			`emails[type eq "work"].value`: func() string { return workMail(user) },
			enterprise + ":manager.value":  func() string { return user.Object(enterprise).Object("manager").String("value") },
		} {
			if _, err := apply(user, patch.Replace, assignment{path: path, value: text}); err != nil {
				t.Fatal(err)
			}
			if got := read(); got != text {
				t.Errorf("%s is %q, want %q", path, got, text)
			}
		}
		list := emails(t)
		if _, err := apply(user, patch.Replace, assignment{path: "emails", value: list}); err != nil {
			t.Fatal(err)
		}
		for _, one := range list {
			if !holdsEmail(user, one) {
				t.Errorf("%v is not in %v", one, user["emails"])
			}
		}
		if len(user.List("emails")) > len(list) {
			t.Errorf("%v is more than %v", user["emails"], list)
		}
	})
}

func workMail(user scim.Resource) string {
	for _, one := range user.List("emails") {
		if object := scim.AsObject(one); object.String("type") == "work" {
			return object.String("value")
		}
	}
	return ""
}

func holdsEmail(user scim.Resource, email any) bool {
	for _, one := range user.List("emails") {
		if cmp.Equal(one, email) {
			return true
		}
	}
	return false
}

func TestOthersStay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		user, a := drawUser(t), assignments(t)
		before := scim.Clone(user).(scim.Resource)
		op := rapid.SampledFrom([]patch.Op{patch.Add, patch.Replace, patch.Remove}).Draw(t, "op")
		changed, err := apply(user, op, a)
		if err != nil {
			t.Fatal(err)
		}
		if changed == cmp.Equal(before, user) {
			t.Errorf("changed is %v\n%s", changed, cmp.Diff(before, user))
		}
		delete(before, a.attribute)
		delete(user, a.attribute)
		if diff := cmp.Diff(before, user); diff != "" {
			t.Errorf("%s %s changed more than %s\n%s", op, a.path, a.attribute, diff)
		}
	})
}

func TestRemovedIsGone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		user := drawUser(t)
		for _, path := range []string{"title", "active", "name", "emails", enterprise, acme + ":tags"} {
			if _, err := (patch.Applier{Set: users()}).Apply(user, []patch.Operation{{Op: patch.Remove, Path: path}}); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(scim.Resource{"id": "7", "userName": "a"}, user); diff != "" {
			t.Error(diff)
		}
	})
}

// FuzzDecode and FuzzApply hold that nothing a client sends makes us panic, that
// a refusal is a SCIM error and changes nothing, and that an accepted change can
// be written as JSON.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"Add","path":"members","value":[{"value":"a"}]}]}`))
	f.Add([]byte(`{"schemas":null,"Operations":[7,{"op":{}}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, mode := range modes {
			operations, err := patch.Decode(raw, mode)
			if err != nil && scimType(err) == "" && !strings.Contains(err.Error(), "413") {
				t.Errorf("%v is no SCIM error", err)
			}
			_, _, _ = patch.MemberDelta(operations, mode)
		}
	})
}

func FuzzApply(f *testing.F) {
	f.Add(`{"userName":"a","emails":[{"type":"work","value":"x"}]}`, `{"op":"replace","path":"emails[type eq \"work\"].value","value":"y"}`)
	f.Add(`{"name":"x","emails":{"value":[]},"`+enterprise+`":7}`, `{"op":"add","value":{"name":{"givenName":[{}]},"emails":[[],{"primary":"True"}],"`+enterprise+`":{"manager":""}}}`)
	f.Add(`{"USERNAME":"a","userName":"b","`+acme+`":{"tags":[{"value":{}},null]}}`, `{"op":"remove","path":"`+acme+`:tags","value":[{"value":[1]}]}`)
	f.Add(`{"emails":[["x"],7,null,{}]}`, `{"op":"add","path":"emails[not (type pr)].value","value":"y"}`)
	set := users()
	f.Fuzz(func(t *testing.T, before, operation string) {
		resource, err := scim.Decode([]byte(before))
		if err != nil {
			t.Skip("no object to be patched")
		}
		for _, mode := range modes {
			operations, err := patch.Decode(message(operation), mode)
			if err != nil {
				continue
			}
			after := scim.Clone(resource).(scim.Resource)
			changed, err := patch.Applier{Set: set, Mode: mode}.Apply(after, operations)
			if err != nil && scimType(err) == "" {
				t.Errorf("%v is no SCIM error", err)
			}
			if (err != nil || !changed) && !cmp.Equal(resource, after) {
				t.Errorf("changed %v, %v\n%s", changed, err, cmp.Diff(resource, after))
			}
			if _, err := json.Marshal(after); err != nil {
				t.Error(err)
			}
		}
	})
}
