Feature: Letters that are the same (RFC 7644 §5 and §7.8)

  @RFC7644-5-R01 @RFC7644-7.8-R01
  Scenario: A name composed of other letters is the same name
    Given the target has "filter"
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "jos\u00e9.{name:a}"}
      """
    And if the request succeeds, the check goes on
    And the answer is called "jose"
    And POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "jose\u0301.{name:a}"}
      """
    Then the request is refused [RFC7644-5-R01]
    When GET "/Users?filter=userName eq "josé.{name:a}""
    Then the list has exactly "jose" [RFC7644-7.8-R01]
