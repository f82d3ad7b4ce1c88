package refserver_test

import (
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// example is one that an RFC prints: played by a test, or not played for a
// reason.
type example struct {
	rfc     int
	section string
	lines   string // "632-648", "940, 942"
	what    string
	played  string // the test
	not     string // the reason
}

const noEvents = "a security event token, which no request or answer of this server carries"

// examples are all that RFC 7643, 7644, 9865 and 9967 print.
func examples() []example {
	return []example{
		{7643, "3", "799-832", "User with enterprise extension, abridged", "TestRFC7643Resources", ""},
		{7643, "8.1", "1862-1874", "minimal User", "TestRFC7643Resources", ""},
		{7643, "8.2", "1916-2110", "full User", "TestRFC7643Resources", ""},
		{7643, "8.3", "2140-2323", "full User with enterprise extension", "TestRFC7643Resources", ""},
		{7643, "8.4", "2364-2390", "Group with two Users as members", "TestRFC7643Resources", ""},
		{7643, "8.5", "2420-2487", "ServiceProviderConfig", "TestRFC7643ServiceProviderConfig", ""},
		{7643, "8.6", "2532-2562", "two ResourceType resources", "TestRFC7643ResourceTypes", ""},
		{7643, "8.7.1", "2598-4077", "array of Schema resources", "TestRFC7643Schemas", ""},
		{7643, "8.7.1", "2599-3805", "Schema of User", "TestRFC7643Schemas", ""},
		{7643, "8.7.1", "3815-3913", "Schema of Group", "TestRFC7643Schemas", ""},
		{7643, "8.7.1", "3927-4076", "Schema of EnterpriseUser", "TestRFC7643Schemas", ""},
		{7643, "8.7.2", "4101-5082", "array of Schema resources", "TestRFC7643DiscoveryObeysItsSchemas", ""},
		{7643, "8.7.2", "4102-4416", "Schema of ServiceProviderConfig", "TestRFC7643DiscoveryObeysItsSchemas", ""},
		{7643, "8.7.2", "4431-4561", "Schema of ResourceType", "TestRFC7643DiscoveryObeysItsSchemas", ""},
		{7643, "8.7.2", "4562-5081", "Schema of Schema", "TestRFC7643DiscoveryObeysItsSchemas", ""},
		{7644, "2", "347-349", "GET with bearer token, headers only", "TestRFC7644BearerToken", ""},
		{7644, "3.3", "632-648", "POST /Users request", "TestRFC7644Create", ""},
		{7644, "3.3", "683-707", "201 response with Location and ETag", "TestRFC7644Create", ""},
		{7644, "3.4.1", "747-750", "GET /Users/{id} request", "TestRFC7644Read", ""},
		{7644, "3.4.1", "754-804", "200 response, User", "TestRFC7644Read", ""},
		{7644, "3.4.2", "852-855", "GET /Users?attributes=userName", "TestRFC7644Projection", ""},
		{7644, "3.4.2", "859-875", "ListResponse with two projected Users", "TestRFC7644Projection", ""},
		{7644, "3.4.2.1", "908", "filter on meta.resourceType", "TestRFC7644RootQuery", ""},
		{7644, "3.4.2.2", "940, 942", "two equivalent filters", "TestRFC7644FilterCase", ""},
		{7644, "3.4.2.2", "1130-1159", "grammar of filters (not JSON)", "", "a grammar, not a message: internal/scim/filter and internal/interop are tested with it"},
		{7644, "3.4.2.2", "1243-1280", "17 example filters", "TestRFC7644Filters", ""},
		{7644, "3.4.2.4", "1410-1413", "GET with startIndex and count", "TestRFC7644Paging", ""},
		{7644, "3.4.2.4", "1419-1427", "ListResponse, paged", "TestRFC7644Paging", ""},
		{7644, "3.4.3", "1531-1545", "POST /.search, SearchRequest", "TestRFC7644Search", ""},
		{7644, "3.4.3", "1579-1600", "ListResponse with User and Group", "TestRFC7644Search", ""},
		{7644, "3.5.1", "1692-1719", "PUT /Users/{id} with If-Match", "TestRFC7644Replace", ""},
		{7644, "3.5.1", "1745-1778", "200 response to PUT", "TestRFC7644Replace", ""},
		{7644, "3.5.2", "1818-1835", "PatchOp, general form", "TestRFC7644ChangeGroup", ""},
		{7644, "3.5.2", "1862", "grammar of path (not JSON)", "", "a grammar, not a message: internal/scim/filter is tested with it"},
		{7644, "3.5.2", "1872-1882", "five example paths (fragments)", "TestRFC7644Paths", ""},
		{7644, "3.5.2.1", "2026-2049", "PATCH add member", "TestRFC7644ChangeGroup", ""},
		{7644, "3.5.2.1", "2084-2088", "204 response", "TestRFC7644ChangeGroup", ""},
		{7644, "3.5.2.1", "2093-2114", "PATCH add without path", "TestRFC7644ChangeUser", ""},
		{7644, "3.5.2.2", "2194-2208", "PATCH remove one member by filter", "TestRFC7644ChangeGroup", ""},
		{7644, "3.5.2.2", "2212-2224", "PATCH remove all members", "TestRFC7644ChangeGroup", ""},
		{7644, "3.5.2.2", "2229-2236", "PATCH remove emails by filter", "TestRFC7644ChangeUser", ""},
		{7644, "3.5.2.2", "2250-2278", "PATCH remove and add member", "TestRFC7644ChangeGroup", ""},
		{7644, "3.5.2.2", "2307-2339", "PATCH remove all, add two members", "TestRFC7644ChangeGroup", ""},
		{7644, "3.5.2.3", "2419-2447", "PATCH replace all members", "TestRFC7644ChangeGroup", ""},
		{7644, "3.5.2.3", "2476-2502", "PATCH replace work address by value path", "TestRFC7644ChangeUser", ""},
		{7644, "3.5.2.3", "2531-2546", "PATCH replace sub-attribute by value path", "TestRFC7644ChangeUser", ""},
		{7644, "3.5.2.3", "2587-2613", "PATCH replace without path", "TestRFC7644ChangeUser", ""},
		{7644, "3.6", "2652-2655, 2661", "DELETE request and 204 response", "TestRFC7644Delete", ""},
		{7644, "3.6", "2665-2677", "GET of a deleted resource, 404 Error", "TestRFC7644Delete", ""},
		{7644, "3.7.1", "2819-2879", "BulkRequest, two Groups referring to each other", "TestRFC7644BulkCircularReferences", ""},
		{7644, "3.7.1", "2884-2950", "GET with filter, ListResponse", "TestRFC7644BulkCircularReferences", ""},
		{7644, "3.7.2", "2982-3017", "BulkRequest, User and Group with bulkId", "TestRFC7644BulkReferences", ""},
		{7644, "3.7.2", "3033-3060", "BulkResponse", "TestRFC7644BulkReferences", ""},
		{7644, "3.7.2", "3091-3117", "200 response, Group with resolved member", "TestRFC7644BulkReferences", ""},
		{7644, "3.7.2", "3148-3186", "BulkRequest, manager by bulkId", "TestRFC7644BulkManager", ""},
		{7644, "3.7.3", "3212", "status of a success, a fragment", "TestRFC7644BulkSuccessStatus", ""},
		{7644, "3.7.3", "3216-3223", "status of an error, a fragment", "TestRFC7644BulkStopsAtTheFirstError", ""},
		{7644, "3.7.3", "3263-3333", "BulkRequest with POST, PUT, PATCH, DELETE, failOnErrors", "TestRFC7644BulkOfEveryMethod", ""},
		{7644, "3.7.3", "3337-3381", "BulkResponse, success", "TestRFC7644BulkOfEveryMethod", ""},
		{7644, "3.7.3", "3389-3408", "BulkResponse stopped at the first error", "TestRFC7644BulkStopsAtTheFirstError", ""},
		{7644, "3.7.3", "3428-3491", "BulkResponse, all failed", "TestRFC7644BulkAllFail", ""},
		{7644, "3.7.4", "3506-3513", "oversized bulk request, headers", "TestRFC7644BulkTooLarge", ""},
		{7644, "3.7.4", "3518-3526", "413 Error", "TestRFC7644BulkTooLarge", ""},
		{7644, "3.8", "3548-3549", "GET with a suffix for the format", "TestRFC7644FormatSuffix", ""},
		{7644, "3.8", "3560, 3564, 3569", "shapes of singular, multi-valued, complex attributes", "TestRFC7644ShapesOfAttributes", ""},
		{7644, "3.9", "3613-3630", "GET with attributes, projected User", "TestRFC7644Projection", ""},
		{7644, "3.12", "3783-3784", "suggested content of a 413 explanation (table cell)", "TestRFC7644BulkTooLarge", ""},
		{7644, "3.12", "3929-3935", "404 Error", "TestRFC7644Delete", ""},
		{7644, "3.12", "3939-3946", "400 Error, mutability", "TestRFC7644Mutability", ""},
		{7644, "3.14", "3985-4000", "POST /Users request", "TestRFC7644Versions", ""},
		{7644, "3.14", "4005-4028", "201 response with ETag and meta.version", "TestRFC7644Versions", ""},
		{7644, "3.14", "4045-4049", "conditional GET", "TestRFC7644Versions", ""},
		{7644, "4", "4154-4188", "ListResponse of ResourceTypes", "TestRFC7644ResourceTypes", ""},
		{7644, "7.5.2", "4451-4459", "403 Error, sensitive", "TestRFC7644Sensitive", ""},
		{9865, "2", "186-189", "GET with empty cursor", "TestRFC9865Pages", ""},
		{9865, "2", "195-206", "ListResponse, first page", "TestRFC9865Pages", ""},
		{9865, "2", "212-215", "GET with cursor", "TestRFC9865Pages", ""},
		{9865, "2", "219-231", "ListResponse, next page", "TestRFC9865Pages", ""},
		{9865, "2.3", "292-294, 300-311", "GET without paging parameters and its answer", "", "of servers that page by cursor only; this one pages by both, and by index where nothing is asked (§2.4)"},
		{9865, "3", "340-352", "POST .search with cursor", "TestRFC9865Search", ""},
		{9865, "3", "358-369", "ListResponse", "TestRFC9865Search", ""},
		{9865, "4", "433-435, 442-460", "ServiceProviderConfig with pagination", "TestRFC9865ServiceProviderConfig", ""},
		{9967, "2.1", "266-278", "SET with sub_id", "", noEvents},
		{9967, "2.2", "364", "attributes fragment", "", noEvents},
		{9967, "2.3.1", "383-399", "feed:add event", "", noEvents},
		{9967, "2.3.2", "408-423", "feed:remove event", "", noEvents},
		{9967, "2.4.1", "454-482", "create event, full", "", noEvents},
		{9967, "2.4.1", "486-510", "create event, notice", "", noEvents},
		{9967, "2.4.2", "526-556", "patch event, full", "", noEvents},
		{9967, "2.4.2", "560-578", "patch event, notice", "", noEvents},
		{9967, "2.4.3", "589-621", "put event, full", "", noEvents},
		{9967, "2.4.3", "625-642", "put event, notice", "", noEvents},
		{9967, "2.4.4", "655-670", "delete event", "", noEvents},
		{9967, "2.4.5", "683-697", "activate event", "", noEvents},
		{9967, "2.5.1.1", "749-769", "PUT with Prefer: respond-async", "TestRFC9967AsynchronousIsAnsweredAtOnce", ""},
		{9967, "2.5.1.1", "776-780", "202 response with Set-Txn", "", "of servers with asynchronous requests; this one has no events, and §2.5.1.1 lets it answer as usual"},
		{9967, "2.5.1.3", "823-842", "asyncresp event", "", noEvents},
		{9967, "2.5.1.3", "853-880", "asyncresp event, error", "", noEvents},
		{9967, "2.5.1.3", "887-907, 912-931, 936-955, 960-978", "asyncresp events of a bulk request", "", noEvents},
	}
}

// lineRange is a range of lines of an RFC.
type lineRange struct{ rfc, from, to int }

func (r lineRange) within(outer lineRange) bool {
	return r.rfc == outer.rfc && outer.from <= r.from && r.to <= outer.to
}

// ranges are the lines of an example.
func (e example) ranges(t *testing.T) (list []lineRange) {
	t.Helper()
	for _, part := range strings.Split(e.lines, ", ") {
		from, to, several := strings.Cut(part, "-")
		if !several {
			to = from
		}
		first, err := strconv.Atoi(from)
		last, also := strconv.Atoi(to)
		if err != nil || also != nil || first > last {
			t.Fatalf("RFC %d: no lines: %q", e.rfc, e.lines)
		}
		list = append(list, lineRange{e.rfc, first, last})
	}
	return list
}

// Every example is played or has a reason not to be, and a test that is said to
// play one cuts it out of the text.
func TestEveryExampleIsAccountedFor(t *testing.T) {
	cuts := cutsOfTests(t)
	for _, e := range examples() {
		name := "RFC " + strconv.Itoa(e.rfc) + " §" + e.section + ", lines " + e.lines
		if (e.played == "") == (e.not == "") {
			t.Errorf("%s is neither played nor explained, or both", name)
		}
		if e.played == "" {
			continue
		}
		for _, lines := range e.ranges(t) {
			if !slices.ContainsFunc(cuts[e.played], func(cut lineRange) bool { return cut.within(lines) }) {
				t.Errorf("%s: %s does not cut lines %d-%d out of the text", name, e.played, lines.from, lines.to)
			}
		}
	}
}

// Nothing that looks like a message, in any of the texts, is missing from the
// table.
func TestNoExampleIsForgotten(t *testing.T) {
	start := regexp.MustCompile(`^ *(?:(?:GET|POST|PUT|PATCH|DELETE) /|HTTP/1\.1 \d|[{\[]+ *(?:$|")|filter=|"path":|"status":)`)
	var known []lineRange
	for _, e := range examples() {
		known = append(known, e.ranges(t)...)
	}
	for _, rfc := range []int{7643, 7644, 9865, 9967} {
		for i, line := range rfcText(t, rfc) {
			here := lineRange{rfc, i + 1, i + 1}
			if start.MatchString(line) && !slices.ContainsFunc(known, here.within) {
				t.Errorf("RFC %d, line %d is in no example: %s", rfc, i+1, line)
			}
		}
	}
}

// cutsOfTests reads, out of the source, which lines of which RFC each test cuts
// out, itself or by the functions that it calls.
func cutsOfTests(t *testing.T) map[string][]lineRange {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	cuts, calls := map[string][]lineRange{}, map[string][]string{}
	for _, entry := range entries {
		if !strings.HasPrefix(entry.Name(), "rfc_") {
			continue
		}
		file, err := parser.ParseFile(gotoken.NewFileSet(), entry.Name(), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, declaration := range file.Decls {
			if function, ok := declaration.(*ast.FuncDecl); ok {
				name := function.Name.Name
				cuts[name], calls[name] = callsIn(function)
			}
		}
	}
	all := map[string][]lineRange{}
	for name := range cuts {
		all[name] = reached(name, cuts, calls, map[string]bool{})
	}
	return all
}

// callsIn are the ranges that a function cuts out and the names of what it
// calls.
func callsIn(function *ast.FuncDecl) (cuts []lineRange, calls []string) {
	ast.Inspect(function, func(node ast.Node) bool {
		call, ok := node.(*ast.CallExpr)
		if !ok {
			return true
		}
		name := nameOf(call.Fun)
		calls = append(calls, name)
		var numbers []int
		for _, argument := range call.Args {
			if literal, ok := argument.(*ast.BasicLit); ok && literal.Kind == gotoken.INT {
				n, _ := strconv.Atoi(literal.Value)
				numbers = append(numbers, n)
			}
		}
		switch {
		case (name == "printed" || name == "excerpt") && len(numbers) == 3:
			cuts = append(cuts, lineRange{numbers[0], numbers[1], numbers[2]})
		case name == "definitions" && len(numbers) == 2:
			cuts = append(cuts, lineRange{7643, numbers[0], numbers[1]})
		}
		return true
	})
	return cuts, calls
}

func nameOf(function ast.Expr) string {
	switch f := function.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

func reached(name string, cuts map[string][]lineRange, calls map[string][]string, seen map[string]bool) []lineRange {
	if seen[name] {
		return nil
	}
	seen[name] = true
	found := cuts[name]
	for _, called := range calls[name] {
		found = append(found[:len(found):len(found)], reached(called, cuts, calls, seen)...)
	}
	return found
}
