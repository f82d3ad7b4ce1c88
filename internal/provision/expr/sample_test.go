package expr

import (
	"regexp"
	"strings"
	"testing"
)

// The samples of Microsoft's function reference, as E-4 has them with own or
// neutral values, and those derived from its sentences.
func TestDocumentedSamples(t *testing.T) {
	runRows(t, []row{
		{"E-4.10", `Append([userPrincipalName], ".test")`, with{"userPrincipalName": "ana@fabrikam.example"}, "ana@fabrikam.example.test"},
		{"E-4.13", `BitAnd(&HF, &HF7)`, nil, "7"},
		{"E-4.14", `CBool([a] = [b])`, with{"a": "x", "b": "x"}, "True"},
		{"E-4.15 midnight at its offset", `CDate("2020-03-16-07:00")`, nil, "3/16/2020 7:00:00 AM"},
		{"E-4.15 the day before", `CDate("2021-06-30+08:00")`, nil, "6/29/2021 4:00:00 PM"},
		{"E-4.15 with time", `CDate("2009-06-15T01:45:30-07:00")`, nil, "6/15/2009 8:45:30 AM"},
		{"E-4.16", `Coalesce([mail],[userPrincipalName])`, with{"userPrincipalName": "ana@fabrikam.example"}, "ana@fabrikam.example"},
		{"E-4.17", `ConvertToBase64("Hello world!")`, nil, "SABlAGwAbABvACAAdwBvAHIAbABkACEA"},
		{"E-4.18", `ConvertToUTF8Hex("Hello world!")`, nil, "48656C6C6F20776F726C6421"},
		{"E-4.19 derived", `Count([proxyAddresses])`, with{"proxyAddresses": []string{"a", "b", "c"}}, "3"},
		{"E-4.20", `CStr([dn])`, with{"dn": "cn=Joe,dc=contoso,dc=com"}, "cn=Joe,dc=contoso,dc=com"},
		{"E-4.21 days", `DateAdd("d", 7, CDate("2012-03-16-07:00"))`, nil, "3/23/2012 7:00:00 AM"},
		{"E-4.21 days back", `DateAdd("d", -10, CDate("2012-03-16-07:00"))`, nil, "3/6/2012 7:00:00 AM"},
		{"E-4.21 weeks", `DateAdd("ww", 2, CDate("2012-03-16-07:00"))`, nil, "3/30/2012 7:00:00 AM"},
		{"E-4.21 months", `DateAdd("m", 10, CDate("2012-03-16-07:00"))`, nil, "1/16/2013 7:00:00 AM"},
		{"E-4.21 years", `DateAdd("yyyy", 2, CDate("2012-03-16-07:00"))`, nil, "3/16/2014 7:00:00 AM"},
		{"E-4.22 days", `DateDiff("d", CDate("2021-08-18+08:00"), CDate("2021-08-31+08:00"))`, nil, "13"},
		{"E-4.22 days back", `DateDiff("d", CDate("8/25/2021 5:41:18 PM"), CDate("2012-03-16-07:00"))`, nil, "-3449"},
		{"E-4.22 weeks back", `DateDiff("ww", CDate("8/25/2021 5:41:18 PM"), CDate("2012-03-16-07:00"))`, nil, "-493"},
		{"E-4.22 months back", `DateDiff("m", CDate("8/25/2021 5:41:18 PM"), CDate("2012-03-16-07:00"))`, nil, "-113"},
		{"E-4.22 years back", `DateDiff("yyyy", CDate("8/25/2021 5:41:18 PM"), CDate("2012-03-16-07:00"))`, nil, "-9"},
		{"E-4.22 hours", `DateDiff("h", CDate("2021-08-24"), CDate("2021-08-25"))`, nil, "24"},
		{"E-4.22 minutes", `DateDiff("n", CDate("2021-08-24"), CDate("2021-08-25"))`, nil, "1440"},
		{"E-4.22 seconds", `DateDiff("s", CDate("2021-08-24"), CDate("2021-08-25"))`, nil, "86400"},
		{"E-4.22 same date", `DateDiff("d", CDate("2021-08-24"), CDate("2021-08-24"))`, nil, "0"},
		{"E-4.23", `DateFromNum(129699324000000000)`, nil, "1/1/2012 11:00:00 PM"},
		{"E-4.24", `FormatDateTime([extensionAttribute1], , "yyyyMMddHHmmss.fZ", "yyyy-MM-dd")`, with{"extensionAttribute1": "20150123105347.1Z"}, "2015-01-23"},
		{"E-4.26 null", `IgnoreFlowIfNullOrEmpty([department])`, nil, "null"},
		{"E-4.26 empty inside", `IgnoreFlowIfNullOrEmpty(Switch([prefix], "", "3443", "Dr."))`, with{"prefix": "1"}, "null"},
		{"E-4.26 value", `IgnoreFlowIfNullOrEmpty([department])`, with{"department": "Sales"}, "Sales"},
		{"E-4.27 true", `IIF([country]="USA",[country],[department])`, with{"country": "USA", "department": "Sales"}, "USA"},
		{"E-4.27 false", `IIF([country]="USA",[country],[department])`, with{"country": "PT", "department": "Sales"}, "Sales"},
		{"E-4.28", `InStr("The quick brown fox","quick")`, nil, "5"},
		{"E-4.28 from 3, by case", `InStr("repEated","e",3,vbBinaryCompare)`, nil, "7"},
		{"E-4.29", `IsNull([displayName])`, nil, "True"},
		{"E-4.30", `IsNullOrEmpty([displayName])`, with{"displayName": ""}, "True"},
		{"E-4.31", `IsPresent([mail])`, with{"mail": "ana@fabrikam.example"}, "True"},
		{"E-4.32 derived", `IsString("x")`, nil, "True"},
		{"E-4.33", `Item([proxyAddresses], 1)`, with{"proxyAddresses": []string{"first", "second"}}, "first"},
		{"E-4.34", `Join(", ", "", [surname], [givenName])`, with{"surname": "Doe", "givenName": "John"}, "Doe, John"},
		{"E-4.35", `Left("John Doe", 3)`, nil, "Joh"},
		{"E-4.36", `Append(Mid([givenName],1,3), Mid([surname],1,5))`, with{"givenName": "John", "surname": "Doe"}, "JohDoe"},
		{"E-4.37", `NormalizeDiacritics([givenName])`, with{"givenName": "Zoë"}, "Zoe"},
		{"E-4.38", `Not([IsSoftDeleted])`, with{"IsSoftDeleted": "False"}, "True"},
		{"E-4.39", `Now()`, nil, "7/2/2021 3:33:38 PM"},
		{"E-4.40 derived", `NumFromDate("2020-12-31 23:59:59-08:00")`, nil, "132539615990000000"},
		{"E-4.41", `PCase([f])`, with{"f": "PABLO GONSALVES (SECOND)"}, "Pablo Gonsalves (Second)"},
		{"E-4.41 own separators", `PCase([l]," '-")`, with{"l": "PINTO-DE'SILVA"}, "Pinto-De'Silva"},
		{"E-4.41 of a join", `PCase(Join(" ",[f],[l]))`, with{"f": "GREGORY", "l": "JAMES"}, "Gregory James"},
		{"E-4.43 exported normally", `Redact([userPrincipalName])`, with{"userPrincipalName": "ana@fabrikam.example"}, "ana@fabrikam.example"},
		{"E-4.44 derived", `RemoveDuplicates([x])`, with{"x": []string{"a", "b", "a"}}, "[a|b]"},
		{"E-4.47 derived", `SingleAppRoleAssignment([appRoleAssignments])`, with{"appRoleAssignments": []string{`{"id":"0d7f","value":"Editor","displayName":"Editor"}`}}, "Editor"},
		{"E-4.48", `Split([x], ",")`, with{"x": "One, Two"}, "[One|Two]"},
		{"E-4.49 derived", `StripSpaces([x])`, with{"x": "a b c"}, "abc"},
		{"E-4.50", `Switch([state],"Australia/Sydney","NSW","Australia/Sydney","QLD","Australia/Brisbane")`, with{"state": "QLD"}, "Australia/Brisbane"},
		{"E-4.50 default left empty", `Switch([IsSoftDeleted], , "False","True","True","False")`, with{"IsSoftDeleted": "False"}, "True"},
		{"E-4.51", `ToLower(Join("@", NormalizeDiacritics(StripSpaces(Join(".", [f], [l]))), "contoso.com"))`, with{"f": "John", "l": "Smith"}, "john.smith@contoso.com"},
		{"E-4.52 derived", `ToUpper([x])`, with{"x": "ana"}, "ANA"},
		{"E-4.53", `Word("The quick brown fox",3," ")`, nil, "brown"},
		{"E-4.53 several delimiters", `Word("This,string!has&many separators",3,",!&#")`, nil, "has"},
	})
}

// The five modes of Replace (E-4.61).
func TestDocumentedReplacements(t *testing.T) {
	phone := `"\\+(?<isd>\\d* )(?<nr>\\d{10})"`
	runRows(t, []row{
		{"old value", `Replace([t],"Product Developer", , ,"Software Engineer", , )`, with{"t": "Product Developer"}, "Software Engineer"},
		{"old value by nothing", `Replace([mail],"@contoso.com", , ,"", , )`, with{"mail": "john.doe@contoso.com"}, "john.doe"},
		{"E-4.3 in the middle", `Replace([mail], "@x.example", , , "", , )`, with{"mail": "ana@x.example"}, "ana"},
		{"template", `Replace([UserID],"<u>", , , , ,"<u>@contoso.com")`, with{"UserID": "jsmith"}, "jsmith@contoso.com"},
		{"regex, a group in the replacement", `Replace([p], ,` + phone + `, ,"${nr}", , )`, with{"p": "+91 9998887777"}, "9998887777"},
		{"group", `Replace([a], ,"(?<n>^\\d*)","n","888", , )`, with{"a": "545 Tremont Street"}, "888 Tremont Street"},
		{"group by nothing", `Replace([u], ,"(?<S>@(.)*)","S","", , )`, with{"u": "ana@fabrikam.example"}, "ana"},
		{"other attribute", `Replace([tel], ,` + phone + `,"nr", ,[mobile], )`, with{"tel": "", "mobile": "+91 8887779999"}, "8887779999"},
		{"source before the other attribute", `Replace([tel], ,` + phone + `,"nr", ,[mobile], )`, with{"tel": "555", "mobile": "+91 8887779999"}, "555"},
	})
}

// Samples of the documents that their own rules contradict: what the rules give.
func TestWrongSamples(t *testing.T) {
	runRows(t, []row{
		// The page prints 19998887777; the class does not contain the plus sign.
		{"E-4.61 conflict, documented 19998887777", `Replace([m], ,"[()\\s-]+", ,"", , )`, with{"m": "+1 (999) 888-7777"}, "+19998887777"},
		// The page prints a number that does not belong to the printed object id.
		{
			"E-4.62 derived", `Join("", 1000, Replace(ConvertToUTF8Hex([objectId]), , "[a-zA-Z_]*", , "", , ))`,
			with{"objectId": "00aa00aa-bb11-cc22-dd33-44ee44ee44ee"}, "100030306161303061612626231312636332322646433332343465653434656534346565",
		},
		// The page explains &HF with a wrong bit pattern; four bits are set.
		{"E-4.62 BitAnd explains &HF wrongly", `CStr(&HF)`, nil, "15"},
	})
}

// What samples show by example only: random values have the documented form.
func TestDocumentedRandomForms(t *testing.T) {
	for name, r := range map[string]struct{ text, form string }{
		"E-4.25": {`Guid()`, `^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`},
		"E-4.42": {`RandomString(6,3,0,0,3)`, `^[0-9a-z]{6}$`},
	} {
		t.Run(name, func(t *testing.T) {
			if got := shownValue(evaluated(t, r.text, nil)); !regexp.MustCompile(r.form).MatchString(got) {
				t.Errorf("%s gave %q, want the form %s", r.text, got, r.form)
			}
		})
	}
	got := shownValue(evaluated(t, `RandomString(10,2,2,2,1,"?,")`, nil))
	if len(got) != 10 || strings.ContainsAny(got, "?,") {
		t.Errorf("E-4.42: got %q, want 10 characters without ? and ,", got)
	}
}

// The table is what explain shows: its examples must be true, every rule of the
// reference must have its row, and names must be unique.
func TestTable(t *testing.T) {
	rules := map[string]bool{}
	for _, function := range Functions() {
		t.Run(function.Name, func(t *testing.T) {
			if rules[function.Rule] {
				t.Errorf("rule %s has two rows", function.Rule)
			}
			rules[function.Rule] = true
			if found, ok := Lookup(function.Name); !ok || found.Rule != function.Rule {
				t.Errorf("Lookup finds %q", found.Rule)
			}
			if function.Summary == "" || !strings.HasPrefix(function.Signature, function.Name+"(") {
				t.Errorf("incomplete row: %+v", function)
			}
			if !strings.Contains(function.Example, function.Name+"(") {
				t.Errorf("the example %s is about something else", function.Example)
			}
			if function.Name == "SelectUniqueValue" { // refused by Parse (E-4.46)
				return
			}
			if got := shownValue(evaluated(t, function.Example, nil)); got != function.Result && function.Result != "…" && (got != "null" || function.Result != "") {
				t.Errorf("%s\ngot  %q\nwant %q", function.Example, got, function.Result)
			}
		})
	}
	const wanted = 44 // E-4.10 – E-4.53
	if len(rules) != wanted {
		t.Errorf("%d rules have a row, want %d", len(rules), wanted)
	}
	if _, ok := Lookup("switch"); ok {
		t.Error("names are case-sensitive (E-4.1)")
	}
}
