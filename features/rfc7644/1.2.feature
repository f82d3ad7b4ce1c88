Feature: Addresses (RFC 7644 §1.2 and §1.3)

  @core @RFC7644-1.2-R01
  Scenario: What is encoded in a query is decoded once
    Given the target has "filter"
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "a+b {name:ana}", "externalId": "{text:x}"}
      """
    And if the request succeeds, the check goes on
    And the answer is called "ana"
    Given a user "bo"
    When GET "/Users?filter=userName%20eq%20%22{ana.userName.query}%22"
    Then the status is 200
    And the list has exactly "ana"
    When GET "/Users?filter=userName eq "{bo.userName}""
    Then the list has exactly "bo"

  @RFC7644-1.2-R01
  Scenario: An encoded path is decoded
    Given the target has "schemas"
    When GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
    And if the request succeeds, the check goes on
    And GET "/Schemas/urn%3Aietf%3Aparams%3Ascim%3Aschemas%3Acore%3A2.0%3AUser"
    Then the status is 200

  @RFC7644-1.2-R01 @RFC7644-1.3-R02 @RFC7644-1.3-R01
  Scenario: Every location is a URI below the tenant URL, without a query
    Given a user "ana"
    When "ana" is read
    Then "meta.location" is a URI [RFC7644-1.2-R01]
    When the location of "ana" is read
    Then the status is 200 [RFC7644-1.3-R02]
    And the location of "ana" has no query [RFC7644-1.3-R01]

  @RFC7644-1.2-R01 @RFC7644-1.3-R02
  Scenario: References to members are URIs below the tenant URL
    Given a user "ana"
    And a group "design" with the members "ana"
    When the members of "design" are read
    Then every "$ref" of "members" is a URI below the tenant URL [RFC7644-1.2-R01, RFC7644-1.3-R02]

  @RFC7644-1.3-R02
  Scenario: The header Location names the place where the new one is
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}
      """
    And if the request succeeds, the check goes on
    Then the header "Location" is absent or says the same as "meta.location"
