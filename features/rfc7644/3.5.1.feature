Feature: Replacing by PUT (RFC 7644 §3.5 and §3.5.1)

  @core @RFC7644-3.5-R01 @RFC7644-3.5.1-R14 @RFC7644-3.5.1-R03
  Scenario: A user is replaced, and the answer is 200 with the whole resource
    Given a user "ana" with:
      """
      {"displayName": "Ana", "title": "Buyer"}
      """
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "displayName": "Ana R", "emails": [{"type": "home", "value": "{name:home}"}]}
      """
    Then the request succeeds [RFC7644-3.5-R01]
    And the status is 200 [RFC7644-3.5.1-R14]
    And "id" is "{ana.id}" [RFC7644-3.5.1-R14]
    And "userName" is "{ana.userName}" [RFC7644-3.5.1-R14]
    And "displayName" is "Ana R" [RFC7644-3.5.1-R14]
    When "ana" is read
    Then "displayName" is "Ana R" [RFC7644-3.5-R01, RFC7644-3.5.1-R03]
    And "emails" has 1 value [RFC7644-3.5.1-R03]
    And "emails[0].value" is "{name:home}" [RFC7644-3.5.1-R03]
    And "emails[0].type" is "home" [RFC7644-3.5.1-R03]

  @core @RFC7644-3.5-R01 @RFC7644-3.5.1-R14 @RFC7644-3.5.1-R03
  Scenario: A group is replaced with its members
    Given 3 users "a"
    And a group "design" with the members "a1" and "a2"
    When PUT "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{text:renamed}", "members": [{"value": "{a3.id}"}]}
      """
    Then the request succeeds [RFC7644-3.5-R01]
    And the status is 200 [RFC7644-3.5.1-R14]
    And "displayName" is "{text:renamed}" [RFC7644-3.5.1-R14]
    And reading "design" shows: [RFC7644-3.5.1-R03]
      """
      {"displayName": "{text:renamed}"}
      """
    When the members of "design" are read
    Then the members are exactly "a3" [RFC7644-3.5-R01, RFC7644-3.5.1-R03]

  @RFC7644-3.5.1-R14
  Scenario: The answer to a PUT shows what a read shows
    Given a user "ana" with:
      """
      {"title": "Buyer"}
      """
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "displayName": "Ana R", "name": {"familyName": "Reis"}, "groups": [{"value": "{random}"}]}
      """
    Then the status is 200
    When the answer is called "ana"
    Then what the answer shows of "ana" is what a read shows

  @core @RFC7644-3.5.1-R01 @RFC7644-3.2-R06 @RFC7644-3.5.1-R15
  Scenario: A PUT to an id that does not exist is answered 404 and creates nothing
    When PUT "/Users/{random}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}
      """
    Then the status is 404 [RFC7644-3.5.1-R15]
    And it is a SCIM error [RFC7644-3.5.1-R15]
    And the status is not 201 [RFC7644-3.5.1-R01, RFC7644-3.2-R06]
    When GET "/Users/{random}"
    Then the status is 404 [RFC7644-3.5.1-R01, RFC7644-3.2-R06]
    And there is no User whose "userName" is "{name:ana}" [RFC7644-3.5.1-R01, RFC7644-3.2-R06]

  @RFC7644-3.5.1-R01 @RFC7644-3.2-R06 @RFC7644-3.5.1-R15
  Scenario: A PUT to a group that does not exist is answered 404 and creates nothing
    Given the target has "groups"
    When PUT "/Groups/{random}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{text:design}"}
      """
    Then the status is 404 [RFC7644-3.5.1-R15]
    And the status is not 201 [RFC7644-3.5.1-R01, RFC7644-3.2-R06]
    And there is no Group whose "displayName" is "{text:design}" [RFC7644-3.5.1-R01, RFC7644-3.2-R06]

  @RFC7644-3.5.1-R15
  Scenario: A PUT does not bring back what was deleted
    Given a user "ana"
    When DELETE "/Users/{ana.id}"
    And if the request succeeds, the check goes on
    And PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}"}
      """
    Then the status is 404

  @RFC7644-3.5.1-R01 @RFC7644-3.2-R06
  Scenario: A PUT to the endpoint itself creates nothing
    When PUT "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}
      """
    Then the request is refused [RFC7644-3.5.1-R01, RFC7644-3.2-R06]
    And there is no User whose "userName" is "{name:ana}" [RFC7644-3.5.1-R01, RFC7644-3.2-R06]

  @core @RFC7644-3.5.1-R02
  Scenario: What was read can be put back with one change
    Given a user "ana" with:
      """
      {"displayName": "Ana", "title": "Buyer"}
      """
    When "ana" is put back with "displayName" changed to "Ana R"
    Then the request succeeds
    And nothing of "ana" has changed but "displayName"
    And reading "ana" shows:
      """
      {"displayName": "Ana R"}
      """

  @RFC7644-3.5.1-R02
  Scenario: A group that was read can be put back with one change
    Given a user "ana"
    And a group "design" with the members "ana"
    When "design" is put back with "displayName" changed to "{text:renamed}"
    Then the request succeeds
    When the members of "design" are read
    Then the members are exactly "ana"

  @RFC7644-3.5.1-R08
  Scenario: Null and an empty list in a PUT clear what was there
    Given a user "ana" with:
      """
      {"title": "Buyer", "displayName": "Ana"}
      """
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "title": null, "emails": [], "displayName": "Ana"}
      """
    Then the request succeeds
    When "ana" is read
    Then "title" is absent
    And "emails" is absent
    And "displayName" is "Ana"

  @RFC7644-3.5.1-R08
  Scenario: Null in a PUT clears the parts of a name, and an empty list the members
    Given a user "ana"
    And a group "design" with the members "ana"
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "name": null}
      """
    Then the request succeeds
    When "ana" is read
    Then "name.familyName" is absent
    When PUT "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{design.displayName}", "members": []}
      """
    Then the request succeeds
    When the members of "design" are read
    Then there are no members

  @core @RFC7644-3.5.1-R12
  Scenario: What only the service provider may set is ignored in a PUT
    Given a user "ana"
    And a group "crew"
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "{random}", "userName": "{ana.userName}", "displayName": "Ana R", "meta": {"created": "2001-01-01T00:00:00Z", "resourceType": "Robot", "location": "{base}/Users/1"}, "groups": [{"value": "{crew.id}"}]}
      """
    Then the request succeeds
    When "ana" is read
    Then "id" is "{ana.id}"
    And "meta.created" is "{ana.meta.created}"
    And "meta.resourceType" is "User"
    And "meta.location" is "{ana.meta.location}"
    And "groups" is absent
    And "displayName" is "Ana R"
    When the members of "crew" are read
    Then there are no members

  @core @RFC7644-3.5.1-R13
  Scenario: A PUT without userName is refused, and changes nothing
    Given a user "ana" with:
      """
      {"displayName": "Ana"}
      """
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "displayName": "Ana R"}
      """
    Then the request is refused
    And "ana" is unchanged

  @RFC7644-3.5.1-R13
  Scenario: A PUT of a group without displayName is refused, and changes nothing
    Given the target requires "displayName" of a Group
    And a group "design"
    When PUT "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"]}
      """
    Then the request is refused
    And "design" is unchanged
