Feature: Creating resources (RFC 7644 §3.3)

  @core @floor @RFC7644-3.3-R08 @RFC7644-3.3-R09 @RFC7644-3.3-R10 @E-6.7
  Scenario: A created user is answered with 201, the resource and where it is
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}
      """
    Then the status is 201 [RFC7644-3.3-R08]
    And the request succeeds [E-6.7]
    And "userName" is "{name:ana}" [RFC7644-3.3-R09]
    And "id" is there [E-6.7]
    And "meta.location" is there [RFC7644-3.3-R10]
    And the header "Location" says the same as "meta.location" [RFC7644-3.3-R10]
    When the answer is called "ana"
    And the location of "ana" is read
    Then the status is 200 [RFC7644-3.3-R10]
    And "id" is "{ana.id}" [RFC7644-3.3-R10]

  @RFC7644-3.3-R09
  Scenario: The answer to a creation shows what was asserted
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "title": "Buyer"}
      """
    And if the request succeeds, the check goes on
    Then "title" is "Buyer"

  @core @RFC7644-3.3-R08 @RFC7644-3.3-R10 @RFC7644-3.3-R01 @E-6.7
  Scenario: A created group is answered with 201 and where it is
    Given the target has "groups"
    And a user "ana"
    When POST "/Groups":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{text:empty}"}
      """
    Then the status is 201 [RFC7644-3.3-R08, RFC7644-3.3-R01]
    And the request succeeds [E-6.7]
    When POST "/Groups":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{text:design}", "members": [{"value": "{ana.id}"}]}
      """
    Then the status is 201 [RFC7644-3.3-R08, RFC7644-3.3-R01]
    And the request succeeds [E-6.7]
    And the header "Location" says the same as "meta.location" [RFC7644-3.3-R10]
    When the answer is called "design"
    And the location of "design" is read
    Then the status is 200 [RFC7644-3.3-R10]
    And "id" is "{design.id}" [RFC7644-3.3-R10]

  @core @RFC7644-3.3-R01
  Scenario: A user is created by POST to /Users
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}
      """
    Then the status is 201
    When the answer is called "ana"
    Then reading "ana" shows:
      """
      {"userName": "{name:ana}"}
      """

  @core @RFC7644-3.3-R03 @RFC7644-3.3-R02
  Scenario: What only the service provider may set is ignored in a creation
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "displayName": "Ana", "id": "{random}", "meta": {"resourceType": "Robot", "created": "2001-01-01T00:00:00Z", "version": "W/x"}, "groups": [{"value": "{random}"}]}
      """
    Then the request succeeds [RFC7644-3.3-R03, RFC7644-3.3-R02]
    When the answer is called "ana"
    And "ana" is read
    Then "id" is not "{random}" [RFC7644-3.3-R03, RFC7644-3.3-R02]
    And "meta.resourceType" is "User" [RFC7644-3.3-R03, RFC7644-3.3-R02]
    And "meta.created" is not "2001-01-01T00:00:00Z" [RFC7644-3.3-R03, RFC7644-3.3-R02]
    And "groups" is absent [RFC7644-3.3-R03, RFC7644-3.3-R02]
    And "displayName" is "Ana" [RFC7644-3.3-R02]

  @RFC7644-3.3-R07
  Scenario: Null and an empty list leave an attribute without a value
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "title": null, "emails": [], "active": null}
      """
    Then the request succeeds
    When the answer is called "ana"
    And "ana" is read
    Then "title" is absent
    And "emails" is absent
    And "active" is not true

  @RFC7644-3.3-R11
  Scenario: What the answer to a creation shows is what was stored
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "displayName": "Ana", "title": "Buyer", "name": {"givenName": "Ana", "familyName": "Reis"}, "groups": [{"value": "{random}"}], "id": "{random}"}
      """
    Then the request succeeds
    When the answer is called "ana"
    Then what the answer shows of "ana" is what a read shows

  @RFC7644-3.3-R02 @RFC7644-3.3-R11
  Scenario: The attributes of an extension are stored at creation, too
    Given the target has "enterprise"
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "userName": "{name:ana}", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "701984"}}
      """
    Then the request succeeds [RFC7644-3.3-R02, RFC7644-3.3-R11]
    When the answer is called "ana"
    And "ana" is read
    Then "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.employeeNumber" is "701984" [RFC7644-3.3-R02, RFC7644-3.3-R11]

  @RFC7644-3.3-R03
  Scenario: The id of another user in a creation does no harm
    Given a user "bo"
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "id": "{bo.id}"}
      """
    Then the request succeeds
    And "id" is not "{bo.id}"
    And "bo" is unchanged

  @RFC7644-3.3-R03
  Scenario: A creation cannot make itself a member of a group
    Given a group "crew"
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "groups": [{"value": "{crew.id}"}]}
      """
    Then the request succeeds
    When the members of "crew" are read
    Then there are no members

  @RFC7644-3.3-R12
  Scenario: Of several creations of one name at the same time, one succeeds
    When 8 times at once POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}
      """
    Then exactly 1 of the answers is 201

  @core @RFC7644-3.3-R12
  Scenario: A second user of the same name is refused with 409 and uniqueness
    Given a user "ana"
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}"}
      """
    Then the status is 409
    And the error keyword is "uniqueness"
    And it is a SCIM error
    And "ana" is unchanged
