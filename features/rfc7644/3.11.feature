Feature: The one who is logged in (RFC 7644 §3.11)

  @RFC7644-3.11-R02
  Scenario: /Me is answered, or said not to be there
    When GET "/Me"
    Then the status is 200, 307, 308, 401, 403, 404 or 501

  @RFC7644-3.11-R05 @RFC7644-2-R08 @RFC7644-2.1-R02
  Scenario: /Me shows a user and where the user is for good
    When GET "/Me"
    And if the status is 200, the check goes on
    Then the header "Location" says the same as "meta.location" [RFC7644-3.11-R05]
    And the header "Location" does not match /(?i)\/Me\/?$/ [RFC7644-3.11-R05]
    And "userName" is there [RFC7644-2-R08, RFC7644-2.1-R02]
    When the answer is called "me"
    And the location of "me" is read
    Then "id" is "{me.id}" [RFC7644-3.11-R05]
    And "userName" is "{me.userName}" [RFC7644-2-R08, RFC7644-2.1-R02]

  @RFC7644-2-R08 @RFC7644-2.1-R02
  Scenario: /Me stays the same user, whoever else comes
    When GET "/Me"
    And if the status is 200, the check goes on
    And the answer is called "me"
    And if "{me.id}" is another text than "", the check goes on
    Given a user "ana"
    When GET "/Me"
    And if the status is 200, the check goes on
    Then "id" is "{me.id}" [RFC7644-2-R08, RFC7644-2.1-R02]

  @RFC7644-3.11-R06
  Scenario: A creation at /Me is no server error
    When POST "/Me":
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{name:ana}"}
      """
    Then there is no server error
