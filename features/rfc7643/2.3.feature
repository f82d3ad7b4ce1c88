Feature: Types of values (RFC 7643 §2.3)

  @RFC7643-2.3-R01
  Scenario: Attributes have one of the eight types
    Then no published attribute has an unknown type

  @core @RFC7643-2.3-R02 @RFC7643-2.3.2-R01 @RFC7643-2.3.8-R01 @RFC7643-2.4-R01
  Scenario: Values have the JSON type of their attribute
    Given a user "ana" with:
      """
      {"active": true, "emails": [{"type": "work", "value": "{name:w}", "primary": true}]}
      """
    When GET "/Users/{ana.id}"
    Then the status is 200
    And "userName" is a text
    And "active" is a boolean [RFC7643-2.3-R02, RFC7643-2.3.2-R01]
    And "emails[0].primary" is a boolean [RFC7643-2.3-R02, RFC7643-2.3.2-R01]
    And "name" is an object [RFC7643-2.3-R02, RFC7643-2.3.8-R01]
    And "meta" is an object [RFC7643-2.3-R02, RFC7643-2.3.8-R01]
    And "emails" is an array [RFC7643-2.3-R02, RFC7643-2.4-R01]
    And "schemas" is an array [RFC7643-2.4-R01]
    And "meta.created" is a dateTime
    And the body is a valid "user" [RFC7643-2.3-R02]

  @RFC7643-2.3-R02 @RFC7643-2.3.2-R01 @RFC7643-2.3.4-R01
  Scenario: The configuration has the JSON types of its attributes
    When GET "/ServiceProviderConfig"
    And if the request succeeds, the check goes on
    Then the body is a valid "service-provider-config" [RFC7643-2.3-R02, RFC7643-2.3.2-R01]
    And the bytes write "maxResults" as a plain integer [RFC7643-2.3.4-R01]
    And the bytes write "maxOperations" as a plain integer [RFC7643-2.3.4-R01]

  @RFC7643-2.3-R02 @RFC7643-2.3.2-R01 @RFC7643-2.4-R01
  Scenario: The schemas have the JSON types of their attributes
    When GET "/Schemas"
    And if the request succeeds, the check goes on
    Then each resource is a valid "schema" [RFC7643-2.3-R02, RFC7643-2.3.2-R01, RFC7643-2.4-R01]

  @RFC7643-2.3.4-R01
  Scenario: Counts are plain integers
    Given a user "ana"
    When GET "/Users?count=1"
    And if the request succeeds, the check goes on
    Then the bytes write "totalResults" as a plain integer

  @core @RFC7643-2.3-R03 @RFC7643-2.3.8-R01 @E-5.20 @E-5.24
  Scenario Outline: A creation with <what> is refused
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", <body>}
      """
    Then the request is refused [RFC7643-2.3-R03, RFC7643-2.3.8-R01]

    Examples:
      | what                  | body                    |
      | a name that is a text | "name": "Ana Reis"      |
      | a word for active     | "active": "perhaps"     |
      | a list for a text     | "displayName": {"a": 1} |

  @RFC7643-2.3-R03 @E-5.20
  Scenario: A creation with a number for a text is refused
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": 123}
      """
    Then the request is refused
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:a}", "displayName": 42}
      """
    Then the request is refused

  @core @RFC7643-2.3.1-R01
  Scenario Outline: Text in other alphabets comes back as it was sent: <text>
    Given a user "ana" with:
      """
      {"displayName": "<text>", "title": "<text>"}
      """
    Then reading "ana" shows:
      """
      {"displayName": "<text>", "title": "<text>"}
      """

    Examples:
      | text            |
      | Élodie Ø Müller |
      | Анна Ивановна   |
      | 安娜              |
      | 😀 smile         |
      | שלום            |

  @RFC7643-2.3.2-R02
  Scenario: A truth value has no case and is not unique
    Then no published attribute is a boolean with case or uniqueness

  @RFC7643-2.3.5-R01 @RFC7643-2.3.5-R02 @RFC7643-2.3.5-R03
  Scenario: Moments are texts with a date and a time
    Given a user "ana"
    And a group "design"
    When GET "/Users/{ana.id}"
    Then "meta.created" is a text [RFC7643-2.3.5-R03]
    And "meta.created" is a dateTime [RFC7643-2.3.5-R01, RFC7643-2.3.5-R02]
    And "meta.lastModified" is a dateTime [RFC7643-2.3.5-R01, RFC7643-2.3.5-R02]
    When GET "/Groups/{design.id}"
    Then "meta.created" is a dateTime [RFC7643-2.3.5-R01, RFC7643-2.3.5-R02]

  @RFC7643-2.3.6-R01 @RFC7643-2.3.6-R04
  Scenario: Bytes come back as they were sent
    Given the target declares "x509Certificates" of a User
    And a user "ana" with:
      """
      {"x509Certificates": [{"value": "MIIDQzCCAqygAwIBAgICEAAwDQYJKoZIhvcNAQEFBQAw"}]}
      """
    When GET "/Users/{ana.id}"
    Then "x509Certificates[0].value" is "MIIDQzCCAqygAwIBAgICEAAwDQYJKoZIhvcNAQEFBQAw" [RFC7643-2.3.6-R01, RFC7643-2.3.6-R04]
    And no published attribute is binary and unique [RFC7643-2.3.6-R04]

  @RFC7643-2.3.6-R01
  Scenario: Bytes that are not base64 are refused
    Given the target declares "x509Certificates" of a User
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "x509Certificates": [{"value": "### no base64 ###"}]}
      """
    Then the request is refused

  @RFC7643-2.3.7-R02 @RFC7643-2.3.7-R07
  Scenario: A reference comes back as it was sent
    Given the target declares "profileUrl" of a User
    And a user "ana" with:
      """
      {"profileUrl": "https://example.com/Ana%20R"}
      """
    When GET "/Users/{ana.id}"
    Then "profileUrl" is a URI [RFC7643-2.3.7-R02]
    And "profileUrl" is "https://example.com/Ana%20R" [RFC7643-2.3.7-R02, RFC7643-2.3.7-R07]
    And "meta.location" is a URI [RFC7643-2.3.7-R02]

  @RFC7643-2.3.7-R02 @RFC7643-2.3.7-R03 @RFC7643-2.3.7-R04 @RFC7643-2.3.7-R05
  Scenario: References to members and groups lead to them
    Given a user "ana"
    And a group "design" with the members "ana"
    When the members of "design" are read
    Then every "$ref" of "members" is a URI below the tenant URL [RFC7643-2.3.7-R02]
    And every "$ref" of "members" leads to the resource that "value" names [RFC7643-2.3.7-R03, RFC7643-2.3.7-R04, RFC7643-2.3.7-R05]
    When "ana" is read
    Then every "$ref" of "groups" is a URI below the tenant URL [RFC7643-2.3.7-R02]
    And every "$ref" of "groups" leads to the resource that "value" names [RFC7643-2.3.7-R03, RFC7643-2.3.7-R04, RFC7643-2.3.7-R05]

  @RFC7643-2.3.7-R08
  Scenario: References say what they may point at
    Then no published attribute is a reference to nothing in particular

  @RFC7643-2.3.8-R02
  Scenario: The order of members does not matter
    When POST "/Users":
      """
      {"userName": "{name:ana}", "name": {"familyName": "Reis", "givenName": "Ana"}, "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"]}
      """
    Then the request succeeds
    When the answer is called "ana"
    Then reading "ana" shows:
      """
      {"name": {"givenName": "Ana", "familyName": "Reis"}}
      """

  @RFC7643-2.3.8-R02
  Scenario: The order of members of a change does not matter
    Given the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"Operations": [{"value": "Ana R", "path": "displayName", "op": "replace"}], "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"]}
      """
    Then the request succeeds
    And reading "ana" shows:
      """
      {"displayName": "Ana R"}
      """
