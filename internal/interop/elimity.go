// Package interop runs scimulator against SCIM servers that others wrote. It is
// a module of its own, so that their dependencies stay out of the main one.
package interop

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/elimity-com/scim"
	"github.com/elimity-com/scim/errors"
	"github.com/elimity-com/scim/optional"
	"github.com/elimity-com/scim/schema"
)

// NewElimity returns github.com/elimity-com/scim with storage in memory: the
// standard resource types, the enterprise extension, and one extension that an
// application profile needs.
func NewElimity(extension schema.Schema) (http.Handler, error) {
	users := scim.ResourceType{
		ID: optional.NewString("User"), Name: "User", Endpoint: "/Users", Schema: schema.CoreUserSchema(),
		SchemaExtensions: []scim.SchemaExtension{{Schema: schema.ExtensionEnterpriseUser()}, {Schema: extension}},
	}
	users.Handler = newShelf(users.Schema, schema.ExtensionEnterpriseUser(), extension)
	groups := scim.ResourceType{ID: optional.NewString("Group"), Name: "Group", Endpoint: "/Groups", Schema: schema.CoreGroupSchema()}
	groups.Handler = newShelf(groups.Schema)
	return scim.NewServer(&scim.ServerArgs{
		ServiceProviderConfig: &scim.ServiceProviderConfig{SupportFiltering: true, SupportPatch: true},
		ResourceTypes:         []scim.ResourceType{users, groups},
	})
}

// AutodeskExtension is the extension of the Autodesk profile.
func AutodeskExtension() schema.Schema {
	return schema.Schema{
		ID: "urn:ietf:params:scim:schemas:extension:AdskUserExt:2.0:User", Name: optional.NewString("AdskUserExt"),
		Attributes: []schema.CoreAttribute{schema.SimpleCoreAttribute(schema.SimpleStringParams(schema.StringParams{Name: "objectGUID"}))},
	}
}

// shelf stores the resources of one type; all SCIM semantics are the library's.
type shelf struct {
	core       schema.Schema
	extensions []schema.Schema

	mu    sync.Mutex
	next  int
	order []string
	held  map[string]held
}

type held struct {
	attributes        scim.ResourceAttributes
	created, modified time.Time
}

func newShelf(core schema.Schema, extensions ...schema.Schema) *shelf {
	return &shelf{core: core, extensions: extensions, held: map[string]held{}}
}

// resource copies what is held, because the library writes into what it is given.
func (s *shelf) resource(id string) scim.Resource {
	h := s.held[id]
	resource := scim.Resource{ID: id, Attributes: maps.Clone(h.attributes), Meta: scim.Meta{Created: &h.created, LastModified: &h.modified}}
	if external, ok := h.attributes["externalId"].(string); ok {
		resource.ExternalID = optional.NewString(external)
	}
	return resource
}

func (s *shelf) Create(_ *http.Request, attributes scim.ResourceAttributes) (scim.Resource, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next++
	id := fmt.Sprintf("e-%06d", s.next)
	now := time.Now().UTC()
	s.held[id] = held{maps.Clone(attributes), now, now}
	s.order = append(s.order, id)
	return s.resource(id), nil
}

func (s *shelf) Get(_ *http.Request, id string) (scim.Resource, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.held[id]; !ok {
		return scim.Resource{}, errors.ScimErrorResourceNotFound(id)
	}
	return s.resource(id), nil
}

func (s *shelf) GetAll(_ *http.Request, params scim.ListRequestParams) (scim.Page, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	matching := []scim.Resource{}
	for _, id := range s.order {
		resource := s.resource(id)
		if params.FilterValidator == nil || params.FilterValidator.PassesFilter(resource.Attributes) == nil {
			matching = append(matching, resource)
		}
	}
	from := min(max(params.StartIndex, 1)-1, len(matching))
	to := min(from+max(params.Count, 0), len(matching))
	return scim.Page{TotalResults: len(matching), Resources: matching[from:to]}, nil
}

func (s *shelf) Replace(_ *http.Request, id string, attributes scim.ResourceAttributes) (scim.Resource, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	before, ok := s.held[id]
	if !ok {
		return scim.Resource{}, errors.ScimErrorResourceNotFound(id)
	}
	s.held[id] = held{maps.Clone(attributes), before.created, time.Now().UTC()}
	return s.resource(id), nil
}

func (s *shelf) Delete(_ *http.Request, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.held[id]; !ok {
		return errors.ScimErrorResourceNotFound(id)
	}
	delete(s.held, id)
	s.order = slices.DeleteFunc(s.order, func(one string) bool { return one == id })
	return nil
}

func (s *shelf) Patch(_ *http.Request, id string, operations []scim.PatchOperation) (scim.Resource, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	before, ok := s.held[id]
	if !ok {
		return scim.Resource{}, errors.ScimErrorResourceNotFound(id)
	}
	patched, err := scim.ApplyPatch(before.attributes, operations, s.core, s.extensions...)
	if err != nil {
		return scim.Resource{}, err
	}
	s.held[id] = held{patched, before.created, time.Now().UTC()}
	return s.resource(id), nil
}
