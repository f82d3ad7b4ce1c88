Feature: Sorting (RFC 7644 §3.4.2.3)

  @RFC7644-3.4.2.3-R02
  Scenario Outline: Results come in the order of sortBy: <query>
    Given the target has "sort"
    And the target declares "displayName" of a User
    And the target declares "title" of a User
    And the target declares "name.familyName" of a User
    And the target declares "emails.value" of a User
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "title": "C", "name": {"givenName": "x", "familyName": "charlie"}, "emails": [{"type": "home", "value": "a.{name:m}"}, {"type": "work", "value": "z.{name:m}", "primary": true}]}
      """
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "A", "name": {"givenName": "x", "familyName": "Alpha"}, "emails": [{"type": "work", "value": "m.{name:m}"}]}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}", "title": "B", "name": {"givenName": "x", "familyName": "bravo"}, "emails": [{"type": "work", "value": "b.{name:m}"}]}
      """
    When GET "/Users?filter=displayName eq "{text:t}""
    And if the status is 400, 403 or 501, the rest does not apply
    And GET "/Users?filter=displayName eq "{text:t}"&<query>"
    Then the status is 200
    And of ours, the order is <names>

    Examples:
      | query           | names                |
      | sortBy=userName | "ana", "bo" and "cy" |
      | sortBy=title    | "ana", "bo" and "cy" |

  @RFC7644-3.4.2.3-R03
  Scenario Outline: Ascending is the order unless it is said: <query>
    Given the target has "sort"
    And the target declares "displayName" of a User
    And the target declares "title" of a User
    And the target declares "name.familyName" of a User
    And the target declares "emails.value" of a User
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "title": "C", "name": {"givenName": "x", "familyName": "charlie"}, "emails": [{"type": "home", "value": "a.{name:m}"}, {"type": "work", "value": "z.{name:m}", "primary": true}]}
      """
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "A", "name": {"givenName": "x", "familyName": "Alpha"}, "emails": [{"type": "work", "value": "m.{name:m}"}]}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}", "title": "B", "name": {"givenName": "x", "familyName": "bravo"}, "emails": [{"type": "work", "value": "b.{name:m}"}]}
      """
    When GET "/Users?filter=displayName eq "{text:t}""
    And if the status is 400, 403 or 501, the rest does not apply
    And GET "/Users?filter=displayName eq "{text:t}"&<query>"
    Then the status is 200
    And of ours, the order is <names>

    Examples:
      | query                                | names                |
      | sortBy=userName                      | "ana", "bo" and "cy" |
      | sortBy=userName&sortOrder=ascending  | "ana", "bo" and "cy" |
      | sortBy=userName&sortOrder=descending | "cy", "bo" and "ana" |

  @RFC7644-3.4.2.3-R05
  Scenario Outline: Of several values the primary one counts, else the first: <query>
    Given the target has "sort"
    And the target declares "displayName" of a User
    And the target declares "title" of a User
    And the target declares "name.familyName" of a User
    And the target declares "emails.value" of a User
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "title": "C", "name": {"givenName": "x", "familyName": "charlie"}, "emails": [{"type": "home", "value": "a.{name:m}"}, {"type": "work", "value": "z.{name:m}", "primary": true}]}
      """
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "A", "name": {"givenName": "x", "familyName": "Alpha"}, "emails": [{"type": "work", "value": "m.{name:m}"}]}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}", "title": "B", "name": {"givenName": "x", "familyName": "bravo"}, "emails": [{"type": "work", "value": "b.{name:m}"}]}
      """
    When GET "/Users?filter=displayName eq "{text:t}""
    And if the status is 400, 403 or 501, the rest does not apply
    And GET "/Users?filter=displayName eq "{text:t}"&<query>"
    Then the status is 200
    And of ours, the order is <names>

    Examples:
      | query               | names                |
      | sortBy=emails.value | "bo", "ana" and "cy" |

  @RFC7644-3.4.2.3-R06
  Scenario Outline: A part is named after a dot: <query>
    Given the target has "sort"
    And the target declares "displayName" of a User
    And the target declares "title" of a User
    And the target declares "name.familyName" of a User
    And the target declares "emails.value" of a User
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "title": "C", "name": {"givenName": "x", "familyName": "charlie"}, "emails": [{"type": "home", "value": "a.{name:m}"}, {"type": "work", "value": "z.{name:m}", "primary": true}]}
      """
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "A", "name": {"givenName": "x", "familyName": "Alpha"}, "emails": [{"type": "work", "value": "m.{name:m}"}]}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}", "title": "B", "name": {"givenName": "x", "familyName": "bravo"}, "emails": [{"type": "work", "value": "b.{name:m}"}]}
      """
    When GET "/Users?filter=displayName eq "{text:t}""
    And if the status is 400, 403 or 501, the rest does not apply
    And GET "/Users?filter=displayName eq "{text:t}"&<query>"
    Then the status is 200
    And of ours, the order is <names>

    Examples:
      | query                                       | names                |
      | sortBy=name.familyName&sortOrder=descending | "cy", "bo" and "ana" |

  @RFC7644-3.4.2.3-R07
  Scenario: Who has no value comes last, or first when descending
    Given the target has "sort"
    And the target declares "displayName" of a User
    And the target declares "title" of a User
    And a user "bo" with:
      """
      {"displayName": "{text:t}"}
      """
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "A"}
      """
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "title": "C"}
      """
    When GET "/Users?filter=displayName eq "{text:t}""
    And if the status is 400, 403 or 501, the rest does not apply
    And GET "/Users?filter=displayName eq "{text:t}"&sortBy=title"
    Then of ours, the order is "ana", "cy" and "bo"
    When GET "/Users?filter=displayName eq "{text:t}"&sortBy=title&sortOrder=descending"
    Then of ours, the order is "bo", "cy" and "ana"

  @RFC7644-3.4.2.3-R08
  Scenario: Another word for the order is refused or ignored
    Given the target has "sort"
    When GET "/Users?sortBy=userName&sortOrder=sideways&count=1"
    Then there is no server error
    And the status is 200 or 400
