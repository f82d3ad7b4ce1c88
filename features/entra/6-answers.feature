Feature: What Entra needs of answers (Entra, E-6)

  @core @E-6.3
  Scenario: A single hit comes in a list, too
    Given a user "ana"
    When GET "/Users?filter=userName eq "{ana.userName}""
    Then the status is 200
    And "schemas" contains "urn:ietf:params:scim:api:messages:2.0:ListResponse"
    And "totalResults" is 1
    And the list has exactly "ana"

  @E-6.3
  Scenario: All users come in a list
    Given a user "ana"
    When GET "/Users?count=5"
    Then the status is 200
    And "schemas" contains "urn:ietf:params:scim:api:messages:2.0:ListResponse"
    And "totalResults" is an integer

  @core @E-6.3
  Scenario: A single group comes in a list, too
    Given a group "design"
    When GET "/Groups?filter=displayName eq "{design.displayName}""
    Then the status is 200
    And "schemas" contains "urn:ietf:params:scim:api:messages:2.0:ListResponse"
    And "totalResults" is 1
    And the list has exactly "design"

  @E-6.5
  Scenario: An empty list shows its empty array
    When GET "/Users?filter=userName eq "{random}""
    Then the status is 200
    And the body shows an empty array "Resources"

  @core @floor @E-6.1
  Scenario: A user shows id, userName and meta wherever it is shown
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}
      """
    Then "id" is there
    And "userName" is there
    And "meta" is an object
    When the answer is called "ana"
    And "ana" is read
    Then "id" is "{ana.id}"
    And "userName" is there
    And "meta" is an object
    When GET "/Users?filter=userName eq "{name:ana}""
    Then each resource has "id"
    And each resource has "userName"
    And each resource has "meta"

  @core @E-6.1
  Scenario: A group shows its id wherever it is shown
    Given the target has "groups"
    When POST "/Groups":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{text:design}"}
      """
    Then "id" is there
    When the answer is called "design"
    And "design" is read
    Then "id" is "{design.id}"
    When GET "/Groups?filter=displayName eq "{text:design}""
    Then each resource has "id"

  @core @floor @E-6.6
  Scenario: Reading a user who does not exist is answered 404
    When GET "/Users/{random}"
    Then the status is 404

  @core @E-6.6
  Scenario: Reading a group that does not exist is answered 404
    Given the target has "groups"
    When GET "/Groups/{random}"
    Then the status is 404

  @core @E-6.6 @E-6.9 @SYNC-07
  Scenario: A deleted user is gone
    Given a user "ana"
    When DELETE "/Users/{ana.id}"
    Then the status is 204 [E-6.9]
    When GET "/Users/{ana.id}"
    Then the status is 404 [E-6.6]

  @core @E-6.9 @E-6.6
  Scenario: A deleted group is gone
    Given a group "design"
    When DELETE "/Groups/{design.id}"
    Then the status is 204 [E-6.9]
    When GET "/Groups/{design.id}"
    Then the status is 404 [E-6.6]

  @core @E-6.7 @E-12.15
  Scenario: A created group is answered 201 or 200, with its id
    Given the target has "groups"
    When POST "/Groups":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{text:design}"}
      """
    Then the status is 201 or 200 [E-6.7, E-12.15]
    And "id" is there [E-6.7, E-12.15]
    And "displayName" is "{text:design}" [E-12.15]

  @E-6.7
  Scenario: A created group with members is answered 201 or 200, with its id
    Given the target has "groups"
    And a user "ana"
    When POST "/Groups":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{text:design}", "members": [{"value": "{ana.id}"}]}
      """
    Then the status is 201 or 200
    And "id" is there

  @core @floor @E-6.7 @E-12.15
  Scenario: A created user is answered 201 or 200, with the id and the same name
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:Ana}", "active": true}
      """
    Then the status is 201 or 200 [E-6.7, E-12.15]
    And "id" is there [E-6.7, E-12.15]
    And "userName" is "{name:Ana}" [E-12.15]
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:Bo}", "active": true}
      """
    Then the status is 201 or 200 [E-6.7, E-12.15]
    And "id" is there [E-6.7, E-12.15]

  @core @floor @E-6.8 @E-12.15
  Scenario: A changed user is answered 200 or 204, and has changed
    Given a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "Replace", "path": "active", "value": false}]}
      """
    Then the status is 200 or 204 [E-6.8, E-12.15]
    And reading "ana" shows: [E-6.8]
      """
      {"active": false}
      """

  @core @E-6.8 @E-12.15
  Scenario: A renamed group is answered 200 or 204, and has the name
    Given a group "design"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "Replace", "path": "displayName", "value": "{text:renamed}"}]}
      """
    Then the status is 200 or 204 [E-6.8, E-12.15]
    And reading "design" shows: [E-6.8]
      """
      {"displayName": "{text:renamed}"}
      """

  @core @E-6.8
  Scenario: A user can be renamed
    Given a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "Replace", "path": "userName", "value": "{name:anna}"}]}
      """
    Then the status is 200 or 204
    And reading "ana" shows:
      """
      {"userName": "{name:anna}"}
      """

  @core @E-6.8
  Scenario: A member is removed by its filtered path
    Given 2 users "ana"
    And a group "design" with the members "ana1" and "ana2"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "Remove", "path": "members[value eq \"{ana2.id}\"]"}]}
      """
    Then the status is 200 or 204
    When the members of "design" are read
    Then the members are exactly "ana1"

  @E-6.8
  Scenario Outline: The <attribute> of an employee can be removed
    Given the target has "enterprise"
    And the target declares "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:<attribute>" of a User
    And a user "boss"
    And a user "ana" with:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "701984", "<attribute>": <value>}}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
       "Operations": [{"op": "Remove", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:<attribute>"}]}
      """
    Then the status is 200 or 204
    When "ana" is read
    Then "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.<attribute>" is absent

    Examples:
      | attribute  | value                  |
      | department | "Sales"                |
      | manager    | {"value": "{boss.id}"} |

  @core @E-6.10
  Scenario: Members are left out of a read when that is asked for
    Given a user "ana"
    And a group "design" with the members "ana"
    When GET "/Groups/{design.id}?excludedAttributes=members"
    Then the status is 200
    And "members" is absent

  @core @E-6.10
  Scenario: Members are left out of a query when that is asked for
    Given a user "ana"
    And a group "design" with the members "ana"
    When GET "/Groups?excludedAttributes=members&filter=displayName eq "{design.displayName}""
    Then the status is 200
    And the list has exactly "design"
    And no resource has "members"

  @core @E-6.11
  Scenario: A disabled user is found and read, and is not active
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

  @core @E-6.12
  Scenario: Values come back as they were sent
    Given the target declares "phoneNumbers" of a User
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:Ana}", "displayName": "Ana  Reis ",
       "name": {"givenName": "Ana", "familyName": "Ó Briain"},
       "emails": [{"type": "work", "value": "Ana.Reis@{domain}"}], "phoneNumbers": [{"type": "work", "value": "+351 900 000 001"}]}
      """
    Then the status is 201 or 200
    When the answer is called "ana"
    And "ana" is read
    Then as drift at most, "userName" is "{name:Ana}"
    And as drift at most, "displayName" is "Ana  Reis "
    And as drift at most, "emails[type eq "work"].value" is "Ana.Reis@{domain}"
    And as drift at most, "phoneNumbers[type eq "work"].value" is "+351 900 000 001"
    And "name.familyName" is "Ó Briain"

  @core @E-6.13
  Scenario Outline: The operation <op> is understood in <case> letters
    Given a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "<op>", "path": "displayName", "value": "Ana R"}]}
      """
    Then the status is 200 or 204
    And reading "ana" shows:
      """
      {"displayName": "Ana R"}
      """

    Examples:
      | op      | case    |
      | Replace | capital |
      | replace | small   |
      | Add     | capital |
      | add     | small   |

  @E-6.13
  Scenario: A path in another letter case is understood
    Given a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "Replace", "path": "DISPLAYNAME", "value": "Ana R"}]}
      """
    Then the status is 200 or 204
    And reading "ana" shows:
      """
      {"displayName": "Ana R"}
      """

  @core @E-6.14
  Scenario: A second group of the same name is refused
    Given a group "design"
    When POST "/Groups":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{design.displayName}"}
      """
    Then the status is 409
    When GET "/Groups?filter=displayName eq "{design.displayName}""
    Then the list has exactly "design"

  @core @E-6.14
  Scenario: A second user of the same name is refused, and one is found
    Given a user "ana"
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}"}
      """
    Then the status is 409
    When GET "/Users?filter=userName eq "{ana.userName}""
    Then the list has exactly "ana"

  @E-6.15
  Scenario: What is answered can be decoded
    Given the target has "enterprise"
    And a user "boss"
    And a user "ana" with:
      """
      {"displayName": "Ána", "roles": [{"value": "Reader", "primary": true}],
       "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "00701984", "manager": {"value": "{boss.id}"}}}
      """
    When "ana" is read
    Then the body is one JSON object
    And the body is a valid "user"
    And "meta.created" is a dateTime
    And "meta.lastModified" is a dateTime
    And "schemas" is an array
    And "active" is a boolean
    And "emails" is an array
    And "name" is an object
    And "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.manager" is an object
    When GET "/Users?filter=userName eq "{ana.userName}""
    Then the body is one JSON object
    And "Resources" is an array
    And "totalResults" is an integer

  @E-6.15
  Scenario: A plain user can be decoded
    Given a user "ana"
    When "ana" is read
    Then "schemas" is an array
    And "emails" is an array

  @E-6.15
  Scenario: A refusal can be decoded
    When GET "/Users/{random}"
    Then the body is one JSON object or nothing
    And if there is a body, "detail" is a text

  @E-6.15
  Scenario: Answers to creations come whole
    When 4 times in a row POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:a{n}}"}
      """
    Then every status is 201 or 200

  @E-6.15
  Scenario: What the schemas announce of active is what is shown
    Given the target has "schemas"
    When GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
    Then if the request succeeds, the check goes on
    And "attributes[name eq "active"].type" is "boolean"

  @E-6.13
  Scenario: Names in another letter case are understood
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "USERNAME": "{name:ana}", "DisplayName": "Ana R"}
      """
    Then the status is 201 or 200
    And "userName" is "{name:ana}"
    And "displayName" is "Ana R"

  @E-6.13
  Scenario: A user is found by the name in another letter case
    Given a user "ana"
    When GET "/Users?filter=userName eq "{ana.userName.upper}""
    Then as advice, the list has exactly "ana"

  @E-6.13
  Scenario: A group is found by the name in another letter case
    Given a group "design"
    When GET "/Groups?excludedAttributes=members&filter=displayName eq "{design.displayName.upper}""
    Then as advice, the list has exactly "design"

  @core @E-6.14
  Scenario: A user cannot take the name of another
    Given a user "ana"
    And a user "bo"
    When PATCH "/Users/{bo.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "Replace", "path": "userName", "value": "{ana.userName}"}]}
      """
    Then the request is refused
    When GET "/Users?filter=userName eq "{ana.userName}""
    Then the list has exactly "ana"

  @E-6.14
  Scenario: A name in another letter case is the same name
    Given a user "ana"
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName.upper}"}
      """
    And GET "/Users?filter=userName eq "{ana.userName}""
    Then the list has exactly "ana"

  @E-6.14
  Scenario: Creations of one name at the same time make one user
    When 8 times at once POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}
      """
    Then exactly 1 of the answers is 201, 200
    And only once is there a User whose "userName" is "{name:ana}"

  @E-6.25
  Scenario: Another user with the same address and display name can be created
    Given a user "ana" with:
      """
      {"displayName": "{text:Ana}", "emails": [{"type": "work", "value": "{name:mail}"}]}
      """
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:bo}", "displayName": "{text:Ana}",
       "emails": [{"type": "work", "value": "{name:mail}"}]}
      """
    Then the status is not 409

  @E-6.25
  Scenario: A disabled user is found, or can be created again
    Given a user "ana" with:
      """
      {"active": false}
      """
    When GET "/Users?filter=userName eq "{ana.userName}""
    And if the list is empty, the check goes on
    And POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}"}
      """
    Then the status is not 409

  @E-6.6
  Scenario Outline: Reading <what> is answered 404
    When GET "/Users/<id>"
    Then the status is 404

    Examples:
      | what                  | id             |
      | an id that is no UUID | no-such-person |
      | a number              | 987654321      |

  @E-6.8
  Scenario: A change does not judge what it does not touch
    Given the target declares "phoneNumbers" of a User
    And the target declares "nickName" of a User
    And a user "ana" with:
      """
      {"phoneNumbers": [{"type": "work", "value": "tel:+351-900-000-001"}]}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "Add", "path": "nickName", "value": "Annie"}]}
      """
    Then the status is 200 or 204

  @core @E-6.8
  Scenario Outline: A user is <done> by the operation <op> with a boolean
    Given a user "ana" with:
      """
      {"active": <before>}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "<op>", "path": "active", "value": <after>}]}
      """
    Then the status is 200 or 204
    And reading "ana" shows:
      """
      {"active": <after>}
      """

    Examples:
      | done     | op      | before | after |
      | disabled | replace | true   | false |
      | enabled  | replace | false  | true  |
      | disabled | add     | true   | false |

  @E-6.8 @E-5.18
  Scenario: A value of another type is added by its filter
    Given the target declares "phoneNumbers" of a User
    And a user "ana" with:
      """
      {"phoneNumbers": [{"type": "work", "value": "+351 900 000 001"}]}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
       "Operations": [{"op": "Add", "path": "phoneNumbers[type eq \"mobile\"].value", "value": "+351 900 000 002"}]}
      """
    Then the status is 200 or 204 [E-6.8, E-5.18]
    And reading "ana" shows: [E-5.18]
      """
      {"phoneNumbers": [{"type": "mobile", "value": "+351 900 000 002"}, {"type": "work", "value": "+351 900 000 001"}]}
      """

  @E-12.13
  Scenario Outline: <attribute> is cleared by <what>
    Given the target declares "<attribute>" of a User
    And a user "ana" with:
      """
      {"<attribute>": "Annie"}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "Replace", "path": "<attribute>", "value": <value>}]}
      """
    Then the status is 200 or 204
    When "ana" is read
    Then "<attribute>" is null or empty

    Examples:
      | attribute | what          | value |
      | nickName  | an empty text | ""    |
      | nickName  | null          | null  |
      | title     | null          | null  |

  @E-12.13
  Scenario: What is announced and mapped by default is taken
    Given the target declares "phoneNumbers" of a User
    And the target declares "addresses" of a User
    And the target declares "preferredLanguage" of a User
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "phoneNumbers": [{"type": "work", "value": "+351 900 000 001"}],
       "addresses": [{"type": "work", "country": "PT", "locality": "Lisboa"}], "preferredLanguage": "pt-PT"}
      """
    Then the status is 201 or 200

  @E-12.13
  Scenario: What is mapped by default is announced and kept
    Given the target has "schemas"
    When whatever is declared, POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "phoneNumbers": [{"type": "work", "value": "+351 900 000 001"}],
       "addresses": [{"type": "work", "country": "PT"}], "preferredLanguage": "pt-PT", "roles": [{"value": "Reader"}]}
      """
    And if the request succeeds, the check goes on
    And the answer is called "ana"
    And "ana" is read
    Then what is shown of phoneNumbers, addresses, preferredLanguage, roles is announced (advice)

  @E-6.16
  Scenario: The schemas of users and groups can be read
    When GET "/Schemas"
    Then the status is 200
    And "schemas" contains "urn:ietf:params:scim:api:messages:2.0:ListResponse"

  @E-6.16
  Scenario Outline: The keywords of the schema of a <type> are in camel case
    Given the target has "schemas"
    When GET "/Schemas/<schema>"
    Then if the request succeeds, the check goes on
    And the keywords are spelled as the RFC spells them

    Examples: every resource type
      | type | schema |

  @E-6.16
  Scenario: The schemas come in a list, in camel case and without null
    Given the target has "schemas"
    When GET "/Schemas"
    Then the status is 200
    And "schemas" contains "urn:ietf:params:scim:api:messages:2.0:ListResponse"
    And the body is a valid "list-response"
    And no member of the body is null
    And each resource is a valid "schema"

  @E-6.17 @E-12.14
  Scenario: Users are paged by five, each once
    Given the target has "index"
    And the target declares "title" of a User
    And 11 users "ana" with:
      """
      {"title": "{text:paged}"}
      """
    When all pages of "/Users?filter=title eq "{text:paged}"" by 5 are read
    Then the status is 200 [E-6.17, E-12.14]
    And the pages have each of 11 "ana" exactly once [E-6.17, E-12.14]
    And no resource is on two pages [E-6.17, E-12.14]
    And every page echoes its start [E-12.14]

  @core @floor @E-6.18
  Scenario Outline: The filter <filter> finds the one who has the value
    Given a user "bo"
    And a user "ana" with:
      """
      {"externalId": "{text:external}", "emails": [{"type": "work", "value": "{name:mail}"}]}
      """
    When GET "/Users?filter=<expression>"
    Then the status is 200
    And the list has exactly "ana"

    Examples:
      | filter                             | expression                                                        |
      | userName eq                        | userName eq "{ana.userName}"                                      |
      | externalId eq                      | externalId eq "{text:external}"                                   |
      | userName eq, joined by and         | userName eq "{ana.userName}" and externalId eq "{text:external}"  |

  @E-6.18
  Scenario: The filter for a work address finds the one who has it
    Given a user "bo"
    And a user "ana" with:
      """
      {"emails": [{"type": "work", "value": "{name:mail}"}, {"type": "home", "value": "{name:private}"}]}
      """
    When GET "/Users?filter=emails[type eq "work"].value eq "{name:mail}""
    Then the status is 200
    And the list has exactly "ana"
    When GET "/Users?filter=emails[type eq "work"].value eq "{name:private}""
    Then the list is empty

  @core @E-6.18
  Scenario: The filter displayName eq finds the one group that has the name
    Given a group "other"
    And a group "design"
    When GET "/Groups?filter=displayName eq "{design.displayName}""
    Then the status is 200
    And the list has exactly "design"

  @E-6.18
  Scenario: A user who was created after many others is found
    Given 101 users "other"
    And a user "ana"
    When GET "/Users?filter=userName eq "{ana.userName}""
    Then the status is 200
    And the list has exactly "ana"

  @E-6.18
  Scenario: Two terms joined by and both have to hold
    Given a user "ana" with:
      """
      {"externalId": "{text:external}"}
      """
    And a user "bo"
    When GET "/Users?filter=userName eq "{bo.userName}" and externalId eq "{text:external}""
    Then the status is 200
    And the list is empty

  @E-6.18
  Scenario: An employee is found by the number
    Given the target has "enterprise"
    And the target declares "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber" of a User
    And a user "ana" with:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "{text:number}"}}
      """
    When GET "/Users?filter=urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber eq "{text:number}""
    Then if the request succeeds, the check goes on
    And the list has exactly "ana"

  @E-6.17 @E-12.14
  Scenario: A page far behind is a page, not an error
    When GET "/Users?startIndex=101&count=5"
    Then the status is 200 [E-6.17, E-12.14]

  @E-6.1
  Scenario: The id comes along when other attributes are asked for
    Given a user "ana"
    When GET "/Users?filter=userName eq "{ana.userName}"&attributes=userName"
    Then the status is 200
    And each resource has "id"

  @core @E-6.20 @SYNC-06
  Scenario: A user who is disabled and enabled again keeps the groups
    Given a user "ana"
    And a group "design" with the members "ana"
    And a group "crew" with the members "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "active", "value": false}]}
      """
    Then the status is 200 or 204
    When the members of "design" are read
    Then the members are exactly "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "active", "value": true}]}
      """
    And the members of "design" are read
    Then the members are exactly "ana"
    When the members of "crew" are read
    Then the members are exactly "ana"

  @core @E-6.25
  Scenario: Who is not found can be created
    When GET "/Users?filter=userName eq "{name:ana}""
    Then the list is empty
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}
      """
    Then the status is not 409

  @core @E-6.25
  Scenario: Who was deleted and is not found can be created again
    Given a user "ana"
    When DELETE "/Users/{ana.id}"
    Then if the request succeeds, the check goes on
    When GET "/Users?filter=userName eq "{ana.userName}""
    And if the list is empty, the check goes on
    And POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}"}
      """
    Then the status is not 409
