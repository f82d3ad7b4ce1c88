Feature: Schemas (RFC 7643 §7)

  @RFC7643-7-R02
  Scenario Outline: A schema cannot be changed by <method>
    Given the target has "schemas"
    When <method> "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"], "id": "urn:ietf:params:scim:schemas:core:2.0:User", "attributes": []}
      """
    Then the request is refused
    When GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
    Then the status is 200
    And "attributes" is there

    Examples:
      | method |
      | PUT    |
      | PATCH  |
      | DELETE |

  @RFC7643-7-R03 @RFC7643-7-R05 @RFC7643-7-R06 @RFC7643-7-R07 @RFC7643-7-R08 @RFC7643-7-R10 @RFC7643-7-R12 @RFC7643-7-R13 @RFC7643-7-R15 @RFC7643-7-R16
  Scenario Outline: The schema <schema> is whole
    When GET "/Schemas/<schema>"
    And if the request succeeds, the check goes on
    Then "schemas" contains "urn:ietf:params:scim:schemas:core:2.0:Schema" [RFC7643-7-R03]
    And "id" is there [RFC7643-7-R07]
    And "id" matches /^[A-Za-z][A-Za-z0-9+.-]*:/ [RFC7643-7-R06]
    And "name" is there [RFC7643-7-R08] (advice)
    And "description" is there [RFC7643-7-R10] (advice)
    And "attributes" is an array [RFC7643-7-R12]
    And the body is a valid "schema" [RFC7643-7-R05, RFC7643-7-R13, RFC7643-7-R15, RFC7643-7-R16]

    Examples: every schema
      | schema |

  @RFC7643-7-R03 @RFC7643-7-R05 @RFC7643-7-R06 @RFC7643-7-R07 @RFC7643-7-R08 @RFC7643-7-R10 @RFC7643-7-R12 @RFC7643-7-R13 @RFC7643-7-R15 @RFC7643-7-R16
  Scenario: The list of schemas is whole
    When GET "/Schemas"
    And if the request succeeds, the check goes on
    Then each resource has "id" [RFC7643-7-R06, RFC7643-7-R07]
    And each resource has "name" [RFC7643-7-R08] (advice)
    And each resource has "description" [RFC7643-7-R10] (advice)
    And each resource has "schemas" [RFC7643-7-R03]
    And each resource has "attributes" [RFC7643-7-R12]
    And each resource is a valid "schema" [RFC7643-7-R05, RFC7643-7-R12, RFC7643-7-R13, RFC7643-7-R15, RFC7643-7-R16]

  @RFC7643-7-R05
  Scenario: No attribute lacks a type or mutability
    Then no published attribute lacks a type or mutability

  @RFC7643-7-R14
  Scenario: No attribute is complex without parts
    Then no published attribute is complex without parts

  @RFC7643-7-R17
  Scenario: No attribute has no description
    Then no published attribute has no description (advice)

  @RFC7643-7-R43
  Scenario: No attribute refers to what does not exist
    Then no published attribute refers to what does not exist

  @RFC7643-7-R13
  Scenario: No attribute has an unknown type
    Then no published attribute has an unknown type

  @RFC7643-7-R15
  Scenario: No attribute has parts that are no definitions
    Then no published attribute has parts that are no definitions

  @RFC7643-7-R18 @RFC7644-3.1-R04
  Scenario Outline: The required <attribute> of a <type> has to be there
    When exactly POST "<endpoint>":
      """
      {"schemas": <schemas>, "<key>": "{name:x}"}
      """
    Then the request is refused [RFC7643-7-R18, RFC7644-3.1-R04]

    Examples: every required attribute
      | type | endpoint | attribute | schemas | key |

  @RFC7643-7-R18
  Scenario: The name of a group is required where it is so declared
    Given the target requires "displayName" of a Group
    When POST "/Groups":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "externalId": "x"}
      """
    Then the request is refused

  @RFC7643-7-R18
  Scenario: The name of a user is required, as declared
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "displayName": "x"}
      """
    Then the request is refused

  @RFC7643-7-R16 @RFC7643-7-R35
  Scenario Outline: <attribute> of a <type> is kept and shown as declared
    When POST "<endpoint>":
      """
      {"schemas": <schemas>, "<key>": "{name:x}", <body>}
      """
    And if the request succeeds, the check goes on
    And the answer is called "it"
    And "it" is read
    Then "<attribute>" contains or is <value> [RFC7643-7-R16, RFC7643-7-R35]
    When GET "<endpoint>/{it.id}?attributes=meta.location"
    Then "<attribute>" is absent [RFC7643-7-R35]

    Examples: every readWrite attribute shown by default
      | type | endpoint | schemas | attribute | key | body | value |

  @RFC7643-7-R22
  Scenario Outline: Letter case of <attribute> does not count in filters, as declared
    When POST "<endpoint>":
      """
      {"schemas": <schemas>, "<key>": "{name:x}", <body>, "externalId": "{text:t}"}
      """
    And if the request succeeds, the check goes on
    And the answer is called "it"
    And GET "<endpoint>?filter=externalId eq "{text:t}" and <attribute> eq <upper>"
    And if the status is 200, the check goes on
    Then the list has exactly "it"

    Examples: every text in any case
      | type | endpoint | schemas | attribute | key | body | upper |

  @RFC7643-7-R22 @RFC7643-7-R23 @RFC7644-3.1-R04
  Scenario Outline: Letter case of <attribute> counts and is kept, as declared
    When POST "<endpoint>":
      """
      {"schemas": <schemas>, "<key>": "{name:x}", <body>, "externalId": "{text:t}"}
      """
    And if the request succeeds, the check goes on
    And the answer is called "it"
    Then "<attribute>" is <value> [RFC7643-7-R23]
    When GET "<endpoint>?filter=externalId eq "{text:t}" and <attribute> eq <upper>"
    And if the status is 200, the check goes on
    Then the list is empty [RFC7643-7-R22, RFC7644-3.1-R04]

    Examples: every exact text
      | type | endpoint | schemas | attribute | key | body | value | upper |

  @RFC7643-7-R22 @RFC7643-7-R23
  Scenario: Letter case of an external id counts and is kept
    Given the target has "filter"
    And a user "ana" with:
      """
      {"externalId": "{text:AbCd}"}
      """
    When GET "/Users/{ana.id}"
    Then "externalId" is "{text:AbCd}" [RFC7643-7-R23]
    When GET "/Users?filter=externalId eq "{ana.externalId.upper}""
    Then the list is empty [RFC7643-7-R22]
    When GET "/Users?filter=userName eq "{ana.userName.upper}""
    Then the list has exactly "ana" [RFC7643-7-R22]

  @RFC7643-7-R26 @RFC7644-3.1-R04
  Scenario Outline: The read-only <attribute> of a <type> is not set by a client
    When POST "<endpoint>":
      """
      {"schemas": <schemas>, "<key>": "{name:x}", <body>}
      """
    And if the request succeeds, the check goes on
    And the answer is called "it"
    And "it" is read
    Then "<attribute>" is not <value> [RFC7643-7-R26, RFC7644-3.1-R04]

    Examples: every readOnly attribute
      | type | endpoint | schemas | attribute | key | body | value |

  @RFC7643-7-R26
  Scenario: id, meta and groups are not set by a client
    Given a group "crew"
    And a user "ana"
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "id": "{random}", "meta": {"created": "2001-01-01T00:00:00Z"}, "groups": [{"value": "{crew.id}"}]}
      """
    And GET "/Users/{ana.id}"
    Then "id" is "{ana.id}"
    And "meta.created" is not "2001-01-01T00:00:00Z"
    And "groups" does not contain {"value": "{crew.id}"}

  @RFC7643-7-R29 @RFC7644-3.1-R04
  Scenario Outline: The immutable <attribute> of a <type> stays
    When POST "<endpoint>":
      """
      {"schemas": <schemas>, "<key>": "{name:x}", <body>}
      """
    And if the request succeeds, the check goes on
    And the answer is called "it"
    And PATCH "<endpoint>/{it.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "<attribute>", "value": <other>}]}
      """
    Then the request is refused
    When "it" is read
    Then "<attribute>" is not <other> [RFC7643-7-R29, RFC7644-3.1-R04]

    Examples: every immutable attribute
      | type | endpoint | schemas | attribute | key | body | other |

  @RFC7643-7-R31 @RFC7643-7-R33 @RFC7644-3.1-R04
  Scenario Outline: <attribute> of a <type> is never shown, as declared
    When POST "<endpoint>":
      """
      {"schemas": <schemas>, "<key>": "{name:x}", <body>}
      """
    And if the request succeeds, the check goes on
    Then "<attribute>" is absent [RFC7643-7-R31, RFC7643-7-R33, RFC7644-3.1-R04]
    When the answer is called "it"
    And GET "<endpoint>/{it.id}?attributes=<attribute>"
    Then "<attribute>" is absent [RFC7643-7-R31, RFC7643-7-R33, RFC7644-3.1-R04]
    When GET "<endpoint>/{it.id}"
    Then "<attribute>" is absent [RFC7643-7-R31, RFC7643-7-R33, RFC7644-3.1-R04]

    Examples: every attribute that is never shown
      | type | endpoint | schemas | attribute | key | body |

  @RFC7643-7-R31 @RFC7643-7-R33
  Scenario: A password is never shown
    Given a user "ana" with:
      """
      {"password": "Pa55-{marker}-word"}
      """
    When GET "/Users/{ana.id}"
    Then "password" is absent [RFC7643-7-R31, RFC7643-7-R33]
    When GET "/Users/{ana.id}?attributes=password"
    Then "password" is absent [RFC7643-7-R31, RFC7643-7-R33]

  @RFC7643-7-R32 @RFC7644-3.1-R04
  Scenario Outline: <attribute> of a <type> is always shown, as declared
    When POST "<endpoint>":
      """
      {"schemas": <schemas>, "<key>": "{name:x}", <body>}
      """
    And if the request succeeds, the check goes on
    And the answer is called "it"
    And GET "<endpoint>/{it.id}?attributes=meta"
    Then "<attribute>" is there [RFC7643-7-R32, RFC7644-3.1-R04]
    When GET "<endpoint>/{it.id}?excludedAttributes=<attribute>"
    Then "<attribute>" is there [RFC7643-7-R32, RFC7644-3.1-R04]

    Examples: every attribute that is always shown
      | type | endpoint | schemas | attribute | key | body |

  @RFC7643-7-R32 @RFC7644-3.1-R04
  Scenario: An id is always shown
    Given a user "ana"
    When GET "/Users/{ana.id}?attributes=userName"
    Then "id" is there
    When GET "/Users/{ana.id}?excludedAttributes=id"
    Then "id" is there
    Given a group "design"
    When GET "/Groups/{design.id}?attributes=externalId"
    Then "id" is there
    And a "displayName" that is declared as always shown is there [RFC7643-7-R32, RFC7644-3.1-R04]

  @RFC7643-7-R36 @RFC7644-3.1-R04
  Scenario Outline: <attribute> of a <type> is shown only when asked for, as declared
    When POST "<endpoint>":
      """
      {"schemas": <schemas>, "<key>": "{name:x}", <body>}
      """
    And if the request succeeds, the check goes on
    And the answer is called "it"
    And GET "<endpoint>/{it.id}"
    Then "<attribute>" is absent [RFC7643-7-R36, RFC7644-3.1-R04]
    When GET "<endpoint>/{it.id}?attributes=<attribute>"
    Then "<attribute>" is there

    Examples: every attribute that is shown on request
      | type | endpoint | schemas | attribute | key | body |

  @RFC7643-7-R38 @RFC7643-7-R40 @RFC7643-7-R41 @RFC7644-3.1-R04
  Scenario Outline: <attribute> of a <type> is there once, as declared
    When POST "<endpoint>":
      """
      {"schemas": <schemas>, "<key>": "{name:x}", <body>}
      """
    And if the request succeeds, the check goes on
    And POST "<endpoint>":
      """
      {"schemas": <schemas>, "<key>": "{name:y}", <body>}
      """
    Then the request is refused [RFC7643-7-R38, RFC7643-7-R40, RFC7643-7-R41, RFC7644-3.1-R04]

    Examples: every unique attribute
      | type | endpoint | schemas | attribute | key | body |

  @RFC7643-7-R38 @RFC7643-7-R40
  Scenario: A userName is there once
    Given a user "ana"
    And a user "bo"
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}"}
      """
    Then the request is refused [RFC7643-7-R38, RFC7643-7-R40]
    When PUT "/Users/{bo.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}"}
      """
    Then the request is refused [RFC7643-7-R40]
    When PATCH "/Users/{bo.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "userName", "value": "{ana.userName}"}]}
      """
    Then the request is refused [RFC7643-7-R40]

  @RFC7643-7-R44 @RFC7644-3.1-R04
  Scenario: A value that is not declared unique may be there twice
    Given "displayName" of a User is declared with uniqueness none
    And "emails" of a User is declared with uniqueness none
    And "emails.value" of a User is declared with uniqueness none
    And "title" of a User is declared with uniqueness none
    And a user "ana" with:
      """
      {"displayName": "{text:same}", "emails": [{"type": "work", "value": "{name:m}"}], "title": "{text:t}"}
      """
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:bo}", "displayName": "{text:same}", "emails": [{"type": "work", "value": "{name:m}"}], "title": "{text:t}"}
      """
    Then the request succeeds [RFC7643-7-R44, RFC7644-3.1-R04]

  @RFC7643-7-R44 @E-6.14
  Scenario: Two groups of one name are refused or taken
    Given "displayName" of a Group is declared with uniqueness none
    And a group "design"
    When POST "/Groups":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{design.displayName}"}
      """
    Then the request succeeds [RFC7643-7-R44]
