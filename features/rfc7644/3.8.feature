Feature: Bytes and formats (RFC 7644 §3.8)

  @core @RFC7644-3.8-R01 @RFC7644-3.8-R02
  Scenario Outline: Text in UTF-8 is stored and returned, <what>
    When POST "/Users" with "Content-Type: <type>":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "displayName": "Ána Ó Briain 安娜"}
      """
    Then the request succeeds [RFC7644-3.8-R01, RFC7644-3.8-R02]
    And "displayName" is "Ána Ó Briain 安娜" [RFC7644-3.8-R01, RFC7644-3.8-R02]
    When the answer is called "ana"
    And "ana" is read
    Then "displayName" is "Ána Ó Briain 安娜" [RFC7644-3.8-R01, RFC7644-3.8-R02]
    And the body is one JSON object [RFC7644-3.8-R01]
    And the header "Content-Type" matches /(?i)^[^;]*(; *charset="?utf-8"?)?$/ [RFC7644-3.8-R02]

    Examples:
      | what              | type                                 |
      | without a charset | application/scim+json                |
      | with a charset    | application/scim+json; charset=utf-8 |

  @core @RFC7644-3.8-R04
  Scenario: Accept: application/scim+json is understood
    When GET "/Users?count=1" with "Accept: application/scim+json"
    Then the status is 200
    And the media type is "application/scim+json"

  @RFC7644-3.8-R05
  Scenario: Accept: application/json is understood
    Given a user "ana"
    When GET "/Users/{ana.id}" with "Accept: application/json"
    Then the status is 200
    And the header "Content-Type" matches /^application\/(scim\+)?json/

  @RFC7644-3.8-R06
  Scenario Outline: Without a wish the answer is application/scim+json: <what>
    Given a user "ana"
    When GET "/Users/{ana.id}" with "Accept: <accept>"
    Then the status is 200
    And the media type is "application/scim+json"

    Examples:
      | what      | accept |
      | no Accept | -      |
      | any       | */*    |

  @RFC7644-3.8-R07
  Scenario Outline: A body labelled <type> is taken
    When POST "/Users" with "Content-Type: <type>":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}
      """
    Then the request succeeds

    Examples:
      | type                  |
      | application/scim+json |
      | application/json      |
      | application/scim+json; charset=utf-8 |

  @RFC7644-3.8-R07
  Scenario: A body labelled text/plain is refused
    When POST "/Users" with "Content-Type: text/plain":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}
      """
    Then the request is refused

  @RFC7644-3.8-R08
  Scenario: Arrays are arrays and objects are objects
    Given a user "ana"
    And a group "design" with the members "ana"
    When "ana" is read
    Then "emails" is an array
    And "emails[0]" is an object
    And "name" is an object
    And "schemas" is an array
    When the members of "design" are read
    Then "members" is an array

  @RFC7644-3.8-R08
  Scenario: The attributes of a schema are an array
    Given the target has "schemas"
    When GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
    And if the status is 200, the check goes on
    Then "attributes" is an array
