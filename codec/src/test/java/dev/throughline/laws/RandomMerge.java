package dev.throughline.laws;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// A known person and a device that turn out to be one, in three parts: before, when each lives a
/// life of their own through a journey of their own; a window (message ids `w…`), in which the line
/// that joins them (`merge`) may lie anywhere; and after, when the one person goes through another
/// journey.
final class RandomMerge {
  private static final Instant BEFORE = Instant.parse("2026-03-04T07:00:00Z");
  private static final Instant WINDOW = BEFORE.plus(Duration.ofDays(5));
  private static final Instant AFTER = WINDOW.plus(Duration.ofDays(12));
  private static final Instant UNTIL = AFTER.plus(Duration.ofDays(20));
  private static final String KNOWN = "\"userId\":\"ann\"";
  private static final String DEVICE = "\"anonymousId\":\"dev\"";

  private final Dice dice;
  private final TreeMap<Instant, String> lines = new TreeMap<>();
  private int messages;

  private RandomMerge(Dice dice) {
    this.dice = dice;
  }

  static Case over(List<String> shared, SplittableRandom random) {
    RandomMerge merge = new RandomMerge(new Dice(random));
    merge.before();
    merge.window();
    merge.after();
    Instant from = merge.dice.chance(25) ? AFTER.minus(Duration.ofDays(1)) : null;
    List<String> documents = new ArrayList<>(shared);
    documents.removeIf(
        text -> text.startsWith("kind: journey") || text.startsWith("kind: identity"));
    documents.addAll(merge.journeys());
    return new Case(documents, List.copyOf(merge.lines.values()), from, UNTIL);
  }

  private List<String> journeys() {
    return List.of(
        journey("of-ann", "Ann Began", "never"),
        journey("of-dev", "Dev Began", "never"),
        journey("later", "Renewed", "always"));
  }

  private String journey(String key, String event, String again) {
    return """
    kind: journey
    key: %s
    tags: [ %s ]
    purpose: %s
    priority: %d
    holdout: %s
    entry: { on: { event: %s }, again: %s }
    exits: { time_limit: P2D }
    steps:
      one: { send: { template: hello, channel: %s } }
      pause: { wait: { for: PT1H } }
      two: { send: { template: hello, channel: [push, email] } }
    """
        .formatted(
            key,
            dice.pick("news", "sale"),
            dice.pick("marketing", "news"),
            dice.number(10, 90),
            dice.pick("0%", "50%"),
            event,
            again,
            dice.pick("email", "push", "in_app"));
  }

  private void before() {
    for (String who : List.of(KNOWN, DEVICE)) {
      Instant at = BEFORE.plusSeconds(dice.number(0, 90_000));
      String name = who.equals(KNOWN) ? "Ann" : "Dev";
      line(
          at,
          "b",
          "%s,\"type\":\"identify\",\"traits\":{\"email\":\"%s@shop.example\",\"plan\":\"%s\",\"weekly_cap\":%d},\"context\":{\"device\":{\"token\":\"%s\",\"type\":\"ios\"},\"consent\":{\"categoryPreferences\":{\"marketing\":true,\"news\":true}}}"
              .formatted(
                  who, dice.pick("a", "b"), dice.pick("free", "pro"), dice.number(-1, 3), name));
      if (dice.chance(80)) {
        track(at.plusSeconds(60), "b", who, name + " Began", "");
      }
      for (int i = dice.number(0, 3); i > 0; i--) {
        anything(at.plusSeconds(dice.number(5_000, 90_000)), "b", who);
      }
    }
  }

  private void window() {
    for (int i = dice.number(2, 9); i > 0; i--) {
      String who = dice.pick(KNOWN, DEVICE);
      anything(WINDOW.plusSeconds(dice.number(0, 600_000)), "w", who);
    }
    line(
        WINDOW,
        "merge",
        dice.pick(
            KNOWN + "," + DEVICE + ",\"type\":\"identify\"",
            KNOWN + ",\"type\":\"alias\",\"previousId\":\"dev\""));
  }

  private void after() {
    for (int i = dice.number(1, 3); i > 0; i--) {
      track(AFTER.plusSeconds(dice.number(0, 600_000)), "a", KNOWN, "Renewed", "");
    }
    anything(AFTER.plusSeconds(dice.number(0, 600_000)), "a", KNOWN);
  }

  /// What may happen to either of the two without saying anything of the other.
  private void anything(Instant at, String part, String who) {
    String name = who.equals(KNOWN) ? "ann" : "dev";
    switch (dice.number(0, 9)) {
      case 0, 1 -> track(at, part, who, dice.pick("Viewed", "Cart Updated", "Signed Up"), item());
      case 2, 3, 4 -> {
        boolean both = dice.chance(35);
        String order = both ? "both-" + dice.number(1, 2) : name + "-" + messages;
        track(
            at,
            part,
            who,
            "Order Completed",
            "\"order_id\":\"%s\",\"total\":%s".formatted(order, dice.pick("10", "0.05", "33.33")));
        if (dice.chance(40)) {
          // It may come before the order, and from the other half.
          track(
              at.plusSeconds(dice.number(-40_000, 90_000)),
              part,
              dice.chance(75) ? who : dice.pick(KNOWN, DEVICE),
              "Order Refunded",
              "\"order_id\":\"%s\",\"refund\":%s"
                  .formatted(order, dice.pick("1", "0.01", "50", "null")));
        }
      }
      case 5 ->
          line(
              at,
              part,
              "%s,\"type\":\"identify\",\"traits\":{\"plan\":\"%s\",\"points\":%d}"
                  .formatted(who, dice.pick("free", "trial", "pro"), dice.number(0, 9)));
      case 6 ->
          track(
              at,
              part,
              who,
              dice.pick("Subscribed", "Unsubscribed"),
              "\"purpose\":\"%s\"".formatted(dice.pick("marketing", "news")));
      case 7 ->
          line(
              at,
              part,
              "%s,\"type\":\"page\",\"context\":{\"campaign\":{\"source\":\"%s\"}}"
                  .formatted(who, dice.pick("google", "mail")));
      default ->
          track(
              at,
              part,
              who,
              dice.pick("Email Opened", "Email Link Clicked"),
              "\"campaign_id\":\"of-%s\"".formatted(name));
    }
  }

  private String item() {
    return "\"category\":\"%s\",\"value\":%d".formatted(dice.pick("a", "b"), dice.number(1, 20));
  }

  private void track(Instant at, String part, String who, String event, String properties) {
    line(
        at,
        part,
        "%s,\"type\":\"track\",\"event\":\"%s\",\"properties\":{%s}"
            .formatted(who, event, properties));
  }

  private void line(Instant about, String part, String body) {
    Instant at = about;
    while (lines.containsKey(at)) {
      at = at.plusMillis(7);
    }
    String id = part.equals(MergeLaws.MERGE) ? part : part + messages++;
    lines.put(at, "{\"timestamp\":\"%s\",\"messageId\":\"%s\",%s}".formatted(at, id, body));
  }
}
