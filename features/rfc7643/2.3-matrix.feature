@x-matrix
Feature: Values of another type, of each attribute (RFC 7643 §2.3)

  # That a value of another type is refused is our reading, and so advice; that it
  # is not shown as it was sent stands in Table 1.

  @RFC7643-2.3-R03 @RFC7643-2.3-R02 @RFC7644-3.12-R08
  Scenario Outline: A <type> is not created with a value of another type for <attribute>
    When POST "<endpoint>":
      """
      <first>
      """
    And if the request succeeds, the check goes on
    And POST "<endpoint>":
      """
      <newWrong>
      """
    Then there is no server error [RFC7644-3.12-R08]
    And the request is refused [RFC7643-2.3-R03]
    When if the request succeeds, the check goes on
    And the answer is called "it"
    And "it" is read
    Then "<shown>" is absent or a <json> [RFC7643-2.3-R02]

    Examples: every writable value
      | type | endpoint | attribute | shown | first | newWrong | json |

  @RFC7643-2.3-R03 @RFC7643-2.3-R02 @RFC7644-3.12-R08
  Scenario Outline: A PUT does not give <attribute> of a <type> a value of another type
    When POST "<endpoint>":
      """
      <first>
      """
    And if the request succeeds, the check goes on
    And the answer is called "it"
    And PUT "<endpoint>/{it.id}":
      """
      <second>
      """
    And if the request succeeds, the check goes on
    And PUT "<endpoint>/{it.id}":
      """
      <wrong>
      """
    Then there is no server error [RFC7644-3.12-R08]
    And the request is refused [RFC7643-2.3-R03]
    When "it" is read
    Then "<shown>" is absent or a <json> [RFC7643-2.3-R02]

    Examples: every writable value
      | type | endpoint | attribute | shown | first | second | wrong | json |

  @RFC7643-2.3-R03 @RFC7643-2.3-R02 @RFC7644-3.12-R08 @RFC7644-3.5.2-R21
  Scenario Outline: A PATCH does not give <attribute> of a <type> a value of another type
    Given the target has "patch"
    When POST "<endpoint>":
      """
      <first>
      """
    And if the request succeeds, the check goes on
    And the answer is called "it"
    And PATCH "<endpoint>/{it.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "<path>", "value": <other>}]}
      """
    And if the request succeeds, the check goes on
    And "it" is remembered
    And PATCH "<endpoint>/{it.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "<path>", "value": <wrongValue>}]}
      """
    Then there is no server error [RFC7644-3.12-R08]
    And the request is refused [RFC7643-2.3-R03]
    And unless the request succeeds, "it" is unchanged [RFC7644-3.5.2-R21]
    When "it" is read
    Then "<shown>" is absent or a <json> [RFC7643-2.3-R02]

    Examples: every writable value by a path
      | type | endpoint | attribute | shown | first | path | other | wrongValue | json |
