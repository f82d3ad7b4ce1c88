package sweep

import (
	"regexp"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

// markerForm is how the program forms markers. A shorter text might stand in
// anybody's name.
var markerForm = regexp.MustCompile(`^sim[0-9a-f]{6,8}$`)

// IsMarker says whether a text is a marker as the program forms it.
func IsMarker(text string) bool { return markerForm.MatchString(text) }

// marked finds a marker in a name: behind a dot or a blank, as the program puts it
// there, and with nothing behind it that would make it another word.
var marked = regexp.MustCompile(`(?i)[. ](sim[0-9a-f]{6,8})(?:[^0-9a-z]|$)`)

// carries says whether a name carries the marker; "" stands for any.
func carries(name, marker string) bool {
	for _, found := range marked.FindAllStringSubmatch(name, -1) {
		if marker == "" || strings.EqualFold(found[1], marker) {
			return true
		}
	}
	return false
}

// nameOf is what a resource is known by: its userName, or else its displayName.
func nameOf(resource scim.Resource) string {
	if name := resource.String("userName"); name != "" {
		return name
	}
	return resource.String("displayName")
}

// attributeOf is where a kind has its name.
func attributeOf(kind string) string {
	if kind == "User" {
		return "userName"
	}
	return "displayName"
}

// names are the values of a resource that carry the marker when a run created it,
// also after it was renamed.
func names(resource scim.Resource) []string {
	all := []string{resource.String("userName"), resource.String("displayName"), resource.String("externalId")}
	for _, element := range resource.List("emails") {
		all = append(all, scim.AsObject(element).String("value"))
	}
	return all
}
