package simulate

import (
	"maps"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/scenario"
)

// ownNames is the story with the marker of the run in the addresses of its people,
// where it speaks of one: single sign-on needs a domain that is this run's own.
func ownNames(story *scenario.Scenario, marker string) *scenario.Scenario {
	own := *story
	own.Directory.Users = slices.Clone(story.Directory.Users)
	for i, user := range own.Directory.Users {
		own.Directory.Users[i] = ownAddresses(user, marker)
	}
	own.Timeline = slices.Clone(story.Timeline)
	for i := range own.Timeline {
		own.Timeline[i].Change = ownChanges(own.Timeline[i].Change, marker)
	}
	return &own
}

func ownChanges(changes []scenario.Change, marker string) []scenario.Change {
	own := slices.Clone(changes)
	for i := range own {
		own[i].Update = ownAddresses(own[i].Update, marker)
		if created := own[i].Create; created != nil {
			own[i].Create = &scenario.Creation{User: ownAddresses(created.User, marker), Group: created.Group}
		}
	}
	return own
}

func ownAddresses(object scenario.Object, marker string) scenario.Object {
	own := maps.Clone(object)
	for _, name := range scenario.Addresses() {
		if text, ok := own[name].(string); ok {
			own[name] = withMarker(text, marker)
		}
	}
	return own
}

// withMarker puts the marker into a text.
func withMarker(text, marker string) string {
	return strings.ReplaceAll(text, scenario.Marker, strings.ToLower(marker))
}

// worded is a text of the story as the target gets it: with the marker of the run,
// and with the mail domain of the target for that of the directory, as in user names.
func (r *run) worded(text string) string {
	text = withMarker(text, r.config.Marking.Marker)
	if r.config.Marking.Domain != "" && r.isMailDomain(text) {
		return r.config.Marking.Domain
	}
	return r.directory.Marked(text)
}

func (r *run) isMailDomain(text string) bool {
	return slices.ContainsFunc(r.config.Scenario.Directory.Users, func(user scenario.Object) bool {
		name, _ := user["userPrincipalName"].(string)
		_, domain, _ := strings.Cut(name, "@")
		return domain != "" && strings.EqualFold(domain, text)
	})
}
