package defect

import (
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// patchOperationsReordered: RFC 7644 §3.5.2: operations are applied in the order
// of the array, each to the result of the one before.
func patchOperationsReordered() []Defect {
	return []Defect{
		reordered("patch-operations-reversed", "Applies the operations of a PATCH from the last to the first.",
			Demo{
				Given:   []string{annaWith()},
				Request: patchAnna(`{"op":"add","path":"nickName","value":"Ann"}`, `{"op":"replace","path":"nickName","value":"Annie"}`),
				Control: patchAnna(`{"op":"add","path":"nickName","value":"Ann"}`, `{"op":"replace","path":"title","value":"Clerk"}`),
			},
			func(steps []step) []step { slices.Reverse(steps); return steps }),
		reordered("patch-removals-last", "Applies all other operations of a PATCH before those that remove.",
			Demo{
				Given:   []string{annaWith(`"nickName":"Ann"`)},
				Request: patchAnna(`{"op":"remove","path":"nickName"}`, `{"op":"add","path":"nickName","value":"Annie"}`),
				Control: patchAnna(`{"op":"add","path":"nickName","value":"Annie"}`, `{"op":"remove","path":"nickName"}`),
			},
			func(steps []step) []step {
				slices.SortStableFunc(steps, func(a, b step) int { return removalRank(a) - removalRank(b) })
				return steps
			}),
		reordered("patch-last-operation-wins", "Keeps of the operations of a PATCH only the last one for each path.",
			Demo{
				Given: []string{annaWith()},
				Request: patchAnna(`{"op":"add","path":"emails","value":[{"type":"work","value":"anna@work.example"}]}`,
					`{"op":"add","path":"emails","value":[{"type":"home","value":"anna@home.example"}]}`),
				Control: patchAnna(`{"op":"add","path":"nickName","value":"Annie"}`, `{"op":"add","path":"title","value":"Clerk"}`),
			},
			lastOfEachPath),
	}
}

func reordered(name, sentence string, shows Demo, order func(steps []step) []step) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2-R18", "E-12.5"},
		Harm:     DataDrift,
		Shows:    shows,
		Install: onPatch(func(c *Call, steps []step) *Answer {
			if len(steps) > 1 {
				setSteps(c, order(steps))
			}
			return nil
		}),
	}
}

func removalRank(s step) int {
	if s.is("remove") {
		return 1
	}
	return 0
}

func lastOfEachPath(steps []step) []step {
	var kept []step
	for i, s := range steps {
		later := slices.ContainsFunc(steps[i+1:], func(other step) bool { return strings.EqualFold(other.path(), s.path()) })
		if !later || s.path() == "" {
			kept = append(kept, s)
		}
	}
	return kept
}
