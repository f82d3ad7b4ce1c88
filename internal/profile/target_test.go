package profile_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/profile"
)

func mapped(targets ...string) profile.Mapping {
	m := profile.Mapping{}
	for _, target := range targets {
		m.Attributes = append(m.Attributes, profile.Attribute{Target: target, Source: "x"})
	}
	return m
}

// Extensions of users are those that the profile names; the core schema is none,
// and the enterprise extension is everybody's (RFC 7643 §4.3).
func TestExtensions(t *testing.T) {
	groups := mapped("urn:example:scim:Team:2.0:Group:color")
	p := &profile.Profile{Groups: &groups, Users: mapped(
		"userName",
		"urn:ietf:params:scim:schemas:core:2.0:User:title",
		"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
		"urn:ietf:params:scim:schemas:extension:AdskUserExt:2.0:User:objectGUID",
		"urn:ietf:params:scim:schemas:extension:adskuserext:2.0:User:costCode",
		"urn:ietf:params:scim:schemas:extension:AdskUserExt:2.0:User:objectguid",
		"urn:example:scim:Badge:2.0:User:badge.number",
	)}
	want := map[string][]string{
		"urn:ietf:params:scim:schemas:extension:AdskUserExt:2.0:User": {"objectGUID", "costCode"},
		"urn:example:scim:Badge:2.0:User":                             {"badge"},
	}
	if diff := cmp.Diff(want, p.Extensions()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Without leaves out what a target does not know, whatever the case, and never
// what accounts are matched by.
func TestWithout(t *testing.T) {
	p, err := load(t, whole)
	if err != nil {
		t.Fatal(err)
	}
	before, err := load(t, whole)
	if err != nil {
		t.Fatal(err)
	}
	got := p.Without([]string{"NickName", `emails[type eq "work"].value`, "userName", "members", "nobody"})
	names := func(m profile.Mapping) (names []string) {
		for _, attribute := range m.Attributes {
			names = append(names, attribute.Target)
		}
		return names
	}
	want := []string{"userName", "externalId", "active", "title", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"}
	if diff := cmp.Diff(want, names(got.Users)); diff != "" {
		t.Errorf("users (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"displayName"}, names(*got.Groups)); diff != "" {
		t.Errorf("groups (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff(before, p); diff != "" {
		t.Errorf("the profile itself changed (-before +after)\n%s", diff)
	}
	if got := (&profile.Profile{Users: mapped("title")}).Without([]string{"title"}); got.Groups != nil || len(got.Users.Attributes) != 0 {
		t.Errorf("got %+v", got)
	}
}

func TestAllows(t *testing.T) {
	m := &profile.Mapping{Actions: []string{"create", "update"}}
	var none *profile.Mapping
	if !m.Allows("create") || m.Allows("delete") || none.Allows("create") {
		t.Error("a mapping allows what it lists, and an absent one nothing (E-3.19)")
	}
}

func TestEffectsOf(t *testing.T) {
	p := &profile.Profile{Effects: []profile.Effect{{When: "a", Then: []string{"x"}}, {When: "b"}, {When: "a", Then: []string{"y"}}}}
	want := []profile.Effect{{When: "a", Then: []string{"x"}}, {When: "a", Then: []string{"y"}}}
	if diff := cmp.Diff(want, p.EffectsOf("a")); diff != "" {
		t.Error(diff)
	}
}
