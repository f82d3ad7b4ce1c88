package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// errorKeywords: RFC 7644 §3.12, table 9, and RFC 9865 §2.1: each condition has
// its keyword.
func errorKeywords() []Defect {
	user := []string{hereUser("anna@example.com") + " -> u"}
	duplicate := hereUser("anna@example.com")
	valid := patching("/Users/$u", `{"op":"replace","path":"title","value":"Clerk"}`)
	return []Defect{
		errorKeyword("invalidFilter", "invalidQuery", Demo{Request: `GET /Users?filter=userName+zz+"a"`, Control: `POST /Users {}`},
			"RFC7644-3.12-R17", "RFC7644-3.4.2.2-R36"),
		errorKeyword("uniqueness", "alreadyExists", Demo{Given: user, Request: duplicate, Control: `POST /Users {}`},
			"RFC7644-3.12-R19", "RFC7644-3.3-R12"),
		errorKeyword("mutability", "readOnlyAttribute", Demo{Given: user, Request: patching("/Users/$u", `{"op":"replace","path":"id","value":"7"}`), Control: valid},
			"RFC7644-3.12-R20", "RFC7644-3.5.2-R12"),
		errorKeyword("invalidSyntax", "badRequest", Demo{Request: `POST /Users {"schemas":[`, Control: hereUser("")},
			"RFC7644-3.12-R21"),
		errorKeyword("invalidPath", "badPath", Demo{Given: user, Request: patching("/Users/$u", `{"op":"replace","path":"title[","value":"Clerk"}`), Control: valid},
			"RFC7644-3.5.2-R10"),
		errorKeyword("invalidValue", "validationFailed", Demo{Request: hereUser(""), Control: `POST /Users {"schemas":[`},
			"RFC7644-3.12-R23"),
		errorKeyword("invalidCursor", "", Demo{Request: `GET /Users?cursor=unheard-of`, Control: `GET /Users?filter=userName`},
			"RFC9865-2.1-R02"),
		errorKeyword("invalidCount", "", Demo{Request: `GET /Users?cursor=&count=1000000`, Control: `GET /Users?cursor=unheard-of`},
			"RFC9865-2.1-R04"),
	}
}

// errorKeyword makes a defect that writes another scimType; "" leaves it out.
func errorKeyword(right, wrong string, shows Demo, breaks ...requirement.ID) Defect {
	sentence := "Writes " + wrong + " as scimType where " + right + " is due."
	if wrong == "" {
		sentence = "Leaves out scimType where " + right + " is due."
	}
	return Defect{
		Name:     "error-keyword-" + inWords(right) + "-wrong",
		Sentence: sentence,
		Subject:  "error",
		Breaks:   breaks,
		Harm:     Annoyance,
		Shows:    shows,
		Install: onErrorBodies(anyError, func(fault scim.Resource) {
			if fault["scimType"] != right {
				return
			}
			fault["scimType"] = wrong
			if wrong == "" {
				delete(fault, "scimType")
			}
		}),
	}
}
