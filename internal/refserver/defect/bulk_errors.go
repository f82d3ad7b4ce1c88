package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// bulkErrors: RFC 7644 §3.7, §3.7.3: an operation that failed shows the error
// that the single request would have got.
func bulkErrors() []Defect {
	shows := Demo{Request: hereBulk("", bulkBad()), Control: hereBulk("", bulkGood())}
	return []Defect{
		bulkError("bulk-error-missing", "Says of an operation that failed nothing but the status.",
			[]requirement.ID{"RFC7644-3.7-R14", "RFC7644-3.7-R16", "RFC7644-3.7.3-R04"}, shows,
			func(result scim.Resource) { delete(result, "response") }),
		bulkError("bulk-error-as-text", "Shows the error of an operation that failed as a text instead of an error message.",
			[]requirement.ID{"RFC7644-3.7-R16", "RFC7644-3.7-R14"}, shows,
			func(result scim.Resource) { result["response"] = result.Object("response").String("detail") }),
		bulkError("bulk-error-without-schema", "Shows the error of an operation that failed without the schema of errors and without status.",
			[]requirement.ID{"RFC7644-3.7-R16"}, shows,
			func(result scim.Resource) {
				delete(result.Object("response"), "schemas")
				delete(result.Object("response"), "status")
			}),
		bulkError("bulk-error-unexplained", "Shows the error of an operation that failed without detail.",
			[]requirement.ID{"RFC7644-3.7.3-R04"}, shows,
			func(result scim.Resource) { delete(result.Object("response"), "detail") }),
	}
}

func bulkError(name, sentence string, breaks []requirement.ID, shows Demo, edit func(result scim.Resource)) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "bulk",
		Breaks:   breaks,
		Harm:     Annoyance,
		Shows:    shows,
		Install: onBulkResults(func(result scim.Resource) {
			if bulkFailed(result) {
				edit(result)
			}
		}),
	}
}
