Feature: More on users and groups (RFC 7643 §4)

  @RFC7643-4-R01
  Scenario: Users and groups have the base schemas of the RFC
    Given the target has "types"
    When the resource type "User" is asked for
    And if the status is 200, the check goes on
    Then "schema" is "urn:ietf:params:scim:schemas:core:2.0:User"

  @RFC7643-4.1-R01
  Scenario: The schema of users is published under its URI
    Given the target has "schemas"
    When GET "/Schemas"
    And if the status is 200, the check goes on
    Then "Resources" contains {"id": "urn:ietf:params:scim:schemas:core:2.0:User"}

  @RFC7643-4.2-R01
  Scenario: The schema of groups is published under its URI
    Given the target has "schemas"
    And the target has "groups"
    When GET "/Schemas"
    And if the status is 200, the check goes on
    Then "Resources" contains {"id": "urn:ietf:params:scim:schemas:core:2.0:Group"}

  @RFC7643-4.1.1-R03
  Scenario: A user without a userName is refused
    When exactly POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "active": true}
      """
    Then the request is refused

  @RFC7643-4.1.1-R07
  Scenario: A formatted name follows the family name
    Given the target has "patch"
    And the target declares "name.formatted" of a User
    And a user "ana" with:
      """
      {"name": {"givenName": "Ana", "familyName": "Berg"}}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "name.familyName", "value": "Holm"}]}
      """
    And if the request succeeds, the check goes on
    And "ana" is read
    And if "name.formatted" is there, the check goes on
    Then "name.formatted" matches /Holm/

  @RFC7643-4.1.1-R13
  Scenario: A profile URL with an escape stays a URI
    Given the target declares "profileUrl" of a User
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "profileUrl": "https://example.com/Ana%20Berg"}
      """
    And if the request succeeds, the check goes on
    And the answer is called "ana"
    And "ana" is read
    And if "profileUrl" is there, the check goes on
    Then "profileUrl" is a URI

  @RFC7643-4.1.1-R15
  Scenario: A locale may have three parts
    Given the target declares "locale" of a User
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "locale": "zh-Hant-TW"}
      """
    Then the request succeeds

  @RFC7643-4.1.1-R18
  Scenario: A user can be disabled and enabled again
    Given the target has "patch"
    And the target declares "active" of a User
    And a user "ana"
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "active", "value": false}]}
      """
    And if the request succeeds, the check goes on
    Then reading "ana" shows:
      """
      {"active": false}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "active", "value": true}]}
      """
    Then the request succeeds
    And reading "ana" shows:
      """
      {"active": true}
      """

  @RFC7643-4.1.1-R19 @RFC7643-4.1.1-R26
  Scenario Outline: No hash of a password is shown as <name>
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "password": "t1me-{marker}-Hash"}
      """
    And if the request succeeds, the check goes on
    And the answer is called "ana"
    And GET "/Users/{ana.id}"
    Then the body does not contain "<name>" [RFC7643-4.1.1-R19, RFC7643-4.1.1-R26]

    Examples:
      | name           |
      | passwordHash   |
      | password_hash  |
      | hashedPassword |
      | passwordSalt   |

  @RFC7643-4.1.2-R01 @RFC7644-3.1-R04
  Scenario Outline: <name> are kept as they are declared
    Given the target declares "<name>.type" of a User
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "<name>": [{<value>, "type": "work"}]}
      """
    Then the request succeeds [RFC7643-4.1.2-R01, RFC7644-3.1-R04]
    When the answer is called "ana"
    And "ana" is read
    Then "<name>" contains {"type": "work"}

    Examples:
      | name         | value                                           |
      | emails       | "value": "{name:mail}"                          |
      | phoneNumbers | "value": "tel:+1-201-555-0123"                  |
      | addresses    | "locality": "Hollywood", "country": "US"        |

  @RFC7643-4.1.2-R11
  Scenario Outline: An instant messaging address may be of the type <kind>
    Given the target declares "ims.type" of a User
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "ims": [{"value": "ana.handle", "type": "<kind>"}]}
      """
    Then the request succeeds

    Examples:
      | kind  |
      | aim   |
      | gtalk |
      | icq   |
      | xmpp  |
      | msn   |
      | skype |
      | qq    |
      | yahoo |

  @RFC7643-4.1.2-R21 @RFC7643-4.1.2-R22
  Scenario: A group that has a user by another group only is no direct one
    Given a user "ana"
    And a group "inner" with the member "ana"
    When POST "/Groups":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{text:outer}", "members": [{"value": "{inner.id}", "type": "Group"}]}
      """
    And if the request succeeds, the check goes on
    And the answer is called "outer"
    And "ana" is read
    Then "groups[value eq "{outer.id}"].type" is not "direct" [RFC7643-4.1.2-R21, RFC7643-4.1.2-R22]
    And "groups" contains {"value": "{outer.id}"} [RFC7643-4.1.2-R21] (advice)

  @RFC7643-4.1.2-R24 @RFC7643-4.1.2-R25
  Scenario: A deleted group is none of the groups of its members
    Given a user "ana"
    And a group "crew" with the member "ana"
    When DELETE "/Groups/{crew.id}"
    And if the request succeeds, the check goes on
    And "ana" is read
    Then "groups" does not contain {"value": "{crew.id}"} [RFC7643-4.1.2-R24, RFC7643-4.1.2-R25]

  @RFC7643-4.1.2-R26
  Scenario: A new user joins no group by its own word
    Given a group "crew"
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "groups": [{"value": "{crew.id}"}]}
      """
    And if the request succeeds, the check goes on
    And the members of "crew" are read
    Then there are no members

  @RFC7643-4.1.2-R28
  Scenario: Two certificates are two values
    Given the target declares "x509Certificates" of a User
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "x509Certificates": [{"value": "MIIBbjCCARSgAwIBAgIUYY2O95JqGrlrxokFirDNyBvR/gcwCgYIKoZIzj0EAwIwDjEMMAoGA1UEAwwDYW5hMB4XDTI2MTEyNTA2MTU0NVoXDTM2MTEyMjA2MTU0NVowDjEMMAoGA1UEAwwDYW5hMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE6pjNy3P5+WyCS+o18VQHQj7cvkVh2JzWdp+kL4EEp54/Tdd6V7frUAcSg9vzw8EP/K4gQWSQR9rwK7VmT2/SyKNQME4wHQYDVR0OBBYEFMinuiCVQIoTeXVmewoiY3vhLOGGMB8GA1UdIwQYMBaAFMinuiCVQIoTeXVmewoiY3vhLOGGMAwGA1UdEwEB/wQCMAAwCgYIKoZIzj0EAwIDSAAwRQIhAL6S2wggO0b2sOMu/op+ahDCXt9xluA4OhJl/P/fvrMJAiAldLKoRbmxvGz+O59X+2yeU8dnehbw4tovuWKQClGMKQ=="}, {"value": "MIIBbzCCARWgAwIBAgIUS6ZNPvH0PW+xRceu3c7UbVVHusYwCgYIKoZIzj0EAwIwDTELMAkGA1UEAwwCYm8wHhcNMjYxMTI1MDYxNTQ1WhcNMzYxMTIyMDYxNTQ1WjANMQswCQYDVQQDDAJibzBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABOqYzctz+flsgkvqNfFUB0I+3L5FYdic1nafpC+BBKeeP03Xele361AHEoPb88PBD/yuIEFkkEfa8Cu1Zk9v0sijUzBRMB0GA1UdDgQWBBTIp7oglUCKE3l1ZnsKImN74SzhhjAfBgNVHSMEGDAWgBTIp7oglUCKE3l1ZnsKImN74SzhhjAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQDer/WI2fAc61veVE1gmDP52JJjnO3xSgZSg0UjF9NadgIge3tgeCRWEGLw+3658RwZCzXueNHoKwFvApixylaRkgo="}]}
      """
    And if the request succeeds, the check goes on
    And the answer is called "ana"
    And "ana" is read
    And if "x509Certificates" is there, the check goes on
    Then "x509Certificates" has 2 values
    And "x509Certificates[0].value" is a base64 text

  @RFC7643-4.3-R02
  Scenario: A manager of the same bulk request is named by an id
    Given the target announces "bulk"
    And the target has "enterprise"
    When POST "/Bulk":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [
        {"method": "POST", "path": "/Users", "bulkId": "boss", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:boss}"}},
        {"method": "POST", "path": "/Users", "bulkId": "ana", "data": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "userName": "{name:ana}",
          "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "bulkId:boss"}}}}]}
      """
    And if the status is 200, the check goes on
    And the resource of operation 2 is called "ana"
    And "ana" is read
    Then "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value" is not "bulkId:boss"
