package defect

import "github.com/scimulator/scimulator/internal/refserver/account"

// behaviorSetup: who sets up provisioning, and how long a key works (ADSK-03,
// CA-04 to CA-06).
func behaviorSetup() []Defect {
	made, fresh := `POST !/account/api-keys {} -> fresh`, someUsers+" [Authorization: Bearer $fresh.token]"
	old := []string{made}
	expired := []string{made, `POST !/account/clock {"advance":"9h"}`}
	return []Defect{
		behavior("anybody-sets-up", "Lets any member set up directory sync.", SecurityHole,
			Demo{Request: `PUT !/account/directory-sync?as=user {"enabled":true}`, Control: `PUT !/account/directory-sync?as=sso-admin {"enabled":true}`},
			rows("ADSK-03"), func(r *account.Rules) { r.AnybodySetsUp = true }),
		behavior("nobody-sets-up", "Refuses to let the Primary admin or the SSO admin set up directory sync.", SyncBlocked,
			Demo{Request: `PUT !/account/directory-sync?as=sso-admin {"enabled":true}`, Control: `PUT !/account/directory-sync?as=user {"enabled":true}`},
			rows("ADSK-03"), func(r *account.Rules) { r.NobodySetsUp = true }),
		behavior("anybody-makes-keys", "Lets a member without a role generate an API key.", SecurityHole,
			Demo{Request: "POST !/account/api-keys?as=user {}", Control: "GET !/account/api-keys"}, rows("CA-06"), func(r *account.Rules) { r.AnybodyMakesKeys = true }),
		behavior("old-key-dies-at-once", "Stops the old API key as soon as a new one is generated.", SyncBlocked,
			Demo{Given: old, Request: someUsers, Control: fresh}, rows("CA-04", "CA-05"), func(r *account.Rules) { r.OldKeyDiesAtOnce = true }),
		behavior("old-key-never-dies", "Takes an old API key for ever.", SecurityHole,
			Demo{Given: expired, Request: someUsers, Control: fresh}, rows("CA-04", "CA-05"), func(r *account.Rules) { r.OldKeyNeverDies = true }),
		behavior("new-key-is-dead", "Does not take a new API key.", SyncBlocked,
			Demo{Given: old, Request: fresh, Control: someUsers}, rows("CA-04", "CA-05"), func(r *account.Rules) { r.NewKeyDead = true }),
	}
}
