package expr

// Functions is the table of functions, in the order of the rules (E-4.10 –
// E-4.53).
func Functions() []Function {
	return []Function{
		{
			Name: "Append", Signature: "Append(source, suffix)", Rule: "E-4.10", Min: 2, Max: 2, run: appendSuffix,
			Summary: "The source followed by the suffix.",
			Example: `Append("ana", "@fabrikam.example")`, Result: "ana@fabrikam.example",
		},
		{
			Name: "AppRoleAssignmentsComplex", Signature: "AppRoleAssignmentsComplex([appRoleAssignments])", Rule: "E-4.11", Min: 1, Max: 1,
			takes: []kind{aRoleList}, run: rolesComplex,
			Summary: "All assigned roles as complex elements; roles taken away stay in the target.",
			Example: `AppRoleAssignmentsComplex([appRoleAssignments])`,
		},
		{
			Name: "AssertiveAppRoleAssignmentsComplex", Signature: "AssertiveAppRoleAssignmentsComplex([appRoleAssignments])", Rule: "E-4.12", Min: 1, Max: 1,
			takes: []kind{aRoleList}, run: rolesAssertive,
			Summary: "All assigned roles as complex elements that replace those of the target.",
			Example: `AssertiveAppRoleAssignmentsComplex([appRoleAssignments])`,
		},
		{
			Name: "BitAnd", Signature: "BitAnd(value1, value2)", Rule: "E-4.13", Min: 2, Max: 2, takes: []kind{aNumber}, run: bitAnd,
			Summary: "The bits that are set in both numbers.",
			Example: `BitAnd(&HF, &HF7)`, Result: "7",
		},
		{
			Name: "CBool", Signature: "CBool(expression)", Rule: "E-4.14", Min: 1, Max: 1, takes: []kind{aCondition}, run: toBoolean,
			Summary: "True for a true comparison and for a number other than zero, else False.",
			Example: `CBool("a" = "a")`, Result: "True",
		},
		{
			Name: "CDate", Signature: "CDate(expression)", Rule: "E-4.15", Min: 1, Max: 1, run: toDate,
			Summary: "Reads a date string and gives the instant in UTC as M/d/yyyy h:mm:ss tt.",
			Example: `CDate("2020-03-16-07:00")`, Result: "3/16/2020 7:00:00 AM",
		},
		{
			Name: "Coalesce", Signature: "Coalesce(source1, …, sourceN[, default])", Rule: "E-4.16", Min: 1, Max: anyNumber, run: coalesce,
			Summary: "The first argument that is not null.",
			Example: `Coalesce([mail], "none@fabrikam.example")`, Result: "none@fabrikam.example",
		},
		{
			Name: "ConvertToBase64", Signature: "ConvertToBase64(source)", Rule: "E-4.17", Min: 1, Max: 1, run: toBase64,
			Summary: "Base64 of the UTF-16LE bytes.",
			Example: `ConvertToBase64("Hello world!")`, Result: "SABlAGwAbABvACAAdwBvAHIAbABkACEA",
		},
		{
			Name: "ConvertToUTF8Hex", Signature: "ConvertToUTF8Hex(source)", Rule: "E-4.18", Min: 1, Max: 1, run: toHex,
			Summary: "The UTF-8 bytes as upper-case hexadecimal digits.",
			Example: `ConvertToUTF8Hex("Hello world!")`, Result: "48656C6C6F20776F726C6421",
		},
		{
			Name: "Count", Signature: "Count(attribute)", Rule: "E-4.19", Min: 1, Max: 1, takes: []kind{aList}, run: count,
			Summary: "How many values a multi-valued attribute has.",
			Example: `Count(Split("a,b,c", ","))`, Result: "3",
		},
		{
			Name: "CStr", Signature: "CStr(value)", Rule: "E-4.20", Min: 1, Max: 1, run: toText,
			Summary: "A number, a reference or a boolean as text.",
			Example: `CStr(&HF)`, Result: "15",
		},
		{
			Name: "DateAdd", Signature: "DateAdd(interval, value, dateTime)", Rule: "E-4.21", Min: 3, Max: 3,
			takes: []kind{anInterval, aNumber, aDate}, run: dateAdd,
			Summary: "A date plus so many yyyy (years), m (months), d (days), ww (weeks), h (hours), n (minutes) or s (seconds).",
			Example: `DateAdd("d", 7, CDate("2012-03-16-07:00"))`, Result: "3/23/2012 7:00:00 AM",
		},
		{
			Name: "DateDiff", Signature: "DateDiff(interval, date1, date2)", Rule: "E-4.22", Min: 3, Max: 3,
			takes: []kind{anInterval, aDate, aDate}, run: dateDiff,
			Summary: "date2 minus date1 in the intervals of DateAdd; positive when date2 is later.",
			Example: `DateDiff("d", CDate("2021-08-18+08:00"), CDate("2021-08-31+08:00"))`, Result: "13",
		},
		{
			Name: "DateFromNum", Signature: "DateFromNum(value)", Rule: "E-4.23", Min: 1, Max: 1, takes: []kind{aNumber}, run: dateFromNumber,
			Summary: "The date of a Windows FILETIME: 100 ns steps since 1601 in UTC.",
			Example: `DateFromNum(129699324000000000)`, Result: "1/1/2012 11:00:00 PM",
		},
		{
			Name: "FormatDateTime", Signature: "FormatDateTime(source, dateTimeStyles, inputFormat, outputFormat)", Rule: "E-4.24", Min: 4, Max: 4,
			takes: []kind{aValue, aStyle | mayBeEmpty, anInputFormat, aDateFormat}, run: formatDateTime,
			Summary: "Reads a date string with one .NET custom format and writes it with another.",
			Example: `FormatDateTime("20150123105347.1Z", , "yyyyMMddHHmmss.fZ", "yyyy-MM-dd")`, Result: "2015-01-23",
		},
		{
			Name: "Guid", Signature: "Guid()", Rule: "E-4.25", Min: 0, Max: 0, run: guid,
			Summary: "A new random GUID.",
			Example: `Guid()`, Result: "…",
		},
		{
			Name: "IgnoreFlowIfNullOrEmpty", Signature: "IgnoreFlowIfNullOrEmpty(expression)", Rule: "E-4.26", Min: 1, Max: 1, run: ignoreFlow,
			Summary: "The value, or no flow of the attribute at all when it is null or empty.",
			Example: `IgnoreFlowIfNullOrEmpty([department])`,
		},
		{
			Name: "IIF", Signature: "IIF(condition, valueIfTrue, valueIfFalse)", Rule: "E-4.27", Min: 3, Max: 3,
			takes: []kind{aCondition, aValue, aValue}, run: iif,
			Summary: "One of two values; fails when the condition reads an attribute that is null or empty.",
			Example: `IIF("USA" = "USA", "domestic", "abroad")`, Result: "domestic",
		},
		{
			Name: "InStr", Signature: "InStr(value1, value2[, start[, compareType]])", Rule: "E-4.28", Min: 2, Max: 4,
			takes: []kind{aValue, aValue, aNumber, aCompareType}, check: atLeastOne(2, "E-4.28"), run: inStr,
			Summary: "The place of value2 in value1, counted from 1; 0 if it is not there.",
			Example: `InStr("The quick brown fox", "quick")`, Result: "5",
		},
		{
			Name: "IsNull", Signature: "IsNull(expression)", Rule: "E-4.29", Min: 1, Max: 1, run: isNull,
			Summary: "True if there is no value.",
			Example: `IsNull([displayName])`, Result: "True",
		},
		{
			Name: "IsNullOrEmpty", Signature: "IsNullOrEmpty(expression)", Rule: "E-4.30", Min: 1, Max: 1, run: isNullOrEmpty,
			Summary: "True if there is no value or an empty one.",
			Example: `IsNullOrEmpty("")`, Result: "True",
		},
		{
			Name: "IsPresent", Signature: "IsPresent(expression)", Rule: "E-4.31", Min: 1, Max: 1, run: isPresent,
			Summary: "True if there is a value that is not empty.",
			Example: `IsPresent("ana")`, Result: "True",
		},
		{
			Name: "IsString", Signature: "IsString(expression)", Rule: "E-4.32", Min: 1, Max: 1, run: isString,
			Summary: "True if the value can be taken as one text.",
			Example: `IsString("x")`, Result: "True",
		},
		{
			Name: "Item", Signature: "Item(attribute, index)", Rule: "E-4.33", Min: 2, Max: 2,
			takes: []kind{aList, aNumber}, check: atLeastOne(1, "E-4.33"), run: item,
			Summary: "One value of a multi-valued attribute, counted from 1.",
			Example: `Item(Split("a,b,c", ","), 2)`, Result: "b",
		},
		{
			Name: "Join", Signature: "Join(separator, source1, …, sourceN)", Rule: "E-4.34", Min: 2, Max: anyNumber, run: join,
			Summary: "All values that are not empty, with the separator between them.",
			Example: `Join(", ", "", "Doe", "John")`, Result: "Doe, John",
		},
		{
			Name: "Left", Signature: "Left(string, numChars)", Rule: "E-4.35", Min: 2, Max: 2, takes: []kind{aValue, aNumber}, run: left,
			Summary: "The first characters of a text.",
			Example: `Left("John Doe", 3)`, Result: "Joh",
		},
		{
			Name: "Mid", Signature: "Mid(source, start, length)", Rule: "E-4.36", Min: 3, Max: 3,
			takes: []kind{aValue, aNumber, aNumber}, check: atLeastOne(1, "E-4.36"), run: mid,
			Summary: "So many characters from a place on, counted from 1.",
			Example: `Mid("Johnny", 2, 3)`, Result: "ohn",
		},
		{
			Name: "NormalizeDiacritics", Signature: "NormalizeDiacritics(source)", Rule: "E-4.37", Min: 1, Max: 1, run: normalizeDiacritics,
			Summary: "Accented letters replaced by plain ones.",
			Example: `NormalizeDiacritics("Zoë")`, Result: "Zoe",
		},
		{
			Name: "Not", Signature: "Not(source)", Rule: "E-4.38", Min: 1, Max: 1, run: not,
			Summary: `False for "True", True for everything else.`,
			Example: `Not("False")`, Result: "True",
		},
		{
			Name: "Now", Signature: "Now()", Rule: "E-4.39", Min: 0, Max: 0, run: now,
			Summary: "The current time in UTC as M/d/yyyy h:mm:ss tt.",
			Example: `Now()`, Result: "…",
		},
		{
			Name: "NumFromDate", Signature: "NumFromDate(value)", Rule: "E-4.40", Min: 1, Max: 1, run: numberFromDate,
			Summary: "The Windows FILETIME of a date string in ISO 8601.",
			Example: `NumFromDate("2020-12-31 23:59:59-08:00")`, Result: "132539615990000000",
		},
		{
			Name: "PCase", Signature: "PCase(source[, wordSeparators])", Rule: "E-4.41", Min: 1, Max: 2, run: properCase,
			Summary: "The first letter of each word in upper case, the others in lower case.",
			Example: `PCase("PABLO GONSALVES (SECOND)")`, Result: "Pablo Gonsalves (Second)",
		},
		{
			Name:      "RandomString",
			Signature: "RandomString(Length, MinimumNumbers, MinimumSpecialCharacters, MinimumCapital, MinimumLowerCase[, CharactersToAvoid])",
			Rule:      "E-4.42", Min: 5, Max: 6, takes: []kind{aNumber, aNumber, aNumber, aNumber, aNumber, aValue}, check: checkRandom, run: randomString,
			Summary: "A random text of at most 256 characters with so many of each sort at least.",
			Example: `RandomString(6, 3, 0, 0, 3)`, Result: "…",
		},
		{
			Name: "Redact", Signature: "Redact(value)", Rule: "E-4.43", Min: 1, Max: 1, run: redact,
			Summary: "The value itself; the provisioning log shows [Redact] in its place.",
			Example: `Redact("secret")`, Result: "secret",
		},
		{
			Name: "RemoveDuplicates", Signature: "RemoveDuplicates(attribute)", Rule: "E-4.44", Min: 1, Max: 1, takes: []kind{aList}, run: removeDuplicates,
			Summary: "The values of a multi-valued attribute, each of them once.",
			Example: `Join(",", RemoveDuplicates(Split("a,b,a", ",")))`, Result: "a,b",
		},
		{
			Name:      "Replace",
			Signature: "Replace(source, oldValue, regexPattern, regexGroupName, replacementValue, replacementAttributeName, template)",
			Rule:      "E-4.45", Min: 1, Max: 7, takes: []kind{aValue, aValue, aPattern, aValue, aValue, anAttribute, aValue}, check: checkReplace, run: replace,
			Summary: "Replaces a text or what a .NET regex matches; which arguments are given chooses one of five modes (E-4.61).",
			Example: `Replace("john.doe@contoso.com", "@contoso.com", , , "", , )`, Result: "john.doe",
		},
		{
			Name: "SelectUniqueValue", Signature: "SelectUniqueValue(rule1, rule2, …)", Rule: "E-4.46", Min: 2, Max: anyNumber, check: refuseUnique,
			Summary: "The first value that the target does not use yet; not supported for SCIM targets, and refused.",
			Example: `SelectUniqueValue([mailNickname], [employeeId])`,
		},
		{
			Name: "SingleAppRoleAssignment", Signature: "SingleAppRoleAssignment([appRoleAssignments])", Rule: "E-4.47", Min: 1, Max: 1,
			takes: []kind{aRoleList}, run: singleRole,
			Summary: "The name of one assigned role.",
			Example: `SingleAppRoleAssignment([appRoleAssignments])`,
		},
		{
			Name: "Split", Signature: "Split(source, delimiter)", Rule: "E-4.48", Min: 2, Max: 2, run: split,
			Summary: "The parts of a text as a multi-valued attribute, without blanks around them.",
			Example: `Item(Split("One, Two", ","), 2)`, Result: "Two",
		},
		{
			Name: "StripSpaces", Signature: "StripSpaces(source)", Rule: "E-4.49", Min: 1, Max: 1, run: stripSpaces,
			Summary: "The text without its blanks.",
			Example: `StripSpaces("a b c")`, Result: "abc",
		},
		{
			Name: "Switch", Signature: "Switch(source, default, key1, value1, …)", Rule: "E-4.50", Min: 4, Max: anyNumber,
			takes: []kind{aValue, aValue | mayBeEmpty, aValue}, check: checkSwitch, run: switchValue,
			Summary: `The value of the key that equals the source, else the default; the key "" stands for an absent source.`,
			Example: `Switch("QLD", "Australia/Sydney", "NSW", "Australia/Sydney", "QLD", "Australia/Brisbane")`, Result: "Australia/Brisbane",
		},
		{
			Name: "ToLower", Signature: "ToLower(source[, culture])", Rule: "E-4.51", Min: 1, Max: 2, takes: []kind{aValue, aCulture}, run: toLower,
			Summary: "The text in lower case, by the rules of a culture such as tr-TR.",
			Example: `ToLower("John.Smith")`, Result: "john.smith",
		},
		{
			Name: "ToUpper", Signature: "ToUpper(source[, culture])", Rule: "E-4.52", Min: 1, Max: 2, takes: []kind{aValue, aCulture}, run: toUpper,
			Summary: "The text in upper case, by the rules of a culture such as tr-TR.",
			Example: `ToUpper("ana")`, Result: "ANA",
		},
		{
			Name: "Word", Signature: "Word(string, wordNumber, delimiters)", Rule: "E-4.53", Min: 3, Max: 3, takes: []kind{aValue, aNumber, aValue}, run: word,
			Summary: "The n-th word of a text, counted from 1; every character of the delimiters separates words.",
			Example: `Word("The quick brown fox", 3, " ")`, Result: "brown",
		},
	}
}
