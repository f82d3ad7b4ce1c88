Feature: Queries and their answers (RFC 7644 §3.4.2)

  @RFC7644-3.4.2-R03
  Scenario: A parameter that nobody knows is ignored
    Given the target has "filter"
    And a user "ana"
    When GET "/Users?filter=userName eq "{ana.userName}"&foo=bar&_=1"
    Then the status is 200
    And the list has exactly "ana"

  @core @RFC7644-3.4.2-R04 @RFC7644-3.4.2-R05 @RFC7644-3.4.2-R07 @RFC7644-3.4.2-R08
  Scenario Outline: A query of <what> is answered by a list
    Given the target has "filter"
    And a user "ana"
    And a group "design"
    When GET "<path>"
    Then the status is 200 [RFC7644-3.4.2-R04]
    And "schemas" contains "urn:ietf:params:scim:api:messages:2.0:ListResponse" [RFC7644-3.4.2-R04]
    And the body is a valid "list-response" [RFC7644-3.4.2-R04]
    And "totalResults" is 1 [RFC7644-3.4.2-R05]
    And the list counts no less than it holds [RFC7644-3.4.2-R05]
    And the list has exactly "<name>" [RFC7644-3.4.2-R07]
    And each resource has "id" [RFC7644-3.4.2-R08]
    And each resource has "schemas" [RFC7644-3.4.2-R08]
    And each resource has "<key>" [RFC7644-3.4.2-R08]

    Examples:
      | what   | path                                                 | name   | key         |
      | users  | /Users?filter=userName eq "{ana.userName}"           | ana    | userName    |
      | groups | /Groups?filter=displayName eq "{design.displayName}" | design | displayName |

  @RFC7644-3.4.2-R04 @RFC7644-3.4.2-R05 @RFC7644-3.4.2-R07
  Scenario Outline: A query of all <what> is answered by a list
    Given a user "ana"
    And a group "design"
    When GET "<path>"
    And if the status is 400, the rest does not apply
    Then the status is 200 [RFC7644-3.4.2-R04]
    And "schemas" contains "urn:ietf:params:scim:api:messages:2.0:ListResponse" [RFC7644-3.4.2-R04]
    And "totalResults" is an integer [RFC7644-3.4.2-R05]
    And "Resources" is an array [RFC7644-3.4.2-R07]
    And the list counts no less than it holds [RFC7644-3.4.2-R05]
    And the list is not cut without saying so [RFC7644-3.4.2-R05]

    Examples:
      | what   | path    |
      | users  | /Users  |
      | groups | /Groups |

  @RFC7644-3.4.2-R08
  Scenario: A resource in a list is shown as a read shows it
    Given the target has "filter"
    And a user "ana" with:
      """
      {"displayName": "Ana", "title": "Buyer"}
      """
    When GET "/Users/{ana.id}"
    And the answer is called "read"
    And GET "/Users?filter=userName eq "{ana.userName}""
    Then "Resources[0].displayName" is "Ana"
    And "Resources[0].title" is "Buyer"
    And "Resources[0].meta.location" is "{read.meta.location}"
    And "Resources[0].id" is "{ana.id}"
    And "Resources[0].emails" has 1 value
    And "Resources[0].active" is true

  @core @RFC7644-3.4.2-R09 @RFC7644-3.4.2-R10
  Scenario: A page says where it starts and how much it holds
    Given the target has "filter"
    And the target declares "displayName" of a User
    And 3 users "a" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}""
    And if the status is 400, 403 or 501, the rest does not apply
    And GET "/Users?filter=displayName eq "{text:t}"&count=2"
    Then the status is 200
    When if the list is a part, the check goes on
    Then "startIndex" is 1
    And "itemsPerPage" is an integer [RFC7644-3.4.2-R10]
    And "itemsPerPage" is there [RFC7644-3.4.2-R10]

  @core @RFC7644-3.4.2-R11
  Scenario: A query that finds nothing is answered 200 with an empty list
    Given the target has "filter"
    When GET "/Users?filter=userName eq "{random}""
    Then the status is 200
    And the list is empty
    When GET "/Groups?filter=displayName eq "{random}""
    And if the status is 200, the check goes on
    Then the list is empty
