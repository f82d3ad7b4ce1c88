package defect

import "slices"

// discoveryDefects are those in what a server says of itself: its configuration,
// its resource types, its schemas (RFC 7644 §4, RFC 7643 §5–§7).
func discoveryDefects() []Defect {
	return slices.Concat(
		[]Defect{discoveryConfigMissing(), discoveryConfigInList(), discoveryConfigHomeMade(), discoveryConfigWritable()},
		discoveryConfigWithout(), discoverySupported(), discoveryLimits(), discoveryAuthenticationSchemes(),
		discoveryEndpointMissing(), discoveryBareArray(),
		[]Defect{discoverySingleInList(), discoveryTotalZero(), discoveryQueryApplied()},
		discoveryFilter(), discoveryUnlisted(),
		discoveryTypeWithout(), discoveryTypeEndpoint(), discoveryTypeSchemas(),
		[]Defect{discoveryLocationsLeadNowhere()},
		discoveryDeletable(), discoverySchemaHead(),
		[]Defect{discoveryMessagesListed(), discoveryUnknownSchemaIs200()},
	)
}
