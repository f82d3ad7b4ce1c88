package refserver

import (
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/refserver/defect"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// kind is a resource type: its endpoint, its schemas, and what follows from
// them.
type kind struct {
	name        string // "User": meta.resourceType, members.type
	endpoint    string // "/Users"
	description string
	core        *schema.Schema
	common      []schema.Attribute // attributes of every type that clients write
	extensions  []*schema.Schema
	set         *schema.Set
	required    []string // URNs of the extensions that each resource must have
	keys        []key    // attributes found by index
	hasMembers  bool     // members are kept beside the stored body
	showsGroups bool     // groups follow membership (RFC 7643 §4.1.2)
	plain       bool     // no attribute is returned on request only
}

// key is an attribute that is found by index.
type key struct {
	urn    string // of the extension, "" for core and common attributes
	name   string
	exact  bool // caseExact
	unique bool // 409 on a second holder (RFC 7644 §3.3)
}

// kinds are the resource types of a server. Each call makes them anew, so that
// what is enforced and what is announced can be changed apart.
func kinds(o Options) []*kind {
	all := []*kind{
		{
			name: "User", endpoint: "/Users", description: "User Account", core: schema.User(), extensions: extensionsOf(o),
			showsGroups: true, keys: []key{{name: "userName"}, {name: "displayName"}},
		},
		groupKind(o.Tolerant),
	}
	for _, one := range o.Types {
		k := &kind{name: one.Name, endpoint: one.Endpoint, description: one.Description, core: copyOf(one.Schema), required: one.Required}
		for _, extension := range one.Extensions {
			k.extensions = append(k.extensions, copyOf(extension))
		}
		all = append(all, k)
	}
	return all
}

// groupKind is the Group type. Its displayName need not be unique by the RFC;
// Entra needs it to be (E-6.14).
func groupKind(tolerant bool) *kind {
	k := &kind{
		name: "Group", endpoint: "/Groups", description: "Group", core: schema.Group(), hasMembers: true,
		keys: []key{{name: "displayName"}},
	}
	if name := k.core.Attribute("displayName"); tolerant && name != nil {
		name.Uniqueness = "server"
	}
	// RFC 7643 §3.1: ids are case-exact, and so is what refers to one; EID 8472
	// says so of the manager's.
	if id := k.core.Attribute("members").Sub("value"); id != nil {
		id.CaseExact = true
	}
	return k
}

// copyOf copies a schema that belongs to somebody else.
func copyOf(original *schema.Schema) *schema.Schema {
	copied := *original
	copied.Attributes = copies(original.Attributes)
	return &copied
}

func copies(attributes []schema.Attribute) []schema.Attribute {
	copied := slices.Clone(attributes)
	for i := range copied {
		copied[i].SubAttributes = copies(copied[i].SubAttributes)
	}
	return copied
}

// finish works out what follows from the schemas as they are enforced.
func (k *kind) finish(faults defect.Layer) *kind {
	// RFC 7643 §3.1: externalId is the one common attribute that clients own.
	k.common = []schema.Attribute{{
		Name: "externalId", Type: "string", CaseExact: true,
		Mutability: "readWrite", Returned: "default", Uniqueness: "none",
	}}
	for _, one := range append([]*schema.Schema{k.core}, k.extensions...) {
		faults.Enforce(one)
	}
	k.keys = append(k.keys, key{name: "externalId"})
	for i := range k.keys {
		k.keys[i].characterise(k.attribute(k.keys[i].name))
	}
	k.keepUnique("", k.core)
	k.set = schema.NewSet(k.core, k.extensions...)
	k.plain = !onRequest(k.core)
	for _, extension := range k.extensions {
		k.keepUnique(extension.ID, extension)
		k.plain = k.plain && !onRequest(extension)
	}
	return k
}

func (x *key) characterise(attribute *schema.Attribute) {
	if attribute != nil {
		x.exact, x.unique = attribute.CaseExact, isUnique(attribute)
	}
}

func isUnique(attribute *schema.Attribute) bool {
	return attribute.Uniqueness == "server" || attribute.Uniqueness == "global"
}

// keepUnique adds an index for each simple attribute that is declared unique
// (RFC 7643 §7, uniqueness).
func (k *kind) keepUnique(urn string, s *schema.Schema) {
	for i := range s.Attributes {
		attribute := &s.Attributes[i]
		indexed := slices.ContainsFunc(k.keys, func(x key) bool { return x.urn == urn && x.name == attribute.Name })
		if attribute.Type != "string" || attribute.MultiValued || !isUnique(attribute) || indexed {
			continue
		}
		k.keys = append(k.keys, key{urn, attribute.Name, attribute.CaseExact, true})
	}
}

func onRequest(s *schema.Schema) bool {
	return slices.ContainsFunc(s.Attributes, func(a schema.Attribute) bool {
		return a.Returned == "request" || slices.ContainsFunc(a.SubAttributes, func(sub schema.Attribute) bool {
			return sub.Returned == "request"
		})
	})
}

// attribute finds an attribute of the core schema or a common one that clients
// write; nil when there is none.
func (k *kind) attribute(name string) *schema.Attribute {
	if found := k.core.Attribute(name); found != nil {
		return found
	}
	for i := range k.common {
		if strings.EqualFold(name, k.common[i].Name) {
			return &k.common[i]
		}
	}
	return nil
}

// extension finds an extension by its URN; nil when there is none.
func (k *kind) extension(urn string) *schema.Schema {
	for _, extension := range k.extensions {
		if strings.EqualFold(extension.ID, urn) {
			return extension
		}
	}
	return nil
}

// extensionsOf gathers the extensions of User: EnterpriseUser, the given ones,
// and those that the profile maps attributes to.
func extensionsOf(o Options) []*schema.Schema {
	extensions := []*schema.Schema{schema.EnterpriseUser()}
	for _, extension := range o.Extensions {
		extensions = append(extensions, copyOf(extension))
	}
	if o.Profile == nil {
		return extensions
	}
	names := map[string][]string{}
	var urns []string
	for _, mapped := range o.Profile.Users.Attributes {
		urn, name := extensionAttribute(mapped)
		if urn == "" || known(extensions, urn) {
			continue
		}
		if names[urn] == nil {
			urns = append(urns, urn)
		}
		if !slices.Contains(names[urn], name) {
			names[urn] = append(names[urn], name)
		}
	}
	for _, urn := range urns {
		extensions = append(extensions, schema.Extension(urn, names[urn]...))
	}
	return extensions
}

func known(extensions []*schema.Schema, urn string) bool {
	return strings.EqualFold(urn, scim.URNUser) || slices.ContainsFunc(extensions, func(s *schema.Schema) bool {
		return strings.EqualFold(s.ID, urn)
	})
}

// extensionAttribute splits the target of a mapping into the extension's URN
// and the attribute; the URN is "" for a core attribute (E-3.21).
func extensionAttribute(mapped profile.Attribute) (urn, name string) {
	if !strings.HasPrefix(strings.ToLower(mapped.Target), "urn:") {
		return "", ""
	}
	cut := strings.LastIndex(mapped.Target, ":")
	name, _, _ = strings.Cut(mapped.Target[cut+1:], ".")
	return mapped.Target[:cut], name
}
