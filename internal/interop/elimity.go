// Package interop runs scimulator against SCIM servers that others wrote. It is
// a module of its own, so that their dependencies stay out of the main one.
package interop

import (
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"regexp"
	"slices"
	"strings"
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
	users.Handler = newShelf("user", users.Schema, schema.ExtensionEnterpriseUser(), extension)
	groups := scim.ResourceType{ID: optional.NewString("Group"), Name: "Group", Endpoint: "/Groups", Schema: schema.CoreGroupSchema()}
	groups.Handler = newShelf("group", groups.Schema)
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
	prefix     string // of ids, so that none is there twice on the server (RFC 7643 §3.1)
	core       schema.Schema
	extensions []schema.Schema

	mu    sync.Mutex
	next  int
	order []string
	held  map[string]held
	named map[string]map[string]bool // value of userName or displayName -> ids that have it
}

type held struct {
	attributes        scim.ResourceAttributes
	created, modified time.Time
}

func newShelf(prefix string, core schema.Schema, extensions ...schema.Schema) *shelf {
	return &shelf{prefix: prefix, core: core, extensions: extensions, held: map[string]held{}, named: map[string]map[string]bool{}}
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
	id := fmt.Sprintf("%s-%06d", s.prefix, s.next)
	now := time.Now().UTC()
	s.put(id, held{maps.Clone(attributes), now, now})
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

func (s *shelf) GetAll(r *http.Request, params scim.ListRequestParams) (scim.Page, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	matching := []scim.Resource{}
	for _, id := range s.candidates(r) {
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
	s.put(id, held{maps.Clone(attributes), before.created, time.Now().UTC()})
	return s.resource(id), nil
}

func (s *shelf) Delete(_ *http.Request, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.held[id]; !ok {
		return errors.ScimErrorResourceNotFound(id)
	}
	s.forget(id)
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
	modified := before.modified
	if !reflect.DeepEqual(patched, before.attributes) { // RFC 7644 §3.5.2.1: what changes nothing does not touch it
		modified = later(before.modified)
	}
	s.put(id, held{patched, before.created, modified})
	return s.resource(id), nil
}

// later is now, or a second after the time before: times are shown in seconds, and
// a change has to be seen in them however fast it follows.
func later(before time.Time) time.Time {
	now, next := time.Now().UTC(), before.Add(time.Second)
	if now.Before(next) {
		return next
	}
	return now
}

// put stores a resource and indexes its name.
func (s *shelf) put(id string, h held) {
	s.forget(id)
	s.held[id] = h
	for _, name := range namesOf(h.attributes) {
		if s.named[name] == nil {
			s.named[name] = map[string]bool{}
		}
		s.named[name][id] = true
	}
}

func (s *shelf) forget(id string) {
	for _, name := range namesOf(s.held[id].attributes) {
		delete(s.named[name], id)
	}
	delete(s.held, id)
}

func namesOf(attributes scim.ResourceAttributes) []string {
	var names []string
	for _, attribute := range []string{"userName", "displayName"} {
		if name, ok := attributes[attribute].(string); ok {
			names = append(names, strings.ToLower(name))
		}
	}
	return names
}

var byName = regexp.MustCompile(`^(?i:userName|displayName) eq "([^"\\]*)"$`)

// candidates narrows a filter for one name by the index, as a store would; the
// library still judges each of them.
func (s *shelf) candidates(r *http.Request) []string {
	parts := byName.FindStringSubmatch(r.URL.Query().Get("filter"))
	if parts == nil {
		return s.order
	}
	return slices.Sorted(maps.Keys(s.named[strings.ToLower(parts[1])]))
}
