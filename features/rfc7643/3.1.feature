Feature: Common attributes (RFC 7643 §3.1)

  @core @RFC7643-3.1-R01 @RFC7643-3.1-R02 @RFC7643-3.1-R05
  Scenario: A resource gets an id and meta
    Given a user "ana"
    When GET "/Users/{ana.id}"
    Then "id" is a text [RFC7643-3.1-R05]
    And "id" is there [RFC7643-3.1-R01, RFC7643-3.1-R05]
    And "meta.resourceType" is there [RFC7643-3.1-R01, RFC7643-3.1-R02]
    And "meta.created" is there [RFC7643-3.1-R02]
    And "meta.lastModified" is there [RFC7643-3.1-R02]
    And "meta.location" is there [RFC7643-3.1-R02]
    When GET "/Users?filter=userName eq "{ana.userName}""
    Then each resource has "id" [RFC7643-3.1-R05]
    And each resource has "meta.location" [RFC7643-3.1-R02]

  @core @RFC7643-3.1-R05 @RFC7643-3.1-R02
  Scenario: The answer to a creation shows the id
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}
      """
    And if the request succeeds, the check goes on
    Then "id" is there [RFC7643-3.1-R05]
    And "meta.location" is there [RFC7643-3.1-R02]

  @core @RFC7643-3.1-R07
  Scenario: An id stays when everything else changes, and is not given away
    Given a user "ana"
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:anna}", "displayName": "Other"}
      """
    And if the request succeeds, the check goes on
    Then "id" is "{ana.id}"
    When GET "/Users/{ana.id}"
    Then the status is 200
    And "userName" is "{name:anna}"
    When DELETE "/Users/{ana.id}"
    And if the request succeeds, the check goes on
    Given a user "bo"
    When GET "/Users/{bo.id}"
    Then "id" is not "{ana.id}"

  @RFC7643-3.1-R14
  Scenario: Two users may have one external id
    Given a user "ana" with:
      """
      {"externalId": "{text:ext}"}
      """
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:bo}", "externalId": "{text:ext}"}
      """
    Then the request succeeds

  @RFC7643-3.1-R16
  Scenario: An external id is exact in case and can be changed
    Given the target has "filter"
    And a user "ana" with:
      """
      {"externalId": "{text:Ext}"}
      """
    When GET "/Users?filter=externalId eq "{ana.externalId.upper}""
    Then the list is empty
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "externalId": "{text:Other}"}
      """
    Then the request succeeds
    And reading "ana" shows:
      """
      {"externalId": "{text:Other}"}
      """

  @core @RFC7643-3.1-R17 @RFC7643-3.1-R18
  Scenario: meta of a client is ignored
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "meta": {"created": "1999-01-01T00:00:00Z", "resourceType": "X", "location": "https://example.com/x", "version": "W/x"}}
      """
    Then the request succeeds [RFC7643-3.1-R17]
    When the answer is called "ana"
    And "ana" is read
    Then "meta.created" is not "1999-01-01T00:00:00Z" [RFC7643-3.1-R17, RFC7643-3.1-R18]
    And "meta.resourceType" is "User" [RFC7643-3.1-R17]
    And "meta.location" is not "https://example.com/x" [RFC7643-3.1-R17, RFC7643-3.1-R18]
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "meta": {"created": "1999-01-01T00:00:00Z"}}
      """
    Then the request succeeds [RFC7643-3.1-R17]
    When "ana" is read
    Then "meta.created" is "{ana.meta.created}" [RFC7643-3.1-R17, RFC7643-3.1-R18]

  @RFC7643-3.1-R18
  Scenario: meta cannot be changed
    Given the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "meta.created", "value": "1999-01-01T00:00:00Z"}]}
      """
    And "ana" is read
    Then "meta.created" is "{ana.meta.created}"

  @RFC7643-3.1-R19
  Scenario: The type is named letter by letter
    Given the target has "types"
    And a user "ana"
    When GET "/Users/{ana.id}"
    Then "meta.resourceType" is "User"

  @RFC7643-3.1-R20
  Scenario: The moment of creation never changes
    Given a user "ana"
    When GET "/Users/{ana.id}"
    And the answer is called "before"
    And PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "displayName": "Ana R"}
      """
    And GET "/Users/{ana.id}"
    Then "meta.created" is "{before.meta.created}"

  @RFC7643-3.1-R21
  Scenario: A new resource was last modified when it was created
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}
      """
    And if the request succeeds, the check goes on
    And the answer is called "ana"
    And GET "/Users/{ana.id}"
    Then "meta.lastModified" is the same as "meta.created"

  @slow @RFC7643-3.1-R22
  Scenario: The moment of the last change follows changes, and only them
    Given a user "ana"
    When GET "/Users/{ana.id}"
    And the answer is called "one"
    And GET "/Users/{ana.id}"
    Then "meta.lastModified" is "{one.meta.lastModified}"
    When a second passes
    And PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "displayName": "Ana R"}
      """
    And GET "/Users/{ana.id}"
    Then "meta.lastModified" is not "{one.meta.lastModified}"

  @RFC7643-3.1-R23
  Scenario: The location of a resource is where it is
    Given a user "ana"
    When GET "/Users/{ana.id}"
    Then the header "Content-Location" is absent or says the same as "meta.location"
    When the location of "ana" is read
    Then the status is 200
    And "id" is "{ana.id}"

  @RFC7643-3.1-R24
  Scenario: The version in the body is that of the header
    Given the target has "etag"
    And a user "ana"
    When GET "/Users/{ana.id}"
    Then the header "ETag" says the same as "meta.version"
