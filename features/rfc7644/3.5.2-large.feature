Feature: Large groups (RFC 7644 §3.5.2, E-5.43)

  @slow @large @RFC7644-3.5.2.1-R07 @E-5.43
  Scenario: Five thousand members that join in batches are all there
    Given the target has "patch"
    And 5000 users "m" side by side
    And a group "team"
    When the 5000 "m" join "team" by 100
    Then every status is 200 or 204 [RFC7644-3.5.2.1-R07, E-5.43]
    When the members of "team" are read
    Then the members are exactly the 5000 "m" [RFC7644-3.5.2.1-R07]
