package dev.throughline.codec.document;

import org.junit.jupiter.api.Test;

class LaunchGateTest {

  @Test
  void aDraftMayLackWhatALaunchNeeds() {
    Catalog.journey("")
        .saysForLaunch(
            """
            1 launch-holdout : The journey has no holdout, so its effect cannot be measured.
            1 launch-owner : Nobody owns the journey.
            1 launch-disqualified /exits/disqualified: The journey does not say its exit 'disqualified'.
            1 launch-goal /exits/goal: The journey does not say its exit 'goal'.
            1 launch-superseded /exits/superseded: The journey does not say its exit 'superseded'.
            1 launch-time-limit /exits/time_limit: The journey does not say its exit 'time_limit'.
            1 launch-kpi /kpi: The journey has no primary outcome.
            """);
  }

  @Test
  void waivedIsAsGoodAsGiven() {
    Catalog.journey(
            """
            owner: me
            kpi: { conversion: order }
            holdout: none
            exits: { goal: none, disqualified: none, superseded: none, time_limit: none }
            """)
        .saysForLaunch("");
  }

  @Test
  void theOutcomeCannotBeWaived() {
    Catalog.journey(
            """
            owner: me
            kpi: none
            holdout: 10%
            exits: { goal: none, disqualified: none, superseded: none, time_limit: P3D }
            """)
        .saysForLaunch("2 launch-kpi /kpi: The journey has no primary outcome.");
  }

  @Test
  void whatALaunchRefersToMustBeThere() {
    Catalog.journey(
            """
            owner: me
            kpi: { conversion: ordr }
            holdout: none
            exits: { goal: none, disqualified: none, superseded: { by: [ otter ] }, time_limit: none }
            steps:
              a: { send: { template: mail, channel: sms } }
            """)
        .saysForLaunch(
            """
            2 unknown-reference /kpi/conversion: There is no conversion 'ordr'; did you mean 'order'?
            4 unknown-reference /exits/superseded/by/0: There is no journey 'otter'; did you mean 'other'?
            6 channel /steps/a/send/channel: The template 'mail' is not made for sms.
            """);
  }

  @Test
  void keysFollowTheNamingOfTheTaxonomy() {
    Catalog.of(
            """
            kind: segment
            key: test
            when: "true"
            ---
            { kind: taxonomy, key: words, naming: { segment: "shop-.*" } }
            """)
        .saysForLaunch("2 naming /key: The key 'test' does not match shop-.*.");
  }
}
