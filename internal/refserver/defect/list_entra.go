package defect

import "slices"

func entraDefects() []Defect {
	return slices.Concat(entraNoMatch(), entraIDsMissing(), entraDisabled(), entraSchemas(), entraNeighbours(), []Defect{
		entraLiteralQuotesRefused(), entraEncodedAtNotDecoded(), entraUnlistedExtensionDropped(), entraManagerNotShown(), entraOldGroupSchemaRefused(),
		entraDeletedIs410(), entraGroupReadShowsMembers(), entraUserNameInLowerCase(), entraInvalidValueDropped(),
		entraGroupNameNotUnique(), entraDeepPagesRefused(), entraGroupsNotFilterable(), entraThrottled(),
		entraNullUpdateIgnored(), entraRenameRefused(), entraOneNameOnePerson(),
	})
}
