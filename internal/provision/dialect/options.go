package dialect

// Options are deviations from a dialect where documents or field disagree, each
// named after the rule that tells of it. The zero value is what the documents
// print.
type Options struct {
	Charset      bool   // E-5.4: charset=utf-8 on bodies
	BareAccept   bool   // E-5.4: no Accept header
	Query        Query  // E-5.5
	MappedOnly   bool   // E-5.10: the enterprise schema is listed only where it is mapped
	CreateText   bool   // E-5.15: booleans as text in POST
	RealBooleans bool   // E-5.20: JSON booleans in PATCH without the flag
	PathlessAdd  bool   // E-5.21: additions share an operation, too, under the flag
	TutorialSet  bool   // E-5.26
	Clearing     Clear  // E-5.27
	RoleDisplay  bool   // E-5.30: display and type instead of displayName
	EmptyMembers bool   // E-5.37: "members": [] in POST /Groups
	MemberRef    bool   // E-5.41: "$ref": null beside value
	LegacyPath   Broken // E-5.46
	DottedKeys   bool   // E-12.6: the validator replaces without path
	Enterprise   bool   // the mapping has an attribute of the enterprise extension
	Base         string // URL of the target, for the $ref of E-5.26
}

// Query is how the blanks and quotes of a filter are encoded (E-5.5).
type Query int

// The encodings seen.
const (
	Plus    Query = iota // filter=userName+eq+%22ana%22
	Literal              // filter=userName+eq+"ana"
	Percent              // filter=userName%20eq%20%22ana%22
)

// Clear is how a reference is taken away (E-5.27).
type Clear int

// The forms seen.
const (
	Usual    Clear = iota // ByEmpty, but ByObject in the validator
	ByEmpty               // replace by "" (validation suite)
	ByObject              // replace by {"value": ""} (validator)
	ByRemove              // remove of manager[value eq "…"] (observed under the flag)
)

// Broken is how a legacy job writes the path of an element, whose syntax is not
// published (E-5.46); every value is inferred.
type Broken int

// The forms offered.
const (
	Unquoted Broken = iota // emails[type eq work].value
	Dotted                 // emails.work.value
	Valid                  // emails[type eq "work"].value
)

// With is the dialect with options.
func (d Dialect) With(options Options) Dialect {
	d.options = options
	return d
}
