Feature: What Entra sends is understood (Entra, E-5)

  @E-5.13
  Scenario: An extension that schemas does not list is taken all the same
    Given the target has "enterprise"
    And the target declares "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department" of a User
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}",
       "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Sales"}}
      """
    Then the status is 201 or 200
    When the answer is called "ana"
    Then reading "ana" shows:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Sales"}}
      """

  @E-5.18
  Scenario: An add on a filtered path without a match creates the value
    Given the target declares "phoneNumbers" of a User
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
       "Operations": [{"op": "Add", "path": "phoneNumbers[type eq \"mobile\"].value", "value": "+351 900 000 001"}]}
      """
    Then the status is 200 or 204
    And reading "ana" shows:
      """
      {"phoneNumbers": [{"type": "mobile", "value": "+351 900 000 001"}]}
      """

  @E-6.19 @E-5.18
  Scenario: A replace on a filtered path without a match creates the value
    Given the target declares "phoneNumbers" of a User
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
       "Operations": [{"op": "Replace", "path": "phoneNumbers[type eq \"work\"].value", "value": "+351 900 000 002"}]}
      """
    Then the status is 200 or 204
    And the status is 200 or 204 [E-5.18]
    And reading "ana" shows: [E-6.19, E-5.18]
      """
      {"phoneNumbers": [{"type": "work", "value": "+351 900 000 002"}]}
      """

  @core @E-5.20 @E-6.11 @E-6.8
  Scenario: A user is disabled by the text False, and stays visible
    Given a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "Replace", "path": "active", "value": "False"}]}
      """
    Then the status is 200 or 204 [E-5.20, E-6.8]
    When "ana" is read
    Then the status is 200 [E-6.11]
    And "active" is false [E-5.20, E-6.11]
    When GET "/Users?filter=userName eq "{ana.userName}""
    Then the list has exactly "ana" [E-6.11]
    And "Resources[0].active" is false [E-6.11]

  @core @E-5.20
  Scenario: A user is enabled again by the text True
    Given a user "ana" with:
      """
      {"active": false}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "Replace", "path": "active", "value": "True"}]}
      """
    Then the status is 200 or 204
    When "ana" is read
    Then "active" is true

  @E-5.20
  Scenario: The text True is understood for primary, too
    Given a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "Replace", "path": "emails[type eq \"work\"].primary", "value": "True"}]}
      """
    Then the status is 200 or 204
    When "ana" is read
    Then "emails[type eq "work"].primary" is true

  @E-5.21
  Scenario: A replace without a path understands names with dots and URNs
    Given the target has "enterprise"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "value": {
        "displayName": "Ana R", "name.familyName": "Reis", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber": "701984"}}]}
      """
    Then the status is 200 or 204
    And reading "ana" shows:
      """
      {"displayName": "Ana R", "name": {"familyName": "Reis"}, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "701984"}}
      """

  @E-5.24 @E-5.28
  Scenario: A manager is added by the id alone
    Given the target has "enterprise"
    And the target declares "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager" of a User
    And a user "boss"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
       "Operations": [{"op": "Add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": "{boss.id}"}]}
      """
    Then the status is 200 or 204
    When "ana" is read
    Then "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.manager" is an object [E-5.28]
    And "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.manager.value" is "{boss.id}" [E-5.24, E-5.28]

  @E-5.25 @E-12.13
  Scenario: A manager is replaced by the id alone
    Given the target has "enterprise"
    And the target declares "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager" of a User
    And a user "boss"
    And a user "chief"
    And a user "ana" with:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "{boss.id}"}}}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
       "Operations": [{"op": "Replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": "{chief.id}"}]}
      """
    Then the status is 200 or 204 [E-5.25, E-12.13]
    When "ana" is read
    Then "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.manager.value" is "{chief.id}" [E-5.25, E-12.13]

  @E-5.27 @E-12.13
  Scenario: A manager is removed by an empty text
    Given the target has "enterprise"
    And the target declares "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager" of a User
    And a user "boss"
    And a user "ana" with:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Sales", "manager": {"value": "{boss.id}"}}}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
       "Operations": [{"op": "Replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": ""}]}
      """
    Then the status is 200 or 204 [E-5.27, E-12.13]
    When "ana" is read
    Then "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.manager.value" is absent [E-5.27, E-12.13]

  @E-5.40
  Scenario: A group with Microsoft's old schema is created all the same
    Given the target has "groups"
    When POST "/Groups":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group", "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
       "displayName": "{text:design}"}
      """
    Then the status is 201 or 200

  @core @E-5.42
  Scenario: Removing members by a list of values removes those and no others
    Given the target has "groups"
    And 3 users "ana"
    And a group "design" with the members "ana1", "ana2" and "ana3"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "Remove", "path": "members", "value": [{"value": "{ana2.id}"}]}]}
      """
    Then the status is 200 or 204
    When the members of "design" are read
    Then the members are exactly "ana1" and "ana3"

  @core @E-5.43 @E-6.8
  Scenario: Several members are added by one operation
    Given the target has "groups"
    And 2 users "ana"
    And a group "design"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
       "Operations": [{"op": "Add", "path": "members", "value": [{"value": "{ana1.id}"}, {"value": "{ana2.id}"}]}]}
      """
    Then the status is 200 or 204 [E-5.43, E-6.8]
    When the members of "design" are read
    Then the members are exactly "ana1" and "ana2"
