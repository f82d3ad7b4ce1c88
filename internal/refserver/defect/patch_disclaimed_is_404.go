package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchDisclaimedIs404: RFC 7644 §3.12: what is not supported is answered 501.
func patchDisclaimedIs404() Defect {
	return Defect{
		Name:     "patch-disclaimed-is-404",
		Sentence: "Announces that it has no PATCH, and answers 404 to it.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.12-R16", "E-6.8", "RFC7644-3.5-R02"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{annaWith()},
			Request: patchAnna(`{"op":"replace","path":"nickName","value":"Annie"}`),
			Control: replacing("/Users/$anna", "anna@example.com", `"nickName":"Annie"`),
		},
		Install: func() Hooks {
			disclaiming := onEntries(atConfig, func(config scim.Resource) { config["patch"] = scim.Resource{"supported": false} })()
			disclaiming.Before = onPatch(func(*Call, []step) *Answer {
				return Refuse(http.StatusNotFound, "", "there is nothing here to be patched")
			})().Before
			return disclaiming
		},
	}
}
