package defect

import "github.com/scimulator/scimulator/internal/requirement"

// patchRemoveByFilter: RFC 7644 §3.5.2.2: the matching values are removed, and
// only those.
func patchRemoveByFilter() []Defect {
	return []Defect{
		{
			Name:     "patch-remove-by-filter-keeps-element",
			Sentence: "Takes only the value out of an element of a user that a PATCH removes by filter; its type and the rest stay.",
			Subject:  "patch",
			Breaks:   []requirement.ID{"RFC7644-3.5.2.2-R04"},
			Harm:     DataDrift,
			Shows: Demo{
				Given:   []string{annaWith(twoEmails)},
				Request: patchAnna(`{"op":"remove","path":"emails[type eq \"work\"]"}`),
				Control: patchAnna(`{"op":"remove","path":"emails"}`),
			},
			Install: onSteps(func(c *Call, s step) ([]step, bool) {
				p := s.place()
				p.sub = "value"
				return []step{s.with("path", p.String())}, removesByFilter(c, s) && p.attribute().Sub("value") != nil
			}),
		},
		{
			Name:     "patch-remove-by-filter-removes-all",
			Sentence: "Removes all values of a multi-valued attribute of a user when a PATCH removes some by filter.",
			Subject:  "patch",
			Breaks:   []requirement.ID{"RFC7644-3.5.2.2-R04", "RFC7644-3.5.2.2-R09"},
			Harm:     DataDrift,
			Shows: Demo{
				Given:   []string{annaWith(twoEmails)},
				Request: patchAnna(`{"op":"remove","path":"emails[type eq \"work\"]"}`),
				Control: patchAnna(`{"op":"remove","path":"emails[type eq \"work\"].type"}`),
			},
			Install: onSteps(func(c *Call, s step) ([]step, bool) {
				return []step{s.with("path", s.place().whole().String())}, removesByFilter(c, s)
			}),
		},
	}
}

func removesByFilter(c *Call, s step) bool {
	p := s.place()
	return patchesUser(c) && s.is("remove") && p.many() && p.filter != "" && p.sub == ""
}
