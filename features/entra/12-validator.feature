Feature: What the Validator tests (Entra, E-12.5)

  @E-12.5
  Scenario: A new user is created, found by the name, and has the values that were sent
    Given the target declares "displayName" of a User
    When POST "/Users" with "Content-Type: application/scim+json; charset=utf-8":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "active": true, "displayName": "Ana Reis",
       "name": {"givenName": "Ana", "familyName": "Reis"}, "emails": [{"type": "work", "value": "{name:mail}"}]}
      """
    Then the status is 201
    When the answer is called "ana"
    And GET "/Users?filter=userName eq "{name:ana}""
    Then the status is 200
    And the list has exactly "ana"
    And "Resources[0].active" is true
    And "Resources[0].displayName" is "Ana Reis"
    And "Resources[0].name.familyName" is "Reis"
    And "Resources[0].emails[type eq "work"].value" is "{name:mail}"

  @E-12.5
  Scenario: A duplicate user is refused with 409
    Given a user "ana"
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}"}
      """
    Then the status is 409

  @E-12.5
  Scenario: An existing user is found once, and nobody for a name that does not exist
    Given a user "ana"
    When GET "/Users?filter=userName eq "{ana.userName}""
    Then the status is 200
    And "totalResults" is 1
    When GET "/Users?filter=userName eq "{random}""
    Then the status is 200
    And "totalResults" is 0
    And the list is empty

  @E-12.5
  Scenario: Attributes of a user are replaced by one operation each
    Given the target declares "displayName" of a User
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
       "Operations": [{"op": "replace", "path": "displayName", "value": "Ana R"}, {"op": "replace", "path": "name.givenName", "value": "Anna"},
                      {"op": "replace", "path": "name.familyName", "value": "Moreira"}, {"op": "replace", "path": "active", "value": true}]}
      """
    Then the status is 200 or 204
    And reading "ana" shows:
      """
      {"displayName": "Ana R", "name": {"givenName": "Anna", "familyName": "Moreira"}, "active": true}
      """

  @E-12.5
  Scenario: The name of a user is replaced, and the user is found by the new one
    Given a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "userName", "value": "{name:anna}"}]}
      """
    Then the status is 200 or 204
    And reading "ana" shows:
      """
      {"userName": "{name:anna}"}
      """
    When GET "/Users?filter=userName eq "{name:anna}""
    Then the list has exactly "ana"

  @E-12.5
  Scenario: A user is disabled, and is still read and found
    Given a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "active", "value": false}]}
      """
    Then the status is 200 or 204
    When GET "/Users/{ana.id}"
    Then the status is 200
    And "active" is false
    When GET "/Users?filter=userName eq "{ana.userName}""
    Then the list has exactly "ana"
    And "Resources[0].active" is false

  @E-12.5
  Scenario: A manager is added, replaced and removed
    Given the target has "enterprise"
    And the target declares "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager" of a User
    And a user "boss"
    And a user "chief"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
       "Operations": [{"op": "add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": {"value": "{boss.id}"}}]}
      """
    Then the status is 200 or 204
    When "ana" is read
    Then "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.manager.value" is "{boss.id}"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
       "Operations": [{"op": "replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": {"value": "{chief.id}"}}]}
      """
    Then the status is 200 or 204
    When "ana" is read
    Then "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.manager.value" is "{chief.id}"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
       "Operations": [{"op": "replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": {"value": ""}}]}
      """
    Then the status is 200 or 204
    When "ana" is read
    Then "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.manager.value" is absent

  @E-12.5
  Scenario: A group is read and found without its members
    Given a user "ana"
    And a group "design" with the members "ana"
    When GET "/Groups/{design.id}?excludedAttributes=members"
    Then the status is 200
    And "displayName" is "{design.displayName}"
    And "members" is absent
    When GET "/Groups?excludedAttributes=members&filter=displayName eq "{design.displayName}""
    Then the list has exactly "design"
    And no resource has "members"

  @E-12.5
  Scenario: An existing group is found once, and none for a name that does not exist
    Given a group "design"
    When GET "/Groups?excludedAttributes=members&filter=displayName eq "{design.displayName}""
    Then the status is 200
    And "totalResults" is 1
    When GET "/Groups?excludedAttributes=members&filter=displayName eq "{random}""
    Then the status is 200
    And "totalResults" is 0

  @E-12.5
  Scenario: A new group without members is created, and a duplicate is refused with 409
    Given the target has "groups"
    When POST "/Groups":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{text:design}", "externalId": "{text:external}"}
      """
    Then the status is 201
    And "displayName" is "{text:design}"
    When POST "/Groups":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{text:design}"}
      """
    Then the status is 409

  @E-12.5
  Scenario: The external id of a group is replaced without a path
    Given a group "design"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "value": {"externalId": "{text:external}"}}]}
      """
    Then the status is 200 or 204
    And reading "design" shows:
      """
      {"externalId": "{text:external}"}
      """

  @E-12.5
  Scenario: The name of a group is replaced without a path
    Given a group "design"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "value": {"displayName": "{text:renamed}"}}]}
      """
    Then the status is 200 or 204
    And reading "design" shows:
      """
      {"displayName": "{text:renamed}"}
      """

  @E-12.5
  Scenario: A member comes by a replace of the members and goes by a filtered path
    Given a user "ana"
    And a group "design"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "members", "value": [{"value": "{ana.id}"}]}]}
      """
    Then the status is 200 or 204
    When the members of "design" are read
    Then the members are exactly "ana"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "remove", "path": "members[value eq \"{ana.id}\"]"}]}
      """
    Then the status is 200 or 204
    When "design" is read
    Then "members" has 0 values

  @E-12.5
  Scenario: Operations on different attributes of a user are all applied
    Given the target declares "nickName" of a User
    And the target declares "title" of a User
    And a user "ana" with:
      """
      {"title": "Buyer"}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
       "Operations": [{"op": "remove", "path": "title"}, {"op": "add", "path": "nickName", "value": "Annie"}, {"op": "replace", "path": "active", "value": false}]}
      """
    Then the status is 200 or 204
    When "ana" is read
    Then "title" is absent
    And "nickName" is "Annie"
    And "active" is false

  @E-12.5
  Scenario: Operations on the same attribute of a user are applied in their order
    Given the target declares "nickName" of a User
    And the target declares "emails" of a User
    And a user "ana" with:
      """
      {"nickName": "Ann"}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
       "Operations": [{"op": "remove", "path": "nickName"}, {"op": "add", "path": "nickName", "value": "Annie"}]}
      """
    Then the status is 200 or 204
    And reading "ana" shows:
      """
      {"nickName": "Annie"}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
       "Operations": [{"op": "add", "path": "emails", "value": [{"type": "other", "value": "{name:other}"}]},
                      {"op": "add", "path": "emails", "value": [{"type": "home", "value": "{name:home}"}]}]}
      """
    Then the status is 200 or 204
    When "ana" is read
    Then "emails[type eq "other"].value" is "{name:other}"
    And "emails[type eq "home"].value" is "{name:home}"

  @E-12.5
  Scenario: A member is added and removed by the operations of one request
    Given 2 users "ana"
    And a group "design" with the members "ana1"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
       "Operations": [{"op": "add", "path": "members", "value": [{"value": "{ana2.id}"}]}, {"op": "remove", "path": "members[value eq \"{ana1.id}\"]"}]}
      """
    Then the status is 200 or 204
    When the members of "design" are read
    Then the members are exactly "ana2"

  @E-12.14
  Scenario: Groups are paged by five, and each page echoes its start
    Given the target has "index"
    And the target has "groups"
    When 6 times in a row POST "/Groups":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{text:g{n}}", "externalId": "{text:paged}"}
      """
    And GET "/Groups?filter=externalId eq "{text:paged}""
    And if the status is 400, 403 or 501, the rest does not apply
    And all pages of "/Groups?filter=externalId eq "{text:paged}"" by 5 are read
    Then the status is 200
    And the pages hold as many resources as they say
    And no resource is on two pages
    And every page echoes its start

  @RFC7644-3.4.2-R04 @RFC7644-3.4.2.4-R04 @RFC7644-3.4.2.4-R11
  Scenario: A page of one user counts from the start and shows the user
    Given the target has "index"
    And 2 users "ana"
    When GET "/Users?startIndex=1&count=1"
    And if the status is 400, 403 or 501, the rest does not apply
    Then the status is 200
    And "schemas" contains "urn:ietf:params:scim:api:messages:2.0:ListResponse"
    And the list has at most 1 resource [RFC7644-3.4.2.4-R04]
    And "startIndex" is 1 [RFC7644-3.4.2.4-R11]
    And each resource has "id"
    And each resource has "userName"

  @RFC7644-3.12-R01 @RFC7644-3.12-R02 @RFC7644-3.12-R03
  Scenario: The refusal of a bad token is a SCIM error
    Given the run logs in with a bearer token
    When GET "/Users?filter=userName eq "{random}"" with "Authorization: Bearer 00000000-not-a-token-00000000"
    And if the status is 401, the check goes on
    Then the body is a valid "error"
    And "schemas" contains "urn:ietf:params:scim:api:messages:2.0:Error" [RFC7644-3.12-R02]
    And "status" is "401" [RFC7644-3.12-R03]

  @E-12.5 @E-6.6
  Scenario: Deleting a user who does not exist is answered 404
    When DELETE "/Users/{random}"
    Then the status is 404
    When GET "/Users/{random}"
    Then the status is 404 [E-6.6]

  @E-12.5 @E-6.6
  Scenario: Deleting a group that does not exist is answered 404
    Given the target has "groups"
    When DELETE "/Groups/{random}"
    Then the status is 404
    When GET "/Groups/{random}"
    Then the status is 404 [E-6.6]
