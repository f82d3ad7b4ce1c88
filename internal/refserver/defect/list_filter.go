package defect

import "slices"

// filterDefects are those in filters (RFC 7644 §3.4.2.2).
func filterDefects() []Defect {
	return slices.Concat(
		[]Defect{
			filterIgnored(), filterTotalCountsEverything(), filterSeesFirstPageOnly(), filterHidesForeignUsers(), filterKeepsFirstName(),
			filterNoMatchIs404(), filterRefusesStrangeNames(), filterOtherAttributesCrash(), filterUnknownAttributeIgnored(),
			filterRootIgnored(), filterRootNeedsCommonAttribute(), filterTellsPasswords(), filterMissesDefaults(),
		},
		filterCaseSensitive(),
		filterCaseIgnored(),
		[]Defect{
			filterNamesCaseExact(), filterOperatorsCaseExact(), filterURNCaseExact(), filterCoreURNUnknown(), filterExtensionFindsNothing(),
			filterDotsUnsupported(), filterSchemasUnsupported(), filterExternalIDUnsupported(),
		},
		filterOperatorsConfused(),
		filterBoundaryMissed(),
		[]Defect{
			filterPrMatchesAll(), filterOffsetIgnored(), filterBooleansOrdered(), filterBinaryOrdered(), filterBooleanNeedsQuotes(),
			filterAndIsOr(), filterAndUnsupported(), filterOrSeesFirstOnly(), filterNotIgnored(), filterBracketsIgnored(), filterLeftToRight(),
			filterSeesFirstValueOnly(), filterValuePathSubCrashes(), filterValuePathMixesValues(), filterValuePathIgnored(),
			filterSplitsAtBlanks(), filterStopsAtEscapedQuote(), filterEscapesNotDecoded(), filterBracketInOperandBreaks(),
			filterDecodedTwice(), filterPlusBecomesBlank(),
			filterEmptyFindsAll(), filterWithoutComparisonFindsAll(), filterMissingOperandAccepted(), filterUnknownOperatorIgnored(), filterSingleQuotesAccepted(), filterUnquotedAccepted(), filterNullFindsNothing(),
			filterOpenBracketAccepted(), filterTailIgnored(),
		},
	)
}
