package defect

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// writeImmutable: RFC 7644 §3.5.1, RFC 7643 §7: what an immutable attribute means
// for PUT. These servers announce that employeeNumber is one.
func writeImmutable() []Defect {
	announced := `GET /Schemas/` + scim.URNEnterpriseUser
	anna := hereEmployee("anna@example.com", `"employeeNumber":"1"`) + " -> anna"
	put := func(number string) string {
		return `PUT /Users/$anna ` + bodyOf(hereEmployee("anna@example.com", `"employeeNumber":"`+number+`"`))
	}
	return []Defect{{
		Name:     "write-immutable-overwritten",
		Sentence: "Announces that employeeNumber is immutable, refuses a PATCH that changes it, and lets a PUT do so.",
		Subject:  "replace",
		Breaks:   []requirement.ID{"RFC7644-3.5.1-R09", "RFC7643-7-R29"},
		Harm:     DataDrift,
		Shows:    Demo{Given: []string{anna}, Request: announced, Control: put("2")},
		Install: func() Hooks {
			return Hooks{Announce: makeImmutable, Before: onRequestsTo(refuseImmutable, http.MethodPatch)().Before}
		},
	}, {
		Name:     "write-immutable-mismatch-ignored",
		Sentence: "Announces that employeeNumber is immutable and answers 200 to a PUT with another one, which it ignores.",
		Subject:  "replace",
		Breaks:   []requirement.ID{"RFC7644-3.5.1-R10", "HOUSE-01"},
		Harm:     DataDrift,
		Shows:    Demo{Given: []string{anna}, Request: put("2"), Control: put("1")},
		Install: announcingImmutable(func(c *Call, now, was scim.Resource) *Answer {
			if was.String("employeeNumber") != "" {
				now["employeeNumber"] = was.String("employeeNumber")
			}
			return nil
		}),
	}, {
		Name:     "write-immutable-never-set",
		Sentence: "Announces that employeeNumber is immutable and refuses a PUT with one for a user who has none.",
		Subject:  "replace",
		Breaks:   []requirement.ID{"RFC7644-3.5.1-R11"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{hereEmployee("anna@example.com", `"department":"Sales"`) + " -> anna"},
			Request: put("1"),
			Control: replacing("/Users/$anna", "anna@example.com"),
		},
		Install: announcingImmutable(func(c *Call, now, was scim.Resource) *Answer {
			if now.String("employeeNumber") != "" && was.String("employeeNumber") == "" {
				return Refuse(http.StatusBadRequest, "mutability", "employeeNumber is immutable")
			}
			return nil
		}),
	}}
}

func makeImmutable(s *schema.Schema) {
	if s.ID == scim.URNEnterpriseUser {
		s.Attribute("employeeNumber").Mutability = "immutable"
	}
}

// refuseImmutable lets a PATCH of employeeNumber fail on a server that does not
// enforce it.
func refuseImmutable(c *Call) *Answer {
	was := stored(c).Object(scim.URNEnterpriseUser).String("employeeNumber")
	if c.Kind() != "Users" || was == "" {
		return nil
	}
	for _, operation := range c.Operations() {
		if strings.Contains(strings.ToLower(string(encode(operation))), "employeenumber") {
			return Refuse(http.StatusBadRequest, "mutability", "employeeNumber is immutable and has a value")
		}
	}
	return nil
}

// announcingImmutable makes hooks of a server that announces and enforces that
// employeeNumber is immutable, except that edit sees the extension of a PUT
// first, as it is sent and as it was.
func announcingImmutable(edit func(c *Call, now, was scim.Resource) *Answer) func() Hooks {
	return func() Hooks {
		return Hooks{
			Enforce:  makeImmutable,
			Announce: makeImmutable,
			Before: onRequestsTo(func(c *Call) *Answer {
				body, was := c.Body(), stored(c)
				now := body.Object(scim.URNEnterpriseUser)
				if c.Kind() != "Users" || now == nil || was == nil {
					return nil
				}
				answer := edit(c, now, was.Object(scim.URNEnterpriseUser))
				c.SetBody(body)
				return answer
			}, http.MethodPut)().Before,
		}
	}
}
