Feature: Users (RFC 7643 §4.1)

  @RFC7643-4-R01 @RFC7643-4.1-R01
  Scenario: Users have the schema of users
    Given a user "ana"
    When GET "/Users/{ana.id}"
    Then "schemas" contains "urn:ietf:params:scim:schemas:core:2.0:User" [RFC7643-4-R01, RFC7643-4.1-R01]
    When GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
    And if the request succeeds, the check goes on
    Then "id" is "urn:ietf:params:scim:schemas:core:2.0:User" [RFC7643-4.1-R01]

  @core @RFC7643-4.1.1-R01
  Scenario Outline: A user <what> is refused
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], <body>}
      """
    Then the request is refused

    Examples:
      | what               | body                 |
      | without a name     | "displayName": "Ana" |
      | with an empty name | "userName": ""       |
      | with no name       | "userName": null     |

  @core @RFC7643-4.1.1-R02 @RFC7643-4.1.1-R03
  Scenario: A name is there once, whatever its case
    Given a user "ana"
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}"}
      """
    Then the request is refused [RFC7643-4.1.1-R02]
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName.upper}"}
      """
    Then the request is refused [RFC7643-4.1.1-R02, RFC7643-4.1.1-R03]
    Given a user "bo"
    When PUT "/Users/{bo.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}"}
      """
    Then the request is refused [RFC7643-4.1.1-R02]
    When GET "/Users?filter=userName eq "{ana.userName.upper}""
    And if the status is 200, the check goes on
    Then the list has exactly "ana" [RFC7643-4.1.1-R03]

  @RFC7643-4.1.1-R02
  Scenario: A name cannot be taken by a change
    Given the target has "patch"
    And a user "ana"
    And a user "bo"
    When PATCH "/Users/{bo.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "userName", "value": "{ana.userName}"}]}
      """
    Then the request is refused
    When 8 times at once POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:cy}"}
      """
    Then only once is there a User whose "userName" is "{name:cy}"

  @RFC7643-4.1.1-R12
  Scenario: A nickname is not made of the name
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}
      """
    And if the request succeeds, the check goes on
    Then "nickName" is not "{name:ana}"

  @RFC7643-4.1.1-R13
  Scenario: profileUrl is kept as it is
    Given the target declares "profileUrl" of a User
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "profileUrl": "https://example.com/Ana%20Berg"}
      """
    Then the request succeeds
    When the answer is called "ana"
    Then reading "ana" shows:
      """
      {"profileUrl": "https://example.com/Ana%20Berg"}
      """

  @RFC7643-4.1.1-R14
  Scenario: preferredLanguage is kept as it is
    Given the target declares "preferredLanguage" of a User
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "preferredLanguage": "en-US, fr;q=0.8"}
      """
    Then the request succeeds
    When the answer is called "ana"
    Then reading "ana" shows:
      """
      {"preferredLanguage": "en-US, fr;q=0.8"}
      """

  @RFC7643-4.1.1-R15
  Scenario: locale is kept as it is
    Given the target declares "locale" of a User
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "locale": "az-Arab"}
      """
    Then the request succeeds
    When the answer is called "ana"
    Then reading "ana" shows:
      """
      {"locale": "az-Arab"}
      """

  @RFC7643-4.1.1-R17
  Scenario: timezone is kept as it is
    Given the target declares "timezone" of a User
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "timezone": "America/Los_Angeles"}
      """
    Then the request succeeds
    When the answer is called "ana"
    Then reading "ana" shows:
      """
      {"timezone": "America/Los_Angeles"}
      """

  @core @RFC7643-4.1.1-R18
  Scenario: A user is switched off and on
    Given a user "ana" with:
      """
      {"active": true}
      """
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "active": false}
      """
    Then the request succeeds
    And reading "ana" shows:
      """
      {"active": false}
      """
    When GET "/Users?filter=userName eq "{ana.userName}" and active eq false"
    Then the list has exactly "ana"
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "active": true}
      """
    Then reading "ana" shows:
      """
      {"active": true}
      """
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:bo}", "active": false}
      """
    Then "active" is false

  @core @RFC7643-4.1.1-R19 @RFC7643-4.1.1-R26
  Scenario: A password is nowhere to be read
    When POST "/Users?attributes=password,userName":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "password": "t1me-{marker}-Machine"}
      """
    And if the request succeeds, the check goes on
    Then the body does not contain "t1me-{marker}-Machine" [RFC7643-4.1.1-R19, RFC7643-4.1.1-R26]
    And "password" is absent [RFC7643-4.1.1-R19, RFC7643-4.1.1-R26]
    When the answer is called "ana"
    And GET "/Users/{ana.id}"
    Then the body does not contain "t1me-{marker}-Machine" [RFC7643-4.1.1-R19, RFC7643-4.1.1-R26]
    And "password" is absent [RFC7643-4.1.1-R19, RFC7643-4.1.1-R26]
    When GET "/Users/{ana.id}?attributes=password"
    Then "password" is absent [RFC7643-4.1.1-R19, RFC7643-4.1.1-R26]
    When GET "/Users?filter=userName eq "{name:ana}""
    Then no resource has "password" [RFC7643-4.1.1-R19, RFC7643-4.1.1-R26]
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "password": "t1me-{marker}-Second"}
      """
    Then the body does not contain "t1me-{marker}-Second" [RFC7643-4.1.1-R19, RFC7643-4.1.1-R26]

  @RFC7643-4.1.1-R26
  Scenario: A refusal does not repeat a password
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "password": "t1me-{marker}-Machine", "name": "text"}
      """
    Then the body does not contain "t1me-{marker}-Machine"

  @RFC7643-4.1.1-R27
  Scenario: A password can be changed where that is announced
    Given the target has "changePassword"
    And a user "ana" with:
      """
      {"password": "Pa55-{marker}-one"}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "password", "value": "Pa55-{marker}-two"}]}
      """
    Then the request succeeds

  @RFC7643-4.1.1-R25
  Scenario: A password is not guessed by filters
    Given the target has "filter"
    And a user "ana" with:
      """
      {"password": "Pa55-{marker}-word"}
      """
    When POST "/Users/.search":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "userName eq \"{ana.userName}\" and password sw \"Pa55\""}
      """
    And if the status is 200, the check goes on
    Then the list is empty

  @RFC7643-4.1.2-R01
  Scenario Outline: <attribute> comes back as an array of objects
    Given the target declares "<attribute>" of a User
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "<attribute>": <value>}
      """
    And if the request succeeds, the check goes on
    And the answer is called "ana"
    And "ana" is read
    Then "<attribute>" is an array
    And "<attribute>[0]" is an object

    Examples:
      | attribute    | value                                                     |
      | emails       | [{"type": "work", "value": "{name:w}"}]                   |
      | phoneNumbers | [{"type": "work", "value": "tel:+351-900-000-001"}]       |
      | ims          | [{"type": "xmpp", "value": "ana.example"}]                |
      | photos       | [{"type": "photo", "value": "https://example.com/a.jpg"}] |
      | addresses    | [{"type": "work", "country": "PT"}]                       |
      | entitlements | [{"value": "one"}]                                        |
      | roles        | [{"value": "Reader"}]                                     |

  @RFC7643-4.1.2-R02
  Scenario: An address is shown as an address alone
    Given a user "ana" with:
      """
      {"displayName": "Ana Reis", "emails": [{"type": "work", "value": "{name:w}"}]}
      """
    When GET "/Users/{ana.id}"
    Then "emails[0].value" matches /^[^<> ]+@[^<> ]+$/

  @RFC7643-4.1.2-R06
  Scenario: A phone number in the form of a URI is taken
    Given the target declares "phoneNumbers" of a User
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "phoneNumbers": [{"type": "work", "value": "tel:+1-201-555-0123"}]}
      """
    Then the request succeeds

  @RFC7643-4.1.2-R20
  Scenario: A country has two letters
    Given the target declares "addresses" of a User
    And a user "ana" with:
      """
      {"addresses": [{"type": "work", "country": "US"}]}
      """
    When GET "/Users/{ana.id}"
    Then "addresses[0].country" is "US"

  @core @RFC7643-4.1.2-R21 @RFC7643-4.1.2-R24 @RFC7643-4.1.2-R25
  Scenario: A user shows the groups it is in
    Given the target declares "groups" of a User
    And a user "ana"
    And a group "design" with the members "ana"
    When "ana" is read
    Then "groups" contains {"value": "{design.id}"} [RFC7643-4.1.2-R21, RFC7643-4.1.2-R24]
    And every "$ref" of "groups" leads to the resource that "value" names [RFC7643-4.1.2-R25]

  @RFC7643-4.1.2-R21 @RFC7643-4.1.2-R22
  Scenario: A user who is taken out of a group does not show it any more
    Given the target declares "groups" of a User
    And the target has "patch"
    And a user "ana"
    And a group "design" with the members "ana"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "remove", "path": "members[value eq \"{ana.id}\"]"}]}
      """
    Then the request succeeds [RFC7643-4.1.2-R22]
    When "ana" is read
    Then "groups" is absent [RFC7643-4.1.2-R21, RFC7643-4.1.2-R22]

  @core @RFC7643-4.1.2-R26
  Scenario: A user does not join a group by itself
    Given a group "design"
    And a user "ana"
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "groups": [{"value": "{design.id}"}]}
      """
    And the members of "design" are read
    Then there are no members
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "groups", "value": [{"value": "{design.id}"}]}]}
      """
    And the members of "design" are read
    Then there are no members

  @RFC7643-4.1.2-R27
  Scenario: Roles and entitlements are free
    Given the target declares "roles" of a User
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "roles": [{"value": "Student of {text:x}"}], "entitlements": [{"value": "any {text:y}"}]}
      """
    Then the request succeeds
    When the answer is called "ana"
    Then reading "ana" shows:
      """
      {"roles": [{"value": "Student of {text:x}"}], "entitlements": [{"value": "any {text:y}"}]}
      """

  @RFC7643-4.1.2-R28
  Scenario: A certificate is bytes
    Given the target declares "x509Certificates" of a User
    And a user "ana" with:
      """
      {"x509Certificates": [{"value": "MIIDQzCCAqygAwIBAgICEAAwDQYJKoZIhvcNAQEFBQAw"}]}
      """
    When GET "/Users/{ana.id}"
    Then "x509Certificates[0].value" is a base64 text
