@x-matrix
Feature: No value is no value, of each attribute (RFC 7643 §2.5)

  @RFC7643-2.5-R01
  Scenario Outline: A <type> is created with <nothing> for <attribute>
    When POST "<endpoint>":
      """
      <without>
      """
    And if the request succeeds, the check goes on
    And POST "<endpoint>":
      """
      <newUnset>
      """
    Then the request succeeds
    When the answer is called "it"
    And "it" is read
    Then "<holder>" does not contain <text>

    Examples: every clearable attribute
      | type | endpoint | attribute | holder | nothing | without | newUnset | text |

  @RFC7643-2.5-R01 @RFC7643-2.5-R02 @RFC7644-3.5.1-R08
  Scenario Outline: A PUT with <nothing> for <attribute> of a <type> clears it
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
    And "it" is read
    And if "<holder>" contains or is <heldOther>, the check goes on
    And PUT "<endpoint>/{it.id}":
      """
      <unset>
      """
    Then the request succeeds [RFC7643-2.5-R01, RFC7644-3.5.1-R08]
    When "it" is read
    Then "<holder>" does not contain <heldOther> [RFC7643-2.5-R02, RFC7644-3.5.1-R08]

    Examples: every clearable attribute
      | type | endpoint | attribute | holder | nothing | first | second | unset | heldOther |

  @RFC7643-2.5-R01 @RFC7643-2.5-R02
  Scenario Outline: A PATCH with <nothing> for <attribute> of a <type> clears it
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
    And "it" is read
    And if "<holder>" contains or is <heldOther>, the check goes on
    And PATCH "<endpoint>/{it.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "<path>", "value": <nothing>}]}
      """
    Then the request succeeds [RFC7643-2.5-R01]
    When "it" is read
    Then "<holder>" does not contain <heldOther> [RFC7643-2.5-R02]

    Examples: every clearable attribute by a path
      | type | endpoint | attribute | holder | nothing | first | path | other | heldOther |
