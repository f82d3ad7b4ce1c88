package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// discoveryConfigWithout: RFC 7643 §5: every attribute of the configuration but
// documentationUri is REQUIRED, also of a feature that is not there; RFC 9865 §4:
// pagination SHOULD be there when pages can be turned by cursor.
func discoveryConfigWithout() []Defect {
	return []Defect{
		configWithout("schemas", "RFC7643-5-R01", "RFC7644-4-R02", "RFC7644-3.1-R02"),
		configWithout("patch", "RFC7643-5-R05", "RFC7643-5-R06"),
		configWithout("bulk", "RFC7643-5-R07", "RFC7643-5-R08", "RFC7643-5-R09", "RFC7643-5-R10"),
		configWithout("filter", "RFC7643-5-R11", "RFC7643-5-R12", "RFC7643-5-R13"),
		configWithout("changePassword", "RFC7643-5-R15", "RFC7643-5-R16"),
		configWithout("sort", "RFC7643-5-R17", "RFC7643-5-R18"),
		configWithout("etag", "RFC7643-5-R19", "RFC7643-5-R20"),
		configWithout("authenticationSchemes", "RFC7643-5-R22"),
		configWithout("pagination", "RFC9865-4-R01"),
	}
}

func configWithout(attribute string, breaks ...requirement.ID) Defect {
	if attribute != "pagination" {
		breaks = append(breaks, "RFC7644-4-R03")
	}
	return Defect{
		Name:     "discovery-config-without-" + inWords(attribute),
		Sentence: "Leaves " + attribute + " out of the service provider configuration.",
		Subject:  "discovery",
		Breaks:   breaks,
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /ServiceProviderConfig`, Control: `GET /Schemas`},
		Install:  onEntries(atConfig, func(config scim.Resource) { delete(config, attribute) }),
	}
}
