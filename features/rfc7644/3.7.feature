Feature: Bulk operations (RFC 7644 §3.7)

  @RFC7644-3.7-R01
  Scenario Outline: A bulk request <what> is refused
    Given the target has "bulk"
    When POST "/Bulk":
      """
      {<schemas>"Operations": [{"method": "POST", "path": "/Users", "bulkId": "a", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}}]}
      """
    Then the request is refused
    And there is no User whose "userName" is "{name:ana}"

    Examples:
      | what                      | schemas                                                            |
      | without schemas           |                                                                    |
      | with the schema of a list | "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], |

  @RFC7644-3.7-R02 @RFC7644-3.7-R05 @RFC7644-3.7-R06 @RFC7644-3.7-R07 @RFC7644-3.7-R13 @RFC7644-3.7-R17 @RFC7644-3.7-R18 @RFC7644-3.7-R22 @RFC7644-3.7.3-R01 @RFC7644-3.7.3-R02 @RFC7644-3.7.3-R03 @SYNC-07
  Scenario: A user is created, changed, replaced and deleted in bulk
    Given the target has "bulk"
    And a user "bo"
    And a user "cy"
    When POST "/Bulk":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "failOnErrors": 5, "Operations": [{"method": "POST", "path": "/Users", "bulkId": "qwerty", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}}, {"method": "PUT", "path": "/Users/{bo.id}", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{bo.userName}", "displayName": "Bo L"}}, {"method": "DELETE", "path": "/Users/{cy.id}"}]}
      """
    Then the status is 200 [RFC7644-3.7-R18]
    And "schemas" is ["urn:ietf:params:scim:api:messages:2.0:BulkResponse"] [RFC7644-3.7-R02]
    And "failOnErrors" is absent [RFC7644-3.7-R05]
    And there are 3 results [RFC7644-3.7-R06, RFC7644-3.7.3-R01]
    And every operation has a "method" [RFC7644-3.7-R07]
    And every operation has a "location" [RFC7644-3.7-R13, RFC7644-3.7.3-R02]
    And every location of a success is that of a resource [RFC7644-3.7-R13, RFC7644-3.7.3-R02]
    And every operation has a "status" [RFC7644-3.7-R17]
    And "Operations[0].bulkId" is "qwerty" [RFC7644-3.7-R22]
    And "Operations[0].status" is "201" [RFC7644-3.7-R17]
    And operation 1 has the status 201 [RFC7644-3.7.3-R03]
    And operation 2 has the status 200 [RFC7644-3.7.3-R03]
    And operation 3 has the status 204 [RFC7644-3.7.3-R03]
    And there are 3 results [RFC7644-3.7.3-R01]
    And reading "bo" shows: [RFC7644-3.7.3-R03]
      """
      {"displayName": "Bo L"}
      """
    And "cy" is gone [RFC7644-3.7.3-R03]

  @RFC7644-3.7-R03 @RFC7644-3.7.3-R03
  Scenario Outline: Each method works in bulk: <method>
    Given the target has "bulk"
    And the target has "<feature>"
    And a user "ana"
    When POST "/Bulk":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [<operation>]}
      """
    Then the status is 200 [RFC7644-3.7-R03]
    And operation 1 has the status <status> [RFC7644-3.7-R03, RFC7644-3.7.3-R03]

    Examples:
      | method | feature | operation                                                                                                                                                                                          | status     |
      | POST   | bulk    | {"method": "POST", "path": "/Users", "bulkId": "a", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:x}"}}                                                   | 201        |
      | PUT    | bulk    | {"method": "PUT", "path": "/Users/{ana.id}", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}"}}                                                    | 200        |
      | PATCH  | patch   | {"method": "PATCH", "path": "/Users/{ana.id}", "data": {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "displayName", "value": "Ana R"}]}} | 200 or 204 |

    @SYNC-07
    Examples:
      | method | feature | operation                                       | status |
      | DELETE | bulk    | {"method": "DELETE", "path": "/Users/{ana.id}"} | 204    |

  @RFC7644-3.7-R06 @RFC7644-3.7-R19
  Scenario Outline: A bulk request that <what> is refused
    Given the target has "bulk"
    When POST "/Bulk":
      """
      <body>
      """
    Then the status is 400 [RFC7644-3.7-R19]
    And the request is refused [RFC7644-3.7-R06]

    Examples:
      | what              | body                                                               |
      | has no operations | {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"]} |
      | is no JSON        | {"schemas": ["urn:ietf:params:scim:api                             |

  @RFC7644-3.7-R07
  Scenario: An operation that has no method is refused
    Given the target has "bulk"
    And a user "ana"
    When POST "/Bulk":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [{"path": "/Users", "bulkId": "a", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:x}"}}]}
      """
    Then operation 1 is refused
    And there is no server error
    And "ana" is unchanged

  @RFC7644-3.7-R07
  Scenario: An operation that has the method GET is refused
    Given the target has "bulk"
    And a user "ana"
    When POST "/Bulk":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [{"method": "GET", "path": "/Users"}]}
      """
    Then operation 1 is refused
    And there is no server error
    And "ana" is unchanged

  @RFC7644-3.7-R08
  Scenario: An operation that creates without a bulkId is refused
    Given the target has "bulk"
    And a user "ana"
    When POST "/Bulk":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [{"method": "POST", "path": "/Users", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:x}"}}]}
      """
    Then operation 1 is refused
    And there is no server error
    And "ana" is unchanged

  @RFC7644-3.7-R10
  Scenario: An operation that has no path is refused
    Given the target has "bulk"
    And a user "ana"
    When POST "/Bulk":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [{"method": "POST", "bulkId": "a", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:x}"}}]}
      """
    Then operation 1 is refused
    And there is no server error
    And "ana" is unchanged

  @RFC7644-3.7-R11
  Scenario: An operation that creates at one resource is refused
    Given the target has "bulk"
    And a user "ana"
    When POST "/Bulk":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [{"method": "POST", "path": "/Users/{ana.id}", "bulkId": "a", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:x}"}}]}
      """
    Then operation 1 is refused
    And there is no server error
    And "ana" is unchanged

  @RFC7644-3.7-R11
  Scenario: An operation that deletes a whole type is refused
    Given the target has "bulk"
    And a user "ana"
    When POST "/Bulk":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [{"method": "DELETE", "path": "/Users"}]}
      """
    Then operation 1 is refused
    And there is no server error
    And "ana" is unchanged

  @RFC7644-3.7-R12
  Scenario: An operation that creates without data is refused
    Given the target has "bulk"
    And a user "ana"
    When POST "/Bulk":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [{"method": "POST", "path": "/Users", "bulkId": "a"}]}
      """
    Then operation 1 is refused
    And there is no server error
    And "ana" is unchanged

  @RFC7644-3.7-R12
  Scenario: An operation that replaces without data is refused
    Given the target has "bulk"
    And a user "ana"
    When POST "/Bulk":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [{"method": "PUT", "path": "/Users/{ana.id}"}]}
      """
    Then operation 1 is refused
    And there is no server error
    And "ana" is unchanged

  @RFC7644-3.7-R13 @RFC7644-3.7-R14 @RFC7644-3.7-R16 @RFC7644-3.7.3-R02 @RFC7644-3.7.3-R03 @RFC7644-3.7.3-R04
  Scenario: An operation that fails says why
    Given the target has "bulk"
    And a user "ana"
    When POST "/Bulk":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [{"method": "POST", "path": "/Users", "bulkId": "bad", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "displayName": "no name"}}, {"method": "PUT", "path": "/Users/{ana.id}", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "displayName": "no name"}}, {"method": "DELETE", "path": "/Users/{random}"}, {"method": "POST", "path": "/Users", "bulkId": "dup", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}"}}]}
      """
    Then the status is 200
    And operation 1 has the status 400 [RFC7644-3.7.3-R03]
    And operation 3 has the status 404 [RFC7644-3.7.3-R03]
    And operation 4 has the status 409 [RFC7644-3.7.3-R03]
    And "Operations[0].location" is absent
    And "Operations[1].location" is there [RFC7644-3.7-R13, RFC7644-3.7.3-R02]
    And "Operations[0].response" is an object [RFC7644-3.7-R14]
    And "Operations[1].response" is an object [RFC7644-3.7-R14]
    And "Operations[2].response" is an object [RFC7644-3.7-R14]
    And "Operations[0].response.schemas" contains "urn:ietf:params:scim:api:messages:2.0:Error" [RFC7644-3.7-R16]
    And "Operations[0].response.status" is "400" [RFC7644-3.7-R16]
    And "Operations[0].response.detail" is there [RFC7644-3.7.3-R04]
    And "Operations[3].response.detail" is there [RFC7644-3.7.3-R04]

  @RFC7644-3.7-R18 @RFC7644-3.7-R20 @RFC7644-3.7.3-R06 @RFC7644-3.7.3-R01
  Scenario: Without failOnErrors, all operations are carried out
    Given the target has "bulk"
    When POST "/Bulk":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [{"method": "POST", "path": "/Users", "bulkId": "bad", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "displayName": "no name"}}, {"method": "POST", "path": "/Users", "bulkId": "a", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}}, {"method": "POST", "path": "/Users", "bulkId": "bad2", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "displayName": "no name"}}, {"method": "POST", "path": "/Users", "bulkId": "b", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:bo}"}}]}
      """
    Then the status is 200 [RFC7644-3.7-R18]
    And there are 4 results [RFC7644-3.7-R20, RFC7644-3.7.3-R01, RFC7644-3.7.3-R06]
    And operation 2 has the status 201 [RFC7644-3.7-R20]
    And operation 4 has the status 201 [RFC7644-3.7-R20, RFC7644-3.7.3-R06]
    And every location of a success is that of a resource [RFC7644-3.7-R20]
    And only once is there a User whose "userName" is "{name:bo}" [RFC7644-3.7-R20, RFC7644-3.7.3-R06]

  @RFC7644-3.7.3-R06 @RFC7644-3.7-R20
  Scenario: Below the limit of errors, all operations are carried out
    Given the target has "bulk"
    When POST "/Bulk":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "failOnErrors": 2, "Operations": [{"method": "POST", "path": "/Users", "bulkId": "a", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}}, {"method": "POST", "path": "/Users", "bulkId": "bad", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "displayName": "no name"}}, {"method": "POST", "path": "/Users", "bulkId": "b", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:bo}"}}, {"method": "POST", "path": "/Users", "bulkId": "c", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:cy}"}}]}
      """
    Then the status is 200
    And there are 4 results [RFC7644-3.7.3-R06, RFC7644-3.7-R20]
    And operation 4 has the status 201 [RFC7644-3.7.3-R06, RFC7644-3.7-R20]

  @RFC7644-3.7-R21 @RFC7644-3.7.3-R05 @RFC7644-3.7-R18 @RFC7644-3.7.3-R01
  Scenario: At the limit of errors, no more operations are carried out
    Given the target has "bulk"
    When POST "/Bulk":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "failOnErrors": 1, "Operations": [{"method": "POST", "path": "/Users", "bulkId": "a", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}}, {"method": "POST", "path": "/Users", "bulkId": "bad", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "displayName": "no name"}}, {"method": "POST", "path": "/Users", "bulkId": "b", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:bo}"}}]}
      """
    Then the status is 200 [RFC7644-3.7.3-R05, RFC7644-3.7-R18]
    And there are 2 results [RFC7644-3.7-R21, RFC7644-3.7.3-R05, RFC7644-3.7.3-R01]
    And there is no User whose "userName" is "{name:bo}" [RFC7644-3.7-R21]

  @RFC7644-3.7-R24
  Scenario: Operations on one resource come out in order
    Given the target has "bulk"
    And the target has "patch"
    And a user "ana"
    When POST "/Bulk":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [{"method": "PUT", "path": "/Users/{ana.id}", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "displayName": "A"}}, {"method": "PATCH", "path": "/Users/{ana.id}", "data": {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "displayName", "value": "B"}]}}]}
      """
    Then the status is 200
    And reading "ana" shows:
      """
      {"displayName": "B"}
      """

  @RFC7644-3.7-R24 @RFC7644-3.7.2-R01
  Scenario: A group is created before the user that is its member
    Given the target has "bulk"
    And the target has "groups"
    When POST "/Bulk":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [{"method": "POST", "path": "/Groups", "bulkId": "g", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{text:g}", "members": [{"value": "bulkId:u"}]}}, {"method": "POST", "path": "/Users", "bulkId": "u", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}}]}
      """
    Then the status is 200 [RFC7644-3.7-R24]
    And operation 1 has the status 201 [RFC7644-3.7-R24, RFC7644-3.7.2-R01] (advice)
    When the resource of operation 1 is called "design"
    And the resource of operation 2 is called "ana"
    And the members of "design" are read
    Then the members are exactly "ana" [RFC7644-3.7-R24, RFC7644-3.7.2-R01]

  @RFC7644-3.7.1-R01 @RFC7644-3.7.2-R01
  Scenario: Two groups that are members of each other are both created, or refused
    Given the target has "bulk"
    And the target has "groups"
    When POST "/Bulk":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [{"method": "POST", "path": "/Groups", "bulkId": "a", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{text:a}", "members": [{"value": "bulkId:b", "type": "Group"}]}}, {"method": "POST", "path": "/Groups", "bulkId": "b", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{text:b}", "members": [{"value": "bulkId:a", "type": "Group"}]}}]}
      """
    Then the status is 200 or 409
    When if the status is 200, the check goes on
    Then operation 1 has the status 201 or 409
    And the body does not contain ""value":"bulkId:"
    When if "Operations[0].location" is there, the check goes on
    And the resource of operation 1 is called "one"
    And the resource of operation 2 is called "two"
    And the members of "one" are read
    Then the members are exactly "two" [RFC7644-3.7.1-R01, RFC7644-3.7.2-R01]
    When the members of "two" are read
    Then the members are exactly "one" [RFC7644-3.7.1-R01, RFC7644-3.7.2-R01]

  @RFC7644-3.7.2-R01
  Scenario: A bulkId becomes the id of what was created
    Given the target has "bulk"
    And the target has "groups"
    When POST "/Bulk":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [{"method": "POST", "path": "/Users", "bulkId": "u", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}}, {"method": "POST", "path": "/Groups", "bulkId": "g", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{text:g}", "members": [{"value": "bulkId:u"}]}}]}
      """
    Then the status is 200
    And operation 2 has the status 201
    When the resource of operation 1 is called "ana"
    And the resource of operation 2 is called "design"
    And the members of "design" are read
    Then the members are exactly "ana"

  @RFC7644-3.7.2-R02
  Scenario: A bulkId that nobody has is refused
    Given the target has "bulk"
    And the target has "groups"
    When POST "/Bulk":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [{"method": "POST", "path": "/Groups", "bulkId": "g", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{text:g}", "members": [{"value": "bulkId:nobody"}]}}]}
      """
    Then operation 1 is refused
    And there is no Group whose "displayName" is "{text:g}"

  @RFC7644-3.7.2-R02
  Scenario: A bulkId that is there twice is refused
    Given the target has "bulk"
    When POST "/Bulk":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [{"method": "POST", "path": "/Users", "bulkId": "same", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}}, {"method": "POST", "path": "/Users", "bulkId": "same", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:bo}"}}]}
      """
    Then operation 2 is refused (advice)

  @RFC7644-3.7.2-R03
  Scenario: A bulkId inside an extension becomes an id, too
    Given the target has "bulk"
    And the target has "enterprise"
    When POST "/Bulk":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [{"method": "POST", "path": "/Users", "bulkId": "b", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:boss}"}}, {"method": "POST", "path": "/Users", "bulkId": "a", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "userName": "{name:ana}", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "bulkId:b"}}}}]}
      """
    Then the status is 200
    And operation 2 has the status 201
    When the resource of operation 1 is called "boss"
    And the resource of operation 2 is called "ana"
    And "ana" is read
    Then "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.manager.value" is "{boss.id}"

  @RFC7644-3.7.4-R01
  Scenario: The limits of bulk requests are announced
    Given the target has "bulk"
    When GET "/ServiceProviderConfig"
    Then the status is 200
    And "bulk.maxOperations" is an integer
    And "bulk.maxPayloadSize" is an integer
    And "bulk.maxOperations" is not 0
    And "bulk.maxPayloadSize" is not 0

  @slow @RFC7644-3.7.4-R03 @RFC7644-3.7.4-R04 @RFC7644-3.12-R14
  Scenario: A bulk request with too many operations is refused with 413
    Given the target has "bulk"
    When a bulk request with one operation too many is sent
    Then the status is 413 [RFC7644-3.7.4-R03, RFC7644-3.12-R14]
    And "detail" is there [RFC7644-3.7.4-R04]
    And "detail" matches /\d|maxOperations|limit/ [RFC7644-3.7.4-R04]

  @slow @RFC7644-3.7.4-R03 @RFC7644-3.7.4-R04 @RFC7644-3.12-R14
  Scenario: A bulk request that is too large is refused with 413
    Given the target has "bulk"
    When a bulk request that is too large is sent
    Then the status is 413 [RFC7644-3.7.4-R03, RFC7644-3.12-R14]
    And "detail" matches /\d|maxPayloadSize|limit/ [RFC7644-3.7.4-R04]
