Feature: Test Connection (Entra, E-1)

  @core @floor @E-1.10 @E-6.4 @E-6.3
  Scenario: Asking for somebody who does not exist is answered with an empty list
    Given a user "ana"
    When GET "/Users?filter=userName eq "{random}""
    Then the status is 200
    And the status is 200 [E-6.4]
    And the list is empty
    And the list is empty [E-6.4]
    And "schemas" contains "urn:ietf:params:scim:api:messages:2.0:ListResponse" [E-6.3]

  @core @E-1.11 @E-6.4
  Scenario: Asking for a group that does not exist is answered with an empty list
    Given the target has "groups"
    When GET "/Groups?excludedAttributes=members&filter=displayName eq "{random}""
    Then the status is 200
    And the list is empty
    And the status is 200 [E-6.4]
    And the list is empty [E-6.4]

  @E-5.5
  Scenario: A query is understood with the at sign encoded
    Given 2 users "other"
    And a user "ana"
    When GET "/Users?filter=userName eq "{ana.userName}"" as a form
    Then the status is 200
    And the list has exactly "ana"

  @E-5.5
  Scenario: A query is understood with quotation marks as they are
    Given a user "ana"
    When GET "/Users?filter=userName eq "{ana.userName}"" as it stands
    Then the status is 200
    And the list has exactly "ana"

  @E-1.10
  Scenario: A client that does not name itself is answered all the same
    When GET "/Users?filter=userName eq "{random}"" with "User-Agent: -"
    Then the status is 200
    And the list is empty

  @E-6.34
  Scenario Outline: The bearer token is taken for <path>
    Given the run logs in with a bearer token
    When GET "<path>?count=1"
    Then the status is not 401

    Examples:
      | path    |
      | /Users  |
      | /Groups |
