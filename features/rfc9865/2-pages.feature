Feature: Pages by cursor (RFC 9865)

  @RFC9865-4-R03 @RFC9865-4-R04
  Scenario: What is said of paging says which ways there are
    When GET "/ServiceProviderConfig"
    And if "pagination" is there, the check goes on
    Then "pagination.cursor" is a boolean
    And "pagination.index" is a boolean [RFC9865-4-R04]

  @RFC9865-2-R05 @RFC9865-2-R04
  Scenario: A page of a cursor that may hold nothing holds nothing
    Given the target announces "cursor"
    And a user "ana"
    When GET "/Users?filter=userName eq "{ana.userName}"&cursor&count=0"
    Then the status is 200 [RFC9865-2-R04]
    And the list has at most 0 resources [RFC9865-2-R05, RFC9865-2-R04]

  @RFC9865-2-R10 @RFC9865-2-R09 @RFC9865-2-R05
  Scenario: Pages by cursor are complete while others write, and come to an end
    Given the target announces "cursor"
    And the target declares "displayName" of a User
    And 5 users "ana" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}"&count=0"
    And if the status is 400, 403 or 501, the rest does not apply
    And all cursor pages of "/Users?filter=displayName eq "{text:t}"" by 2 are read while others write
    Then the pages have each of 5 "ana" exactly once [RFC9865-2-R10, RFC9865-2-R09]
    And "nextCursor" is absent [RFC9865-2-R10]
    And every page has at most 2 resources [RFC9865-2-R05]

  @RFC9865-2-R07
  Scenario: Without count, a page of a cursor is no larger than announced
    Given the target announces "cursor"
    And the target declares "displayName" of a User
    And 12 users "twelve" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}"&cursor"
    And if the status is 400, 403 or 501, the rest does not apply
    Then the status is 200
    And the list has no more than the announced page

  @RFC9865-2-R16
  Scenario: The total of a cursor query, where it is told, counts what matches
    Given the target announces "cursor"
    And the target declares "displayName" of a User
    And 3 users "ana" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}"&cursor&count=1"
    And if "totalResults" is there, the check goes on
    Then "totalResults" is 3

  @RFC9865-2.1-R01 @RFC9865-2.1-R04
  Scenario: A page of another size than the first is refused or served, and does not break the target
    Given the target announces "cursor"
    And the target declares "displayName" of a User
    And 3 users "ana" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}"&cursor&count=1"
    And if "nextCursor" is there, the check goes on
    And the answer is called "page"
    And GET "/Users?filter=displayName eq "{text:t}"&cursor={page.nextCursor}&count=2"
    Then the status is 200 or 400 [RFC9865-2.1-R01, RFC9865-2.1-R04]
    And it is a SCIM error [RFC9865-2.1-R01]

  @RFC9865-2.1-R02
  Scenario: A cursor that was never given is no cursor
    Given the target announces "cursor"
    When GET "/Users?cursor=never-given&count=1"
    Then the status is 400
    And the error keyword is "invalidCursor"

  @RFC9865-2.4-R01
  Scenario Outline: Who names no way of paging gets the same way each time: <sign>
    Given the target announces "cursor"
    And the target announces "index"
    And the target declares "displayName" of a User
    And 3 users "ana" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}"&count=1"
    And if "<sign>" is there, the check goes on
    And the same request is sent again
    Then "<sign>" is there
    When the same request is sent again
    Then "<sign>" is there

    Examples:
      | sign       |
      | startIndex |
      | nextCursor |
