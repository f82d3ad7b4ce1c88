Feature: Security and privacy (RFC 7643 §9)

  @RFC7643-9.2-R02
  Scenario Outline: What looks like a program is data: <text>
    Given the target has "filter"
    And a user "ana"
    When GET "/Users?filter=userName eq "<text>""
    Then there is no server error
    When if the status is 200, the check goes on
    Then the list is empty

    Examples:
      | text        |
      | O'{marker}  |
      | *)(uid=*    |
      | *           |
      | %           |
      | ' or 'a'='a |

  @RFC7643-9.3-R02
  Scenario: Another tenant does not see the external id of this one
    Given a user "ana" with:
      """
      {"externalId": "{text:ext}"}
      """
    When the second tenant sends GET "/Users?filter=externalId eq "{text:ext}""
    Then the body does not contain "{ana.id}"

  @RFC7643-9.2-R02
  Scenario Outline: A sign of databases stands for itself: <operator> <text>
    Given the target has "filter"
    And a user "ana"
    When GET "/Users?filter=userName <operator> "<text>""
    Then there is no server error
    When if the status is 200, the check goes on
    Then of ours, the list has none

    Examples:
      | operator | text       |
      | co       | %          |
      | sw       | %          |
      | ew       | %example.com |
      | sw       | a%         |
      | co       | *          |
      | eq       | a\u0000b   |

  @RFC7643-9.2-R02
  Scenario: The character zero in a value is no server error
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "displayName": "a\u0000b"}
      """
    Then there is no server error
