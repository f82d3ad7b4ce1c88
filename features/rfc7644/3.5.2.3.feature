Feature: Replacing by PATCH (RFC 7644 §3.5.2.3)

  @core @RFC7644-3.5.2.3-R01
  Scenario: Without a path, the attributes of the value are replaced and no others
    Given the target has "patch"
    And a user "ana" with:
      """
      {"displayName": "Ana", "title": "Buyer"}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "value": {"displayName": "Ana R", "nickName": "Annie"}}]}
      """
    Then the request succeeds
    And nothing of "ana" has changed but "displayName" and "nickName"
    And reading "ana" shows:
      """
      {"displayName": "Ana R", "nickName": "Annie"}
      """

  @core @RFC7644-3.5.2.3-R02
  Scenario Outline: A single value is replaced: <path>
    Given the target has "patch"
    And a user "ana" with:
      """
      {"displayName": "Ana", "title": "Buyer", "active": true}
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
    And nothing of "ana" has changed but "<top>"

    Examples:
      | path           | value         | shown                                                   | top         |
      | displayName    | "Ana R"       | {"displayName": "Ana R"}                                | displayName |
      | title          | "Seller"      | {"title": "Seller"}                                     | title       |
      | active         | false         | {"active": false}                                       | active      |
      | userName       | "{name:anna}" | {"userName": "{name:anna}"}                             | userName    |
      | externalId     | "{text:ext}"  | {"externalId": "{text:ext}"}                            | externalId  |
      | name.givenName | "Anna"        | {"name": {"givenName": "Anna", "familyName": "Family"}} | name        |

  @core @RFC7644-3.5.2.3-R03
  Scenario: All values of a multi-valued attribute are replaced
    Given the target has "patch"
    And a user "ana" with:
      """
      {"emails": [{"type": "work", "value": "{name:work}"}, {"type": "home", "value": "{name:home}"}]}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "emails", "value": [{"type": "other", "value": "{name:new}"}]}]}
      """
    Then the request succeeds
    When "ana" is read
    Then "emails" has 1 value
    And "emails[0].value" is "{name:new}"

  @core @RFC7644-3.5.2.3-R03
  Scenario: All members are replaced, with a path and without
    Given the target has "patch"
    And 3 users "a"
    And a group "design" with the members "a1" and "a2"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "members", "value": [{"value": "{a3.id}"}]}]}
      """
    Then the request succeeds
    When the members of "design" are read
    Then the members are exactly "a3"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "value": {"members": [{"value": "{a1.id}"}]}}]}
      """
    Then the request succeeds
    When the members of "design" are read
    Then the members are exactly "a1"

  @core @RFC7644-3.5.2.3-R04
  Scenario: A replace of what has no value adds it
    Given the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "title", "value": "Buyer"}]}
      """
    Then the request succeeds
    And reading "ana" shows:
      """
      {"title": "Buyer"}
      """

  @RFC7644-3.5.2.3-R04
  Scenario: A replace of a multi-valued attribute without values adds them
    Given the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "phoneNumbers", "value": [{"type": "work", "value": "+351 900 000 001"}]}]}
      """
    Then the request succeeds
    And reading "ana" shows:
      """
      {"phoneNumbers": [{"type": "work", "value": "+351 900 000 001"}]}
      """

  @core @RFC7644-3.5.2.3-R05 @RFC7644-3.5.2.3-R06
  Scenario: A replace of a complex attribute sets the parts it names and keeps the others
    Given the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "name", "value": {"familyName": "Reis"}}]}
      """
    Then the request succeeds [RFC7644-3.5.2.3-R05]
    When "ana" is read
    Then "name.familyName" is "Reis" [RFC7644-3.5.2.3-R05]
    And "name.givenName" is "Given" [RFC7644-3.5.2.3-R05, RFC7644-3.5.2.3-R06]

  @RFC7644-3.5.2.3-R07
  Scenario: A replace by a filter replaces every value that matches
    Given the target has "patch"
    And a user "ana" with:
      """
      {"addresses": [{"type": "work", "locality": "Lisboa", "country": "PT"}, {"type": "work", "locality": "Porto", "country": "PT"}, {"type": "home", "locality": "Faro", "country": "PT"}]}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "addresses[type eq \"work\"].locality", "value": "Braga"}]}
      """
    Then the request succeeds
    When "ana" is read
    Then "addresses" does not contain {"locality": "Lisboa"}
    And "addresses" does not contain {"locality": "Porto"}
    And "addresses" contains {"locality": "Braga"}
    And "addresses" contains {"locality": "Faro"}

  @core @RFC7644-3.5.2.3-R08
  Scenario: A replace by a filter and a part changes that part alone
    Given the target has "patch"
    And a user "ana" with:
      """
      {"addresses": [{"type": "work", "locality": "Lisboa", "country": "PT", "postalCode": "1000-001"}, {"type": "home", "locality": "Faro", "country": "PT"}]}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "addresses[type eq \"work\"].locality", "value": "Braga"}]}
      """
    Then the request succeeds
    When "ana" is read
    Then "addresses" contains {"type": "work", "locality": "Braga", "country": "PT", "postalCode": "1000-001"}
    And "addresses" contains {"type": "home", "locality": "Faro"}

  @core @RFC7644-3.5.2.3-R09 @E-6.19 @E-5.18
  Scenario: A replace by a filter that matches nothing is refused with noTarget
    Given the target has "patch"
    And a user "ana" with:
      """
      {"emails": [{"type": "work", "value": "{name:work}"}]}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "emails[type eq \"home\"].value", "value": "{name:home}"}]}
      """
    Then the status is 400 [RFC7644-3.5.2.3-R09]
    And the error keyword is "noTarget" [RFC7644-3.5.2.3-R09]
    And the request succeeds [E-6.19, E-5.18]
    And reading "ana" shows: [E-6.19, E-5.18]
      """
      {"emails": [{"type": "work", "value": "{name:work}"}, {"type": "home", "value": "{name:home}"}]}
      """

  @RFC7644-3.5.2.3-R01 @RFC7644-3.5.2.3-R06
  Scenario: Without a path, the parts of an extension that are not named stay
    Given the target has "patch"
    And the target has "enterprise"
    And a user "ana" with:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "701984", "department": "Sales"}}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "value": {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Crafts"}}}]}
      """
    Then the request succeeds [RFC7644-3.5.2.3-R01]
    And reading "ana" shows: [RFC7644-3.5.2.3-R01, RFC7644-3.5.2.3-R06]
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "701984", "department": "Crafts"}}
      """

  @RFC7644-3.5.2.3-R02 @RFC7644-3.5.2.1-R09
  Scenario: An external id of a group is set and changed
    Given the target has "patch"
    And a group "design"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "externalId", "value": "{text:a}"}]}
      """
    Then the request succeeds [RFC7644-3.5.2.1-R09]
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "externalId", "value": "{text:b}"}]}
      """
    Then the request succeeds
    And reading "design" shows:
      """
      {"externalId": "{text:b}"}
      """

  @RFC7644-3.5.2.3-R02 @RFC7644-3.5.2.1-R09
  Scenario: A change does not judge what it does not touch
    Given the target has "patch"
    And the target declares "phoneNumbers" of a User
    And a user "ana" with:
      """
      {"active": false, "phoneNumbers": [{"type": "work", "value": "tel:+351-900-000-001"}]}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "active", "value": true}]}
      """
    Then the request succeeds [RFC7644-3.5.2.3-R02]
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "title", "value": "Buyer"}]}
      """
    Then the request succeeds [RFC7644-3.5.2.1-R09]
    And reading "ana" shows: [RFC7644-3.5.2.3-R02, RFC7644-3.5.2.1-R09]
      """
      {"active": true, "title": "Buyer"}
      """

  @RFC7644-3.5.2.3-R04 @RFC7644-3.5.2.1-R05
  Scenario: A part of a complex attribute without a value is set
    Given the target has "patch"
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}
      """
    And if the request succeeds, the check goes on
    And the answer is called "ana"
    And PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "name.familyName", "value": "Reis"}]}
      """
    Then the request succeeds [RFC7644-3.5.2.3-R04]
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "name.givenName", "value": "Ana"}]}
      """
    Then the request succeeds [RFC7644-3.5.2.1-R05]
    And reading "ana" shows: [RFC7644-3.5.2.3-R04, RFC7644-3.5.2.1-R05]
      """
      {"name": {"familyName": "Reis", "givenName": "Ana"}}
      """

  @RFC7644-3.5.2.3-R08
  Scenario: A replace by a filter changes the part in all that match
    Given the target has "patch"
    And a user "ana" with:
      """
      {"addresses": [{"type": "work", "locality": "Lisboa", "country": "PT"}, {"type": "work", "locality": "Porto", "country": "PT"}]}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "addresses[country eq \"PT\"].region", "value": "West"}]}
      """
    Then the request succeeds
    When "ana" is read
    Then "addresses" contains {"locality": "Lisboa", "region": "West"}
    And "addresses" contains {"locality": "Porto", "region": "West"}
