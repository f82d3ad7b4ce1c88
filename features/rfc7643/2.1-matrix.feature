@x-matrix
Feature: Names in any case, of each attribute (RFC 7643 §2.1)

  @RFC7643-2.1-R01
  Scenario Outline: A <type> is created with <attribute> in capital letters
    When POST "<endpoint>":
      """
      <first>
      """
    And if the request succeeds, the check goes on
    And the answer is called "plain"
    And "plain" is read
    And if "<holder>" contains or is <held>, the check goes on
    And POST "<endpoint>":
      """
      <newCapital>
      """
    Then the request succeeds
    When the answer is called "it"
    And "it" is read
    Then "<holder>" contains or is <held>

    Examples: every writable attribute
      | type | endpoint | attribute | holder | first | newCapital | held |

  @RFC7643-2.1-R01
  Scenario Outline: A PUT names <attribute> of a <type> in capital letters
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
      <capital>
      """
    Then the request succeeds
    When "it" is read
    Then "<holder>" contains or is <heldOther>

    Examples: every writable attribute
      | type | endpoint | attribute | holder | first | second | capital | heldOther |

  @RFC7643-2.1-R01 @RFC7644-3.10-R04
  Scenario Outline: A PATCH names <attribute> of a <type> in capital letters
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
    And PUT "<endpoint>/{it.id}":
      """
      <first>
      """
    And if the request succeeds, the check goes on
    And PATCH "<endpoint>/{it.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "<capitalPath>", "value": <other>}]}
      """
    Then the request succeeds [RFC7643-2.1-R01, RFC7644-3.10-R04]
    When "it" is read
    Then "<holder>" contains or is <heldOther> [RFC7643-2.1-R01, RFC7644-3.10-R04]

    Examples: every writable attribute by a path
      | type | endpoint | attribute | holder | first | path | capitalPath | other | heldOther |

  @RFC7643-2.1-R01
  Scenario Outline: A PATCH without a path names <attribute> of a <type> in capital letters
    Given the target has "patch"
    When POST "<endpoint>":
      """
      <first>
      """
    And if the request succeeds, the check goes on
    And the answer is called "it"
    And PATCH "<endpoint>/{it.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "value": <member>}]}
      """
    Then the request succeeds
    When "it" is read
    Then "<holder>" contains or is <heldOther>

    Examples: every writable attribute by a path
      | type | endpoint | attribute | holder | first | member | heldOther |
