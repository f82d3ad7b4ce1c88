package scenario

import "testing"

// Expectations speak of objects of the story, by names that a target can have.
func TestExpectMistakes(t *testing.T) {
	judge(t, []row{
		{"unknown user", expecting("{users: {anna: absent}}"), `14:22: there is no user "anna" in this story (did you mean "ana"?)`},
		{"unknown group", expecting("{groups: {desgin: absent}}"), `14:23: there is no group "desgin" in this story (did you mean "design"?)`},
		{"a group among users", expecting("{users: {design: present}}"), `14:22: "design" is a group, a user is needed here`},
		{"one who comes later", story("  - expect: {users: {cy: absent}}", "  - change:", "      - create: {user: {id: cy}}"), `14:22: "cy" is not in the directory yet: a later step creates it`},
		{"one who is gone", story("  - change:", "      - purge: bo", "    expect: {users: {bo: absent}, groups: {design: {members: [ana, bo]}}}"), ""},
		{"no attribute", expecting("{users: {ana: {'emails[': x}}}"), `14:28: emails[ is not the name of a target attribute: ` + syntaxOf("emails[")},
		{"element by two conditions", expecting(`{users: {ana: {'emails[type eq "a" or type eq "b"].value': x}}}`), `14:28: emails[type eq "a" or type eq "b"].value is not the name of a target attribute: an element is selected by one equality and has a sub-attribute, as in emails[type eq "work"].value (E-3.21)`},
		{"element", expecting(`{users: {ana: {'emails[type eq "work"].value': x, 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department': y}}}`), ""},
		{"unknown member", expecting("{groups: {design: {members: [ana, bob]}}}"), `14:47: there is no user or group "bob" in this story (did you mean "bo"?)`},
		{"no members", expecting("{groups: {design: {members: []}}}"), ""},
		{"members that are no list", expecting("{groups: {design: {members: ana}}}"), "14:41: members: should be a list of aliases, such as [ana, bo]"},
		{"members of a user", expecting("{users: {ana: {members: [bo]}}}"), "14:28: members is an attribute of groups"},
		{"a list elsewhere", expecting("{users: {ana: {nickName: [a, b]}}}"), "14:38: nickName: only members is compared as a list"},
		{"an object", expecting("{users: {ana: {name: {familyName: x}}}}"), "14:34: name: should be a string or a number or a boolean or null or a list, not an object"},
		{"unknown manager", expecting("{users: {bo: {manager: anna}}}"), `14:36: there is no user "anna" in this story (did you mean "ana"?)`},
		{"unknown manager by the whole name", expecting("{users: {bo: {'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager': anna}}}"), `14:97: there is no user "anna" in this story (did you mean "ana"?)`},
		{"manager that is a group", expecting("{users: {bo: {manager: design}}}"), `14:36: "design" is a group, a user is needed here`},
		{"nobody as manager", expecting("{users: {bo: {manager: null}}}"), ""},
		{"unknown object of the log", expecting("{log: [{object: anna, action: update, status: success}]}"), `14:29: there is no user or group "anna" in this story (did you mean "ana"?)`},
		{"unknown object of an observation", expecting("{observed: {seats: {anna: 2}}}"), `14:33: there is no user or group "anna" in this story (did you mean "ana"?)`},
		{"effects inside effects", expecting("{byEffect: {users: {ana: present}, byEffect: {users: {bo: absent}}}}"), "14:48: byEffect cannot stand inside byEffect"},
		{"unknown in effects", expecting("{byEffect: {users: {anna: present}}}"), `14:33: there is no user "anna" in this story (did you mean "ana"?)`},
		{"requests before any cycle", before("  - expect: {requests: {\"GET /Users\": 1}}\n  - cycle: initial\n"), "13:14: requests: no cycle has run yet"},
		{"log before any cycle", before("  - expect: {log: [{object: ana, action: create, status: success}]}\n  - cycle: initial\n"), "13:14: log: no cycle has run yet"},
		{"users before any cycle", before("  - expect: {users: {ana: absent}}\n  - cycle: initial\n"), ""},
	})
}
