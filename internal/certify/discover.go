package certify

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/scimulator/scimulator/internal/certify/steps"
	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// Discover reads what the target announces. What cannot be read is not known,
// and does not excuse anything; declared are the capabilities of the target file.
func Discover(ctx context.Context, sender steps.Sender, declared map[string]bool) *steps.Facts {
	facts := &steps.Facts{Features: map[string]steps.Support{}}
	d := discovery{ctx, sender, facts}
	d.config()
	d.types()
	d.schemas()
	for name, there := range declared {
		facts.Features[name] = supported(there)
	}
	return facts
}

type discovery struct {
	ctx    context.Context
	sender steps.Sender
	facts  *steps.Facts
}

func (d discovery) get(path string) (scim.Resource, bool) {
	response, err := d.sender.Do(d.ctx, client.Request{Path: path, Label: exchange.Label{Purpose: exchange.Discovery}})
	if err != nil || response.Status != http.StatusOK {
		return nil, false
	}
	body, err := scim.Decode(response.Body)
	return body, err == nil
}

func supported(yes bool) steps.Support {
	if yes {
		return steps.Supported
	}
	return steps.Disclaimed
}

func (d discovery) config() {
	body, ok := d.get("/ServiceProviderConfig")
	d.facts.Features["config"] = supported(ok)
	if !ok {
		return
	}
	d.facts.Config = body
	for _, name := range []string{"patch", "bulk", "filter", "changePassword", "sort", "etag"} {
		if flag, there := body.Object(name).Get("supported"); there {
			d.facts.Features[name] = supported(flag == true)
		}
	}
	for _, name := range []string{"cursor", "index"} {
		if flag, there := body.Object("pagination").Get(name); there {
			d.facts.Features[name] = supported(flag == true)
		}
	}
	if _, there := body.Get("pagination"); !there {
		d.facts.Features["cursor"] = steps.Disclaimed // RFC 9865 §4: who pages by cursor says so
	}
	d.facts.MaxResults = integer(body.Object("filter"), "maxResults")
	d.facts.MaxOperations = integer(body.Object("bulk"), "maxOperations")
	d.facts.MaxPayload = integer(body.Object("bulk"), "maxPayloadSize")
}

func integer(object scim.Resource, name string) int {
	value, _ := object.Get(name)
	number, _ := value.(json.Number)
	n, err := strconv.Atoi(number.String())
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// types reads /ResourceTypes. A target without it is taken to have users and
// groups, as the RFCs define them.
func (d discovery) types() {
	body, ok := d.get("/ResourceTypes")
	d.facts.Features["types"] = supported(ok)
	for _, element := range body.List("Resources") {
		object := scim.AsObject(element)
		t := steps.ResourceType{Name: object.String("name"), Endpoint: object.String("endpoint"), Schema: object.String("schema")}
		for _, one := range object.List("schemaExtensions") {
			extension := scim.AsObject(one)
			t.Extensions = append(t.Extensions, extension.String("schema"))
			if required, _ := extension.Get("required"); required == true {
				t.Required = append(t.Required, extension.String("schema"))
			}
		}
		t.Endpoint = "/" + strings.TrimPrefix(t.Endpoint[strings.LastIndex(t.Endpoint, "/")+1:], "/")
		d.facts.Types = append(d.facts.Types, t)
	}
	if len(d.facts.Types) == 0 {
		d.facts.Types = []steps.ResourceType{
			{Name: "User", Endpoint: "/Users", Schema: scim.URNUser, Extensions: []string{scim.URNEnterpriseUser}},
			{Name: "Group", Endpoint: "/Groups", Schema: scim.URNGroup},
		}
		return
	}
	_, groups := d.facts.Type("Group")
	d.facts.Features["groups"] = supported(groups)
	user, _ := d.facts.Type("User")
	d.facts.Features["enterprise"] = supported(containsFold(user.Extensions, scim.URNEnterpriseUser))
}

func containsFold(list []string, text string) bool {
	for _, one := range list {
		if strings.EqualFold(one, text) {
			return true
		}
	}
	return false
}

func (d discovery) schemas() {
	body, ok := d.get("/Schemas")
	d.facts.Features["schemas"] = supported(ok)
	for _, element := range body.List("Resources") {
		raw, err := json.Marshal(element)
		if err != nil {
			continue
		}
		var one schema.Schema
		if err := json.Unmarshal(raw, &one); err == nil && one.ID != "" {
			d.facts.Schemas = append(d.facts.Schemas, &one)
		}
	}
}

// Unreachable is why no verdict on a target is possible.
type Unreachable struct{ Reason, Hint string }

func (u *Unreachable) Error() string { return u.Reason + ": " + u.Hint }

// question is the query of Test Connection: for a user that is not there.
func (c Config) question() client.Request {
	nobody := "nobody." + c.Marker + "@" + c.Domain
	return client.Request{Path: "/Users", RawQuery: "filter=userName%20eq%20%22" + nobody + "%22", Label: exchange.Label{Purpose: exchange.Discovery}}
}

// probe asks what Test Connection asks (E-1.12): for a user that is not there. It
// tells a target that can be judged from an address where none is.
func probe(ctx context.Context, sender steps.Sender, question client.Request) error {
	response, err := sender.Do(ctx, question)
	var fault *client.Fault
	switch {
	case errors.As(err, &fault):
		return &Unreachable{fault.Error(), fault.Advice()}
	case err != nil:
		return err
	}
	return readable(ctx, sender, response)
}

func readable(ctx context.Context, sender steps.Sender, response client.Response) error {
	status := strconv.Itoa(response.Status) + " " + http.StatusText(response.Status)
	switch {
	case response.Status == http.StatusUnauthorized || response.Status == http.StatusForbidden:
		return &Unreachable{"the target answers " + status, "check the token, and that it may use the SCIM API"}
	case response.Status >= 500 && response.Status != http.StatusNotImplemented:
		return &Unreachable{"the target answers " + status, "look into its log: it cannot answer a query for a user"}
	case response.Status == http.StatusNotFound:
		again, err := sender.Do(ctx, client.Request{Path: "/Users", Label: exchange.Label{Purpose: exchange.Discovery}})
		if err != nil || again.Status == http.StatusNotFound {
			return &Unreachable{"there is nothing at /Users (404)", "check the tenant URL: it ends before /Users"}
		}
	case response.Status < 300 && strings.HasPrefix(strings.TrimSpace(string(response.Body)), "<"):
		return &Unreachable{"the target answers with a page, not with SCIM", "check the tenant URL: this looks like a sign-in or an error page"}
	}
	return nil
}
