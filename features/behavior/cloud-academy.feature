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
