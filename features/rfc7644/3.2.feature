Feature: Endpoints (RFC 7644 §3.2)

  @RFC7644-3.2-R01
  Scenario Outline: The endpoint of <type> is the plural of its name
    When GET "/ResourceTypes/<type>"
    And if the request succeeds, the check goes on
    Then "endpoint" matches /(?i)s$/

    Examples: every resource type
      | type | endpoint |

  @core @RFC7644-3.2-R02
  Scenario Outline: Users offer <method>
    Given a user "ana"
    When <method> "/Users/{ana.id}"
    Then the status is not 404, 405 or 501

    Examples:
      | method |
      | GET    |

    @SYNC-07
    Examples:
      | method |
      | DELETE |

  @core @RFC7644-3.2-R02
  Scenario Outline: Users offer <method> with a body
    Given the target has "writing"
    And a user "ana"
    When <method> "<path>":
      """
      <body>
      """
    Then the status is not 404, 405 or 501

    Examples:
      | method | path            | body                                                                                      |
      | PUT    | /Users/{ana.id} | {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}"} |
      | POST   | /Users          | {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:x}"}       |

  @core @RFC7644-3.2-R02
  Scenario Outline: Groups offer <method>
    Given a group "design"
    When <method> "/Groups/{design.id}"
    Then the status is not 404, 405 or 501

    Examples:
      | method |
      | GET    |
      | DELETE |

  @core @RFC7644-3.2-R03
  Scenario Outline: <path> can be read
    When GET "<path>"
    Then the status is 200

    Examples:
      | path                   |
      | /ServiceProviderConfig |
      | /ResourceTypes         |
      | /Schemas               |

  @RFC7644-3.2-R04
  Scenario: Users can be searched by POST
    Given a user "ana"
    When POST "/Users/.search":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "userName eq \"{ana.userName}\""}
      """
    Then the status is 200 or 501
    When if the status is 200, the check goes on
    Then the list has exactly "ana"

  @RFC7644-3.2-R04
  Scenario: All types can be searched by POST at the root, or that is not supported
    Given a user "ana"
    When POST "/.search":
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "userName eq \"{ana.userName}\""}
      """
    Then the status is 200 or 501
    When if the status is 200, the check goes on
    Then the list has exactly "ana"

  @core @RFC7644-3.2-R07
  Scenario Outline: The answer to <what> is a JSON object
    Given a user "ana"
    When GET "<path>"
    Then the body is one JSON object

    Examples:
      | what              | path                                       |
      | a read            | /Users/{ana.id}                            |
      | a query           | /Users?filter=userName eq "{ana.userName}" |
      | a read of nothing | /Users/{random}                            |

  @RFC7644-3.2-R07
  Scenario: A creation is answered, and not cut off
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}
      """
    Then an answer of 5xx, if there is one, is a SCIM error
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:bo}"}
      """
    Then an answer of 5xx, if there is one, is a SCIM error

  @RFC7644-3.2-R07
  Scenario: Who does not say what program it is gets JSON, too
    When GET "/Users/{random}" with "User-Agent: -"
    Then the body is one JSON object (advice)

  @RFC7644-3.2-R08 @RFC7644-3.2-R09
  Scenario Outline: An error is told by the status and in the body: <what>
    When GET "<path>"
    Then the request is refused [RFC7644-3.2-R08]
    And it is a SCIM error [RFC7644-3.2-R09]

    Examples:
      | what          | path                          |
      | no such user  | /Users/{random}               |
      | no such group | /Groups/{random}              |
      | a bad filter  | /Users?filter=userName xx "a" |

  @RFC7644-3.2-R08 @RFC7644-3.2-R09
  Scenario: A refused creation is told by the status and in the body
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "displayName": "no name"}
      """
    Then the request is refused [RFC7644-3.2-R08]
    And it is a SCIM error [RFC7644-3.2-R09]
