Feature: Paging by cursor (RFC 9865)

  @RFC9865-2-R01
  Scenario Outline: An empty cursor is the start: <query>
    Given the target announces "cursor"
    And the target declares "displayName" of a User
    And 5 users "a" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}""
    And if the status is 400, 403 or 501, the rest does not apply
    And GET "/Users?filter=displayName eq "{text:t}"&<query>&count=2"
    Then the status is 200
    And the list has at most 2 resources
    And "nextCursor" is there

    Examples:
      | query   |
      | cursor  |
      | cursor= |

  @RFC9865-2-R02 @RFC9865-2-R14 @RFC9865-2-R13
  Scenario: A cursor is a text of unreserved letters
    Given the target announces "cursor"
    And the target declares "displayName" of a User
    And 5 users "a" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}""
    And if the status is 400, 403 or 501, the rest does not apply
    And GET "/Users?filter=displayName eq "{text:t}"&cursor&count=2"
    Then the status is 200
    And "nextCursor" is a text [RFC9865-2-R14]
    And "nextCursor" matches /^[A-Za-z0-9._~-]+$/ [RFC9865-2-R02]
    And "previousCursor" is absent [RFC9865-2-R13]

  @RFC9865-2-R03 @RFC9865-2-R04
  Scenario Outline: A count of <count> returns no resources
    Given the target announces "cursor"
    And the target declares "displayName" of a User
    And 5 users "a" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}""
    And if the status is 400, 403 or 501, the rest does not apply
    And GET "/Users?filter=displayName eq "{text:t}"&cursor&count=<count>"
    Then the status is 200 [RFC9865-2-R03, RFC9865-2-R04]
    And "Resources" is absent [RFC9865-2-R03, RFC9865-2-R04]

    Examples:
      | count |
      | 0     |
      | -1    |

  @RFC9865-2-R05 @RFC9865-2-R09 @RFC9865-2-R10
  Scenario: Page after page holds each resource once, and ends
    Given the target announces "cursor"
    And the target declares "displayName" of a User
    And 5 users "a" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}""
    And if the status is 400, 403 or 501, the rest does not apply
    And all cursor pages of "/Users?filter=displayName eq "{text:t}"" by 2 are read
    Then the status is 200
    And every page has at most 2 resources
    And the pages have each of 5 "a" exactly once [RFC9865-2-R09, RFC9865-2-R10]
    And "nextCursor" is absent [RFC9865-2-R10]
    And the last page shows no "nextCursor" at all [RFC9865-2-R10]

  @RFC9865-2.1-R01 @RFC9865-2.1-R02 @RFC9865-5.2-R05 @RFC9865-5.2-R04
  Scenario Outline: A cursor that is <what> is refused
    Given the target announces "cursor"
    And the target declares "displayName" of a User
    And 5 users "a" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}""
    And if the status is 400, 403 or 501, the rest does not apply
    And GET "/Users?filter=displayName eq "{text:t}"&cursor&count=2"
    And the answer is called "page"
    And GET "/Users?filter=displayName eq "{text:t}"&cursor=<cursor>&count=2"
    Then the request is refused [RFC9865-2.1-R01, RFC9865-5.2-R05]
    And the error keyword is "invalidCursor" [RFC9865-2.1-R02, RFC9865-5.2-R05]
    And it is a SCIM error [RFC9865-2.1-R01]
    And the body does not contain "{a1.userName}" [RFC9865-5.2-R04]
    And the body does not contain "@{domain}" [RFC9865-5.2-R04]

    Examples:
      | what    | cursor              |
      | made up | no-such-cursor      |
      | altered | x{page.nextCursor}x |

  @RFC9865-2.1-R04
  Scenario: A page of another size is refused or served
    Given the target announces "cursor"
    And the target declares "displayName" of a User
    And 5 users "a" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}""
    And if the status is 400, 403 or 501, the rest does not apply
    And GET "/Users?filter=displayName eq "{text:t}"&cursor&count=2"
    And the answer is called "page"
    And GET "/Users?filter=displayName eq "{text:t}"&cursor={page.nextCursor}&count=3"
    Then the status is 200 or 400
    When if the status is 400, the check goes on
    Then the error keyword is "invalidCount"

  @RFC9865-2.2-R01
  Scenario: Pages by cursor come in the order of sortBy
    Given the target announces "cursor"
    And the target declares "displayName" of a User
    And the target has "sort"
    And a user "cy" with:
      """
      {"displayName": "{text:t}"}
      """
    And a user "ana" with:
      """
      {"displayName": "{text:t}"}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}""
    And if the status is 400, 403 or 501, the rest does not apply
    And all cursor pages of "/Users?filter=displayName eq "{text:t}"&sortBy=userName" by 2 are read
    Then over all pages, the order is "ana", "bo" and "cy"

  @RFC9865-2.4-R01 @RFC9865-2.4-R02
  Scenario: Each way of paging is chosen by its parameter
    Given the target announces "cursor"
    And the target declares "displayName" of a User
    And the target announces "index"
    And 3 users "a" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}""
    And if the status is 400, 403 or 501, the rest does not apply
    And GET "/Users?filter=displayName eq "{text:t}"&startIndex=1&count=2"
    Then "startIndex" is 1 [RFC9865-2.4-R02]
    And "nextCursor" is absent [RFC9865-2.4-R02]
    When GET "/Users?filter=displayName eq "{text:t}"&cursor&count=2"
    Then "nextCursor" is there [RFC9865-2.4-R02]
    When GET "/Users?filter=displayName eq "{text:t}"&count=2"
    Then the way of paging is the announced default [RFC9865-2.4-R01]

  @RFC9865-3-R01
  Scenario: A search is paged by cursor, too
    Given the target announces "cursor"
    And the target declares "displayName" of a User
    And 3 users "a" with:
      """
      {"displayName": "{text:t}"}
      """
    When POST "/Users/.search":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "displayName eq \"{text:t}\"", "cursor": "", "count": 2}
      """
    And if the status is 404, 405 or 501, the rest does not apply
    Then the status is 200
    And "nextCursor" is there
    When the answer is called "page"
    And POST "/Users/.search":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "displayName eq \"{text:t}\"", "cursor": "{page.nextCursor}", "count": 2}
      """
    Then the status is 200
    And the list has at most 2 resources
    And "Resources[0].id" is not "{page.Resources[0].id}"

  @RFC9865-4-R01 @RFC9865-4-R03 @RFC9865-4-R04
  Scenario: Paging is announced
    Given the target announces "cursor"
    When GET "/ServiceProviderConfig"
    Then the status is 200 [RFC9865-4-R01]
    And "pagination" is an object [RFC9865-4-R01]
    And "pagination.cursor" is a boolean [RFC9865-4-R03]
    And "pagination.index" is a boolean [RFC9865-4-R04]

  @RFC9865-4-R01
  Scenario: Paging by cursor that works is announced
    Given 3 users "a" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}"&cursor&count=2"
    And if "nextCursor" is there, the check goes on
    And GET "/ServiceProviderConfig"
    Then "pagination.cursor" is true

  @RFC9865-5.2-R01 @RFC9865-5.2-R02
  Scenario: A page is not served to who may not see it
    Given the target announces "cursor"
    And the target declares "displayName" of a User
    And 5 users "a" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}""
    And if the status is 400, 403 or 501, the rest does not apply
    And GET "/Users?filter=displayName eq "{text:t}"&cursor&count=2"
    And the answer is called "page"
    And GET "/Users?filter=displayName eq "{text:t}"&cursor={page.nextCursor}&count=2" with "Authorization: -"
    Then the request is refused [RFC9865-5.2-R02]
    When the second tenant sends GET "/Users?filter=displayName eq "{text:t}"&cursor={page.nextCursor}&count=2"
    Then the body does not contain "{a3.userName}" [RFC9865-5.2-R01]
    And the body does not contain "{a4.userName}" [RFC9865-5.2-R01]

