Feature: Resources (RFC 7643 §3 and §3.3)

  @core @RFC7643-3-R01 @RFC7643-3.3-R02
  Scenario Outline: A user <what> is refused
    When POST "/Users":
      """
      {<schemas>"userName": "{name:ana}"}
      """
    Then the request is refused [RFC7643-3-R01, RFC7643-3.3-R02]

    Examples:
      | what               | schemas        |
      | without schemas    |                |
      | with empty schemas | "schemas": [], |

  @core @RFC7643-3-R01 @RFC7643-3-R02 @RFC7643-3-R03 @RFC7643-3-R05 @RFC7643-3-R04 @RFC7643-3.3-R03
  Scenario: A user with an extension names both schemas, once each
    Given the target has "enterprise"
    And a user "ana" with:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "701984"}}
      """
    When GET "/Users/{ana.id}"
    Then "schemas" is an array [RFC7643-3-R01]
    And the values of "schemas" are all different [RFC7643-3-R02, RFC7643-3-R05]
    And "schemas" contains "urn:ietf:params:scim:schemas:core:2.0:User" [RFC7643-3-R03, RFC7643-3.3-R03, RFC7643-3-R01]
    And "schemas" contains "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User" [RFC7643-3-R03, RFC7643-3-R01]
    And the schemas of the answer are those of its type [RFC7643-3-R04]
    When GET "/Users?filter=userName eq "{ana.userName}""
    Then each resource has "schemas" [RFC7643-3-R03]

  @RFC7643-3-R03
  Scenario Outline: Messages and discovery name their schemas: <path>
    When GET "<path>"
    Then "schemas" is there

    Examples:
      | path                   |
      | /Users?count=1         |
      | /Users/{random}        |
      | /ServiceProviderConfig |
      | /ResourceTypes         |
      | /Schemas               |

  @RFC7643-3-R04 @E-5.40
  Scenario: A schema that the type does not have is not taken over
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:example:no:such:schema"], "userName": "{name:ana}"}
      """
    And if the request succeeds, the check goes on
    And the answer is called "ana"
    And "ana" is read
    Then the schemas of the answer are those of its type [RFC7643-3-R04]

  @RFC7643-3-R05
  Scenario: A schema that is named twice is shown once
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}
      """
    And if the request succeeds, the check goes on
    And the answer is called "ana"
    And "ana" is read
    Then the values of "schemas" are all different

  @RFC7643-3-R06
  Scenario: The order of schemas does not matter
    Given the target has "enterprise"
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Sales"}}
      """
    Then the request succeeds
    When the answer is called "ana"
    Then reading "ana" shows:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Sales"}}
      """

  @RFC7643-3-R07
  Scenario: Groups have the common attributes, too
    Given the target has "groups"
    When POST "/Groups":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{text:design}", "externalId": "{text:ext}"}
      """
    Then the request succeeds
    When the answer is called "design"
    And "design" is read
    Then "id" is there
    And "externalId" is "{text:ext}"
    And "meta" is an object

  @core @RFC7643-3-R08
  Scenario: A resource says its type, and is where the type is
    Given a user "ana"
    When GET "/Users/{ana.id}"
    Then "meta.resourceType" is "User"

  @core @RFC7643-3-R09 @RFC7643-3.3-R07
  Scenario: Attributes of an extension stand in its object
    Given the target has "enterprise"
    And a user "ana" with:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "701984"}}
      """
    When GET "/Users/{ana.id}"
    Then "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.employeeNumber" is "701984" [RFC7643-3-R09, RFC7643-3.3-R07]
    And "employeeNumber" is absent [RFC7643-3-R09, RFC7643-3.3-R07]

  @RFC7643-3.3-R03
  Scenario: A user with the schema of an extension alone is refused
    Given the target has "enterprise"
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "userName": "{name:ana}", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Sales"}}
      """
    Then the request is refused

  @RFC7643-3.3-R06
  Scenario: Extensions state what their attributes are
    Then no published attribute lacks a type or mutability
