package expr

import "testing"

func TestLogic(t *testing.T) {
	two := with{"a": "x", "b": "y"}
	runRows(t, []row{
		{"E-4.1 attribute names are case-sensitive", `[A]`, two, "null"},
		{"E-3.1 attribute alone", `[a]`, two, "x"},
		{"E-4.4 <>", `CBool([a] <> [b])`, two, "True"},
		{"E-4.4 = by case", `CBool([a] = "X")`, two, "False"},
		{"E-4.4 numbers, not digits", `CBool(Count([a]) < 10)`, two, "True"},
		{"E-4.4 a text as a number", `CBool([n] > 9)`, with{"n": "10"}, "True"},
		{"E-4.4 equal numbers", `CBool([n] = 5)`, with{"n": "05"}, "True"},
		{"E-4.4 fractions", `CBool([n] <= 1.5)`, with{"n": "1.25"}, "True"},
		{"E-4.4 hexadecimal", `CBool(&HF = 15)`, nil, "True"},
		{"E-4.4 a number is no word", `CBool([a] = 5)`, two, "False"},
		{"E-4.4 a word is not a number", `CBool([a] <> 5)`, two, "True"},
		{"E-4.4 >= of texts", `CBool([a] >= [b])`, two, "False"},
		{"E-4.4 <= of texts", `CBool([a] <= [b])`, two, "True"},
		{"E-4.6 dates are ordered as instants", `CBool(CDate("2021-12-01") > CDate("2021-02-01"))`, nil, "True"},
		{"E-4.14 zero", `CBool(0)`, nil, "False"},
		{"E-4.14 not zero", `CBool(-2)`, nil, "True"},
		{"E-4.14 True", `CBool("True")`, nil, "True"},
		{"E-4.14 another word", `CBool("yes")`, nil, "False"},
		{"E-4.14 null", `CBool([none])`, nil, "False"},
		{"E-4.14 null equals nothing (inferred)", `CBool([none] = [gone])`, nil, "False"},
		{"E-4.14 null differs from nothing (inferred)", `CBool([none] <> "x")`, nil, "False"},
		{"E-4.16 empty is not null", `Coalesce([none], "", "x")`, nil, ""},
		{"E-4.16 all null", `Coalesce([none], [gone])`, nil, "null"},
		{"E-4.16 default", `Coalesce([none], "x")`, nil, "x"},
		{"E-4.16 a list passes", `Coalesce([none], [l])`, with{"l": []string{"1", "2"}}, "[1|2]"},
		{"E-4.27 the branch not taken may fail", `IIF([a] = "x", "ok", Item([a], Left("0", 1)))`, two, "ok"},
		{"E-4.27 a branch may be null", `IIF([a] = "x", [none], "y")`, two, "null"},
		{"E-4.4 AND by nesting", `IIF([a] = "x", IIF([b] = "y", "both", "one"), "none")`, two, "both"},
		{"E-4.4 AND does not read the second attribute", `IIF([a] = "z", IIF([gone] = "y", "both", "one"), "none")`, two, "none"},
		{"E-4.27 a present attribute may be tested", `IIF(IsPresent([a]), "yes", "no")`, two, "yes"},
		{"E-4.27 the condition ends with the first argument", `IIF([a] = "x", Coalesce([none], "y"), "")`, two, "y"},
		{"E-4.29 empty is not null", `IsNull([e])`, with{"e": ""}, "False"},
		{"E-4.29 present", `IsNull([a])`, two, "False"},
		{"E-4.30 absent", `IsNullOrEmpty([none])`, nil, "True"},
		{"E-4.30 present", `IsNullOrEmpty([a])`, two, "False"},
		{"E-4.31 absent", `IsPresent([none])`, nil, "False"},
		{"E-4.31 empty", `IsPresent("")`, nil, "False"},
		{"E-4.31 several values", `IsPresent([l])`, with{"l": []string{"1", "2"}}, "True"},
		{"E-4.32 several values", `IsString([l])`, with{"l": []string{"1", "2"}}, "False"},
		{"E-4.32 null", `IsString([none])`, nil, "False"},
		{"E-4.38 True", `Not("True")`, nil, "False"},
		{"E-4.38 by the letter", `Not("true")`, nil, "True"},
		{"E-4.38 null", `Not([none])`, nil, "True"},
		{"E-4.50 default", `Switch([a], "d", "y", "1")`, two, "d"},
		{"E-4.50 by case", `Switch([a], "d", "X", "1")`, two, "d"},
		{"E-4.50 no default", `Switch([a], , "y", "1")`, two, "null"},
		{"E-4.50 empty key for an absent source", `Switch([none], "d", "", "absent")`, nil, "absent"},
		{"E-4.50 empty key for an empty source", `Switch([e], "d", "", "absent")`, with{"e": ""}, "absent"},
		{"E-4.50 absent source without an empty key", `Switch([none], "d", "x", "1")`, nil, "d"},
		{"E-4.50 first key wins", `Switch([a], "d", "x", "1", "x", "2")`, two, "1"},
		{"E-4.50 attribute as the default", `Switch([a], [b], "q", "1")`, two, "y"},
		{"E-4.50 number as a key", `Switch(Count([a]), "many", 1, "one")`, two, "one"},
		{"E-4.50 other values are not read", `Switch([a], "d", "x", "1", Item([a], Left("0", 1)), "2")`, two, "1"},
	})
}

func TestLogicFailures(t *testing.T) {
	for _, f := range []failing{
		{"E-4.27 null", `IIF([country]="USA", "1", "2")`, nil, NullCondition, "[country], which is null or empty"},
		{"E-4.27 empty", `IIF([country]="USA", "1", "2")`, with{"country": ""}, NullCondition, "E-13.10"},
		{"E-4.27 not through IsNullOrEmpty", `IIF(IsNullOrEmpty([country]), "1", "2")`, nil, NullCondition, "[country]"},
		{"E-4.27 not through IsPresent", `IIF(IsPresent([country]), "1", "2")`, nil, NullCondition, "Switch"},
		{"E-4.27 on the right side", `IIF("USA" = [country], "1", "2")`, nil, NullCondition, "[country]"},
		{"E-4.27 deep within the condition", `IIF(ToUpper(Left([country], 2)) = "US", "1", "2")`, nil, NullCondition, "at byte 17"},
		{"E-4.27 in a condition within a condition", `IIF(IIF([a] = "x", [none], "") = "y", "1", "2")`, with{"a": "x"}, NullCondition, "[none]"},
		{"E-4.27 within another function", `Append(IIF([c] = "x", "1", "2"), "y")`, nil, NullCondition, "IIF"},
		{"E-4.4 a word has no order among numbers", `CBool([a] > 5)`, with{"a": "many"}, BadValue, `"many" is no number`},
		{"E-4.4 nor on the right side", `CBool(5 > [a])`, with{"a": "many"}, BadValue, `"many" is no number`},
		{"E-4.4 several values", `CBool([l] = "1")`, with{"l": []string{"1", "2"}}, BadValue, "takes one value, it has 2"},
		{"one text of several values", `ToUpper([l])`, with{"l": []string{"1", "2"}}, BadValue, "argument 1 takes one value"},
		{"a number that is none", `Left("x", [n])`, with{"n": "two"}, BadValue, `"two", a whole number`},
		{"E-4.43 redacted values are not shown", `Left("x", Redact([n]))`, with{"n": "secret"}, BadValue, "[Redact], a whole number"},
		{"E-4.43 nor in comparisons", `CBool(Redact([n]) > 5)`, with{"n": "secret"}, BadValue, "[Redact] is no number"},
		{"E-4.43 nor in dates", `CDate(Redact([n]))`, with{"n": "secret"}, BadValue, "[Redact], a date"},
		{"the first failure counts", `Append(Left("x", [n]), CDate("?"))`, with{"n": "two"}, BadValue, "Left at byte 7"},
	} {
		f.run(t)
	}
}

// E-4.43: a value that comes of a redacted one is redacted.
func TestRedacted(t *testing.T) {
	for _, r := range []struct {
		name, text string
		want       bool
	}{
		{"itself", `Redact([a])`, true},
		{"a function of it", `Append(Redact([a]), "x")`, true},
		{"a constant chosen by it", `Switch(Redact([a]), "1", "x", "2")`, true},
		{"a comparison with it", `CBool(Redact([a]) = "x")`, true},
		{"one of several", `Join(" ", [b], Redact([a]))`, true},
		{"a branch not taken", `IIF([a] = "x", "1", Redact([b]))`, false},
		{"nothing redacted", `Append([a], "x")`, false},
	} {
		t.Run(r.name, func(t *testing.T) {
			if got := evaluated(t, r.text, with{"a": "x", "b": "y"}).Redacted(); got != r.want {
				t.Errorf("%s is redacted: %v, want %v", r.text, got, r.want)
			}
		})
	}
}

// E-4.26: dropped from the flow is more than null.
func TestIgnored(t *testing.T) {
	for _, r := range []struct {
		name, text string
		want       bool
	}{
		{"null", `IgnoreFlowIfNullOrEmpty([none])`, true},
		{"empty", `IgnoreFlowIfNullOrEmpty("")`, true},
		{"in the branch taken", `Switch([a], "d", "x", IgnoreFlowIfNullOrEmpty([none]))`, true},
		{"present", `IgnoreFlowIfNullOrEmpty([a])`, false},
		{"something made of it", `Append("x", Coalesce(IgnoreFlowIfNullOrEmpty([none]), ""))`, false},
		{"null alone", `[none]`, false},
	} {
		t.Run(r.name, func(t *testing.T) {
			if got := evaluated(t, r.text, with{"a": "x"}).Ignored(); got != r.want {
				t.Errorf("%s is ignored: %v, want %v", r.text, got, r.want)
			}
		})
	}
}

// The zero Env has no clock, no random numbers and no attributes.
func TestZeroEnv(t *testing.T) {
	for name, r := range map[string]struct{ text, want string }{
		"attribute":     {`[a]`, "null"},
		"clock":         {`Now()`, "error"},
		"clock of year": {`FormatDateTime("03", , "MM", "yyyy")`, "error"},
		"guid":          {`Guid()`, "error"},
		"random text":   {`RandomString(1,0,0,0,0)`, "error"},
	} {
		t.Run(name, func(t *testing.T) {
			value, err := mustParse(t, r.text).Eval(Env{})
			got := shownValue(value)
			if err != nil {
				got = "error"
			}
			if got != r.want {
				t.Errorf("%s gave %q (%v), want %q", r.text, got, err, r.want)
			}
		})
	}
}
