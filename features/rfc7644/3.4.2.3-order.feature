Feature: The order of results (RFC 7644 §3.4.2.3)

  @RFC7644-3.4.2.3-R02
  Scenario: The order goes on from page to page, in both directions
    Given the target has "sort"
    And the target has "filter"
    And the target has "index"
    And the target declares "displayName" of a User
    And a user "cy" with:
      """
      {"displayName": "{text:t}"}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}"}
      """
    And a user "ana" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}"&count=0"
    And if the status is 400, 403 or 501, the rest does not apply
    And all pages of "/Users?filter=displayName eq "{text:t}"&sortBy=userName" by 2 are read
    Then over all pages, the order is "ana", "bo" and "cy"
    When all pages of "/Users?filter=displayName eq "{text:t}"&sortBy=userName&sortOrder=descending" by 2 are read
    Then over all pages, the order is "cy", "bo" and "ana"

  @RFC7644-3.4.2.3-R04
  Scenario: Letter case does not count in the order of user names
    Given the target has "sort"
    And the target has "filter"
    And the target declares "displayName" of a User
    And a user "cy" with:
      """
      {"displayName": "{text:t}"}
      """
    And a user "Bo" with:
      """
      {"displayName": "{text:t}"}
      """
    And a user "ana" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}"&sortBy=userName"
    And if the status is 400, 403 or 501, the rest does not apply
    Then the status is 200
    And of ours, the order is "ana", "Bo" and "cy"
