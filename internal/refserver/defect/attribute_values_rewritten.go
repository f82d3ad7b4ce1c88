package defect

import (
	"net/url"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeValuesRewritten: values of users that a server stores otherwise than
// they were sent (E-6.12), against what RFC 7643 says of the attribute.
func attributeValuesRewritten() []Defect {
	return []Defect{
		rewriting{
			Defect:    Defect{Name: "attribute-external-id-in-lower-case", Sentence: "Stores externalId of users in lower case.", Harm: UsersLost},
			attribute: "externalId", change: strings.ToLower, // RFC 7643 §3.1: case-exact
		}.defect([]requirement.ID{"RFC7643-7-R23", "RFC7643-3.1-R16", "E-6.12"}, `"externalId":"Ab-12"`, `"externalId":"ab-12"`),
		rewriting{
			Defect:    Defect{Name: "attribute-email-in-lower-case", Sentence: "Stores e-mail addresses of users in lower case."},
			attribute: "emails", sub: "value", change: strings.ToLower,
		}.defect([]requirement.ID{"E-6.12"}, `"emails":[{"value":"Anna.Berg@example.com"}]`, `"emails":[{"value":"anna.berg@example.com"}]`),
		rewriting{
			Defect:    Defect{Name: "attribute-phone-reformatted", Sentence: "Stores phone numbers of users without blanks, hyphens and brackets."},
			attribute: "phoneNumbers", sub: "value", change: withoutFormat,
		}.defect([]requirement.ID{"E-6.12"}, `"phoneNumbers":[{"value":"+1 (206) 555-0100"}]`, `"phoneNumbers":[{"value":"+12065550100"}]`),
		rewriting{
			Defect:    Defect{Name: "attribute-phone-extension-cut", Sentence: "Stores phone numbers of users without what follows a semicolon, such as the extension."},
			attribute: "phoneNumbers", sub: "value", change: func(text string) string { number, _, _ := strings.Cut(text, ";"); return number },
		}.defect([]requirement.ID{"E-6.12", "RFC7643-4.1.2-R07"}, `"phoneNumbers":[{"value":"tel:+1-206-555-0123;ext=7"}]`, `"phoneNumbers":[{"value":"tel:+1-206-555-0123"}]`),
		rewriting{
			Defect:    Defect{Name: "attribute-profile-url-in-lower-case", Sentence: "Stores profileUrl of users in lower case."},
			attribute: "profileUrl", change: strings.ToLower, // RFC 7643 §2.3.7: references are case-exact
		}.defect([]requirement.ID{"RFC7643-2.3.7-R07", "E-6.12"}, `"profileUrl":"https://example.com/People/Anna"`, `"profileUrl":"https://example.com/anna"`),
		rewriting{
			Defect:    Defect{Name: "attribute-profile-url-decoded", Sentence: "Stores profileUrl of users with its escapes decoded, so that it is no URI any more."},
			attribute: "profileUrl", change: decoded,
		}.defect([]requirement.ID{"RFC7643-4.1.1-R13", "RFC7643-2.3.7-R02", "E-6.12"}, `"profileUrl":"https://example.com/Anna%20Berg"`, `"profileUrl":"https://example.com/AnnaBerg"`),
		rewriting{
			Defect:    Defect{Name: "attribute-language-with-underscore", Sentence: "Stores preferredLanguage of users with an underscore for the hyphen."},
			attribute: "preferredLanguage", change: func(text string) string { return strings.ReplaceAll(text, "-", "_") },
		}.defect([]requirement.ID{"RFC7643-4.1.1-R14", "E-6.12"}, `"preferredLanguage":"en-US"`, `"locale":"en-US"`),
		rewriting{
			Defect:    Defect{Name: "attribute-time-zone-as-offset", Sentence: "Stores timezone of users as an offset from UTC instead of the name."},
			attribute: "timezone", change: offset,
		}.defect([]requirement.ID{"RFC7643-4.1.1-R17", "E-6.12"}, `"timezone":"America/Los_Angeles"`, `"locale":"en-US"`),
		rewriting{
			Defect:    Defect{Name: "attribute-country-as-name", Sentence: "Stores the country of an address of a user by its English name instead of two letters."},
			attribute: "addresses", sub: "country", change: countryName,
		}.defect([]requirement.ID{"RFC7643-4.1.2-R20", "E-6.12"}, `"addresses":[{"country":"US","type":"work"}]`, `"addresses":[{"region":"US","type":"work"}]`),
	}
}

// rewriting is a defect that changes a text of users when it is written.
type rewriting struct {
	Defect
	attribute, sub string
	change         func(string) string
}

// defect completes it: the members are those of a user for whom it shows, and of
// one for whom it does not.
func (r rewriting) defect(breaks []requirement.ID, shows, hides string) Defect {
	d := r.Defect
	d.Subject, d.Breaks = "attribute", breaks
	if d.Harm == "" {
		d.Harm = DataDrift
	}
	d.Shows = Demo{Request: hereUser("anna@example.com", shows), Control: hereUser("anna@example.com", hides)}
	d.Install = onWritten(scim.URNUser, func(_ *Call, values scim.Resource) *Answer {
		rewrite(values, r.attribute, r.sub, r.change)
		return nil
	})
	return d
}

func decoded(text string) string {
	if plain, err := url.PathUnescape(text); err == nil {
		return plain
	}
	return text
}

func withoutFormat(text string) string {
	return strings.Map(func(letter rune) rune {
		if strings.ContainsRune(" -()", letter) {
			return -1
		}
		return letter
	}, text)
}

func offset(zone string) string {
	switch zone {
	case "America/New_York":
		return "-05:00"
	case "America/Los_Angeles":
		return "-08:00"
	case "Europe/Berlin", "Europe/Paris":
		return "+01:00"
	case "Asia/Tokyo":
		return "+09:00"
	}
	return "+00:00"
}

func countryName(code string) string {
	names := map[string]string{
		"AU": "Australia", "BR": "Brazil", "CA": "Canada", "CH": "Switzerland", "DE": "Germany", "ES": "Spain", "FR": "France",
		"GB": "United Kingdom", "IN": "India", "IT": "Italy", "JP": "Japan", "NL": "Netherlands", "PT": "Portugal", "US": "United States",
	}
	if name := names[strings.ToUpper(code)]; name != "" {
		return name
	}
	return code
}
