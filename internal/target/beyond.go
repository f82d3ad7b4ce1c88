package target

import (
	"regexp"

	"github.com/scimulator/scimulator/internal/jq"
)

// Account is where observers and actions go when that is another place than the
// tenant URL. It has credentials of its own.
type Account struct {
	Base      string
	TokenFile string
	TokenEnv  string
	Auth      Auth
}

// Observer is how to look at something that SCIM does not show (design §7).
type Observer struct {
	Request Request
	Value   *jq.Query // over the answer: what was observed
}

// Action is how to do something that SCIM cannot do (design §7).
type Action struct {
	Request Request
	Refused *jq.Query // over the answer: whether it was refused; nil leaves that to the status
	Value   *jq.Query // over the answer: what came of it; nil for nothing
	Secret  bool      // the value is a secret
}

// Request is a request with placeholders. It stays at scheme and host of the
// tenant URL, or of the account side, because the credentials go with it.
type Request struct {
	Method string
	Path   string // with placeholders; below the tenant URL, or its host (Beside)
	Query  string // with placeholders
	Beside bool   // Path is below scheme and host of the tenant URL
	Header map[string]string
	Body   any // decoded JSON, with placeholders in its texts; nil for none
}

// Placeholder finds {name}, {name.id}, {name?}, {name:json} and {name:json?}.
// What it finds: the name, ":json" and "?".
//
// The name is a text, with .id the target's id of the user or group that the value
// names. As the whole text of a member of the body it can be more: with :json its
// text is read as JSON (true, 3), and with ? the member is left out when there is
// no value.
var Placeholder = regexp.MustCompile(`\{([A-Za-z][A-Za-z0-9-]*(?:\.id)?)(:json)?(\?)?\}`)
