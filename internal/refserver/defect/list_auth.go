package defect

import "slices"

// authDefects are those in who is let in, and how others are told (RFC 7644 §2).
func authDefects() []Defect {
	return slices.Concat(
		authTokens(), authFlawedTokens(), authUnguarded(), authChallenges(),
		[]Defect{authSecondBaseOpen(), authMeIsSomebodyElse(), authSchemeCaseExact(), authGroupsNeedBasic(), authConfigNeedsToken()},
	)
}
