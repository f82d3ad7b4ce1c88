Feature: Groups and employees (RFC 7643 §4.2 and §4.3)

  @RFC7643-4.2-R01
  Scenario: Groups have the schema of groups
    Given a group "design"
    When GET "/Groups/{design.id}"
    Then "schemas" contains "urn:ietf:params:scim:schemas:core:2.0:Group"

  @core @RFC7643-4.2-R02
  Scenario: A group without a name is refused, and has one wherever it is shown
    Given the target has "groups"
    When POST "/Groups":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"]}
      """
    Then the request is refused (advice)
    Given a group "design"
    When GET "/Groups/{design.id}"
    Then "displayName" is there
    When GET "/Groups?filter=displayName eq "{design.displayName}""
    Then each resource has "displayName"

  @RFC7643-4.2-R04
  Scenario: A member is not rewritten in place
    Given the target has "patch"
    And 2 users "a"
    And a group "design" with the members "a1"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "members[value eq \"{a1.id}\"].value", "value": "{a2.id}"}]}
      """
    Then the request is refused
    When the members of "design" are read
    Then the members are exactly "a1"

  @core @RFC7643-4.2-R05 @RFC7643-4.2-R06
  Scenario: A member is named by its id and its address
    Given a user "ana"
    And a group "design" with the members "ana"
    When the members of "design" are read
    Then the members are exactly "ana" [RFC7643-4.2-R05]
    And every "$ref" of "members" leads to the resource that "value" names [RFC7643-4.2-R06]

  @RFC7643-4.2-R07
  Scenario: A group may be a member, or is refused as one
    Given a group "inner"
    And a group "outer"
    When PATCH "/Groups/{outer.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "members", "value": [{"value": "{inner.id}", "type": "Group"}]}]}
      """
    And if the request succeeds, the check goes on
    And the members of "outer" are read
    Then "members" contains {"value": "{inner.id}"}
    And "members[0].type" is not "User"

  @RFC7643-4.3-R01
  Scenario Outline: <attribute> of an employee is kept
    Given the target has "enterprise"
    And a user "ana" with:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"<attribute>": "Some {text:x}"}}
      """
    When GET "/Users/{ana.id}"
    Then "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.<attribute>" is "Some {text:x}"

    Examples:
      | attribute      |
      | employeeNumber |
      | costCenter     |
      | organization   |
      | division       |
      | department     |

  @RFC7643-4.3-R01
  Scenario: The schema of employees has its attributes
    Given the target has "enterprise"
    When GET "/Schemas/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
    And if the request succeeds, the check goes on
    Then "attributes" contains {"name": "employeeNumber", "type": "string"}
    And "attributes" contains {"name": "department", "type": "string"}
    And "attributes" contains {"name": "manager", "type": "complex"}

  @RFC7643-4.3-R02 @RFC7643-4.3-R03
  Scenario: A manager is named by the id and the address
    Given the target has "enterprise"
    And the target declares "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager" of a User
    And a user "boss"
    And a user "ana" with:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "{boss.id}"}}}
      """
    When GET "/Users/{ana.id}"
    Then "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.manager" is an object [RFC7643-4.3-R02]
    And "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.manager.value" is "{boss.id}" [RFC7643-4.3-R02]
    And every "$ref" of "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.manager" leads to the resource that "value" names [RFC7643-4.3-R03]

  @RFC7643-4.2-R05 @RFC7643-4.2-R06
  Scenario: Who was deleted is no member any more
    Given a user "ana"
    And a user "bo"
    And a group "crew" with the members "ana" and "bo"
    When DELETE "/Users/{ana.id}"
    And if the request succeeds, the check goes on
    And the members of "crew" are read
    Then "members" does not contain {"value": "{ana.id}"} [RFC7643-4.2-R05, RFC7643-4.2-R06] (advice)
