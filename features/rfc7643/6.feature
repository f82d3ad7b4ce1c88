Feature: Resource types (RFC 7643 §6)

  @RFC7643-6-R01 @RFC7643-6-R02 @RFC7643-6-R04 @RFC7643-6-R05 @RFC7643-6-R06 @RFC7643-6-R08 @RFC7643-6-R10 @RFC7643-6-R13 @RFC7643-6-R16
  Scenario Outline: The resource type <type> is whole
    Given the target has "types"
    When GET "/ResourceTypes/<type>"
    And if the request succeeds, the check goes on
    Then "schemas" contains "urn:ietf:params:scim:schemas:core:2.0:ResourceType" [RFC7643-6-R01]
    And "name" is there [RFC7643-6-R02, RFC7643-6-R04, RFC7643-6-R05]
    And "description" is there [RFC7643-6-R06] (advice)
    And "endpoint" matches /^(?:\/?[^:\/?#\s]+)+$/ [RFC7643-6-R02, RFC7643-6-R08]
    And "schema" matches /^[A-Za-z][A-Za-z0-9+.-]*:/ [RFC7643-6-R02, RFC7643-6-R10]
    And every element of "schemaExtensions" has "schema" [RFC7643-6-R02, RFC7643-6-R13]
    And every element of "schemaExtensions" has "required" [RFC7643-6-R02, RFC7643-6-R16]
    And the body is a valid "resource-type" [RFC7643-6-R02]

    Examples: every resource type
      | type |

  @RFC7643-6-R02 @RFC7643-6-R04 @RFC7643-6-R08 @RFC7643-6-R10 @RFC7643-6-R05 @RFC7643-3.2-R01
  Scenario: The list of resource types is whole
    When GET "/ResourceTypes"
    And if the request succeeds, the check goes on
    Then each resource has "name" [RFC7643-6-R02, RFC7643-6-R04, RFC7643-6-R05, RFC7643-3.2-R01]
    And each resource has "endpoint" [RFC7643-6-R02, RFC7643-6-R08]
    And each resource has "schema" [RFC7643-6-R02, RFC7643-6-R10]
    And each resource is a valid "resource-type" [RFC7643-6-R02]

  @RFC7643-6-R01
  Scenario Outline: A resource type cannot be changed by <method>
    Given the target has "types"
    When <method> "/ResourceTypes/User":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"], "name": "Other"}
      """
    Then the request is refused
    When GET "/ResourceTypes/User"
    Then the status is 200

    Examples:
      | method |
      | PUT    |
      | PATCH  |
      | DELETE |

  @RFC7643-6-R05
  Scenario: Users name their resource type
    Given the target has "types"
    And a user "ana"
    When GET "/Users/{ana.id}"
    Then "meta.resourceType" is "User"

  @RFC7643-6-R08
  Scenario Outline: The endpoint of <type> answers
    When GET "<endpoint>?count=1"
    Then the status is not 404

    Examples: every resource type
      | type | endpoint |

  @RFC7643-6-R09 @RFC7643-7-R01
  Scenario Outline: The schema of <type> can be read
    Given the target has "schemas"
    When GET "/Schemas/<schema>"
    Then the status is 200 [RFC7643-6-R09, RFC7643-7-R01]
    And "id" is "<schema>" [RFC7643-6-R09]

    Examples: every resource type
      | type | schema |

  @RFC7643-6-R12 @RFC7643-7-R01
  Scenario: Schemas of extensions are listed
    Given the target has "schemas"
    When GET "/Schemas"
    Then the list has the schema of every resource type [RFC7643-6-R12, RFC7643-7-R01]

  @RFC7643-6-R14
  Scenario Outline: A <type> without the required <extension> is refused
    When exactly POST "<endpoint>":
      """
      {"schemas": ["<schema>"], "<key>": "{name:x}"}
      """
    Then the request is refused

    Examples: every required extension
      | type | endpoint | schema | extension | key |
