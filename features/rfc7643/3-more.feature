Feature: More on resources, their schemas and meta (RFC 7643 §3)

  @RFC7643-3.1-R02 @RFC7643-3.1-R05
  Scenario: The answer to a create shows the id
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}
      """
    And if the request succeeds, the check goes on
    Then "id" is there [RFC7643-3.1-R02, RFC7643-3.1-R05]

  @RFC7643-3.3-R02 @RFC7643-3.1-R01 @RFC7643-3.1-R18 @RFC7643-3.1-R19 @RFC7643-3.1-R10
  Scenario: Users in lists show what is common to all resources
    Given the target has "filter"
    And a user "ana"
    When GET "/Users?filter=userName eq "{ana.userName}""
    And if the status is 200, the check goes on
    Then each resource has "schemas" [RFC7643-3.3-R02]
    And each resource has "meta" [RFC7643-3.1-R01, RFC7643-3.1-R18]
    And each resource has "meta.resourceType" [RFC7643-3.1-R19]
    And each resource has "id" [RFC7643-3.1-R10]

  @RFC7643-3.3-R02
  Scenario: A user shows at least one schema
    Given a user "ana"
    When "ana" is read
    Then "schemas" is there

  @RFC7643-3.1-R23
  Scenario: The location of a user in a list is that of the user
    Given the target has "filter"
    And a user "ana"
    When "ana" is read
    And if "meta.location" is there, the check goes on
    And the answer is called "alone"
    And GET "/Users?filter=userName eq "{ana.userName}""
    And if the status is 200, the check goes on
    Then "Resources[0].meta.location" is "{alone.meta.location}"

  @RFC7643-3.1-R23
  Scenario: The location of the resource type User leads to it
    Given the target has "types"
    When the resource type "User" is asked for
    And if the status is 200, the check goes on
    And if "meta.location" is there, the check goes on
    And the answer is called "kind"
    And the location of "kind" is read
    Then the status is 200

  @RFC7643-3.3-R07 @RFC7643-3-R09
  Scenario: A manager stands in the object of the extension
    Given the target has "enterprise"
    And the target declares "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager" of a User
    And a user "boss"
    And a user "ana" with:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "{boss.id}"}}}
      """
    When "ana" is read
    And the answer is called "shown"
    And if "{shown.manager}" is another text than "", the check goes on
    Then "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager" is there [RFC7643-3.3-R07, RFC7643-3-R09]

  @RFC7643-3-R03
  Scenario: An extension that a change begins is named in schemas
    Given the target has "patch"
    And the target has "enterprise"
    And the target declares "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department" of a User
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "value": "Sales"}]}
      """
    And if the request succeeds, the check goes on
    And "ana" is read
    And if "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department" is there, the check goes on
    Then "schemas" contains "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"

  @RFC7643-3.1-R16 @RFC7643-3-R07
  Scenario: A group has an external id that can be changed
    Given the target has "groups"
    When POST "/Groups":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{text:crew}", "externalId": "{text:one}"}
      """
    Then the request succeeds [RFC7643-3-R07, RFC7643-3.1-R16]
    When the answer is called "crew"
    And "crew" is read
    Then "externalId" is "{text:one}" [RFC7643-3.1-R16]

  @RFC7643-3.1-R16 @RFC7643-3-R07
  Scenario: The external id of a group is replaced by a change
    Given the target has "patch"
    And a group "crew"
    When PATCH "/Groups/{crew.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "externalId", "value": "{text:two}"}]}
      """
    Then the request succeeds [RFC7643-3-R07, RFC7643-3.1-R16]
    When "crew" is read
    Then "externalId" is "{text:two}" [RFC7643-3.1-R16]

  @RFC7643-3.1-R10
  Scenario: A new userName leaves the id as it is
    Given the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "userName", "value": "{name:anne}"}]}
      """
    And if the request succeeds, the check goes on
    And GET "/Users/{ana.id}"
    Then the status is 200
    And "id" is "{ana.id}"

  @RFC7643-3.1-R10 @RFC7643-3.1-R04
  Scenario: Letter case of an id counts, whatever a schema says
    Given the target has "filter"
    And a user "ana"
    When if "{ana.id.upper}" is another text than "{ana.id}", the check goes on
    And GET "/Users?filter=id eq "{ana.id.upper}""
    And if the status is 200, the check goes on
    Then the list does not have "ana" [RFC7643-3.1-R10, RFC7643-3.1-R04]

  @RFC7643-3.1-R07
  Scenario: The id of a deleted user is not given to another
    Given a user "ana"
    When DELETE "/Users/{ana.id}"
    And if the request succeeds, the check goes on
    And POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:bo}"}
      """
    And if the request succeeds, the check goes on
    Then "id" is not "{ana.id}"

  @RFC7643-3.1-R06
  Scenario: No user has the id of a group
    Given the target has "groups"
    And 6 users "ana"
    And a group "crew"
    When GET "/Users/{crew.id}"
    Then the status is not 200

  @RFC7643-3.1-R25
  Scenario: A version in small letters is another version
    Given the target announces "etag"
    And a user "ana"
    And "ana" is remembered
    When if "{ana.meta.version}" is another text than "", the check goes on
    And if "{ana.meta.version}" is another text than "{ana.meta.version.lower}", the check goes on
    And PUT "/Users/{ana.id}" with "If-Match: {ana.meta.version.lower}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}"}
      """
    Then the status is 400 or 412
    And "ana" is unchanged

  @RFC7643-3.1-R26
  Scenario: A version that stands for several representations is weak
    Given the target announces "etag"
    And a user "ana"
    When "ana" is read
    And if "meta.version" is there, the check goes on
    And the answer is called "whole"
    And GET "/Users/{ana.id}?attributes=userName,meta"
    Then the version is weak, or not that of "whole"

  @RFC7643-3.2-R01
  Scenario: Resource types are listed
    When GET "/ResourceTypes"
    Then the status is 200

  @RFC7643-3.2-R01
  Scenario: Groups are listed where they are served
    Given the target has "types"
    Then what is served at /Groups is listed

  @RFC7643-3.2-R01
  Scenario: Extensions that are published are named by a resource type
    Given the target has "types"
    And the target has "schemas"
    Then every schema that is published for resources is that of a resource type

  @RFC7643-3.3-R05
  Scenario: Extensions have attributes of their own
    Given the target has "schemas"
    Then no extension redefines an attribute of the RFC
