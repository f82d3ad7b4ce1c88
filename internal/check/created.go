package check

import (
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/verdict"
)

// created: the answer to a creation may leave attributes out (RFC 7644 §3.3:
// SHOULD), but what it shows is what was sent. It is worded as the comparison
// after the cycle words it, so that one loss is one finding.
func (x *examination) created() []verdict.Finding {
	if x.Operation != Create || x.decoded == nil || x.set == nil {
		return nil
	}
	sent := x.ReadSent
	if sent == nil {
		var err error
		if sent, err = scim.Decode(x.Sent); err != nil {
			return nil
		}
	}
	if showsAll(sent, x.decoded) {
		return nil
	}
	var differences []Difference
	for _, d := range Compare(Expected{Type: x.Type, Resource: sent}, x.decoded, x.set) {
		if d.Kind == Lost && d.Seen != none {
			differences = append(differences, d)
		}
	}
	active, _ := sent.Get("active")
	return x.judge.Differences(differences, Context{
		Type: x.Type, ID: x.decoded.ID(), Object: x.Object, Cycle: x.Cycle, Exchanges: x.exchanges(),
		Disabled: strings.EqualFold(text(active), "false"),
	})
}

// showsAll is the quick look that spares nearly all creations the comparison:
// true says that the answer shows everything exactly as it was sent.
func showsAll(sent, shown scim.Resource) bool {
	for name, value := range sent {
		if !apart(name) && !unassigned(value) && !shows(shown[name], value) {
			return false
		}
	}
	return true
}

func shows(got, want any) bool {
	switch w := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		for name, value := range w {
			ok = ok && shows(g[name], value)
		}
		return ok
	case []any:
		g, ok := got.([]any)
		ok = ok && len(g) == len(w)
		for i := 0; ok && i < len(w); i++ {
			ok = shows(g[i], w[i])
		}
		return ok
	case string, bool:
		return got == want
	}
	return false
}
