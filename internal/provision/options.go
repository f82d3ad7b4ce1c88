package provision

import (
	"strings"

	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/scim"
)

// variant is what a profile's options change in the engine itself; the rest is
// the dialect's.
type variant struct {
	probeName    string // before the GUID of the connection test (E-1.10)
	checkFirst   bool   // E-5.9
	batch        int    // members per PATCH (E-5.43)
	wholeGroups  bool   // E-5.49
	switchDefect bool   // E-4.50
}

func variantOf(options profile.Options) variant {
	v := variant{
		checkFirst: options.CheckFirst, batch: max(1, options.Members),
		wholeGroups: options.GroupWrite == "put", switchDefect: options.SwitchDefect,
	}
	if options.ProbeName == "prefixed" {
		v.probeName = "AzureAD_Test-"
	}
	return v
}

// wire is the dialect with the options of a profile; base is the URL of the
// target.
func wire(d dialect.Dialect, p *profile.Profile, base string) dialect.Dialect {
	o := p.Options
	return d.With(dialect.Options{
		Charset: o.Media == "charset", BareAccept: o.Media == "bare",
		Query:      map[string]dialect.Query{"literal": dialect.Literal, "percent": dialect.Percent}[o.Query],
		MappedOnly: o.Schemas == "mapped", Enterprise: mapsEnterprise(p),
		CreateText: o.CreateTruth == "string", RealBooleans: o.UpdateTruth == "boolean",
		PathlessAdd: o.Pathless == "add", TutorialSet: o.TutorialSet, Base: base,
		Clearing:    map[string]dialect.Clear{"empty": dialect.ByEmpty, "object": dialect.ByObject, "remove": dialect.ByRemove}[o.Clearing],
		RoleDisplay: o.RoleName == "display", EmptyMembers: o.EmptyMembers, MemberRef: o.MemberRef,
		LegacyPath: map[string]dialect.Broken{"dotted": dialect.Dotted, "valid": dialect.Valid}[o.LegacyPath],
		DottedKeys: o.Replacing == "dotted",
	})
}

func mapsEnterprise(p *profile.Profile) bool {
	for _, attribute := range p.Users.Attributes {
		if urn := scim.URNEnterpriseUser; len(attribute.Target) > len(urn) && strings.EqualFold(attribute.Target[:len(urn)], urn) {
			return true
		}
	}
	return false
}
