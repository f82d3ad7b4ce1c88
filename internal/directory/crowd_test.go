package directory

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func crowd(t *testing.T, options Options, crowd Crowd) *Directory {
	t.Helper()
	d := New(options)
	must(t, d.Generate(crowd))
	return d
}

// people are all attributes of the crowd, for comparison.
func people(d *Directory) map[string][]string {
	found := map[string][]string{}
	for user := range d.Users() {
		found[user.ID] = append([]string{user.ObjectID, user.Manager, user.values.packed}, user.values.shape.names...)
	}
	for group := range d.Groups() {
		found[group.ID] = append(slices.Collect(group.Members()), group.ObjectID, group.DisplayName)
	}
	return found
}

func TestSameSeedSameCrowd(t *testing.T) {
	for _, seed := range []int64{0, 7, -1} {
		want := people(crowd(t, Options{Seed: 1}, Crowd{Users: 300, Groups: 12, Seed: seed}))
		if diff := cmp.Diff(want, people(crowd(t, Options{Seed: 1}, Crowd{Users: 300, Groups: 12, Seed: seed}))); diff != "" {
			t.Errorf("seed %d:\n%s", seed, diff)
		}
		if cmp.Equal(want, people(crowd(t, Options{Seed: 1}, Crowd{Users: 300, Groups: 12, Seed: seed + 2}))) {
			t.Errorf("seeds %d and %d give the same crowd", seed, seed+2)
		}
	}
}

// Names by which a target tells accounts apart are unique; addresses are at
// example domains and nowhere else; values fit Entra's limits.
func TestCrowdIsUniqueAndHarmless(t *testing.T) {
	d := crowd(t, Options{}, Crowd{Users: 5000, Groups: 120, Seed: 7})
	limits := map[string]int{"givenName": 64, "surname": 64, "displayName": 256, "jobTitle": 128, "department": 64, "mailNickname": 64}
	seen := map[string]bool{}
	for user := range d.Users() {
		for _, name := range []string{"userPrincipalName", "mail"} {
			address, _ := user.Value(name)
			if !strings.HasSuffix(address, "@fabrikam.example") || strings.Count(address, "@") != 1 || seen[name+address] {
				t.Errorf("%s of %s is %q, or not unique", name, user.ID, address)
			}
			seen[name+address] = true
		}
		for name, v := range user.values.draft() {
			text := v.texts[0]
			if limit := limits[name]; limit > 0 && utf8.RuneCountInString(text) > limit {
				t.Errorf("%s of %s has %d characters", name, user.ID, utf8.RuneCountInString(text))
			}
			if !utf8.ValidString(text) || text != strings.TrimSpace(text) {
				t.Errorf("%s of %s is %q", name, user.ID, text)
			}
			if name == "telephoneNumber" || name == "mobile" {
				if !strings.Contains(text, " 555 01") || len(text) != len("+1 425 555 0100") {
					t.Errorf("%s of %s is %q, not from the range for fiction", name, user.ID, text)
				}
			}
		}
		if seen[user.ObjectID] {
			t.Errorf("object id %s is not unique", user.ObjectID)
		}
		seen[user.ObjectID] = true
	}
	for group := range d.Groups() {
		if group.DisplayName == "" || seen[group.DisplayName] {
			t.Errorf("group name %q is empty or not unique", group.DisplayName)
		}
		seen[group.DisplayName] = true
	}
}

// The crowd has the values that break careless programs.
func TestCrowdIsUnkind(t *testing.T) {
	d := crowd(t, Options{}, Crowd{Users: 200})
	kinds := []struct {
		name string
		is   func(text string) bool
	}{
		{"non-ASCII", func(text string) bool {
			return strings.IndexFunc(text, func(r rune) bool { return r > unicode.MaxASCII }) >= 0
		}},
		{"an apostrophe", func(text string) bool { return strings.Contains(text, "'") }},
		{"a typographic apostrophe", func(text string) bool { return strings.Contains(text, "’") }},
		{"right to left", func(text string) bool {
			return strings.IndexFunc(text, func(r rune) bool { return unicode.In(r, unicode.Hebrew, unicode.Arabic) }) >= 0
		}},
		{"a combining accent", func(text string) bool {
			return strings.IndexFunc(text, func(r rune) bool { return unicode.Is(unicode.Mn, r) && r < 0x370 }) >= 0
		}},
		{"a blank and a hyphen", func(text string) bool { return strings.Contains(text, "-") && strings.Contains(text, " ") }},
		{"256 characters", func(text string) bool { return utf8.RuneCountInString(text) == 256 }},
		{"one letter", func(text string) bool { return strings.HasPrefix(text, "Q ") }},
	}
	for _, kind := range kinds {
		found := 0
		for user := range d.Users() {
			if name, _ := user.Value("displayName"); kind.is(name) {
				found++
			}
		}
		if found == 0 {
			t.Errorf("no display name with %s among 200 people", kind.name)
		}
	}
	withMobile := 0
	for user := range d.Users() {
		if _, has := user.Value("mobile"); has {
			withMobile++
		}
	}
	if withMobile == 0 || withMobile == 200 {
		t.Errorf("%d of 200 have a mobile: some must, some must not (E-3.12)", withMobile)
	}
}

// Everybody is in a group, the groups are bounded, the managers form one tree.
func TestShapeOfTheCrowd(t *testing.T) {
	tests := []struct{ users, groups, largest int }{
		{5000, 120, 84}, {100, 100, 2}, {10, 30, 2}, {50, 1, 50}, {1, 1, 1}, {0, 3, 0}, {40, 0, 0},
	}
	for _, test := range tests {
		d := crowd(t, Options{}, Crowd{Users: test.users, Groups: test.groups, Assigned: true})
		if users, groups := len(d.users.by), len(d.groups.by); users != test.users || groups != test.groups {
			t.Errorf("%d users and %d groups, want %d and %d", users, groups, test.users, test.groups)
		}
		roots := 0
		for user := range d.Users() {
			if !d.Assigned(user.ID) || len(user.groups) == 0 && test.groups > 0 {
				t.Errorf("%d/%d: %s is in no assigned group", test.users, test.groups, user.ID)
			}
			if user.Manager == "" {
				roots++
			}
			if above := d.User(user.Manager); above != nil && above.ID >= user.ID {
				t.Errorf("%s is managed by the later %s", user.ID, above.ID)
			}
		}
		if roots != min(1, test.users) {
			t.Errorf("%d/%d: %d people without a manager", test.users, test.groups, roots)
		}
		for manager, team := range d.reports {
			if len(team) > 8 {
				t.Errorf("%s has %d reports", manager, len(team))
			}
		}
		for group := range d.Groups() {
			if !d.Assigned(group.ID) || len(group.members) > test.largest {
				t.Errorf("%d/%d: %s has %d members, assigned %t", test.users, test.groups, group.ID, len(group.members), d.Assigned(group.ID))
			}
		}
	}
}

func TestUnassignedCrowd(t *testing.T) {
	d := crowd(t, Options{}, Crowd{Users: 20, Groups: 2})
	if found := assigned(d); len(found) > 0 {
		t.Errorf("assigned without being asked for: %v", found)
	}
}

// A crowd carries the marker and the target's domain, but no story knows it.
func TestCrowdIsMarked(t *testing.T) {
	d := crowd(t, Options{Marking: Marking{Marker: "sim12", Domain: "corp.example"}}, Crowd{Users: 30, Groups: 2})
	for user := range d.Users() {
		for _, name := range []string{"userPrincipalName", "mail"} {
			if address, _ := user.Value(name); !strings.HasSuffix(address, ".sim12@corp.example") {
				t.Errorf("%s of %s is %q", name, user.ID, address)
			}
		}
	}
	for group := range d.Groups() {
		if !strings.HasSuffix(group.DisplayName, " sim12") {
			t.Errorf("%s is called %q", group.ID, group.DisplayName)
		}
	}
	if len(d.marked) > 0 {
		t.Errorf("%d values of the crowd are remembered", len(d.marked))
	}
}

// A second crowd continues the first; a story that uses its aliases is told.
func TestCrowdsFollowEachOther(t *testing.T) {
	d := crowd(t, Options{}, Crowd{Users: 5, Groups: 1, Seed: 1})
	must(t, d.Generate(Crowd{Users: 5, Groups: 1, Seed: 1}))
	names := map[string]bool{}
	for user := range d.Users() {
		name, _ := user.Value("userPrincipalName")
		names[name] = true
	}
	if len(names) != 10 || d.User("user-000010") == nil || d.Group("group-0002") == nil {
		t.Errorf("%d names", len(names))
	}
	taken := New(Options{})
	must(t, taken.AddUser(attrs{"id": "user-000003"}))
	if err := taken.Generate(Crowd{Users: 5}); err == nil || !strings.Contains(err.Error(), `"user-000003"`) {
		t.Errorf("an alias of the crowd is taken: %v", err)
	}
	must(t, taken.AddUser(attrs{"id": "group-0001"}))
	if err := taken.Generate(Crowd{Groups: 1}); err == nil || !strings.Contains(err.Error(), `"group-0001"`) {
		t.Errorf("an alias of the crowd is taken: %v", err)
	}
}
