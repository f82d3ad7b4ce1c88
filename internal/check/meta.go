package check

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

// meta compares a resource's metadata with the headers of its answer, and at the
// creation with itself.
func (x *examination) meta(meta scim.Resource) []breach {
	var breaches []breach
	if x.Operation == Create {
		breaches = append(x.address(meta), x.ages(meta)...)
	}
	if header := x.Header.Get("Content-Location"); header != "" && meta.String("location") != "" && !sameAddress(header, meta.String("location")) {
		breaches = append(breaches, breach{
			rules: rules("RFC7643-3.1-R23"), attribute: "meta.location", expected: header, seen: meta.String("location"),
			message: "meta.location is not what the Content-Location header says",
		})
	}
	return append(breaches, x.version(meta)...)
}

// address: the URI of a new resource stands in the Location header and in
// meta.location (RFC 7644 §3.3). That meta.location is missing is told with the
// other members of meta.
func (x *examination) address(meta scim.Resource) []breach {
	header, location := x.Header.Get("Location"), meta.String("location")
	if x.Status != http.StatusCreated || header != "" && (location == "" || sameAddress(header, location)) {
		return nil
	}
	if location == "" {
		location = "the URI of the new resource"
	}
	return []breach{{
		rules: rules("RFC7644-3.3-R10"), attribute: "Location", expected: location, seen: orNone(header),
		message: "the Location header of a creation is not the address of the new resource",
	}}
}

// sameAddress: a relative reference means the same as the whole URI.
func sameAddress(a, b string) bool {
	return a == b || strings.HasSuffix(a, "/"+strings.TrimLeft(b, "/")) || strings.HasSuffix(b, "/"+strings.TrimLeft(a, "/"))
}

// ages: until the first change lastModified equals created (RFC 7643 §3.1).
func (x *examination) ages(meta scim.Resource) []breach {
	created, ok := instant(meta.String("created"))
	modified, also := instant(meta.String("lastModified"))
	if !ok || !also || created.Equal(modified) {
		return nil
	}
	return []breach{{
		rules: rules("RFC7643-3.1-R21"), attribute: "meta.lastModified", expected: meta.String("created"), seen: meta.String("lastModified"),
		message: "a resource that was just created has been modified already",
	}}
}

// version: meta.version is the entity-tag of the answer (RFC 7643 §3.1). A weak
// tag may come from a proxy that compresses, so that the mark is not compared.
func (x *examination) version(meta scim.Resource) []breach {
	tag, version := x.Header.Get("ETag"), meta.String("version")
	if tag == "" || version == "" || strings.TrimPrefix(tag, "W/") == strings.TrimPrefix(version, "W/") {
		return nil
	}
	return []breach{{
		rules: rules("RFC7643-3.1-R24"), attribute: "meta.version", expected: tag, seen: version,
		message: "meta.version is not the ETag of the answer",
	}}
}
