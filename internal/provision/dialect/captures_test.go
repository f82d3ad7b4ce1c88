package dialect

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// capture is one real request and what the engine was asked to write when it
// was sent.
type capture struct {
	ID, Event, Declined  string
	Path                 string
	Body                 any
	Call, Dialect        string
	Target, Value        string
	Excluded, Member     string
	Changes, Assignments []struct {
		Op, Target string
		Value      any
	}
}

// The wire forms are those that servers saw in live traffic; requests that are
// not reproduced say why.
func TestWireFormsEqualCaptures(t *testing.T) {
	played := 0
	for _, c := range readCaptures(t) {
		t.Run(c.ID, func(t *testing.T) {
			if c.Declined != "" {
				if len(c.Declined) < 20 {
					t.Errorf("%s is declined without a reason", c.ID)
				}
				return
			}
			played++
			c.compare(t)
		})
	}
	if played < 25 {
		t.Errorf("only %d captures are compared", played)
	}
}

func readCaptures(t *testing.T) []capture {
	t.Helper()
	raw, err := os.ReadFile("testdata/captures.json")
	if err != nil {
		t.Fatal(err)
	}
	var captures []capture
	if err := json.Unmarshal(raw, &captures); err != nil {
		t.Fatal(err)
	}
	return captures
}

func (c capture) compare(t *testing.T) {
	d, ok := Lookup(c.Dialect)
	if !ok {
		t.Fatalf("unknown dialect %q", c.Dialect)
	}
	if c.Call == "query" {
		_, want, _ := strings.Cut(c.Path, "?")
		if got := MatchQuery(target(t, c.Target), c.Value, c.Excluded); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
		return
	}
	var got any
	if err := json.Unmarshal(c.write(t, d), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(got, c.Body); diff != "" {
		t.Errorf("%s (got -, want +)\n%s", c.Event, diff)
	}
}

func (c capture) write(t *testing.T, d Dialect) []byte {
	switch c.Call {
	case "createUser":
		return d.CreateUser(c.assigned(t))
	case "createGroup":
		return d.CreateGroup(c.assigned(t))
	case "removeMember":
		return d.RemoveMember(c.Member)
	case "update":
		return d.Update(c.changed(t))
	}
	t.Fatalf("unknown call %q", c.Call)
	return nil
}

func (c capture) assigned(t *testing.T) []Assignment {
	var list []Assignment
	for _, one := range c.Assignments {
		list = append(list, Assignment{target(t, one.Target), one.Value})
	}
	return list
}

func (c capture) changed(t *testing.T) []Change {
	var list []Change
	for _, one := range c.Changes {
		list = append(list, Change{map[string]Op{"add": Add, "replace": Replace}[one.Op], target(t, one.Target), one.Value})
	}
	return list
}

func target(t *testing.T, text string) Target {
	t.Helper()
	parsed, err := ParseTarget(text)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// The documented forms of single events, in both dialects (E-5.22 – E-5.41).
func TestDocumentedForms(t *testing.T) {
	manager := "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"
	for _, form := range []struct {
		rule, dialect string
		write         func(d Dialect) []byte
		operation     string
	}{
		{"E-5.31", "entra", disable(t), `{"op":"Replace","path":"active","value":"False"}`},
		{"E-5.22", "entra-optscim", disable(t), `{"op":"replace","path":"active","value":false}`},
		{"E-5.24", "entra", func(d Dialect) []byte { return d.SetReference(Add, target(t, manager), "51aa") }, `{"op":"Add","path":"` + manager + `","value":"51aa"}`},
		{"E-5.25", "entra-optscim", func(d Dialect) []byte { return d.SetReference(Replace, target(t, manager), "62bb") }, `{"op":"replace","path":"` + manager + `","value":"62bb"}`},
		{"E-5.27", "entra-optscim", func(d Dialect) []byte { return d.ClearReference(target(t, manager)) }, `{"op":"replace","path":"` + manager + `","value":""}`},
		{"E-5.41 add", "entra", func(d Dialect) []byte { return d.AddMember("u-17") }, `{"op":"Add","path":"members","value":[{"value":"u-17"}]}`},
		{"E-5.41 add", "entra-optscim", func(d Dialect) []byte { return d.AddMember("u-17") }, `{"op":"add","path":"members","value":[{"value":"u-17"}]}`},
		{"E-5.41 remove", "entra-optscim", func(d Dialect) []byte { return d.RemoveMember("u-17") }, `{"op":"remove","path":"members[value eq \"u-17\"]"}`},
	} {
		t.Run(form.rule+" "+form.dialect, func(t *testing.T) {
			d, _ := Lookup(form.dialect)
			want := `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[` + form.operation + `]}`
			if got := string(form.write(d)); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

func disable(t *testing.T) func(Dialect) []byte {
	return func(d Dialect) []byte { return d.Update([]Change{{Replace, target(t, "active"), false}}) }
}
