Feature: Deleting resources (RFC 7644 §3.6)

  @core @RFC7644-3.6-R01 @RFC7644-3.6-R07 @SYNC-07
  Scenario: A user is deleted
    Given a user "ana"
    When DELETE "/Users/{ana.id}"
    Then the request succeeds [RFC7644-3.6-R01]
    And the status is 204 [RFC7644-3.6-R07]
    And the body is empty [RFC7644-3.6-R07]
    When GET "/Users/{ana.id}"
    Then the status is 404 [RFC7644-3.6-R01]

  @core @RFC7644-3.6-R01 @RFC7644-3.6-R07
  Scenario: A group is deleted, and its members stay
    Given a user "ana"
    And a group "design" with the members "ana"
    When DELETE "/Groups/{design.id}"
    Then the request succeeds [RFC7644-3.6-R01]
    And the status is 204 [RFC7644-3.6-R07]
    And the body is empty [RFC7644-3.6-R07]
    And "design" is gone [RFC7644-3.6-R01]
    When GET "/Users/{ana.id}"
    Then the status is 200 [RFC7644-3.6-R01]

  @core @RFC7644-3.6-R03
  Scenario: After its deletion, nothing can be done with a user
    Given a user "ana"
    When DELETE "/Users/{ana.id}"
    Then if the request succeeds, the check goes on
    When GET "/Users/{ana.id}"
    Then the status is 404
    And it is a SCIM error
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}"}
      """
    Then the status is 404
    And it is a SCIM error
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "displayName", "value": "Ana R"}]}
      """
    Then the status is 404 or 501
    And it is a SCIM error
    When DELETE "/Users/{ana.id}"
    Then the status is 404
    When GET "/Users/{ana.id}"
    Then the status is 404

  @core @RFC7644-3.6-R03
  Scenario: After its deletion, nothing can be done with a group
    Given a group "design"
    When DELETE "/Groups/{design.id}"
    Then if the request succeeds, the check goes on
    When GET "/Groups/{design.id}"
    Then the status is 404
    And it is a SCIM error
    When PUT "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{design.displayName}"}
      """
    Then the status is 404
    And it is a SCIM error
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "displayName", "value": "Renamed"}]}
      """
    Then the status is 404 or 501
    And it is a SCIM error
    When DELETE "/Groups/{design.id}"
    Then the status is 404
    When GET "/Groups/{design.id}"
    Then the status is 404

  @core @RFC7644-3.6-R04
  Scenario: A deleted user appears in no query
    Given a user "ana"
    And a user "bo"
    When DELETE "/Users/{ana.id}"
    Then if the request succeeds, the check goes on
    When GET "/Users?filter=userName eq "{ana.userName}""
    Then the list is empty
    When POST "/Users/.search":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "userName eq \"{ana.userName}\""}
      """
    Then if the status is 200, the check goes on
    And the list is empty
    When GET "/Users?filter=userName eq "{ana.userName}" or userName eq "{bo.userName}""
    Then "totalResults" is 1
    And the list does not have "ana"

  @serial @RFC7644-3.6-R04
  Scenario: A deleted user is not counted
    Given a user "ana"
    When DELETE "/Users/{ana.id}"
    Then if the request succeeds, the check goes on
    When all pages of "/Users" by 100 are read
    Then the pages hold as many resources as they say

  @RFC7644-3.6-R04
  Scenario: A deleted group appears in no query
    Given a group "design"
    When DELETE "/Groups/{design.id}"
    Then if the request succeeds, the check goes on
    When GET "/Groups?filter=displayName eq "{design.displayName}""
    Then the list is empty

  @RFC7644-3.6-R05 @RFC7644-3.6-R06
  Scenario: The name of a deleted user is free again
    Given a user "ana" with:
      """
      {"externalId": "{text:ext}"}
      """
    When DELETE "/Users/{ana.id}"
    Then if the request succeeds, the check goes on
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "externalId": "{text:ext}"}
      """
    Then the status is not 409 [RFC7644-3.6-R05, RFC7644-3.6-R06]
