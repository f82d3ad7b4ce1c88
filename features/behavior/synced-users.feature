Feature: Synced user behaviors

  @SYNC-01
  Scenario: Enabling directory sync creates the relevant users and groups
    Given the directory has the users "ana", "bo" and "cy"
    And the directory has the group "design" with "ana" and "bo"
    And "design" is assigned to the application
    When provisioning is turned on
    Then "ana" has an account
    And "bo" has an account
    And "design" has exactly the members "ana" and "bo"
    And "cy" has no account

  @SYNC-05 @SYNC-17
  Scenario: A user added to a synced group becomes a member with the next cycle
    Given the directory has the users "ana", "bo" and "cy"
    And the directory has the group "design" with "ana" and "bo"
    And "design" and "cy" are assigned to the application
    And provisioning is turned on
    When "cy" is added to "design"
    And 12 minutes have passed
    Then nothing has changed in the application yet [SYNC-17]
    When the next sync cycle has completed
    Then "cy" is in "design"
    And "design" has exactly the members "ana", "bo" and "cy"

  @SYNC-06 @SYNC-17
  Scenario: A disabled user leaves all synced groups
    Given the directory has the users "ana", "bo" and "cy"
    And the directory has the group "design" with "ana" and "bo"
    And the directory has the group "build" with "ana" and "cy"
    And "design" and "build" are assigned to the application
    And provisioning is turned on
    When "ana" is disabled in the directory
    And 12 minutes have passed
    Then nothing has changed in the application yet [SYNC-17]
    When the next sync cycle has completed
    Then "ana" is in no synced group
    And "ana" is not active
    And "design" has exactly the members "bo"
    And "build" has exactly the members "cy"

  @SYNC-07
  Scenario: Deleting a user is not supported, and harms nobody else
    Given the directory has the users "ana", "bo" and "eve"
    And the directory has the group "design" with "ana", "bo" and "eve"
    And "design" is assigned to the application
    And provisioning is turned on
    When "eve" is deleted in the directory
    And the next sync cycle has completed
    And "eve" is deleted in the directory for good
    And the next sync cycle has completed
    And the client sent the deletion of "eve"
    Then nobody but "eve" is affected

  @SYNC-08
  Scenario: A user removed from all synced groups leaves those groups
    Given the directory has the users "ana", "bo" and "cy"
    And the directory has the group "design" with "ana" and "bo"
    And the directory has the group "build" with "ana" and "cy"
    And "design", "build" and "ana" are assigned to the application
    And provisioning is turned on
    When "ana" is removed from "design"
    And "ana" is removed from "build"
    And the next sync cycle has completed
    Then "ana" is in no synced group
    And "design" has exactly the members "bo"
    And "build" has exactly the members "cy"

  @SYNC-09 @SYNC-09b
  Scenario: A user added back to a synced group is a member again, with the same account
    Given the directory has the users "ana" and "bo"
    And the directory has the group "design" with "ana" and "bo"
    And "design" and "ana" are assigned to the application
    And provisioning is turned on
    When "ana" is removed from "design"
    And the next sync cycle has completed
    And "ana" is added to "design"
    And the next sync cycle has completed
    Then "ana" is in "design" [SYNC-09]
    And "design" has exactly the members "ana" and "bo" [SYNC-09]
    And "ana" has the same account as at first [SYNC-09b]

  @SYNC-10
  Scenario: A user removed from one of several synced groups leaves that group only
    Given the directory has the users "ana", "bo" and "cy"
    And the directory has the group "design" with "ana" and "bo"
    And the directory has the group "build" with "ana" and "cy"
    And "design" and "build" are assigned to the application
    And provisioning is turned on
    When "ana" is removed from "design"
    And the next sync cycle has completed
    Then "ana" is not in "design"
    And "ana" is in "build"
    And "design" has exactly the members "bo"
    And "build" has exactly the members "ana" and "cy"

  @SYNC-11
  Scenario: A group removed from the connection leaves, and its users go
    Given the directory has the users "ana" and "bo"
    And the directory has the group "design" with "ana"
    And the directory has the group "build" with "bo"
    And "design" and "build" are assigned to the application
    And provisioning is turned on
    When "design" is no longer assigned
    And the next sync cycle has completed
    Then the group "design" is gone
    And "build" has exactly the members "bo"
    And "ana" is not active

  @SYNC-11
  Scenario: A group removed from the connection leaves, and users who are assigned themselves stay
    Given the directory has the users "ana" and "bo"
    And the directory has the group "design" with "ana"
    And the directory has the group "build" with "bo"
    And "design", "build" and "ana" are assigned to the application
    And provisioning is turned on
    When "design" is no longer assigned
    And the next sync cycle has completed
    Then the group "design" is gone
    And "build" has exactly the members "bo"
    And "ana" is active

  @SYNC-12b
  Scenario: Nothing is sent any more when directory sync is disabled
    Given the directory has the users "ana" and "bo"
    And the directory has the group "design" with "ana"
    And "design" and "bo" are assigned to the application
    And provisioning is turned on
    When provisioning is paused
    And "bo" is added to "design"
    And the "surname" of "ana" becomes "Moreira"
    And 4 hours have passed
    Then 1 cycle has run
    And "design" has exactly the members "ana"

  @SYNC-15
  Scenario: Of a nested group the users in the group arrive
    Given the directory has the users "ana" and "bo"
    And the directory has the group "build" with "bo"
    And the directory has the group "design" with "ana"
    And "build" is nested into "design"
    And "design" is assigned to the application
    When provisioning is turned on
    Then "ana" is in "design"
    And the group "build" is gone
