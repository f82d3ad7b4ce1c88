Feature: Words and notation (RFC 7643 §1)

  @RFC7643-1.1-R01
  Scenario: Keywords carry no quotation marks
    Then no published attribute has quotation marks in a keyword

  @core @RFC7643-1.1-R02 @RFC7644-3.1-R04
  Scenario: A user needs nothing that is not declared as required
    Given the target has "schemas"
    When POST "/Users":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}
      """
    Then the request succeeds [RFC7643-1.1-R02, RFC7644-3.1-R04]

  @RFC7643-1.2-R02
  Scenario: A simple attribute has no sub-attributes
    Then no published attribute has sub-attributes though it is simple

  @RFC7643-1.2-R03 @RFC7643-2.3.8-R03
  Scenario: A sub-attribute is simple
    Then no published attribute has a sub-attribute that is complex [RFC7643-1.2-R03, RFC7643-2.3.8-R03]

  @RFC7643-1.2-R04
  Scenario Outline: The endpoint of <type> lies below the tenant URL
    When GET "<endpoint>?count=1"
    Then the status is not 404
    When if the status is 200, the check goes on
    Then each resource has "id"

    Examples: every resource type
      | type | endpoint |

  @RFC7643-1.2-R04
  Scenario: Locations lie below the tenant URL
    Given a user "ana"
    When the location of "ana" is read
    Then the status is 200
