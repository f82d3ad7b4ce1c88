package defect

import (
	"maps"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeExtensionShown: RFC 7643 §3.3 and §4.3: extended attributes stand in
// the object of their schema; E-5.28; fd-040.
func attributeExtensionShown() []Defect {
	managed := Demo{
		Given:   []string{hereUser("mona@example.com") + " -> m"},
		Request: hereEmployee("anna@example.com", `"department":"Sales","manager":{"value":"$m"}`),
		Control: hereEmployee("anna@example.com", `"department":"Sales"`),
	}
	return []Defect{{
		Name:     "attribute-extension-flattened",
		Sentence: "Shows the attributes of the enterprise extension among those of the user, without their object.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-3.3-R07", "RFC7643-3-R09", "E-5.28"},
		Harm:     DataDrift,
		Shows:    Demo{Request: hereEmployee("anna@example.com", `"department":"Sales"`), Control: hereUser("anna@example.com")},
		Install: onEmployees(func(user, extension scim.Resource) {
			maps.Copy(user, extension)
			delete(user, scim.URNEnterpriseUser)
		}),
	}, {
		Name:     "attribute-manager-at-top-level",
		Sentence: "Shows manager among the attributes of the user instead of those of the enterprise extension.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-3.3-R07", "RFC7643-3-R09", "E-5.28"},
		Harm:     Annoyance,
		Field:    []string{"fd-040"},
		Shows:    managed,
		Install: onManagers(func(user, extension, manager scim.Resource) {
			user["manager"] = manager
			delete(extension, "manager")
			if len(extension) == 0 {
				delete(user, scim.URNEnterpriseUser)
			}
		}),
	}, {
		Name:     "attribute-manager-as-text",
		Sentence: "Shows the manager of a user as a text, its id, instead of an object.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"E-5.28", "RFC7643-2.3.8-R01", "RFC7643-2.3-R02", "RFC7643-4.3-R02", "E-6.15"},
		Harm:     SyncBlocked,
		Shows:    managed,
		Install: onManagers(func(_, extension, manager scim.Resource) {
			extension["manager"] = manager.String("value")
		}),
	}, {
		Name:     "attribute-manager-ref-is-employee",
		Sentence: "Shows in $ref of a manager the address of the user who has the manager.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-4.3-R03"},
		Harm:     DataDrift,
		Shows:    managed,
		Install: onManagers(func(user, _, manager scim.Resource) {
			if ref := manager.String("$ref"); ref != "" {
				manager["$ref"] = strings.TrimSuffix(ref, manager.String("value")) + user.ID()
			}
		}),
	}}
}

// onEmployees makes hooks that edit each user who is shown with the enterprise
// extension.
func onEmployees(edit func(user, extension scim.Resource)) func() Hooks {
	return onShown(scim.URNUser, func(_ *Call, user scim.Resource) {
		if extension := user.Object(scim.URNEnterpriseUser); extension != nil {
			edit(user, extension)
		}
	})
}

// onManagers makes hooks that edit each user who is shown with a manager.
func onManagers(edit func(user, extension, manager scim.Resource)) func() Hooks {
	return onEmployees(func(user, extension scim.Resource) {
		if manager := extension.Object("manager"); manager != nil {
			edit(user, extension, manager)
		}
	})
}
