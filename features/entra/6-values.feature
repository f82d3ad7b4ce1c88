Feature: Values come back as they were sent (Entra, E-6.12)

  @E-6.12
  Scenario Outline: <attribute> with <what> comes back as it was sent
    Given the target declares "<attribute>" of a User
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", <body>}
      """
    Then the status is 201 or 200
    When the answer is called "ana"
    And "ana" is read
    Then as drift at most, "<path>" is <value>

    Examples:
      | attribute         | what                | body                                                                                     | path                                   | value                                       |
      | displayName       | forty letters       | "displayName": "Ana Maria Conceição Reis de Almeida Lima"                                | displayName                            | "Ana Maria Conceição Reis de Almeida Lima"  |
      | displayName       | an ampersand        | "displayName": "Reis & Lima"                                                             | displayName                            | "Reis & Lima"                               |
      | displayName       | other alphabets     | "displayName": "Анна 安娜"                                                                 | displayName                            | "Анна 安娜"                                   |
      | title             | an apostrophe       | "title": "Head of O'Brien's"                                                             | title                                  | "Head of O'Brien's"                         |
      | externalId        | capitals            | "externalId": "{text:Ext}"                                                               | externalId                             | "{text:Ext}"                                |
      | phoneNumbers      | an extension        | "phoneNumbers": [{"type": "work", "value": "+351 900 000 001;ext=12"}]                   | phoneNumbers[type eq "work"].value     | "+351 900 000 001;ext=12"                   |
      | phoneNumbers      | the form of a URI   | "phoneNumbers": [{"type": "work", "value": "tel:+351-900-000-001"}]                      | phoneNumbers[type eq "work"].value     | "tel:+351-900-000-001"                      |
      | profileUrl        | capitals            | "profileUrl": "https://example.com/Ana"                                                  | profileUrl                             | "https://example.com/Ana"                   |
      | profileUrl        | an escape           | "profileUrl": "https://example.com/a%20b"                                                | profileUrl                             | "https://example.com/a%20b"                 |
      | preferredLanguage | a region            | "preferredLanguage": "pt-PT"                                                             | preferredLanguage                      | "pt-PT"                                     |
      | timezone          | a name              | "timezone": "Europe/Lisbon"                                                              | timezone                               | "Europe/Lisbon"                             |
      | addresses         | a country           | "addresses": [{"type": "work", "country": "PT"}]                                         | addresses[type eq "work"].country      | "PT"                                        |
      | x509Certificates  | bytes               | "x509Certificates": [{"value": "MIIDQzCCAqygAwIBAgICEAAwDQYJKoZIhvcNAQEFBQAw"}]           | x509Certificates[0].value              | "MIIDQzCCAqygAwIBAgICEAAwDQYJKoZIhvcNAQEFBQAw" |
      | emails            | a type of its own   | "emails": [{"type": "lab", "value": "lab.{name:mail}"}]                                  | emails[type eq "lab"].value            | "lab.{name:mail}"                           |
      | active            | false               | "active": false                                                                          | active                                 | false                                       |

  @E-6.12
  Scenario: An employee number keeps its zeros
    Given the target has "enterprise"
    And the target declares "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber" of a User
    And a user "ana" with:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "00701984"}}
      """
    When "ana" is read
    Then "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.employeeNumber" is "00701984"

  @E-6.12
  Scenario: A change of letter case is kept
    Given a user "ana" with:
      """
      {"displayName": "ana reis"}
      """
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "displayName": "Ana Reis"}
      """
    Then if the request succeeds, the check goes on
    When "ana" is read
    Then as drift at most, "displayName" is "Ana Reis"

  @E-6.12
  Scenario: An external id given by a change is kept
    Given a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "Add", "path": "externalId", "value": "{text:external}"}]}
      """
    Then the status is 200 or 204
    When "ana" is read
    Then "externalId" is "{text:external}"

  @E-6.12
  Scenario: An address that is added leaves the primary one as it is
    Given a user "ana" with:
      """
      {"emails": [{"type": "work", "value": "{name:work}", "primary": true}]}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "Add", "path": "emails", "value": [{"type": "home", "value": "{name:home}"}]}]}
      """
    Then the status is 200 or 204
    When "ana" is read
    Then "emails" contains {"value": "{name:work}", "primary": true}

  @E-6.12
  Scenario Outline: <what> is refused, not dropped or altered
    Given the target declares "<attribute>" of a User
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", <body>}
      """
    Then the request is refused

    Examples:
      | what                                 | attribute        | body                                                   |
      | A number where a text belongs        | displayName      | "displayName": 42                                      |
      | A word that is no truth value        | active           | "active": "perhaps"                                    |
      | A certificate that is not base64     | x509Certificates | "x509Certificates": [{"value": "*** no base64 ***"}]   |
      | An address that is no text           | emails           | "emails": [{"type": "work", "value": {"no": "text"}}]  |
