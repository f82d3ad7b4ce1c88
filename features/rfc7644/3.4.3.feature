Feature: Searching by POST (RFC 7644 §3.4.3)

  @core @RFC7644-3.4.3-R01 @RFC7644-3.4.3-R17
  Scenario: A search is a query, and creates nothing
    Given the target has "filter"
    And a user "ana"
    When POST "/Users/.search":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "userName eq \"{ana.userName}\""}
      """
    Then the status is 200 or 501
    When if the status is 200, the check goes on
    Then "schemas" contains "urn:ietf:params:scim:api:messages:2.0:ListResponse" [RFC7644-3.4.3-R17]
    And "totalResults" is 1 [RFC7644-3.4.3-R17]
    And the list has exactly "ana" [RFC7644-3.4.3-R01, RFC7644-3.4.3-R17]

  @RFC7644-3.4.3-R01
  Scenario: Groups are searched by POST, too
    Given the target has "filter"
    And a group "design"
    When POST "/Groups/.search":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "displayName eq \"{design.displayName}\""}
      """
    Then the status is 200 or 501
    When if the status is 200, the check goes on
    Then the list has exactly "design"

  @RFC7644-3.4.3-R03
  Scenario Outline: A search <what> is refused
    When POST "/Users/.search":
      """
      {<schemas>"filter": "userName pr", "count": 1}
      """
    Then there is no server error
    And the request is refused (advice)

    Examples:
      | what                      | schemas                                                    |
      | without schemas           |                                                            |
      | with the schema of a user | "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], |

  @RFC7644-3.4.3-R04
  Scenario: attributes of a search understands names as elsewhere
    Given the target has "filter"
    And a user "ana"
    When POST "/Users/.search":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "attributes": ["name.givenName", "urn:ietf:params:scim:schemas:core:2.0:User:userName"], "filter": "userName eq \"{ana.userName}\""}
      """
    Then the status is 200 or 501
    When if the status is 200, the check goes on
    Then "Resources[0].name.givenName" is there
    And "Resources[0].userName" is there
    And "Resources[0].name.familyName" is absent
    And "Resources[0].emails" is absent

  @RFC7644-3.4.3-R06 @RFC7644-3.4.3-R07
  Scenario: excludedAttributes of a search understands names as elsewhere
    Given the target has "filter"
    And a user "ana"
    When POST "/Users/.search":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "excludedAttributes": ["id", "name.givenName"], "filter": "userName eq \"{ana.userName}\""}
      """
    Then the status is 200 or 501
    When if the status is 200, the check goes on
    Then "Resources[0].id" is "{ana.id}" [RFC7644-3.4.3-R06]
    And "Resources[0].name.givenName" is absent [RFC7644-3.4.3-R07]
    And "Resources[0].name.familyName" is there [RFC7644-3.4.3-R07]

  @RFC7644-3.4.3-R09
  Scenario: A bad filter in a search is refused
    Given the target has "filter"
    When POST "/Users/.search":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "userName zz"}
      """
    Then the status is 400 or 501
    When if the status is 400, the check goes on
    Then the error keyword is "invalidFilter"

  @RFC7644-3.4.3-R11 @RFC7644-3.4.3-R12
  Scenario: A search comes in the order of sortBy
    Given the target has "filter"
    And the target declares "displayName" of a User
    And the target has "sort"
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "name": {"familyName": "alpha"}}
      """
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "name": {"familyName": "bravo"}}
      """
    When POST "/Users/.search":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "displayName eq \"{text:t}\"", "sortBy": "userName"}
      """
    And if the status is 200, the check goes on
    Then of ours, the order is "ana" and "cy" [RFC7644-3.4.3-R11]
    When POST "/Users/.search":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "displayName eq \"{text:t}\"", "sortBy": "name.familyName"}
      """
    And if the status is 200, the check goes on
    Then of ours, the order is "cy" and "ana" [RFC7644-3.4.3-R12]
    When POST "/Users/.search":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "displayName eq \"{text:t}\"", "sortBy": "userName", "sortOrder": "descending"}
      """
    And if the status is 200, the check goes on
    Then of ours, the order is "cy" and "ana" [RFC7644-3.4.3-R11]

  @RFC7644-3.4.3-R17
  Scenario: A search is paged as a query is
    Given the target has "filter"
    And the target declares "displayName" of a User
    And the target has "index"
    And 3 users "a" with:
      """
      {"displayName": "{text:t}"}
      """
    When POST "/Users/.search":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "displayName eq \"{text:t}\"", "startIndex": 2, "count": 1}
      """
    Then the status is 200 or 501
    When if the status is 200, the check goes on
    Then "totalResults" is 3
    And "startIndex" is 2
    And the list has 1 resource
