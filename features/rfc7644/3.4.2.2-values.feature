Feature: Names and values in filters (RFC 7644 §3.4.2.2)

  @slow @RFC7644-3.4.2.2-R08 @RFC7644-3.4.2-R05
  Scenario: The last of many users is found like the first
    Given the target has "filter"
    And 125 users "many"
    When GET "/Users?filter=userName eq "{many125.userName}""
    Then the status is 200
    And the list has exactly "many125"
    And "totalResults" is 1 [RFC7644-3.4.2-R05]

  @RFC7644-3.4.2.2-R08 @RFC7644-3.4.2.2-R02
  Scenario: A renamed user is found by the new name and not by the old one
    Given the target has "filter"
    And the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "userName", "value": "{name:new}"}]}
      """
    And if the request succeeds, the check goes on
    And GET "/Users?filter=userName eq "{name:new}""
    Then the status is 200
    And the list has exactly "ana"
    When GET "/Users?filter=userName eq "{ana.userName}""
    Then the status is 200 [RFC7644-3.4.2.2-R02]
    And the list does not have "ana" [RFC7644-3.4.2.2-R02]

  @RFC7644-3.4.2.2-R08 @RFC7644-3.4.2.2-R02
  Scenario: eq does not find a name that only holds the value
    Given the target has "filter"
    And a user "ana"
    And a user "hana" with:
      """
      {"userName": "h{ana.userName}"}
      """
    When GET "/Users?filter=userName eq "{ana.userName}""
    Then the status is 200
    And the list has exactly "ana" [RFC7644-3.4.2.2-R08, RFC7644-3.4.2.2-R02]

  @RFC7644-3.4.2.2-R12 @RFC7644-3.4.2.2-R02
  Scenario: ew does not find a beginning
    Given the target has "filter"
    And a user "ana"
    When GET "/Users?filter=userName eq "{ana.userName}" and userName ew "ana""
    And if the status is 400, 403 or 501, the rest does not apply
    Then of ours, the list has none [RFC7644-3.4.2.2-R12, RFC7644-3.4.2.2-R02]

  @RFC7644-3.4.2.2-R02
  Scenario: A comparison of an attribute that does not exist is never true
    Given the target has "filter"
    And a user "ana"
    When GET "/Users?filter=userName eq "{ana.userName}" and shoeSize eq "42""
    Then the status is 200 or 400
    When if the status is 200, the check goes on
    Then of ours, the list has none

  @RFC7644-3.4.2.2-R02 @RFC7644-3.4.2.1-R04 @RFC7644-3.4.2.1-R05
  Scenario: A search at the root finds what matches, and an attribute that a type lacks has no value there
    Given the target has "filter"
    And the target has "groups"
    And a user "ana"
    And a user "bo"
    And a group "design"
    When POST "/.search":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "displayName eq \"{design.displayName}\""}
      """
    And if the status is 200, the check goes on
    Then of ours, the list has exactly "design" [RFC7644-3.4.2.2-R02, RFC7644-3.4.2.1-R04]
    When POST "/.search":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "userName eq \"{ana.userName}\""}
      """
    Then the status is 200 [RFC7644-3.4.2.1-R05]
    And of ours, the list has exactly "ana" [RFC7644-3.4.2.1-R05]

  @RFC7644-3.4.2.2-R37
  Scenario: Names of groups are compared whatever their letter case
    Given the target has "filter"
    And a group "Design"
    When GET "/Groups?filter=displayName eq "{Design.displayName}""
    And if the status is 200, the check goes on
    And GET "/Groups?filter=displayName eq "{Design.displayName.upper}""
    Then the status is 200
    And the list has exactly "Design"

  @RFC7644-3.4.2.2-R37
  Scenario: An id in capital letters is another id
    Given the target has "filter"
    And a user "ana"
    When if "{ana.id}" is another text than "{ana.id.upper}", the check goes on
    And GET "/Users?filter=id eq "{ana.id.upper}""
    And if the status is 400, 403 or 501, the rest does not apply
    Then the list does not have "ana"

  @RFC7644-3.4.2.2-R03
  Scenario: The URI of a schema is understood in any letter case
    Given the target has "filter"
    And a user "ana"
    When GET "/Users?filter=URN:IETF:PARAMS:SCIM:SCHEMAS:CORE:2.0:USER:userName eq "{ana.userName}""
    Then the status is 200 (advice)
    When if the status is 200, the check goes on
    Then the list has exactly "ana"

  @RFC7644-3.4.2.2-R08 @RFC7644-3.4.2.2-R39
  Scenario: Users are found by an attribute of an extension
    Given the target has "filter"
    And the target declares "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber" of a User
    And a user "ana" with:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "{text:number}"}}
      """
    When GET "/Users/{ana.id}"
    And if "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.employeeNumber" is there, the check goes on
    And GET "/Users?filter=urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber eq "{text:number}""
    And if the status is 400, 403 or 501, the rest does not apply
    Then of ours, the list has exactly "ana" [RFC7644-3.4.2.2-R08, RFC7644-3.4.2.2-R39]

  @RFC7644-3.4.2.2-R15 @RFC7644-3.4.2.2-R17
  Scenario: ge and le compare moments, whatever their offset
    Given the target has "filter"
    And a user "ana"
    When GET "/Users?filter=userName eq "{ana.userName}" and meta.created ge "{ana.meta.created.west}""
    And if the status is 400, 403 or 501, the rest does not apply
    Then of ours, the list has none
    When GET "/Users?filter=userName eq "{ana.userName}" and meta.created le "{ana.meta.created.east}""
    Then of ours, the list has none [RFC7644-3.4.2.2-R17]

  @RFC7644-3.4.2.2-R40
  Scenario: A truth value stands without quotation marks
    Given the target has "filter"
    And the target declares "active" of a User
    And a user "ana"
    When GET "/Users?filter=userName eq "{ana.userName}" and active eq true"
    Then the status is 200, 400, 403 or 501
    And the status is 200 (advice)
    And of ours, the list has exactly "ana"

  @RFC7644-3.4.2.2-R40 @RFC7644-3.4.2.2-R30
  Scenario: A text does not stand in single quotation marks
    Given the target has "filter"
    And a user "ana"
    When GET "/Users?filter=userName eq '{ana.userName}'"
    Then the status is 400 [RFC7644-3.4.2.2-R40, RFC7644-3.4.2.2-R30]

  @RFC7644-3.4.2.2-R40 @RFC7644-3.4.2.2-R08
  Scenario: A text may hold brackets, commas and blanks
    Given the target has "filter"
    And the target declares "displayName" of a User
    And a user "ana" with:
      """
      {"displayName": "(one), two) [three {text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}""
    And if the status is 400, 403 or 501, the rest does not apply
    And GET "/Users?filter=displayName eq "(one), two) [three {text:t}""
    Then the status is 200
    And of ours, the list has exactly "ana" [RFC7644-3.4.2.2-R40, RFC7644-3.4.2.2-R08]

  @RFC7644-3.4.2.2-R40 @RFC7644-3.4.2.2-R08
  Scenario: A text may hold a percent sign
    Given the target has "filter"
    And the target declares "displayName" of a User
    And a user "ana" with:
      """
      {"displayName": "50 % of {text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}""
    And if the status is 400, 403 or 501, the rest does not apply
    And GET "/Users?filter=displayName eq "50 %25 of {text:t}""
    Then the status is 200
    And of ours, the list has exactly "ana" [RFC7644-3.4.2.2-R40, RFC7644-3.4.2.2-R08]

  @RFC7644-3.4.2.2-R40 @RFC7644-3.4.2.2-R08
  Scenario: A text may hold a plus sign
    Given the target has "filter"
    And the target declares "displayName" of a User
    And a user "ana" with:
      """
      {"displayName": "one+two {text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}""
    And if the status is 400, 403 or 501, the rest does not apply
    And GET "/Users?filter=displayName eq "one+two {text:t}""
    Then the status is 200
    And of ours, the list has exactly "ana" [RFC7644-3.4.2.2-R40, RFC7644-3.4.2.2-R08]

  @RFC7644-3.4.2.2-R40
  Scenario: A text may hold an escaped quotation mark and an escaped backslash
    Given the target has "filter"
    And the target declares "displayName" of a User
    And a user "ana" with:
      """
      {"displayName": "say \"hello\" \\ {text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}""
    And if the status is 400, 403 or 501, the rest does not apply
    And GET "/Users?filter=displayName eq "say \"hello\" \\ {text:t}""
    Then the status is 200
    And of ours, the list has exactly "ana"

  @core @RFC7644-3.4.2.2-R02
  Scenario Outline: A filter that holds the language of <what> is a text like any other
    Given the target has "filter"
    And a user "ana"
    When GET "/Users?filter=userName eq "{random}<text>""
    Then there is no server error
    And the status is 200 or 400
    And of ours, the list has none

    Examples:
      | what                     | text                       |
      | SQL that is always true  | ' OR '1'='1                |
      | SQL that ends a sentence | '; DROP TABLE users; --    |
      | SQL patterns             | %25                        |
      | LDAP                     | *)(uid=*                   |
      | templates                | ${7*7}                     |
      | MongoDB                  | ', $ne: null               |

  @RFC7644-3.4.2.2-R02 @RFC7644-3.4.2.2-R10
  Scenario Outline: <what> is no pattern in a text that co looks for
    Given the target has "filter"
    And a user "ana"
    When GET "/Users?filter=userName eq "{ana.userName}" and userName co "<text>""
    And if the status is 400, 403 or 501, the rest does not apply
    Then the status is 200
    And of ours, the list has none [RFC7644-3.4.2.2-R02, RFC7644-3.4.2.2-R10]

    Examples:
      | what               | text    |
      | A percent sign     | a%25a   |
      | An underscore      | a_a     |
      | An asterisk        | a*a     |
      | A regular sentence | a[a-z]a |

  @RFC7644-3.4.2.2-R08 @RFC7644-3.4.2.2-R10 @RFC7644-3.4.2.2-R11 @RFC7644-3.4.2.2-R12 @RFC7644-3.4.2.2-R13
  Scenario Outline: <attribute> is found by every comparison of texts
    Given the target has "filter"
    And a user "ana" with:
      """
      {<body>}
      """
    And a user "bo" with:
      """
      {<otherBody>}
      """
    When GET "/Users/{ana.id}"
    And if "<attribute>" is there, the check goes on
    And GET "/Users?filter=<attribute> eq <text> and userName eq "{ana.userName}""
    And if the status is 400, 403 or 501, the rest does not apply
    Then the list has exactly "ana"
    When GET "/Users?filter=<attribute> eq <text> and userName eq "{bo.userName}""
    Then of ours, the list has none
    When GET "/Users?filter=<attribute> co <middle> and userName eq "{ana.userName}""
    And if the status is 400, 403 or 501, the rest does not apply
    Then the list has exactly "ana" [RFC7644-3.4.2.2-R10]
    When GET "/Users?filter=<attribute> sw <start> and userName eq "{ana.userName}""
    And if the status is 400, 403 or 501, the rest does not apply
    Then the list has exactly "ana" [RFC7644-3.4.2.2-R11]
    When GET "/Users?filter=<attribute> ew <end> and userName eq "{ana.userName}""
    And if the status is 400, 403 or 501, the rest does not apply
    Then the list has exactly "ana" [RFC7644-3.4.2.2-R12]
    When GET "/Users?filter=<attribute> pr and userName eq "{bo.userName}""
    And if the status is 400, 403 or 501, the rest does not apply
    Then the list has exactly "bo" [RFC7644-3.4.2.2-R13]

    Examples: every searchable text of users
      | attribute | text | start | middle | end | body | otherBody |

  @RFC7644-3.4.2.2-R08 @RFC7644-3.4.2.2-R14 @RFC7644-3.4.2.2-R16
  Scenario Outline: <attribute> of a <type> is compared as a number
    Given the target has "filter"
    And a user "ana" with:
      """
      {<body>}
      """
    When GET "/Users?filter=<attribute> eq <value> and userName eq "{ana.userName}""
    And if the status is 400, 403 or 501, the rest does not apply
    Then the list has exactly "ana"
    When GET "/Users?filter=<attribute> lt 10 and userName eq "{ana.userName}""
    Then the list has exactly "ana" [RFC7644-3.4.2.2-R16]
    When GET "/Users?filter=<attribute> gt 10 and userName eq "{ana.userName}""
    Then of ours, the list has none [RFC7644-3.4.2.2-R14]

    Examples: every number of users
      | type | attribute | value | body |

  @core @RFC7644-3.4.2.2-R03 @RFC7644-3.4.2.2-R02
  Scenario Outline: A name or an operator in other letters is the same: <filter>
    Given the target has "filter"
    And a user "ana"
    And a user "bo"
    When GET "/Users?filter=<filter>"
    Then the status is 200
    And of ours, the list has exactly "ana" [RFC7644-3.4.2.2-R03, RFC7644-3.4.2.2-R02]

    Examples:
      | filter                       |
      | USERNAME eq "{ana.userName}" |
      | userName EQ "{ana.userName}" |
      | username Eq "{ana.userName}" |

  @core @RFC7644-3.4.2.2-R22 @RFC7644-3.4.2.2-R23 @RFC7644-3.4.2.2-R24 @RFC7644-3.4.2.2-R31
  Scenario: Comparisons that are understood alone are understood together
    Given the target has "filter"
    And a user "ana"
    And a user "bo"
    When GET "/Users?filter=userName eq "{ana.userName}""
    And if the status is 400, 403 or 501, the rest does not apply
    And GET "/Users?filter=userName eq "{ana.userName}" and userName eq "{bo.userName}""
    Then the status is 200
    And of ours, the list has none
    When GET "/Users?filter=userName eq "{ana.userName}" or userName eq "{bo.userName}""
    Then the status is 200 [RFC7644-3.4.2.2-R23]
    And of ours, the list has exactly "ana" and "bo" [RFC7644-3.4.2.2-R23]
    When GET "/Users?filter=userName eq "{ana.userName}" and not (userName eq "{bo.userName}")"
    Then the status is 200 [RFC7644-3.4.2.2-R24]
    And of ours, the list has exactly "ana" [RFC7644-3.4.2.2-R24]
    When GET "/Users?filter=userName eq "{ana.userName}" or userName eq "{bo.userName}" and userName eq "{random}""
    Then the status is 200 [RFC7644-3.4.2.2-R31]
    And of ours, the list has exactly "ana" [RFC7644-3.4.2.2-R31]
    When GET "/Users?filter=(userName eq "{ana.userName}" or userName eq "{bo.userName}") and userName eq "{bo.userName}""
    Then the status is 200 [RFC7644-3.4.2.2-R31]
    And of ours, the list has exactly "bo" [RFC7644-3.4.2.2-R31]

  @core @RFC7644-3.4.2.2-R39
  Scenario: A core attribute may be named with the URI of its schema
    Given the target has "filter"
    And a user "ana"
    When GET "/Users?filter=urn:ietf:params:scim:schemas:core:2.0:User:userName eq "{ana.userName}""
    Then the status is 200
    And the list has exactly "ana"

  @RFC7644-3.4.2.2-R33
  Scenario: Some part of a complex attribute can be named after a dot
    Given the target has "filter"
    And a user "ana"
    Then one of these filters of "/Users" is understood:
      """
      name.familyName eq "{random}"
      name.givenName eq "{random}"
      emails.value eq "{ana.userName}"
      emails.type eq "work"
      meta.resourceType eq "User"
      meta.created gt "2100-01-01T00:00:00Z"
      """

  @RFC7644-3.4.2.2-R18
  Scenario: gt on bytes is refused
    Given the target has "filter"
    And the target declares "x509Certificates.value" of a User
    When GET "/Users?filter=x509Certificates.value gt "AQID""
    Then the status is 400
    And the error keyword is "invalidFilter"

  @RFC7644-3.4.2.2-R19
  Scenario: ge on bytes is refused
    Given the target has "filter"
    And the target declares "x509Certificates.value" of a User
    When GET "/Users?filter=x509Certificates.value ge "AQID""
    Then the status is 400
    And the error keyword is "invalidFilter"

  @RFC7644-3.4.2.2-R20
  Scenario: lt on bytes is refused
    Given the target has "filter"
    And the target declares "x509Certificates.value" of a User
    When GET "/Users?filter=x509Certificates.value lt "AQID""
    Then the status is 400
    And the error keyword is "invalidFilter"

  @RFC7644-3.4.2.2-R21
  Scenario: le on bytes is refused
    Given the target has "filter"
    And the target declares "x509Certificates.value" of a User
    When GET "/Users?filter=x509Certificates.value le "AQID""
    Then the status is 400
    And the error keyword is "invalidFilter"

  @RFC7644-3.4.2.2-R04
  Scenario: An empty filter is no filter
    Given the target has "filter"
    When GET "/Users?filter=&count=1"
    Then there is no server error
    And the status is 400 (advice)

  @RFC7644-3.4.2.2-R40 @RFC7644-3.4.2.2-R30 @E-5.6
  Scenario: A bare word is no text
    Given the target has "filter"
    When GET "/Users?filter=userName eq somebody"
    Then the status is 400 [RFC7644-3.4.2.2-R40, RFC7644-3.4.2.2-R30]
