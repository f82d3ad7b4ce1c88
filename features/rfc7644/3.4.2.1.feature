Feature: Queries of several types (RFC 7644 §3.4.2.1)

  @RFC7644-3.4.2.1-R02 @RFC7644-3.4.2.1-R04 @RFC7644-3.4.2.1-R05
  Scenario Outline: A search at the root finds <what>
    Given the target has "filter"
    And a user "ana" with:
      """
      {"displayName": "{text:same}"}
      """
    When POST "/Groups":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{text:same}"}
      """
    And if the request succeeds, the check goes on
    And the answer is called "design"
    And POST "/.search":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "<filter>"}
      """
    And if the status is 200, the check goes on
    Then of ours, the list has exactly <names> [RFC7644-3.4.2.1-R02, RFC7644-3.4.2.1-R04, RFC7644-3.4.2.1-R05]

    Examples:
      | what                                  | filter                           | names              |
      | users and groups                      | displayName eq \\"{text:same}\\" | "ana" and "design" |
      | users only by what groups do not have | userName eq \\"{ana.userName}\\" | "ana"              |

