Feature: Adding by PATCH (RFC 7644 §3.5.2.1)

  @RFC7644-3.5.2.1-R01
  Scenario: An add without a value is refused
    Given the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "displayName"}]}
      """
    Then the request is refused
    And "ana" is unchanged

  @core @RFC7644-3.5.2.1-R03
  Scenario: Without a path, every attribute of the value is added
    Given the target has "patch"
    And a user "ana" with:
      """
      {"emails": [{"type": "work", "value": "{name:work}"}]}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "value": {"displayName": "Ana R", "title": "Buyer", "emails": [{"type": "home", "value": "{name:home}"}]}}]}
      """
    Then the request succeeds
    When "ana" is read
    Then "displayName" is "Ana R"
    And "title" is "Buyer"
    And "emails" has 2 values
    And "emails" contains {"value": "{name:work}"}
    And "emails" contains {"value": "{name:home}"}

  @RFC7644-3.5.2.1-R03
  Scenario: Without a path, members are added to a group
    Given the target has "patch"
    And 2 users "a"
    And a group "design" with the members "a1"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "value": {"members": [{"value": "{a2.id}"}]}}]}
      """
    Then the request succeeds
    When the members of "design" are read
    Then the members are exactly "a1" and "a2"

  @RFC7644-3.5.2.1-R04
  Scenario: Without a path, attributes of an extension are added inside its object
    Given the target has "patch"
    And the target has "enterprise"
    And a user "ana" with:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "701984"}}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "value": {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Sales"}}}]}
      """
    Then the request succeeds
    And reading "ana" shows:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "701984", "department": "Sales"}}
      """

  @core @RFC7644-3.5.2.1-R05 @RFC7644-3.5.2.1-R09
  Scenario Outline: What has no value yet is added: <path>
    Given the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "<path>", "value": <value>}]}
      """
    Then the request succeeds [RFC7644-3.5.2.1-R05, RFC7644-3.5.2.1-R09]
    And reading "ana" shows: [RFC7644-3.5.2.1-R05, RFC7644-3.5.2.1-R09]
      """
      <shown>
      """

    Examples:
      | path            | value                                           | shown                                                             |
      | title           | "Buyer"                                         | {"title": "Buyer"}                                                |
      | nickName        | "Annie"                                         | {"nickName": "Annie"}                                             |
      | name.middleName | "Maria"                                         | {"name": {"middleName": "Maria", "givenName": "Given"}}           |
      | phoneNumbers    | [{"type": "work", "value": "+351 900 000 001"}] | {"phoneNumbers": [{"type": "work", "value": "+351 900 000 001"}]} |

  @core @RFC7644-3.5.2.1-R06
  Scenario: An add to a complex attribute sets the parts it names and keeps the others
    Given the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "name", "value": {"middleName": "Maria"}}]}
      """
    Then the request succeeds
    And reading "ana" shows:
      """
      {"name": {"middleName": "Maria", "givenName": "Given", "familyName": "Family"}}
      """

  @RFC7644-3.5.2.1-R06
  Scenario: An add of a text to a complex attribute is refused
    Given the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "name", "value": "Maria"}]}
      """
    Then the request is refused
    And "ana" is unchanged

  @core @RFC7644-3.5.2.1-R07
  Scenario: A value is added to those of a multi-valued attribute
    Given the target has "patch"
    And a user "ana" with:
      """
      {"emails": [{"type": "work", "value": "{name:work}"}]}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "emails", "value": [{"type": "home", "value": "{name:home}"}]}]}
      """
    Then the request succeeds
    When "ana" is read
    Then "emails" has 2 values
    And "emails" contains {"value": "{name:work}"}
    And "emails" contains {"value": "{name:home}"}

  @core @RFC7644-3.5.2.1-R07
  Scenario: A member is added to those of a group
    Given the target has "patch"
    And 3 users "a"
    And a group "design" with the members "a1"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "members", "value": [{"value": "{a2.id}"}, {"value": "{a3.id}"}]}]}
      """
    Then the request succeeds
    When the members of "design" are read
    Then the members are exactly "a1", "a2" and "a3"

  @RFC7644-3.5.2.1-R07
  Scenario: Without a path, a value is added to those of a multi-valued attribute
    Given the target has "patch"
    And a user "ana" with:
      """
      {"emails": [{"type": "work", "value": "{name:work}"}]}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "value": {"emails": [{"type": "home", "value": "{name:home}"}]}}]}
      """
    Then the request succeeds
    When "ana" is read
    Then "emails" has 2 values
    And "emails" contains {"value": "{name:work}"}

  @RFC7644-3.5.2.1-R07 @RFC7644-3.5.2.1-R12
  Scenario: Values of which some are there already are added
    Given the target has "patch"
    And a user "ana" with:
      """
      {"emails": [{"type": "work", "value": "{name:work}"}]}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "emails", "value": [{"type": "work", "value": "{name:work}"}, {"type": "home", "value": "{name:home}"}]}]}
      """
    Then the request succeeds [RFC7644-3.5.2.1-R07, RFC7644-3.5.2.1-R12]
    When "ana" is read
    Then "emails" contains {"value": "{name:home}"} [RFC7644-3.5.2.1-R07]

  @RFC7644-3.5.2.1-R07
  Scenario: One member is added without a list
    Given the target has "patch"
    And 2 users "a"
    And a group "design" with the members "a1"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "members", "value": {"value": "{a2.id}"}}]}
      """
    Then the request succeeds (advice)
    When if the request succeeds, the check goes on
    And the members of "design" are read
    Then the members are exactly "a1" and "a2"

  @core @RFC7644-3.5.2.1-R08
  Scenario: An add to a single-valued attribute replaces its value
    Given the target has "patch"
    And a user "ana" with:
      """
      {"displayName": "Ana", "active": true}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "displayName", "value": "Ana R"}, {"op": "add", "path": "active", "value": false}]}
      """
    Then the request succeeds
    And reading "ana" shows:
      """
      {"displayName": "Ana R", "active": false}
      """

  @RFC7644-3.5.2.1-R10
  Scenario: An add to a value chosen by a filter replaces it
    Given the target has "patch"
    And a user "ana" with:
      """
      {"emails": [{"type": "work", "value": "{name:work}"}, {"type": "home", "value": "{name:home}"}]}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "emails[type eq \"work\"].value", "value": "{name:new}"}]}
      """
    Then the request succeeds
    When "ana" is read
    Then "emails" has 2 values
    And "emails" contains {"type": "work", "value": "{name:new}"}
    And "emails" contains {"type": "home", "value": "{name:home}"}

  @core @RFC7644-3.5.2.1-R11 @RFC7644-3.5.2.1-R12 @RFC7644-3.5.2.1-R13
  Scenario: Adding a member who is there already changes nothing and succeeds
    Given the target has "patch"
    And a user "ana"
    And a group "design" with the members "ana"
    And "design" is remembered
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "members", "value": [{"value": "{ana.id}"}]}]}
      """
    Then the request succeeds [RFC7644-3.5.2.1-R12]
    When the members of "design" are read
    Then the members are exactly "ana" [RFC7644-3.5.2.1-R11]
    When "design" is read
    Then "meta.lastModified" is "{design.meta.lastModified}" [RFC7644-3.5.2.1-R13]

  @RFC7644-3.5.2.1-R11 @RFC7644-3.5.2.1-R12 @RFC7644-3.5.2.1-R13
  Scenario Outline: Adding <what> that is there already changes nothing and succeeds
    Given the target has "patch"
    And a user "ana" with:
      """
      {"displayName": "Ana", "emails": [{"type": "work", "value": "{name:work}"}]}
      """
    And "ana" is remembered
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "<path>", "value": <value>}]}
      """
    Then the request succeeds [RFC7644-3.5.2.1-R12]
    And "ana" is unchanged [RFC7644-3.5.2.1-R11]
    And "meta.lastModified" is "{ana.meta.lastModified}" [RFC7644-3.5.2.1-R13]

    Examples:
      | what       | path        | value                                      |
      | a name     | displayName | "Ana"                                      |
      | an address | emails      | [{"type": "work", "value": "{name:work}"}] |
      | the id     | id          | "{ana.id}"                                 |
