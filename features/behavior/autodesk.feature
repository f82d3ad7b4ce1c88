Feature: The provisioning tutorial of Autodesk SSO

  @ADSK-01
  Scenario: The application keeps each attribute that the tutorial maps
    Given the directory has the users "ana"
    And "ana" is assigned to the application
    When provisioning is turned on
    Then the account of "ana" has "userName" "ana.reis@fabrikam.example"
    And the account of "ana" has "active" "true"
    And the account of "ana" has "name.givenName" "Ana"
    And the account of "ana" has "name.familyName" "Reis"
    And the account of "ana" shows "urn:ietf:params:scim:schemas:extension:AdskUserExt:2.0:User:objectGUID"

  @ADSK-01
  Scenario: The application finds a user by the matching attribute
    Given a user "ana"
    When GET "/Users?filter=userName eq "{ana.userName}""
    Then the status is 200
    And the list has exactly "ana"

  @ADSK-02
  Scenario: The application keeps the name and the members of a group
    Given the directory has the users "ana" and "bo"
    And the directory has the group "design" with "ana" and "bo"
    And "design" is assigned to the application
    When provisioning is turned on
    Then the group "design" is called "Design"
    And "design" has exactly the members "ana" and "bo"

  @ADSK-02
  Scenario: The application finds a group by the matching attribute
    Given a group "design"
    When GET "/Groups?filter=displayName eq "{design.displayName}""
    Then the status is 200
    And the list has exactly "design"

  @serial @ADSK-03
  Scenario Outline: <who> can set up directory sync
    When <who> tries to turn directory sync on
    Then it is done

    Examples:
      | who             |
      | a primary admin |
      | an SSO admin    |

  @serial @ADSK-03
  Scenario Outline: <who> cannot set up directory sync
    When <who> tries to turn directory sync on
    Then it is refused

    Examples:
      | who      |
      | an admin |
      | the user |
