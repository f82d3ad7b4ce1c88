package refserver

import (
	"slices"

	"github.com/scimulator/scimulator/internal/scim"
)

// draft is a clean resource on its way into the store.
type draft struct {
	content
	members []string // ids, without repetition; empty for other types than Group
}

// newDraft encodes a clean resource once, for all reads to come.
func newDraft(k *kind, id string, clean scim.Resource, odd *unkind) (draft, *scim.Error) {
	var d draft
	if k.hasMembers {
		ids, fault := memberIDs(clean.List("members"))
		if fault != nil {
			return draft{}, fault
		}
		d.members = ids
		delete(clean, "members")
	}
	forget(k, clean)
	d.label = clean.String("displayName")
	d.disabled = clean["active"] == false
	d.keys = make([]string, len(k.keys))
	for i, key := range k.keys {
		holder := clean
		if key.urn != "" {
			holder = clean.Object(key.urn)
		}
		d.keys[i] = key.fold(holder.String(key.name))
	}
	d.encode(k, id, clean, odd)
	return d, nil
}

// memberIDs reads the value of each member; the server itself computes $ref and
// type (RFC 7643 §4.2).
func memberIDs(members []any) ([]string, *scim.Error) {
	ids := make([]string, 0, len(members))
	seen := make(map[string]bool, len(members))
	for _, element := range members {
		id := scim.AsObject(element).String("value")
		if id == "" {
			return nil, scim.InvalidValue("members: each member needs a value, the id of a User or Group")
		}
		if !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// forget drops what is never returned (RFC 7643 §7, returned): nobody can ask
// this server whether a password is right, so it does not keep one.
func forget(k *kind, clean scim.Resource) {
	for name := range clean {
		if attribute := k.attribute(name); attribute != nil && attribute.Returned == "never" {
			delete(clean, name)
		}
	}
}

// encode writes schemas and id first and the rest by name, or in any order when
// it is unkind.
func (d *draft) encode(k *kind, id string, clean scim.Resource, odd *unkind) {
	clean["schemas"], clean["id"] = schemasOf(k, clean), id
	order := append([]string{"schemas", "id"}, slices.DeleteFunc(sortedNames(clean), func(name string) bool {
		return name == "schemas" || name == "id"
	})...)
	if odd != nil {
		odd.shuffle(id, order)
	}
	b, hole := make([]byte, 0, 512), -1
	for i, name := range order {
		b = appendLead(b, i, "{")
		b = appendString(b, name)
		b = append(b, ':')
		if name == scim.URNEnterpriseUser {
			b, hole = d.appendEnterprise(b, clean.Object(name))
			continue
		}
		b = appendValue(b, clean[name])
	}
	if hole < 0 {
		hole = len(b)
	}
	d.body, d.hole = slices.Clip(b), hole
}

// schemasOf lists the core schema and the extensions that hold something.
func schemasOf(k *kind, clean scim.Resource) []any {
	urns := []any{k.core.ID}
	for _, extension := range k.extensions {
		if clean.Object(extension.ID) != nil {
			urns = append(urns, extension.ID)
		}
	}
	return urns
}

// appendEnterprise writes the enterprise extension and finds the hole in its
// manager, where $ref and displayName go when the resource is read
// (RFC 7643 §4.3); -1 when there is no manager.
func (d *draft) appendEnterprise(b []byte, enterprise scim.Resource) (body []byte, hole int) {
	hole = -1
	b = append(b, '{')
	for i, name := range sortedNames(enterprise) {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(b, name)
		b = append(b, ':')
		id := managerID(name, enterprise[name])
		if id == "" {
			b = appendValue(b, enterprise[name])
			continue
		}
		b = append(b, `{"value":`...)
		d.manager = id
		b = appendString(b, id)
		hole = len(b)
		b = append(b, '}')
	}
	return append(b, '}'), hole
}

func managerID(name string, value any) string {
	if name != "manager" {
		return ""
	}
	return scim.AsObject(value).String("value")
}
