@x-matrix
Feature: What a client may not write, and what it has to, of each type (RFC 7643 §7)

  @RFC7643-7-R26 @RFC7644-3.3-R03
  Scenario Outline: A <type> is created with a value for the read-only <attribute>, which does not count
    When POST "<endpoint>":
      """
      <without>
      """
    And if the request succeeds, the check goes on
    And POST "<endpoint>":
      """
      <newFirst>
      """
    Then the request succeeds [RFC7644-3.3-R03]
    When the answer is called "it"
    And "it" is read
    Then "<holder>" does not contain <held> [RFC7643-7-R26, RFC7644-3.3-R03]

    Examples: every read-only attribute of a type
      | type | endpoint | attribute | holder | without | newFirst | held |

  @RFC7643-7-R26 @RFC7644-3.5.1-R12
  Scenario Outline: A PUT does not set the read-only <attribute> of a <type>
    When POST "<endpoint>":
      """
      <without>
      """
    And if the request succeeds, the check goes on
    And the answer is called "it"
    And PUT "<endpoint>/{it.id}":
      """
      <without>
      """
    And if the request succeeds, the check goes on
    And PUT "<endpoint>/{it.id}":
      """
      <first>
      """
    Then the request succeeds [RFC7644-3.5.1-R12]
    When "it" is read
    Then "<holder>" does not contain <held> [RFC7643-7-R26, RFC7644-3.5.1-R12]

    Examples: every read-only attribute of a type
      | type | endpoint | attribute | holder | without | first | held |

  @RFC7643-7-R26
  Scenario Outline: A PATCH does not set the read-only <attribute> of a <type>
    Given the target has "patch"
    When POST "<endpoint>":
      """
      <without>
      """
    And if the request succeeds, the check goes on
    And the answer is called "it"
    And PATCH "<endpoint>/{it.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "<path>", "value": <other>}]}
      """
    And "it" is read
    Then "<holder>" does not contain <heldOther>

    Examples: every read-only attribute of a type
      | type | endpoint | attribute | holder | without | path | other | heldOther |

  @RFC7643-7-R18
  Scenario Outline: A <type> is not created without the required <attribute>
    When POST "<endpoint>":
      """
      <without>
      """
    And if the request succeeds, the check goes on
    And exactly POST "<endpoint>":
      """
      <newLacking>
      """
    Then the request is refused

    Examples: every required attribute of a type
      | type | endpoint | attribute | without | newLacking |

  @RFC7643-7-R18 @RFC7644-3.5.1-R13
  Scenario Outline: A PUT without the required <attribute> of a <type> is refused
    When POST "<endpoint>":
      """
      <without>
      """
    And if the request succeeds, the check goes on
    And the answer is called "it"
    And PUT "<endpoint>/{it.id}":
      """
      <without>
      """
    And if the request succeeds, the check goes on
    And exactly PUT "<endpoint>/{it.id}":
      """
      <lacking>
      """
    Then the request is refused [RFC7643-7-R18, RFC7644-3.5.1-R13]

    Examples: every required attribute of a type
      | type | endpoint | attribute | without | lacking |
