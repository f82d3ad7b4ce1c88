package refserver

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

// entry is a discovery resource before its meta.
type entry struct {
	id   string
	body scim.Resource
}

// discover answers the discovery endpoints (RFC 7644 §4). Query parameters are
// ignored, but a filter is refused, so that nobody believes it was applied.
func (s *Server) discover(c call, endpoint string, rest []string) {
	values, fault := c.parameters()
	if fault == nil && values.Has("filter") {
		fault = &scim.Error{Status: http.StatusForbidden, Detail: "/" + endpoint + " cannot be filtered (RFC 7644 §4): ask without filter"}
	}
	if fault != nil {
		refuse(c.w, fault)
		return
	}
	if endpoint == "ServiceProviderConfig" && len(rest) == 0 {
		s.sendEntry(c, s.config(c.root))
		return
	}
	entries := s.entries(endpoint, c.root)
	if len(rest) == 0 {
		s.sendEntries(c, entries)
		return
	}
	for _, one := range entries {
		if len(rest) == 1 && strings.EqualFold(one.id, rest[0]) {
			c.w.Header().Set("Location", c.root+"/"+endpoint+"/"+url.PathEscape(one.id))
			s.sendEntry(c, one.body)
			return
		}
	}
	refuse(c.w, nowhere(c.r.URL.Path))
}

func (s *Server) entries(endpoint, root string) []entry {
	switch endpoint {
	case "ResourceTypes":
		return s.resourceTypes(root)
	case "Schemas":
		return s.schemaEntries(root)
	}
	return nil
}

func (s *Server) sendEntry(c call, body scim.Resource) { send(c.w, http.StatusOK, encode(body)) }

func (s *Server) sendEntries(c call, entries []entry) {
	resources := make([]any, 0, len(entries))
	for _, one := range entries {
		resources = append(resources, one.body)
	}
	send(c.w, http.StatusOK, encode(scim.Resource{
		"schemas":      []string{scim.URNListResponse},
		"totalResults": len(resources),
		"startIndex":   1,
		"itemsPerPage": len(resources),
		"Resources":    resources,
	}))
}

// encode writes a discovery body; it holds plain data only, which encodes.
func encode(body scim.Resource) []byte {
	raw, err := json.Marshal(body)
	if err != nil {
		return nil
	}
	return raw
}

func metaOf(resourceType, location string) scim.Resource {
	return scim.Resource{"resourceType": resourceType, "location": location}
}

// resourceTypes describes the endpoints (RFC 7643 §6).
func (s *Server) resourceTypes(root string) []entry {
	var entries []entry
	for _, sh := range s.shelves {
		extensions := make([]any, 0, len(sh.extensions))
		for _, extension := range sh.extensions {
			extensions = append(extensions, scim.Resource{"schema": extension.ID, "required": slices.Contains(sh.required, extension.ID)})
		}
		body := scim.Resource{
			"schemas":     []string{scim.URNResourceType},
			"id":          sh.name,
			"name":        sh.name,
			"description": sh.description,
			"endpoint":    sh.endpoint,
			"schema":      sh.core.ID,
			"meta":        metaOf("ResourceType", root+"/ResourceTypes/"+sh.name),
		}
		if len(extensions) > 0 {
			body["schemaExtensions"] = extensions
		}
		entries = append(entries, entry{sh.name, body})
	}
	return entries
}

// schemaEntries describes the attributes (RFC 7643 §7).
func (s *Server) schemaEntries(root string) []entry {
	var entries []entry
	for _, one := range s.schemas {
		raw, err := json.Marshal(one)
		if err != nil {
			continue // plain data: it encodes
		}
		body, err := scim.Decode(raw)
		if err != nil {
			continue
		}
		body["schemas"] = []string{scim.URNSchema}
		body["meta"] = metaOf("Schema", root+"/Schemas/"+one.ID)
		entries = append(entries, entry{one.ID, body})
	}
	return entries
}
