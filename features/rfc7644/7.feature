Feature: Security (RFC 7644 §7)

  @RFC7644-7.5.2-R01 @RFC7644-7.5.2-R02 @E-6.18
  Scenario: A filter by the password is refused
    Given the target has "filter"
    When GET "/Users?filter=password eq "Pa55word""
    Then the request is refused [RFC7644-7.5.2-R01]
    And if the status is 403, the check goes on
    And the error keyword is "sensitive" [RFC7644-7.5.2-R02]

  @RFC7644-7.7-R01
  Scenario Outline: What looks like a program in a filter is data: <text>
    Given the target has "filter"
    And a user "ana"
    When GET "/Users?filter=userName eq "<text>""
    Then there is no server error
    And of ours, the list has none

    Examples:
      | text                      |
      | ' or '1'='1               |
      | x'; drop table users; --  |
      | *)(uid=*                  |
      | ../../etc/passwd          |
      | <script>alert(1)</script> |

  @RFC7644-7.7-R01
  Scenario: What looks like a program in a value is data
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "displayName": "Robert'); drop table users;--", "title": "<script>alert(1)</script>"}
      """
    Then there is no server error
    When if the request succeeds, the check goes on
    And the answer is called "ana"
    Then reading "ana" shows:
      """
      {"displayName": "Robert'); drop table users;--", "title": "<script>alert(1)</script>"}
      """

  @RFC7644-7.7-R01
  Scenario: An error does not repeat a secret
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "password": "t1me-{marker}-machine", "emails": 7}
      """
    Then the body does not contain "t1me-{marker}-machine"

  @RFC7644-7.4-R02 @RFC7644-7.4-R04 @RFC7644-7.4-R01
  Scenario: A cookie is for the session and for TLS
    When GET "/Users?filter=userName eq "{random}""
    Then the header "Set-Cookie" is absent or matches /(?i); *secure/ [RFC7644-7.4-R02] (advice)
    And the header "Set-Cookie" is absent or matches /^[^;]*=[^;]{16,}/ [RFC7644-7.4-R01] (advice)
    And the header "Set-Cookie" does not match /(?i)(max-age|expires)=/ [RFC7644-7.4-R04]

  @RFC7644-7.2-R01
  Scenario: The service is reached over TLS
    Given the target is not on this machine
    Then the tenant URL begins with https

  @RFC7644-7.7-R01
  Scenario Outline: A sign of directories and databases finds nobody: <operator> <text>
    Given the target has "filter"
    And a user "ana"
    When GET "/Users?filter=userName <operator> "<text>""
    And if the status is 200, the check goes on
    Then of ours, the list has none

    Examples:
      | operator | text |
      | eq       | *    |
      | eq       | a*   |
      | co       | %    |
      | sw       | a%   |

  @RFC7644-7.7-R01
  Scenario: An error does not repeat the credentials of the request
    When GET "/Users/{random}"
    Then the answer does not repeat the credentials
