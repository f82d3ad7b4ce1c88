Feature: Discovery (RFC 7644 §4)

  @core @RFC7644-4-R02 @RFC7644-4-R03
  Scenario: /ServiceProviderConfig is one object with the attributes of RFC 7643 §5
    When GET "/ServiceProviderConfig"
    Then the status is 200 [RFC7644-4-R02]
    And "schemas" contains "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig" [RFC7644-4-R02]
    And "Resources" is absent [RFC7644-4-R02]
    And the body is a valid "service-provider-config" [RFC7644-4-R03]

  @core @RFC7644-4-R04
  Scenario: /Schemas lists all schemas in use
    When GET "/Schemas"
    Then the status is 200
    And "schemas" contains "urn:ietf:params:scim:api:messages:2.0:ListResponse"
    And the list counts no less than it holds
    And "totalResults" is an integer
    And the list has the schema of every resource type

  @core @RFC7644-4-R05 @RFC7644-4-R07
  Scenario Outline: The schema <schema> is read by its URI
    When GET "/Schemas/<schema>"
    Then the status is 200 [RFC7644-4-R05]
    And "id" is "<schema>" [RFC7644-4-R05]
    And "Resources" is absent [RFC7644-4-R07]

    Examples: every schema
      | schema |

  @RFC7644-4-R05
  Scenario: A schema that does not exist is not found
    Given the target has "schemas"
    When GET "/Schemas/urn:example:params:scim:schemas:nothing"
    Then the status is 404
    When GET "/Schemas/urn%3Aietf%3Aparams%3Ascim%3Aschemas%3Acore%3A2.0%3AUser"
    Then the status is 200

  @core @RFC7644-4-R06 @RFC7644-4-R08
  Scenario: /ResourceTypes lists the types that are served
    When GET "/ResourceTypes"
    Then the status is 200 [RFC7644-4-R06]
    And "schemas" contains "urn:ietf:params:scim:api:messages:2.0:ListResponse" [RFC7644-4-R08]
    And each resource has "endpoint" [RFC7644-4-R06]
    And each resource has "schema" [RFC7644-4-R06]
    And "Resources" contains {"name": "User"} [RFC7644-4-R06]
    And what is served at /Groups is listed [RFC7644-4-R06]

  @RFC7644-4-R07
  Scenario Outline: The resource type <type> is one object
    Given the target has "types"
    When the resource type "<type>" is asked for
    Then the status is 200
    And "name" is "<type>"
    And "Resources" is absent
    When GET "/ResourceTypes/NoSuchType"
    Then the status is 404

    Examples: every resource type
      | type |

  @RFC7644-4-R08
  Scenario: Schemas come in a list
    When GET "/Schemas"
    Then the status is 200
    And "schemas" contains "urn:ietf:params:scim:api:messages:2.0:ListResponse"
    And "Resources" is an array

  @RFC7644-4-R09
  Scenario Outline: Parameters of a query do not count at <path>
    When GET "<path>"
    And if the request succeeds, the check goes on
    And the answer is called "all"
    And GET "<path>?count=1&startIndex=2&sortBy=id"
    Then the status is 200
    And "totalResults" is {all.totalResults}
    And "Resources" is as in "all"

    Examples:
      | path           |
      | /Schemas       |
      | /ResourceTypes |

  @RFC7644-4-R10
  Scenario Outline: A filter at <path> is refused with 403
    When GET "<path>?filter=name eq "User""
    Then the status is 403

    Examples:
      | path                   |
      | /Schemas               |
      | /ResourceTypes         |
      | /ServiceProviderConfig |

  @RFC7644-4-R08
  Scenario Outline: The list at <path> counts what it holds
    When GET "<path>"
    And if the status is 200, the check goes on
    Then the list counts no less than it holds

    Examples:
      | path           |
      | /Schemas       |
      | /ResourceTypes |

  @RFC7644-4-R06
  Scenario: Extensions that are published belong to a resource type
    Then every schema that is published for resources is that of a resource type (advice)
