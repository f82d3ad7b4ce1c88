package patch

import (
	"strings"

	"github.com/scimulator/scimulator/internal/scim/schema"
)

// modern is a path of an old job (customappsso) as it is written today: a dot
// between URN and attribute, and an element selected by an operand without
// quotes or by its type between dots. The first is documented, the syntax of the
// others inferred (E-5.46). False when the path is none of these.
func (a Applier) modern(path string) (string, bool) {
	for _, extension := range a.Set.Extensions() {
		if urn := extension.ID + "."; len(path) > len(urn) && schema.Fold(path[:len(urn)]) == schema.Fold(urn) {
			return extension.ID + ":" + path[len(urn):], true
		}
	}
	before, rest, opened := strings.Cut(path, " eq ")
	operand, after, closed := strings.Cut(rest, "]")
	if opened && closed && strings.Contains(before, "[") && operand != "" && !strings.ContainsAny(operand, `"[\`) {
		return before + ` eq "` + operand + `"]` + after, true
	}
	parts := strings.Split(path, ".")
	if attribute := a.Set.Attribute("", parts[0]); len(parts) == 3 && attribute != nil && attribute.MultiValued {
		return parts[0] + `[type eq "` + parts[1] + `"].` + parts[2], true
	}
	return "", false
}
