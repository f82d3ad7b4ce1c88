// Package target is what is known of the SCIM service under test before the
// first request: where it is, where its secrets are, and what it says it knows.
package target

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// Target is one SCIM service under test.
type Target struct {
	Name          string              // "" if it was given by its URL only
	Base          string              // tenant URL without query and without a slash at the end
	Dialect       string              // wire form it asks for; "" leaves it to the profile
	Rate          float64             // requests per second at most; 0: not said
	Settle        time.Duration       // real time until a write must show in reads
	TokenFile     string              // file with the bearer token, "" for none
	TokenEnv      string              // environment variable with the bearer token, "" for none
	Auth          Auth                // other ways to authenticate
	RootsFile     string              // PEM file with certificate authorities; "" means the system's
	Headers       map[string]string   // sent with every request
	SecretHeaders map[string]Secret   // sent, too; their values are secrets
	MailDomain    string              // of the accounts that a run creates; "" keeps that of the story
	Users, Groups Rules               // what it demands of the accounts and groups that a run creates
	Capabilities  map[string]bool     // flags of ServiceProviderConfig, declared where discovery is silent
	Rejected      map[string]Secret   // tokens that it has to turn away, by what is wrong with each: expired, wrong-audience, wrong-issuer, wrong-key
	Second        *Second             // another tenant of the same service; nil for none
	Account       *Account            // where observers and actions go; nil: to the host of Base
	Observers     map[string]Observer // by observation: what SCIM does not show
	Actions       map[string]Action   // by name: what SCIM cannot do
}

// Flags at the end of a tenant URL select the dialect (E-5.2), or what will
// restore the old behaviour once the compliant one is the default (E-5.3). They
// are for Entra, not for the target.
const (
	compliantFlag    = "aadOptscim062020"
	compliantDialect = "entra-optscim"
	formerFlag       = "AzureAdScimPatch2017"
	formerDialect    = "entra"
)

// flagOf is the flag that selects a dialect.
func flagOf(dialect string) string {
	if dialect == formerDialect {
		return formerFlag
	}
	return compliantFlag
}

// FromURL makes a target of a tenant URL. The flag of E-5.2 is cut off and
// selects the dialect; any other query, and user names in the URL, are refused:
// a secret does not stand in a URL, and a query cannot be continued with a path.
func FromURL(text string) (Target, error) {
	base, dialect, err := tenant(text)
	return Target{Base: base, Dialect: dialect}, err
}

// tenant reads a tenant URL. Its errors never repeat the URL, which may hold a
// secret by mistake.
func tenant(text string) (base, dialect string, err error) {
	parsed, err := url.Parse(text)
	switch {
	case err != nil:
		return "", "", errors.New("the tenant URL cannot be read: expected https://host/path")
	case parsed.Scheme != "https" && parsed.Scheme != "http":
		return "", "", fmt.Errorf("the tenant URL begins with %q: expected https:// or http://", parsed.Scheme+"://")
	case parsed.Hostname() == "":
		return "", "", errors.New("the tenant URL names no host: expected https://host/path")
	case parsed.User != nil:
		return "", "", errors.New("the tenant URL holds a user name: secrets go into a file or an environment variable")
	case parsed.Fragment != "" || strings.HasSuffix(text, "#"):
		return "", "", errors.New("the tenant URL has a fragment (#…): leave it out")
	}
	if parsed.RawQuery != "" {
		switch flag := strings.TrimSuffix(parsed.RawQuery, "="); {
		case strings.EqualFold(flag, compliantFlag):
			dialect = compliantDialect
		case strings.EqualFold(flag, formerFlag):
			dialect = formerDialect
		default:
			return "", "", errors.New("the tenant URL has a query: only the flags ?" + compliantFlag + " (E-5.2) and ?" + formerFlag + " (E-5.3) are known")
		}
	}
	parsed.RawQuery, parsed.ForceQuery = "", false
	return strings.TrimRight(parsed.String(), "/"), dialect, nil
}
