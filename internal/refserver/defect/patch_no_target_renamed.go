package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchNoTargetRenamed: RFC 7644 §3.5.2.2, §3.5.2.3 and table 9.
func patchNoTargetRenamed() Defect {
	return Defect{
		Name:     "patch-no-target-renamed",
		Sentence: "Calls a PATCH without target invalidPath where noTarget is due.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2.3-R09", "RFC7644-3.5.2.2-R01", "RFC7644-3.12-R22"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   []string{annaWith(twoEmails)},
			Request: patchAnna(`{"op":"replace","path":"emails[type eq \"other\"].value","value":"anna@example.com"}`),
			Control: patchAnna(`{"op":"replace","path":"email","value":"anna@example.com"}`),
		},
		Install: onPatched(func(_ *Call, a *Answer) {
			if a.Status != http.StatusBadRequest || a.Body().String("scimType") != "noTarget" {
				return
			}
			a.Change(func(body scim.Resource) { body["scimType"] = "invalidPath" })
		}),
	}
}
