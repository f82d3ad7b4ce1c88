package steps

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/scim"
)

func itoa(i int) string { return strconv.Itoa(i) }

// creates says what a request may create, and under which name; kind is "" when
// it creates nothing.
func (w *World) creates(r request, prepared client.Request) (kind, name string) {
	if r.method != http.MethodPost && r.method != http.MethodPut || r.second {
		return "", ""
	}
	body, err := scim.Decode(prepared.Body)
	if err != nil {
		body = nil
	}
	endpoint := endpointOf(r.path)
	if strings.EqualFold(endpoint, "/Bulk") && r.method == http.MethodPost {
		return "Bulk", w.stage.Marker
	}
	if kind = w.stage.Facts.kindOf(endpoint); kind == "" || strings.HasSuffix(strings.SplitN(r.path, "?", 2)[0], "/.search") {
		return "", ""
	}
	name = body.String("userName")
	if name == "" {
		name = body.String("displayName")
	}
	return kind, name
}

// created notes what an answer says was created, to be removed afterwards.
func (w *World) created(kind, name string, r request, one *answer) {
	switch {
	case kind == "Bulk":
		w.createdInBulk(one)
	case !one.ok() || one.body.ID() == "":
		w.stage.Ledger.Refused(kind, name)
	case r.method == http.MethodPut && one.response.Status != http.StatusCreated:
	default:
		w.keep(resource{kind, endpointOf(r.path), one.body.ID()}, name)
	}
}

func (w *World) keep(created resource, name string) {
	for _, known := range w.mine {
		if known == created {
			return
		}
	}
	w.mine = append(w.mine, created)
	w.stage.Ledger.Created(created.kind, created.id, name)
}

// createdInBulk reads the locations of a bulk answer (RFC 7644 §3.7).
func (w *World) createdInBulk(one *answer) {
	for _, element := range one.body.List("Operations") {
		operation := scim.AsObject(element)
		location := operation.String("location")
		status := bare(operation["status"])
		if !strings.EqualFold(operation.String("method"), http.MethodPost) || !strings.HasPrefix(status, "2") || location == "" {
			continue
		}
		parts := strings.Split(strings.TrimRight(location, "/"), "/")
		if len(parts) < 2 {
			continue
		}
		endpoint := "/" + parts[len(parts)-2]
		if kind := w.stage.Facts.kindOf(endpoint); kind != "" {
			w.keep(resource{kind, endpoint, parts[len(parts)-1]}, w.stage.Marker)
		}
	}
}

// Owned is how many resources the check has to remove again.
func (w *World) Owned() int { return len(w.mine) }

// Clean removes what the check created, newest first. Where a target refuses to,
// the account is switched off; the ledger knows what remains.
func (w *World) Clean(ctx context.Context) {
	for i := len(w.mine) - 1; i >= 0; i-- {
		w.remove(ctx, w.mine[i])
	}
	w.mine = nil
	for _, undo := range slices.Backward(w.undo) {
		undo(ctx)
	}
	w.tenant.end(ctx)
}

func (w *World) remove(ctx context.Context, r resource) {
	path := r.endpoint + "/" + escape(r.id)
	label := exchange.Label{Purpose: exchange.Cleanup, Object: w.label()}
	response, err := w.stage.Sender.Do(ctx, client.Request{Method: http.MethodDelete, Path: path, Label: label})
	if err == nil && (response.Status < 300 || response.Status == http.StatusNotFound) {
		w.stage.Ledger.Removed(r.kind, r.id)
		return
	}
	if r.kind != "User" {
		return
	}
	body := `{"schemas":["` + scim.URNPatchOp + `"],"Operations":[{"op":"replace","path":"active","value":false}]}`
	_, _ = w.stage.Sender.Do(ctx, client.Request{Method: http.MethodPatch, Path: path, Body: []byte(body), Label: label})
}
