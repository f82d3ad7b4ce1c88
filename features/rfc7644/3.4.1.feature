Feature: Reading a resource (RFC 7644 §3.4 and §3.4.1)

  @core @floor @RFC7644-3.4.1-R01 @RFC7644-3.4.1-R02 @RFC7644-3.4.1-R03
  Scenario: A user is read by its id
    Given a user "ana"
    When GET "/Users/{ana.id}"
    Then the status is 200 [RFC7644-3.4.1-R01, RFC7644-3.4.1-R02]
    And "id" is "{ana.id}" [RFC7644-3.4.1-R01, RFC7644-3.4.1-R02]
    And "userName" is "{ana.userName}" [RFC7644-3.4.1-R01]
    And "meta.location" is there [RFC7644-3.4.1-R03]
    When the location of "ana" is read
    Then "id" is "{ana.id}" [RFC7644-3.4.1-R03]

  @core @RFC7644-3.4.1-R01 @RFC7644-3.4.1-R02 @RFC7644-3.4.1-R03
  Scenario: A group is read by its id
    Given a group "design"
    When GET "/Groups/{design.id}"
    Then the status is 200 [RFC7644-3.4.1-R01, RFC7644-3.4.1-R02]
    And "id" is "{design.id}" [RFC7644-3.4.1-R01, RFC7644-3.4.1-R02]
    And "displayName" is "{design.displayName}" [RFC7644-3.4.1-R01]
    And "meta.location" is there [RFC7644-3.4.1-R03]

  @RFC7644-3.4.1-R03
  Scenario: A Location header of a read says the same as meta.location
    Given a user "ana"
    When GET "/Users/{ana.id}"
    Then the status is 200
    And the header "Location" is absent or says the same as "meta.location"
    And the header "Content-Location" is absent or says the same as "meta.location"

  @RFC7644-3.4.1-R02
  Scenario Outline: The schema of a <type> is read by its URI
    Given the target has "schemas"
    When GET "/Schemas/<schema>"
    Then the status is 200
    And "id" is "<schema>"

    Examples: every resource type
      | type | schema |

  @RFC7644-3.4.1-R02
  Scenario Outline: The resource type <type> is read by its name
    Given the target has "types"
    When GET "/ResourceTypes/<type>"
    Then the status is 200
    And "name" is "<type>"

    Examples: every resource type
      | type | endpoint |

  @core @RFC7644-3.4.1-R04
  Scenario Outline: Reading <what> is answered 404 with a SCIM error
    When GET "<path>"
    Then the status is 404
    And it is a SCIM error

    Examples:
      | what                                | path                                |
      | a user who does not exist           | /Users/{random}                     |
      | a user by a word                    | /Users/no-such-person               |
      | a group that does not exist         | /Groups/{random}                    |
      | a schema that does not exist        | /Schemas/urn:example:no:such:schema |
      | a resource type that does not exist | /ResourceTypes/NoSuchType           |

  @core @RFC7644-3.4-R02
  Scenario: A read without parameters shows what was given
    Given a user "ana" with:
      """
      {"displayName": "Ana R", "title": "Buyer", "password": "Pa55-{marker}-word"}
      """
    When GET "/Users/{ana.id}"
    Then the status is 200
    And "displayName" is "Ana R"
    And "title" is "Buyer"
    And "name.familyName" is "Family"
    And "emails" has 1 value
    And "password" is absent
    When GET "/Users?filter=userName eq "{ana.userName}""
    Then "Resources[0].displayName" is "Ana R"
    And "Resources[0].title" is "Buyer"
    And "Resources[0].emails" has 1 value
    And "Resources[0].password" is absent

  @RFC7644-3.4-R02
  Scenario: A read shows phone numbers, addresses and the manager
    Given the target declares "phoneNumbers" of a User
    And the target declares "addresses" of a User
    And the target has "enterprise"
    And a user "boss"
    And a user "ana" with:
      """
      {"phoneNumbers": [{"type": "work", "value": "+351 900 000 001"}], "addresses": [{"type": "work", "country": "PT", "locality": "Lisboa"}], "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "{boss.id}"}}}
      """
    When GET "/Users/{ana.id}"
    Then the status is 200
    And "phoneNumbers" has 1 value
    And "addresses" has 1 value
    And "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.manager.value" is "{boss.id}"

  @slow @RFC7644-3.4-R02
  Scenario: A group of more than a hundred members shows them all
    Given the target has "groups"
    And 101 users "a"
    And the group "team" has all 101 "a"
    When the members of "team" are read
    Then the members are exactly the 101 "a"

  @RFC7644-3.4.1-R01
  Scenario: A disabled user can be read
    Given a user "ana" with:
      """
      {"active": false}
      """
    When GET "/Users/{ana.id}"
    Then the status is 200

  @RFC7644-3.4.1-R01
  Scenario Outline: What was just created can be read: <what>
    When POST "<endpoint>":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:<what>"], "<attribute>": "{name:new}"}
      """
    And if the request succeeds, the check goes on
    And the answer is called "new"
    And GET "<endpoint>/{new.id}"
    Then the status is 200

    Examples:
      | what  | endpoint | attribute   |
      | User  | /Users   | userName    |
      | Group | /Groups  | displayName |
