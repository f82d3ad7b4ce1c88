package defect

import (
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// patchRemoveWithoutPath: RFC 7644 §3.5.2.2: remove without a path fails with
// noTarget.
func patchRemoveWithoutPath() []Defect {
	return []Defect{
		removeWithoutPath("patch-remove-without-path-ignored", DataDrift,
			"Skips a remove without a path and reports a success.",
			func(*Call) []step { return nil }),
		removeWithoutPath("patch-remove-without-path-empties-resource", UsersLost,
			"Takes a remove without a path for all of the resource, and removes every attribute that is not required.",
			emptying),
	}
}

func removeWithoutPath(name string, harm Harm, sentence string, instead func(c *Call) []step) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2-R08", "RFC7644-3.5.2.2-R01"},
		Harm:     harm,
		Shows: Demo{
			Given:   []string{annaWith(`"nickName":"Annie"`, twoEmails)},
			Request: patchAnna(`{"op":"remove"}`),
			Control: patchAnna(`{"op":"remove","path":"nickName"}`),
		},
		Install: onSteps(func(c *Call, s step) ([]step, bool) {
			if !s.is("remove") || s.path() != "" {
				return nil, false
			}
			return instead(c), true
		}),
	}
}

// emptying removes what a client may remove.
func emptying(c *Call) []step {
	kept := []string{"schemas", "id", "meta", "groups", "username"}
	if patchesGroup(c) {
		kept = append(kept, "displayname")
	}
	var steps []step
	for name := range stored(c) {
		if !slices.Contains(kept, strings.ToLower(name)) {
			steps = append(steps, doing("remove", name, nil))
		}
	}
	return steps
}
