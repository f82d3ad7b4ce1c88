package steps

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// Facts are what a target announces, and what was seen of it before the first
// check. They never change during a run.
type Facts struct {
	Config   scim.Resource      // ServiceProviderConfig, nil when it has none
	Features map[string]Support // patch, bulk, filter, sort, etag, changePassword, cursor, groups, me, schemas, writing …
	Types    []ResourceType
	Schemas  []*schema.Schema // nil when /Schemas cannot be read
	// MaxResults is the largest page, MaxOperations and MaxPayload bound a bulk
	// request; 0 when not announced.
	MaxResults, MaxOperations, MaxPayload int
}

// Support says whether a feature is there.
type Support int

// What a target says of a feature.
const (
	Unknown   Support = iota // it says nothing
	Supported                // it announces it
	Disclaimed
)

// ResourceType is one entry of /ResourceTypes.
type ResourceType struct {
	Name       string // User
	Endpoint   string // /Users
	Schema     string
	Extensions []string
	Required   []string // extensions that each resource must have
}

// Digest tells apart what checks are made from. The configuration is not among it:
// none of its members makes a row, and its location is each target's own.
func (f *Facts) Digest() ([sha256.Size]byte, error) {
	text, err := json.Marshal([]any{f.Features, f.Types, f.Schemas, f.MaxResults, f.MaxOperations, f.MaxPayload}) // maps are sorted
	if err != nil {
		return [sha256.Size]byte{}, fmt.Errorf("what the target announces cannot be written down: %w", err)
	}
	return sha256.Sum256(text), nil
}

// kindOf is the resource type behind an endpoint, "" when none is.
func (f *Facts) kindOf(endpoint string) string {
	for _, t := range f.Types {
		if strings.EqualFold(t.Endpoint, endpoint) {
			return t.Name
		}
	}
	return ""
}

// Type finds a resource type by its name.
func (f *Facts) Type(name string) (ResourceType, bool) {
	for _, t := range f.Types {
		if strings.EqualFold(t.Name, name) {
			return t, true
		}
	}
	return ResourceType{}, false
}

// schema finds what the target announces of a schema, nil when it does not.
func (f *Facts) schema(urn string) *schema.Schema {
	for _, one := range f.Schemas {
		if strings.EqualFold(one.ID, urn) {
			return one
		}
	}
	return nil
}

// Set are the schemas of a resource type as the target announces them, else as
// the RFC defines them.
func (f *Facts) Set(kind string) *schema.Set {
	t, _ := f.Type(kind)
	core := f.schema(t.Schema)
	if core == nil {
		switch {
		case strings.EqualFold(kind, "Group"):
			core = schema.Group()
		default:
			core = schema.User()
		}
	}
	var extensions []*schema.Schema
	for _, urn := range t.Extensions {
		switch one := f.schema(urn); {
		case one != nil:
			extensions = append(extensions, one)
		case strings.EqualFold(urn, scim.URNEnterpriseUser):
			extensions = append(extensions, schema.EnterpriseUser())
		}
	}
	return schema.NewSet(core, extensions...)
}

// Declares says whether the target announces an attribute of a resource type, or
// says nothing of the schema at all. The path may begin with a schema URI.
func (f *Facts) Declares(kind, path string) bool {
	t, _ := f.Type(kind)
	urn, path := f.split(t, path)
	if urn != t.Schema && f.Schemas != nil && !contains(t.Extensions, urn) {
		return false
	}
	holder := f.schema(urn)
	if holder == nil || path == "" {
		return true
	}
	name, sub, _ := strings.Cut(path, ".")
	name, _, _ = strings.Cut(name, "[")
	attribute := holder.Attribute(name)
	if attribute == nil {
		return isCommon(name)
	}
	return sub == "" || len(attribute.SubAttributes) == 0 || attribute.Sub(sub) != nil
}

// split cuts the schema URI off a path; without one, the attribute is of the core
// schema. A URI has dots and colons of its own, so it is told by those that the
// resource type has, else by its last colon.
func (f *Facts) split(t ResourceType, path string) (urn, rest string) {
	if !strings.HasPrefix(strings.ToLower(path), "urn:") {
		return t.Schema, path
	}
	for _, known := range append([]string{t.Schema, scim.URNEnterpriseUser}, t.Extensions...) {
		if len(path) >= len(known) && known != "" && strings.EqualFold(path[:len(known)], known) && (len(path) == len(known) || strings.ContainsRune(":.", rune(path[len(known)]))) {
			return known, strings.TrimLeft(path[len(known):], ":.")
		}
	}
	at := strings.LastIndexByte(path, ':')
	return path[:at], path[at+1:]
}

func isCommon(name string) bool {
	for _, common := range []string{"schemas", "id", "externalId", "meta"} {
		if strings.EqualFold(name, common) {
			return true
		}
	}
	return false
}

func contains(list []string, text string) bool {
	for _, one := range list {
		if strings.EqualFold(one, text) {
			return true
		}
	}
	return false
}
