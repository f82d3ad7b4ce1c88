package defect

import (
	"net/http"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

// patches says whether the request changes one user or group by PATCH.
func patches(c *Call) bool { return patchesUser(c) || patchesGroup(c) }

func patchesUser(c *Call) bool { return c.Is(http.MethodPatch, "Users") }

func patchesGroup(c *Call) bool { return c.Is(http.MethodPatch, "Groups") }

// reaches says whether the resource that the request is about is there.
func reaches(c *Call) bool { return c.Ask(http.MethodGet, c.Path+"?attributes=id", nil).OK() }

func stepsOf(c *Call) []step {
	var steps []step
	for _, operation := range c.Operations() {
		steps = append(steps, step(operation))
	}
	return steps
}

// setSteps replaces the operations of a PATCH and leaves the rest of its body.
func setSteps(c *Call, steps []step) {
	if len(steps) == 0 {
		steps = []step{nothing()}
	}
	body := c.Body()
	setMember(body, "Operations", messageOf(steps...)["Operations"])
	c.SetBody(body)
}

// messageOf is a PATCH body of a defect's own.
func messageOf(steps ...step) scim.Resource {
	list := make([]any, len(steps))
	for i := range steps {
		list[i] = scim.Resource(steps[i])
	}
	return scim.Resource{"schemas": []any{scim.URNPatchOp}, "Operations": list}
}

// onPatch makes hooks that see the operations of each PATCH of a resource that
// is there; the others are for the correct server to refuse.
func onPatch(change func(c *Call, steps []step) *Answer) func() Hooks {
	return func() Hooks {
		return Hooks{Before: func(c *Call) *Answer {
			if !patches(c) {
				return nil
			}
			if steps := stepsOf(c); len(steps) > 0 && reaches(c) {
				return change(c, steps)
			}
			return nil
		}}
	}
}

// onSteps makes hooks that may put other operations in the place of each one of
// a PATCH; false leaves it as it is.
func onSteps(edit func(c *Call, s step) (instead []step, changed bool)) func() Hooks {
	return onPatch(func(c *Call, steps []step) *Answer {
		var written []step
		touched := false
		for _, s := range steps {
			if instead, changed := edit(c, s); changed {
				written, touched = append(written, instead...), true
				continue
			}
			written = append(written, s)
		}
		if touched {
			setSteps(c, written)
		}
		return nil
	})
}

// droppingSteps makes hooks that leave out the operations of a PATCH for which
// lost says so; its answer is that of a success.
func droppingSteps(lost func(c *Call, s step) bool) func() Hooks {
	return onSteps(func(c *Call, s step) ([]step, bool) { return nil, lost(c, s) })
}

// refusingSteps makes hooks that answer a PATCH in the server's place when bad
// says so of one of its operations.
func refusingSteps(bad func(c *Call, s step) *Answer) func() Hooks {
	return onPatch(func(c *Call, steps []step) *Answer {
		for _, s := range steps {
			if a := bad(c, s); a != nil {
				return a
			}
		}
		return nil
	})
}

// onPatched makes hooks that see the answer of each PATCH.
func onPatched(change func(c *Call, a *Answer)) func() Hooks {
	return func() Hooks {
		return Hooks{After: func(c *Call, a *Answer) {
			if patches(c) {
				change(c, a)
			}
		}}
	}
}

func scimAnswer(e *scim.Error) *Answer { return Refuse(e.Status, e.ScimType, e.Detail) }

func crash() *Answer {
	return Refuse(http.StatusInternalServerError, "", "an unexpected error occurred")
}

// asUsual is the answer of the correct server when the request is to be sent
// again after a first change: it names no version any more.
func asUsual(c *Call) *Answer {
	c.Header.Del("If-Match")
	return c.Pass()
}

// annaWith is the line of a demonstration that creates the user $anna.
func annaWith(members ...string) string { return hereUser("anna@example.com", members...) + " -> anna" }

// annaAt is the line that creates $anna with the enterprise extension.
func annaAt(extension string) string { return hereEmployee("anna@example.com", extension) + " -> anna" }

// twoEmails are the e-mail addresses of $anna in demonstrations.
const twoEmails = `"emails":[{"type":"work","value":"anna@work.example"},{"type":"home","value":"anna@home.example"}]`

// patchAnna is the request of a demonstration that changes $anna.
func patchAnna(operations ...string) string { return "PATCH /Users/$anna " + patchBody(operations...) }

func patchBody(operations ...string) string {
	return `{"schemas":["` + scim.URNPatchOp + `"],"Operations":[` + strings.Join(operations, ",") + `]}`
}

// teamOf is the line of a demonstration that creates the group $team with
// members that have been named.
func teamOf(names ...string) string {
	return hereGroup("Team", `"members":[`+memberList(names...)+`]`) + " -> team"
}

func memberList(names ...string) string {
	list := slices.Clone(names)
	for i := range list {
		list[i] = `{"value":"$` + list[i] + `"}`
	}
	return strings.Join(list, ",")
}

// patchTeam changes $team and asks for its name and members, which otherwise
// are not part of the answer.
func patchTeam(operations ...string) string {
	return "PATCH /Groups/$team?attributes=displayName,members " + patchBody(operations...)
}

// people are the lines that create users, named by the part before the @.
func people(names ...string) []string {
	var lines []string
	for _, name := range names {
		lines = append(lines, hereUser(name+"@example.com")+" -> "+name)
	}
	return lines
}
