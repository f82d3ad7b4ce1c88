package defect

import "slices"

// securityDefects are those that let somebody learn or do what they may not
// (RFC 7644 §6, §7, RFC 7643 §9).
func securityDefects() []Defect {
	return slices.Concat(
		securityPasswords(), securityErrorsTell(), securityInjection(), securityToldBeforeLogin(), securityCookies(),
		[]Defect{securityOtherTenant(), securityOtherTenantListed(), securitySecretInError(), securityRoleMakesAdmin(), securitySensitiveRefusedWrongly()},
	)
}
