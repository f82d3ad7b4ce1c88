package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/verdict"
)

const seenUser = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"7","active":true,"name":{"givenName":"Ana","familyName":"Reis"},` +
	`"emails":[{"type":"work","value":"a@fabrikam.example"},{"type":"home","value":"b@fabrikam.example"}],` +
	`"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Sales"}}`

// What was expected stands before what was seen, in its place within the
// resource; where the resource does not show it, the bare values stand there.
func TestDifference(t *testing.T) {
	const department = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"
	for _, test := range []struct {
		name                      string
		attribute, expected, seen string
		body                      string
		want                      string
	}{
		{"a value", "active", "false", "true", seenUser, `-  active: false|+  "active": true,`},
		{"names fold case", "Active", "false", "true", seenUser, `-  Active: false|+  "active": true,`},
		{"a sub-attribute", "name.givenName", `"Eva"`, `"Ana"`, seenUser, `-    name.givenName: "Eva"|+    "givenName": "Ana",`},
		{"of an extension", department, `"Legal"`, `"Sales"`, seenUser, `-    ` + department + `: "Legal"|+    "department": "Sales"`},
		{"one of several", `emails[type eq "home"].value`, `"c@fabrikam.example"`, `"b@fabrikam.example"`, seenUser,
			`-    emails[type eq "home"].value: "c@fabrikam.example"|+    {|+      "type": "home",|+      "value": "b@fabrikam.example"|+    }`},
		{"an absent one", "title", `"Lead"`, "", seenUser, `-  title: "Lead"`},
		{"another moment", "active", "true", "false", seenUser, `-true|+false`},
		{"another resource", "active", "false", "true", strings.Replace(seenUser, `"7"`, `"8"`, 1), `-false|+true`},
		{"no JSON", "active", "false", "true", "oops", `-false|+true`},
		{"a status", "", "201", "200", "{}", `-201|+200`},
		{"two objects", "", `{"a":1,"b":2}`, `{"a":1,"b":3}`, "{}", `-  "b": 2|+  "b": 3`},
		{"two arrays", "", `["x"]`, `["x","y"]`, "{}", `-  "x"|+  "x",|+  "y"`},
		{"only what was seen", "", "", "500", "{}", `+500`},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := verdict.Finding{Resource: "Users/7", Attribute: test.attribute, Expected: test.expected, Seen: test.seen, Exchanges: []int64{1}}
			g := &gathered{cited: map[int64]exchange.Exchange{1: post(1, test.body)}}
			if diff := cmp.Diff(test.want, changedLines(newDifference(f, g))); diff != "" {
				t.Error(diff)
			}
		})
	}
	if newDifference(verdict.Finding{Attribute: "active"}, &gathered{}) != nil {
		t.Error("a difference of nothing")
	}
}

func changedLines(d *difference) string {
	var lines []string
	for _, line := range d.Lines {
		switch line.Class {
		case "expected":
			lines = append(lines, "-"+line.Text)
		case "seen":
			lines = append(lines, "+"+line.Text)
		}
	}
	return strings.Join(lines, "|")
}

// Lines far from every difference are counted, not shown.
func TestFolded(t *testing.T) {
	expected, seen := strings.Split("abcdefghijklmno", ""), strings.Split("abcdefghijklmno", "")
	seen[7] = "X"
	var got []string
	for _, line := range folded(compared(expected, seen)) {
		got = append(got, line.Class+" "+line.Text)
	}
	want := []string{
		"gap … 3 lines alike", "same d", "same e", "same f", "same g", "expected h", "seen X", "same i", "same j", "same k", "same l", "gap … 3 lines alike",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
