Feature: Which attributes come back (RFC 7644 §3.9)

  @RFC7644-3.9-R01
  Scenario: Every answer shows the same attributes
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "displayName": "Ana", "title": "Buyer", "name": {"familyName": "Reis"}}
      """
    And if the request succeeds, the check goes on
    Then "displayName" is there
    And "title" is there
    And "name" is there
    When the answer is called "ana"
    And GET "/Users/{ana.id}"
    Then "displayName" is there
    And "title" is there
    And "name" is there
    When GET "/Users?filter=userName eq "{name:ana}""
    Then each resource has "displayName"
    And each resource has "title"
    And each resource has "name"
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "displayName": "Ana", "title": "Buyer", "name": {"familyName": "Reis"}}
      """
    Then "displayName" is there
    And "title" is there
    And "name" is there

  @RFC7644-3.9-R01
  Scenario Outline: A read shows the <attribute> that a list shows
    Given the target has "filter"
    And the target declares "<attribute>" of a User
    And a user "ana" with:
      """
      {"<attribute>": [<value>]}
      """
    When GET "/Users?filter=userName eq "{ana.userName}""
    And if "Resources[0].<attribute>" is there, the check goes on
    And GET "/Users/{ana.id}"
    Then "<attribute>" is there

    Examples:
      | attribute    | value                                              |
      | emails       | {"value": "{name:mail}", "type": "work"}           |
      | phoneNumbers | {"value": "tel:+1-201-555-0123", "type": "work"}   |
      | addresses    | {"locality": "Hollywood", "country": "US", "type": "work"} |

  @core @RFC7644-3.9-R02 @RFC7644-3.9-R03
  Scenario Outline: attributes works on a <what>
    Given a user "ana" with:
      """
      {"title": "Buyer"}
      """
    When <method> "<path>?attributes=displayName":
      """
      <body>
      """
    And if the request succeeds, the check goes on
    Then "id" is there [RFC7644-3.9-R02]
    And "title" is absent [RFC7644-3.9-R02, RFC7644-3.9-R03]
    And "displayName" is "Ana R" [RFC7644-3.9-R02]

    Examples:
      | what        | method | path            | body                                                                                                                                       |
      | creation    | POST   | /Users          | {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:x}", "displayName": "Ana R", "title": "Buyer"}              |
      | replacement | PUT    | /Users/{ana.id} | {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "displayName": "Ana R", "title": "Buyer"}        |
      | change      | PATCH  | /Users/{ana.id} | {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "displayName", "value": "Ana R"}]} |

  @RFC7644-3.9-R02
  Scenario: excludedAttributes leaves out what it names and stores it all the same
    When POST "/Users?excludedAttributes=title":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "displayName": "Ana", "title": "Buyer"}
      """
    And if the request succeeds, the check goes on
    Then "title" is absent
    And "displayName" is "Ana"
    When the answer is called "ana"
    Then reading "ana" shows:
      """
      {"title": "Buyer"}
      """

  @RFC7644-3.9-R02
  Scenario: attributes leaves out of the answer what it does not name and stores it all the same
    When POST "/Users?attributes=displayName":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "displayName": "Ana", "title": "Buyer"}
      """
    And if the request succeeds, the check goes on
    And the answer is called "ana"
    Then reading "ana" shows:
      """
      {"title": "Buyer"}
      """

  @core @RFC7644-3.9-R03 @RFC7644-3.9-R04 @RFC7644-3.9-R07
  Scenario: attributes shows what it names, and always the minimum
    Given a user "ana" with:
      """
      {"displayName": "Ana", "title": "Buyer"}
      """
    When GET "/Users/{ana.id}?attributes=displayName,NAME.givenName"
    Then the status is 200 [RFC7644-3.9-R03]
    And "id" is "{ana.id}" [RFC7644-3.9-R04]
    And "schemas" is there [RFC7644-3.9-R04]
    And "displayName" is "Ana" [RFC7644-3.9-R04]
    And "name.givenName" is "Given" [RFC7644-3.9-R04, RFC7644-3.9-R07]
    And "name.familyName" is absent [RFC7644-3.9-R04]
    And "title" is absent [RFC7644-3.9-R03]
    And "emails" is absent [RFC7644-3.9-R03]
    When GET "/Users?filter=userName eq "{ana.userName}"&attributes=DISPLAYNAME,title"
    Then each resource has "id" [RFC7644-3.9-R04]
    And each resource has "displayName" [RFC7644-3.9-R07]
    And each resource has "title" [RFC7644-3.9-R04, RFC7644-3.9-R07]
    And no resource has "emails" [RFC7644-3.9-R03]
    When GET "/Users/{ana.id}?attributes=name"
    Then "name.familyName" is "Family" [RFC7644-3.9-R04]

  @core @RFC7644-3.9-R05
  Scenario: excludedAttributes leaves out what it names, and never the minimum
    Given a user "ana" with:
      """
      {"displayName": "Ana"}
      """
    When GET "/Users/{ana.id}?excludedAttributes=emails,name,id"
    Then the status is 200
    And "id" is "{ana.id}"
    And "schemas" is there
    And "displayName" is "Ana"
    And "emails" is absent
    And "name" is absent
    When GET "/Users?filter=userName eq "{ana.userName}"&excludedAttributes=EMAILS"
    Then no resource has "emails"
    And each resource has "displayName"
    When GET "/Users/{ana.id}?excludedAttributes=name.givenName"
    Then "name.givenName" is absent
    And "name.familyName" is "Family"

  @RFC7644-3.9-R06
  Scenario: Both parameters at once are refused, or one of them counts
    Given a user "ana"
    When GET "/Users/{ana.id}?attributes=displayName&excludedAttributes=emails"
    Then there is no server error
