package dev.throughline.codec.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class YamlTrapsTest {

  @Test
  void onIsANameAndNoTruth() {
    Catalog.journey("on: [ { event: Go, do: [ { update: { set: { a: on } } } ] } ]\n").says("");
  }

  @Test
  void aTimeOfDayNeedsNoQuotes() {
    Catalog.journey("steps: { a: { wait: { at: 09:00 } } }\n").says("");
  }

  @Test
  void aFieldGivenTwiceIsNamedWithBothLines() {
    Catalog.of(
            """
            kind: segment
            key: vip
            when: "true"
            when: "false"
            """)
        .says("4 duplicate-field /when: 'when' is given twice, here and on line 3.");
  }

  @Test
  void aDocumentThatIsNotYamlDoesNotHideTheOthers() {
    Catalog.of(
            """
            kind: segment
            key: [ broken
            ---
            kind: segmnt
            key: vip
            ---
            - a list
            ---
            # nothing
            ---
            just words
            """)
        .says(
            "3 syntax : This is not YAML: expected ',' or ']', but got <stream end>.",
            "4 unknown-kind /kind: Unknown kind 'segmnt'; did you mean 'segment'?",
            "7 not-a-document : A document is a list of fields, and this is not one.",
            "11 not-a-document : A document is a list of fields, and this is not one.");
  }

  @Test
  void anAliasBombIsRefused() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [ x, x ]\n");
    for (int i = 1; i < 24; i++) {
      yaml.append("a%d: &a%d [ *a%d, *a%d ]\n".formatted(i, i, i - 1, i - 1));
    }
    Catalog.of(yaml.toString()).says("1 too-large : The document has more than 100,000 values.");
  }

  @Test
  void aValueThatContainsItselfIsRefused() {
    assertThat(problems("kind: segment\nkey: vip\nwhen: &a [ *a ]\n"))
        .contains("3 syntax /when: This value contains itself.");
  }

  @Test
  void deepNestingIsRefused() {
    Catalog.of("kind: segment\nkey: vip\nwhen: " + "[".repeat(100_000))
        .says("3 too-large : Values are nested more than 64 deep here.");
  }

  @Test
  void unknownTagsAndNumbersWithoutJsonAreRefused() {
    assertThat(problems("kind: score\nkey: churn\nof: !java/object x\nmodel: .nan\nowner: 1e999\n"))
        .contains(
            "3 syntax /of: 'x' cannot be read as !java/object.",
            "4 syntax /model: '.nan' cannot be read as tag:yaml.org,2002:float.",
            "5 syntax /owner: '1e999' cannot be read as tag:yaml.org,2002:float.");
  }

  @Test
  void jsonIsReadAsWell() {
    Catalog.of(
            """
            {
            \t"kind": "segment",
            \t"key": "vip",
            \t"when": "profile.name == '\\u00e9\\/\\ud83d\\ude00'"
            }
            """)
        .says("");
  }

  @Test
  void aMistakeInsideALongTextIsShownOnItsLine() {
    Catalog.of(
            """
            kind: segment
            key: literal
            when: |
              profile.a == 1 &&
              profile.b === 2
            ---
            kind: segment
            key: folded
            when: >
              profile.a == 1 &&

              profile.b === 2
            ---
            kind: segment
            key: plain
            when: profile.a == 1 &&
              profile.b === 2
            ---
            kind: segment
            key: quoted
            when: "profile.a == 1 &&
              profile.b === 2"
            """)
        .reading()
        .problems()
        .forEach(problem -> assertThat(problem.line()).isIn(5, 12, 17, 22));
  }

  @Test
  void everyProblemNamesFileLineDocumentPointerAndRemedy() {
    assertThat(Catalog.of("kind: segment\nkey: vip\nwehn: x\n").reading().problems())
        .containsExactly(
            new Problem(
                "a.yaml",
                1,
                "segment/vip",
                "",
                Severity.ERROR,
                "missing-field",
                "Segment vip has no 'when'.",
                "Add 'when'. Who belongs to it."),
            new Problem(
                "a.yaml",
                3,
                "segment/vip",
                "/wehn",
                Severity.ERROR,
                "unknown-field",
                "Unknown field 'wehn' in segment vip; did you mean 'when'?",
                "Write 'when'."));
  }

  private static List<String> problems(String yaml) {
    return Catalog.of(yaml).reading().problems().stream()
        .map(p -> "%d %s %s: %s".formatted(p.line(), p.code(), p.pointer(), p.message()))
        .toList();
  }
}
