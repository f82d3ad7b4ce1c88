package check

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/verdict"
)

// remedy is what a breach usually means for a customer, and how to mend it.
type remedy struct {
	harm verdict.Harm
	hint string
}

// cited are the rules that this package cites.
func cited() map[requirement.ID]remedy {
	return map[requirement.ID]remedy{
		"E-5.42":   {verdict.UsersLost, "take only the listed values out of the group: Entra sends them with the removal (E-5.41)"},
		"HOUSE-01": {verdict.DataDrift, "apply the whole request before answering with success, or refuse it with an error"},

		"E-5.28": {verdict.SyncBlocked, `show the manager as an object: "manager": {"value": "<id>"}`},
		"E-6.1":  {verdict.SyncBlocked, "show id, userName and meta in every representation of a user, and id in every resource"},
		"E-6.2":  {verdict.SyncBlocked, "label every SCIM message Content-Type: application/scim+json"},
		"E-6.3":  {verdict.SyncBlocked, "answer every query with a ListResponse, also for one hit and for none"},
		"E-6.7":  {verdict.LockedOut, "answer a creation with 201 and the resource, its id included"},
		"E-6.8":  {verdict.DataDrift, "answer a PATCH with 204, or with 200 and the resource"},
		"E-6.10": {verdict.SyncBlocked, "leave members out when excludedAttributes=members asks for it"},
		"E-6.12": {verdict.DataDrift, "store and return values exactly as they are sent; refuse with 400 what is not acceptable"},
		"E-6.15": {verdict.SyncBlocked, "answer with JSON whose values have the types of the schema"},

		"RFC7643-2.3-R02":   {verdict.DataDrift, "write values in the JSON type of their attribute"},
		"RFC7643-2.3.2-R01": {verdict.DataDrift, "write booleans as true and false, without quotation marks"},
		"RFC7643-2.3.5-R01": {verdict.Annoyance, "write dateTimes as xsd:dateTime, such as 2010-01-23T04:56:22Z"},
		"RFC7643-2.3.7-R02": {verdict.Annoyance, "write references as URIs, percent-encoded"},
		"RFC7643-2.3.8-R01": {verdict.SyncBlocked, "write complex values as JSON objects"},
		"RFC7643-2.4-R01":   {verdict.SyncBlocked, "write multi-valued attributes as arrays, also with a single value"},
		"RFC7643-2.4-R05":   {verdict.DataDrift, "when one value becomes primary, take the mark from the others"},
		"RFC7643-2.4-R10":   {verdict.DataDrift, "keep each value of a type once"},
		"RFC7643-3-R01":     {verdict.Annoyance, "write schemas as an array of URIs"},
		"RFC7643-3-R03":     {verdict.Annoyance, "name the schemas of a resource in schemas"},
		"RFC7643-3-R05":     {verdict.Annoyance, "name each schema once"},
		"RFC7643-3.1-R02":   {verdict.Annoyance, "give every resource meta with resourceType, created, lastModified and location"},
		"RFC7643-3.1-R05":   {verdict.SyncBlocked, "show a non-empty id in every resource"},
		"RFC7643-3.1-R07":   {verdict.UsersLost, "show each resource under the id it was given at its creation"},
		"RFC7643-3.1-R09":   {verdict.Annoyance, "do not use the word bulkId in identifiers"},
		"RFC7643-3.1-R21":   {verdict.Annoyance, "set created and lastModified from one reading of the clock"},
		"RFC7643-3.1-R23":   {verdict.Annoyance, "let Content-Location and meta.location say the same"},
		"RFC7643-3.1-R24":   {verdict.Annoyance, "let the ETag header and meta.version say the same"},
		"RFC7643-3.3-R03":   {verdict.Annoyance, "name the core schema of the resource in schemas"},
		"RFC7643-4.1.1-R01": {verdict.SyncBlocked, "show a non-empty userName of every user"},
		"RFC7643-4.1.1-R26": {verdict.SecurityHole, "never return a password, in whatever form"},
		"RFC7643-4.2-R02":   {verdict.SyncBlocked, "show the displayName of every group"},
		"RFC7643-4.3-R01":   {verdict.SyncBlocked, "show the manager as an object"},

		"RFC7644-3.1-R01":     {verdict.Annoyance, "label every SCIM message Content-Type: application/scim+json"},
		"RFC7644-3.3-R08":     {verdict.Annoyance, "answer a creation with 201"},
		"RFC7644-3.3-R09":     {verdict.LockedOut, "answer a creation with the resource"},
		"RFC7644-3.3-R10":     {verdict.Annoyance, "answer a creation with a Location header that says the same as meta.location"},
		"RFC7644-3.3.1-R01":   {verdict.Annoyance, "name the resource type in meta.resourceType: User or Group"},
		"RFC7644-3.4.1-R01":   {verdict.SyncBlocked, "answer the read of a resource with 200 and the resource"},
		"RFC7644-3.4.2-R04":   {verdict.Annoyance, "name the ListResponse schema in schemas"},
		"RFC7644-3.4.2-R05":   {verdict.DataDrift, "give the number of all matches in totalResults, as a number"},
		"RFC7644-3.4.2-R07":   {verdict.UsersLost, "put the results into Resources, an array of objects"},
		"RFC7644-3.4.2-R09":   {verdict.DataDrift, "say in startIndex where a page begins"},
		"RFC7644-3.4.2-R10":   {verdict.DataDrift, "say in itemsPerPage how many resources a page has"},
		"RFC7644-3.4.2.2-R02": {verdict.UsersLost, "apply the filter: return only resources that have the value"},
		"RFC7644-3.4.2.2-R37": {verdict.UsersLost, "compare with regard to case where the attribute is caseExact"},
		"RFC7644-3.4.2.4-R09": {verdict.Annoyance, "count the resources of the page, do not repeat the requested count"},
		"RFC7644-3.4.2.4-R11": {verdict.Annoyance, "write startIndex as a number from 1"},
		"RFC7644-3.5.2-R24":   {verdict.Annoyance, "answer a PATCH with 204, or with 200 and the resource"},
		"RFC7644-3.6-R07":     {verdict.Annoyance, "answer a DELETE with 204 and without a body"},
		"RFC7644-3.8-R01":     {verdict.DataDrift, "write JSON in UTF-8, each member of an object once"},
		"RFC7644-3.8-R02":     {verdict.DataDrift, "write JSON in UTF-8"},
		"RFC7644-3.9-R05":     {verdict.Annoyance, "leave out what excludedAttributes names"},
		"RFC7644-3.12-R01":    {verdict.Annoyance, "answer every refusal with a SCIM error body"},
		"RFC7644-3.12-R02":    {verdict.Annoyance, "name the Error schema in schemas"},
		"RFC7644-3.12-R03":    {verdict.Annoyance, "repeat the HTTP status code in status, as a string"},
		"RFC7644-8.1-R01":     {verdict.Annoyance, "label every SCIM message Content-Type: application/scim+json"},
	}
}

// elsewhere are the rules that the runs cite about whole operations.
func elsewhere() map[requirement.ID]remedy {
	return map[requirement.ID]remedy{
		"E-6.4":           {verdict.SyncBlocked, "answer a query that matches nobody with 200 and totalResults 0"},
		"E-6.6":           {verdict.SyncBlocked, "answer the read of an existing resource with 200, of an unknown id with 404"},
		"E-6.9":           {verdict.SecurityHole, "carry out a DELETE and answer 204"},
		"E-6.14":          {verdict.UsersLost, "let exactly one resource match a matching attribute"},
		"E-6.18":          {verdict.LockedOut, "offer the filter eq on every matching attribute"},
		"E-6.25":          {verdict.LockedOut, "let the filter find whatever makes a creation conflict"},
		"RFC7644-3.5-R01": {verdict.DataDrift, "support PUT on every resource: the profile writes groups whole (E-5.49)"},
		"HOUSE-02":        {verdict.UsersLost, "change nothing but the resource that the request names"},
		"PROV-02":         {verdict.SecurityHole, ""},
		"SYNC-06":         {verdict.SecurityHole, ""},
		"SYNC-08":         {verdict.SecurityHole, ""},
		"SYNC-10":         {verdict.SecurityHole, ""},
	}
}

// remedy gives the usual harm and hint of a rule.
func (j *Judge) remedy(rule requirement.ID) remedy {
	usual := j.remedies[rule]
	if usual.harm == "" {
		usual.harm = usualHarm(rule)
	}
	if usual.hint == "" {
		usual.hint = "see what is demanded and why: scimulator explain " + string(rule)
	}
	return usual
}

// usualHarm goes by whose demand it is.
func usualHarm(rule requirement.ID) verdict.Harm {
	switch {
	case strings.HasPrefix(string(rule), "RFC"):
		return verdict.Annoyance
	case strings.HasPrefix(string(rule), "E-"):
		return verdict.SyncBlocked
	}
	return verdict.DataDrift
}
