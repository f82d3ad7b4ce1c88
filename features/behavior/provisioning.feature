Feature: What the provisioning tutorials promise

  @PROV-01 @PROV-08
  Scenario: Whoever is in scope when provisioning is turned on gets an account
    Given the directory has the users "ana", "bo" and "cy"
    And "ana" and "bo" are assigned to the application
    When provisioning is turned on
    Then "ana" has an account
    And "bo" has an account
    And "cy" has no account
    And "ana" is active
    And the cycle sent 2 "POST /Users" [PROV-08]

  @PROV-01
  Scenario: Whoever comes into scope later gets an account
    Given the directory has the users "ana" and "bo"
    And "ana" is assigned to the application
    And provisioning is turned on
    When "bo" is assigned to the application
    And the next sync cycle has completed
    Then "bo" has an account
    And "bo" is active
    And the account of "bo" has "name.givenName" "Bo"

  @PROV-02
  Scenario: Whoever needs no access any more is switched off
    Given the directory has the users "ana" and "bo"
    And "ana" and "bo" are assigned to the application
    And provisioning is turned on
    When "ana" is no longer assigned
    And the next sync cycle has completed
    Then "ana" is not active
    And "bo" is active

  @PROV-02
  Scenario: Whoever is disabled in the directory is switched off
    Given the directory has the users "ana" and "bo"
    And "ana" and "bo" are assigned to the application
    And provisioning is turned on
    When "ana" is disabled in the directory
    And the next sync cycle has completed
    Then "ana" is not active
    And "bo" is active

  @PROV-03
  Scenario: A new name reaches the account
    Given the directory has the users "ana" and "bo"
    And "ana" and "bo" are assigned to the application
    And provisioning is turned on
    When the "surname" of "ana" becomes "Moreira"
    And the next sync cycle has completed
    Then the account of "ana" has "name.familyName" "Moreira"
    And the account of "ana" has "name.givenName" "Ana"
    And the account of "bo" has "name.familyName" "Reis"

  @PROV-03
  Scenario: A new user name reaches the same account
    Given the directory has the users "ana"
    And "ana" is assigned to the application
    And provisioning is turned on
    When the "userPrincipalName" of "ana" becomes "ana.moreira@fabrikam.example"
    And the next sync cycle has completed
    Then the account of "ana" has "userName" "ana.moreira@fabrikam.example"

  @PROV-04
  Scenario: A group comes with its members
    Given the application provisions groups
    And the directory has the users "ana", "bo" and "cy"
    And the directory has the group "design" with "ana" and "bo"
    And "design" and "cy" are assigned to the application
    When provisioning is turned on
    Then the group "design" is there
    And the group "design" is called "Design"
    And "design" has exactly the members "ana" and "bo"

  @PROV-04
  Scenario: Memberships and the name of a group follow the directory
    Given the application provisions groups
    And the directory has the users "ana", "bo" and "cy"
    And the directory has the group "design" with "ana" and "bo"
    And "design" and "cy" are assigned to the application
    And provisioning is turned on
    When "cy" is added to "design"
    And "bo" is removed from "design"
    And "design" is renamed to "Design Studio"
    And the next sync cycle has completed
    Then "design" has exactly the members "ana" and "cy"
    And the group "design" is called "Design Studio"

  @core @PROV-05
  Scenario: The connection test succeeds with the tenant URL and the token alone
    Given the directory has the users "ana"
    And "ana" is assigned to the application
    When the connection is tested
    Then the connection test succeeds

  @PROV-05
  Scenario: The connection test succeeds with the right token and is refused with a wrong one
    Given the directory has the users "ana"
    And "ana" is assigned to the application
    And provisioning is turned on
    When the administrator saves a token that nobody issued
    Then the connection test is refused
    When the administrator saves the right token again
    Then the connection test succeeds

  @PROV-06
  Scenario: Only assigned users are provisioned
    Given the directory has the users "ana" and "bo"
    And "ana" is assigned to the application
    When provisioning is turned on
    Then the cycle sent 1 "POST /Users"
    And "bo" has no account

  @PROV-06
  Scenario: With the scope all users and groups nobody needs to be assigned
    Given the directory has the users "ana" and "bo"
    And everybody is in scope
    When provisioning is turned on
    Then the cycle sent 2 "POST /Users"

  @PROV-07
  Scenario: An account with the same matching attribute is found and not created again
    Given the directory has the users "ana"
    And the application has a user called as "ana" is
    And "ana" is assigned to the application
    When provisioning is turned on
    Then no second account of "ana" was created
    And "ana" is active

  @PROV-09
  Scenario: The initial cycle takes longer than those that follow
    Given the directory has the users "ana", "bo" and "cy"
    And "ana", "bo" and "cy" are assigned to the application
    When provisioning is turned on
    And the next sync cycle has completed
    Then the first cycle took longer than the last

  @PROV-10
  Scenario: Cycles go on about every 40 minutes
    Given the directory has the users "ana" and "bo"
    And "ana" is assigned to the application
    And provisioning is turned on
    When 4 hours have passed
    Then 7 cycles have run
    When "bo" is assigned to the application
    And 1 hour has passed
    Then "bo" has an account [PROV-10]

  @PROV-11
  Scenario: The operator sees who was provisioned
    Given the directory has the users "ana"
    And "ana" is assigned to the application
    When provisioning is turned on
    Then the run is as in a story:
      """
      {"log": [{"object": "ana", "action": "create", "status": "success"}], "job": {"code": "Active", "last": "Succeeded"}}
      """

  @PROV-11 @PROV-12
  Scenario: The operator sees the quarantine and is notified of it
    Given the directory has the users "ana"
    And "ana" is assigned to the application
    And provisioning is turned on
    When the administrator saves a token that nobody issued
    And the next sync cycle has completed
    Then the run is as in a story: [PROV-11]
      """
      {"job": {"code": "Quarantine", "reason": "EncounteredQuarantineException"}}
      """
    And the run is as in a story: [PROV-12]
      """
      {"job": {"notices": 1}}
      """
