Feature: Tenants (RFC 7644 §6)

  @RFC7644-6.1-R03 @RFC7644-6.1-R04
  Scenario Outline: Another tenant cannot <what> a user of this one
    Given a user "ana"
    When the second tenant sends <method> "/Users/{ana.id}":
      """
      <body>
      """
    Then the request is refused [RFC7644-6.1-R03, RFC7644-6.1-R04]
    And "ana" is unchanged [RFC7644-6.1-R03, RFC7644-6.1-R04]

    Examples:
      | what    | method | body                                                                                                                                   |
      | read    | GET    | {}                                                                                                                                     |
      | change  | PATCH  | {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "displayName", "value": "X"}]} |
      | replace | PUT    | {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}"}                                              |
      | delete  | DELETE | {}                                                                                                                                     |

  @RFC7644-6.1-R03
  Scenario: Another tenant does not find a user of this one
    Given a user "ana"
    When the second tenant sends GET "/Users?filter=userName eq "{ana.userName}""
    Then the body does not contain "{ana.id}"
