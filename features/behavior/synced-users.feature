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
    And the directory has the group "build" with "ana"
    And "design", "build", "ana" and "cy" are assigned to the application
    And provisioning is turned on
    When "ana" is removed from "design"
    And "ana" is removed from "build"
    And the next sync cycle has completed
    Then "ana" is in no synced group
    And "design" has exactly the members "bo"
    And "build" has no members

  @SYNC-09 @SYNC-09b
  Scenario: A user added back to a synced group is a member again, with the same account
    Given the directory has the users "ana" and "bo"
    And the directory has the group "design" with "ana" and "bo"
    And the directory has the group "build" with "ana"
    And "design", "build" and "ana" are assigned to the application
    And provisioning is turned on
    When "ana" is removed from "design"
    And "ana" is removed from "build"
    And the next sync cycle has completed
    And "ana" is added to "design"
    And "ana" is added to "build"
    And the next sync cycle has completed
    Then "ana" is in "design" [SYNC-09]
    And "design" has exactly the members "ana" and "bo" [SYNC-09]
    And "build" has exactly the members "ana" [SYNC-09]
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

  @SYNC-01
  Scenario: Synced users have an account on the account side
    Given the directory has the users "ana" and "bo"
    And the directory has the group "design" with "ana" and "bo"
    And "design" is assigned to the application
    When provisioning is turned on
    Then the account side has one account of "ana"
    And "ana" is in the team
    And the account side shows "ana" in "design"

  @SYNC-02
  Scenario: A synced group is read-only for account admins
    Given the directory has the users "ana" and "bo"
    And the directory has the group "design" with "ana"
    And "design" and "bo" are assigned to the application
    And provisioning is turned on
    When an admin tries to rename the synced group "design" to "Ours"
    Then it is refused
    And the group "design" is called "Design"
    And the synced group "design" is read-only

  @SYNC-03
  Scenario Outline: A synced user cannot be edited or removed by <who>
    Given the directory has the users "ana" and "bo"
    And the directory has the group "design" with "ana" and "bo"
    And "design" is assigned to the application
    And provisioning is turned on
    When <who> tries to rename "ana" to "Ana Moreira"
    Then it is refused
    When <who> tries to change the e-mail of "ana" to "ana@elsewhere.example"
    Then it is refused
    And the profile of "ana" is read-only
    And the account of "ana" has "userName" "ana.reis@fabrikam.example"

    Examples:
      | who      |
      | an admin |
      | the user |

  @SYNC-03
  Scenario: A synced user cannot be removed by hand
    Given the directory has the users "ana" and "bo"
    And the directory has the group "design" with "ana" and "bo"
    And "design" is assigned to the application
    And provisioning is turned on
    When an admin tries to remove "ana" from the team
    Then it is refused
    And "ana" is in the team
    When an admin tries to take "ana" out of the synced group "design"
    Then it is refused
    And "ana" is in "design"

  @SYNC-04
  Scenario: A synced user can join local groups, change roles and get seats
    Given the directory has the users "ana" and "bo"
    And the directory has the group "design" with "ana" and "bo"
    And "design" is assigned to the application
    And provisioning is turned on
    When an admin tries to put "ana" into the local group "Contractors"
    Then it is done
    And "ana" is in the local group "Contractors"
    When an admin tries to make "ana" a "project-lead"
    Then it is done
    And the role of "ana" is "project-lead"
    When an admin tries to give "ana" a seat of "Modeller"
    Then it is done
    And "ana" has the seats "Modeller"

  @SYNC-06
  Scenario: A disabled user leaves the team and loses all seats
    Given the directory has the users "ana" and "bo"
    And the directory has the group "design" with "ana" and "bo"
    And "design" is assigned to the application
    And provisioning is turned on
    And an admin gives "ana" a seat of "Modeller"
    And an admin gives "bo" a seat of "Modeller"
    When "ana" is disabled in the directory
    And the next sync cycle has completed
    Then "ana" is not in the team
    And "ana" has no seats
    And "bo" is in the team
    And "bo" has the seats "Modeller"

  @SYNC-08b
  Scenario: A user removed from all synced groups stays in the team
    Given the directory has the users "ana" and "bo"
    And the directory has the group "design" with "ana" and "bo"
    And "design" and "ana" are assigned to the application
    And provisioning is turned on
    When "ana" is removed from "design"
    And the next sync cycle has completed
    Then "ana" is in the team

  @serial @SYNC-11
  Scenario Outline: Users of a group that was removed may <happen> by a directory setting
    Given the directory has the users "ana" and "bo"
    And the directory has the group "design" with "ana"
    And the directory has the group "build" with "bo"
    And "design", "build" and "ana" are assigned to the application
    And provisioning is turned on
    And users of removed groups are to <setting>
    When "design" is no longer assigned
    And the next sync cycle has completed
    Then the group "design" is gone
    And "ana" is <where> the team
    And the account side shows "ana" in no synced group
    And "bo" is in the team

    Examples:
      | happen         | setting | where  |
      | stay           | stay    | in     |
      | leave the team | leave   | not in |

  @serial @SYNC-12
  Scenario: Synced users and groups remain read-only when directory sync is disabled
    Given the directory has the users "ana" and "bo"
    And the directory has the group "design" with "ana" and "bo"
    And "design" is assigned to the application
    And provisioning is turned on
    When provisioning is paused
    And a primary admin turns directory sync off
    Then "ana" is in the team
    And "design" has exactly the members "ana" and "bo"
    And the profile of "ana" is read-only
    And the synced group "design" is read-only
    When an admin tries to rename "ana" to "Ana Moreira"
    Then it is refused
    When an admin tries to rename the synced group "design" to "Ours"
    Then it is refused

  @SYNC-13
  Scenario: A user who is enabled again is back in the team, but not in hubs and projects
    Given the directory has the users "ana" and "bo"
    And the directory has the group "design" with "ana" and "bo"
    And "design" is assigned to the application
    And provisioning is turned on
    And an admin puts "ana" on the hub "North"
    And an admin puts "ana" on the project "Bridge"
    When "ana" is disabled in the directory
    And the next sync cycle has completed
    And "ana" is enabled in the directory again
    And the next sync cycle has completed
    Then "ana" is in the team
    And "ana" is on no hub
    And "ana" is on no project
    When an admin tries to put "ana" on the project "Bridge"
    Then it is done
    And "ana" is on the project "Bridge"

  @SYNC-14
  Scenario: A user removed by the directory's administrator leaves hubs and projects
    Given the directory has the users "ana" and "bo"
    And "ana" and "bo" are assigned to the application
    And provisioning is turned on
    And an admin puts "ana" on the hub "North"
    And an admin puts "ana" on the project "Bridge"
    And an admin puts "bo" on the project "Bridge"
    When "ana" is no longer assigned
    And the next sync cycle has completed
    Then "ana" is on no hub
    And "ana" is on no project
    And "bo" is on the project "Bridge"

  @SYNC-16
  Scenario: The badge shows only on users in a synced group
    Given the directory has the users "ana" and "bo"
    And the directory has the group "design" with "ana"
    And "design", "ana" and "bo" are assigned to the application
    And provisioning is turned on
    Then "ana" carries the Synced badge
    And "bo" does not carry the Synced badge
    When "ana" is removed from "design"
    And the next sync cycle has completed
    Then "ana" does not carry the Synced badge

  @SYNC-18
  Scenario: Seats of a synced group are assigned to its members automatically
    Given the directory has the users "ana", "bo" and "cy"
    And the directory has the group "design" with "ana"
    And "design", "bo" and "cy" are assigned to the application
    And provisioning is turned on
    When an admin tries to give the synced group "design" the product "Modeller"
    Then it is done
    And "ana" has the seats "Modeller"
    And "cy" has no seats
    When "bo" is added to "design"
    And the next sync cycle has completed
    Then "bo" has the seats "Modeller"
    And "cy" has no seats
