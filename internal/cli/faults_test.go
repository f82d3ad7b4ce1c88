package cli

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"
)

// Planted faults: each must end with exit 1 and a finding that names the object,
// the attribute where there is one, and what was expected and seen. None may
// touch what is not ours.
func TestPlantedFaultsAreCaught(t *testing.T) {
	for _, fault := range []struct {
		name    string
		between layer
		words   []string // what the findings must say
	}{
		{"drops one attribute on PATCH", dropOnPatch("name.familyName"), []string{"HOUSE-01", "ana", "name.familyName", "Moreira", "Reis"}},
		{"ignores active False", dropOnPatch("active"), []string{"HOUSE-01", "ana", "active", "security hole"}},
		{"replaces all members on add", rewriteMembers("Add", `"op":"Replace"`), []string{"design", "members"}},
		{"removes all members on remove", removeAllMembers, []string{"design", "members"}},
		{"answers 404 to an empty match", notFoundOnEmpty, []string{"E-6.4", "404", "200 with totalResults 0"}},
		{"stores two resources for one POST", doubleOnPost(), []string{"E-6.14", "ana", "userName", "2 resources"}},
		{"returns another id on read", otherIDOnRead, []string{"ana", "id"}},
	} {
		t.Run(fault.name, func(t *testing.T) {
			t.Parallel()
			target := newSite(t, fault.between)
			got := against(t, target.url)
			if got.code != exitFailed {
				t.Errorf("exit %d, want %d\n%s%s", got.code, exitFailed, got.stdout, got.stderr)
			}
			_, findings, _ := strings.Cut(got.stdout, "FAIL  ")
			for _, word := range fault.words {
				if !strings.Contains(findings, word) {
					t.Errorf("the findings do not say %q:\n%s", word, got.stdout)
				}
			}
			target.untouched(t)
		})
	}
}

// Without a fault the same story passes, so each failure above is the fault's.
func TestNoFaultNoFinding(t *testing.T) {
	target := newSite(t, nil)
	got := against(t, target.url)
	if got.code != exitConformant {
		t.Errorf("exit %d, want 0\n%s%s", got.code, got.stdout, got.stderr)
	}
	for _, word := range []string{"FAIL", "ADVICE", "BROKEN"} {
		if strings.Contains(got.stdout, word+"  ") {
			t.Errorf("there is a finding on a clean target:\n%s", got.stdout)
		}
	}
	target.untouched(t)
}

// patchBody is a PATCH request that can be changed and written again.
type patchBody struct {
	Schemas    []string         `json:"schemas"`
	Operations []map[string]any `json:"Operations"`
}

// onPatch changes every PATCH; no operations left means that the fault answers
// success with the resource as it is.
func onPatch(change func(*patchBody)) layer {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodPatch {
				next.ServeHTTP(w, r)
				return
			}
			var body patchBody
			if json.Unmarshal(replay(r), &body) != nil {
				next.ServeHTTP(w, r)
				return
			}
			change(&body)
			if len(body.Operations) == 0 {
				r.Method = http.MethodGet
				replaceBody(r, nil)
				next.ServeHTTP(w, r)
				return
			}
			changed, _ := json.Marshal(body)
			replaceBody(r, changed)
			next.ServeHTTP(w, r)
		})
	}
}

func dropOnPatch(path string) layer {
	return onPatch(func(body *patchBody) {
		var kept []map[string]any
		for _, operation := range body.Operations {
			if operation["path"] != path {
				kept = append(kept, operation)
			}
		}
		body.Operations = kept
	})
}

func rewriteMembers(op, with string) layer {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPatch && strings.Contains(r.URL.Path, "/Groups/") {
				body := replay(r)
				if bytes.Contains(body, []byte(`"members"`)) {
					replaceBody(r, bytes.ReplaceAll(body, []byte(`"op":"`+op+`"`), []byte(with)))
				}
			}
			next.ServeHTTP(w, r)
		})
	}
}

func removeAllMembers(next http.Handler) http.Handler {
	return onPatch(func(body *patchBody) {
		for _, operation := range body.Operations {
			if operation["path"] == "members" && operation["op"] == "Remove" {
				delete(operation, "value")
			}
		}
	})(next)
}

func notFoundOnEmpty(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		recorded := record(next, r)
		if r.URL.Query().Has("filter") && strings.Contains(recorded.Body.String(), `"totalResults":0`) {
			recorded.Code = http.StatusNotFound
			answer(w, recorded, []byte(`{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404","detail":"nobody"}`))
			return
		}
		answer(w, recorded, nil)
	})
}

// doubleOnPost stores every user twice: queries show a second one with another id.
func doubleOnPost() layer {
	var mu sync.Mutex
	double := map[string]bool{}
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			defer mu.Unlock()
			if id, second := strings.CutPrefix(r.URL.Path, "/scim/v2/Users/second-"); second {
				delete(double, id)
				w.WriteHeader(http.StatusNoContent)
				return
			}
			recorded := record(next, r)
			var list struct {
				Schemas      []string         `json:"schemas"`
				TotalResults int              `json:"totalResults"`
				StartIndex   int              `json:"startIndex"`
				ItemsPerPage int              `json:"itemsPerPage"`
				Resources    []map[string]any `json:"Resources"`
			}
			switch {
			case r.Method == http.MethodPost && recorded.Code == http.StatusCreated:
				var created map[string]any
				if json.Unmarshal(recorded.Body.Bytes(), &created) == nil && strings.HasSuffix(r.URL.Path, "/Users") {
					double[created["id"].(string)] = true
				}
			case r.URL.Query().Has("filter") && json.Unmarshal(recorded.Body.Bytes(), &list) == nil && len(list.Resources) == 1:
				id, _ := list.Resources[0]["id"].(string)
				if double[id] {
					twin := map[string]any{}
					for name, value := range list.Resources[0] {
						twin[name] = value
					}
					twin["id"] = "second-" + id
					list.Resources = append(list.Resources, twin)
					list.TotalResults, list.ItemsPerPage = 2, 2
					body, _ := json.Marshal(list)
					answer(w, recorded, body)
					return
				}
			}
			answer(w, recorded, nil)
		})
	}
}

func otherIDOnRead(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		recorded := record(next, r)
		id, user := strings.CutPrefix(r.URL.Path, "/scim/v2/Users/")
		if r.Method == http.MethodGet && user && recorded.Code == http.StatusOK {
			answer(w, recorded, bytes.ReplaceAll(recorded.Body.Bytes(), []byte(`"id":"`+id+`"`), []byte(`"id":"another-`+id+`"`)))
			return
		}
		answer(w, recorded, nil)
	})
}

// A target that cannot be asked for the matching attribute fails the row about
// matching where a document has it, else Entra's need (PROV-07, E-6.18).
func TestMatchingNeedsAFilter(t *testing.T) {
	for story, rule := range map[string]string{"autodesk-joiner": "PROV-07", "entra-default": "E-6.18"} {
		got := program(t, "simulate", story, "--defect", "entra-groups-not-filterable")
		if got.code != exitFailed || !strings.Contains(got.stdout, "FAIL  "+rule+"  the target refuses to filter on the matching attribute") {
			t.Errorf("%s: exit %d\n%s%s", story, got.code, got.stdout, got.stderr)
		}
	}
}
