Feature: The type of a resource (RFC 7644 §3.3.1)

  @core @RFC7644-3.3.1-R01
  Scenario: A user says that it is a user, whatever the client sent
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "meta": {"resourceType": "Group"}}
      """
    Then the request succeeds
    And "meta.resourceType" is "User"
    When the answer is called "ana"
    And "ana" is read
    Then "meta.resourceType" is "User"

  @core @RFC7644-3.3.1-R01
  Scenario: A group says that it is a group
    Given the target has "groups"
    When POST "/Groups":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{text:design}"}
      """
    Then the request succeeds
    And "meta.resourceType" is "Group"
    When the answer is called "design"
    And "design" is read
    Then "meta.resourceType" is "Group"
