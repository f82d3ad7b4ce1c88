Feature: More on common attributes (RFC 7643 §3.1)

  @core @RFC7643-3.1-R06 @RFC7643-3.1-R08 @RFC7643-3.1-R10
  Scenario: An id is the service's own, is unique and is always shown
    Given a user "bo"
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "id": "{bo.id}"}
      """
    Then the request succeeds [RFC7643-3.1-R08]
    And "id" is not "{bo.id}" [RFC7643-3.1-R06, RFC7643-3.1-R08]
    When the answer is called "ana"
    And GET "/Users/{ana.id}?attributes=userName"
    Then "id" is "{ana.id}" [RFC7643-3.1-R10]
    When GET "/Users/{ana.id}?excludedAttributes=id"
    Then "id" is "{ana.id}" [RFC7643-3.1-R10]
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "id", "value": "{random}"}]}
      """
    And GET "/Users/{ana.id}"
    Then the status is 200 [RFC7643-3.1-R10]

  @RFC7643-3.1-R12
  Scenario: No external id is invented
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}
      """
    And if the request succeeds, the check goes on
    And the answer is called "ana"
    And "ana" is read
    Then "externalId" is absent

  @RFC7643-3.1-R13 @RFC7644-6.2-R02
  Scenario: Another tenant does not find this one by its external id
    Given a user "ana" with:
      """
      {"externalId": "{text:ext}"}
      """
    When the second tenant sends GET "/Users?filter=externalId eq "{text:ext}""
    Then the body does not contain "{ana.id}" [RFC7643-3.1-R13, RFC7644-6.2-R02]

  @RFC7643-3.2-R01
  Scenario Outline: The resource type of <type> names what it is
    When GET "/ResourceTypes/<type>"
    And if the request succeeds, the check goes on
    Then "name" is there
    And "endpoint" is there
    And "schema" is there

    Examples: every resource type
      | type |
