Feature: Removing by PATCH (RFC 7644 §3.5.2.2)

  @core @RFC7644-3.5.2.2-R02
  Scenario Outline: A removed <path> has no value any more
    Given the target has "patch"
    And a user "ana" with:
      """
      {"title": "Buyer", "nickName": "Annie"}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "remove", "path": "<path>"}]}
      """
    Then the request succeeds
    When "ana" is read
    Then "<path>" is absent

    Examples:
      | path            |
      | title           |
      | nickName        |
      | name.familyName |

  @RFC7644-3.5.2.2-R02
  Scenario: What was removed is not found by pr
    Given the target has "patch"
    And the target has "filter"
    And a user "ana" with:
      """
      {"title": "Buyer"}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "remove", "path": "title"}]}
      """
    Then the request succeeds
    When GET "/Users?filter=userName eq "{ana.userName}" and title pr"
    Then the list is empty

  @core @RFC7644-3.5.2.2-R03
  Scenario: A removal of a multi-valued attribute removes all its values
    Given the target has "patch"
    And a user "ana" with:
      """
      {"emails": [{"type": "work", "value": "{name:work}"}, {"type": "home", "value": "{name:home}"}]}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "remove", "path": "emails"}]}
      """
    Then the request succeeds
    When "ana" is read
    Then "emails" is absent

  @core @RFC7644-3.5.2.2-R03 @RFC7644-3.5.2.2-R06
  Scenario: A removal of members removes them all
    Given the target has "patch"
    And 2 users "a"
    And a group "design" with the members "a1" and "a2"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "remove", "path": "members"}]}
      """
    Then the request succeeds [RFC7644-3.5.2.2-R03]
    When the members of "design" are read
    Then there are no members [RFC7644-3.5.2.2-R03, RFC7644-3.5.2.2-R06]

  @core @RFC7644-3.5.2.2-R04 @RFC7644-3.5.2.2-R09
  Scenario: A removal by a filter removes what matches and nothing else
    Given the target has "patch"
    And a user "ana" with:
      """
      {"emails": [{"type": "work", "value": "{name:work}"}, {"type": "home", "value": "{name:home}"}, {"type": "other", "value": "{name:other}"}]}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "remove", "path": "emails[type eq \"home\"]"}]}
      """
    Then the request succeeds [RFC7644-3.5.2.2-R04, RFC7644-3.5.2.2-R09]
    When "ana" is read
    Then "emails" has 2 values [RFC7644-3.5.2.2-R04, RFC7644-3.5.2.2-R09]
    And "emails" does not contain {"type": "home"} [RFC7644-3.5.2.2-R04]
    And "emails" contains {"value": "{name:work}"} [RFC7644-3.5.2.2-R09]
    And "emails" contains {"value": "{name:other}"} [RFC7644-3.5.2.2-R09]

  @RFC7644-3.5.2.2-R04 @RFC7644-3.5.2.2-R06
  Scenario: When a filter removes the last value, the attribute has none
    Given the target has "patch"
    And a user "ana" with:
      """
      {"emails": [{"type": "work", "value": "{name:work}"}]}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "remove", "path": "emails[value eq \"{name:work}\"]"}]}
      """
    Then the request succeeds [RFC7644-3.5.2.2-R04]
    When "ana" is read
    Then "emails" is absent [RFC7644-3.5.2.2-R04, RFC7644-3.5.2.2-R06]

  @core @RFC7644-3.5.2.2-R06 @RFC7644-3.5.2.2-R04
  Scenario: When the last member is removed, the group has none
    Given the target has "patch"
    And a user "ana"
    And a group "design" with the members "ana"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "remove", "path": "members[value eq \"{ana.id}\"]"}]}
      """
    Then the request succeeds [RFC7644-3.5.2.2-R04]
    When the members of "design" are read
    Then there are no members [RFC7644-3.5.2.2-R06, RFC7644-3.5.2.2-R04]

  @RFC7644-3.5.2.2-R05 @RFC7644-3.5.2.2-R09
  Scenario: A part of the value that a filter chooses is removed alone
    Given the target has "patch"
    And a user "ana" with:
      """
      {"phoneNumbers": [{"type": "work", "value": "+351 900 000 001", "display": "desk"}, {"type": "home", "value": "+351 900 000 002", "display": "home"}]}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "remove", "path": "phoneNumbers[type eq \"work\"].display"}]}
      """
    Then the request succeeds [RFC7644-3.5.2.2-R05]
    When "ana" is read
    Then "phoneNumbers" has 2 values [RFC7644-3.5.2.2-R05, RFC7644-3.5.2.2-R09]
    And "phoneNumbers[type eq "work"].display" is absent [RFC7644-3.5.2.2-R05]
    And "phoneNumbers[type eq "work"].value" is "+351 900 000 001" [RFC7644-3.5.2.2-R05, RFC7644-3.5.2.2-R09]

  @core @RFC7644-3.5.2.2-R07
  Scenario Outline: A removal of <path> is refused with mutability
    Given the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "remove", "path": "<path>"}]}
      """
    Then the request is refused
    And the error keyword is "mutability"
    And it is a SCIM error
    And "ana" is unchanged

    Examples:
      | path         |
      | userName     |
      | id           |
      | meta         |
      | meta.created |

  @RFC7644-3.5.2.2-R07
  Scenario: A removal of the name of a group is refused
    Given the target has "patch"
    And the target requires "displayName" of a Group
    And a group "design"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "remove", "path": "displayName"}]}
      """
    Then the request is refused
    And "design" is unchanged

  @RFC7644-3.5.2.2-R08
  Scenario: Removing a member who is not there changes nothing and succeeds
    Given the target has "patch"
    And 2 users "a"
    And a group "design" with the members "a1"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "remove", "path": "members[value eq \"{a2.id}\"]"}]}
      """
    Then the request succeeds
    When the members of "design" are read
    Then the members are exactly "a1"

  @RFC7644-3.5.2.2-R04
  Scenario: A removal by a filter removes all that match
    Given the target has "patch"
    And a user "ana" with:
      """
      {"emails": [{"type": "home", "value": "{name:a}"}, {"type": "home", "value": "{name:b}"}, {"type": "work", "value": "{name:work}"}]}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "remove", "path": "emails[type eq \"home\"]"}]}
      """
    Then the request succeeds
    When "ana" is read
    Then "emails" has 1 value
    And "emails[0].value" is "{name:work}"

  @RFC7644-3.5.2.2-R02
  Scenario Outline: The <attribute> of an employee is removed
    Given the target has "patch"
    And the target has "enterprise"
    And a user "boss"
    And a user "ana" with:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "701984", "<attribute>": <value>}}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "remove", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:<attribute>"}]}
      """
    Then the request succeeds
    When "ana" is read
    Then "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.<attribute>" is absent

    Examples:
      | attribute  | value                  |
      | department | "Sales"                |
      | manager    | {"value": "{boss.id}"} |

  @RFC7644-3.5.2.2-R09
  Scenario: A part of the name is removed alone
    Given the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "remove", "path": "name.givenName"}]}
      """
    Then the request succeeds
    When "ana" is read
    Then "name.givenName" is absent
    And "name.familyName" is "Family"
