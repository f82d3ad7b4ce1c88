Feature: Filters (RFC 7644 §3.4.2.2)

  @core @RFC7644-3.4.2.2-R02 @RFC7644-3.4.2.2-R08
  Scenario: Only what matches is returned and counted
    Given the target has "filter"
    And 3 users "a"
    When GET "/Users?filter=userName eq "{a2.userName}""
    Then the status is 200
    And the list has exactly "a2"
    And "totalResults" is 1
    And the list has exactly "a2" [RFC7644-3.4.2.2-R08]

  @core @RFC7644-3.4.2.2-R03 @RFC7644-3.4.2.2-R02
  Scenario Outline: Names and operators are understood in any case: <filter>
    Given the target has "filter"
    And the target declares "displayName" of a User
    And the target declares "title" of a User
    And the target declares "name.familyName" of a User
    And the target declares "emails.type" of a User
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "Head Buyer", "externalId": "{text:Ext}", "emails": [{"type": "work", "value": "{name:w}"}, {"type": "home", "value": "{name:h}"}], "name": {"givenName": "Ana", "familyName": "Reis"}}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}", "title": "Seller", "emails": [{"type": "work", "value": "{name:bw}"}], "name": {"givenName": "Bo", "familyName": "Lima"}, "active": false}
      """
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "name": {"givenName": "Cy", "familyName": "Reis"}}
      """
    When GET "/Users?filter=<filter>"
    Then the status is 200, 400, 403 or 501
    And the status is 200 (advice)
    And of ours, the list has exactly <names> [RFC7644-3.4.2.2-R03, RFC7644-3.4.2.2-R02]

    Examples:
      | filter                                                           | names          |
      | USERNAME eq "{ana.userName}"                                     | "ana"          |
      | userName EQ "{ana.userName}"                                     | "ana"          |
      | username Eq "{ana.userName}" AND TITLE Pr                        | "ana"          |
      | userName eq "{ana.userName}" OR userName eq "{bo.userName}"      | "ana" and "bo" |
      | displayName eq "{text:t}" and NOT (userName eq "{ana.userName}") | "bo" and "cy"  |

  @core @RFC7644-3.4.2.2-R04 @RFC7644-3.4.2.2-R30
  Scenario Outline: A filter without an expression is refused: <what>
    Given the target has "filter"
    When GET "/Users?filter=<filter>"
    Then the status is 400 [RFC7644-3.4.2.2-R04, RFC7644-3.4.2.2-R30]
    And the error keyword is "invalidFilter" [RFC7644-3.4.2.2-R04]

    Examples:
      | what           | filter |
      | and alone      | and    |
      | brackets alone | ()     |
      | not alone      | not    |

  @core @RFC7644-3.4.2.2-R05 @RFC7644-3.4.2.2-R30 @RFC7644-3.4.2.2-R36
  Scenario Outline: An expression that is not whole is refused: <filter>
    Given the target has "filter"
    When GET "/Users?filter=<filter>"
    Then the status is 400 [RFC7644-3.4.2.2-R05, RFC7644-3.4.2.2-R30, RFC7644-3.4.2.2-R36]
    And the error keyword is "invalidFilter" [RFC7644-3.4.2.2-R30, RFC7644-3.4.2.2-R36]

    Examples:
      | filter              |
      | userName            |
      | userName eq         |
      | eq "x"              |
      | userName pr "x"     |
      | userName is "x"     |
      | userName regex ".*" |
      | userName eq "x" and |

  @core @RFC7644-3.4.2.2-R30
  Scenario Outline: A filter that breaks the grammar is refused: <filter>
    Given the target has "filter"
    And a user "ana"
    When GET "/Users?filter=<filter>"
    Then the status is 400
    And the error keyword is "invalidFilter"

    Examples:
      | filter                                    |
      | (userName eq "{ana.userName}"             |
      | userName eq "{ana.userName}")             |
      | userName eq "{ana.userName}               |
      | userName eq '{ana.userName}'              |
      | userName eq "{ana.userName}" please       |
      | userName eq "{ana.userName}" xor title pr |
      | userName == "{ana.userName}"              |
      | emails[type eq "work"                     |

  @RFC7644-3.4.2.2-R36
  Scenario: An operator that nobody knows is declined readably
    Given the target has "filter"
    When GET "/Users?filter=userName regex ".*""
    Then the status is 400
    And the error keyword is "invalidFilter"
    And "detail" is a text

  @core @RFC7644-3.4.2.2-R08 @RFC7644-3.4.2.2-R02
  Scenario Outline: eq finds equal values: <filter>
    Given the target has "filter"
    And the target declares "displayName" of a User
    And the target declares "title" of a User
    And the target declares "name.familyName" of a User
    And the target declares "emails.type" of a User
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "Head Buyer", "externalId": "{text:Ext}", "emails": [{"type": "work", "value": "{name:w}"}, {"type": "home", "value": "{name:h}"}], "name": {"givenName": "Ana", "familyName": "Reis"}}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}", "title": "Seller", "emails": [{"type": "work", "value": "{name:bw}"}], "name": {"givenName": "Bo", "familyName": "Lima"}, "active": false}
      """
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "name": {"givenName": "Cy", "familyName": "Reis"}}
      """
    When GET "/Users?filter=<filter>"
    Then the status is 200, 400, 403 or 501
    And the status is 200 (advice)
    And of ours, the list has exactly <names> [RFC7644-3.4.2.2-R08, RFC7644-3.4.2.2-R02]

    Examples:
      | filter                                          | names          |
      | userName eq "{ana.userName}"                    | "ana"          |
      | displayName eq "{text:t}" and active eq false   | "bo"           |
      | displayName eq "{text:t}" and active eq true    | "ana" and "cy" |
      | externalId eq "{text:Ext}"                      | "ana"          |
      | meta.location eq "{ana.meta.location}"          | "ana"          |
      | id eq "{ana.id}"                                | "ana"          |
      | displayName eq "{text:t}" and title eq "Seller" | "bo"           |

  @RFC7644-3.4.2.2-R09 @RFC7644-3.4.2.2-R02
  Scenario Outline: ne finds what differs: <filter>
    Given the target has "filter"
    And the target declares "displayName" of a User
    And the target declares "title" of a User
    And the target declares "name.familyName" of a User
    And the target declares "emails.type" of a User
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "Head Buyer", "externalId": "{text:Ext}", "emails": [{"type": "work", "value": "{name:w}"}, {"type": "home", "value": "{name:h}"}], "name": {"givenName": "Ana", "familyName": "Reis"}}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}", "title": "Seller", "emails": [{"type": "work", "value": "{name:bw}"}], "name": {"givenName": "Bo", "familyName": "Lima"}, "active": false}
      """
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "name": {"givenName": "Cy", "familyName": "Reis"}}
      """
    When GET "/Users?filter=<filter>"
    Then the status is 200, 400, 403 or 501
    And the status is 200 (advice)
    And of ours, the list has exactly <names> [RFC7644-3.4.2.2-R09, RFC7644-3.4.2.2-R02]

    Examples:
      | filter                                                     | names         |
      | displayName eq "{text:t}" and userName ne "{ana.userName}" | "bo" and "cy" |
      | displayName eq "{text:t}" and active ne true               | "bo"          |

  @core @RFC7644-3.4.2.2-R10 @RFC7644-3.4.2.2-R02
  Scenario Outline: co finds parts: <filter>
    Given the target has "filter"
    And the target declares "displayName" of a User
    And the target declares "title" of a User
    And the target declares "name.familyName" of a User
    And the target declares "emails.type" of a User
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "Head Buyer", "externalId": "{text:Ext}", "emails": [{"type": "work", "value": "{name:w}"}, {"type": "home", "value": "{name:h}"}], "name": {"givenName": "Ana", "familyName": "Reis"}}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}", "title": "Seller", "emails": [{"type": "work", "value": "{name:bw}"}], "name": {"givenName": "Bo", "familyName": "Lima"}, "active": false}
      """
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "name": {"givenName": "Cy", "familyName": "Reis"}}
      """
    When GET "/Users?filter=<filter>"
    Then the status is 200, 400, 403 or 501
    And the status is 200 (advice)
    And of ours, the list has exactly <names> [RFC7644-3.4.2.2-R10, RFC7644-3.4.2.2-R02]

    Examples:
      | filter                                                | names          |
      | displayName eq "{text:t}" and title co "Buy"          | "ana"          |
      | displayName eq "{text:t}" and title co "ell"          | "bo"           |
      | displayName eq "{text:t}" and name.familyName co "ei" | "ana" and "cy" |
      | displayName eq "{text:t}" and title co "Head Buyer"   | "ana"          |

  @core @RFC7644-3.4.2.2-R11 @RFC7644-3.4.2.2-R02
  Scenario Outline: sw finds beginnings: <filter>
    Given the target has "filter"
    And the target declares "displayName" of a User
    And the target declares "title" of a User
    And the target declares "name.familyName" of a User
    And the target declares "emails.type" of a User
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "Head Buyer", "externalId": "{text:Ext}", "emails": [{"type": "work", "value": "{name:w}"}, {"type": "home", "value": "{name:h}"}], "name": {"givenName": "Ana", "familyName": "Reis"}}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}", "title": "Seller", "emails": [{"type": "work", "value": "{name:bw}"}], "name": {"givenName": "Bo", "familyName": "Lima"}, "active": false}
      """
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "name": {"givenName": "Cy", "familyName": "Reis"}}
      """
    When GET "/Users?filter=<filter>"
    Then the status is 200, 400, 403 or 501
    And the status is 200 (advice)
    And of ours, the list has exactly <names> [RFC7644-3.4.2.2-R11, RFC7644-3.4.2.2-R02]

    Examples:
      | filter                                                | names          |
      | displayName eq "{text:t}" and title sw "Head"         | "ana"          |
      | displayName eq "{text:t}" and title sw "Seller"       | "bo"           |
      | displayName eq "{text:t}" and name.familyName sw "Re" | "ana" and "cy" |
      | displayName eq "{text:t}" and title sw "S"            | "bo"           |

  @RFC7644-3.4.2.2-R12 @RFC7644-3.4.2.2-R02
  Scenario Outline: ew finds endings: <filter>
    Given the target has "filter"
    And the target declares "displayName" of a User
    And the target declares "title" of a User
    And the target declares "name.familyName" of a User
    And the target declares "emails.type" of a User
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "Head Buyer", "externalId": "{text:Ext}", "emails": [{"type": "work", "value": "{name:w}"}, {"type": "home", "value": "{name:h}"}], "name": {"givenName": "Ana", "familyName": "Reis"}}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}", "title": "Seller", "emails": [{"type": "work", "value": "{name:bw}"}], "name": {"givenName": "Bo", "familyName": "Lima"}, "active": false}
      """
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "name": {"givenName": "Cy", "familyName": "Reis"}}
      """
    When GET "/Users?filter=<filter>"
    Then the status is 200, 400, 403 or 501
    And the status is 200 (advice)
    And of ours, the list has exactly <names> [RFC7644-3.4.2.2-R12, RFC7644-3.4.2.2-R02]

    Examples:
      | filter                                                | names          |
      | displayName eq "{text:t}" and title ew "Buyer"        | "ana"          |
      | displayName eq "{text:t}" and title ew "Seller"       | "bo"           |
      | displayName eq "{text:t}" and name.familyName ew "is" | "ana" and "cy" |

  @RFC7644-3.4.2.2-R11 @RFC7644-3.4.2.2-R12
  Scenario: A part inside is neither a beginning nor an ending
    Given the target has "filter"
    And the target declares "displayName" of a User
    And the target declares "title" of a User
    And the target declares "name.familyName" of a User
    And the target declares "emails.type" of a User
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "Head Buyer", "externalId": "{text:Ext}", "emails": [{"type": "work", "value": "{name:w}"}, {"type": "home", "value": "{name:h}"}], "name": {"givenName": "Ana", "familyName": "Reis"}}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}", "title": "Seller", "emails": [{"type": "work", "value": "{name:bw}"}], "name": {"givenName": "Bo", "familyName": "Lima"}, "active": false}
      """
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "name": {"givenName": "Cy", "familyName": "Reis"}}
      """
    When GET "/Users?filter=displayName eq "{text:t}" and title sw "Buyer""
    And if the status is 400, 403 or 501, the rest does not apply
    Then of ours, the list has none [RFC7644-3.4.2.2-R11]
    When GET "/Users?filter=displayName eq "{text:t}" and title ew "Head""
    And if the status is 400, 403 or 501, the rest does not apply
    Then of ours, the list has none [RFC7644-3.4.2.2-R12]

  @core @RFC7644-3.4.2.2-R13 @RFC7644-3.4.2.2-R02
  Scenario Outline: pr finds who has a value: <filter>
    Given the target has "filter"
    And the target declares "displayName" of a User
    And the target declares "title" of a User
    And the target declares "name.familyName" of a User
    And the target declares "emails.type" of a User
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "Head Buyer", "externalId": "{text:Ext}", "emails": [{"type": "work", "value": "{name:w}"}, {"type": "home", "value": "{name:h}"}], "name": {"givenName": "Ana", "familyName": "Reis"}}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}", "title": "Seller", "emails": [{"type": "work", "value": "{name:bw}"}], "name": {"givenName": "Bo", "familyName": "Lima"}, "active": false}
      """
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "name": {"givenName": "Cy", "familyName": "Reis"}}
      """
    When GET "/Users?filter=<filter>"
    Then the status is 200, 400, 403 or 501
    And the status is 200 (advice)
    And of ours, the list has exactly <names> [RFC7644-3.4.2.2-R13, RFC7644-3.4.2.2-R02]

    Examples:
      | filter                                       | names                |
      | displayName eq "{text:t}" and title pr       | "ana" and "bo"       |
      | displayName eq "{text:t}" and externalId pr  | "ana"                |
      | displayName eq "{text:t}" and name pr        | "ana", "bo" and "cy" |
      | displayName eq "{text:t}" and emails pr      | "ana", "bo" and "cy" |
      | displayName eq "{text:t}" and not (title pr) | "cy"                 |

  @RFC7644-3.4.2.2-R13
  Scenario: What was emptied is not present
    Given the target has "filter"
    And the target declares "displayName" of a User
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "Buyer"}
      """
    When PUT "/Users/{ana.id}":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{ana.userName}", "displayName": "{text:t}", "title": null, "emails": []}
      """
    And if the request succeeds, the check goes on
    And GET "/Users?filter=displayName eq "{text:t}" and title pr"
    And if the status is 400, 403 or 501, the rest does not apply
    Then of ours, the list has none
    When GET "/Users?filter=displayName eq "{text:t}" and emails pr"
    And if the status is 400, 403 or 501, the rest does not apply
    Then of ours, the list has none

  @RFC7644-3.4.2.2-R14 @RFC7644-3.4.2.2-R16 @RFC7644-3.4.2.2-R02
  Scenario Outline: gt and lt compare by type: <filter>
    Given the target has "filter"
    And the target declares "displayName" of a User
    And the target declares "title" of a User
    And the target declares "name.familyName" of a User
    And the target declares "emails.type" of a User
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "Head Buyer", "externalId": "{text:Ext}", "emails": [{"type": "work", "value": "{name:w}"}, {"type": "home", "value": "{name:h}"}], "name": {"givenName": "Ana", "familyName": "Reis"}}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}", "title": "Seller", "emails": [{"type": "work", "value": "{name:bw}"}], "name": {"givenName": "Bo", "familyName": "Lima"}, "active": false}
      """
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "name": {"givenName": "Cy", "familyName": "Reis"}}
      """
    When GET "/Users?filter=<filter>"
    Then the status is 200, 400, 403 or 501
    And the status is 200 (advice)
    And of ours, the list has exactly <names> [RFC7644-3.4.2.2-R14, RFC7644-3.4.2.2-R16, RFC7644-3.4.2.2-R02]

    Examples:
      | filter                                                               | names                |
      | displayName eq "{text:t}" and meta.created gt "2001-01-01T00:00:00Z" | "ana", "bo" and "cy" |
      | displayName eq "{text:t}" and meta.created lt "2100-01-01T00:00:00Z" | "ana", "bo" and "cy" |
      | displayName eq "{text:t}" and name.givenName gt "B"                  | "bo" and "cy"        |
      | displayName eq "{text:t}" and name.givenName lt "Bz"                 | "ana" and "bo"       |

  @RFC7644-3.4.2.2-R14 @RFC7644-3.4.2.2-R16
  Scenario: Moments are compared as moments, whatever their offset
    Given the target has "filter"
    And the target declares "displayName" of a User
    And the target declares "title" of a User
    And the target declares "name.familyName" of a User
    And the target declares "emails.type" of a User
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "Head Buyer", "externalId": "{text:Ext}", "emails": [{"type": "work", "value": "{name:w}"}, {"type": "home", "value": "{name:h}"}], "name": {"givenName": "Ana", "familyName": "Reis"}}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}", "title": "Seller", "emails": [{"type": "work", "value": "{name:bw}"}], "name": {"givenName": "Bo", "familyName": "Lima"}, "active": false}
      """
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "name": {"givenName": "Cy", "familyName": "Reis"}}
      """
    When GET "/Users?filter=userName eq "{ana.userName}" and meta.created gt "2001-01-01T10:00:00+10:00""
    And if the status is 400, 403 or 501, the rest does not apply
    Then of ours, the list has exactly "ana"
    When GET "/Users?filter=userName eq "{ana.userName}" and meta.created lt "{ana.meta.created.east}""
    And if the status is 400, 403 or 501, the rest does not apply
    Then of ours, the list has none [RFC7644-3.4.2.2-R16]
    When GET "/Users?filter=userName eq "{ana.userName}" and meta.created gt "{ana.meta.created.west}""
    And if the status is 400, 403 or 501, the rest does not apply
    Then of ours, the list has none [RFC7644-3.4.2.2-R14]

  @RFC7644-3.4.2.2-R15 @RFC7644-3.4.2.2-R17 @RFC7644-3.4.2.2-R02
  Scenario Outline: ge and le include the border: <filter>
    Given the target has "filter"
    And the target declares "displayName" of a User
    And the target declares "title" of a User
    And the target declares "name.familyName" of a User
    And the target declares "emails.type" of a User
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "Head Buyer", "externalId": "{text:Ext}", "emails": [{"type": "work", "value": "{name:w}"}, {"type": "home", "value": "{name:h}"}], "name": {"givenName": "Ana", "familyName": "Reis"}}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}", "title": "Seller", "emails": [{"type": "work", "value": "{name:bw}"}], "name": {"givenName": "Bo", "familyName": "Lima"}, "active": false}
      """
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "name": {"givenName": "Cy", "familyName": "Reis"}}
      """
    When GET "/Users?filter=<filter>"
    Then the status is 200, 400, 403 or 501
    And the status is 200 (advice)
    And of ours, the list has exactly <names> [RFC7644-3.4.2.2-R15, RFC7644-3.4.2.2-R17, RFC7644-3.4.2.2-R02]

    Examples:
      | filter                                                                | names          |
      | userName eq "{ana.userName}" and meta.created ge "{ana.meta.created}" | "ana"          |
      | userName eq "{ana.userName}" and meta.created le "{ana.meta.created}" | "ana"          |
      | displayName eq "{text:t}" and name.givenName ge "Bo"                  | "bo" and "cy"  |
      | displayName eq "{text:t}" and name.givenName le "Bo"                  | "ana" and "bo" |

  @RFC7644-3.4.2.2-R18
  Scenario Outline: gt on a truth value is refused: <filter>
    Given the target has "filter"
    And the target declares "active" of a User
    When GET "/Users?filter=<filter>"
    Then the status is 400
    And the error keyword is "invalidFilter"

    Examples:
      | filter          |
      | active gt true  |
      | active gt false |

  @RFC7644-3.4.2.2-R19
  Scenario Outline: ge on a truth value is refused: <filter>
    Given the target has "filter"
    And the target declares "active" of a User
    When GET "/Users?filter=<filter>"
    Then the status is 400
    And the error keyword is "invalidFilter"

    Examples:
      | filter          |
      | active ge true  |
      | active ge false |

  @RFC7644-3.4.2.2-R20
  Scenario Outline: lt on a truth value is refused: <filter>
    Given the target has "filter"
    And the target declares "active" of a User
    When GET "/Users?filter=<filter>"
    Then the status is 400
    And the error keyword is "invalidFilter"

    Examples:
      | filter          |
      | active lt true  |
      | active lt false |

  @RFC7644-3.4.2.2-R21
  Scenario Outline: le on a truth value is refused: <filter>
    Given the target has "filter"
    And the target declares "active" of a User
    When GET "/Users?filter=<filter>"
    Then the status is 400
    And the error keyword is "invalidFilter"

    Examples:
      | filter          |
      | active le true  |
      | active le false |

  @core @RFC7644-3.4.2.2-R22 @RFC7644-3.4.2.2-R02
  Scenario Outline: and needs both: <filter>
    Given the target has "filter"
    And the target declares "displayName" of a User
    And the target declares "title" of a User
    And the target declares "name.familyName" of a User
    And the target declares "emails.type" of a User
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "Head Buyer", "externalId": "{text:Ext}", "emails": [{"type": "work", "value": "{name:w}"}, {"type": "home", "value": "{name:h}"}], "name": {"givenName": "Ana", "familyName": "Reis"}}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}", "title": "Seller", "emails": [{"type": "work", "value": "{name:bw}"}], "name": {"givenName": "Bo", "familyName": "Lima"}, "active": false}
      """
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "name": {"givenName": "Cy", "familyName": "Reis"}}
      """
    When GET "/Users?filter=<filter>"
    Then the status is 200, 400, 403 or 501
    And the status is 200 (advice)
    And of ours, the list has exactly <names> [RFC7644-3.4.2.2-R22, RFC7644-3.4.2.2-R02]

    Examples:
      | filter                                                 | names |
      | userName eq "{ana.userName}" and title eq "Head Buyer" | "ana" |

  @core @RFC7644-3.4.2.2-R22
  Scenario: and finds nobody when one term is wrong
    Given the target has "filter"
    And the target declares "displayName" of a User
    And the target declares "title" of a User
    And the target declares "name.familyName" of a User
    And the target declares "emails.type" of a User
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "Head Buyer", "externalId": "{text:Ext}", "emails": [{"type": "work", "value": "{name:w}"}, {"type": "home", "value": "{name:h}"}], "name": {"givenName": "Ana", "familyName": "Reis"}}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}", "title": "Seller", "emails": [{"type": "work", "value": "{name:bw}"}], "name": {"givenName": "Bo", "familyName": "Lima"}, "active": false}
      """
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "name": {"givenName": "Cy", "familyName": "Reis"}}
      """
    When GET "/Users?filter=userName eq "{ana.userName}" and title eq "Seller""
    Then the status is 200, 400, 403 or 501
    And the status is 200 (advice)
    And of ours, the list has none
    When GET "/Users?filter=title eq "Seller" and userName eq "{ana.userName}""
    And if the status is 400, 403 or 501, the rest does not apply
    Then of ours, the list has none

  @core @RFC7644-3.4.2.2-R23 @RFC7644-3.4.2.2-R02
  Scenario Outline: or needs one: <filter>
    Given the target has "filter"
    And the target declares "displayName" of a User
    And the target declares "title" of a User
    And the target declares "name.familyName" of a User
    And the target declares "emails.type" of a User
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "Head Buyer", "externalId": "{text:Ext}", "emails": [{"type": "work", "value": "{name:w}"}, {"type": "home", "value": "{name:h}"}], "name": {"givenName": "Ana", "familyName": "Reis"}}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}", "title": "Seller", "emails": [{"type": "work", "value": "{name:bw}"}], "name": {"givenName": "Bo", "familyName": "Lima"}, "active": false}
      """
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "name": {"givenName": "Cy", "familyName": "Reis"}}
      """
    When GET "/Users?filter=<filter>"
    Then the status is 200, 400, 403 or 501
    And the status is 200 (advice)
    And of ours, the list has exactly <names> [RFC7644-3.4.2.2-R23, RFC7644-3.4.2.2-R02]

    Examples:
      | filter                                                      | names          |
      | userName eq "{ana.userName}" or userName eq "{bo.userName}" | "ana" and "bo" |
      | userName eq "{random}" or userName eq "{bo.userName}"       | "bo"           |

  @core @RFC7644-3.4.2.2-R24 @RFC7644-3.4.2.2-R02
  Scenario Outline: not is the contrary: <filter>
    Given the target has "filter"
    And the target declares "displayName" of a User
    And the target declares "title" of a User
    And the target declares "name.familyName" of a User
    And the target declares "emails.type" of a User
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "Head Buyer", "externalId": "{text:Ext}", "emails": [{"type": "work", "value": "{name:w}"}, {"type": "home", "value": "{name:h}"}], "name": {"givenName": "Ana", "familyName": "Reis"}}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}", "title": "Seller", "emails": [{"type": "work", "value": "{name:bw}"}], "name": {"givenName": "Bo", "familyName": "Lima"}, "active": false}
      """
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "name": {"givenName": "Cy", "familyName": "Reis"}}
      """
    When GET "/Users?filter=<filter>"
    Then the status is 200, 400, 403 or 501
    And the status is 200 (advice)
    And of ours, the list has exactly <names> [RFC7644-3.4.2.2-R24, RFC7644-3.4.2.2-R02]

    Examples:
      | filter                                                           | names         |
      | displayName eq "{text:t}" and not (userName eq "{ana.userName}") | "bo" and "cy" |
      | displayName eq "{text:t}" and not(userName eq "{ana.userName}")  | "bo" and "cy" |
      | displayName eq "{text:t}" and not (title pr and active eq true)  | "bo" and "cy" |

  @core @RFC7644-3.4.2.2-R27 @RFC7644-3.4.2.2-R02
  Scenario Outline: The terms in square brackets are about one value: <filter>
    Given the target has "filter"
    And the target declares "displayName" of a User
    And the target declares "title" of a User
    And the target declares "name.familyName" of a User
    And the target declares "emails.type" of a User
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "Head Buyer", "externalId": "{text:Ext}", "emails": [{"type": "work", "value": "{name:w}"}, {"type": "home", "value": "{name:h}"}], "name": {"givenName": "Ana", "familyName": "Reis"}}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}", "title": "Seller", "emails": [{"type": "work", "value": "{name:bw}"}], "name": {"givenName": "Bo", "familyName": "Lima"}, "active": false}
      """
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "name": {"givenName": "Cy", "familyName": "Reis"}}
      """
    When GET "/Users?filter=<filter>"
    Then the status is 200, 400, 403 or 501
    And the status is 200 (advice)
    And of ours, the list has exactly <names> [RFC7644-3.4.2.2-R27, RFC7644-3.4.2.2-R02]

    Examples:
      | filter                                         | names |
      | emails[type eq "work" and value eq "{name:w}"] | "ana" |
      | emails[type eq "home" and value eq "{name:h}"] | "ana" |

  @core @RFC7644-3.4.2.2-R27
  Scenario: The terms in square brackets are not met by different values
    Given the target has "filter"
    And the target declares "displayName" of a User
    And the target declares "title" of a User
    And the target declares "name.familyName" of a User
    And the target declares "emails.type" of a User
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "Head Buyer", "externalId": "{text:Ext}", "emails": [{"type": "work", "value": "{name:w}"}, {"type": "home", "value": "{name:h}"}], "name": {"givenName": "Ana", "familyName": "Reis"}}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}", "title": "Seller", "emails": [{"type": "work", "value": "{name:bw}"}], "name": {"givenName": "Bo", "familyName": "Lima"}, "active": false}
      """
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "name": {"givenName": "Cy", "familyName": "Reis"}}
      """
    When GET "/Users?filter=emails[type eq "work" and value eq "{name:h}"]"
    Then the status is 200, 400, 403 or 501
    And the status is 200 (advice)
    And of ours, the list has none

  @RFC7644-3.4.2.2-R28
  Scenario Outline: Only a filter may stand in square brackets: <filter>
    Given the target has "filter"
    When GET "/Users?filter=<filter>"
    Then the status is 400
    And the error keyword is "invalidFilter"

    Examples:
      | filter                              |
      | emails[]                            |
      | emails[work]                        |
      | emails[type is "work"]              |
      | emails[type eq "work" value eq "x"] |

  @core @RFC7644-3.4.2.2-R31 @RFC7644-3.4.2.2-R02
  Scenario Outline: not before and before or, and brackets before all: <filter>
    Given the target has "filter"
    And the target declares "displayName" of a User
    And the target declares "title" of a User
    And the target declares "name.familyName" of a User
    And the target declares "emails.type" of a User
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "Head Buyer", "externalId": "{text:Ext}", "emails": [{"type": "work", "value": "{name:w}"}, {"type": "home", "value": "{name:h}"}], "name": {"givenName": "Ana", "familyName": "Reis"}}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}", "title": "Seller", "emails": [{"type": "work", "value": "{name:bw}"}], "name": {"givenName": "Bo", "familyName": "Lima"}, "active": false}
      """
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "name": {"givenName": "Cy", "familyName": "Reis"}}
      """
    When GET "/Users?filter=<filter>"
    Then the status is 200, 400, 403 or 501
    And the status is 200 (advice)
    And of ours, the list has exactly <names> [RFC7644-3.4.2.2-R31, RFC7644-3.4.2.2-R02]

    Examples:
      | filter                                                                              | names          |
      | userName eq "{ana.userName}" or userName eq "{bo.userName}" and title eq "nothing"  | "ana"          |
      | (userName eq "{ana.userName}" or userName eq "{bo.userName}") and title eq "Seller" | "bo"           |
      | displayName eq "{text:t}" and not (title eq "Seller") and active eq true            | "ana" and "cy" |
      | userName eq "{bo.userName}" and title eq "nothing" or userName eq "{cy.userName}"   | "cy"           |

  @core @RFC7644-3.4.2.2-R32 @RFC7644-3.4.2.2-R02
  Scenario Outline: One value of several is enough: <filter>
    Given the target has "filter"
    And the target declares "displayName" of a User
    And the target declares "title" of a User
    And the target declares "name.familyName" of a User
    And the target declares "emails.type" of a User
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "Head Buyer", "externalId": "{text:Ext}", "emails": [{"type": "work", "value": "{name:w}"}, {"type": "home", "value": "{name:h}"}], "name": {"givenName": "Ana", "familyName": "Reis"}}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}", "title": "Seller", "emails": [{"type": "work", "value": "{name:bw}"}], "name": {"givenName": "Bo", "familyName": "Lima"}, "active": false}
      """
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "name": {"givenName": "Cy", "familyName": "Reis"}}
      """
    When GET "/Users?filter=<filter>"
    Then the status is 200, 400, 403 or 501
    And the status is 200 (advice)
    And of ours, the list has exactly <names> [RFC7644-3.4.2.2-R32, RFC7644-3.4.2.2-R02]

    Examples:
      | filter                     | names |
      | emails.value eq "{name:h}" | "ana" |
      | emails.value eq "{name:w}" | "ana" |

  @core @RFC7644-3.4.2.2-R33 @RFC7644-3.4.2.2-R02
  Scenario Outline: Parts are named after a dot: <filter>
    Given the target has "filter"
    And the target declares "displayName" of a User
    And the target declares "title" of a User
    And the target declares "name.familyName" of a User
    And the target declares "emails.type" of a User
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "Head Buyer", "externalId": "{text:Ext}", "emails": [{"type": "work", "value": "{name:w}"}, {"type": "home", "value": "{name:h}"}], "name": {"givenName": "Ana", "familyName": "Reis"}}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}", "title": "Seller", "emails": [{"type": "work", "value": "{name:bw}"}], "name": {"givenName": "Bo", "familyName": "Lima"}, "active": false}
      """
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "name": {"givenName": "Cy", "familyName": "Reis"}}
      """
    When GET "/Users?filter=<filter>"
    Then the status is 200, 400, 403 or 501
    And the status is 200 (advice)
    And of ours, the list has exactly <names> [RFC7644-3.4.2.2-R33, RFC7644-3.4.2.2-R02]

    Examples:
      | filter                                                  | names |
      | displayName eq "{text:t}" and name.familyName eq "Lima" | "bo"  |
      | displayName eq "{text:t}" and name.givenName eq "Cy"    | "cy"  |

  @RFC7644-3.4.2.2-R34
  Scenario: What the service filled in is found as it is shown
    Given the target has "filter"
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}
      """
    And if the request succeeds, the check goes on
    And the answer is called "ana"
    And "ana" is read
    And if "active" is there, the check goes on
    And GET "/Users?filter=userName eq "{name:ana}" and active eq {ana.active}"
    And if the status is 400, 403 or 501, the rest does not apply
    Then the list has exactly "ana"

  @core @RFC7644-3.4.2.2-R37 @RFC7644-3.4.2.2-R02
  Scenario Outline: Letter case counts where the schema says so: <filter>
    Given the target has "filter"
    And the target declares "displayName" of a User
    And the target declares "title" of a User
    And the target declares "name.familyName" of a User
    And the target declares "emails.type" of a User
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "Head Buyer", "externalId": "{text:Ext}", "emails": [{"type": "work", "value": "{name:w}"}, {"type": "home", "value": "{name:h}"}], "name": {"givenName": "Ana", "familyName": "Reis"}}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}", "title": "Seller", "emails": [{"type": "work", "value": "{name:bw}"}], "name": {"givenName": "Bo", "familyName": "Lima"}, "active": false}
      """
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "name": {"givenName": "Cy", "familyName": "Reis"}}
      """
    When GET "/Users?filter=<filter>"
    Then the status is 200, 400, 403 or 501
    And the status is 200 (advice)
    And of ours, the list has exactly <names> [RFC7644-3.4.2.2-R37, RFC7644-3.4.2.2-R02]

    Examples:
      | filter                                                 | names          |
      | userName eq "{ana.userName.upper}"                     | "ana"          |
      | displayName eq "{text:t}" and title eq "HEAD BUYER"    | "ana"          |
      | displayName eq "{text:t}" and name.familyName sw "REI" | "ana" and "cy" |

  @RFC7644-3.4.2.2-R37
  Scenario: Identifiers are compared exactly
    Given the target has "filter"
    And the target declares "displayName" of a User
    And the target declares "title" of a User
    And the target declares "name.familyName" of a User
    And the target declares "emails.type" of a User
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "Head Buyer", "externalId": "{text:Ext}", "emails": [{"type": "work", "value": "{name:w}"}, {"type": "home", "value": "{name:h}"}], "name": {"givenName": "Ana", "familyName": "Reis"}}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}", "title": "Seller", "emails": [{"type": "work", "value": "{name:bw}"}], "name": {"givenName": "Bo", "familyName": "Lima"}, "active": false}
      """
    And a user "cy" with:
      """
      {"displayName": "{text:t}", "name": {"givenName": "Cy", "familyName": "Reis"}}
      """
    When GET "/Users?filter=externalId eq "{ana.externalId.upper}""
    And if the status is 400, 403 or 501, the rest does not apply
    Then of ours, the list has none

  @RFC7644-3.4.2.2-R38
  Scenario: Resources are found by their schemas
    Given the target has "filter"
    And the target declares "displayName" of a User
    And the target has "enterprise"
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "701984"}}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}" and schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User""
    Then the status is 200, 400, 403 or 501
    And the status is 200 (advice)
    And the list has "ana"

  @core @RFC7644-3.4.2.2-R39
  Scenario Outline: Attributes are named with their schema: <filter>
    Given the target has "filter"
    And the target has "enterprise"
    And a user "ana" with:
      """
      {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "{text:n}"}}
      """
    And a user "bo"
    When GET "/Users?filter=<filter>"
    Then the status is 200, 400, 403 or 501
    And the status is 200 (advice)
    And of ours, the list has exactly "ana"

    Examples:
      | filter                                                                                                |
      | urn:ietf:params:scim:schemas:core:2.0:User:userName eq "{ana.userName}"                               |
      | urn:ietf:params:scim:schemas:core:2.0:User:name.givenName eq "Given" and userName eq "{ana.userName}" |
      | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber eq "{text:n}"               |

  @core @RFC7644-3.4.2.2-R40
  Scenario Outline: Values are those of JSON: <filter>
    Given the target has "filter"
    And the target declares "nickName" of a User
    And the target declares "displayName" of a User
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "nickName": "José"}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=<filter>"
    Then the status is 200, 400, 403 or 501
    And the status is 200 (advice)
    And of ours, the list has exactly "ana"

    Examples:
      | filter                                                 |
      | displayName eq "{text:t}" and nickName eq "Jos\\u00e9" |
      | displayName eq "{text:t}" and nickName eq "José"       |

  @RFC7644-3.4.2.2-R40 @E-5.6
  Scenario: A text without quotation marks is refused
    Given the target has "filter"
    When GET "/Users?filter=userName eq bjensen"
    Then the status is 400
    And the error keyword is "invalidFilter"

  @RFC7644-3.4.2.2-R40
  Scenario: null is no value
    Given the target has "filter"
    And the target declares "displayName" of a User
    And a user "ana" with:
      """
      {"displayName": "{text:t}", "title": "Buyer"}
      """
    And a user "bo" with:
      """
      {"displayName": "{text:t}"}
      """
    When GET "/Users?filter=displayName eq "{text:t}" and title eq null"
    And if the status is 200, the check goes on
    Then of ours, the list has exactly "bo" (advice)

  @RFC7644-3.4.2.2-R41
  Scenario Outline: The filter of the RFC is valid: <filter>
    Given the target has "filter"
    When GET "/Users?filter=<filter>&count=1"
    Then the status is 200

    Examples:
      | filter                                                                  |
      | userName eq "bjensen"                                                   |
      | userName sw "J"                                                         |
      | urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"              |
      | meta.lastModified gt "2011-05-13T04:42:34Z"                             |
      | meta.lastModified ge "2011-05-13T04:42:34Z"                             |
      | meta.lastModified lt "2011-05-13T04:42:34Z"                             |
      | meta.lastModified le "2011-05-13T04:42:34Z"                             |
      | schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User" |

  @RFC7644-3.4.2.2-R41
  Scenario Outline: The filter of the RFC by an attribute of users is valid: <filter>
    Given the target has "filter"
    And the target declares "title" of a User
    And the target declares "userType" of a User
    And the target declares "name.familyName" of a User
    And the target declares "emails.type" of a User
    When GET "/Users?filter=<filter>&count=1"
    Then the status is 200

    Examples:
      | filter                                                                                    |
      | name.familyName co "O'Malley"                                                             |
      | title pr                                                                                  |
      | title pr and userType eq "Employee"                                                       |
      | title pr or userType eq "Intern"                                                          |
      | userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")     |
      | userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org") |
      | userType eq "Employee" and (emails.type eq "work")                                        |

  @RFC7644-3.4.2.2-R41
  Scenario Outline: The filter of the RFC with square brackets is valid or not supported: <filter>
    Given the target has "filter"
    And the target declares "userType" of a User
    And the target declares "emails.type" of a User
    And the target declares "ims.type" of a User
    When GET "/Users?filter=<filter>&count=1"
    Then the status is 200 or 400

    Examples:
      | filter                                                                                            |
      | userType eq "Employee" and emails[type eq "work" and value co "@example.com"]                     |
      | emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"] |

  @RFC7644-3.4.2.2-R42
  Scenario: A filter by an attribute that does not exist finds nobody or is refused
    Given the target has "filter"
    And a user "ana"
    When GET "/Users?filter=shoeSize eq "42""
    Then the status is 200 or 400
    When if the status is 200, the check goes on
    Then the list is empty
