package dialect

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	manager    = enterprise + ":manager"
	department = enterprise + ":department"
	work       = `emails[type eq "work"].value`
)

func target(t testing.TB, text string) Target {
	t.Helper()
	parsed, err := ParseTarget(text)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

func lookup(t testing.TB, name string) Dialect {
	t.Helper()
	d, ok := Lookup(name)
	if !ok {
		t.Fatalf("no dialect %q", name)
	}
	return d
}

// same compares a body with what the document prints, as JSON.
func same(t *testing.T, want string, got []byte) {
	t.Helper()
	left, right := decoded(t, []byte(want)), decoded(t, got)
	if diff := cmp.Diff(left, right); diff != "" {
		t.Errorf("(want -, got +)\n%s", diff)
	}
}

func decoded(t *testing.T, text []byte) (value any) {
	t.Helper()
	if err := json.Unmarshal(text, &value); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return value
}

// wireForm is one request in several dialects: the operations that a PATCH has.
type wireForm struct {
	rule    string
	write   func(t *testing.T, d Dialect) []byte
	options Options
	want    map[string]string // by dialect
}

func (f wireForm) check(t *testing.T) {
	for name, operations := range f.want {
		t.Run(f.rule+" "+name, func(t *testing.T) {
			got := f.write(t, lookup(t, name).With(f.options))
			same(t, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[`+operations+`]}`, got)
		})
	}
}

// update writes changes given as op, target, value.
func update(changes ...[3]any) func(*testing.T, Dialect) []byte {
	return func(t *testing.T, d Dialect) []byte {
		var list []Change
		for _, one := range changes {
			list = append(list, Change{Op: one[0].(Op), Target: target(t, one[1].(string)), Value: one[2]})
		}
		return d.Update(list)
	}
}

func reference(op Op, id string) func(*testing.T, Dialect) []byte {
	return func(t *testing.T, d Dialect) []byte { return d.SetReference(op, target(t, manager), id) }
}

func cleared(t *testing.T, d Dialect) []byte { return d.ClearReference(target(t, manager), "51aa") }

func added(ids ...string) func(*testing.T, Dialect) []byte {
	return func(_ *testing.T, d Dialect) []byte { return d.AddMembers(nil, ids) }
}

func removed(ids ...string) func(*testing.T, Dialect) []byte {
	return func(_ *testing.T, d Dialect) []byte { return d.RemoveMembers(ids...) }
}

// Updates of users, dialect by dialect: what E-5 prints, with own values.
func TestUpdates(t *testing.T) {
	for _, f := range []wireForm{
		{rule: "E-5.19 replace one", write: update([3]any{Replace, "userName", "ana"}), want: map[string]string{
			"entra":         `{"op":"Replace","path":"userName","value":"ana"}`,
			"entra-optscim": `{"op":"replace","value":{"userName":"ana"}}`,
			"entra-legacy":  `{"op":"Replace","path":"userName","value":[{"$ref":null,"value":"ana"}]}`,
		}},
		{rule: "E-5.19 first value", write: update([3]any{Add, "nickName", "Ana"}), want: map[string]string{
			"entra":          `{"op":"Add","path":"nickName","value":"Ana"}`,
			"entra-optscim":  `{"op":"add","path":"nickName","value":"Ana"}`,
			"scim-validator": `{"op":"add","path":"nickName","value":"Ana"}`,
		}},
		{rule: "E-5.16, E-5.21", write: update([3]any{Replace, "displayName", "A"}, [3]any{Replace, work, "a@b.example"}, [3]any{Replace, "name.familyName", "R"}, [3]any{Add, department, "S"}), want: map[string]string{
			"entra": `{"op":"Replace","path":"displayName","value":"A"},{"op":"Replace","path":"emails[type eq \"work\"].value","value":"a@b.example"},
				{"op":"Replace","path":"name.familyName","value":"R"},{"op":"Add","path":"` + department + `","value":"S"}`,
			"entra-optscim": `{"op":"replace","path":"emails[type eq \"work\"].value","value":"a@b.example"},
				{"op":"replace","value":{"displayName":"A","name.familyName":"R"}},{"op":"add","path":"` + department + `","value":"S"}`,
			"entra-legacy": `{"op":"Replace","path":"displayName","value":[{"$ref":null,"value":"A"}]},{"op":"Replace","path":"emails[type eq work].value","value":[{"$ref":null,"value":"a@b.example"}]},
				{"op":"Replace","path":"name.familyName","value":[{"$ref":null,"value":"R"}]},{"op":"Add","path":"` + enterprise + `.department","value":[{"$ref":null,"value":"S"}]}`,
			"scim-validator": `{"op":"replace","path":"displayName","value":"A"},{"op":"replace","path":"emails[type eq \"work\"].value","value":"a@b.example"},
				{"op":"replace","path":"name.familyName","value":"R"},{"op":"add","path":"` + department + `","value":"S"}`,
		}},
		{rule: "E-5.21 path-less add", options: Options{PathlessAdd: true}, write: update([3]any{Add, "nickName", "A"}, [3]any{Add, "name.givenName", "B"}, [3]any{Add, "active", true}), want: map[string]string{
			"entra":         `{"op":"Add","path":"nickName","value":"A"},{"op":"Add","path":"name.givenName","value":"B"},{"op":"Add","path":"active","value":"True"}`,
			"entra-optscim": `{"op":"add","value":{"nickName":"A","name.givenName":"B"}},{"op":"add","path":"active","value":true}`,
		}},
		{rule: "E-5.20, E-5.22, E-5.31", write: update([3]any{Replace, "active", false}), want: map[string]string{
			"entra":          `{"op":"Replace","path":"active","value":"False"}`,
			"entra-optscim":  `{"op":"replace","path":"active","value":false}`,
			"entra-legacy":   `{"op":"Replace","path":"active","value":[{"$ref":null,"value":"False"}]}`,
			"scim-validator": `{"op":"replace","path":"active","value":false}`,
		}},
		{rule: "E-5.32 add", write: update([3]any{Add, "active", true}), want: map[string]string{
			"entra": `{"op":"Add","path":"active","value":"True"}`, "entra-optscim": `{"op":"add","path":"active","value":true}`,
		}},
		{rule: "E-5.20 boolean", options: Options{RealBooleans: true}, write: update([3]any{Replace, "active", false}), want: map[string]string{
			"entra": `{"op":"Replace","path":"active","value":false}`, "entra-optscim": `{"op":"replace","path":"active","value":false}`,
		}},
		{rule: "E-12.6 dotted", options: Options{DottedKeys: true}, write: update([3]any{Replace, "displayName", "A"}, [3]any{Replace, "name.givenName", "B"}), want: map[string]string{
			"scim-validator": `{"op":"replace","value":{"displayName":"A","name.givenName":"B"}}`,
		}},
		{rule: "E-5.46 dotted", options: Options{LegacyPath: Dotted}, write: update([3]any{Add, work, "a"}), want: map[string]string{
			"entra-legacy": `{"op":"Add","path":"emails.work.value","value":[{"$ref":null,"value":"a"}]}`, "entra": `{"op":"Add","path":"emails[type eq \"work\"].value","value":"a"}`,
		}},
		{rule: "E-5.46 valid", options: Options{LegacyPath: Valid}, write: update([3]any{Add, work, "a"}), want: map[string]string{
			"entra-legacy": `{"op":"Add","path":"emails[type eq \"work\"].value","value":[{"$ref":null,"value":"a"}]}`,
		}},
		{rule: "E-3.16 integer", write: update([3]any{Add, "x", int64(7)}), want: map[string]string{
			"entra": `{"op":"Add","path":"x","value":7}`, "entra-optscim": `{"op":"add","path":"x","value":7}`,
		}},
		{rule: "E-3.16 list", write: update([3]any{Replace, "tags", []string{"a", "b"}}), want: map[string]string{
			"entra": `{"op":"Replace","path":"tags","value":["a","b"]}`, "entra-optscim": `{"op":"replace","path":"tags","value":["a","b"]}`,
			"entra-legacy": `{"op":"Replace","path":"tags","value":[{"$ref":null,"value":"a"},{"$ref":null,"value":"b"}]}`,
		}},
	} {
		f.check(t)
	}
}

// E-3.27: a mapping that gives lower-case texts is sent as it is.
func TestSpellingOfBooleans(t *testing.T) {
	change := []Change{{Op: Replace, Target: target(t, "active"), Text: "false", Value: false}}
	same(t, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"Replace","path":"active","value":"false"}]}`, lookup(t, "entra").Update(change))
	same(t, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"active","value":false}]}`, lookup(t, "entra-optscim").Update(change))
}

// References and members.
func TestReferences(t *testing.T) {
	const tutorial = `"path":"manager","value":[{"$ref":"https://scim.fabrikam.example/v2/Users/51aa","value":"51aa"}]}`
	at := Options{TutorialSet: true, Base: "https://scim.fabrikam.example/v2"}
	for _, f := range []wireForm{
		{rule: "E-5.24", write: reference(Add, "51aa"), want: map[string]string{
			"entra": `{"op":"Add","path":"` + manager + `","value":"51aa"}`, "entra-optscim": `{"op":"add","path":"` + manager + `","value":"51aa"}`,
			"entra-legacy": `{"op":"Add","path":"` + enterprise + `.manager","value":[{"$ref":null,"value":"51aa"}]}`,
		}},
		{rule: "E-5.25", write: reference(Replace, "62bb"), want: map[string]string{
			"entra": `{"op":"Replace","path":"` + manager + `","value":"62bb"}`, "entra-optscim": `{"op":"replace","path":"` + manager + `","value":"62bb"}`,
			"scim-validator": `{"op":"replace","path":"` + manager + `","value":"62bb"}`,
		}},
		{rule: "E-5.26", write: reference(Add, "51aa"), options: at, want: map[string]string{
			"entra": `{"op":"Add",` + tutorial, "entra-optscim": `{"op":"add",` + tutorial,
		}},
		{rule: "E-5.27", write: cleared, want: map[string]string{
			"entra": `{"op":"Replace","path":"` + manager + `","value":""}`, "entra-optscim": `{"op":"replace","path":"` + manager + `","value":""}`,
			"entra-legacy":   `{"op":"Replace","path":"` + enterprise + `.manager","value":[{"$ref":null,"value":""}]}`,
			"scim-validator": `{"op":"replace","path":"` + manager + `","value":{"value":""}}`, // E-12.5, row 11
		}},
		{rule: "E-5.27 empty", write: cleared, options: Options{Clearing: ByEmpty}, want: map[string]string{"scim-validator": `{"op":"replace","path":"` + manager + `","value":""}`}},
		{rule: "E-5.27 object", write: cleared, options: Options{Clearing: ByObject}, want: map[string]string{"entra": `{"op":"Replace","path":"` + manager + `","value":{"value":""}}`}},
		{rule: "E-5.27 remove", write: cleared, options: Options{Clearing: ByRemove}, want: map[string]string{
			"entra": `{"op":"Remove","path":"manager[value eq \"51aa\"]"}`, "entra-optscim": `{"op":"remove","path":"manager[value eq \"51aa\"]"}`,
		}},
		{rule: "E-5.41 add", write: added("u-17"), want: map[string]string{
			"entra": `{"op":"Add","path":"members","value":[{"value":"u-17"}]}`, "entra-optscim": `{"op":"add","path":"members","value":[{"value":"u-17"}]}`,
			"entra-legacy":   `{"op":"Add","path":"members","value":[{"$ref":null,"value":"u-17"}]}`,
			"scim-validator": `{"op":"replace","path":"members","value":[{"value":"u-17"}]}`, // E-12.5, row 22
		}},
		{rule: "E-5.41 remove", write: removed("u-17"), want: map[string]string{
			"entra": `{"op":"Remove","path":"members","value":[{"value":"u-17"}]}`, "entra-optscim": `{"op":"remove","path":"members[value eq \"u-17\"]"}`,
			"entra-legacy":   `{"op":"Remove","path":"members","value":[{"$ref":null,"value":"u-17"}]}`,
			"scim-validator": `{"op":"remove","path":"members[value eq \"u-17\"]"}`, // E-12.5, row 23
		}},
		{rule: "E-5.41 older", write: removed("u-17"), options: Options{MemberRef: true}, want: map[string]string{"entra": `{"op":"Remove","path":"members","value":[{"$ref":null,"value":"u-17"}]}`}},
		{rule: "E-5.43 two", write: added("a", "b"), want: map[string]string{"entra": `{"op":"Add","path":"members","value":[{"value":"a"},{"value":"b"}]}`}},
		{rule: "E-5.43 two less", write: removed("a", "b"), want: map[string]string{
			"entra":         `{"op":"Remove","path":"members","value":[{"value":"a"},{"value":"b"}]}`,
			"entra-optscim": `{"op":"remove","path":"members[value eq \"a\"]"},{"op":"remove","path":"members[value eq \"b\"]"}`,
		}},
		{rule: "E-12.5 among others", write: func(_ *testing.T, d Dialect) []byte { return d.AddMembers([]string{"a"}, []string{"b"}) }, want: map[string]string{
			"scim-validator": `{"op":"replace","path":"members","value":[{"value":"a"},{"value":"b"}]}`, "entra": `{"op":"Add","path":"members","value":[{"value":"b"}]}`,
		}},
		{rule: "E-5.21 members", write: added("a"), options: Options{PathlessAdd: true}, want: map[string]string{"entra-optscim": `{"op":"add","value":{"members":[{"value":"a"}]}}`}},
	} {
		f.check(t)
	}
}

// Changes of groups: a rename (E-5.38), without a path in the validator (E-12.5,
// rows 20 and 21).
func TestGroupUpdates(t *testing.T) {
	rename := func(t *testing.T, d Dialect) []byte {
		return d.UpdateGroup([]Change{{Op: Replace, Target: target(t, "displayName"), Value: "Lisbon Sourcing"}})
	}
	wireForm{rule: "E-5.38", write: rename, want: map[string]string{
		"entra":          `{"op":"Replace","path":"displayName","value":"Lisbon Sourcing"}`,
		"entra-optscim":  `{"op":"replace","value":{"displayName":"Lisbon Sourcing"}}`,
		"entra-legacy":   `{"op":"Replace","path":"displayName","value":[{"$ref":null,"value":"Lisbon Sourcing"}]}`,
		"scim-validator": `{"op":"replace","value":{"displayName":"Lisbon Sourcing"}}`,
	}}.check(t)
}
