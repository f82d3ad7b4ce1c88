package defect

import (
	"net/http"
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
)

// patchMovesLastModified: RFC 7644 §3.5.2.1: adding what is there SHALL NOT
// change the modify timestamp; §3.5.2: after an error the original resource is
// restored.
func patchMovesLastModified() []Defect {
	added := `{"op":"add","path":"emails","value":[{"type":"work","value":"anna@work.example"}]}`
	return []Defect{
		{
			Name:     "patch-redundant-add-moves-last-modified",
			Sentence: "Sets meta.lastModified when a PATCH adds nothing but what is there.",
			Subject:  "patch",
			Breaks:   []requirement.ID{"RFC7644-3.5.2.1-R13"},
			Harm:     Annoyance,
			Shows: Demo{
				Given:   []string{annaWith(twoEmails)},
				Request: patchAnna(added),
				Control: patchAnna(`{"op":"add","path":"emails","value":[{"type":"other","value":"anna@example.com"}]}`),
			},
			Install: onPatch(func(c *Call, steps []step) *Answer {
				if slices.ContainsFunc(steps, func(s step) bool { return !s.is("add") }) {
					return nil
				}
				before := wording(c)
				if a := c.Pass(); !a.OK() || wording(c) != before {
					return a
				}
				touch(c)
				return asUsual(c)
			}),
		},
		{
			Name:     "patch-failure-moves-last-modified",
			Sentence: "Sets meta.lastModified also when a PATCH fails and nothing else changes.",
			Subject:  "patch",
			Breaks:   []requirement.ID{"RFC7644-3.5.2-R21", "RFC7644-3.5.2-R20"},
			Harm:     Annoyance,
			Shows: Demo{
				Given:   []string{annaWith(twoEmails), patchAnna(`{"op":"replace","path":"id","value":"42"}`)},
				Request: `GET /Users/$anna`,
				Control: patchAnna(`{"op":"replace","path":"id","value":"43"}`),
			},
			Install: onPatch(func(c *Call, _ []step) *Answer {
				a := c.Pass()
				if a.Status == http.StatusBadRequest {
					touch(c)
				}
				return a
			}),
		},
	}
}

// wording is the resource as it is read.
func wording(c *Call) string { return string(c.Ask(http.MethodGet, c.Path, nil).Raw) }

// touch changes the resource and takes the change back, which moves its
// meta.lastModified.
func touch(c *Call) {
	back := doing("remove", "externalId", nil)
	if was := stored(c).String("externalId"); was != "" {
		back = doing("replace", "externalId", was)
	}
	for _, s := range []step{doing("replace", "externalId", "touched"), back} {
		c.Ask(http.MethodPatch, c.Path, messageOf(s))
	}
}
