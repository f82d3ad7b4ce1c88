Feature: Attributes that are set once (RFC 7644 §3.5)

  @RFC7644-3.5.1-R09 @RFC7644-3.5.1-R10
  Scenario Outline: The immutable <attribute> of a <type> is not changed by a PUT
    When POST "<endpoint>":
      """
      {"schemas": <schemas>, "<key>": "{name:x}", <body>}
      """
    And if the request succeeds, the check goes on
    And the answer is called "it"
    And PUT "<endpoint>/{it.id}":
      """
      {"schemas": <schemas>, "<key>": "{name:x}", <otherBody>}
      """
    Then the status is 400 [RFC7644-3.5.1-R10]
    And the error keyword is "mutability" [RFC7644-3.5.1-R10]
    When "it" is read
    Then "<attribute>" is not <other> [RFC7644-3.5.1-R09]

    Examples: every immutable attribute
      | type | endpoint | schemas | attribute | key | body | otherBody | other |

  @RFC7644-3.5.1-R11
  Scenario Outline: The immutable <attribute> of a <type> is set by a PUT where it has no value
    When POST "<endpoint>":
      """
      {"schemas": <schemas>, "<key>": "{name:x}"}
      """
    And if the request succeeds, the check goes on
    And the answer is called "it"
    And PUT "<endpoint>/{it.id}":
      """
      {"schemas": <schemas>, "<key>": "{name:x}", <body>}
      """
    Then the request succeeds
    When "it" is read
    Then "<attribute>" contains or is <value>

    Examples: every immutable attribute
      | type | endpoint | schemas | attribute | key | body | value |

  @RFC7644-3.5.2-R13
  Scenario Outline: The immutable <attribute> of a <type> is added by a PATCH where it has no value
    Given the target has "patch"
    When POST "<endpoint>":
      """
      {"schemas": <schemas>, "<key>": "{name:x}"}
      """
    And if the request succeeds, the check goes on
    And the answer is called "it"
    And PATCH "<endpoint>/{it.id}":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "<attribute>", "value": <value>}]}
      """
    Then the request succeeds

    Examples: every immutable attribute
      | type | endpoint | schemas | attribute | key | value |
