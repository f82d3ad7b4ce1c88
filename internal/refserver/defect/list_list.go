package defect

import "slices"

// listDefects are those in lists: searching, sorting, paging (RFC 7644 §3.4.2,
// §3.4.3, RFC 9865) and what is shown of a resource (RFC 7644 §3.9).
func listDefects() []Defect {
	return slices.Concat(
		[]Defect{
			listTotalMissing(), listTotalIsText(), listTotalWithFraction(), listNewestMissing(), listBareArray(), listSchemaOfVersionOne(), listResourcesInLowerCase(),
			listStripsResources(), listSingleHitUnwrapped(), listEmptyIsNull(), listUnknownParameterRefused(), listRootHasUsersOnly(),
			listStartIndexIgnored(), listStartIndexAlwaysOne(), listStartIndexBelowOneRefused(), listZeroBased(), listBeyondEndIs404(),
			listCountIgnored(), listCountZeroUnlimited(), listNegativeCountRefused(), listNegativeCountUnlimited(),
			listTotalIsPageSize(), listItemsPerPageIsCount(), listLargerThanAnnounced(), listCutSilently(),
			listPagesOverlap(), listRepeatsUsers(), listDropsNamesakes(), listPagedPerStore(), listOrderShifts(),
		},
		listPageAttributesMissing(),
		[]Defect{
			listCursorEmptyRefused(), listCursorInBase64(), listCursorIsNumber(), listCursorExceedsCount(), listCursorEndsEarly(),
			listCursorEmptyAtEnd(), listCursorStays(), listCursorPreviousOnFirst(), listCursorForgedAccepted(), listCursorNeedsNoToken(),
			listCursorCountZeroUnlimited(), listCursorCountCrashes(), listCursorInsteadOfIndex(), listPagingUndecided(), listCursorCrossesTenants(),
			listSearchNotFound(), listSearchIs201(), listSearchNeedsCount(), listSearchTakesAnySchema(), listSearchForgivesFilter(),
		},
		listSearchIgnores(),
		[]Defect{
			listSortIgnored(), listSortStartsDescending(), listSortOrderIgnored(), listSortOrderCrashes(), listSortCaseSensitive(),
			listSortPathIgnored(), listSortByFirstValue(), listSortAbsentFirst(), listSortPerPage(),
			listAttributesIgnored(), listAttributesDropSubAttributes(), listAttributesGiveWhole(), listAttributesTakeFirst(),
			listAttributesCaseExact(), listAttributesWithoutURN(), listExcludedIgnored(), listExcludedSubAttributeIgnored(),
			listExcludedLeavesMinimum(), listExcludedMembersLoaded(), listProjectionIgnoredOnWrites(), listProjectionLimitsWrites(),
			listBothProjectionsCrash(), listNoMatchScans(),
		},
		listProjectionDropsID(),
	)
}
