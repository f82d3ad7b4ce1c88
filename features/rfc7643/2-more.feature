Feature: More on attributes and their types (RFC 7643 §1.2, §2)

  @RFC7643-1.1-R02
  Scenario: A group without members is taken
    Given the target has "groups"
    When POST "/Groups":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{text:crew}"}
      """
    Then the request succeeds

  @RFC7643-2-R01
  Scenario Outline: A user whose <name> is <value> is refused
    Given the target declares "<name>" of a User
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "<name>": <value>}
      """
    Then the request is refused

    Examples:
      | name             | value                              |
      | active           | "no"                               |
      | title            | 42                                 |
      | x509Certificates | [{"value": "not a certificate!"}]  |

  @RFC7643-2.1-R01
  Scenario: The path of a change may be in capital letters
    Given the target has "patch"
    And the target declares "nickName" of a User
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "NICKNAME", "value": "Annie"}]}
      """
    And if the request succeeds, the check goes on
    Then reading "ana" shows:
      """
      {"nickName": "Annie"}
      """

  @RFC7643-2.1-R01
  Scenario: The attribute of a filter may be in another letter case
    Given the target has "filter"
    And a user "ana"
    When GET "/Users?filter=USERNAME eq "{ana.userName}""
    Then the status is 200
    And the list has "ana"

  @RFC7643-2.1-R01
  Scenario: The parameter attributes may name an attribute in another letter case
    Given the target declares "title" of a User
    And a user "ana" with:
      """
      {"title": "Clerk"}
      """
    When GET "/Users/{ana.id}?attributes=TITLE"
    Then the status is 200
    And "title" is "Clerk"

  @RFC7643-2.2-R01
  Scenario: A cost centre of which no mutability is stated can be written
    Given the target has "enterprise"
    When GET "/Schemas"
    And if "Resources[id eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"].attributes[name eq "costCenter"].name" is there, the check goes on
    And if "Resources[id eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"].attributes[name eq "costCenter"].mutability" is absent, the check goes on
    And POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "userName": "{name:ana}", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"costCenter": "4130"}}
      """
    Then the request succeeds
    When the answer is called "ana"
    And "ana" is read
    Then "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter" is there

  @RFC7643-2.3.3-R01
  Scenario Outline: A decimal <attribute> of a <type> is a number
    Given a user "ana" with:
      """
      {<body>}
      """
    When "ana" is read
    And if "<attribute>" is there, the check goes on
    Then "<attribute>" is a number

    Examples: every decimal attribute
      | type | attribute | body |

  @RFC7643-2.3-R02 @RFC7643-2.3.8-R01
  Scenario: A manager is shown as an object
    Given the target has "enterprise"
    And the target declares "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager" of a User
    And a user "boss"
    And a user "ana" with:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "{boss.id}"}}}
      """
    When "ana" is read
    And if "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager" is there, the check goes on
    Then "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager" is an object [RFC7643-2.3-R02, RFC7643-2.3.8-R01]

  @RFC7643-2.3-R02 @RFC7643-2.4-R03
  Scenario: Roles are shown as objects
    Given the target declares "roles" of a User
    And "roles" of a User is declared with type complex
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "roles": [{"value": "Editor"}]}
      """
    And if the request succeeds, the check goes on
    And the answer is called "ana"
    And "ana" is read
    And if "roles[0]" is there, the check goes on
    Then "roles[0]" is an object [RFC7643-2.3-R02, RFC7643-2.4-R03]

  @RFC7643-2.3-R02 @RFC7644-3.1-R04
  Scenario: An active that is declared as a string is shown as a text
    Given "active" of a User is declared with type string
    And a user "ana"
    When "ana" is read
    And if "active" is there, the check goes on
    Then "active" is a text [RFC7643-2.3-R02, RFC7644-3.1-R04]

  @RFC7643-2.3-R03
  Scenario: A change of active to a text that is no boolean is refused
    Given the target has "patch"
    And the target declares "active" of a User
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "active", "value": "maybe"}]}
      """
    Then the request is refused
    And "ana" is unchanged

  @RFC7643-2.3.2-R02
  Scenario: A filter on active needs no quotation marks
    Given the target has "filter"
    And a user "ana"
    When GET "/Users?filter=userName eq "{ana.userName}" and active eq "true""
    And if the status is 200, the check goes on
    And GET "/Users?filter=userName eq "{ana.userName}" and active eq true"
    Then the status is 200

  @RFC7643-2.3.4-R01
  Scenario: The announced size of a bulk request is a whole number
    When GET "/ServiceProviderConfig"
    And if "bulk.maxPayloadSize" is there, the check goes on
    Then the bytes write "maxPayloadSize" as a plain integer

  @RFC7643-2.4-R01
  Scenario: A group may begin with exactly one member
    Given the target has "groups"
    And a user "ana"
    When POST "/Groups":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{text:crew}", "members": [{"value": "{ana.id}"}]}
      """
    Then the request succeeds
    When the answer is called "crew"
    And the members of "crew" are read
    Then "members" is an array

  @RFC7643-2.4-R04
  Scenario: The mark of a primary e-mail address is a boolean
    Given the target declares "emails.primary" of a User
    And a user "ana"
    When "ana" is read
    And if "emails[0].primary" is there, the check goes on
    Then "emails[0].primary" is a boolean

  @RFC7643-2.4-R06
  Scenario: An e-mail address that is added without primary is not primary
    Given the target has "patch"
    And the target declares "emails.primary" of a User
    And a user "ana" with:
      """
      {"emails": [{"value": "work@example.com", "type": "work", "primary": true}]}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "emails", "value": [{"value": "home@example.com", "type": "home"}]}]}
      """
    And if the request succeeds, the check goes on
    And "ana" is read
    Then "emails[type eq "home"].primary" is not true

  @RFC7643-2.5-R01 @RFC7643-2.5-R02
  Scenario: A user whose nickName is null is taken
    Given the target declares "nickName" of a User
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "nickName": null}
      """
    Then the request succeeds [RFC7643-2.5-R01, RFC7643-2.5-R02]

  @RFC7643-2.5-R01 @RFC7643-2.5-R02
  Scenario: To replace a user with null clears the attribute
    Given the target declares "nickName" of a User
    And a user "ana" with:
      """
      {"nickName": "Annie"}
      """
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "nickName": null}
      """
    And if the request succeeds, the check goes on
    And "ana" is read
    Then "nickName" is absent [RFC7643-2.5-R01, RFC7643-2.5-R02]

  @RFC7643-2.5-R01 @RFC7643-2.5-R02
  Scenario: A change to null clears the attribute
    Given the target has "patch"
    And the target declares "title" of a User
    And a user "ana" with:
      """
      {"title": "Clerk"}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "title", "value": null}]}
      """
    Then the request succeeds [RFC7643-2.5-R01, RFC7643-2.5-R02]
    When "ana" is read
    Then "title" is absent [RFC7643-2.5-R01, RFC7643-2.5-R02]
    And nothing of "ana" has changed but "title" [RFC7643-2.5-R02]

  @RFC7643-2.5-R01 @RFC7643-2.5-R02
  Scenario: A change to an empty array clears the attribute
    Given the target has "patch"
    And the target declares "phoneNumbers" of a User
    And a user "ana" with:
      """
      {"phoneNumbers": [{"value": "tel:+1-201-555-0123", "type": "work"}]}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "phoneNumbers", "value": []}]}
      """
    Then the request succeeds [RFC7643-2.5-R01, RFC7643-2.5-R02]
    When "ana" is read
    Then "phoneNumbers" is absent [RFC7643-2.5-R01, RFC7643-2.5-R02]

  @RFC7643-2.5-R01 @RFC7643-2.5-R02
  Scenario: A change of members to an empty array empties the group
    Given the target has "patch"
    And a user "ana"
    And a group "crew" with the member "ana"
    When PATCH "/Groups/{crew.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "members", "value": []}]}
      """
    Then the request succeeds [RFC7643-2.5-R01, RFC7643-2.5-R02]
    When the members of "crew" are read
    Then there are no members [RFC7643-2.5-R01, RFC7643-2.5-R02]
