package account

// Rules say which documented rules this account does not follow. The zero value
// follows all of them; each field turns one into its contrary. The comment
// names the rows that it breaks.
type Rules struct {
	SyncedUnknown                bool // SYNC-01: a user who came over SCIM is not found among the people
	SyncedGroupIsEditable        bool // SYNC-02: an admin renames a synced group
	SyncedIsEditable             bool // SYNC-03: an admin edits a synced user
	SyncedEditsSelf              bool // SYNC-03: synced users edit themselves
	SyncedIsRemovable            bool // SYNC-03: an admin removes a synced user from the team
	SyncedGroupMembersRemovable  bool // SYNC-03: an admin removes a synced user from a synced group
	NoLocalGroups                bool // SYNC-04: a synced user cannot be added to a local group
	NoRoles                      bool // SYNC-04: a synced user's role cannot be changed
	NoIndividualSeats            bool // SYNC-04: a synced user cannot be given a seat
	DisabledKeepsGroups          bool // SYNC-06: who is disabled stays in the synced groups; for the SCIM side to follow
	DisabledKeepsTeam            bool // SYNC-06: who is disabled stays in the team
	DisabledKeepsSeats           bool // SYNC-06: who is disabled keeps the seats
	UngroupedLeaveTeam           bool // SYNC-08b: who is in no synced group is not in the team
	RemovedGroupStays            bool // SYNC-11: a removed group stays in the account
	RemovedGroupTakesUsers       bool // SYNC-11: its users leave the team although they are to stay
	RemovedGroupKeepsUsers       bool // SYNC-11: its users stay although they are to leave
	SyncOffUnlocks               bool // SYNC-12: without directory sync, synced users and groups can be edited
	SyncOffRemoves               bool // SYNC-12: without directory sync, synced users and groups leave the team
	EnabledStaysOut              bool // SYNC-13: who is enabled again is not in the team
	EnabledRestoresProjects      bool // SYNC-13: who is enabled again is in the hubs and projects of before
	RemovedKeepsProjects         bool // SYNC-14: who is removed stays in hubs and projects
	BadgeAlways                  bool // SYNC-16: the badge shows without a synced group
	BadgeNever                   bool // SYNC-16: the badge does not show
	NoAutomaticSeats             bool // SYNC-18: members of a synced group get no seat
	AutomaticSeatsOnce           bool // SYNC-18: later members get no seat
	AnybodySetsUp                bool // ADSK-03: any role sets up directory sync
	NobodySetsUp                 bool // ADSK-03: directory sync is refused to the Primary admin and the SSO admin, too
	AnybodyMakesKeys             bool // CA-06: any role makes API keys
	OldKeyDiesAtOnce             bool // CA-04, CA-05: the old key stops when a new one is made
	OldKeyNeverDies              bool // CA-04, CA-05: the old key works for ever
	NewKeyDead                   bool // CA-04, CA-05: the new key does not work
	ExpiredTokenCounts           bool // RFC 7644 §7.4: an access token works after it has expired
	AnyAudienceCounts            bool // RFC 7644 §2.1: an access token for another service works
	AnyIssuerCounts              bool // RFC 7644 §2.1: an access token of another issuer works
	AnyKeySigns                  bool // RFC 7644 §2.1: an access token that anybody signed works
	EditsLost                    bool // SSO-01: an edit of a connection is answered with success and lost
	NoOwnMetadata                bool // SSO-01: the service's own metadata is empty
	TestAlwaysPasses             bool // SSO-01: the test of a connection passes whatever comes
	OldCertificateStays          bool // SSO-02: a renewed certificate is shown, and the old one is used
	RenewalBreaksSignIn          bool // SSO-02, SSO-02b: after a renewal nobody signs in
	WrongCertificateAccepted     bool // SSO-02b: an assertion signed by anybody is accepted
	JustInTimeNeverCreates       bool // SSO-03: an unknown user cannot sign in although just-in-time is on
	JustInTimeOutsideTeam        bool // SSO-03: a user created at sign-in is not in the team
	JustInTimeBareAccount        bool // SSO-03: a user created at sign-in has no name
	SyncDuplicatesJustInTime     bool // SSO-04: SCIM does not find whom sign-in created, and creates a second one
	OffStillCreates              bool // SSO-05: an unknown user is created although just-in-time is off
	OutsidersSignIn              bool // SSO-05: who is not in the team signs in although just-in-time is off
	InvitedLockedOut             bool // SSO-05: who was invited cannot sign in
	JustInTimeFixed              bool // SSO-06: just-in-time cannot be switched while SSO is on
	PasswordStaysShut            bool // SSO-07: nobody signs in with a password after SSO is off
	SignOnStaysOpen              bool // SSO-07: SSO still works after it was turned off
	OffNeedsNoReason             bool // SSO-07: SSO is turned off without a reason
	OffWithTestUser              bool // SSO-07: SSO is turned off although there is a test user
	OnNeedsDomainAgain           bool // SSO-07: SSO is on again only after the domain was configured again
	UnlinkWhileOn                bool // SSO-08, SSO-14: an admin unlinks a domain while SSO is on
	UnlinkLosesVerification      bool // SSO-08, SSO-11: an unlinked domain is not verified any more
	UnlinkedIsAnybodys           bool // SSO-08: another team takes an unlinked domain
	DeleteWhileLinked            bool // SSO-09: a linked domain is deleted
	DeletedStaysTaken            bool // SSO-09, SSO-10: no other team can add a deleted domain
	DeletionUnnoticed            bool // SSO-09: nobody is told that a domain was deleted
	MoveImpossible               bool // SSO-10: the other team adds the domain and cannot verify it
	LinkNeedsVerifyingAgain      bool // SSO-11: a link to another connection needs the domain verified again
	ConnectionDeletedWhileOn     bool // SSO-12, SSO-14: an admin deletes a connection while SSO is on
	ConnectionDeletedWithDomains bool // SSO-12: a connection is deleted although a domain is linked
	RefusalChangesAnyway         bool // SSO-13: a step out of order is refused and done
	RefusalSilent                bool // SSO-13: a refusal does not say why
	SupportRefused               bool // SSO-14: support is refused, too, while SSO is on
	NewProviderDuplicates        bool // SSO-15: users of another identity provider are created again
}
