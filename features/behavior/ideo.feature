Feature: The provisioning tutorial of IDEO

  @IDEO-01
  Scenario: The application keeps each attribute that the tutorial maps
    Given the directory has the users "ana"
    And "ana" is assigned to the application
    When provisioning is turned on
    Then the account of "ana" has "userName" "ana.reis@fabrikam.example"
    And the account of "ana" has "emails[type eq "work"].value" "ana.reis@fabrikam.example"
    And the account of "ana" has "active" "true"
    And the account of "ana" has "name.givenName" "Ana"
    And the account of "ana" has "name.familyName" "Reis"

  @IDEO-02
  Scenario: The application keeps the name and the members of a group
    Given the directory has the users "ana" and "bo"
    And the directory has the group "design" with "ana" and "bo"
    And "design" is assigned to the application
    When provisioning is turned on
    Then the group "design" is called "Design"
    And "design" has exactly the members "ana" and "bo"

  @IDEO-03
  Scenario: Groups are changed as the generation of the client does it
    Given the directory has the users "ana" and "bo"
    And the directory has the group "design" with "ana"
    And "design" and "bo" are assigned to the application
    And provisioning is turned on
    When "bo" is added to "design"
    And the next sync cycle has completed
    Then groups were changed with the method of the profile
