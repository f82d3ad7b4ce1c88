package patch_test

import "testing"

// The examples of RFC 7644 §3.5.2.1 – §3.5.2.3 in their order, with the slips
// corrected that the errata name (EID 8096: a closing brace). Shortened ids stay
// as printed. What the resource was before is not printed and is ours.

const (
	babs  = `{"display":"Babs Jensen","$ref":"https://example.com/v2/Users/2819c223...413861904646","value":"2819c223-7f76-453a-919d-413861904646"}`
	james = `{"display":"James Smith","$ref":"https://example.com/v2/Users/08e1d05d...473d93df9210","value":"08e1d05d...473d93df9210"}`
)

func TestExamplesOnGroups(t *testing.T) {
	group := func(members string) string {
		return `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"acbf3ae7-8463-...-9b4da3f908ce","displayName":"Tour Guides"` + members + `}`
	}
	of := func(members string) outcome { return outcome(group(`,"members":[` + members + `]`)) }
	play(t, groups(), []row{
		{
			"§3.5.2.1 add a member", group(``),
			`{"op":"add","path":"members","value":[` + babs + `]}`, of(babs), "",
		},
		{
			"§3.5.2.1 beside another", group(`,"members":[` + james + `]`),
			`{"op":"add","path":"members","value":[` + babs + `]}`, of(james + `,` + babs), "",
		},
		{
			"§3.5.2.1 already a member: no changes", group(`,"members":[` + babs + `]`),
			`{"op":"add","path":"members","value":[` + babs + `]}`, same, "",
		},
		{
			"§3.5.2.1 already a member, otherwise described", group(`,"members":[{"value":"2819c223-7f76-453a-919d-413861904646","$ref":"../Users/2819c223-7f76-453a-919d-413861904646","type":"User"}]`),
			`{"op":"add","path":"members","value":[` + babs + `]}`, same, "",
		},
		{
			"§3.5.2.2 remove a single member", group(`,"members":[` + james + `,{"value":"2819c223-7f76-...413861904646"}]`),
			`{"op":"remove","path":"members[value eq \"2819c223-7f76-...413861904646\"]"}`, of(james), "",
		},
		{
			"§3.5.2.2 the last one: unassigned", group(`,"members":[{"value":"2819c223-7f76-...413861904646"}]`),
			`{"op":"remove","path":"members[value eq \"2819c223-7f76-...413861904646\"]"}`, outcome(group(``)), "",
		},
		{
			"§3.5.2.2 not a member: no changes, success", group(`,"members":[` + james + `]`),
			`{"op":"remove","path":"members[value eq \"2819c223-7f76-...413861904646\"]"}`, same, "",
		},
		{
			"§3.5.2.2 remove all members", group(`,"members":[` + james + `,` + babs + `]`),
			`{"op":"remove","path":"members"}`, outcome(group(``)), "",
		},
		{
			"§3.5.2.2 remove and add a member", group(`,"members":[{"value":"2819c223...919d-413861904646"}]`),
			`{"op":"remove","path":"members[value eq\"2819c223...919d-413861904646\"]"},
			 {"op":"add","path":"members","value":[` + james + `]}`, of(james), "",
		},
		{
			"§3.5.2.2 replace all members in two steps", group(`,"members":[{"value":"e9e30dba"},{"value":"6c5bb468"}]`),
			`{"op":"remove","path":"members"},
			 {"op":"add","path":"members","value":[` + babs + `,` + james + `]}`, of(babs + `,` + james), "",
		},
		{
			"§3.5.2.3 replace all members in one step", group(`,"members":[{"value":"e9e30dba"},{"value":"6c5bb468"}]`),
			`{"op":"replace","path":"members","value":[` + babs + `,` + james + `]}`, of(babs + `,` + james), "",
		},
	})
}

func TestExamplesOnUsers(t *testing.T) {
	const (
		before = `{"userName":"bjensen","emails":[{"value":"bjensen@example.com","type":"work","primary":true}],
			"addresses":[
				{"type":"work","streetAddress":"100 Universal City Plaza","locality":"Hollywood","region":"CA","postalCode":"91608","country":"USA"},
				{"type":"home","streetAddress":"456 Hollywood Blvd","primary":true}]}`
		workMail = `{"value":"bjensen@example.com","type":"work","primary":true}`
		homeMail = `{"value":"babs@jensen.org","type":"home"}`
	)
	play(t, users(), []row{
		{
			"§3.5.2.1 add attributes without a path", `{"userName":"bjensen","emails":[` + workMail + `]}`,
			`{"op":"add","value":{"emails":[{"value":"babs@jensen.org","type":"home"}],"nickname":"Babs"}}`,
			`{"userName":"bjensen","emails":[` + workMail + `,` + homeMail + `],"nickName":"Babs"}`, "",
		},
		{
			"§3.5.2.1 an existing nickname is replaced", `{"userName":"bjensen","nickName":"Barb","emails":[` + homeMail + `]}`,
			`{"op":"add","value":{"emails":[{"value":"babs@jensen.org","type":"home"}],"nickname":"Babs"}}`,
			`{"userName":"bjensen","nickName":"Babs","emails":[` + homeMail + `]}`, "",
		},
		{
			"§3.5.2.2 remove a value by a filter of two terms",
			`{"userName":"bjensen","emails":[` + workMail + `,{"value":"bjensen@example.org","type":"work"},{"value":"b@example.com","type":"home"}]}`,
			`{"op":"remove","path":"emails[type eq \"work\" and value ew \"example.com\"]"}`,
			`{"userName":"bjensen","emails":[{"value":"bjensen@example.org","type":"work"},{"value":"b@example.com","type":"home"}]}`, "",
		},
		{
			"§3.5.2.3 change the entire work address", before,
			`{"op":"replace","path":"addresses[type eq \"work\"]","value":{"type":"work","streetAddress":"911 Universal City Plaza",
				"locality":"Hollywood","region":"CA","postalCode":"91608","country":"US",
				"formatted":"911 Universal City Plaza\nHollywood, CA 91608 US","primary":true}}`,
			`{"userName":"bjensen","emails":[` + workMail + `],
			"addresses":[
				{"type":"work","streetAddress":"911 Universal City Plaza","locality":"Hollywood","region":"CA","postalCode":"91608","country":"US",
				 "formatted":"911 Universal City Plaza\nHollywood, CA 91608 US","primary":true},
				{"type":"home","streetAddress":"456 Hollywood Blvd","primary":false}]}`, "",
		},
		{
			"§3.5.2.3 change a sub-attribute of the work address", before,
			`{"op":"replace","path":"addresses[type eq \"work\"].streetAddress","value":"1010 Broadway Ave"}`,
			`{"userName":"bjensen","emails":[` + workMail + `],
			"addresses":[
				{"type":"work","streetAddress":"1010 Broadway Ave","locality":"Hollywood","region":"CA","postalCode":"91608","country":"USA"},
				{"type":"home","streetAddress":"456 Hollywood Blvd","primary":true}]}`, "",
		},
		{
			"§3.5.2.3 replace all values of attributes", `{"userName":"bjensen","title":"Guide","emails":[{"value":"old@example.com","type":"other"}]}`,
			`{"op":"replace","value":{"emails":[{"value":"bjensen@example.com","type":"work","primary":true},{"value":"babs@jensen.org","type":"home"}],"nickname":"Babs"}}`,
			`{"userName":"bjensen","title":"Guide","emails":[` + workMail + `,` + homeMail + `],"nickName":"Babs"}`, "",
		},
	})
}
