Feature: Tokens with a flaw (RFC 7644 §2.1 and §7.4)

  # Only who gives the tokens out can make such ones: the target file says where they
  # are (rejected). That they are turned away is the countermeasure of RFC 7521 §8.1
  # and RFC 6819 §4.6.3, which RFC 7644 §2.1 demands; the status is that of §2.

  @RFC7644-7.4-R03 @RFC7644-2.1-R03 @RFC7644-3.12-R09
  Scenario: A token that has expired is refused
    Given the run logs in with a bearer token
    When GET "/Users?count=1" with a token that is expired
    Then the request is refused [RFC7644-7.4-R03, RFC7644-2.1-R03]
    And the status is 401 [RFC7644-3.12-R09]

  @RFC7644-2-R04 @RFC7644-2.1-R03 @RFC7644-3.12-R09
  Scenario Outline: A token <what> is refused
    Given the run logs in with a bearer token
    When GET "/Users?count=1" with a token that is <flaw>
    Then the request is refused [RFC7644-2-R04, RFC7644-2.1-R03]
    And the status is 401 [RFC7644-3.12-R09]

    Examples:
      | what                         | flaw           |
      | for another service          | wrong-audience |
      | of another issuer            | wrong-issuer   |
      | that another key has signed  | wrong-key      |
