Feature: Paging by index (RFC 7644 §3.4.2.4)

  @core @RFC7644-3.4.2.4-R02
  Scenario Outline: A startIndex of <start> counts as 1
    Given the target has "index"
    And the target declares "displayName" of a User
    And 5 users "a" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}""
    And if the status is 400, 403 or 501, the rest does not apply
    And GET "/Users?filter=displayName eq "{text:t}"&startIndex=<start>&count=2"
    Then the status is 200
    And the list has at most 2 resources
    And "startIndex" is 1

    Examples:
      | start |
      | 0     |
      | -5    |

  @core @RFC7644-3.4.2.4-R03 @RFC7644-3.4.2.4-R12 @RFC7644-3.4.2.4-R04 @RFC7644-3.4.2.4-R10
  Scenario: Pages that follow each other hold each resource once
    Given the target has "index"
    And the target declares "displayName" of a User
    And 5 users "a" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}""
    And if the status is 400, 403 or 501, the rest does not apply
    And all pages of "/Users?filter=displayName eq "{text:t}"" by 2 are read
    Then the pages have each of 5 "a" exactly once [RFC7644-3.4.2.4-R03, RFC7644-3.4.2.4-R12]
    And no resource is on two pages [RFC7644-3.4.2.4-R03, RFC7644-3.4.2.4-R12]
    And every page has at most 2 resources [RFC7644-3.4.2.4-R04]
    And the pages hold as many resources as they say [RFC7644-3.4.2.4-R10]

  @core @RFC7644-3.4.2.4-R04 @RFC7644-3.4.2.4-R09 @RFC7644-3.4.2.4-R10 @RFC7644-3.4.2.4-R11
  Scenario Outline: A page holds no more than was asked for and counts rightly: from <start>
    Given the target has "index"
    And the target declares "displayName" of a User
    And 5 users "a" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}""
    And if the status is 400, 403 or 501, the rest does not apply
    And GET "/Users?filter=displayName eq "{text:t}"&startIndex=<start>&count=2"
    Then the status is 200
    And the list has at most 2 resources
    And "totalResults" is 5 [RFC7644-3.4.2.4-R10]
    And "startIndex" is <start> [RFC7644-3.4.2.4-R11]
    And the list counts what it holds [RFC7644-3.4.2.4-R09]

    Examples:
      | start |
      | 1     |
      | 3     |
      | 5     |

  @core @RFC7644-3.4.2.4-R06 @RFC7644-3.4.2.4-R07
  Scenario Outline: A count of <count> returns no resources but their number
    Given the target has "index"
    And the target declares "displayName" of a User
    And 5 users "a" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}""
    And if the status is 400, 403 or 501, the rest does not apply
    And GET "/Users?filter=displayName eq "{text:t}"&count=<count>"
    Then the status is 200 [RFC7644-3.4.2.4-R06, RFC7644-3.4.2.4-R07]
    And "totalResults" is 5 [RFC7644-3.4.2.4-R06, RFC7644-3.4.2.4-R07]
    And "Resources" is absent [RFC7644-3.4.2.4-R06, RFC7644-3.4.2.4-R07]

    Examples:
      | count |
      | 0     |
      | -1    |

  @RFC7644-3.4.2.4-R13
  Scenario: A start beyond the end is a page without resources
    Given the target has "index"
    And the target declares "displayName" of a User
    And 5 users "a" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}""
    And if the status is 400, 403 or 501, the rest does not apply
    And GET "/Users?filter=displayName eq "{text:t}"&startIndex=100&count=2"
    Then the status is 200
    And "totalResults" is 5
    And "Resources" is absent

  @RFC7644-3.4.2.4-R12
  Scenario: Groups are paged, too
    Given the target has "index"
    And the target has "groups"
    When 3 times in a row POST "/Groups":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{text:g{n}}", "externalId": "{text:t}"}
      """
    And all pages of "/Groups?filter=externalId eq "{text:t}"" by 2 are read
    Then the pages hold as many resources as they say
