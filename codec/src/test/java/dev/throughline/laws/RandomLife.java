package dev.throughline.laws;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Random lines of an events file: a few people, known and anonymous, some of whom turn out to be
/// one; late, doubled and out of order as real files are; around the days on which clocks change.
final class RandomLife {
  private static final Instant START = Instant.parse("2026-03-04T07:00:00Z");
  private static final Pattern JOURNEY = Pattern.compile("kind: journey\nkey: (\\S+)");
  private static final Pattern SEND = Pattern.compile("  (\\S+): \\{ send:");
  private static final Duration AFTER = Duration.ofDays(25);

  /// How two ids come to name one person.
  private enum Person {
    KNOWN,
    ANONYMOUS,
    BECOMES_KNOWN,
    ALIASED,
    SHARES_A_DEVICE,
    SHARES_AN_ADDRESS
  }

  /// @param receivedAt orders the file
  private record Line(Instant receivedAt, String json) {}

  private final Dice dice;
  private final List<String> sends;
  private final List<Line> lines = new ArrayList<>();
  private int messages;

  /// @param sends the send steps of the catalog, for feedback that is about something
  private RandomLife(Dice dice, List<String> sends) {
    this.dice = dice;
    this.sends = sends;
  }

  /// A whole case over these documents.
  static Case over(List<String> documents, SplittableRandom random) {
    RandomLife life = new RandomLife(new Dice(random), sends(documents));
    int people = life.dice.number(1, 4);
    for (int i = 0; i < people; i++) {
      life.person("p" + i, life.dice.pick(Person.values()));
    }
    life.lines.sort(Comparator.comparing(Line::receivedAt));
    Instant last = life.lines.getLast().receivedAt();
    Instant from = life.dice.chance(15) ? START.plus(Duration.ofDays(5)) : null;
    return new Case(
        documents, life.lines.stream().map(Line::json).toList(), from, last.plus(AFTER));
  }

  private static List<String> sends(List<String> documents) {
    List<String> sends = new ArrayList<>();
    for (String document : documents) {
      Matcher journey = JOURNEY.matcher(document);
      Matcher send = SEND.matcher(document);
      while (journey.find() && send.find()) {
        do {
          sends.add(
              "\"campaign_id\":\"%s\",\"step\":\"%s\"".formatted(journey.group(1), send.group(1)));
        } while (send.find());
      }
    }
    return sends;
  }

  private void person(String name, Person kind) {
    Instant at = START.plusSeconds(dice.number(0, 500_000)).plusMillis(dice.number(0, 999));
    String known = user(name);
    String device = anonymous(name + "-dev");
    int events = dice.number(4, 26);
    int change = dice.number(1, events);
    if (kind != Person.ANONYMOUS && dice.chance(80)) {
      reachable(name, known, at);
    }
    if (kind != Person.KNOWN && dice.chance(60)) {
      reachable(name, device, at);
    }
    for (int i = 0; i < events; i++) {
      String who =
          switch (kind) {
            case KNOWN -> known;
            case ANONYMOUS -> device;
            case BECOMES_KNOWN ->
                i < change ? device : i == change ? known + "," + device : dice.pick(known, device);
            case ALIASED -> dice.pick(known, user(name + "-old"));
            case SHARES_A_DEVICE ->
                i < change
                    ? known + "," + device
                    : dice.pick(user(name + "-kin") + "," + device, known, device);
            case SHARES_AN_ADDRESS -> dice.pick(known, user(name + "-work"), device);
          };
      event(name, who, at);
      if (kind == Person.ALIASED && i == change) {
        line(at, "%s,\"type\":\"alias\",\"previousId\":\"%s\"".formatted(known, name + "-old"));
      }
      at = at.plus(step());
    }
  }

  /// Whoever says so from the start can be sent things.
  private void reachable(String name, String who, Instant at) {
    line(
        at,
        "%s,\"type\":\"identify\",\"traits\":{\"email\":\"%s@shop.example\",\"phone\":\"+4930123456%d\"},\"context\":{\"device\":{\"token\":\"t-%s\",\"type\":\"ios\"},\"consent\":{\"categoryPreferences\":{\"marketing\":true,\"news\":true}}}"
            .formatted(who, name, dice.number(10, 99), name));
  }

  private Duration step() {
    return dice.pick(
        Duration.ZERO,
        Duration.ofMinutes(dice.number(1, 50)),
        Duration.ofMinutes(dice.number(1, 300)),
        Duration.ofHours(dice.number(1, 20)),
        Duration.ofHours(24),
        Duration.ofMinutes(dice.number(1, 4000)),
        Duration.ofMillis(dice.number(1, 100_000_000)));
  }

  private static String user(String name) {
    return "\"userId\":\"" + name + "\"";
  }

  private static String anonymous(String name) {
    return "\"anonymousId\":\"" + name + "\"";
  }

  private void event(String name, String who, Instant at) {
    switch (dice.number(0, 20)) {
      case 0, 1, 2 -> track(who, at, "Viewed", item());
      case 3, 4, 5 -> track(who, at, "Cart Updated", item());
      case 6 -> track(who, at, "Signed Up", item());
      case 7, 8, 9 -> track(who, at, "Order Completed", order(name));
      case 10 -> track(who, at, "Order Refunded", refund(name));
      case 11, 12, 13 ->
          line(at, "%s,\"type\":\"identify\",\"traits\":{%s}".formatted(who, traits(name)));
      case 14, 15, 20 -> feedback(who, at);
      case 16 -> consent(who, at);
      case 17 ->
          line(
              at,
              "%s,\"type\":\"page\",\"context\":{\"campaign\":{\"source\":\"%s\",\"name\":\"%s\"}}"
                  .formatted(who, dice.pick("google", "mail"), dice.pick("j0", "j1", "spring")));
      case 18 ->
          line(
              at,
              "%s,\"type\":\"group\",\"groupId\":\"%s\",\"traits\":{\"plan\":\"%s\"}"
                  .formatted(who, dice.pick("acme", "umbrella"), dice.pick("free", "pro")));
      default -> other(who, at);
    }
  }

  private void other(String who, Instant at) {
    if (dice.chance(60)) {
      line(
          at,
          "%s,\"type\":\"start\",\"journey\":\"j%d\",\"properties\":{%s}"
              .formatted(who, dice.number(0, 1), item()));
      return;
    }
    track(
        who,
        at,
        dice.pick("Task Completed", "Sales Activity Logged"),
        "\"campaign_id\":\"j%d\",\"step\":\"x%d\"".formatted(dice.number(0, 3), dice.number(0, 4)));
  }

  private String item() {
    return "\"category\":\"%s\",\"value\":%s,\"cart_id\":\"c%d\""
        .formatted(
            dice.pick("a", "b", "c"),
            dice.pick("1", "5", "12.5", "30", "\"9\""),
            dice.number(1, 3));
  }

  private String order(String name) {
    return "\"order_id\":\"%s-%d\",\"total\":%s,\"cart_id\":\"c1\",\"value\":4%s"
        .formatted(
            name,
            dice.number(1, 4),
            dice.pick("10", "0.01", "99.99", "100", "33.333", "0", "7.5", "-5", "\"12\""),
            dice.maybe(30, ",\"currency\":\"%s\"".formatted(dice.pick("JPY", "EUR"))));
  }

  private String refund(String name) {
    return "\"order_id\":\"%s-%d\",\"refund\":%s"
        .formatted(name, dice.number(1, 4), dice.pick("1", "0.01", "50", "3.33", "1000", "-2"));
  }

  private String traits(String name) {
    List<String> traits = new ArrayList<>();
    traits.add(
        "\"email\":\"%s@shop.example\""
            .formatted(dice.chance(85) ? name : name + dice.number(1, 2)));
    traits.add(dice.maybe(60, "\"plan\":\"%s\"".formatted(dice.pick("free", "trial", "pro"))));
    traits.add(
        dice.maybe(40, "\"points\":%s".formatted(dice.pick("1", "4", "9", "2.5", "\"many\""))));
    traits.add(
        dice.maybe(
            25, "\"weekly_cap\":%s".formatted(dice.pick("0", "1", "2.0", "4", "-1", "null"))));
    traits.add(dice.maybe(30, "\"churn\":%s".formatted(dice.pick("0.2", "0.5", "0.9"))));
    traits.add(dice.maybe(40, "\"name\":\"%s\"".formatted(dice.pick("Ann", "Bo", ""))));
    traits.add(
        dice.maybe(
            40,
            "\"timezone\":\"%s\""
                .formatted(
                    dice.pick(
                        "Europe/Berlin",
                        "America/New_York",
                        "America/Santiago",
                        "Asia/Kolkata",
                        "Mars/Base"))));
    traits.add(dice.maybe(30, "\"phone\":\"+4930123456%d\"".formatted(dice.number(10, 99))));
    traits.add(
        dice.maybe(25, "\"address\":{\"country\":\"%s\"}".formatted(dice.pick("DE", "US", "JP"))));
    traits.add(
        dice.maybe(
            30,
            "\"renewal\":\"2026-0%s\""
                .formatted(dice.pick("3-20", "3-29", "4-02", "3-12T08:30:00Z"))));
    traits.add(dice.maybe(15, "\"open_case\":%s".formatted(dice.pick("true", "false"))));
    traits.removeIf(String::isEmpty);
    return String.join(",", traits);
  }

  private void feedback(String who, Instant at) {
    String about =
        sends.isEmpty() || dice.chance(40)
            ? "\"campaign_id\":\"j%d\"".formatted(dice.number(0, 2))
            : dice.pick(sends);
    String name =
        dice.pick(
            "Email Delivered",
            "Email Opened",
            "Email Opened",
            "Email Link Clicked",
            "Email Bounced",
            "Email Bounced",
            "Email Bounced",
            "Email Failed",
            "Email Marked as Spam",
            "Email Marked as Spam",
            "Push Notification Tapped",
            "SMS Failed");
    track(who, at, name, about + dice.maybe(30, ",\"bounce_type\":\"soft\",\"reason\":\"soft\""));
  }

  private void consent(String who, Instant at) {
    if (dice.chance(25)) {
      line(
          at,
          "%s,\"type\":\"track\",\"event\":\"Viewed\",\"context\":{\"consent\":{\"categoryPreferences\":{\"marketing\":%s,\"news\":%s}}}"
              .formatted(who, dice.chance(50), dice.chance(50)));
      return;
    }
    track(
        who,
        at,
        dice.pick("Subscribed", "Unsubscribed"),
        dice.pick(
            "",
            "\"purpose\":\"marketing\"",
            "\"purpose\":\"news\",\"channel\":\"email\"",
            "\"channel\":\"%s\"".formatted(dice.pick("email", "push"))));
  }

  private void track(String who, Instant at, String event, String properties) {
    line(
        at,
        "%s,\"type\":\"track\",\"event\":\"%s\",\"properties\":{%s}"
            .formatted(who, event, properties));
  }

  private void line(Instant at, String body) {
    Duration late =
        dice.chance(80)
            ? Duration.ZERO
            : dice.pick(
                Duration.ofSeconds(30),
                Duration.ofHours(2),
                Duration.ofDays(1),
                Duration.ofHours(30),
                Duration.ofDays(4));
    String push =
        !body.contains("\"context\"") && !body.contains("\"start\"") && dice.chance(25)
            ? ",\"context\":{\"device\":{\"token\":\"t%d\",\"type\":\"ios\"}}"
                .formatted(dice.number(1, 2))
            : "";
    Instant receivedAt = at.plus(late);
    String json =
        "{\"timestamp\":\"%s\",\"receivedAt\":\"%s\",\"messageId\":\"m%d\",%s%s}"
            .formatted(at, receivedAt, messages++ * 100 + dice.number(0, 99), body, push);
    lines.add(new Line(receivedAt, json));
    if (dice.chance(5)) {
      lines.add(new Line(receivedAt.plus(dice.pick(Duration.ZERO, Duration.ofHours(3))), json));
    }
  }
}
