package defect

import "github.com/scimulator/scimulator/internal/refserver/account"

// behaviorConnection: a connection is edited, tested and its certificate renewed
// (SSO-01, SSO-02, SSO-02b).
func behaviorConnection() []Defect {
	given := signedOn()
	renewed := signedOn(editing(`{"certificate":"$certificate.second"}`))
	first, second := signing("first", "anna@example.com"), signing("second", "anna@example.com")
	testing := func(key string) string {
		return `POST !/account/connections/$link/test {"assertion":"$signed.` + key + `.anna@example.com"}`
	}
	return []Defect{
		behavior("connection-edits-lost", "Answers success to an edit of a connection and keeps the old name and metadata.", Annoyance,
			Demo{Given: given, Request: editing(`{"name":"Theirs"}`), Control: first}, rows("SSO-01"), func(r *account.Rules) { r.EditsLost = true }),
		behavior("no-own-metadata", "Answers with empty metadata of the service, which the identity provider needs.", Annoyance,
			Demo{Given: given, Request: "GET !/account/connections/$link/metadata", Control: first}, rows("SSO-01"), func(r *account.Rules) { r.NoOwnMetadata = true }),
		behavior("test-always-passes", "Passes the test of a connection whatever signs the assertion.", LockedOut,
			Demo{Given: given, Request: testing("second"), Control: testing("first")}, rows("SSO-01"), func(r *account.Rules) { r.TestAlwaysPasses = true }),
		behavior("old-certificate-stays", "Shows a renewed certificate and goes on with the old one.", LockedOut,
			Demo{Given: renewed, Request: first, Control: theDomain}, rows("SSO-02"), func(r *account.Rules) { r.OldCertificateStays = true }),
		behavior("renewal-breaks-sign-in", "Signs nobody in after a certificate was renewed.", LockedOut,
			Demo{Given: renewed, Request: second, Control: first}, rows("SSO-02", "SSO-02b"), func(r *account.Rules) { r.RenewalBreaksSignIn = true }),
		behavior("wrong-certificate-accepted", "Signs in with an assertion that was signed by anybody.", SecurityHole,
			Demo{Given: given, Request: second, Control: first}, rows("SSO-02b"), func(r *account.Rules) { r.WrongCertificateAccepted = true }),
	}
}
