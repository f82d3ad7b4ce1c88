Feature: The configuration of the service (RFC 7643 §5)

  @core @RFC7643-5-R01
  Scenario: The configuration has its schema
    When GET "/ServiceProviderConfig"
    Then the status is 200
    And "schemas" contains "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"

  @RFC7643-5-R02
  Scenario Outline: The configuration cannot be changed by <method>
    Given the target has "config"
    When <method> "/ServiceProviderConfig":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"], "patch": {"supported": false}}
      """
    Then the request is refused

    Examples:
      | method |
      | PUT    |
      | PATCH  |
      | POST   |
      | DELETE |

  @core @RFC7643-5-R05 @RFC7643-5-R06
  Scenario: The configuration says whether there is patch
    When GET "/ServiceProviderConfig"
    And if the status is 200, the check goes on
    Then "patch" is an object
    And "patch.supported" is a boolean [RFC7643-5-R06]

  @core @RFC7643-5-R07 @RFC7643-5-R08
  Scenario: The configuration says whether there is bulk
    When GET "/ServiceProviderConfig"
    And if the status is 200, the check goes on
    Then "bulk" is an object
    And "bulk.supported" is a boolean [RFC7643-5-R08]

  @core @RFC7643-5-R11 @RFC7643-5-R12
  Scenario: The configuration says whether there is filter
    When GET "/ServiceProviderConfig"
    And if the status is 200, the check goes on
    Then "filter" is an object
    And "filter.supported" is a boolean [RFC7643-5-R12]

  @core @RFC7643-5-R15 @RFC7643-5-R16
  Scenario: The configuration says whether there is changePassword
    When GET "/ServiceProviderConfig"
    And if the status is 200, the check goes on
    Then "changePassword" is an object
    And "changePassword.supported" is a boolean [RFC7643-5-R16]

  @core @RFC7643-5-R17 @RFC7643-5-R18
  Scenario: The configuration says whether there is sort
    When GET "/ServiceProviderConfig"
    And if the status is 200, the check goes on
    Then "sort" is an object
    And "sort.supported" is a boolean [RFC7643-5-R18]

  @core @RFC7643-5-R19 @RFC7643-5-R20
  Scenario: The configuration says whether there is etag
    When GET "/ServiceProviderConfig"
    And if the status is 200, the check goes on
    Then "etag" is an object
    And "etag.supported" is a boolean [RFC7643-5-R20]

  @RFC7643-5-R09 @RFC7643-5-R10 @RFC7643-5-R13
  Scenario: The configuration gives its limits
    When GET "/ServiceProviderConfig"
    And if the status is 200, the check goes on
    Then "bulk.maxOperations" is an integer
    And "bulk.maxPayloadSize" is an integer [RFC7643-5-R10]
    And "filter.maxResults" is an integer [RFC7643-5-R13]

  @RFC7643-5-R08
  Scenario: Bulk is as it is announced
    Given the target has "bulk"
    When POST "/Bulk":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [{"method": "POST", "path": "/Users", "bulkId": "a", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}}]}
      """
    Then the status is not 404, 405 or 501

  @RFC7643-5-R06
  Scenario: PATCH is as it is announced
    Given the target has "patch"
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "displayName", "value": "Ana R"}]}
      """
    Then the status is not 404, 405 or 501

  @RFC7643-5-R12
  Scenario: Filters are as they are announced
    Given the target has "filter"
    And 2 users "a"
    When GET "/Users?filter=userName eq "{a1.userName}""
    Then the list has exactly "a1"

  @RFC7643-5-R18
  Scenario: Sorting is as it is announced
    Given the target has "sort"
    And a user "cy" with:
      """
      {"displayName": "{text:t}"}
      """
    And a user "ana" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}"&sortBy=userName"
    Then of ours, the order is "ana" and "cy"

  @RFC7643-5-R20
  Scenario: Versions are as they are announced
    Given the target has "etag"
    And a user "ana"
    When GET "/Users/{ana.id}"
    Then the header "ETag" is there

  @RFC7643-5-R14
  Scenario: No page is larger than announced
    Given 6 users "a"
    When GET "/Users?count=100000"
    Then the status is 200
    And the list has no more than the announced page

  @RFC7643-5-R21
  Scenario: The ways to log in can be read without logging in
    Given the run logs in with a bearer token
    When GET "/ServiceProviderConfig" with "Authorization: -"
    Then the status is 200
    And "authenticationSchemes" is an array

  @RFC7643-5-R22 @RFC7643-5-R23 @RFC7643-5-R24 @RFC7643-5-R25
  Scenario: Each way to log in says what it is
    When GET "/ServiceProviderConfig"
    And if the status is 200, the check goes on
    Then "authenticationSchemes" is an array
    And every element of "authenticationSchemes" has "type" [RFC7643-5-R23]
    And every element of "authenticationSchemes" has "name" [RFC7643-5-R24]
    And every element of "authenticationSchemes" has "description" [RFC7643-5-R25]
