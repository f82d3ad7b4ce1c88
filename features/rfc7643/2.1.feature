Feature: Attributes (RFC 7643 §2 to §2.2)

  @core @RFC7643-2-R01
  Scenario: What is sent is judged by what it is declared to be
    Given a user "ana"
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "id": "{random}", "displayName": "Ana R"}
      """
    Then the request succeeds
    And reading "ana" shows:
      """
      {"displayName": "Ana R"}
      """
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "name": "Ana Reis"}
      """
    Then the request is refused

  @core @RFC7643-2.1-R01
  Scenario: Names of attributes are understood in any case
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "USERNAME": "{name:ana}", "DisplayName": "Ana", "NAME": {"FAMILYNAME": "Reis"}, "Emails": [{"VALUE": "{name:w}", "Type": "work"}]}
      """
    Then the request succeeds
    When the answer is called "ana"
    Then reading "ana" shows:
      """
      {"userName": "{name:ana}", "displayName": "Ana", "name": {"familyName": "Reis"}, "emails": [{"value": "{name:w}", "type": "work"}]}
      """
    When GET "/Users?filter=USERNAME eq "{name:ana}"&attributes=DISPLAYNAME"
    Then each resource has "displayName"

  @RFC7643-2.1-R01
  Scenario: Names of an extension are understood in any case
    Given the target has "enterprise"
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "userName": "{name:ana}", "URN:ietf:params:scim:schemas:extension:ENTERPRISE:2.0:User": {"DEPARTMENT": "Sales"}}
      """
    Then the request succeeds
    When the answer is called "ana"
    And "ana" is read
    Then "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.department" is "Sales" (advice)

  @core @RFC7643-2.1-R02
  Scenario: Every resource names its schemas
    Given a user "ana"
    When GET "/Users/{ana.id}"
    Then "schemas" is an array
    When GET "/Users?filter=userName eq "{ana.userName}""
    Then each resource has "schemas"
    When GET "/Schemas"
    And if the request succeeds, the check goes on
    Then "schemas" is there

  @RFC7643-2.1-R03
  Scenario: Names of attributes follow the grammar
    Then no published attribute has a name against the grammar

  @RFC7643-2.1-R04
  Scenario Outline: Operators are understood in any case: <operator>
    Given the target has "filter"
    And a user "ana"
    When GET "/Users?filter=userName <operator> "{ana.userName}""
    Then the status is 200
    And the list has exactly "ana"

    Examples:
      | operator |
      | EQ       |
      | Eq       |
      | eQ       |
