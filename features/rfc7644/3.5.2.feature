Feature: Changing by PATCH (RFC 7644 §3.5 and §3.5.2)

  @core @floor @RFC7644-3.5-R02
  Scenario: A user can be changed by PATCH
    Given a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "active", "value": false}]}
      """
    Then the request succeeds
    And reading "ana" shows:
      """
      {"active": false}
      """

  @RFC7644-3.5-R02
  Scenario: PATCH is announced
    Given the target has "config"
    When GET "/ServiceProviderConfig"
    Then the status is 200
    And "patch.supported" is true

  @RFC7644-3.5.2-R02
  Scenario Outline: The operation <op> of JSON Patch is refused
    Given the target has "patch"
    And a user "ana" with:
      """
      {"title": "Buyer"}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "<op>", "from": "title", "path": "displayName", "value": "Buyer"}]}
      """
    Then the request is refused
    And "ana" is unchanged

    Examples:
      | op   |
      | move |
      | copy |
      | test |

  @RFC7644-3.5.2-R02 @RFC7644-3.5.2-R10
  Scenario: A path with an index is refused
    Given the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "emails[0].value", "value": "{name:other}"}]}
      """
    Then the request is refused [RFC7644-3.5.2-R02, RFC7644-3.5.2-R10]
    And "ana" is unchanged [RFC7644-3.5.2-R02]

  @RFC7644-3.5.2-R03 @RFC7644-3.1-R05
  Scenario Outline: A change <what> is refused
    Given the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {<schemas>"Operations": [{"op": "replace", "path": "displayName", "value": "Ana R"}]}
      """
    Then the request is refused [RFC7644-3.5.2-R03, RFC7644-3.1-R05] (advice)

    Examples:
      | what                          | schemas                                                            |
      | without schemas               |                                                                    |
      | with the schema of a user     | "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],         |
      | with the schema of a list     | "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], |
      | with an empty list of schemas | "schemas": [],                                                     |

  @RFC7644-3.5.2-R04
  Scenario Outline: A change <what> is refused
    Given the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"]<operations>}
      """
    Then the request is refused
    And "ana" is unchanged

    Examples:
      | what                           | operations                                                                 |
      | without operations             |                                                                            |
      | whose operations are an object | , "Operations": {"op": "replace", "path": "displayName", "value": "Ana R"} |
      | whose operations are a text    | , "Operations": "replace"                                                  |

  @RFC7644-3.5.2-R04 @E-12.6
  Scenario: A change with an empty list of operations is refused
    Given the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": []}
      """
    Then the request is refused

  @RFC7644-3.5.2-R05
  Scenario Outline: An operation <what> is refused
    Given the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{<op>"path": "displayName", "value": "Ana R"}]}
      """
    Then the request is refused
    And "ana" is unchanged

    Examples:
      | what               | op                 |
      | without op         |                    |
      | with an empty op   | "op": "",          |
      | with an unknown op | "op": "upsert",    |
      | whose op is a list | "op": ["replace"], |

  @core @RFC7644-3.5.2-R08 @RFC7644-3.5.2.2-R01
  Scenario: A removal without a path is refused with noTarget
    Given the target has "patch"
    And a user "ana" with:
      """
      {"title": "Buyer"}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "remove"}]}
      """
    Then the request is refused [RFC7644-3.5.2-R08]
    And the status is 400 [RFC7644-3.5.2.2-R01]
    And the error keyword is "noTarget" [RFC7644-3.5.2.2-R01]
    And "ana" is unchanged [RFC7644-3.5.2-R08, RFC7644-3.5.2.2-R01]

  @core @RFC7644-3.5.2-R09
  Scenario Outline: The path <path> is understood
    Given the target has "patch"
    And a user "ana" with:
      """
      {"emails": [{"type": "work", "value": "{name:work}"}, {"type": "home", "value": "{name:home}"}]}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "<path>", "value": <value>}]}
      """
    Then the request succeeds
    And reading "ana" shows:
      """
      <shown>
      """

    Examples:
      | path                                                     | value                                      | shown                                                                                           |
      | displayName                                              | "Ana R"                                    | {"displayName": "Ana R"}                                                                        |
      | name.familyName                                          | "Reis"                                     | {"name": {"familyName": "Reis", "givenName": "Given"}}                                          |
      | emails                                                   | [{"type": "other", "value": "{name:new}"}] | {"emails": [{"type": "other", "value": "{name:new}"}]}                                          |
      | emails[type eq \"work\"]                                 | {"type": "work", "value": "{name:new}"}    | {"emails": [{"type": "work", "value": "{name:new}"}, {"type": "home", "value": "{name:home}"}]} |
      | emails[type eq \"work\"].value                           | "{name:new}"                               | {"emails": [{"type": "work", "value": "{name:new}"}, {"type": "home", "value": "{name:home}"}]} |
      | emails[type eq \"work\" and value ew \"{domain}\"].value | "{name:new}"                               | {"emails": [{"type": "work", "value": "{name:new}"}, {"type": "home", "value": "{name:home}"}]} |

  @RFC7644-3.5.2-R09
  Scenario: A member is chosen by its value in a path
    Given the target has "patch"
    And 2 users "a"
    And a group "design" with the members "a1" and "a2"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "remove", "path": "members[value eq \"{a1.id}\"]"}]}
      """
    Then the request succeeds
    When the members of "design" are read
    Then the members are exactly "a2"

  @RFC7644-3.5.2-R10
  Scenario Outline: The malformed path <path> is refused
    Given the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "<path>", "value": "x"}]}
      """
    Then the status is 400
    And "ana" is unchanged

    Examples:
      | path                        |
      | emails[type eq              |
      | emails[type eq \"work\"     |
      | emails[type \"work\"].value |
      | name..familyName            |
      | .displayName                |
      | displayName.                |
      | emails]                     |
      | display Name                |
      | /displayName                |

  @core @RFC7644-3.5.2-R11 @RFC7644-3.5.2-R14
  Scenario Outline: A change of <what> is refused, and changes nothing
    Given the target has "patch"
    And the target does not declare "role" of a User
    And the target does not declare "shoeSize" of a User
    And a user "ana" with:
      """
      {"displayName": "Ana"}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "<op>", "path": "<path>", "value": <value>}]}
      """
    Then the request is refused [RFC7644-3.5.2-R11, RFC7644-3.5.2-R14]
    And it is a SCIM error [RFC7644-3.5.2-R14]
    And "ana" is unchanged [RFC7644-3.5.2-R11]

    Examples:
      | what                                     | op      | path         | value      |
      | active to a word                         | replace | active       | "perhaps"  |
      | active to a number                       | replace | active       | 7          |
      | displayName to an object                 | replace | displayName  | {"a": "b"} |
      | name to a text                           | replace | name         | "Ana Reis" |
      | an attribute that does not exist         | replace | shoeSize     | "42"       |
      | an attribute that does not exist, by add | add     | shoeSize     | "42"       |
      | an attribute that would give a role      | add     | role         | "admin"    |
      | an unknown part of the name              | replace | name.petName | "A"        |

  @RFC7644-3.5.2-R11 @RFC7644-3.5.2-R14
  Scenario: An unknown attribute in a change without a path is refused
    Given the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "value": {"displayName": "Ana R", "shoeSize": "42"}}]}
      """
    Then the request is refused [RFC7644-3.5.2-R11, RFC7644-3.5.2-R14]
    And "ana" is unchanged [RFC7644-3.5.2-R11]

  @RFC7644-3.5.2-R12 @RFC7644-3.5.2-R14
  Scenario Outline: A change of <attribute> is refused with mutability
    Given the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "<attribute>", "value": <value>}]}
      """
    Then the status is 400
    And the request is refused [RFC7644-3.5.2-R14]
    And the error keyword is "mutability"
    And "ana" is unchanged

    Examples:
      | attribute         | value                   |
      | id                | "{random}"              |
      | meta.created      | "2001-01-01T00:00:00Z"  |
      | meta.resourceType | "Robot"                 |
      | groups            | [{"value": "{random}"}] |

  @RFC7644-3.5.2-R15
  Scenario: Paths without a URI name the attributes of the core schema
    Given the target has "patch"
    And the target has "enterprise"
    And a user "ana" with:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "701984"}, "displayName": "Ana"}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "displayName", "value": "Ana R"}]}
      """
    Then the request succeeds
    And reading "ana" shows:
      """
      {"displayName": "Ana R", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "701984"}}
      """

  @RFC7644-3.5.2-R16
  Scenario: An operation sees the schemas that an earlier one has changed
    Given the target has "patch"
    And the target has "enterprise"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "schemas", "value": ["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]}, {"op": "add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber", "value": "701984"}]}
      """
    Then the request succeeds (advice)
    When if the request succeeds, the check goes on
    Then reading "ana" shows:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "701984"}}
      """

  @core @RFC7644-3.5.2-R17
  Scenario: An attribute of an extension that is added brings its schema along
    Given the target has "patch"
    And the target has "enterprise"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber", "value": "701984"}]}
      """
    Then the request succeeds
    When "ana" is read
    Then "schemas" contains "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
    And "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.employeeNumber" is "701984"

  @core @RFC7644-3.5.2-R18
  Scenario: Operations are applied one after the other
    Given the target has "patch"
    And a user "ana" with:
      """
      {"title": "Buyer"}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "displayName", "value": "A"}, {"op": "replace", "path": "displayName", "value": "B"}, {"op": "remove", "path": "title"}]}
      """
    Then the request succeeds
    When "ana" is read
    Then "displayName" is "B"
    And "title" is absent

  @RFC7644-3.5.2-R18
  Scenario: Members that are removed and added come out in order
    Given the target has "patch"
    And 3 users "a"
    And a group "design" with the members "a1" and "a2"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "remove", "path": "members"}, {"op": "add", "path": "members", "value": [{"value": "{a3.id}"}]}]}
      """
    Then the request succeeds
    When the members of "design" are read
    Then the members are exactly "a3"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "members", "value": [{"value": "{a1.id}"}]}, {"op": "remove", "path": "members[value eq \"{a1.id}\"]"}]}
      """
    And the members of "design" are read
    Then the members are exactly "a3"

  @core @RFC7644-3.5.2-R19
  Scenario: An address that becomes primary takes the mark from the other
    Given the target has "patch"
    And a user "ana" with:
      """
      {"emails": [{"type": "work", "value": "{name:work}", "primary": true}]}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "emails", "value": [{"type": "home", "value": "{name:home}", "primary": true}]}]}
      """
    Then the request succeeds
    When "ana" is read
    Then at most one of "emails" has "primary" true
    And "emails" contains {"value": "{name:home}", "primary": true}

  @RFC7644-3.5.2-R19
  Scenario: The mark of the primary address moves by a filtered path
    Given the target has "patch"
    And a user "ana" with:
      """
      {"emails": [{"type": "work", "value": "{name:work}", "primary": true}, {"type": "home", "value": "{name:home}"}]}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "emails[type eq \"home\"].primary", "value": true}]}
      """
    Then the request succeeds
    When "ana" is read
    Then at most one of "emails" has "primary" true
    And "emails" contains {"value": "{name:home}", "primary": true}

  @core @RFC7644-3.5.2-R20 @RFC7644-3.5.2-R21 @RFC7644-3.5.2-R22 @RFC7644-3.5.2-R23
  Scenario Outline: If <which> operation cannot be carried out, none is
    Given the target has "patch"
    And a user "ana" with:
      """
      {"displayName": "Ana", "title": "Buyer"}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": <operations>}
      """
    Then the request is refused [RFC7644-3.5.2-R22]
    And it is a SCIM error [RFC7644-3.5.2-R23]
    And "ana" is unchanged [RFC7644-3.5.2-R20, RFC7644-3.5.2-R21]
    And "meta.lastModified" is "{ana.meta.lastModified}" [RFC7644-3.5.2-R20, RFC7644-3.5.2-R21]

    Examples:
      | which      | operations                                                                                                                                               |
      | the second | [{"op": "replace", "path": "displayName", "value": "Ana R"}, {"op": "replace", "path": "id", "value": "{random}"}]                                       |
      | the third  | [{"op": "replace", "path": "displayName", "value": "Ana R"}, {"op": "remove", "path": "title"}, {"op": "replace", "path": "active", "value": "perhaps"}] |
      | the first  | [{"op": "remove"}, {"op": "replace", "path": "displayName", "value": "Ana R"}]                                                                           |

  @RFC7644-3.5.2-R20 @RFC7644-3.5.2-R21
  Scenario: A group keeps its members when a later operation fails
    Given the target has "patch"
    And 2 users "a"
    And a group "design" with the members "a1"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "members", "value": [{"value": "{a2.id}"}]}, {"op": "replace", "path": "id", "value": "{random}"}]}
      """
    Then the request is refused [RFC7644-3.5.2-R20]
    When the members of "design" are read
    Then the members are exactly "a1" [RFC7644-3.5.2-R20, RFC7644-3.5.2-R21]

  @RFC7644-3.5.2-R21
  Scenario: A change of members that is answered with an error has changed nothing
    Given the target has "patch"
    And a user "ana"
    And a group "design"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "members", "value": [{"value": "{ana.id}"}]}]}
      """
    Then unless the request succeeds, "design" is unchanged

  @RFC7644-3.5.2-R22
  Scenario: An operation that is not known makes the request fail
    Given the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "displayName", "value": "Ana R"}, {"op": "upsert", "path": "title", "value": "x"}]}
      """
    Then the request is refused

  @RFC7644-3.5.2-R10
  Scenario: A malformed path has the keyword invalidPath
    Given the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "emails[type eq", "value": "x"}]}
      """
    Then the status is 400
    And the error keyword is "invalidPath" or "invalidFilter"

  @core @RFC7644-3.5.2-R24
  Scenario: A change is answered 200 with the whole resource, or 204 with nothing
    Given the target has "patch"
    And a user "ana" with:
      """
      {"title": "Buyer"}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "displayName", "value": "Ana R"}]}
      """
    Then the status is 200 or 204
    And a body, if there is one, shows what "ana" is now

  @RFC7644-3.5.2-R24
  Scenario: A change of a group is answered 200 with the whole resource, or 204 with nothing
    Given the target has "patch"
    And a user "ana"
    And a group "design"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "members", "value": [{"value": "{ana.id}"}]}]}
      """
    Then the status is 200 or 204
    And a body, if there is one, shows what "design" is now

  @RFC7644-3.5.2-R26
  Scenario: A change that asks for attributes is answered 200 with them
    Given the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}?attributes=displayName":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "displayName", "value": "Ana R"}]}
      """
    Then the status is 200
    And "displayName" is "Ana R"
    And "id" is "{ana.id}"
    And "emails" is absent

  @RFC7644-3.5.2-R27
  Scenario Outline: A change of <what> is answered 404
    Given the target has "patch"
    When PATCH "<path>":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "displayName", "value": "Ana R"}]}
      """
    Then the status is 404
    And it is a SCIM error

    Examples:
      | what                        | path             |
      | a user who does not exist   | /Users/{random}  |
      | a group that does not exist | /Groups/{random} |

  @core @RFC7644-3.5.2-R28
  Scenario: A change to a name that is taken is refused with uniqueness
    Given the target has "patch"
    And a user "ana"
    And a user "bo"
    When PATCH "/Users/{bo.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "userName", "value": "{ana.userName}"}]}
      """
    Then the status is 409 or 400
    And the error keyword is "uniqueness"
    And "bo" is unchanged

  @core @HOUSE-01 @RFC7644-3.5.2.1-R07
  Scenario: Changes of one group at the same time are all kept
    Given the target has "patch"
    And 8 users "a"
    And a group "design"
    When 8 times at once PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "members", "value": [{"value": "{a{n}.id}"}]}]}
      """
    Then if every request succeeds, the check goes on
    When the members of "design" are read
    Then the members are exactly the 8 "a" [HOUSE-01, RFC7644-3.5.2.1-R07]

  @HOUSE-01 @RFC7644-3.5.2.2-R04
  Scenario: Removals from one group at the same time are all kept
    Given the target has "patch"
    And 8 users "a"
    And the group "team" has all 8 "a"
    When 8 times at once PATCH "/Groups/{team.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "remove", "path": "members[value eq \"{a{n}.id}\"]"}]}
      """
    Then if every request succeeds, the check goes on
    When the members of "team" are read
    Then there are no members [HOUSE-01, RFC7644-3.5.2.2-R04]

  @RFC7644-3.5.2.1-R11
  Scenario: A member who is added several times at once is there once
    Given the target has "patch"
    And a user "ana"
    And a group "design"
    When 8 times at once PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "members", "value": [{"value": "{ana.id}"}]}]}
      """
    And the members of "design" are read
    Then the members are exactly "ana"

  @RFC7644-3.5.2.3-R03
  Scenario: The members of a group are replaced by none
    Given the target has "patch"
    And a user "ana"
    And a group "design" with the members "ana"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "members", "value": []}]}
      """
    Then the request succeeds
    When the members of "design" are read
    Then there are no members

  @RFC7644-3.5.2-R22
  Scenario: A member whom nobody knows is not taken with success
    Given the target has "patch"
    And a group "design"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "members", "value": [{"value": "{random}"}]}]}
      """
    Then the request is refused (advice)

  @core @RFC7644-3.5.2.3-R01 @RFC7644-3.5.2.3-R02
  Scenario: A group that is renamed keeps its members
    Given the target has "patch"
    And 2 users "a"
    And a group "design" with the members "a1" and "a2"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "displayName", "value": "{text:other}"}]}
      """
    Then the request succeeds [RFC7644-3.5.2.3-R02]
    When the members of "design" are read
    Then the members are exactly "a1" and "a2" [RFC7644-3.5.2.3-R02]
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "value": {"displayName": "{text:third}"}}]}
      """
    And the members of "design" are read
    Then the members are exactly "a1" and "a2" [RFC7644-3.5.2.3-R01]

  @slow @RFC7644-3.5.2.1-R07 @RFC7644-3.5.2.2-R09
  Scenario: A group of more than a hundred members loses none by a change
    Given the target has "patch"
    And 103 users "a"
    And a user "bo"
    And the group "team" has all 103 "a"
    When PATCH "/Groups/{team.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "members", "value": [{"value": "{bo.id}"}]}]}
      """
    Then the request succeeds [RFC7644-3.5.2.1-R07]
    When the members of "team" are read
    Then "members" has 104 values [RFC7644-3.5.2.1-R07]
    When PATCH "/Groups/{team.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "remove", "path": "members[value eq \"{bo.id}\"]"}]}
      """
    And the members of "team" are read
    Then the members are exactly the 103 "a" [RFC7644-3.5.2.2-R09]

  @core @RFC7644-3.5.2.2-R04 @RFC7644-3.5.2.2-R09
  Scenario: One member of several is removed by a filter
    Given the target has "patch"
    And 3 users "a"
    And a group "design" with the members "a1", "a2" and "a3"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "remove", "path": "members[value eq \"{a2.id}\"]"}]}
      """
    Then the request succeeds [RFC7644-3.5.2.2-R04]
    When the members of "design" are read
    Then the members are exactly "a1" and "a3" [RFC7644-3.5.2.2-R04, RFC7644-3.5.2.2-R09]

  @RFC7644-3.5.2-R24
  Scenario: A change under the right version is made and answered as done
    Given the target has "patch"
    And the target has "etag"
    And a user "ana"
    And "ana" is remembered
    When PATCH "/Users/{ana.id}" with "If-Match: {ana.meta.version}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "displayName", "value": "Ana R"}]}
      """
    Then the status is 200 or 204
    And reading "ana" shows:
      """
      {"displayName": "Ana R"}
      """
