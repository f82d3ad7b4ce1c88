package refserver

import (
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/filter"
)

// confidential refuses a filter in a URL, where logs keep it, about an attribute
// that is never returned; by POST it is answered (RFC 7644 §7.5.2). Of the
// standard attributes that is password.
func confidential(expression filter.Expr, shelves []*shelf) *scim.Error {
	for _, path := range paths(expression, nil) {
		for _, sh := range shelves {
			if name := unseen(path, sh.kind); name != "" {
				return scim.Sensitive("a filter about " + name + " does not belong into a URL: use POST and /.search")
			}
		}
	}
	return nil
}

// unseen is the name of an attribute that a resource type never returns, "" for
// any other.
func unseen(path filter.AttrPath, k *kind) string {
	_, attribute := k.set.Locate(path.URN, path.Name)
	if attribute == nil || attribute.Returned != "never" && returnedOf(attribute.Sub(path.Sub)) != "never" {
		return ""
	}
	return strings.TrimSuffix(attribute.Name+"."+path.Sub, ".")
}

// paths adds to a list the attributes that a filter names. Within a value path
// they are sub-attributes of its attribute.
func paths(expression filter.Expr, found []filter.AttrPath) []filter.AttrPath {
	switch e := expression.(type) {
	case filter.And:
		return paths(e.Right, paths(e.Left, found))
	case filter.Or:
		return paths(e.Right, paths(e.Left, found))
	case filter.Not:
		return paths(e.Inner, found)
	case filter.Present:
		return append(found, e.Path)
	case filter.Compare:
		return append(found, e.Path)
	case filter.ValuePath:
		found = append(found, e.Path)
		for _, inner := range paths(e.Filter, nil) {
			found = append(found, filter.AttrPath{URN: e.Path.URN, Name: e.Path.Name, Sub: inner.Name})
		}
	}
	return found
}
