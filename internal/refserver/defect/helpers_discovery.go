package defect

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

// The discovery endpoints (RFC 7644 §4).
const (
	atConfig  = "ServiceProviderConfig"
	atTypes   = "ResourceTypes"
	atSchemas = "Schemas"
)

// onDiscovery makes hooks that see each successful read at a discovery endpoint.
func onDiscovery(endpoint string, change func(c *Call, a *Answer)) func() Hooks {
	return func() Hooks {
		return Hooks{After: func(c *Call, a *Answer) {
			if c.Method == http.MethodGet && c.Kind() == endpoint && a.OK() {
				change(c, a)
			}
		}}
	}
}

// onEntries makes hooks that edit what a discovery endpoint shows: the
// configuration, or each type or schema, alone or in the list.
func onEntries(endpoint string, edit func(entry scim.Resource)) func() Hooks {
	return onDiscovery(endpoint, func(_ *Call, a *Answer) { a.Each(edit) })
}

// onTypesAndSchemas makes hooks that see each read of types and schemas.
func onTypesAndSchemas(change func(c *Call, a *Answer)) func() Hooks {
	return func() Hooks {
		types, schemas := onDiscovery(atTypes, change)().After, onDiscovery(atSchemas, change)().After
		return Hooks{After: func(c *Call, a *Answer) { types(c, a); schemas(c, a) }}
	}
}

// hiding makes hooks that leave an entry out of a discovery endpoint: out of the
// list, and 404 by its id.
func hiding(endpoint string, hidden func(id string) bool) func() Hooks {
	return onDiscovery(endpoint, func(c *Call, a *Answer) {
		switch {
		case c.ID() == "":
			a.Keep(func(entry scim.Resource) bool { return !hidden(entry.ID()) })
		case hidden(entryID(c)):
			*a = *absent(c)
		}
	})
}

// entryID is the id of the type or schema that the path names, decoded: a URI
// may be percent-encoded.
func entryID(c *Call) string {
	id, err := url.PathUnescape(c.ID())
	if err != nil {
		return c.ID()
	}
	return id
}

// absent is 404, as for an endpoint that does not exist.
func absent(c *Call) *Answer {
	return Refuse(http.StatusNotFound, "", "there is no endpoint "+c.Path)
}

// inList is a ListResponse of one page that holds everything.
func inList(resources ...any) scim.Resource {
	if resources == nil {
		resources = []any{}
	}
	return scim.Resource{
		"schemas": []any{scim.URNListResponse}, "totalResults": len(resources), "startIndex": 1, "itemsPerPage": len(resources),
		"Resources": resources,
	}
}

// inWords writes a camel-case name with hyphens: changePassword, change-password.
func inWords(name string) string {
	var b strings.Builder
	for _, letter := range name {
		if letter >= 'A' && letter <= 'Z' {
			b.WriteByte('-')
		}
		b.WriteString(strings.ToLower(string(letter)))
	}
	return b.String()
}
