package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/bundle"
	"github.com/scimulator/scimulator/internal/certify"
	"github.com/scimulator/scimulator/internal/certify/steps"
	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
)

// discovered are the features that the target of a run announces, as its evidence
// shows: the target is not asked again, and a reader of the evidence finds the same.
func discovered(path string) ([]bundle.Feature, error) {
	w, err := newWitness(filepath.Join(path, exchangesFile))
	if err != nil {
		return nil, err
	}
	facts := certify.Discover(context.Background(), w, nil)
	var all []bundle.Feature
	for name, support := range facts.Features {
		if support != steps.Unknown {
			all = append(all, bundle.Feature{Name: name, Supported: support == steps.Supported})
		}
	}
	slices.SortFunc(all, func(a, b bundle.Feature) int { return strings.Compare(a.Name, b.Name) })
	return all, nil
}

// witness answers what a target answered when it was discovered.
type witness map[string]exchange.Exchange // the first of each path

func newWitness(journal string) (witness, error) {
	file, err := os.Open(journal)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	w := witness{}
	for one, err := range exchange.ReadJournal(file) {
		if err != nil {
			return nil, err
		}
		path := one.URL[strings.LastIndex(one.URL, "/"):]
		if _, known := w[path]; !known && one.Label.Purpose == exchange.Discovery {
			w[path] = one
		}
	}
	return w, nil
}

// Do gives the answer that was recorded.
func (w witness) Do(_ context.Context, r client.Request) (client.Response, error) {
	one, known := w[r.Path]
	if !known || one.Status == 0 {
		return client.Response{}, fmt.Errorf("nothing was recorded of %s", r.Path)
	}
	return client.Response{Exchange: one.ID, Status: one.Status, Header: one.Response.Header, Body: one.Response.Body}, nil
}

// Curl is no business of a witness: it sends nothing.
func (w witness) Curl(client.Request) string { return "" }
