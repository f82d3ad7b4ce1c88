Feature: Parameters of searches, and what queries show (RFC 7644 §3.4.3 and §3.4.2.5)

  @RFC7644-3.4.2.5-R02 @RFC7644-3.4.3-R04
  Scenario: A search by POST shows the attributes that were asked for
    Given the target has "filter"
    And a user "ana"
    When POST "/Users/.search":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "attributes": ["userName"], "filter": "userName eq \"{ana.userName}\""}
      """
    And if the status is 404, 405 or 501, the rest does not apply
    Then the status is 200
    And "Resources[0].userName" is "{ana.userName}" [RFC7644-3.4.2.5-R02, RFC7644-3.4.3-R04]
    And "Resources[0].name" is absent [RFC7644-3.4.2.5-R02, RFC7644-3.4.3-R04]

  @RFC7644-3.4.2.5-R02 @RFC7644-3.4.3-R07
  Scenario: A search by POST leaves out what was excluded
    Given the target has "filter"
    And a user "ana"
    When POST "/Users/.search":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "excludedAttributes": ["name"], "filter": "userName eq \"{ana.userName}\""}
      """
    And if the status is 404, 405 or 501, the rest does not apply
    Then the status is 200
    And "Resources[0].userName" is "{ana.userName}" [RFC7644-3.4.2.5-R02, RFC7644-3.4.3-R07]
    And "Resources[0].name" is absent [RFC7644-3.4.2.5-R02, RFC7644-3.4.3-R07]

  @RFC7644-3.4.2.5-R01
  Scenario: A complex attribute that was asked for comes with its parts
    Given the target declares "name.familyName" of a User
    And a user "ana"
    When GET "/Users/{ana.id}"
    And if "name.familyName" is there, the check goes on
    And GET "/Users/{ana.id}?attributes=name"
    Then the status is 200
    And "name.familyName" is "Family"

  @RFC7644-3.4.2.5-R02 @RFC7644-3.4.2.5-R01 @RFC7644-3.4.2.5-R07
  Scenario Outline: Members are left out in a <what> of groups
    Given a user "ana"
    And a group "design" with the member "ana"
    When GET "<path>excludedAttributes=members"
    And if the status is 400, 403 or 501, the rest does not apply
    Then the status is 200
    And "<at>members" is absent [RFC7644-3.4.2.5-R02, RFC7644-3.4.2.5-R01, RFC7644-3.4.2.5-R07]
    And "<at>displayName" is "{design.displayName}" [RFC7644-3.4.2.5-R07]

    Examples:
      | what  | path                                                   | at            |
      | read  | /Groups/{design.id}?                                   |               |
      | query | /Groups?filter=displayName eq "{design.displayName}"&  | Resources[0]. |

  @RFC7644-3.4.3-R12 @RFC7644-3.4.3-R11
  Scenario: A search by POST is sorted by a part
    Given the target has "sort"
    And the target has "filter"
    And the target declares "displayName" of a User
    And the target declares "name.familyName" of a User
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "name": {"givenName": "Given", "familyName": "charlie"}}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}", "name": {"givenName": "Given", "familyName": "alpha"}}
      """
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "name": {"givenName": "Given", "familyName": "bravo"}}
      """
    When POST "/Users/.search":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "displayName eq \"{text:t}\"", "sortBy": "name.familyName"}
      """
    And if the status is 200, the check goes on
    Then of ours, the order is "bo", "cy" and "ana" [RFC7644-3.4.3-R12, RFC7644-3.4.3-R11]

  @RFC7644-3.4.3-R09
  Scenario: A search by POST with an operator that nobody knows is refused
    Given the target has "filter"
    When POST "/Users/.search":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "userName regex \".*\""}
      """
    And if the status is 404, 405 or 501, the rest does not apply
    Then the status is 400
    And the error keyword is "invalidFilter"

  @RFC7644-3.4.2.4-R11 @RFC7644-3.4.2.4-R12
  Scenario: A search by POST is paged by startIndex
    Given the target has "index"
    And the target has "filter"
    And the target declares "displayName" of a User
    And 3 users "ana" with:
      """
      {"displayName": "{text:t}"}
      """
    When POST "/Users/.search":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "displayName eq \"{text:t}\"", "startIndex": 1, "count": 1}
      """
    And if the status is 200, the check goes on
    And the answer is called "first"
    And POST "/Users/.search":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "displayName eq \"{text:t}\"", "startIndex": 2, "count": 1}
      """
    Then "startIndex" is 2
    And "Resources[0].id" is not "{first.Resources[0].id}" [RFC7644-3.4.2.4-R12]

  @RFC7644-3.4.2.4-R08 @RFC7644-3.4.2.4-R07 @RFC7644-3.4.3-R17
  Scenario: A search by POST needs no count, and may count only
    Given the target has "filter"
    And a user "ana"
    When POST "/Users/.search":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "userName eq \"{ana.userName}\""}
      """
    And if the status is 404, 405 or 501, the rest does not apply
    Then the status is 200 [RFC7644-3.4.2.4-R08, RFC7644-3.4.3-R17]
    And the list has exactly "ana" [RFC7644-3.4.3-R17]
    When POST "/Users/.search":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "userName eq \"{ana.userName}\"", "count": 0}
      """
    Then the status is 200 [RFC7644-3.4.2.4-R07]
    And "totalResults" is 1 [RFC7644-3.4.2.4-R07]
    And the list has at most 0 resources [RFC7644-3.4.2.4-R07]
