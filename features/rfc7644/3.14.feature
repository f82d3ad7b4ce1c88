Feature: Versions (RFC 7644 §3.14)

  @RFC7644-3.14-R02 @RFC7644-3.14-R03
  Scenario: The version is in the header and in the body
    Given the target has "etag"
    And a user "ana"
    When GET "/Users/{ana.id}"
    Then the header "ETag" is there [RFC7644-3.14-R02]
    And "meta.version" is there [RFC7644-3.14-R03]
    And the header "ETag" says the same as "meta.version" [RFC7644-3.14-R03]
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:bo}"}
      """
    Then the header "ETag" is there [RFC7644-3.14-R02]
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "displayName": "Ana R"}
      """
    Then the header "ETag" is there [RFC7644-3.14-R02]

  @RFC7644-3.14-R04
  Scenario: A read of a version that is known is answered 304
    Given the target has "etag"
    And a user "ana"
    When GET "/Users/{ana.id}"
    And the answer is called "seen"
    And GET "/Users/{ana.id}" with "If-None-Match: {seen.header.ETag}"
    Then the status is 304
    And the body is empty
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "displayName": "Ana R"}
      """
    And GET "/Users/{ana.id}" with "If-None-Match: {seen.header.ETag}"
    Then the status is 200

  @RFC7644-3.14-R05
  Scenario: A replacement counts only under the right version
    Given the target has "etag"
    And a user "ana"
    When GET "/Users/{ana.id}"
    And the answer is called "seen"
    And PUT "/Users/{ana.id}" with "If-Match: {seen.header.ETag}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "displayName": "First"}
      """
    Then the request succeeds
    When PUT "/Users/{ana.id}" with "If-Match: {seen.header.ETag}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "displayName": "Second"}
      """
    Then the status is 412
    And reading "ana" shows:
      """
      {"displayName": "First"}
      """
    When PUT "/Users/{ana.id}" with "If-Match: *":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "displayName": "Third"}
      """
    Then the request succeeds

  @RFC7644-3.14-R05
  Scenario: A change counts only under the right version
    Given the target has "etag"
    And the target has "patch"
    And a user "ana"
    When GET "/Users/{ana.id}"
    And the answer is called "seen"
    And PATCH "/Users/{ana.id}" with "If-Match: {seen.header.ETag}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "displayName", "value": "First"}]}
      """
    Then the request succeeds
    When PATCH "/Users/{ana.id}" with "If-Match: {seen.header.ETag}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "displayName", "value": "Second"}]}
      """
    Then the status is 412
    And reading "ana" shows:
      """
      {"displayName": "First"}
      """

  @RFC7644-3.14-R06 @SYNC-07
  Scenario: A deletion counts only under the right version
    Given the target has "etag"
    And a user "ana"
    When GET "/Users/{ana.id}"
    And the answer is called "seen"
    And PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "displayName": "Ana R"}
      """
    And DELETE "/Users/{ana.id}" with "If-Match: {seen.header.ETag}"
    Then the status is 412
    When GET "/Users/{ana.id}"
    Then the status is 200
    When the answer is called "now"
    And DELETE "/Users/{ana.id}" with "If-Match: {now.header.ETag}"
    Then the request succeeds

  @RFC7644-3.14-R07
  Scenario: The version changes with each change, and only then
    Given the target has "etag"
    And a user "ana"
    When GET "/Users/{ana.id}"
    And the answer is called "one"
    And GET "/Users/{ana.id}"
    Then "meta.version" is "{one.meta.version}"
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "displayName": "Ana R"}
      """
    And GET "/Users/{ana.id}"
    Then "meta.version" is not "{one.meta.version}"

  @RFC7644-3.14-R07
  Scenario: The answer to a change has the version after it
    Given the target has "etag"
    And the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "displayName", "value": "Ana R"}]}
      """
    And if the request succeeds, the check goes on
    And the answer is called "changed"
    And if "{changed.header.ETag}" is another text than "", the check goes on
    And GET "/Users/{ana.id}"
    Then the header "ETag" is "{changed.header.ETag}"
