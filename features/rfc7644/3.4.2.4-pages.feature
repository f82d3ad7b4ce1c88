Feature: Pages by index (RFC 7644 §3.4.2.4)

  @core @RFC7644-3.4.2.4-R12 @RFC7644-3.4.2.4-R03 @RFC7644-3.4.2.4-R10 @RFC7644-3.4.2.4-R11
  Scenario: All pages are complete while others write
    Given the target has "index"
    And the target has "filter"
    And the target declares "displayName" of a User
    And 5 users "ana" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}"&count=0"
    And if the status is 400, 403 or 501, the rest does not apply
    And all pages of "/Users?filter=displayName eq "{text:t}"" by 2 are read while others write
    Then the pages have each of 5 "ana" exactly once
    And no resource is on two pages [RFC7644-3.4.2.4-R03]
    And on every page, "totalResults" is 5 [RFC7644-3.4.2.4-R10]
    And every page says where it begins [RFC7644-3.4.2.4-R11]

  @RFC7644-3.4.2.4-R12 @RFC7644-3.4.2.4-R03
  Scenario: Users whose names are addresses and users whose names are not are paged together
    Given the target has "index"
    And the target has "filter"
    And the target declares "displayName" of a User
    And 3 users "ana" with:
      """
      {"displayName": "{text:t}"}
      """
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{text:one}", "displayName": "{text:t}"}
      """
    And if the request succeeds, the check goes on
    And the answer is called "one"
    And POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{text:two}", "displayName": "{text:t}"}
      """
    And if the request succeeds, the check goes on
    And the answer is called "two"
    And POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{text:three}", "displayName": "{text:t}"}
      """
    And if the request succeeds, the check goes on
    And the answer is called "three"
    And GET "/Users?filter=displayName eq "{text:t}"&count=0"
    And if the status is 400, 403 or 501, the rest does not apply
    And all pages of "/Users?filter=displayName eq "{text:t}"" by 2 are read
    Then the pages have each of "ana1", "ana2", "ana3", "one", "two" and "three" exactly once [RFC7644-3.4.2.4-R12, RFC7644-3.4.2.4-R03]

  @RFC7644-3.4.2.4-R11 @RFC7644-3.4.2.4-R03
  Scenario: A page begins with the resource at its index
    Given the target has "index"
    And the target has "filter"
    And the target has "sort"
    And the target declares "displayName" of a User
    And 5 users "ana" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}"&sortBy=userName&startIndex=4&count=2"
    And if the status is 400, 403 or 501, the rest does not apply
    Then "startIndex" is 4
    And "Resources[0].id" is "{ana4.id}" [RFC7644-3.4.2.4-R11, RFC7644-3.4.2.4-R03]

  @RFC7644-3.4.2.4-R04 @RFC7644-3.4.2.4-R07
  Scenario: A page of no resources holds none
    Given the target has "filter"
    And a user "ana"
    When GET "/Users?filter=userName eq "{ana.userName}"&count=0"
    Then the status is 200 [RFC7644-3.4.2.4-R07]
    And the list has at most 0 resources [RFC7644-3.4.2.4-R04, RFC7644-3.4.2.4-R07]

  @RFC7644-3.4.2-R05 @RFC7644-3.4.2.4-R10
  Scenario: A page counts what matches, not what it holds
    Given the target has "filter"
    And the target declares "displayName" of a User
    And 3 users "ana" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}"&count=1"
    And if the status is 400, 403 or 501, the rest does not apply
    Then the status is 200
    And "totalResults" is 3 [RFC7644-3.4.2-R05, RFC7644-3.4.2.4-R10]

  @slow @serial @RFC7644-3.4.2.4-R12
  Scenario: All users are listed without a filter, page after page
    Given the target has "index"
    And 3 users "ana"
    When all pages of "/Users" by 100 are read
    Then the pages have each of 3 "ana" exactly once
