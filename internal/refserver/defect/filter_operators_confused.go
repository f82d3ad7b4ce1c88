package defect

import "github.com/scimulator/scimulator/internal/requirement"

// filterOperatorsConfused: RFC 7644 table 3.
func filterOperatorsConfused() []Defect {
	given := hereUsers("anna@example.com", "hanna@example.com")
	return []Defect{
		confused("eq-is-co", "Lets eq match where the value only holds the operand.", "RFC7644-3.4.2.2-R08", SyncBlocked,
			Demo{Given: given, Request: `GET /Users?filter=userName+eq+"anna@example.com"`, Control: `GET /Users?filter=userName+sw+"anna@example.com"`},
			func(c comparison) (string, bool) { return c.with("co"), c.operator == "eq" && !c.isBoolean() }),
		confused("ne-is-pr", "Lets ne match every value, the operand's own too.", "RFC7644-3.4.2.2-R09", DataDrift,
			Demo{Given: given, Request: `GET /Users?filter=userName+ne+"anna@example.com"`, Control: `GET /Users?filter=not+(userName+eq+"anna@example.com")`},
			func(c comparison) (string, bool) { return c.attribute + " pr", c.operator == "ne" }),
		confused("co-is-sw", "Lets co match at the beginning of the value only.", "RFC7644-3.4.2.2-R10", DataDrift,
			Demo{Given: given, Request: `GET /Users?filter=userName+co+"anna"`, Control: `GET /Users?filter=userName+ew+"anna@example.com"`},
			func(c comparison) (string, bool) { return c.with("sw"), c.operator == "co" }),
		confused("sw-misses-whole", "Does not let sw match when the operand is the whole value.", "RFC7644-3.4.2.2-R11", DataDrift,
			Demo{Given: given, Request: `GET /Users?filter=userName+sw+"anna@example.com"`, Control: `GET /Users?filter=userName+sw+"anna"`},
			func(c comparison) (string, bool) {
				return "(" + c.String() + " and not (" + c.with("eq") + "))", c.operator == "sw"
			}),
		confused("ew-is-co", "Lets ew match anywhere in the value.", "RFC7644-3.4.2.2-R12", DataDrift,
			Demo{Given: given, Request: `GET /Users?filter=userName+ew+"anna"`, Control: `GET /Users?filter=userName+eq+"anna"`},
			func(c comparison) (string, bool) { return c.with("co"), c.operator == "ew" }),
	}
}

// confused is a fault in one operator on strings.
func confused(name, sentence string, breaks requirement.ID, harm Harm, shows Demo, edit func(c comparison) (string, bool)) Defect {
	return Defect{
		Name:     "filter-" + name,
		Sentence: sentence,
		Subject:  "filter",
		Breaks:   []requirement.ID{breaks, "RFC7644-3.4.2.2-R02"},
		Harm:     harm,
		Shows:    shows,
		Install: onComparisons(func(_ asked, c comparison) (string, bool) {
			if _, isText := c.text(); !isText {
				return "", false
			}
			return edit(c)
		}),
	}
}
