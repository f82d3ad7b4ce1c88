Feature: What is declared is so (RFC 7643 §7)

  @RFC7643-7-R35
  Scenario: Who is not active is shown as such
    Given a user "ana" with:
      """
      {"active": false}
      """
    When GET "/Users/{ana.id}"
    Then a "active" that is declared as shown by default is there

  @RFC7643-7-R35
  Scenario: The groups of a user are shown as declared
    Given a user "ana"
    And a group "crew" with the member "ana"
    When GET "/Users/{ana.id}"
    Then a "groups" that is declared as shown by default is there

  @RFC7643-7-R35
  Scenario: The manager of a user is shown as declared
    Given the target has "enterprise"
    And a user "boss"
    And a user "ana" with:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "{boss.id}"}}}
      """
    When GET "/Users/{ana.id}"
    Then a "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager" that is declared as shown by default is there

  # RFC 7643 §4.1.1: a password SHALL NOT be returnable, so that it is the declaration
  # that is wrong, and R35 demands nothing.
  @RFC7644-3.1-R04
  Scenario: A password that is not shown is not declared as shown by default
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "password": "Pa55-{marker}-word"}
      """
    And if the request succeeds, the check goes on
    And the answer is called "ana"
    And GET "/Users/{ana.id}"
    Then a "password" that is not shown is not declared as shown by default

  @RFC7643-7-R32
  Scenario: An id is shown in lists
    Given the target has "filter"
    And a user "ana"
    When GET "/Users?filter=userName eq "{ana.userName}""
    And if the status is 200, the check goes on
    Then each resource has "id"

  @RFC7643-7-R23
  Scenario: A change of letter case alone is kept where letter case counts
    Given a user "ana" with:
      """
      {"externalId": "{text:case}"}
      """
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "externalId": "{ana.externalId.upper}"}
      """
    And if the request succeeds, the check goes on
    Then reading "ana" shows:
      """
      {"externalId": "{ana.externalId.upper}"}
      """

  @RFC7643-7-R22
  Scenario: Letter case of an id counts in filters
    Given the target has "filter"
    And a user "ana"
    When if "{ana.id.upper}" is another text than "{ana.id}", the check goes on
    And GET "/Users?filter=id eq "{ana.id.upper}""
    And if the status is 200, the check goes on
    Then the list does not have "ana"

  @RFC7643-7-R22
  Scenario: Letter case of the name of a group does not count in filters, as declared
    Given the target has "filter"
    And "displayName" of a Group is declared with caseExact false
    And a group "crew"
    When GET "/Groups?filter=displayName eq "{crew.displayName.upper}""
    And if the status is 200, the check goes on
    Then the list has "crew"

  @RFC7643-7-R26
  Scenario: A new user gets neither id nor meta from the client
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "id": "{random}", "meta": {"created": "2001-02-03T04:05:06Z", "lastModified": "2001-02-03T04:05:06Z", "location": "https://example.com/nowhere"}}
      """
    And if the request succeeds, the check goes on
    Then "id" is not "{random}"
    And "meta.created" is not "2001-02-03T04:05:06Z"
    When the answer is called "ana"
    And GET "/Users/{ana.id}"
    Then "meta.created" is not "2001-02-03T04:05:06Z"
    And "meta.lastModified" is not "2001-02-03T04:05:06Z"
    And "meta.location" is not "https://example.com/nowhere"

  @RFC7643-7-R26
  Scenario Outline: <attribute> of a user is not changed by a client
    Given the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "<attribute>", "value": "<value>"}]}
      """
    And "ana" is read
    Then "<attribute>" is not "<value>"

    Examples:
      | attribute         | value                      |
      | meta.created      | 2001-02-03T04:05:06Z       |
      | meta.lastModified | 2001-02-03T04:05:06Z       |
      | meta.location     | https://example.com/nowhere |

  @RFC7643-7-R26
  Scenario: A new user does not join the groups that it names
    Given the target declares "groups" of a User
    And a group "crew"
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "groups": [{"value": "{crew.id}"}]}
      """
    And if the request succeeds, the check goes on
    And the answer is called "ana"
    And the members of "crew" are read
    Then there are no members

  @RFC7643-7-R26
  Scenario: A user does not join a group by a change of its groups
    Given the target has "patch"
    And the target declares "groups" of a User
    And a group "crew"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "groups", "value": [{"value": "{crew.id}"}]}]}
      """
    And the members of "crew" are read
    Then there are no members

  @RFC7643-7-R29
  Scenario: A member does not become another one
    Given the target has "patch"
    And "members.value" of a Group is declared with mutability immutable
    And a user "ana"
    And a user "bo"
    And a group "crew" with the member "ana"
    When PATCH "/Groups/{crew.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "members[value eq \"{ana.id}\"].value", "value": "{bo.id}"}]}
      """
    And the members of "crew" are read
    Then the members are exactly "ana"

  @RFC7643-7-R29
  Scenario Outline: The immutable <attribute> of a <type> is not replaced
    When POST "<endpoint>":
      """
      {"schemas": <schemas>, "<key>": "{name:x}", <body>}
      """
    And if the request succeeds, the check goes on
    And the answer is called "it"
    And if "<attribute>" is there, the check goes on
    And PUT "<endpoint>/{it.id}":
      """
      {"schemas": <schemas>, "<key>": "{name:x}", <otherBody>}
      """
    And "it" is read
    Then "<attribute>" is not <other>

    Examples: every immutable attribute
      | type | endpoint | schemas | attribute | key | body | otherBody | other |

  @RFC7643-7-R31 @RFC7644-3.1-R04
  Scenario Outline: The write-only <attribute> of a <type> is not shown
    When POST "<endpoint>":
      """
      {"schemas": <schemas>, "<key>": "{name:x}", <body>}
      """
    And if the request succeeds, the check goes on
    Then "<attribute>" is absent [RFC7643-7-R31, RFC7644-3.1-R04]
    When the answer is called "it"
    And "it" is read
    Then "<attribute>" is absent [RFC7643-7-R31, RFC7644-3.1-R04]

    Examples: every writeOnly attribute
      | type | endpoint | schemas | attribute | key | body |

  @RFC7643-7-R18
  Scenario: A user is not replaced by one without a name
    Given "userName" of a User is declared with required true
    And a user "ana"
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "displayName": "Ana"}
      """
    Then the request is refused

  @RFC7643-7-R16 @RFC7644-3.1-R04
  Scenario: What a user shows is as plural as declared
    Given the target has "schemas"
    And a user "ana"
    When GET "/Users/{ana.id}"
    Then what is shown is plural where it is declared so [RFC7643-7-R16, RFC7644-3.1-R04]

  @RFC7643-7-R16 @RFC7643-8.7.2-R01
  Scenario Outline: What <path> shows is as plural as its schema says
    Given the target has "schemas"
    When GET "<path>"
    Then what is shown is plural where it is declared so [RFC7643-7-R16, RFC7643-8.7.2-R01]

    Examples:
      | path                   |
      | /ServiceProviderConfig |
      | /ResourceTypes         |
      | /Schemas               |

  @RFC7643-7-R05
  Scenario: Attributes are described
    Then no published attribute has no description (advice)

  @RFC7643-7-R06
  Scenario: Schemas have URIs for ids
    When GET "/Schemas"
    And if the status is 200, the check goes on
    Then no "id" of a resource matches /^[0-9A-Fa-f-]+$/

  @RFC7643-7-R01
  Scenario: The schemas of a user are published
    When GET "/Schemas"
    Then the status is 200
    And the list has the schema of every resource type
