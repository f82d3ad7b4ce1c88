package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchAnswers: RFC 7644 §3.5.2: success is 200 with the whole resource or 204;
// with the attributes parameter it is 200.
func patchAnswers() []Defect {
	return []Defect{
		patchAnswered("patch-answers-200-without-body", "Answers a successful PATCH with 200 and no body.",
			[]requirement.ID{"RFC7644-3.5.2-R24"}, "",
			func(_ *Call, a *Answer) { a.SetBody(nil) }),
		patchAnswered("patch-answers-202", "Answers a successful PATCH with 202.",
			[]requirement.ID{"RFC7644-3.5.2-R24", "E-6.8", "E-12.15"}, "",
			func(_ *Call, a *Answer) { a.Status = http.StatusAccepted }),
		patchAnswered("patch-answers-with-fragment", "Answers a successful PATCH with 200 and only those attributes that its operations name.",
			[]requirement.ID{"RFC7644-3.5.2-R24"}, "",
			func(c *Call, a *Answer) { a.Change(func(body scim.Resource) { keepNamed(c, body) }) }),
		patchAnswered("patch-answers-204-to-attributes", "Answers a successful PATCH with 204 although the attributes parameter asks for some.",
			[]requirement.ID{"RFC7644-3.5.2-R26"}, "?attributes=nickName",
			func(c *Call, a *Answer) {
				if c.Query.Has("attributes") {
					a.Status = http.StatusNoContent
					a.SetBody(nil)
				}
			}),
	}
}

func patchAnswered(name, sentence string, breaks []requirement.ID, query string, change func(c *Call, a *Answer)) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "patch",
		Breaks:   breaks,
		Harm:     Annoyance,
		Shows: Demo{
			Given:   []string{annaWith()},
			Request: `PATCH /Users/$anna` + query + ` ` + patchBody(`{"op":"replace","path":"nickName","value":"Annie"}`),
			Control: `PATCH /Users/$anna` + query + ` ` + patchBody(`{"op":"replace","path":"nickNames","value":"Annie"}`),
		},
		Install: onPatched(func(c *Call, a *Answer) {
			if a.Status == http.StatusOK {
				change(c, a)
			}
		}),
	}
}

// keepNamed drops what no operation of the request names.
func keepNamed(c *Call, body scim.Resource) {
	kept := scim.Resource{"schemas": nil, "id": nil}
	for _, s := range stepsOf(c) {
		kept[s.place().name] = nil
		for name := range s.object() {
			if s.pathless() {
				kept[placeOf(name).name] = nil
			}
		}
		if urn := s.place().urn; urn != "" {
			kept[urn] = nil
		}
	}
	for name := range body {
		if _, named := kept.Get(name); !named {
			delete(body, name)
		}
	}
}
