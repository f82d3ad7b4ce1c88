Feature: Errors (RFC 7644 §3.12)

  @core @RFC7644-3.12-R01 @RFC7644-3.12-R02 @RFC7644-3.12-R03 @RFC7644-3.12-R06 @RFC7644-3.12-R11
  Scenario: For no such user the answer is 404 with a SCIM error
    When GET "/Users/{random}"
    Then the status is 404 [RFC7644-3.12-R06, RFC7644-3.12-R11]
    And the body is a valid "error" [RFC7644-3.12-R01, RFC7644-3.12-R02]
    And "schemas" contains "urn:ietf:params:scim:api:messages:2.0:Error" [RFC7644-3.12-R02]
    And "status" is "404" [RFC7644-3.12-R03]

  @core @RFC7644-3.12-R01 @RFC7644-3.12-R02 @RFC7644-3.12-R03 @RFC7644-3.12-R06 @RFC7644-3.12-R11
  Scenario: For no such endpoint the answer is 404 with a SCIM error
    When GET "/Nonsense"
    Then the status is 404 [RFC7644-3.12-R06, RFC7644-3.12-R11]
    And the body is a valid "error" [RFC7644-3.12-R01, RFC7644-3.12-R02]
    And "schemas" contains "urn:ietf:params:scim:api:messages:2.0:Error" [RFC7644-3.12-R02]
    And "status" is "404" [RFC7644-3.12-R03]

  @core @RFC7644-3.12-R01 @RFC7644-3.12-R02 @RFC7644-3.12-R03 @RFC7644-3.12-R06 @RFC7644-3.12-R08 @RFC7644-3.12-R21
  Scenario: For a body that is no JSON the answer is 400 with a SCIM error
    When POST "/Users":
      """
      {"userName":
      """
    Then the status is 400 [RFC7644-3.12-R06, RFC7644-3.12-R08]
    And the body is a valid "error" [RFC7644-3.12-R01, RFC7644-3.12-R02]
    And "schemas" contains "urn:ietf:params:scim:api:messages:2.0:Error" [RFC7644-3.12-R02]
    And "status" is "400" [RFC7644-3.12-R03]
    And the error keyword is "invalidSyntax" [RFC7644-3.12-R21]

  @core @RFC7644-3.12-R01 @RFC7644-3.12-R02 @RFC7644-3.12-R03 @RFC7644-3.12-R06 @RFC7644-3.12-R08 @RFC7644-3.12-R21
  Scenario: For a body that is a list the answer is 400 with a SCIM error
    When POST "/Users":
      """
      [1, 2]
      """
    Then the status is 400 [RFC7644-3.12-R06, RFC7644-3.12-R08]
    And the body is a valid "error" [RFC7644-3.12-R01, RFC7644-3.12-R02]
    And "schemas" contains "urn:ietf:params:scim:api:messages:2.0:Error" [RFC7644-3.12-R02]
    And "status" is "400" [RFC7644-3.12-R03]
    And the error keyword is "invalidSyntax" [RFC7644-3.12-R21]

  @core @RFC7644-3.12-R01 @RFC7644-3.12-R02 @RFC7644-3.12-R03 @RFC7644-3.12-R06 @RFC7644-3.12-R08 @RFC7644-3.12-R23
  Scenario: For a user without a name the answer is 400 with a SCIM error
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "displayName": "x"}
      """
    Then the status is 400 [RFC7644-3.12-R06, RFC7644-3.12-R08]
    And the body is a valid "error" [RFC7644-3.12-R01, RFC7644-3.12-R02]
    And "schemas" contains "urn:ietf:params:scim:api:messages:2.0:Error" [RFC7644-3.12-R02]
    And "status" is "400" [RFC7644-3.12-R03]
    And the error keyword is "invalidValue" [RFC7644-3.12-R23]

  @core @RFC7644-3.12-R01 @RFC7644-3.12-R02 @RFC7644-3.12-R03 @RFC7644-3.12-R06 @RFC7644-3.12-R08 @RFC7644-3.12-R23
  Scenario: For a value of another type the answer is 400 with a SCIM error
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:x}", "name": "text"}
      """
    Then the status is 400 [RFC7644-3.12-R06, RFC7644-3.12-R08]
    And the body is a valid "error" [RFC7644-3.12-R01, RFC7644-3.12-R02]
    And "schemas" contains "urn:ietf:params:scim:api:messages:2.0:Error" [RFC7644-3.12-R02]
    And "status" is "400" [RFC7644-3.12-R03]
    And the error keyword is "invalidValue" or "invalidSyntax" [RFC7644-3.12-R23]

  @core @RFC7644-3.12-R12 @RFC7644-3.12-R19 @RFC7644-3.12-R06 @RFC7644-3.12-R01
  Scenario: A duplicate is refused with 409 and uniqueness, on creation and on replacement
    Given a user "ana"
    And a user "bo"
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}"}
      """
    Then the status is 409 [RFC7644-3.12-R12, RFC7644-3.12-R06]
    And the error keyword is "uniqueness" [RFC7644-3.12-R19]
    And it is a SCIM error [RFC7644-3.12-R01]
    When PUT "/Users/{bo.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}"}
      """
    Then the request is refused [RFC7644-3.12-R12]
    And the error keyword is "uniqueness" [RFC7644-3.12-R19]
    And "bo" is unchanged [RFC7644-3.12-R12]

  @RFC7644-3.12-R19 @RFC7644-3.12-R12
  Scenario: A change to a name that is taken is refused with uniqueness
    Given the target has "patch"
    And a user "ana"
    And a user "bo"
    When PATCH "/Users/{bo.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "userName", "value": "{ana.userName}"}]}
      """
    Then the request is refused [RFC7644-3.12-R12]
    And the error keyword is "uniqueness" [RFC7644-3.12-R19]

  @RFC7644-3.12-R13 @RFC7644-3.12-R06
  Scenario: A change under an old version is refused with 412 or 409
    Given the target has "etag"
    And a user "ana"
    When GET "/Users/{ana.id}"
    And the answer is called "first"
    And if "{first.header.ETag}" is another text than "", the check goes on
    And PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "displayName": "Ana R"}
      """
    And if the request succeeds, the check goes on
    And PUT "/Users/{ana.id}" with "If-Match: {first.header.ETag}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "displayName": "Late"}
      """
    Then the status is 412 or 409 [RFC7644-3.12-R13, RFC7644-3.12-R06]
    And reading "ana" shows: [RFC7644-3.12-R13]
      """
      {"displayName": "Ana R"}
      """

  @RFC7644-3.12-R17
  Scenario: A bad filter has the keyword invalidFilter
    Given the target has "filter"
    When GET "/Users?filter=userName xx "a""
    Then the status is 400
    And the error keyword is "invalidFilter"
    When GET "/Users?filter=(userName eq "a""
    Then the error keyword is "invalidFilter"

  @RFC7644-3.12-R20
  Scenario: A change of the id has the keyword mutability
    Given the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "id", "value": "{random}"}]}
      """
    Then the request is refused
    And the error keyword is "mutability"

  @RFC7644-3.12-R22 @E-6.19 @E-5.18
  Scenario: A path that finds nothing has the keyword noTarget
    Given the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "remove"}]}
      """
    Then the status is 400 [RFC7644-3.12-R22]
    And the error keyword is "noTarget" [RFC7644-3.12-R22]

  @RFC7644-3.12-R21
  Scenario: A search with other schemas has the keyword invalidSyntax
    When POST "/Users/.search":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "filter": "userName pr"}
      """
    Then the request is refused
    And the error keyword is "invalidSyntax" or "invalidValue"

  @RFC7644-3.12-R15
  Scenario: An error of the server says something
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:x}", "emails": {"value": 7}}
      """
    Then an answer of 5xx, if there is one, is a SCIM error
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": ["{name:y}"]}
      """
    Then an answer of 5xx, if there is one, is a SCIM error
    When GET "/Users/nobody-{marker}"
    Then an answer of 5xx, if there is one, is a SCIM error

  @RFC7644-3.12-R07
  Scenario: A redirect keeps the method
    When POST "/Groups":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{text:x}"}
      """
    Then the status is not 301, 302 or 303
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:x}"}
      """
    Then the status is not 301, 302 or 303

  @RFC7644-3.12-R24 @RFC7644-3.13-R03
  Scenario: A version that does not exist is not served
    When GET "/v9/Users"
    Then the request is refused [RFC7644-3.12-R24, RFC7644-3.13-R03]
