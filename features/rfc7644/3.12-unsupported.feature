Feature: What is not supported (RFC 7644 §3.12 and §3.7)

  @RFC7644-3.7-R25 @RFC7644-3.12-R16
  Scenario: Bulk that is not supported is answered 501
    Given the target lacks "bulk"
    When POST "/Bulk":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": []}
      """
    Then the status is 501, 404 or 403 [RFC7644-3.7-R25]
    And the status is 501 [RFC7644-3.12-R16]

  @RFC7644-3.12-R16
  Scenario: PATCH that is not supported is answered 501
    Given the target lacks "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "active", "value": false}]}
      """
    Then the status is 501

  @RFC7644-3.12-R25
  Scenario: A filter that is refused for what is in it says sensitive
    Given the target has "filter"
    When GET "/Users?filter=password eq "Pa55word""
    And if the status is 403, the check goes on
    Then the error keyword is "sensitive"
