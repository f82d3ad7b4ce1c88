Feature: The provisioning tutorial of Cloud Academy

  @CA-01
  Scenario: The application keeps each attribute that the tutorial maps
    Given the directory has the users "ana"
    And "ana" is assigned to the application
    When provisioning is turned on
    Then the account of "ana" has "userName" "ana.reis@fabrikam.example"
    And the account of "ana" has "active" "true"
    And the account of "ana" shows "externalId"
    And the account of "ana" has "name.givenName" "Ana"
    And the account of "ana" has "name.familyName" "Reis"

  @CA-01
  Scenario: The application finds a user by the matching attribute
    Given a user "ana"
    When GET "/Users?filter=userName eq "{ana.userName}""
    Then the status is 200
    And the list has exactly "ana"

  @CA-02
  Scenario: No group is created, queried or patched
    Given the directory has the users "ana"
    And the directory has the group "design" with "ana"
    And "design" is assigned to the application
    When provisioning is turned on
    Then the cycle sent no "POST /Groups"
    And the cycle sent no "GET /Groups"
    And the cycle sent no "PATCH /Groups"
    And the cycle sent 1 "POST /Users"

  @CA-03
  Scenario: There are two regional tenant URLs
    Then the application has the tenant URLs:
      """
      ["https://cloudacademy.com/webhooks/ad/v1/scim", "https://app.qa.com/webhooks/ad/v1/scim"]
      """

  @CA-06
  Scenario: Generating a key needs the role of an administrator
    When the user tries to make a new API key
    Then it is refused

  @serial @last @CA-04
  Scenario: A new API key works, and the old one goes on to work
    When an admin tries to make a new API key
    Then it is done
    And the new API key works
    And the old API key works

  @serial @last @CA-05
  Scenario: A job whose token is replaced within the eight hours misses no change
    Given the directory has the users "ana" and "bo"
    And "ana" is assigned to the application
    And provisioning is turned on
    When an admin tries to make a new API key
    Then the old API key works
    And the new API key works
    When "bo" is assigned to the application
    And 4 hours pass on the target, too
    Then the old API key works
    And "bo" has an account
    When the new API key is saved in the job
    Then the new API key works
    When "ana" is no longer assigned
    And 6 hours pass on the target, too
    Then "ana" is not active
    And "bo" is active

  @serial @last @CA-05
  Scenario: A job whose token expires is quarantined, and recovers with the new one
    Given the directory has the users "ana" and "bo"
    And "ana" is assigned to the application
    And provisioning is turned on
    When an admin tries to make a new API key
    And 9 hours pass on the target, too
    And "bo" is assigned to the application
    And the next sync cycle has completed
    Then the old API key is refused
    When the new API key is saved in the job
    And 24 hours have passed
    Then "bo" has an account
    And "bo" is active

  @serial @last @CA-04 @CA-06
  Scenario: The old API key works for eight hours after a new one was made
    When an admin tries to make a new API key
    Then it is done [CA-06]
    And the new API key works [CA-04]
    And the old API key works [CA-04]
    When 7 hours pass on the target, too
    Then the old API key works [CA-04]
    When 2 hours pass on the target, too
    Then the old API key is refused [CA-04]
    And the new API key works [CA-04]
