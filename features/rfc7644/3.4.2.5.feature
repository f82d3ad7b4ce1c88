Feature: Choosing attributes (RFC 7644 §3.4.2.5)

  @core @RFC7644-3.4.2.5-R01 @RFC7644-3.4.2.5-R02 @RFC7644-3.4.2.5-R06
  Scenario Outline: attributes chooses in a <what>
    Given a user "ana" with:
      """
      {"displayName": "Ana", "title": "Buyer"}
      """
    When GET "<path>attributes=userName"
    Then the status is 200
    And "<at>userName" is "{ana.userName}"
    And "<at>id" is "{ana.id}" [RFC7644-3.4.2.5-R02]
    And "<at>displayName" is absent [RFC7644-3.4.2.5-R01, RFC7644-3.4.2.5-R02, RFC7644-3.4.2.5-R06]
    And "<at>emails" is absent [RFC7644-3.4.2.5-R01, RFC7644-3.4.2.5-R02, RFC7644-3.4.2.5-R06]

    Examples:
      | what  | path                                        | at            |
      | read  | /Users/{ana.id}?                            |               |
      | query | /Users?filter=userName eq "{ana.userName}"& | Resources[0]. |

  @core @RFC7644-3.4.2.5-R01 @RFC7644-3.4.2.5-R02 @RFC7644-3.4.2.5-R07
  Scenario Outline: excludedAttributes leaves out in a <what>
    Given a user "ana" with:
      """
      {"displayName": "Ana", "title": "Buyer"}
      """
    When GET "<path>excludedAttributes=displayName,emails"
    Then the status is 200
    And "<at>userName" is "{ana.userName}" [RFC7644-3.4.2.5-R07]
    And "<at>title" is "Buyer" [RFC7644-3.4.2.5-R07]
    And "<at>displayName" is absent [RFC7644-3.4.2.5-R01, RFC7644-3.4.2.5-R02]
    And "<at>emails" is absent [RFC7644-3.4.2.5-R01, RFC7644-3.4.2.5-R02]

    Examples:
      | what  | path                                        | at            |
      | read  | /Users/{ana.id}?                            |               |
      | query | /Users?filter=userName eq "{ana.userName}"& | Resources[0]. |

  @core @RFC7644-3.4.2.5-R03
  Scenario Outline: attributes understands <name>
    Given the target has "enterprise"
    And a user "ana" with:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "701984", "department": "Sales"}}
      """
    When GET "/Users/{ana.id}?attributes=<name>"
    Then the status is 200
    And "<shown>" is there
    And "id" is there
    And "<hidden>" is absent

    Examples:
      | name                                                                      | shown                                                                     | hidden                                                                |
      | name.givenName                                                            | name.givenName                                                            | name.familyName                                                       |
      | emails.value                                                              | emails[0].value                                                           | emails[0].type                                                        |
      | urn:ietf:params:scim:schemas:core:2.0:User:userName                       | userName                                                                  | name                                                                  |
      | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.employeeNumber | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.department |
      | name                                                                      | name.givenName                                                            | emails                                                                |

  @core @RFC7644-3.4.2.5-R04
  Scenario: What is always shown cannot be left out
    Given a user "ana" with:
      """
      {"displayName": "Ana", "title": "Buyer"}
      """
    When GET "/Users/{ana.id}?excludedAttributes=id,schemas"
    Then the status is 200
    And "id" is "{ana.id}"

  @RFC7644-3.4.2.5-R05
  Scenario Outline: excludedAttributes understands <name>
    Given the target has "enterprise"
    And a user "ana" with:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "701984", "department": "Sales"}}
      """
    When GET "/Users/{ana.id}?excludedAttributes=<name>"
    Then the status is 200
    And "<hidden>" is absent
    And "<shown>" is there

    Examples:
      | name                                                                      | shown                                                                 | hidden                                                                    |
      | name.givenName                                                            | name.familyName                                                       | name.givenName                                                            |
      | emails.type                                                               | emails[0].value                                                       | emails[0].type                                                            |
      | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.department | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.employeeNumber |
