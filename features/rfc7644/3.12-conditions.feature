Feature: Conditions and their status (RFC 7644 §3.12, table 8)

  @RFC7644-3.12-R11 @RFC7644-3.12-R01 @RFC7644-3.12-R15
  Scenario Outline: <method> of <id>, which is nobody's, is answered 404
    When <method> "/Users/<id>":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:x}"}
      """
    Then an answer of 5xx, if there is one, is a SCIM error [RFC7644-3.12-R15]
    And it is a SCIM error [RFC7644-3.12-R01]
    And the status is 404 [RFC7644-3.12-R11]

    Examples:
      | method | id              |
      | PUT    | {random}        |
      | PUT    | nobody-{marker} |

  @RFC7644-3.12-R11 @RFC7644-3.12-R01 @RFC7644-3.12-R15
  Scenario Outline: <method> of <path>, which is nobody's, is answered 404
    When <method> "<path>"
    Then an answer of 5xx, if there is one, is a SCIM error [RFC7644-3.12-R15]
    And it is a SCIM error [RFC7644-3.12-R01]
    And the status is 404 [RFC7644-3.12-R11]

    Examples:
      | method | path                   |
      | GET    | /Users/nobody-{marker} |
      | DELETE | /Users/{random}        |
      | DELETE | /Users/nobody-{marker} |

  @RFC7644-3.12-R11
  Scenario Outline: <path> is not found
    Given the target has "<feature>"
    When GET "<path>"
    Then the status is 404

    Examples:
      | feature | path                                            |
      | schemas | /Schemas/urn:example:params:scim:schemas:nobody |
      | types   | /ResourceTypes/Nobody                           |

  @RFC7644-3.12-R11
  Scenario: A user who was deleted is not found
    Given a user "ana"
    When DELETE "/Users/{ana.id}"
    And if the request succeeds, the check goes on
    And GET "/Users/{ana.id}"
    Then the status is 404

  @RFC7644-3.12-R08 @RFC7644-3.12-R23
  Scenario Outline: A text that is <what> is refused with 400 or taken
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:x}", "title": <value>}
      """
    Then the error keyword is "invalidValue" or "invalidSyntax" [RFC7644-3.12-R23]
    And there is no server error [RFC7644-3.12-R08]

    Examples:
      | what      | value    |
      | a number  | 42       |
      | a boolean | true     |
      | an array  | ["a"]    |
      | an object | {"a": 1} |

  @RFC7644-3.12-R08 @RFC7644-3.12-R23
  Scenario: A manager that is a text is refused with 400 or taken
    Given the target has "enterprise"
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "userName": "{name:x}", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": "ben"}}
      """
    Then the error keyword is "invalidValue" or "invalidSyntax" [RFC7644-3.12-R23]
    And there is no server error [RFC7644-3.12-R08]

  @RFC7644-3.12-R08
  Scenario: A bulk request that is no JSON is refused with 400
    Given the target has "bulk"
    When POST "/Bulk":
      """
      {"schemas":
      """
    Then the status is 400

  @RFC7644-3.12-R08
  Scenario: An operation of an unknown kind is no server error
    Given the target has "bulk"
    And a user "ana"
    When POST "/Bulk":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [{"method": "GET", "path": "/Users/{ana.id}"}]}
      """
    Then there is no server error

  @RFC7644-3.12-R03
  Scenario: A conflict states its status
    Given a user "ana"
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}"}
      """
    And if the status is 409, the check goes on
    Then "status" is "409"

  @RFC7644-3.12-R03
  Scenario: A filter that is forbidden states its status
    Given the target has "filter"
    When GET "/Users?filter=password eq "Pa55word""
    And if the status is 403, the check goes on
    Then "status" is "403"

  @RFC7644-3.12-R14
  Scenario: A bulk request with too many operations is told the limit
    Given the target has "bulk"
    When a bulk request with one operation too many is sent
    And if the status is 413, the check goes on
    Then "detail" matches /\d/

  @RFC7644-3.12-R01
  Scenario: Who does not log in gets an error, not a page
    When GET "/Users?count=1" with "Authorization: -"
    Then the status is not 301, 302, 303, 307 or 308
    And the body is a valid "error" (advice)

  @RFC7644-3.12-R01
  Scenario: Who does not say what program it is gets no page
    When GET "/Users/{random}" with "User-Agent: -"
    Then it is a SCIM error

  @RFC7644-3.12-R09
  Scenario Outline: <path> is not open beside the tenant URL
    When GET "<path>" with "Authorization: -"
    Then the body does not contain "totalResults"

    Examples:
      | path                |
      | /scim/v2/Users      |
      | /api/scim/v2/Users  |
      | /scim/Users         |
      | /v2/Users           |

  @RFC7644-3.12-R13 @SYNC-07
  Scenario: A deletion under an old version is refused
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
    And DELETE "/Users/{ana.id}" with "If-Match: {first.header.ETag}"
    Then the status is 412 or 409
    When "ana" is read
    Then the status is 200

  @RFC7644-3.12-R13
  Scenario: A change under the present version is made
    Given the target has "etag"
    And the target has "patch"
    And a user "ana"
    When GET "/Users/{ana.id}"
    And the answer is called "first"
    And if "{first.header.ETag}" is another text than "", the check goes on
    And PATCH "/Users/{ana.id}" with "If-Match: {first.header.ETag}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "displayName", "value": "Ana R"}]}
      """
    Then the status is not 412 or 409

  @RFC7644-3.12-R13 @RFC7644-3.14-R05
  Scenario: Of several writers under one version, one writes
    Given the target has "etag"
    And the target has "patch"
    And a user "ana"
    When GET "/Users/{ana.id}"
    And the answer is called "first"
    And if "{first.header.ETag}" is another text than "", the check goes on
    And 8 writers at once send PATCH "/Users/{ana.id}" under the version "{first.header.ETag}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "displayName", "value": "Ana {n}"}]}
      """
    Then exactly 1 of the answers is 200 or 204 [RFC7644-3.12-R13, RFC7644-3.14-R05]

  @RFC7644-3.12-R13 @RFC7644-3.14-R06 @SYNC-07
  Scenario: An operation under an old version is refused
    Given the target has "etag"
    And the target has "bulk"
    And a user "ana"
    When GET "/Users/{ana.id}"
    And the answer is called "first"
    And if "{first.meta.version}" is another text than "", the check goes on
    And PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "displayName": "Ana R"}
      """
    And if the request succeeds, the check goes on
    And POST "/Bulk":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [{"method": "DELETE", "path": "/Users/{ana.id}", "version": "W/\"old-{marker}\""}]}
      """
    Then operation 1 is refused [RFC7644-3.12-R13, RFC7644-3.14-R06]
    When "ana" is read
    Then the status is 200

  @RFC7644-3.14-R05
  Scenario: A replacement in bulk under an old version is refused
    Given the target has "etag"
    And the target has "bulk"
    And a user "ana"
    When GET "/Users/{ana.id}"
    And the answer is called "first"
    And if "{first.meta.version}" is another text than "", the check goes on
    And POST "/Bulk":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [{"method": "PUT", "path": "/Users/{ana.id}", "version": "W/\"old-{marker}\"", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "displayName": "Ana R"}}]}
      """
    Then operation 1 is refused (advice)
