package dev.throughline.codec.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.governance.Policy;
import java.util.List;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

  @Test
  void policiesAreJoined() {
    Policy policy =
        Catalog.of(
                """
                kind: policy
                key: one
                caps: [ { max: 5, per: P7D } ]
                over_cap: { then: hold }
                ---
                kind: policy
                key: two
                caps: [ { channel: sms, max: 1, per: P1D, window: calendar } ]
                over_cap: { then: hold }
                quiet_hours: [ { from: "21:00", to: "08:00" } ]
                """)
            .documents()
            .policy();
    assertThat(policy.caps()).hasSize(2);
    assertThat(policy.quietHours()).hasSize(1);
    assertThat(policy.overCap()).hasToString("OverCap[then=HOLD, atMost=P2D]");
    assertThat(policy.arbitration()).hasToString("Arbitration[lookAhead=P1D, hold=true]");
  }

  @Test
  void aCapMayNameATagAndATrait() {
    Catalog.of(
            """
            kind: policy
            key: rules
            caps:
              - { tag: newsletter, max: 1, max_from: profile.weekly_cap, per: P7D }
              - { tag: newsleter, max: 1, per: P7D }
              - { tga: newsletter, max: 1, max_form: profile.weekly_cap, per: P7D }
              - { tag: [ newsletter ], max: 1, max_from: weekly_cap, per: P7D }
            ---
            { kind: journey, key: news, tags: [ newsletter ], entry: { on: { api: true } }, steps: { a: { wait: { for: P1D } } } }
            """)
        .says(
            """
            5 warning unknown-tag /caps/1/tag: No journey has the tag 'newsleter'; did you mean 'newsletter'?
            6 unknown-field /caps/2/max_form: Unknown field 'max_form' in caps[2]; did you mean 'max_from'?
            6 unknown-field /caps/2/tga: Unknown field 'tga' in caps[2]; did you mean 'tag'?
            7 wrong-value /caps/3/max_from: 'weekly_cap' is not a trait.
            7 wrong-type /caps/3/tag: 'tag' must be text, not a list.
            """);
  }

  @Test
  void policiesMustNotContradictEachOther() {
    Catalog.of(
            """
            { kind: policy, key: one, over_cap: { then: hold } }
            ---
            { kind: policy, key: two, over_cap: { then: drop } }
            """)
        .says(
            """
            3 contradiction /over_cap: 'over_cap' differs from that of policy/one, a.yaml line 1.
            """);
  }

  @Test
  void rulesAreChecked() {
    Catalog.of(
            """
            kind: policy
            key: rules
            caps:
              - { max: -1, per: P7D }
              - { max: 1, per: P2D, window: calendar }
              - { channel: smss, max: 1, per: PT0S }
              - { max: 1 }
            quiet_hours:
              - { from: "08:00", to: "08:00" }
              - { from: "8:00", to: 24:00, channels: fax, jurisdictions: [ usa ] }
            suppress:
              - { reason: x }
              - { when: "profile.x ===", resume: later }
            over_cap: { then: wait }
            arbitration: { look_ahead: soon }
            attention: { max: 3 }
            """)
        .says(
            """
            4 wrong-value /caps/0/max: 'max' must be at least 0.
            5 wrong-value /caps/1/per: A calendar window cannot be 'P2D'.
            6 wrong-value /caps/2/channel: 'channel' cannot be 'smss'; did you mean 'sms'?
            6 wrong-value /caps/2/per: The window of a cap cannot be empty.
            7 missing-field /caps/3: caps[3] has no 'per'.
            9 wrong-value /quiet_hours/0/to: Quiet hours from 08:00 to 08:00 have no length.
            10 wrong-value /quiet_hours/1/channels: 'channels' cannot be 'fax'.
            10 time /quiet_hours/1/from: '8:00' is not a time of day.
            10 wrong-value /quiet_hours/1/jurisdictions/0: 'usa' is not a country code.
            10 wrong-value /quiet_hours/1/to: '24:00' is not a time of day.
            12 missing-field /suppress/0: suppress[0] has no 'when'.
            13 wrong-value /suppress/1/resume: 'resume' cannot be 'later'.
            13 condition /suppress/1/when: It cannot be read from here: token recognition error at: '='.
            14 wrong-value /over_cap/then: 'then' cannot be 'wait'.
            15 wrong-value /arbitration/look_ahead: 'soon' is not a duration.
            16 missing-field /attention: attention has no 'per'.
            """);
  }

  @Test
  void theWorkspaceIsChecked() {
    Catalog.of(
            """
            kind: workspace
            zone: Europe/Berln
            currency: EURO
            locale: german
            consent: { marketing: { email: yes, fax: opt_in } }
            jurisdictions: { usa: { consent: { } }, US: { } }
            max_lateness: -P1D
            holdout: 5
            """)
        .says(
            """
            2 wrong-value /zone: Unknown zone 'Europe/Berln'; did you mean 'Europe/Berlin'?
            3 wrong-value /currency: 'EURO' is not a currency.
            4 wrong-value /locale: 'german' is not a locale.
            5 wrong-value /consent/marketing/email: 'email' cannot be 'yes'.
            5 unknown-field /consent/marketing/fax: Unknown field 'fax' in consent.marketing.
            6 wrong-value /jurisdictions/usa: 'usa' is not a country code.
            7 duration /max_lateness: '-P1D' is negative.
            8 wrong-type /holdout: 'holdout' must be a percentage or none, not '5'.
            """);
  }

  @Test
  void consentIsReadByPurposeChannelAndJurisdiction() {
    var rules =
        Catalog.of(
                """
                kind: workspace
                consent: { marketing: { email: opt_out } }
                jurisdictions: { DE: { consent: { marketing: { email: opt_in } } } }
                """)
            .documents()
            .workspace()
            .consent();
    assertThat(rules.allows("marketing", "email", "US")).isTrue();
    assertThat(rules.allows("marketing", "email", "DE")).isFalse();
  }

  @Test
  void identitiesAreInOrderOfPriority() {
    var identity =
        Catalog.of(
                """
                kind: identity
                namespaces: [ user_id, email, phone, device ]
                priority: [ user_id, phone ]
                """)
            .documents()
            .identity();
    assertThat(identity.namespaces()).isEqualTo(List.of("phone", "email", "device"));
    Catalog.of(
            "{ kind: identity, namespaces: [ email ], priority: [ emial ], survivorship: { a: newst }, limits: { users: 0 } }")
        .says(
            """
            1 wrong-value /limits/users: 'users' must be at least 1.
            1 unknown-reference /priority/0: 'emial' is not among the namespaces; did you mean 'email'?
            1 wrong-value /survivorship/a: 'a' cannot be 'newst'; did you mean 'newest'?
            """);
  }

  @Test
  void conversionsAreChecked() {
    Catalog.of(
            """
            kind: conversion
            key: order
            on: { evnt: Order Completed }
            value: "event.properties.total +"
            currency: XYZ
            lookback: { default: P30D, retention: 7 }
            touches: seen
            refund: { event: Refunded }
            """)
        .says(
            """
            3 missing-field /on: on has no 'event'.
            3 unknown-field /on/evnt: Unknown field 'evnt' in on; did you mean 'event'?
            4 condition /value: The condition ends too early.
            5 wrong-value /currency: 'XYZ' is not a currency.
            6 wrong-type /lookback/retention: 'retention' must be a duration, not '7'.
            7 wrong-value /touches: 'touches' cannot be 'seen'.
            8 missing-field /refund: refund has no 'id'.
            """);
    Catalog.of(
            "{ kind: conversion, key: lead, on: { event: Lead }, value: 10.0, currency: EUR, lookback: P3D, milestone: true }")
        .says("");
  }

  @Test
  void otherKindsAreCheckedForTheirShape() {
    Catalog.of(
            """
            { kind: score, key: churn, of: churn, driver: [ x ] }
            ---
            { kind: experiment, key: lines, arms: { a: 1 }, metrics: order }
            ---
            { kind: audience, key: ads }
            ---
            { kind: import, key: cdnow, user_id: id }
            ---
            { kind: block, key: footer }
            ---
            { kind: taxonomy, key: words, naming: "[" }
            """)
        .says(
            """
            1 unknown-field /driver: Unknown field 'driver' in score churn; did you mean 'drivers'?
            3 wrong-value /arms: 'arms' must have at least 2 entries.
            3 wrong-type /metrics: 'metrics' must be a list of names, not 'order'.
            5 missing-field : Audience ads has no 'destination'.
            7 missing-field : Import cdnow has no 'timestamp'.
            9 one-of : Block footer needs one of 'html', 'mjml', 'text', 'body'.
            11 pattern /naming: '[' is not a pattern: missing closing ].
            """);
  }
}
