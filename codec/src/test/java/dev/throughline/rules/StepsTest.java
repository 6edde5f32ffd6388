package dev.throughline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.json.FactLine;
import dev.throughline.engine.Fact;
import dev.throughline.story.Story;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What steps do: branch, split, update, task.
class StepsTest {
  private static String steps(String steps) {
    return """
    kind: journey
    key: walk
    purpose: marketing
    entry: { on: { event: Go }, again: always }
    steps:
    """
        + steps.indent(2);
  }

  private static final String TIERS =
      steps(
          """
          tier:
            branch:
              - { when: "profile.ltv_tier == 'gold' && engaged('email', 'P30D')", next: gold }
              - { when: "profile.ltv_tier == 'gold' || score('risk') > 0.5", next: silver }
              - { else: true, next: end }
          gold: { task: { team: shop, subject: Gold }, next: end }
          silver: { task: { team: shop, subject: Silver } }
          """);

  @Test
  void aBranchTakesTheFirstThatHolds() {
    Story.given(TIERS)
        .when(
            """
            2026-03-01T09:00:00Z ann identify {"ltv_tier": "gold"}
            2026-03-01T09:00:00Z ann Go
            2026-03-01T09:00:00Z bob identify {"risk": 0.51}
            2026-03-01T09:00:00Z bob Go
            2026-03-01T09:00:00Z cem identify {"risk": 0.5, "ltv_tier": "silver"}
            2026-03-01T09:00:00Z cem Go
            2026-03-01T09:00:00Z dan Go
            """)
        .then(
            """
            2026-03-01T09:00:00Z ann journey.step walk/tier
            2026-03-01T09:00:00Z ann journey.step walk/silver
            2026-03-01T09:00:00Z bob journey.step walk/tier
            2026-03-01T09:00:00Z bob journey.step walk/silver
            2026-03-01T09:00:00Z cem journey.step walk/tier
            2026-03-01T09:00:00Z dan journey.step walk/tier
            """,
            "journey.step");
  }

  @Test
  void aBranchWhereNothingHoldsGoesOnToTheNextStep() {
    Story.given(
            steps(
                """
                tier: { branch: [ { when: "profile.gold == true", next: gold } ] }
                rest: { task: { team: shop, subject: Rest }, next: end }
                gold: { task: { team: shop, subject: Gold } }
                """))
        .when("2026-03-01T09:00:00Z ann Go")
        .then(
            """
            2026-03-01T09:00:00Z ann task.created shop 'Rest'
            """,
            "task.created");
  }

  @Test
  void aSplitGivesEveryoneTheSameArmAtEveryReentry() {
    StringBuilder events = new StringBuilder();
    for (int person = 0; person < 40; person++) {
      for (int day = 1; day <= 3; day++) {
        events.append("2026-03-0%dT09:00:00Z p%d Go%n".formatted(day, person));
      }
    }
    String told =
        Story.given(
                steps(
                    """
                    test: { split: { a: { weight: 50, next: one }, b: { weight: 50, next: two } } }
                    one: { task: { team: shop, subject: One }, next: end }
                    two: { task: { team: shop, subject: Two } }
                    """))
            .when(events.toString())
            .facts("task.created");
    for (int person = 0; person < 40; person++) {
      String name = " p%d ".formatted(person);
      List<String> arms =
          told.lines().filter(line -> line.contains(name)).map(StepsTest::subject).toList();
      assertThat(arms).as(name).hasSize(3).containsOnly(arms.getFirst());
    }
    assertThat(told).contains("'One'").contains("'Two'");
  }

  private static String subject(String line) {
    return line.substring(line.indexOf('\''));
  }

  @Test
  void anUpdateSetsAndUnsetsTraitsAndStartsJourneysOfAttributes() {
    Story story =
        Story.given(
                steps(
                        """
                        mark: { update: { set: { cart_reminded: true, level: 3 }, unset: [ old_flag ] } }
                        """)
                    + """
                    ---
                    kind: journey
                    key: reminded
                    purpose: marketing
                    entry: { on: { attribute: cart_reminded, to: true } }
                    steps:
                      mark: { task: { team: shop, subject: Reminded } }
                    ---
                    kind: journey
                    key: cleaned
                    purpose: marketing
                    entry: { on: { attribute: old_flag, from: x } }
                    steps:
                      mark: { task: { team: shop, subject: Cleaned } }
                    """)
            .when(
                """
                2026-03-01T08:00:00Z ann identify {"old_flag": "x"}
                2026-03-01T09:00:00Z ann Go
                2026-03-02T09:00:00Z ann Go
                """);
    story.then(
        """
        2026-03-01T09:00:00Z ann profile.updated cart_reminded,level unset old_flag
        2026-03-01T09:00:00Z ann task.created shop 'Reminded'
        2026-03-01T09:00:00Z ann task.created shop 'Cleaned'
        2026-03-02T09:00:00Z ann profile.updated cart_reminded,level unset old_flag
        """,
        "profile.updated",
        "task.created");
    assertThat(story.person("ann")).contains("\"cart_reminded\":true", "\"level\":3");
  }

  private static final String CALL =
      steps(
          """
          call:
            task:
              team: sales
              subject: "Call {{ profile.name }}"
              due: P1D
              context: [ scores, recent ]
              wait: { at_most: P3D, on_timeout: late }
          done: { update: { set: { called: true } }, next: end }
          late: { update: { set: { missed: true } } }
          """);

  @Test
  void aTaskIsDueInThePersonsDaysAndWaitedForUntilItIsDone() {
    Story.given(CALL)
        .when(
            """
            2026-03-28T11:00:00Z ann identify {"name": "Ann", "timezone": "Europe/Berlin"}
            2026-03-28T11:00:00Z ann Go
            2026-03-28T12:00:00Z ann Task Completed {"campaign_id": "walk", "step": "other"}
            2026-03-28T13:00:00Z ann Task Completed {"campaign_id": "walk", "step": "call", "outcome": "reached"}
            2026-03-28T11:00:00Z bob identify {"name": "Bob", "timezone": "Europe/Berlin"}
            2026-03-28T11:00:00Z bob Go
            """)
        .then(
            """
            2026-03-28T11:00:00Z ann task.created sales 'Call Ann' due 2026-03-29T10:00:00Z
            2026-03-28T11:00:00Z bob task.created sales 'Call Bob' due 2026-03-29T10:00:00Z
            2026-03-28T13:00:00Z ann task.done call reached
            2026-03-28T13:00:00Z ann profile.updated called
            2026-03-31T10:00:00Z bob profile.updated missed
            """,
            "task.*",
            "profile.updated");
  }

  private static final String SHOWN =
      """
      kind: score
      key: churn-risk
      name: Churn risk
      of: churn
      ---
      """
          + steps(
              """
              call: { task: { team: sales, subject: Call, context: [ scores, recent ] } }
              tell: { send: { template: hello, channel: email } }
              tier: { branch: [ { when: "score('ltv') > 100.0 || score('none') > 1.0", next: end } ] }
              last: { task: { team: sales, subject: Again, context: [ recent ] } }
              """);

  /// What each task's fact says from its subject on.
  private static List<String> contexts(String events) {
    List<String> contexts = new ArrayList<>();
    for (Fact fact : Story.given(SHOWN).when(events).play()) {
      if (fact.what() instanceof Fact.What.TaskCreated) {
        String line = FactLine.write(fact).replace('"', '\'');
        contexts.add(line.substring(line.indexOf("'subject'")));
      }
    }
    return contexts;
  }

  @Test
  void aTaskShowsThePersonsScoresAndWhatTheyDidLast() {
    assertThat(
            contexts(
                """
                2026-03-01T09:00:00Z ann identify {"email": "a@b.example", "churn_risk": 0.7, "ltv": 9, "age": 3}
                2026-03-01T09:00:00Z ann Viewed {"n": 1}
                2026-03-01T10:00:00Z ann Viewed {"n": 2}
                2026-03-01T11:00:00Z ann Searched
                2026-03-01T13:00:00Z ann Viewed {"n": 3}
                2026-03-01T12:00:00Z ann Added
                2026-03-01T14:00:00Z ann Go
                2026-03-01T14:00:00Z bob Go
                """))
        .containsExactly(
            task(
                "Call",
                "'scores':{'churn-risk':0.7,'ltv':9}",
                "Go 14:00",
                "Viewed 13:00",
                "Added 12:00",
                "Searched 11:00",
                "Viewed 10:00"),
            task(
                "Again",
                "",
                "Go 14:00",
                "Viewed 13:00",
                "Added 12:00",
                "Searched 11:00",
                "Viewed 10:00"),
            task("Call", "'scores':{}", "Go 14:00"),
            task("Again", "", "Go 14:00"));
  }

  private static String task(String subject, String scores, String... recent) {
    List<String> done = new ArrayList<>();
    for (String event : recent) {
      String[] words = event.split(" ", -1);
      done.add("{'at':'2026-03-01T%s:00Z','event':'%s'}".formatted(words[1], words[0]));
    }
    return "'subject':'%s','recent':[%s]%s}}"
        .formatted(subject, String.join(",", done), scores.isEmpty() ? "" : "," + scores);
  }

  @Test
  void whatBothDidLastIsWhatTheOneDidLast_I2() {
    assertThat(
            contexts(
                    """
                    2026-03-01T09:00:00Z ann Viewed
                    2026-03-01T10:00:00Z ~a1 Searched
                    2026-03-01T11:00:00Z ann Added
                    2026-03-01T12:00:00Z ~a1+ann identify {}
                    2026-03-01T13:00:00Z ann Go
                    """)
                .getFirst())
        .contains("Go")
        .contains("Added")
        .contains("Searched")
        .contains("Viewed");
  }

  @Test
  void aTaskWithoutAWaitIsPassedAtOnce() {
    Story.given(
            steps(
                """
                call: { task: { team: sales, subject: Call } }
                mark: { update: { set: { asked: true } } }
                """))
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-01T09:00:00Z bob Go
            """)
        .then(
            """
            2026-03-01T09:00:00Z ann task.created sales 'Call'
            2026-03-01T09:00:00Z ann profile.updated asked
            2026-03-01T09:00:00Z bob task.created sales 'Call'
            2026-03-01T09:00:00Z bob profile.updated asked
            """,
            "task.created",
            "profile.updated");
  }

  @Test
  void stepsGoOnInTheOrderWrittenUnlessTheySayOtherwise() {
    Story.given(
            steps(
                """
                one: { task: { team: shop, subject: One }, next: three }
                two: { task: { team: shop, subject: Two }, next: end }
                three: { task: { team: shop, subject: Three }, next: two }
                """))
        .when("2026-03-01T09:00:00Z ann Go")
        .then(
            """
            2026-03-01T09:00:00Z ann task.created shop 'One'
            2026-03-01T09:00:00Z ann task.created shop 'Three'
            2026-03-01T09:00:00Z ann task.created shop 'Two'
            """,
            "task.created");
  }
}
