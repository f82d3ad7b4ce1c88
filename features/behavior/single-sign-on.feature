Feature: Managing the single sign-on connection

  @SSO-01
  Scenario: The name, the identity provider and the domains of a connection can be edited
    Given an identity provider "entra"
    And an identity provider "okta"
    And a connection "main" to "entra"
    And the domain "corp" was verified
    When an admin tries to rename the connection "main" to "Ours"
    Then it is done
    And the connection "main" has the name "Ours"
    And the connection "main" leads to "entra"
    When an admin tries to point the connection "main" at "okta"
    Then it is done
    And the connection "main" leads to "okta"
    And the connection "main" has the name "Ours"
    When an admin tries to link the domain "corp" to "main"
    Then it is done
    And the connection "main" lists the domain "corp"

  @SSO-01
  Scenario: The metadata of the service can be read
    Given an identity provider "entra"
    And a connection "main" to "entra"
    Then the connection "main" shows the metadata of the service

  @SSO-01
  Scenario: A connection can be tested
    Given an identity provider "entra"
    And a connection "main" to "entra"
    And the domain "corp" was linked to "main"
    Then the test of "main" with "entra" passes
    And the test of "main" with a certificate that nobody knows fails

  @SSO-02
  Scenario: The certificate of the identity provider can be renewed
    Given single sign-on through "entra" for the domain "corp"
    And "eve" has signed in through "entra"
    When an admin tries to renew the certificate of "entra"
    Then it is done
    And the connection "entra" shows the new certificate
    When "eve" signs in through "entra"
    Then it is done
    And "eve" has come to the account of the first sign-in

  @SSO-02b
  Scenario: Sign-in works before and after the certificate is renewed, and with no other one
    Given single sign-on through "entra" for the domain "corp"
    When "eve" signs in through "entra"
    Then it is done
    When "eve" signs in through "entra" with a certificate that nobody knows
    Then it is refused
    When an admin renews the certificate of "entra"
    And "eve" signs in through "entra"
    Then it is done
    When "eve" signs in through "entra" with a certificate that nobody knows
    Then it is refused

  @SSO-03
  Scenario: The first sign-in creates the account, in the team and with its attributes
    Given single sign-on through "entra" for the domain "corp"
    And there is no account for "eve"
    When "eve" signs in through "entra"
    Then it is done
    And there is one account for "eve"
    And "eve" belongs to the team
    And the account of "eve" is filled in
    When "eve" signs in through "entra"
    Then it is done
    And "eve" has come to the account of the first sign-in
    And there is one account for "eve"

  @serial @SSO-04
  Scenario: A user created by sign-in is matched when provisioning comes
    Given the directory has the users "ana" and "bo"
    And "ana" and "bo" are assigned to the application
    And single sign-on through "entra" for the mail domain of the directory
    And "ana" has signed in through "entra"
    When provisioning is turned on
    Then there is one account for "ana"
    And there is one account for "bo"
    And provisioning has found the account that "ana" signed in to
    When "ana" signs in through "entra"
    Then it is done
    And "ana" has come to the account of the first sign-in

  @SSO-05
  Scenario: Without just-in-time provisioning nobody new signs in
    Given single sign-on through "entra" for the domain "corp"
    And an admin switches just-in-time provisioning of "entra" off
    When "eve" signs in through "entra"
    Then it is refused

  @SSO-05
  Scenario: Without just-in-time provisioning nobody signs in who is not in the team
    Given single sign-on through "entra" for the domain "corp"
    And an admin switches just-in-time provisioning of "entra" off
    And an admin invites "eve"
    And "eve" has left the team
    When "eve" signs in through "entra"
    Then it is refused

  @SSO-05
  Scenario: Without just-in-time provisioning whoever was invited signs in
    Given single sign-on through "entra" for the domain "corp"
    And an admin switches just-in-time provisioning of "entra" off
    And an admin invites "eve"
    When "eve" signs in through "entra"
    Then it is done
    And "eve" has come to the account of the first sign-in

  @SSO-06
  Scenario: Just-in-time provisioning is switched while single sign-on is on
    Given an identity provider "entra"
    And a connection "main" to "entra"
    And the domain "corp" was turned on with "main"
    When an admin tries to switch just-in-time provisioning of "main" off
    Then it is done
    And just-in-time provisioning of "main" is off
    And single sign-on of "main" is on
    When an admin tries to switch just-in-time provisioning of "main" on
    Then it is done
    And just-in-time provisioning of "main" is on
    And single sign-on of "main" is on

  @SSO-06
  Scenario: Switching just-in-time provisioning while single sign-on is on counts for the next sign-in
    Given an identity provider "entra"
    And a connection "main" to "entra"
    And the domain "corp" was turned on with "main"
    When an admin tries to switch just-in-time provisioning of "main" off
    Then it is done
    When "eve" signs in through "entra"
    Then it is refused
    When an admin tries to switch just-in-time provisioning of "main" on
    Then it is done
    When "eve" signs in through "entra"
    Then it is done

  @SSO-07
  Scenario: Turning single sign-on off needs a reason
    Given single sign-on through "entra" for the domain "corp"
    When an admin tries to turn single sign-on of "entra" off without a reason
    Then it is refused
    And single sign-on of "entra" is on
    When an admin tries to turn single sign-on of "entra" off because "we change our identity provider"
    Then it is done
    And single sign-on of "entra" is off

  @SSO-07
  Scenario: Turning single sign-on off needs the test user removed
    Given single sign-on through "entra" for the domain "corp"
    And an admin makes "tess" the test user of "entra"
    When an admin tries to turn single sign-on of "entra" off because "we change our identity provider"
    Then it is refused
    And single sign-on of "entra" is on
    When an admin removes the test user of "entra"
    And an admin tries to turn single sign-on of "entra" off because "we change our identity provider"
    Then it is done
    And single sign-on of "entra" is off

  @SSO-07
  Scenario: Whoever had an account signs in with the old password when single sign-on is off, or resets it
    Given an identity provider "entra"
    And a connection "main" to "entra"
    And the domain "corp" was linked to "main"
    And "eve" has set the password "old-Pass-1"
    And an admin turns single sign-on of "main" on
    And an admin turns single sign-on of "main" off because "we change our identity provider"
    When "eve" signs in through "entra"
    Then it is refused
    When "eve" signs in with the password "old-Pass-1"
    Then it is done
    When "eve" sets the password "new-Pass-2"
    Then it is done
    When "eve" signs in with the password "new-Pass-2"
    Then it is done
    And "eve" has come to the account of the first sign-in

  @SSO-07
  Scenario: Whoever came by single sign-on makes a password when it is off
    Given single sign-on through "entra" for the domain "corp"
    And "eve" has signed in through "entra"
    And an admin turns single sign-on of "entra" off because "we change our identity provider"
    When "eve" signs in through "entra"
    Then it is refused
    When "eve" sets the password "first-Pass-1"
    Then it is done
    When "eve" signs in with the password "first-Pass-1"
    Then it is done

  @SSO-07
  Scenario: Whoever had no account creates one when single sign-on is off
    Given single sign-on through "entra" for the domain "corp"
    And an admin turns single sign-on of "entra" off because "we change our identity provider"
    When "eve" signs in through "entra"
    Then it is refused
    When "eve" sets the password "first-Pass-1"
    Then it is done
    When "eve" signs in with the password "first-Pass-1"
    Then it is done

  @SSO-07
  Scenario: Single sign-on is turned on again without configuring the domain again
    Given single sign-on through "entra" for the domain "corp"
    And "eve" has signed in through "entra"
    And an admin turns single sign-on of "entra" off because "a rehearsal"
    When an admin tries to turn single sign-on of "entra" on
    Then it is done
    And single sign-on of "entra" is on
    When "eve" signs in through "entra"
    Then it is done
    And "eve" has come to the account of the first sign-in

  @SSO-08
  Scenario: Unlinking a domain needs single sign-on turned off
    Given single sign-on through "entra" for the domain "corp"
    When an admin tries to unlink the domain "corp"
    Then it is refused
    And the domain "corp" is "on"
    When an admin turns single sign-on of "entra" off because "we change our identity provider"
    And an admin tries to unlink the domain "corp"
    Then it is done
    And the domain "corp" is still verified

  @SSO-08
  Scenario: An unlinked domain stays verified in its team, and is no other team's
    Given an identity provider "entra"
    And another team "other"
    And a connection "main" to "entra"
    And the domain "corp" was linked to "main"
    When an admin tries to unlink the domain "corp"
    Then it is done
    And the domain "corp" is still verified
    And the domain "corp" belongs to the team "main"
    When an admin tries to add the domain "corp" to the team "other"
    And an admin tries to verify the domain "corp" in the team "other"
    Then it is refused
    And the domain "corp" is still verified
    And the domain "corp" belongs to the team "main"

  @SSO-08
  Scenario: An unlinked domain is enabled again by linking it
    Given single sign-on through "entra" for the domain "corp"
    And an admin turns single sign-on of "entra" off because "a rehearsal"
    And an admin unlinks the domain "corp"
    When an admin tries to turn single sign-on of "entra" on
    Then it is refused
    When an admin tries to link the domain "corp" to "entra"
    Then it is done
    When an admin tries to turn single sign-on of "entra" on
    Then it is done
    And the domain "corp" is "on"

  @serial @SSO-09
  Scenario: A domain is deleted once it is unlinked, administrators are told, and any team may add it
    Given an identity provider "entra"
    And another team "other"
    And a connection "main" to "entra"
    And the domain "corp" was linked to "main"
    When an admin tries to delete the domain "corp"
    Then it is refused
    And the domain "corp" is "linked"
    When an admin unlinks the domain "corp"
    And an admin tries to delete the domain "corp"
    Then it is done
    And the domain "corp" is being deleted
    When 1 hour passes on the target, too
    Then administrators are told that the domain "corp" was deleted
    When an admin tries to add the domain "corp" to the team "other"
    Then it is done
    And the domain "corp" is "added"

  @serial @SSO-10
  Scenario: A domain moves to another team: turned off, unlinked, deleted, added and verified there
    Given single sign-on through "entra" for the domain "corp"
    And another team "other"
    And a connection "there" to "entra" in the team "other"
    When an admin tries to turn single sign-on of "entra" off because "the domain moves"
    Then it is done
    When an admin tries to unlink the domain "corp"
    Then it is done
    When an admin tries to delete the domain "corp"
    Then it is done
    When 1 hour passes on the target, too
    And an admin tries to add the domain "corp" to the team "other"
    Then it is done
    When an admin tries to verify the domain "corp" in the team "other"
    Then it is done
    And the domain "corp" is "verified"
    And the domain "corp" belongs to the team "other"
    When an admin tries to link the domain "corp" to "there"
    Then it is done
    When an admin tries to turn single sign-on of "there" on
    Then it is done
    And the domain "corp" is "on"

  @SSO-11
  Scenario: A domain is linked to another connection of the team without being verified again
    Given single sign-on through "entra" for the domain "corp"
    And an identity provider "okta"
    And a connection "second" to "okta"
    When an admin tries to turn single sign-on of "entra" off because "we change our identity provider"
    Then it is done
    When an admin tries to unlink the domain "corp"
    Then it is done
    When an admin tries to link the domain "corp" to "second"
    Then it is done
    And the domain "corp" is "linked"
    And the domain "corp" is linked to "second"
    When an admin tries to turn single sign-on of "second" on
    Then it is done
    And the domain "corp" is "on"

  @SSO-12
  Scenario: A connection is deleted once single sign-on is off and its domains are unlinked
    Given single sign-on through "entra" for the domain "corp"
    When an admin tries to delete the connection "entra"
    Then it is refused
    And single sign-on of "entra" is on
    When an admin turns single sign-on of "entra" off because "we change our identity provider"
    And an admin tries to delete the connection "entra"
    Then it is refused
    And single sign-on of "entra" is off
    When an admin unlinks the domain "corp"
    And an admin tries to delete the connection "entra"
    Then it is done

  @SSO-13
  Scenario Outline: A domain that was <so far> cannot be <out of order>
    Given an identity provider "entra"
    And a connection "main" to "entra"
    And a connection "second" to "entra"
    And the domain "corp" was <so far>
    And single sign-on is looked at
    When an admin tries to <attempt>
    Then it is refused
    And the refusal is clear
    And single sign-on is set up as before

    Examples:
      | so far                | out of order                     | attempt                                            |
      | added                 | linked before it is verified     | link the domain "corp" to "main"                   |
      | linked to "main"      | linked to a second connection    | link the domain "corp" to "second"                 |
      | linked to "main"      | deleted before it is unlinked    | delete the domain "corp"                           |
      | turned on with "main" | unlinked before it is turned off | unlink the domain "corp"                           |
      | turned on with "main" | deleted before it is turned off  | delete the domain "corp"                           |
      | turned on with "main" | turned off without a reason      | turn single sign-on of "main" off without a reason |

  @SSO-13
  Scenario Outline: A domain of one team cannot be <out of order> another
    Given another team "other"
    And the domain "corp" was verified
    And single sign-on is looked at
    When an admin tries to <attempt>
    Then it is refused
    And the refusal is clear
    And single sign-on is set up as before

    Examples:
      | out of order | attempt                                      |
      | verified in  | verify the domain "corp" in the team "other" |
      | added to     | add the domain "corp" to the team "other"    |

  @SSO-13
  Scenario Outline: A connection whose domain was <so far> cannot be <out of order>
    Given an identity provider "entra"
    And a connection "main" to "entra"
    And a connection "second" to "entra"
    And the domain "corp" was <so far>
    And single sign-on is looked at
    When an admin tries to <attempt>
    Then it is refused
    And the refusal is clear
    And single sign-on is set up as before

    Examples:
      | so far                | out of order                    | attempt                          |
      | verified              | turned on before it is linked   | turn single sign-on of "main" on |
      | linked to "main"      | deleted before it is unlinked   | delete the connection "main"     |
      | turned on with "main" | deleted before it is turned off | delete the connection "main"     |

  @SSO-13
  Scenario: Single sign-on cannot be turned off before the test user is removed
    Given single sign-on through "entra" for the domain "corp"
    And an admin makes "tess" the test user of "entra"
    And single sign-on is looked at
    When an admin tries to turn single sign-on of "entra" off because "we change our identity provider"
    Then it is refused
    And the refusal is clear
    And single sign-on is set up as before

  @SSO-14
  Scenario Outline: While single sign-on is on, <who> can neither unlink the domain nor delete the connection
    Given single sign-on through "entra" for the domain "corp"
    When <who> tries to unlink the domain "corp"
    Then it is refused
    And the domain "corp" is "on"
    When <who> tries to delete the connection "entra"
    Then it is refused
    And single sign-on of "entra" is on

    Examples:
      | who             |
      | an admin        |
      | an SSO admin    |
      | a primary admin |

  @SSO-14
  Scenario: While single sign-on is on, support unlinks the domain
    Given single sign-on through "entra" for the domain "corp"
    When support tries to unlink the domain "corp"
    Then it is done
    And the domain "corp" is still verified

  @SSO-14
  Scenario: While single sign-on is on, support deletes the connection
    Given single sign-on through "entra" for the domain "corp"
    When support tries to delete the connection "entra"
    Then it is done

  @SSO-15
  Scenario: A new identity provider is set up anew, and users come to their accounts
    Given single sign-on through "entra" for the domain "corp"
    And "eve" has signed in through "entra"
    And an admin turns single sign-on of "entra" off because "we change our identity provider"
    And an admin unlinks the domain "corp"
    And an identity provider "okta"
    When "eve" signs in through "okta"
    Then it is refused
    Given a connection "second" to "okta"
    When an admin tries to link the domain "corp" to "second"
    Then it is done
    When an admin tries to turn single sign-on of "second" on
    Then it is done
    When "eve" signs in through "okta"
    Then it is done
    And "eve" has come to the account of the first sign-in (advice)
    And there is one account for "eve" (advice)
    When "eve" signs in through "entra"
    Then it is refused (advice)

  @serial @SSO-15
  Scenario: Provisioned users are matched when the identity provider changes
    Given the directory has the users "ana" and "bo"
    And the directory has the group "design" with "ana" and "bo"
    And "design" is assigned to the application
    And single sign-on through "entra" for the mail domain of the directory
    And provisioning is turned on
    And "ana" has signed in through "entra"
    And an admin turns single sign-on of "entra" off because "we change our identity provider"
    And an admin unlinks the domain "directory"
    And an identity provider "okta"
    And a connection "second" to "okta"
    And an admin links the domain "directory" to "second"
    And an admin turns single sign-on of "second" on
    When "ana" signs in through "okta"
    Then it is done
    And "ana" has come to the account of the first sign-in (advice)
    When provisioning is restarted
    And the next sync cycle has completed
    Then there is one account for "ana" (advice)
    And there is one account for "bo" (advice)
    And "ana" has the same account as at first (advice)
    And "bo" has the same account as at first (advice)
    And "design" has exactly the members "ana" and "bo" (advice)
