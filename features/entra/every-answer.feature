Feature: Every answer, whatever was asked

  Each answer to each check is judged by itself: its status, its headers, its bytes and what they say. These checks tell what was found in them;
  they run last, and send the usual requests themselves, so that they can run alone.

  @last @E-5.28
  Scenario: Throughout: a manager is returned as a complex value with the id in value, and is returned when it is set
    Given the usual requests are answered
    Then no answer of the run broke E-5.28

  @last @E-6.1
  Scenario: Throughout: every resource that is returned has an id, and a user at least id, userName and meta
    Given the usual requests are answered
    Then no answer of the run broke E-6.1

  @last @E-6.2
  Scenario: Throughout: responses carry Content-Type application/scim+json
    Given the usual requests are answered
    Then no answer of the run broke E-6.2

  @last @E-6.3
  Scenario: Throughout: every query is answered by a ListResponse, also for a single hit
    Given the usual requests are answered
    Then no answer of the run broke E-6.3

  @last @E-6.8
  Scenario: Throughout: a PATCH is answered 200 or 204
    Given the usual requests are answered
    Then no answer of the run broke E-6.8

  @last @E-6.10
  Scenario: Throughout: excludedAttributes=members is honoured on groups, in queries and reads
    Given the usual requests are answered
    Then no answer of the run broke E-6.10

  @last @E-6.15
  Scenario: Throughout: responses can be decoded: SCIM JSON with values of the types that their schema gives
    Given the usual requests are answered
    Then no answer of the run broke E-6.15

  @last @RFC7643-2.3-R02
  Scenario: Throughout: values in JSON use the JSON type assigned to their SCIM data type (string, boolean, number, base64 string, URI string, object)
    Given the usual requests are answered
    Then no answer of the run broke RFC7643-2.3-R02

  @last @RFC7643-2.3.2-R01
  Scenario: Throughout: boolean values are the JSON literals true and false
    Given the usual requests are answered
    Then no answer of the run broke RFC7643-2.3.2-R01

  @last @RFC7643-2.3.5-R01
  Scenario: Throughout: dateTime values use the xsd:dateTime lexical form
    Given the usual requests are answered
    Then no answer of the run broke RFC7643-2.3.5-R01

  @last @RFC7643-2.3.8-R01
  Scenario: Throughout: a complex value is a JSON object whose members are simple attributes
    Given the usual requests are answered
    Then no answer of the run broke RFC7643-2.3.8-R01

  @last @RFC7643-2.4-R01
  Scenario: Throughout: a multi-valued attribute is a JSON array, also when it has a single element
    Given the usual requests are answered
    Then no answer of the run broke RFC7643-2.4-R01

  @last @RFC7643-2.4-R05
  Scenario: Throughout: at most one element of a multi-valued attribute has primary set to true
    Given the usual requests are answered
    Then no answer of the run broke RFC7643-2.4-R05

  @last @RFC7643-2.4-R10
  Scenario: Throughout: no (type, value) pair should be returned more than once within an attribute
    Given the usual requests are answered
    Then no answer of the run broke RFC7643-2.4-R10

  @last @RFC7643-3-R01
  Scenario: Throughout: the schemas attribute is mandatory and is an array of URI strings naming the schemas in use in that JSON structure
    Given the usual requests are answered
    Then no answer of the run broke RFC7643-3-R01

  @last @RFC7643-3-R03
  Scenario: Throughout: every representation carries a non-empty schemas array with the URIs that the representation supports
    Given the usual requests are answered
    Then no answer of the run broke RFC7643-3-R03

  @last @RFC7643-3-R05
  Scenario: Throughout: duplicate entries in schemas are not allowed
    Given the usual requests are answered
    Then no answer of the run broke RFC7643-3-R05

  @last @RFC7643-3.1-R05
  Scenario: Throughout: each representation contains a non-empty id
    Given the usual requests are answered
    Then no answer of the run broke RFC7643-3.1-R05

  @last @RFC7643-3.1-R09
  Scenario: Throughout: no identifier contains the reserved word bulkId
    Given the usual requests are answered
    Then no answer of the run broke RFC7643-3.1-R09

  @last @RFC7643-3.1-R21
  Scenario: Throughout: until the first modification meta.lastModified equals meta.created
    Given the usual requests are answered
    Then no answer of the run broke RFC7643-3.1-R21

  @last @RFC7643-3.1-R24
  Scenario: Throughout: meta.version equals the ETag header of the same response
    Given the usual requests are answered
    Then no answer of the run broke RFC7643-3.1-R24

  @last @RFC7643-3.3-R03
  Scenario: Throughout: the base schema of the resource is among the entries of schemas
    Given the usual requests are answered
    Then no answer of the run broke RFC7643-3.3-R03

  @last @RFC7643-4.1.1-R26
  Scenario: Throughout: being writeOnly, the password never leaves the provider in any form
    Given the usual requests are answered
    Then no answer of the run broke RFC7643-4.1.1-R26

  @last @RFC7644-3.1-R01
  Scenario: Throughout: sCIM content is labelled application/scim+json
    Given the usual requests are answered
    Then no answer of the run broke RFC7644-3.1-R01

  @last @RFC7644-3.3-R08
  Scenario: Throughout: a successful create answers 201
    Given the usual requests are answered
    Then no answer of the run broke RFC7644-3.3-R08

  @last @RFC7644-3.3-R10
  Scenario: Throughout: the URI of the new resource is in the Location header and in meta.location of the body
    Given the usual requests are answered
    Then no answer of the run broke RFC7644-3.3-R10

  @last @RFC7644-3.3.1-R01
  Scenario: Throughout: meta.resourceType is set to the resource type of the endpoint
    Given the usual requests are answered
    Then no answer of the run broke RFC7644-3.3.1-R01

  @last @RFC7644-3.4.2-R04
  Scenario: Throughout: query responses are identified by the ListResponse URI
    Given the usual requests are answered
    Then no answer of the run broke RFC7644-3.4.2-R04

  @last @RFC7644-3.4.2-R05
  Scenario: Throughout: totalResults is always present and counts all matches
    Given the usual requests are answered
    Then no answer of the run broke RFC7644-3.4.2-R05

  @last @RFC7644-3.4.2-R09
  Scenario: Throughout: startIndex is present when results are partial
    Given the usual requests are answered
    Then no answer of the run broke RFC7644-3.4.2-R09

  @last @RFC7644-3.4.2-R10
  Scenario: Throughout: itemsPerPage is present when results are partial
    Given the usual requests are answered
    Then no answer of the run broke RFC7644-3.4.2-R10

  @last @RFC7644-3.4.2.4-R09
  Scenario: Throughout: itemsPerPage is the number of results in this page
    Given the usual requests are answered
    Then no answer of the run broke RFC7644-3.4.2.4-R09

  @last @RFC7644-3.5.2-R24
  Scenario: Throughout: success is either 200 with the whole resource or 204
    Given the usual requests are answered
    Then no answer of the run broke RFC7644-3.5.2-R24

  @last @RFC7644-3.6-R07
  Scenario: Throughout: a successful DELETE answers 204
    Given the usual requests are answered
    Then no answer of the run broke RFC7644-3.6-R07

  @last @RFC7644-3.8-R01
  Scenario: Throughout: the server takes and returns JSON in UTF-8
    Given the usual requests are answered
    Then no answer of the run broke RFC7644-3.8-R01

  @last @RFC7644-3.9-R05
  Scenario: Throughout: with excludedAttributes each resource still has the minimum set; the rest is the default set minus the listed names
    Given the usual requests are answered
    Then no answer of the run broke RFC7644-3.9-R05

  @last @RFC7644-8.1-R01
  Scenario: Throughout: sCIM applications should use the media type application/scim+json
    Given the usual requests are answered
    Then no answer of the run broke RFC7644-8.1-R01
