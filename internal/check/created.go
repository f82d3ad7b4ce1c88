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
