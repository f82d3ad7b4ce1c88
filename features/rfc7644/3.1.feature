Feature: Messages and resources (RFC 7644 §3.1)

  @core @RFC7644-3.1-R01 @RFC7644-8.1-R01
  Scenario Outline: <what> is labelled application/scim+json
    Given a user "ana"
    When GET "<path>"
    Then the media type is "application/scim+json" [RFC7644-3.1-R01, RFC7644-8.1-R01]

    Examples:
      | what                | path                                       |
      | A user              | /Users/{ana.id}                            |
      | A list              | /Users?filter=userName eq "{ana.userName}" |
      | An error            | /Users/{random}                            |
      | The list of schemas | /Schemas                                   |

  @RFC7644-3.1-R01
  Scenario: The answers to writes are labelled, too
    Given a user "ana"
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "displayName": "Ana R"}
      """
    Then the media type is "application/scim+json"
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "displayName": "no name"}
      """
    Then the media type is "application/scim+json"

  @core @RFC7644-3.1-R02
  Scenario: Every resource names its schemas
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}
      """
    Then the request succeeds
    And "schemas" is there
    When the answer is called "ana"
    And "ana" is read
    Then "schemas" is there
    When GET "/Users?filter=userName eq "{name:ana}""
    Then each resource has "schemas"
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}
      """
    Then "schemas" is there
    When GET "/ServiceProviderConfig"
    Then "schemas" is there
    When GET "/Schemas"
    And if the request succeeds, the check goes on
    Then each resource has "schemas"

  @RFC7644-3.1-R02
  Scenario: Every group names its schemas
    Given a group "design"
    When "design" is read
    Then "schemas" is there
    When GET "/Groups?filter=displayName eq "{design.displayName}""
    Then each resource has "schemas"

  @RFC7644-3.1-R04
  Scenario Outline: What /Schemas publishes of a <type> can be written and read: <attribute>
    When POST "<endpoint>":
      """
      {"schemas": <schemas>, "<key>": "{name:x}", <body>}
      """
    And if the request succeeds, the check goes on
    And the answer is called "it"
    And "it" is read
    Then "<attribute>" is there

    Examples: every readWrite attribute
      | type | endpoint | schemas | attribute | key | body |

  @RFC7644-3.1-R04
  Scenario: What is declared as readWrite can be changed
    Given "displayName" of a User is declared with mutability readWrite
    And a user "ana" with:
      """
      {"displayName": "Ana"}
      """
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "displayName": "Ana R"}
      """
    Then the request succeeds

  @RFC7644-3.1-R04
  Scenario: What is kept of a user is announced
    Given the target has "schemas"
    When whatever is declared, POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "phoneNumbers": [{"type": "work", "value": "tel:+1-201-555-0123"}], "addresses": [{"type": "work", "country": "PT"}]}
      """
    And if the request succeeds, the check goes on
    And the answer is called "ana"
    And "ana" is read
    Then what is shown of phoneNumbers, addresses is announced

  @core @RFC7644-3.1-R05
  Scenario Outline: <what> carries the schema of a message
    Given a user "ana"
    When GET "<path>"
    Then "schemas" contains "urn:ietf:params:scim:api:messages:2.0:<message>"

    Examples:
      | what     | path                                       | message      |
      | A list   | /Users?filter=userName eq "{ana.userName}" | ListResponse |
      | An error | /Users/{random}                            | Error        |

  @RFC7644-3.1-R05
  Scenario: A search with the schema of something else is refused
    When POST "/Users/.search":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "filter": "userName pr"}
      """
    Then the request is refused

  @core @RFC7644-3.1-R06
  Scenario: /Schemas does not offer the schemas of messages
    Given the target has "schemas"
    When GET "/Schemas"
    Then the status is 200
    And no "id" of a resource matches /^urn:ietf:params:scim:api:/
    When GET "/Schemas/urn:ietf:params:scim:api:messages:2.0:PatchOp"
    Then the status is 404

  @RFC7644-3.1-R07
  Scenario: What only the service provider may set does not make a PUT fail
    Given a user "ana"
    When "ana" is put back with "displayName" changed to "Ana R"
    Then the request succeeds

  @core @RFC7644-3.1-R08
  Scenario Outline: What the answer to a <what> shows is what is stored
    Given a user "ana" with:
      """
      {"title": "Buyer"}
      """
    When <method> "/Users/{ana.id}":
      """
      <body>
      """
    And if the status is 200, the check goes on
    And the answer is called "ana"
    Then what the answer shows of "ana" is what a read shows

    Examples:
      | what        | method | body                                                                                                                                       |
      | change      | PATCH  | {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "displayName", "value": "Ana R"}]} |
      | replacement | PUT    | {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "displayName": "Ana R", "id": "{random}"}        |

  @RFC7644-3.1-R08
  Scenario: A change shows at once wherever the resource is shown
    Given the target has "patch"
    And a user "ana"
    When GET "/Users/{ana.id}"
    And PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "active", "value": false}]}
      """
    And if the request succeeds, the check goes on
    And GET "/Users/{ana.id}"
    Then "active" is false
    When GET "/Users?filter=userName eq "{ana.userName}""
    Then "Resources[0].active" is false

  @core @RFC7644-3.1-R08
  Scenario: What the answer to a creation shows is what is stored
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "displayName": "Ana", "groups": [{"value": "{random}"}], "meta": {"created": "2001-01-01T00:00:00Z"}}
      """
    And if the request succeeds, the check goes on
    And the answer is called "ana"
    Then what the answer shows of "ana" is what a read shows
