package check

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// Whatever is stored and shown as it was sent has no difference, however the
// target orders and names things; and each attribute that is taken away has one.
func TestCompareProperties(t *testing.T) {
	set := users()
	rapid.Check(t, func(t *rapid.T) {
		resource := drawUser(t)
		if got := Compare(Expected{Type: "User", Resource: resource}, shuffled(t, resource).(scim.Resource), set); len(got) > 0 {
			t.Fatalf("differences of the same: %v", drawn(got))
		}
		names := slices.Sorted(maps.Keys(resource))
		if len(names) == 0 {
			return
		}
		name := rapid.SampledFrom(names).Draw(t, "lost")
		less := scim.Clone(resource).(scim.Resource)
		delete(less, name)
		got := Compare(Expected{Type: "User", Resource: resource}, less, set)
		if len(got) == 0 {
			t.Fatalf("nobody misses %s of %v", name, resource)
		}
		for _, d := range got {
			if !strings.HasPrefix(d.Attribute, name) || d.Kind != Lost {
				t.Fatalf("%s is missing, and told is %v", name, d)
			}
		}
	})
}

func drawUser(t *rapid.T) scim.Resource {
	word := rapid.StringMatching(`[A-Za-z0-9][A-Za-z0-9 ._@çÉß-]{0,8}[a-z0-9]`)
	user := scim.Resource{}
	for _, name := range []string{"userName", "externalId", "nickName", "title", "locale", "profileUrl"} {
		if rapid.Bool().Draw(t, name) {
			user[name] = word.Draw(t, name+" value")
		}
	}
	if rapid.Bool().Draw(t, "active") {
		user["active"] = rapid.Bool().Draw(t, "active value")
	}
	for _, name := range []string{"emails", "phoneNumbers", "roles"} {
		if n := rapid.IntRange(0, 3).Draw(t, name); n > 0 {
			list := []any{}
			for i := range n {
				list = append(list, map[string]any{"type": fmt.Sprintf("t%d", i), "value": word.Draw(t, name+" value")})
			}
			user[name] = list
		}
	}
	if rapid.Bool().Draw(t, "extension") {
		user[scim.URNEnterpriseUser] = map[string]any{"department": word.Draw(t, "department"), "manager": map[string]any{"value": word.Draw(t, "manager")}}
	}
	return user
}

// shuffled is the same value with arrays in another order and names in another
// case.
func shuffled(t *rapid.T, value any) any {
	switch v := value.(type) {
	case scim.Resource:
		return scim.Resource(shuffled(t, map[string]any(v)).(map[string]any))
	case map[string]any:
		twin := map[string]any{}
		for _, name := range slices.Sorted(maps.Keys(v)) {
			spelled := name
			if rapid.Bool().Draw(t, "capitals") {
				spelled = strings.ToUpper(name)
			}
			twin[spelled] = shuffled(t, v[name])
		}
		return twin
	case []any:
		return rapid.Permutation(v).Draw(t, "order")
	}
	return value
}

// What a target shows must not make the comparison fail, whatever it is.
func TestCompareTakesAnything(t *testing.T) {
	expected := Expected{Type: "User", Resource: decode(t, userBody), Gone: []Gone{{"title", "x"}}}
	for _, value := range []string{`null`, `7`, `true`, `"x"`, `[]`, `[null]`, `[[1]]`, `{}`, `{"value":[{}]}`, `{"value":{"value":null}}`} {
		seen := decode(t, userBody)
		for name := range seen {
			var odd any
			if err := json.Unmarshal([]byte(value), &odd); err != nil {
				t.Fatal(err)
			}
			seen[name] = odd
		}
		if got := Compare(expected, seen, users()); len(got) == 0 {
			t.Errorf("everything is %s, and nothing is lost", value)
		}
	}
	groups := Expected{Type: "Group", Members: map[string]bool{"a": true}}
	if got := Compare(groups, decode(t, `{"members": [null, 7, [], {"value": {}}]}`), schema.NewSet(schema.Group())); len(got) == 0 {
		t.Error("no member is readable, and none is lost")
	}
}
