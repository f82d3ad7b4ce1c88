Feature: Names of attributes (RFC 7644 §3.10)

  @core @RFC7644-3.10-R01
  Scenario: An attribute is named by its schema in a filter
    Given a user "ana"
    And a user "bo"
    When GET "/Users?filter=urn:ietf:params:scim:schemas:core:2.0:User:userName eq "{ana.userName}""
    Then the status is 200
    And of ours, the list has exactly "ana"

  @RFC7644-3.10-R04
  Scenario: The URI of a schema is understood in capital letters, too
    Given a user "ana"
    And a user "bo"
    When GET "/Users?filter=URN:IETF:PARAMS:SCIM:SCHEMAS:CORE:2.0:USER:USERNAME eq "{ana.userName}""
    Then the status is 200
    And of ours, the list has exactly "ana"

  @RFC7644-3.10-R01 @RFC7644-3.10-R02
  Scenario: A part is named by its schema in the parameter attributes
    Given a user "ana"
    When GET "/Users/{ana.id}?attributes=urn:ietf:params:scim:schemas:core:2.0:User:name.givenName"
    Then the status is 200 [RFC7644-3.10-R01]
    And "name.givenName" is "Given" [RFC7644-3.10-R01]
    And "name.familyName" is absent [RFC7644-3.10-R01]
    When GET "/Users/{ana.id}?attributes=name.givenName"
    Then "name.givenName" is "Given" [RFC7644-3.10-R02]

  @RFC7644-3.10-R01
  Scenario: A part is named by its schema in the path of a change
    Given the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "urn:ietf:params:scim:schemas:core:2.0:User:name.givenName", "value": "Ana"}]}
      """
    Then the request succeeds
    And reading "ana" shows:
      """
      {"name": {"givenName": "Ana"}}
      """

  @core @RFC7644-3.10-R03 @RFC7644-3.10-R04
  Scenario: An attribute of an extension is named by its schema
    Given the target has "enterprise"
    And the target has "filter"
    And the target declares "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber" of a User
    And a user "ana" with:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "{text:n}", "department": "Sales"}}
      """
    And a user "bo"
    When GET "/Users?filter=urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber eq "{text:n}""
    Then the status is 200 [RFC7644-3.10-R03]
    And the list has exactly "ana" [RFC7644-3.10-R03]
    When GET "/Users/{ana.id}?attributes=urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"
    Then "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.department" is "Sales" [RFC7644-3.10-R03]
    And "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.employeeNumber" is absent [RFC7644-3.10-R03]
    When GET "/Users/{ana.id}?attributes=URN:ietf:params:scim:schemas:extension:ENTERPRISE:2.0:user:Department"
    Then "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.department" is "Sales" [RFC7644-3.10-R04]

  @RFC7644-3.10-R03 @RFC7644-3.10-R04
  Scenario: An attribute of an extension is named by its schema in a change
    Given the target has "enterprise"
    And the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "value": "Sales"}]}
      """
    Then the request succeeds [RFC7644-3.10-R03]
    And reading "ana" shows: [RFC7644-3.10-R03]
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Sales"}}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "URN:ietf:params:scim:schemas:extension:ENTERPRISE:2.0:user:Department", "value": "Crafts"}]}
      """
    Then the request succeeds [RFC7644-3.10-R04]
    And reading "ana" shows: [RFC7644-3.10-R04]
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Crafts"}}
      """

  @core @RFC7644-3.10-R02
  Scenario: A core attribute is the same with and without its schema
    Given the target has "filter"
    And a user "ana"
    When GET "/Users?filter=userName eq "{ana.userName}""
    And if the status is 200, the check goes on
    Then the list has exactly "ana"
    When GET "/Users?filter=urn:ietf:params:scim:schemas:core:2.0:User:userName eq "{ana.userName}""
    Then the list has exactly "ana"

  @RFC7644-3.10-R02
  Scenario Outline: <path> needs no schema in the path of a change
    Given the target has "patch"
    And the target has "enterprise"
    And a user "ana" with:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Sales"}}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "<path>", "value": "Annie"}]}
      """
    Then the request succeeds
    When "ana" is read
    Then "<path>" is "Annie"

    Examples:
      | path           |
      | title          |
      | nickName       |
      | name.givenName |

  @RFC7644-3.10-R01 @RFC7644-3.10-R03
  Scenario: A part of an attribute of an extension is named by its schema in a change
    Given the target has "patch"
    And the target has "enterprise"
    And the target declares "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value" of a User
    And a user "boss"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value", "value": "{boss.id}"}]}
      """
    Then the request succeeds [RFC7644-3.10-R01, RFC7644-3.10-R03]
    And reading "ana" shows: [RFC7644-3.10-R01, RFC7644-3.10-R03]
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "{boss.id}"}}}
      """

  @RFC7644-3.10-R04
  Scenario: The URI of an extension is understood in another case in a new user
    Given the target has "enterprise"
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "userName": "{name:ana}", "urn:ietf:params:scim:schemas:extension:Enterprise:2.0:User": {"department": "Sales"}}
      """
    And if the request succeeds, the check goes on
    And the answer is called "ana"
    Then reading "ana" shows:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Sales"}}
      """
