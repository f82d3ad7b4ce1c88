package provision_test

import (
	"testing"
)

// The request sequences of E-5.14, in both dialects where they differ.
func TestRequestSequences(t *testing.T) {
	type steps = func(w *world) []error
	tests := []struct {
		rule, name, dialect string
		before              steps // then the initial cycle
		event               steps
		want                []string
	}{
		{rule: "E-5.60", name: "new user, no match",
			before: func(w *world) []error { return []error{w.directory.Assign("bo")} },
			event:  func(w *world) []error { return []error{w.directory.SetManager("ana", "bo"), w.directory.Assign("ana")} },
			want: []string{
				"GET /Users?userName eq ana@fabrikam.example", "POST /Users ana", "PATCH /Users/ana Add " + manager + "=bo",
			}},
		{rule: "E-5.61", name: "new user, match with differences",
			event: func(w *world) []error {
				w.target.resources["Users/t-ana"] = attrs{"id": "t-ana", "userName": "ANA@fabrikam.example", "active": true, "name": attrs{"givenName": "Anna"}}
				return []error{w.directory.Assign("ana")}
			},
			want: []string{
				"GET /Users?userName eq ana@fabrikam.example",
				"PATCH /Users/ana Replace name.givenName=Ana Add name.familyName=Reis", // E-3.18: the case of userName is no difference
			}},
		{rule: "E-5.61", name: "new user, match without differences",
			event: func(w *world) []error {
				w.target.resources["Users/t-ana"] = attrs{
					"id": "t-ana", "userName": "ana@fabrikam.example", "active": true, "name": attrs{"givenName": "Ana", "familyName": "Reis"},
				}
				return []error{w.directory.Assign("ana")}
			},
			want: []string{"GET /Users?userName eq ana@fabrikam.example"}},
		{rule: "E-5.62", name: "changed user",
			before: func(w *world) []error { return []error{w.directory.Assign("ana")} },
			event: func(w *world) []error {
				return []error{w.directory.Update("ana", attrs{"surname": "Moreira", "department": "Sourcing", "mail": "ana@fabrikam.example"})}
			},
			want: []string{
				"GET /Users/ana",
				`PATCH /Users/ana Replace name.familyName=Moreira Add emails[type eq "work"].value=ana@fabrikam.example Add ` + department + "=Sourcing",
			}},
		{rule: "E-5.62", name: "changed user, flag", dialect: "entra-optscim", // E-5.21, E-5.22
			before: func(w *world) []error { return []error{w.directory.Assign("ana")} },
			event: func(w *world) []error {
				return []error{w.directory.Update("ana", attrs{"givenName": "Anna", "surname": "Moreira", "mail": "ana@fabrikam.example"}), w.directory.Disable("ana")}
			},
			want: []string{
				"GET /Users/ana",
				`PATCH /Users/ana add emails[type eq "work"].value=ana@fabrikam.example` +
					" replace=map[name.familyName:Moreira name.givenName:Anna] replace active=false",
			}},
		{rule: "E-5.63", name: "user removed from an assigned group",
			before: func(w *world) []error { return []error{w.directory.Assign("design")} },
			event:  func(w *world) []error { return []error{w.directory.RemoveMember("design", "bo")} },
			want: []string{
				"GET /Users/bo", "PATCH /Users/bo Replace active=False", "GET /Groups/design", "PATCH /Groups/design Remove members=bo",
			}},
		{rule: "E-5.63", name: "user removed from an assigned group, flag", dialect: "entra-optscim", // E-5.41
			before: func(w *world) []error { return []error{w.directory.Assign("design")} },
			event:  func(w *world) []error { return []error{w.directory.RemoveMember("design", "bo")} },
			want: []string{
				"GET /Users/bo", "PATCH /Users/bo replace active=false", "GET /Groups/design",
				`PATCH /Groups/design remove members[value eq "t-bo"]=<nil>`,
			}},
		{rule: "E-5.64", name: "group unassigned",
			before: func(w *world) []error { return []error{w.directory.Assign("staff"), w.directory.Assign("design")} },
			event:  func(w *world) []error { return []error{w.directory.Unassign("staff")} },
			want:   []string{"GET /Users/cy", "PATCH /Users/cy Replace active=False", "GET /Groups/staff", "DELETE /Groups/staff"}},
		{rule: "E-5.65", name: "new group",
			before: func(w *world) []error { return []error{w.directory.Assign("design")} },
			event: func(w *world) []error {
				return []error{w.directory.AddGroup(attrs{"id": "new", "displayName": "New", "members": []any{"bo", "ana"}}), w.directory.Assign("new")}
			},
			want: []string{
				"GET /Groups?displayName eq New", "POST /Groups new", "PATCH /Groups/new Add members=bo", "PATCH /Groups/new Add members=ana",
			}},
		{rule: "E-5.66", name: "hard-deleted user",
			before: func(w *world) []error { return []error{w.directory.Assign("ana")} },
			event:  func(w *world) []error { return []error{w.directory.Purge("ana")} },
			want:   []string{"GET /Users/ana", "DELETE /Users/ana"}},
		{rule: "E-5.66", name: "hard-deleted user that the target lost (E-6.9)",
			before: func(w *world) []error { return []error{w.directory.Assign("ana")} },
			event: func(w *world) []error {
				delete(w.target.resources, "Users/t-ana")
				return []error{w.directory.Purge("ana")}
			},
			want: []string{"GET /Users/ana"}},
		{rule: "E-5.67", name: "linked account gone, nobody matches",
			before: func(w *world) []error { return []error{w.directory.Assign("ana")} },
			event: func(w *world) []error {
				delete(w.target.resources, "Users/t-ana")
				return []error{w.directory.Update("ana", attrs{"surname": "Moreira"})}
			},
			want: []string{"GET /Users/ana", "GET /Users?userName eq ana@fabrikam.example", "POST /Users ana"}},
		{rule: "E-5.67", name: "linked account gone, another matches",
			before: func(w *world) []error { return []error{w.directory.Assign("ana")} },
			event: func(w *world) []error {
				twin := w.user("ana")
				delete(w.target.resources, "Users/t-ana")
				twin["id"] = "t-twin"
				w.target.resources["Users/t-twin"] = twin
				return []error{w.directory.Update("ana", attrs{"surname": "Moreira"})}
			},
			want: []string{"GET /Users/ana", "GET /Users?userName eq ana@fabrikam.example", "PATCH /Users/twin Replace name.familyName=Moreira"}},
		{rule: "E-5.67", name: "linked group gone: created again, with its members",
			before: func(w *world) []error { return []error{w.directory.Assign("design")} },
			event: func(w *world) []error {
				delete(w.target.resources, "Groups/t-design")
				return []error{w.directory.Update("design", attrs{"description": "Draws"})}
			},
			want: []string{
				"GET /Groups/design", "GET /Groups?displayName eq Design", "POST /Groups design",
				"PATCH /Groups/design Add members=ana", "PATCH /Groups/design Add members=bo",
			}},
		{rule: "E-6.6", name: "linked account gone and out of scope: nothing to do",
			before: func(w *world) []error { return []error{w.directory.Assign("ana")} },
			event: func(w *world) []error {
				delete(w.target.resources, "Users/t-ana")
				return []error{w.directory.Unassign("ana")}
			},
			want: []string{"GET /Users/ana"}},
		{rule: "E-5.38", name: "group renamed: by its id, not by its name (E-1.15)",
			before: func(w *world) []error { return []error{w.directory.Assign("design")} },
			event:  func(w *world) []error { return []error{w.directory.Update("design", attrs{"displayName": "Drawing"})} },
			want:   []string{"GET /Groups/design", "PATCH /Groups/design Replace displayName=Drawing"}},
		{rule: "E-1.15", name: "user renamed: by its id",
			before: func(w *world) []error { return []error{w.directory.Assign("ana")} },
			event: func(w *world) []error {
				return []error{w.directory.Update("ana", attrs{"userPrincipalName": "ana.moreira@fabrikam.example"})}
			},
			want: []string{"GET /Users/ana", "PATCH /Users/ana Replace userName=ana.moreira@fabrikam.example"}},
		{rule: "E-12.12", name: "deleted group restored: matched or created anew",
			before: func(w *world) []error { return []error{w.directory.Assign("ana"), w.directory.Assign("design")} },
			event: func(w *world) []error {
				w.must(w.directory.Delete("design"))
				w.cycle()
				return []error{w.directory.Restore("design")}
			},
			want: []string{
				"GET /Users/bo", "PATCH /Users/bo Replace active=True", "GET /Groups?displayName eq Design", "POST /Groups design",
				"PATCH /Groups/design Add members=ana", "PATCH /Groups/design Add members=bo",
			}},
	}
	for _, test := range tests {
		t.Run(test.rule+" "+test.name, func(t *testing.T) {
			w := office(t)
			if test.dialect != "" {
				w.dialect = test.dialect
			}
			if test.before != nil {
				w.must(test.before(w)...)
			}
			w.cycle()
			w.must(test.event(w)...)
			w.expect(w.cycle(), test.want...)
			w.expect(w.cycle())
		})
	}
}
