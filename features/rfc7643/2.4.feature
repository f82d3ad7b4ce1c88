Feature: Attributes with several values (RFC 7643 §2.4 and §2.5)

  @core @RFC7643-2.4-R01
  Scenario: One value stands in an array, too
    Given a user "ana" with:
      """
      {"emails": [{"type": "work", "value": "{name:w}"}], "phoneNumbers": [{"type": "work", "value": "+351 900 000 001"}]}
      """
    When GET "/Users/{ana.id}"
    Then "emails" is an array
    And "phoneNumbers" is an array

  @RFC7643-2.4-R02
  Scenario: The type of a value is kept
    Given a user "ana" with:
      """
      {"emails": [{"type": "work", "value": "{name:w}"}, {"type": "home", "value": "{name:h}"}]}
      """
    When GET "/Users/{ana.id}"
    Then "emails" contains {"type": "work", "value": "{name:w}"}
    And "emails" contains {"type": "home", "value": "{name:h}"}

  @RFC7643-2.4-R03
  Scenario: Values are found and changed by their parts
    Given the target has "filter"
    And a user "ana" with:
      """
      {"emails": [{"type": "work", "value": "{name:w}"}]}
      """
    When GET "/Users?filter=emails[type eq "work" and value eq "{name:w}"]"
    Then the status is 200
    And the list has exactly "ana"
    When GET "/Users?filter=emails.value eq "{name:w}""
    Then the list has exactly "ana"

  @RFC7643-2.4-R04
  Scenario: The usual parts keep their meaning: primary
    Then no published attribute calls a mark primary that is no boolean

  @RFC7643-2.4-R04
  Scenario: The usual parts keep their meaning: $ref
    Then no published attribute calls an address $ref that is no reference

  @core @RFC7643-2.4-R05
  Scenario: No more than one value is primary
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "emails": [{"type": "work", "value": "{name:w}", "primary": true}, {"type": "home", "value": "{name:h}", "primary": true}]}
      """
    And if the request succeeds, the check goes on
    And the answer is called "ana"
    And "ana" is read
    Then at most one of "emails" has "primary" true

  @RFC7643-2.4-R05
  Scenario: No more than one value is primary after a change
    Given the target has "patch"
    And a user "ana" with:
      """
      {"emails": [{"type": "work", "value": "{name:w}", "primary": true}]}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "emails", "value": [{"type": "home", "value": "{name:h}", "primary": true}]}]}
      """
    And if the request succeeds, the check goes on
    And "ana" is read
    Then at most one of "emails" has "primary" true
    And "emails" has 2 values

  @RFC7643-2.4-R06
  Scenario: A value without the mark is not primary
    Given a user "ana" with:
      """
      {"emails": [{"type": "work", "value": "{name:w}"}, {"type": "home", "value": "{name:h}"}]}
      """
    When GET "/Users/{ana.id}"
    Then at most one of "emails" has "primary" true

  @RFC7643-2.4-R08
  Scenario: A member is the same whatever the version in its reference
    Given the target has "patch"
    And a user "ana"
    And a group "design" with the members "ana"
    When PATCH "/Groups/{design.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "members", "value": [{"value": "{ana.id}", "$ref": "{ana.meta.location}"}]}]}
      """
    And if the request succeeds, the check goes on
    And the members of "design" are read
    Then the members are exactly "ana"

  @RFC7643-2.4-R10
  Scenario: No value is shown twice
    Given a user "ana" with:
      """
      {"emails": [{"type": "work", "value": "{name:w}"}], "phoneNumbers": [{"type": "work", "value": "+351 900 000 001"}, {"type": "home", "value": "+351 900 000 002"}]}
      """
    When GET "/Users/{ana.id}"
    Then "emails" has 1 value
    And "phoneNumbers" has 2 values

  @core @RFC7643-2.5-R01 @RFC7643-2.5-R02
  Scenario: Nothing, null and an empty list are the same
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "title": null, "nickName": null, "phoneNumbers": []}
      """
    Then the request succeeds [RFC7643-2.5-R01]
    When the answer is called "ana"
    And "ana" is read
    Then "title" is absent [RFC7643-2.5-R01]
    And "phoneNumbers" is absent [RFC7643-2.5-R01]
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "nickName": "Annie", "phoneNumbers": [{"type": "work", "value": "+351 900 000 001"}]}
      """
    And PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}", "nickName": null, "phoneNumbers": []}
      """
    Then the request succeeds [RFC7643-2.5-R02]
    When "ana" is read
    Then "nickName" is absent [RFC7643-2.5-R02]
    And "phoneNumbers" is absent [RFC7643-2.5-R02]

  @RFC7643-2.5-R01 @RFC7643-2.5-R02
  Scenario: Null in a change clears an attribute
    Given the target has "patch"
    And a user "ana" with:
      """
      {"title": "Buyer"}
      """
    When PATCH "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "title", "value": null}]}
      """
    And if the request succeeds, the check goes on
    And "ana" is read
    Then "title" is absent [RFC7643-2.5-R02]
    When GET "/Users?filter=userName eq "{ana.userName}" and title pr"
    And if the status is 200, the check goes on
    Then the list is empty [RFC7643-2.5-R01]
