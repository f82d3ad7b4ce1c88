Feature: Who may come in (RFC 7644 §2)

  @core @RFC7644-2-R04 @RFC7644-3.12-R09
  Scenario Outline: <what> is refused with 401
    Given the run logs in with a bearer token
    When GET "/Users?filter=userName eq "{random}""
    And GET "/Users?filter=userName eq "{random}"" with "Authorization: <header>"
    Then the status is 401 [RFC7644-2-R04, RFC7644-3.12-R09]

    Examples:
      | what                                      | header                                          |
      | A token that nobody has                   | Bearer 00000000-not-a-token-00000000            |
      | A short token                             | Bearer x                                        |
      | An empty token                            | Bearer                                          |
      | A token of digits                         | Bearer 1234567890                               |
      | A token that anybody could make           | Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbmEifQ.x |
      | A token with a wrong scheme               | Basic bm9ib2R5Om5vdGhpbmc=                      |
      | A token with a scheme that does not exist | Nonsense 00000000                               |

  @core @RFC7644-2-R04 @RFC7644-2-R06 @RFC7644-3.12-R09
  Scenario: A request without a token is refused, and told how to log in
    Given the run logs in with a bearer token
    When GET "/Users?filter=userName eq "{random}"" with "Authorization: -"
    Then the status is 401 [RFC7644-2-R04, RFC7644-3.12-R09]
    And the header "WWW-Authenticate" is there [RFC7644-2-R06]
    And the header "WWW-Authenticate" matches /(?i)\bBearer\b/ [RFC7644-2-R06]

  @core @RFC7644-2-R04 @RFC7644-3.12-R09
  Scenario Outline: Nothing can be <done> without a token
    Given the run logs in with a bearer token
    And a user "ana"
    When <method> "<path>" with "Authorization: -":
      """
      <body>
      """
    Then the request is refused
    And the status is 401 [RFC7644-3.12-R09]
    And "ana" is unchanged

    Examples:
      | done     | method | path            | body                                                                                                                                   |
      | searched | POST   | /Users/.search  | {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "userName pr"}                                          |
      | created  | POST   | /Users          | {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:x}"}                                                    |
      | replaced | PUT    | /Users/{ana.id} | {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "displayName": "X"}                          |
      | changed  | PATCH  | /Users/{ana.id} | {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "displayName", "value": "X"}]} |
      | deleted  | DELETE | /Users/{ana.id} | {}                                                                                                                                     |

  @RFC7644-2-R04 @RFC7644-3.12-R09
  Scenario: A user cannot be read, and nobody be found out, without a token
    Given the run logs in with a bearer token
    And a user "ana"
    When GET "/Users/{ana.id}" with "Authorization: -"
    Then the status is 401
    And the body does not contain "{ana.userName}"
    When GET "/Users" with "Authorization: -"
    Then the status is 401
    When GET "/Groups" with "Authorization: -"
    Then the status is 401 [RFC7644-2-R04, RFC7644-3.12-R09]
    When GET "/Users/{random}" with "Authorization: -"
    Then the status is 401 [RFC7644-2-R04, RFC7644-3.12-R09]
    When POST "/Users" with "Authorization: -":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}"}
      """
    Then the status is 401 [RFC7644-2-R04, RFC7644-3.12-R09]

  @RFC7644-2-R04
  Scenario: The name of the scheme is understood in any case
    Given the run logs in with a bearer token
    When GET "/Users?filter=userName eq "{random}"" with the scheme in small letters
    Then the status is not 401

  @RFC7644-2-R04 @RFC7644-3.12-R09
  Scenario Outline: A token <change> is refused
    Given the run logs in with a bearer token
    When GET "/Users" with the token <change>
    Then the status is 401 [RFC7644-2-R04, RFC7644-3.12-R09]

    Examples:
      | change                   |
      | cut short                |
      | with another last letter |
      | in capital letters       |
