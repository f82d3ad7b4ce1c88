Feature: The schemas as the RFC prints them (RFC 7643 §8.7)

  @RFC7643-8.7.1-R01 @RFC7643-8.7.2-R01
  Scenario: What is published agrees with what the RFC prints
    Given the target has "schemas"
    Then no published attribute differs from what the RFC prints [RFC7643-8.7.1-R01, RFC7643-8.7.2-R01]
