package dev.throughline.laws;

import dev.throughline.laws.RandomCatalog.Kind;

/// One random journey. Journeys start only later ones, and steps go back only to a fixed wait, so
/// that nothing turns in a circle at one moment.
final class RandomJourney {
  private final Dice dice;
  private final int index;
  private final int journeys;
  private final Kind kind;
  private final StringBuilder text = new StringBuilder();
  private String lastSend = "";

  private RandomJourney(Dice dice, int index, int journeys, Kind kind) {
    this.dice = dice;
    this.index = index;
    this.journeys = journeys;
    this.kind = kind;
  }

  static String document(Dice dice, int index, int journeys, Kind kind) {
    return new RandomJourney(dice, index, journeys, kind).document();
  }

  private String document() {
    text.append("kind: journey\nkey: j%d\n".formatted(index));
    text.append(dice.maybe(40, "stage: retention\n"));
    text.append(
        dice.maybe(
            60, "tags: %s\n".formatted(dice.pick("[ news ]", "[ sale ]", "[ sale, news ]"))));
    text.append(
        "purpose: %s\n".formatted(dice.pick("marketing", "marketing", "news", "transactional")));
    text.append("priority: %d\n".formatted(dice.pick(20, 50, 50, 80)));
    text.append("holdout: %s\n".formatted(dice.pick("0%", "0%", "0%", "10%", "50%")));
    entry();
    exits();
    steps();
    handlers();
    return text.toString();
  }

  private void entry() {
    String on = trigger();
    boolean byEvent = on.startsWith("{ event");
    text.append("entry:\n  on: %s\n".formatted(on));
    text.append(dice.maybe(15, "  when: \"%s\"\n".formatted(condition())));
    text.append(
        dice.maybe(20, "  unless: [ \"in_segment('s0')\", \"profile.plan == 'trial'\" ]\n"));
    text.append(
        "  again: %s\n"
            .formatted(
                dice.pick(
                    "never",
                    "always",
                    "always",
                    "{ after: PT3H }",
                    "{ after: P2D }",
                    "{ after: PT12H, from: exit }",
                    "{ after: P1D, from: entry }")));
    text.append(byEvent ? dice.maybe(30, "  instance: event.properties.cart_id\n") : "");
  }

  private String trigger() {
    return switch (dice.number(0, 10)) {
      case 0, 1, 2 ->
          "{ event: %s%s }"
              .formatted(
                  dice.pick(RandomCatalog.EVENTS),
                  dice.maybe(
                      40, ", where: \"event.properties.value > %d\"".formatted(dice.number(0, 9))));
      case 3, 4 ->
          "{ segment: s%d, change: %s }"
              .formatted(dice.number(0, RandomCatalog.SEGMENTS - 1), dice.pick("entered", "left"));
      case 5, 10 ->
          index > 0 && dice.chance(60)
              ? "{ attribute: mark%d, to: true }".formatted(dice.number(0, index - 1))
              : "{ attribute: plan%s }"
                  .formatted(
                      dice.pick("", ", to: pro", ", from: trial", ", from: free, to: trial"));
      case 6 -> "{ score: churn, crosses: 0.5, direction: %s }".formatted(dice.pick("up", "down"));
      case 7 ->
          "{ date: profile.renewal, offset: %s, at: \"%s\" }"
              .formatted(dice.pick("-P3D", "P0D", "P1D"), dice.pick("09:00", "02:30", "00:00"));
      case 8 ->
          "{ schedule: \"%s\", segment: s%d }"
              .formatted(dice.pick("0 9 * * MON", "30 2 * * *"), dice.number(0, 2));
      default -> "{ api: true }";
    };
  }

  private String condition() {
    return dice.pick(
        "profile.plan == 'pro'",
        "in_segment('s%d')".formatted(dice.number(0, 3)),
        "count('Viewed', 'P2D') >= %d".formatted(dice.number(1, 2)),
        "profile.points > 3",
        "profile.mark0 == true",
        kind == Kind.BLIND_TO_DELIVERY ? "did('Signed Up', 'ever')" : "engaged('email', 'P3D')",
        "last('Cart Updated').properties.value > 5",
        "consented('news', 'email')");
  }

  private void exits() {
    text.append("exits:\n");
    text.append(
        dice.maybe(
            50,
            "  goal: %s\n"
                .formatted(
                    dice.pick(
                        "{ event: Order Completed }",
                        "{ event: Order Completed, where: \"event.properties.cart_id == entry.properties.cart_id\" }",
                        "{ when: \"count('Order Completed', 'P2D') > 1\" }"))));
    text.append(
        dice.maybe(
            30,
            "  disqualified: %s\n"
                .formatted(
                    dice.pick(
                        "{ when: \"profile.points == 9\" }",
                        "{ when: \"profile.mark%d == true\" }".formatted(dice.number(0, 3)),
                        "{ event: Signed Up }",
                        "{ when: \"in_segment('s2')\" }"))));
    if (kind != Kind.UNDISTURBED) {
      text.append(
          dice.maybe(
              30,
              "  superseded: %s\n"
                  .formatted(dice.pick("{ by: higher-priority }", "{ by: [j0, j1] }"))));
    }
    text.append("  time_limit: %s\n".formatted(dice.pick("P14D", "P3D", "PT30H", "none")));
    text.append("  max_messages: %s\n".formatted(dice.pick("none", "none", "4", "2", "1")));
  }

  private void steps() {
    text.append("steps:\n");
    boolean byTheClock = dice.chance(20);
    line(
        "first",
        byTheClock
            ? "wait: { at: \"09:00\" }"
            : "wait: { for: %s }".formatted(dice.pick("PT10M", "PT1H", "PT1H", "P1D")));
    int steps = dice.number(2, 6);
    for (int i = 0; i < steps; i++) {
      step("x" + i, i, steps);
    }
    if (byTheClock && dice.chance(50)) {
      text.append("  last: { update: { set: { seen: true } }, next: first }\n");
    } else if (dice.chance(30)) {
      text.append(
          "  last: { wait: { for: %s }, next: first }\n"
              .formatted(dice.pick("P1D", "PT20H", "P3D")));
    } else {
      text.append("  last: { wait: { for: %s }, next: end }\n".formatted(span()));
    }
  }

  private String span() {
    return dice.pick("PT1H", "PT10M", "PT24H", "P1D", "P2D");
  }

  private void step(String id, int place, int steps) {
    switch (dice.number(-4, 13)) {
      case -4, -3, -2, -1, 0, 1, 2, 3 -> send(id);
      case 4, 5 -> waiting(id, place, steps);
      case 6 ->
          line(
              id,
              "branch: [ { when: \"%s\", next: %s }, { when: \"%s\", next: %s }, { else: true, next: %s } ]"
                  .formatted(
                      condition(),
                      after(place, steps),
                      condition(),
                      after(place, steps),
                      after(place, steps)));
      case 7 ->
          line(
              id,
              "split: { a: { weight: %d, next: %s }, b: { weight: 50, next: %s } }"
                  .formatted(dice.number(1, 99), after(place, steps), after(place, steps)));
      case 8 -> line(id, "update: " + update());
      case 9 ->
          line(
              id,
              "task: { team: sales, subject: \"Call {{ profile.name }}\", due: P1D%s }"
                  .formatted(
                      dice.maybe(
                          60,
                          ", wait: { at_most: P2D, on_timeout: %s }"
                              .formatted(after(place, steps)))));
      case 10 ->
          line(
              id,
              dice.pick(
                  "webhook: { url: \"https://hooks.example/x\", body: { id: \"{{ profile.id }}\" } }",
                  "audience: { key: ads, action: add }",
                  "audience: { key: ads, action: remove }"));
      default -> line(id, command());
    }
  }

  private void line(String id, String step) {
    text.append("  %s: { %s }\n".formatted(id, step));
  }

  private void send(String id) {
    line(
        id,
        "send: { template: %s, channel: %s%s }"
            .formatted(
                dice.pick("hello", "hello", "hello", "named"),
                kind == Kind.BY_EMAIL
                    ? "email"
                    : dice.pick(
                        "email",
                        "email",
                        "push",
                        "[push, email]",
                        "[sms, email, in_app]",
                        "in_app",
                        "[push, in_app]"),
                dice.maybe(10, ", holdout: 30%")));
    lastSend = id;
  }

  private void waiting(String id, int place, int steps) {
    String message = lastSend.isEmpty() || kind == Kind.BLIND_TO_DELIVERY ? "" : lastSend;
    line(
        id,
        switch (dice.number(0, 4)) {
          case 0 -> "wait: { for: %s }".formatted(span());
          case 1 ->
              "wait: { at: \"%s\"%s }"
                  .formatted(
                      dice.pick("09:00", "02:30", "23:59"),
                      dice.maybe(40, ", weekdays: [MON, THU]"));
          case 2 ->
              "wait: { to: profile.renewal, offset: %s, at: \"10:00\" }"
                  .formatted(dice.pick("-P3D", "P1D"));
          case 3 ->
              message.isEmpty()
                  ? "wait: { until: { event: Viewed, where: \"event.properties.category == 'a'\" }, at_most: P2D }"
                  : "wait: { until: { event: Email Opened, message: %s }, at_most: PT24H, on_timeout: %s }"
                      .formatted(message, after(place, steps));
          default ->
              "wait: { until: [ { event: Cart Updated }, { event: Signed Up } ], at_most: PT36H, on_timeout: %s }"
                  .formatted(after(place, steps));
        });
  }

  private String after(int place, int steps) {
    int next = dice.number(place + 1, steps + 1);
    return next == steps ? "last" : next > steps ? "end" : "x" + next;
  }

  private String update() {
    return dice.pick(
        "{ set: { mark%d: true, points: %d } }".formatted(index, dice.number(0, 9)),
        "{ set: { open_case: %s } }".formatted(dice.pick("true", "false")),
        "{ unset: [ name ] }");
  }

  private String command() {
    boolean later = index + 1 < journeys;
    if (kind == Kind.UNDISTURBED || dice.chance(40)) {
      return later
          ? "journey: { start: j%d }".formatted(dice.number(index + 1, journeys - 1))
          : "update: " + update();
    }
    int other = (index + dice.number(1, journeys - 1)) % journeys;
    return "journey: { %s: j%d }".formatted(dice.pick("stop", "pause", "resume"), other);
  }

  private void handlers() {
    if (dice.chance(35)) {
      text.append(
          "on:\n  - { event: %s, do: [ { %s }, { update: %s } ] }\n"
              .formatted(dice.pick("Viewed", "Signed Up"), command(), update()));
    }
  }
}
