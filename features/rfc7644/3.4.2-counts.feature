Feature: What a list counts (RFC 7644 §3.4.2)

  @serial @RFC7644-3.4.2-R05
  Scenario: Who was created at the same time counts, and who was deleted does not
    Given the target has "filter"
    And a user "ana"
    When DELETE "/Users/{ana.id}"
    And 8 times at once POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:u{n}}"}
      """
    Then the totals of "/Users?count=0" and "/Users?filter=userName pr&count=0" are the same

  @RFC7644-3.4.2-R05 @RFC7644-3.4.2-R04
  Scenario Outline: A query for <what> that finds nothing counts 0
    Given the target has "filter"
    When GET "<path>"
    And if the status is 400, 403 or 501, the rest does not apply
    Then "totalResults" is 0
    And "schemas" contains "urn:ietf:params:scim:api:messages:2.0:ListResponse" [RFC7644-3.4.2-R04]

    Examples:
      | what   | path                                   |
      | users  | /Users?filter=userName eq "{random}"   |
      | groups | /Groups?filter=displayName eq "{random}" |

  @RFC7644-3.4.2-R05 @RFC7644-3.4.2.4-R10 @RFC7644-3.4.2.4-R08 @RFC7644-3.4.2.1-R03
  Scenario: A list of twelve is whole, cut openly, or refused
    Given the target has "filter"
    And the target declares "displayName" of a User
    And 12 users "twelve" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}""
    Then the list is complete or cut openly, or it is refused with "tooMany" [RFC7644-3.4.2.1-R03]
    When if the status is 200, the check goes on
    Then "totalResults" is 12 [RFC7644-3.4.2-R05, RFC7644-3.4.2.4-R10, RFC7644-3.4.2.1-R03, RFC7644-3.4.2.4-R08]
    And the list is not cut without saying so [RFC7644-3.4.2.4-R08]
    And the list has no more than the announced page [RFC7644-3.4.2.4-R08]

  @RFC7644-3.4.2-R05 @RFC7644-3.4.2.4-R10 @RFC7644-3.4.2.4-R12
  Scenario: A user with two addresses counts once
    Given the target has "filter"
    And the target has "index"
    And the target declares "displayName" of a User
    And the target declares "emails" of a User
    And 3 users "ana" with:
      """
      {"displayName": "{text:t}", "emails": [{"type": "work", "value": "{name:work{n}}"}, {"type": "home", "value": "{name:home{n}}"}]}
      """
    When GET "/Users?filter=displayName eq "{text:t}"&startIndex=1&count=10"
    And if the status is 400, 403 or 501, the rest does not apply
    Then "totalResults" is 3 [RFC7644-3.4.2-R05, RFC7644-3.4.2.4-R10]
    When all pages of "/Users?filter=displayName eq "{text:t}"" by 2 are read
    Then the pages have each of 3 "ana" exactly once [RFC7644-3.4.2.4-R12]
    And on every page, "totalResults" is 3 [RFC7644-3.4.2-R05, RFC7644-3.4.2.4-R10]
    And the pages hold as many resources as they say [RFC7644-3.4.2-R05, RFC7644-3.4.2.4-R10]

  @RFC7644-3.4.2-R08
  Scenario: A list shows a disabled user as a read does
    Given the target has "filter"
    And a user "ana" with:
      """
      {"active": false}
      """
    When GET "/Users/{ana.id}"
    And if "active" is there, the check goes on
    And the answer is called "read"
    And GET "/Users?filter=userName eq "{ana.userName}""
    And if the status is 200, the check goes on
    Then "Resources[0].active" is {read.active}
    And "Resources[0].id" is "{ana.id}"

  @RFC7644-3.4.2-R09 @RFC7644-3.4.2-R10 @RFC7644-3.4.2.4-R11
  Scenario: A page in the middle says where it begins
    Given the target has "filter"
    And the target has "index"
    And the target declares "displayName" of a User
    And 3 users "ana" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}"&startIndex=2&count=1"
    And if the status is 400, 403 or 501, the rest does not apply
    Then the status is 200
    And "startIndex" is 2 [RFC7644-3.4.2-R09, RFC7644-3.4.2.4-R11]
    And "itemsPerPage" is there [RFC7644-3.4.2-R10]

  @RFC7644-3.4.2-R07
  Scenario: What was found stands under the name that the RFC gives it
    Given the target has "filter"
    And a user "ana"
    When GET "/Users?filter=userName eq "{ana.userName}""
    And if the status is 400, 403 or 501, the rest does not apply
    Then the body does not contain ""resources"" (advice)
