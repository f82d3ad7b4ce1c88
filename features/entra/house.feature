Feature: The house rules

  @core @HOUSE-02
  Scenario: A change of one user changes no other
    Given 3 users "a"
    And a group "design" with the members "a2"
    And "a2" is remembered
    When PUT "/Users/{a1.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{a1.userName}", "displayName": "Changed", "active": false}
      """
    Then "a2" is unchanged
    And "a3" is unchanged
    When PATCH "/Users/{a1.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "active", "value": true}]}
      """
    Then "a2" is unchanged
    And "a3" is unchanged
    When DELETE "/Users/{a1.id}"
    Then "a2" is unchanged
    And "a3" is unchanged
    When the members of "design" are read
    Then the members are exactly "a2"

  @HOUSE-02
  Scenario: A group that is deleted takes nobody along
    Given a user "ana"
    And a group "design" with the members "ana"
    And a group "crew" with the members "ana"
    When DELETE "/Groups/{design.id}"
    And GET "/Users/{ana.id}"
    Then the status is 200
    When the members of "crew" are read
    Then the members are exactly "ana"

  @HOUSE-02
  Scenario: A change of one user does not change a namesake
    Given a user "ana" with:
      """
      {"displayName": "{text:kim}", "title": "Buyer"}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:kim}", "title": "Seller"}
      """
    And "bo" is remembered
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "title", "value": "Clerk"}]}
      """
    Then "bo" is unchanged

  @HOUSE-02
  Scenario: Nobody loses an address to another one
    Given a user "bo" with:
      """
      {"emails": [{"value": "{name:shared}", "type": "work"}]}
      """
    And a user "ana"
    And "bo" is remembered
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "emails", "value": [{"value": "{name:shared}", "type": "work"}]}]}
      """
    Then "bo" is unchanged

  @HOUSE-02
  Scenario: Whose manager is disabled stays as before
    Given the target has "enterprise"
    And a user "boss"
    And a user "ana" with:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "{boss.id}"}}}
      """
    And "ana" is remembered
    When PATCH "/Users/{boss.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "active", "value": false}]}
      """
    Then nothing of "ana" has changed but "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"

  @HOUSE-01
  Scenario Outline: A new user has <what>
    Given the target declares "<attribute>" of a User
    When POST "/Users":
      """
      {"schemas": [<schemas>], "userName": "{name:ana}", <body>}
      """
    And if the request succeeds, the check goes on
    And the answer is called "ana"
    Then reading "ana" shows:
      """
      {<shown>}
      """

    Examples:
      | what                                | attribute      | schemas | body | shown |
      | the state that was sent             | active         | "urn:ietf:params:scim:schemas:core:2.0:User" | "active": false | "active": false |
      | a title as long as it was sent      | title          | "urn:ietf:params:scim:schemas:core:2.0:User" | "title": "Senior Vice President of Regional Operations" | "title": "Senior Vice President of Regional Operations" |
      | what is spelled in another case     | displayName    | "urn:ietf:params:scim:schemas:core:2.0:User" | "DISPLAYNAME": "Ana R" | "displayName": "Ana R" |
      | an address that is none             | emails         | "urn:ietf:params:scim:schemas:core:2.0:User" | "emails": [{"value": "nowhere", "type": "work"}] | "emails": [{"value": "nowhere"}] |
      | the number of an employee           | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber | "urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User" | "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "701984"} | "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "701984"} |
      | a cost centre                       | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter | "urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User" | "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"costCenter": "4130"} | "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"costCenter": "4130"} |

  @HOUSE-01
  Scenario: What a creation does not show is stored all the same
    When POST "/Users?attributes=userName":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "title": "Buyer"}
      """
    And if the request succeeds, the check goes on
    And the answer is called "ana"
    Then reading "ana" shows:
      """
      {"title": "Buyer"}
      """

  @HOUSE-01
  Scenario: A new group has the members that it was sent with
    Given a user "ana"
    When POST "/Groups":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{text:crew}", "members": [{"value": "{ana.id}"}]}
      """
    And if the request succeeds, the check goes on
    And the answer is called "crew"
    And the members of "crew" are read
    Then the members are exactly "ana"

  @HOUSE-01
  Scenario: A group that is taken for a member is one
    Given a group "inner"
    And a group "outer"
    When PATCH "/Groups/{outer.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "members", "value": [{"value": "{inner.id}"}]}]}
      """
    And if the request succeeds, the check goes on
    And the members of "outer" are read
    Then the members are exactly "inner"

  @HOUSE-01
  Scenario: A member that nobody knows is refused, or is one
    Given a group "crew"
    When PATCH "/Groups/{crew.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "members", "value": [{"value": "{random}"}]}]}
      """
    And if the request succeeds, the check goes on
    And the members of "crew" are read
    Then "members" contains {"value": "{random}"}

  @HOUSE-01
  Scenario Outline: A PUT that is answered with success has <what>
    Given the target declares "<attribute>" of a User
    And a user "ana" with:
      """
      {"title": "Buyer", "phoneNumbers": [{"value": "+351 900 000 001", "type": "work"}], "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "701984"}}
      """
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "userName": "{ana.userName}", <body>}
      """
    And if the request succeeds, the check goes on
    Then reading "ana" shows:
      """
      {<shown>}
      """

    Examples:
      | what                             | attribute        | body | shown |
      | changed the number of an employee | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber | "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "701985"} | "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "701985"} |

  @HOUSE-01
  Scenario Outline: A PATCH that is answered with success has <what>
    Given the target declares "<attribute>" of a User
    And the target has "enterprise"
    And a user "boss"
    And a user "ana" with:
      """
      {"nickName": "Annie", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "{boss.id}"}}}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [<operation>]}
      """
    And if the request succeeds, the check goes on
    Then reading "ana" shows:
      """
      {<shown>}
      """

    Examples:
      | what                                    | attribute  | operation | shown |
      | changed a part named with a dot         | name.familyName | {"op": "replace", "value": {"name.familyName": "Reis"}} | "name": {"familyName": "Reis"} |
      | changed what is named with a URN        | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber | {"op": "replace", "value": {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber": "701984"}} | "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "701984"} |
      | added what its filter does not find     | phoneNumbers | {"op": "replace", "path": "phoneNumbers[type eq \"mobile\"].value", "value": "+351 900 000 002"} | "phoneNumbers": [{"value": "+351 900 000 002"}] |

  @HOUSE-01
  Scenario: A manager replaced by an empty text is gone
    Given the target has "enterprise"
    And a user "boss"
    And a user "ana" with:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Sales", "manager": {"value": "{boss.id}"}}}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "Replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": ""}]}
      """
    And if the request succeeds, the check goes on
    And "ana" is read
    Then "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.manager.value" is null or empty

  @HOUSE-01
  Scenario: Nobody is not changed with success
    Given the target has "patch"
    When PATCH "/Users/{random}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "displayName", "value": "Nobody"}]}
      """
    And if the request succeeds, the check goes on
    And GET "/Users/{random}"
    Then the status is 200

  @HOUSE-01
  Scenario: A role that is a text of JSON is a role
    Given the target declares "roles" of a User
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "roles": [{"value": "{\"id\": \"18d1\", \"value\": \"Admin\", \"displayName\": \"Admin\"}"}]}
      """
    And if the request succeeds, the check goes on
    And the answer is called "ana"
    And "ana" is read
    Then "roles" is there

  @HOUSE-01
  Scenario: A PUT that is answered with success has cleared what it clears
    Given the target declares "title" of a User
    And the target declares "phoneNumbers" of a User
    And a user "ana" with:
      """
      {"title": "Buyer", "phoneNumbers": [{"value": "+351 900 000 001", "type": "work"}]}
      """
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "title": null, "phoneNumbers": []}
      """
    And if the request succeeds, the check goes on
    And "ana" is read
    Then "title" is null or empty
    And "phoneNumbers" is absent

  @HOUSE-01
  Scenario: A PATCH that is answered with success has removed what it removes
    Given the target has "patch"
    And the target declares "nickName" of a User
    And a user "ana" with:
      """
      {"nickName": "Annie"}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "remove", "path": "nickName"}]}
      """
    And if the request succeeds, the check goes on
    And "ana" is read
    Then "nickName" is null or empty

  @HOUSE-02
  Scenario: A creation with the id of another one leaves that one alone
    Given a user "bo"
    And "bo" is remembered
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "{bo.id}", "userName": "{name:ana}", "displayName": "Ana"}
      """
    Then "bo" is unchanged

  @HOUSE-02
  Scenario: A PUT of a user with groups leaves the groups alone
    Given a user "ana"
    And a user "bo"
    And a group "crew" with the member "bo"
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "groups": [{"value": "{crew.id}"}]}
      """
    And the members of "crew" are read
    Then the members are exactly "bo"
