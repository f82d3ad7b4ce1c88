//lint:file-ignore ST1008 a fault of the store says what is answered, the error instead of it, and what happens beside it

package simulate

import (
	"maps"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/verdict"
)

// HOUSE-02, design §9: what a run did not create is listed before and after it, and
// each difference is told, whoever made it.
func TestForeignDataIsProved(t *testing.T) {
	foreigner := scim.Resource{"id": "grace", "userName": "grace@contoso.example", "title": "Admiral"}
	for _, row := range []struct {
		name   string
		meddle func(s *store) // while the story is played
		want   verdict.Untouched
	}{
		{"nobody touches it", nil, verdict.Untouched{Before: 1, After: 1}},
		{"it changes", func(s *store) {
			changed := maps.Clone(foreigner)
			changed["title"] = "Captain"
			s.resources["Users/grace"] = changed
		}, verdict.Untouched{Before: 1, After: 1, Changed: []string{"Users/grace has changed"}}},
		{"it goes", func(s *store) { delete(s.resources, "Users/grace") }, verdict.Untouched{Before: 1, Changed: []string{"Users/grace is gone"}}},
		{"another comes", func(s *store) { s.resources["Groups/g"] = scim.Resource{"id": "g", "displayName": "Navy"} },
			verdict.Untouched{Before: 1, After: 2, Changed: []string{"Groups/g is new"}}},
		{"one of ours comes that nobody asked for", func(s *store) {
			s.resources["Users/u"] = scim.Resource{"id": "u", "userName": "nobody.SIM1@fabrikam.example"}
		},
			verdict.Untouched{Before: 1, After: 1}},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := tell(t, `{"cycle": "initial"}`)
			w.config.Prove = true
			w.store.resources["Users/grace"] = foreigner
			w.store.before = func(r client.Request) {
				if row.meddle != nil && r.Method == http.MethodPost {
					row.meddle(w.store)
				}
			}
			w.run().verdict(verdict.Conformant)
			if diff := cmp.Diff(&row.want, w.outcome.ForeignData); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if len(row.want.Changed) > 0 {
				w.finds("Advice HOUSE-02")
			}
		})
	}
}

// A run that is interrupted proves it as well; one that never reached its target, or
// whose target is its own, has nothing to prove.
func TestForeignDataIsProvedAfterAnInterruption(t *testing.T) {
	w := tell(t, `{"cycle": "initial"}`)
	w.config.Prove = true
	w.store.before = func(r client.Request) {
		if r.Method == http.MethodPost {
			w.stop()
		}
	}
	if w.run(); w.err == nil || w.outcome.ForeignData == nil || w.outcome.ForeignData.Note != "" {
		t.Errorf("%v: %+v", w.err, w.outcome.ForeignData)
	}
	away := tell(t, `{"cycle": "initial"}`)
	away.config.Prove = true
	away.store.fault = func(client.Request) (client.Response, error, bool, bool) {
		return answer(http.StatusUnauthorized, failed(http.StatusUnauthorized)), nil, false, true
	}
	if away.run(); away.outcome.ForeignData != nil {
		t.Errorf("unreachable: %+v", away.outcome.ForeignData)
	}
	if own := tell(t, `{"cycle": "initial"}`).run(); own.outcome.ForeignData != nil {
		t.Errorf("its own target: %+v", own.outcome.ForeignData)
	}
}
