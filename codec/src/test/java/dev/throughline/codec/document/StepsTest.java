package dev.throughline.codec.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.journey.Journey;
import dev.throughline.journey.Step;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StepsTest {

  private static Journey read(String fields) {
    return Objects.requireNonNull(
        Catalog.journey(fields).documents().journeys().get("test"), "test");
  }

  @Test
  void aStepGoesOnToTheNextListedAndTheLastEnds() {
    Journey journey =
        read(
            """
            steps:
              a: { wait: { for: PT1H } }
              b: { send: { template: mail }, next: end }
              c: { wait: { for: PT1H }, next: a }
              d: { wait: { until: { event: X }, at_most: P1D } }
              e: { wait: { until: { event: X }, at_most: P1D, on_timeout: end } }
            """
                .replace(
                    "b: { send: { template: mail }, next: end }",
                    "b: { branch: [ { when: 'true', next: c }, { else: true, next: d } ] }"));
    assertThat(((Step.Wait) journey.step("a")).next()).isEqualTo("b");
    assertThat(((Step.Wait) journey.step("c")).next()).isEqualTo("a");
    assertThat(((Step.Wait) journey.step("d")).until())
        .isInstanceOfSatisfying(
            Step.Until.Events.class,
            events ->
                assertThat(Objects.requireNonNull(events.atMost()).onTimeout()).isEqualTo("e"));
    assertThat(((Step.Wait) journey.step("e")).next()).isNull();
  }

  @Test
  void aStepHasExactlyOneForm() {
    Catalog.journey(
            """
            steps:
              a: { send: { template: mail }, wait: { for: PT1H } }
              b: { next: end }
              c: { sned: { template: mail } }
              d: 3
            """)
        .says(
            "2 one-of /steps/a: Step a has 'send' and 'wait', but only one of them can be.",
            "3 one-of /steps/b: Step b needs one of 'send', 'wait', 'branch', 'split', 'decide',"
                + " 'update', 'task', 'webhook', 'audience', 'journey'.",
            "4 unknown-field /steps/c/sned: Unknown field 'sned' in step c; did you mean 'send'?",
            "5 wrong-type /steps/d: 'd' must be a step, not '3'.");
  }

  @Test
  void aMisspeltFieldOfAStepIsNamedWithItsStep() {
    Catalog.journey("steps: { remind: { send: { tempalte: mail } } }\n")
        .says(
            "1 missing-field /steps/remind/send: Step remind has no 'template'.",
            "1 unknown-field /steps/remind/send/tempalte: Unknown field 'tempalte' in step remind;"
                + " did you mean 'template'?");
  }

  @Test
  void stepsThatAreNotThereAreNamed() {
    Catalog.journey(
            """
            steps:
              remind: { send: { template: mail }, next: remnd }
              end: { wait: { until: { event: X, message: remid }, at_most: P1D, on_timeout: nowhere } }
              b: { branch: [ { when: "true", next: gone }, { else: true } ] }
              c: { split: { x: { weight: 1, next: gone } } }
              no good: { wait: { for: P1D } }
            """)
        .says(
            "2 unknown-step /steps/remind/next: There is no step 'remnd'; did you mean 'remind'?",
            "3 wrong-value /steps/end: A step cannot be called 'end'.",
            "3 unknown-step /steps/end/wait/on_timeout: There is no step 'nowhere'.",
            "3 unknown-step /steps/end/wait/until/message: There is no send step 'remid'; did you"
                + " mean 'remind'?",
            "4 unknown-step /steps/b/branch/0/next: There is no step 'gone'.",
            "5 unknown-step /steps/c/split/x/next: There is no step 'gone'.",
            "6 wrong-value /steps/no good: 'no good' is not the name of a step.");
  }

  @Test
  void stepsThatNobodyReachesAreWarnedOf() {
    Catalog.journey(
            """
            steps:
              a: { wait: { for: PT1H }, next: end }
              b: { wait: { for: PT1H } }
            """)
        .says("3 warning unreachable-step /steps/b: Nobody can get to step 'b'.");
  }

  @Test
  void aLoopWithoutAWaitIsAnError() {
    Catalog.journey(
            """
            steps:
              a: { wait: { for: PT1H } }
              b: { send: { template: mail } }
              c: { branch: [ { when: "profile.x == 1", next: b }, { else: true, next: a } ] }
            """)
        .says("3 endless-loop /steps/b: The steps b, c, b go round without ever waiting.");
  }

  @Test
  void channelsAreKnownOnes() {
    Catalog.journey(
            """
            steps:
              a: { send: { template: mail, channel: emial } }
              b: { send: { template: mail, channel: [ email, fax, email ] } }
              c: { send: { template: mail, channel: [ best ] } }
              d: { send: { template: mail, channel: sms } }
            """)
        .says(
            """
            2 wrong-value /steps/a/send/channel: 'channel' cannot be 'emial'; did you mean 'email'?
            3 wrong-value /steps/b/send/channel: 'channel' lists something twice.
            3 wrong-value /steps/b/send/channel/1: 'channel[1]' cannot be 'fax'.
            4 wrong-value /steps/c/send/channel/0: 'channel[0]' cannot be 'best'.
            """);
    assertThat(sends("{ template: mail }")).containsExactly("email");
    assertThat(sends("{ template: mail, channel: best }")).isEmpty();
  }

  private static List<String> sends(String send) {
    return ((Step.Send) read("steps: { a: { send: " + send + " } }\n").step("a")).channels();
  }

  @Test
  void waitsHaveOneFormEach() {
    Catalog.journey(
            """
            steps:
              a: { wait: { for: 1h } }
              b: { wait: { for: PT1H, at_most: P1D } }
              c: { wait: { until: { event: X }, on_timeout: end } }
              d: { wait: { at: "25:00", weekdays: [ MON, Tue ] } }
              e: { wait: { } }
              f: { wait: { for: -PT1H } }
              g: { wait: { until: { evnt: X } } }
              h: { wait: { to: profile.renewal, offset: -P3D, at: "9" } }
              i: { wait: { for: P200Y } }
              j: { wait: { until: [ { event: X }, { event: Y, where: "event.properties.a == 1" } ] } }
            """)
        .says(
            """
            2 duration /steps/a/wait/for: '1h' is not a duration.
            3 foreign-field /steps/b/wait/at_most: 'at_most' does not go with a wait of fixed length.
            4 missing-field /steps/c/wait/on_timeout: 'on_timeout' never comes: the wait has no limit.
            5 time /steps/d/wait/at: '25:00' is not a time of day.
            5 wrong-value /steps/d/wait/weekdays/1: 'weekdays[1]' cannot be 'Tue'; did you mean 'TUE'?
            6 one-of /steps/e/wait: Step e needs one of 'for', 'until', 'to', 'at'.
            7 duration /steps/f/wait/for: '-PT1H' is negative.
            8 missing-field /steps/g/wait/until: Step g, wait.until has no 'event'.
            8 unknown-field /steps/g/wait/until/evnt: Unknown field 'evnt' in step g, wait.until; did you mean 'event'?
            9 time /steps/h/wait/at: '9' is not a time of day.
            10 duration /steps/i/wait/for: 'P200Y' is longer than 100 years.
            """);
  }

  @Test
  void branchesEndWithElse() {
    Catalog.journey(
            """
            steps:
              a:
                branch:
                  - { else: true, next: end }
                  - { when: "true", next: end }
                  - { next: end }
                  - { when: "true", else: true }
                  - { else: false }
            """)
        .says(
            """
            4 branch-order /steps/a/branch/0: Nothing after 'else' can ever be taken.
            6 one-of /steps/a/branch/2: Step a, branch[2] needs one of 'when', 'else'.
            7 branch-order /steps/a/branch/3: Nothing after 'else' can ever be taken.
            8 wrong-value /steps/a/branch/4/else: 'else' must be true, not 'false'.
            """);
  }

  @Test
  void aBranchWithoutElseSaysWhereTheOthersGo() {
    Catalog.journey(
            """
            steps:
              a: { branch: [ { when: "profile.x == 1", next: c } ] }
              b: { branch: [ { when: "profile.x == 1", next: c } ], next: d }
              c: { wait: { for: PT1H } }
              d: { branch: [ { when: "profile.x == 1", next: c }, { when: "profile.x == 2", next: end } ] }
            """)
        .says(
            """
            2 warning branch-else /steps/a/branch: Whoever fits none of these goes on to step 'b'.
            5 warning branch-else /steps/d/branch: Whoever fits none of these leaves the journey.
            """);
  }

  @Test
  void splitsHavePositiveWeightsAndNoBandit() {
    Catalog.journey(
            """
            steps:
              a: { split: { x: { weight: 0 }, y: { weight: 1.5 }, z: { } } }
              b: { split: { x: { weight: 3 }, allocate: bandit } }
              c: { split: { } }
              d: { split: { allocate: fixed } }
            """)
        .says(
            """
            2 wrong-value /steps/a/split/x/weight: 'weight' must be at least 1.
            2 wrong-type /steps/a/split/y/weight: 'weight' must be a whole number, not '1.5'.
            2 missing-field /steps/a/split/z: Step a, split.z has no 'weight'.
            3 not-available /steps/b/split/allocate: Splits that shift people to the better arm (allocate: bandit) are not available yet.
            4 missing-field /steps/c/split: The split has no arms.
            5 warning unreachable-step /steps/d: Nobody can get to step 'd'.
            5 missing-field /steps/d/split: The split has no arms.
            """);
  }

  @Test
  void actionsAreChecked() {
    Catalog.journey(
            """
            steps:
              a: { update: { } }
              b: { update: { set: { x: 1 }, unset: [ x ] } }
              c: { task: { team: sales, due: tomorrow } }
              d: { webhook: { url: "ftp://x", method: SEND } }
              e: { audience: { key: readers, action: ad } }
              f: { journey: { start: other, stop: other } }
              g: { task: { team: sales, subject: "{% if %}", wait: { at_most: P3D, on_timeout: a } } }
            """)
        .says(
            """
            2 wrong-value /steps/a/update: 'update' must not be empty.
            3 contradiction /steps/b/update: 'x' is both set and unset.
            4 missing-field /steps/c/task: Step c has no 'subject'.
            4 duration /steps/c/task/due: 'tomorrow' is not a duration.
            5 wrong-value /steps/d/webhook/method: 'method' cannot be 'SEND'.
            5 wrong-value /steps/d/webhook/url: 'ftp://x' is not the address of a web page.
            6 wrong-value /steps/e/audience/action: 'action' cannot be 'ad'; did you mean 'add'?
            7 one-of /steps/f/journey: Step f has 'start' and 'stop', but only one of them can be.
            8 template-text /steps/g/task/subject: {% if %} is opened here and never closed.
            """);
  }

  @Test
  void aTaskShowsScoresAndWhatIsRecentAndNothingElse() {
    Catalog.journey(
            "steps: { a: { task: { team: sales, subject: Call, context: [ score, recent ] } } }\n")
        .says(
            "1 wrong-value /steps/a/task/context/0: 'context[0]' cannot be 'score'; did you"
                + " mean 'scores'?");
  }

  @Test
  void anUpdateMayLeaveOneOfItsListsEmpty() {
    Catalog.journey(
            """
            steps:
              a: { update: { set: { x: 1 }, unset: [ ] } }
              b: { update: { set: { }, unset: [ x ] } }
              c: { update: { set: { }, unset: [ ] } }
              d: { update: { set: { } } }
              e: { update: { unset: [ ] } }
              f: { update: { set: 3, unset: [ ] } }
            on: [ { event: X, do: [ { update: { set: { }, unset: [ x ] } } ] } ]
            """)
        .says(
            """
            4 wrong-value /steps/c/update: 'update' must not be empty.
            5 wrong-value /steps/d/update: 'update' must not be empty.
            6 wrong-value /steps/e/update: 'update' must not be empty.
            7 wrong-type /steps/f/update/set: 'set' must be a set of fields, not '3'.
            """);
  }

  @Test
  void aHandlerMovesNobody() {
    Catalog.journey(
            """
            on:
              - { event: X, do: [ { send: { template: mail } }, { task: { team: a, subject: b, wait: true } } ] }
              - { event: X, do: [ { journey: { pause: other } }, { wiat: 1 } ] }
              - { event: X }
            """)
        .says(
            """
            2 not-in-handler /on/0/do/0/send: A handler cannot have a 'send': it does not move the person.
            2 not-in-handler /on/0/do/1/task/wait: A task of a handler cannot be waited for.
            3 unknown-field /on/1/do/1/wiat: Unknown field 'wiat' in on[1].do[1].
            4 missing-field /on/2: on[2] has no 'do'.
            """);
  }
}
