package dev.throughline.codec.document;

import org.junit.jupiter.api.Test;

class KeysAndReferencesTest {

  @Test
  void everyDocumentHasAKindAndAKey() {
    Catalog.of(
            """
            key: vip
            ---
            kind: segment
            when: "true"
            ---
            kind: segment
            key: Not A Key
            when: "true"
            ---
            kind: segment
            key: 12
            when: "true"
            """)
        .says(
            "1 missing-field /kind: The document does not say what it is.",
            "3 missing-field : The segment has no 'key'.",
            "7 wrong-value /key: 'Not A Key' is not a key.",
            "11 wrong-type /key: 'key' must be a key, not '12'.");
  }

  @Test
  void twoDocumentsOfOneNameAreNamedWithBothPlaces() {
    Catalog.of(
            """
            { kind: segment, key: vip, when: "true" }
            ---
            { kind: audience, key: vip, destination: ads }
            ---
            { kind: segment, key: vip, wehn: "false" }
            """)
        .says(
            "5 missing-field : Segment vip has no 'when'.",
            "5 duplicate-document /key: There are two documents segment/vip; the first is in a.yaml,"
                + " line 1.",
            "5 unknown-field /wehn: Unknown field 'wehn' in segment vip; did you mean 'when'?");
  }

  @Test
  void thereIsOneWorkspaceAndItNeedsNoKey() {
    Catalog.of("kind: workspace\nzone: Europe/Berlin\n---\nkind: workspace\nkey: other\n")
        .says(
            "4 duplicate-document /key: There is a second workspace; the first is in a.yaml, line"
                + " 1.");
  }

  @Test
  void referencesMustLeadSomewhere() {
    Catalog.journey(
            """
            kpi: { conversion: ordr }
            exits: { superseded: { by: [ otter ] } }
            steps:
              a: { send: { template: mial } }
              b: { decide: { among: [ ten-of ], objective: ordr } }
              c: { audience: { key: reader, action: add } }
              d: { journey: { start: oter } }
              e: { branch: [ { when: "in_segment('vpi')", next: end } ] }
            """)
        .says(
            "4 unknown-reference /steps/a/send/template: There is no template 'mial'; did you mean"
                + " 'mail'?",
            "5 unknown-reference /steps/b/decide/among/0: There is no offer 'ten-of'; did you mean"
                + " 'ten-off'?",
            "5 warning unknown-reference /steps/b/decide/objective: There is no conversion 'ordr';"
                + " did you mean 'order'?",
            "6 unknown-reference /steps/c/audience/key: There is no audience 'reader'; did you mean"
                + " 'readers'?",
            "7 unknown-reference /steps/d/journey/start: There is no journey 'oter'; did you mean"
                + " 'other'?",
            "8 warning branch-else /steps/e/branch: Whoever fits none of these leaves the journey.",
            "8 condition /steps/e/branch/0/when: There is no segment 'vpi'.");
  }

  @Test
  void blocksAndTemplatesAreLookedUp() {
    Catalog.of(
            """
            { kind: block, key: footer, text: Bye }
            ---
            { kind: template, key: mail, channel: sms, body: Hi, blocks: [ footr ] }
            ---
            { kind: offer, key: ten-off, template: mial }
            """)
        .says(
            "3 unknown-reference /blocks/0: There is no block 'footr'; did you mean 'footer'?",
            "5 unknown-reference /template: There is no template 'mial'; did you mean 'mail'?");
  }

  @Test
  void segmentsMustNotDependOnEachOtherInACircle() {
    Catalog.of(
            """
            { kind: segment, key: aa, when: "in_segment('bb')" }
            ---
            { kind: segment, key: bb, when: "in_segment('cc') && profile.x == 1" }
            ---
            { kind: segment, key: cc, when: "!in_segment('bb')" }
            ---
            { kind: segment, key: dd, when: "in_segment('dd')" }
            """)
        .says(
            "3 segment-circle /when: Segments depend on each other in a circle: bb, cc, bb.",
            "7 segment-circle /when: Segments depend on each other in a circle: dd, dd.");
  }

  @Test
  void journeysThatStartEachOtherWithoutAWaitAreWarnedOf() {
    Catalog.of(
            """
            kind: journey
            key: aa
            entry: { on: { api: true } }
            steps:
              which: { branch: [ { when: "profile.x == 1", next: go }, { else: true, next: rest } ] }
              rest: { wait: { for: P1D } }
              late: { journey: { start: dd }, next: end }
              go: { journey: { start: bb } }
            ---
            { kind: journey, key: bb, entry: { on: { api: true } }, steps: { a: { journey: { stop: cc } }, b: { journey: { start: cc } } } }
            ---
            { kind: journey, key: cc, entry: { on: { api: true } }, steps: { a: { journey: { start: aa } } } }
            ---
            { kind: journey, key: dd, entry: { on: { api: true } }, steps: { a: { journey: { start: aa } } } }
            ---
            { kind: journey, key: ee, entry: { on: { api: true } }, steps: { a: { journey: { start: ee } } } }
            """)
        .says(
            """
            8 warning journey-circle /steps/go/journey/start: Journeys start each other in a circle without ever waiting: aa, bb, cc, aa.
            16 warning journey-circle /steps/a/journey/start: Journeys start each other in a circle without ever waiting: ee, ee.
            """);
  }

  @Test
  void theTaxonomyNamesStagesTagsAndKeys() {
    Catalog.of(
            """
            kind: journey
            key: test
            stage: retentoin
            tags: [ q9 ]
            entry: { on: { api: true } }
            steps: { a: { wait: { for: P1D } } }
            ---
            { kind: taxonomy, key: words, stages: [ retention ], tags: [ q4 ], naming: "shop-.*" }
            """)
        .says(
            """
            3 unknown-stage /stage: The taxonomy has no stage 'retentoin'; did you mean 'retention'?
            4 warning unknown-tag /tags/0: The taxonomy has no tag 'q9'; did you mean 'q4'?
            """);
  }
}
