Feature: The house rules

  @core @HOUSE-02
  Scenario: A change of one user changes no other
    Given 3 users "a"
    And a group "design" with the members "a2"
    And "a2" is remembered
    When PUT "/Users/{a1.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{a1.userName}", "displayName": "Changed", "active": false}
      """
    Then "a2" is unchanged
    And "a3" is unchanged
    When PATCH "/Users/{a1.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "active", "value": true}]}
      """
    Then "a2" is unchanged
    When DELETE "/Users/{a1.id}"
    Then "a2" is unchanged
    And "a3" is unchanged
    When the members of "design" are read
    Then the members are exactly "a2"

  @HOUSE-02
  Scenario: A group that is deleted takes nobody along
    Given a user "ana"
    And a group "design" with the members "ana"
    And a group "crew" with the members "ana"
    When DELETE "/Groups/{design.id}"
    And GET "/Users/{ana.id}"
    Then the status is 200
    When the members of "crew" are read
    Then the members are exactly "ana"
