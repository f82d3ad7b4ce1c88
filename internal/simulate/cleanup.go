package simulate

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/verdict"
)

// cleanupPatience bounds how long a run tidies up after an interruption, by
// itself and per resource.
const (
	cleanupPatience    = 30 * time.Second
	cleanupPerResource = time.Second
)

// cleanup removes everything the ledger lists and nothing else. Where DELETE is
// refused it disables the account and lists what remains (design §9).
func (r *run) cleanup(ctx context.Context) []verdict.Leftover {
	known, doubtful := r.wire.ledger.remaining()
	patience := cleanupPatience + time.Duration(len(known)+len(doubtful))*cleanupPerResource
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	left := r.dissolve(ctx)
	tried := map[string]bool{}
	for i, entry := range known {
		r.progress(Progress{Stage: "cleanup", Done: i, Total: len(known)})
		tried[entry.ID] = true
		if leftover := r.erase(ctx, entry); leftover != nil {
			left = append(left, *leftover)
		}
	}
	for _, entry := range doubtful {
		for _, found := range r.find(ctx, entry) {
			if tried[found.ID] {
				continue // in doubt first, and known later: whoever was refused came all the same
			}
			tried[found.ID] = true
			if leftover := r.erase(ctx, found); leftover != nil {
				left = append(left, *leftover)
			}
		}
	}
	return left
}

// erase deletes one resource of ours.
func (r *run) erase(ctx context.Context, entry Entry) *verdict.Leftover {
	response, err := r.ours(ctx, http.MethodDelete, entry, nil)
	if err == nil && (response.Status == http.StatusNotFound || response.Status/100 == 2 && r.isGone(ctx, entry)) {
		r.wire.ledger.gone(entry.Kind, entry.ID)
		return nil
	}
	leftover := &verdict.Leftover{
		Resource: strings.TrimPrefix(entry.Kind.Endpoint(), "/") + "/" + entry.ID,
		Name:     entry.Name, State: "refused", Reason: refusal(response, err),
	}
	if err != nil {
		leftover.State = "unknown"
		return leftover
	}
	if entry.Kind == provision.User && r.switchOff(ctx, entry) {
		leftover.State = "disabled"
	}
	return leftover
}

// isGone looks whether a deletion that was answered with success took place, until
// one of the kind did: then the target is trusted with the others.
func (r *run) isGone(ctx context.Context, entry Entry) bool {
	if r.trusted[entry.Kind] {
		return true
	}
	response, err := r.ours(ctx, http.MethodGet, entry, nil)
	if err == nil && response.Status != http.StatusNotFound && r.config.Settle > 0 {
		r.wait(ctx, r.config.Settle)
		response, err = r.ours(ctx, http.MethodGet, entry, nil)
	}
	gone := err == nil && response.Status == http.StatusNotFound
	r.trusted[entry.Kind] = gone
	return gone
}

func refusal(response client.Response, err error) string {
	if err != nil {
		return err.Error()
	}
	if response.Status/100 == 2 {
		return fmt.Sprintf("DELETE was answered with %d, and it is still there", response.Status)
	}
	if body, decodeErr := scim.Decode(response.Body); decodeErr == nil && body.String("detail") != "" {
		return fmt.Sprintf("DELETE was answered with %d: %s", response.Status, body.String("detail"))
	}
	return fmt.Sprintf("DELETE was answered with %d", response.Status)
}

// switchOff disables an account that cannot be deleted and looks whether it is.
func (r *run) switchOff(ctx context.Context, entry Entry) bool {
	target, err := dialect.ParseTarget("active")
	if err != nil {
		return false
	}
	body := r.dialect.Update([]dialect.Change{{Op: dialect.Replace, Target: target, Value: false}})
	if _, err := r.ours(ctx, http.MethodPatch, entry, body); err != nil {
		return false
	}
	response, err := r.ours(ctx, http.MethodGet, entry, nil)
	if err != nil {
		return false
	}
	resource, err := scim.Decode(response.Body)
	if err != nil {
		return false
	}
	active, _ := resource.Get("active")
	return strings.EqualFold(fmt.Sprint(active), "false")
}

// find looks for a creation whose answer was lost, by the name that carries
// this run's marker; only an exact match is ours.
func (r *run) find(ctx context.Context, entry Entry) []Entry {
	attribute := "userName"
	if entry.Kind == provision.Group {
		attribute = "displayName"
	}
	target, err := dialect.ParseTarget(attribute)
	if err != nil || !marked(entry.Name, r.config.Marking.Marker) {
		return nil
	}
	query := dialect.MatchQuery(target, entry.Name, "")
	response, err := r.config.Sender.Do(ctx, client.Request{
		Method: http.MethodGet, Path: entry.Kind.Endpoint(), RawQuery: query, Label: exchange.Label{Purpose: exchange.Cleanup},
	})
	if err != nil || response.Status != http.StatusOK {
		return nil
	}
	list, err := scim.DecodeList(response.Body)
	if err != nil {
		return nil
	}
	var found []Entry
	for _, resource := range list.Resources {
		if strings.EqualFold(resource.String(attribute), entry.Name) && resource.ID() != "" {
			entry.ID = resource.ID()
			found = append(found, entry)
		}
	}
	return found
}

// ours sends one cleanup request about one resource of ours.
func (r *run) ours(ctx context.Context, method string, entry Entry, body []byte) (client.Response, error) {
	path := provision.Request{Kind: entry.Kind, ID: entry.ID}.Path()
	return r.config.Sender.Do(ctx, client.Request{
		Method: method, Path: path, Body: body, Label: exchange.Label{Purpose: exchange.Cleanup, Object: entry.Object},
	})
}
