package dev.throughline.laws;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Random documents that fit together: few names, so that things meet; every form of every part, so
/// that all of the engine is walked.
final class RandomCatalog {
  /// What a law needs its cases to leave out.
  enum Kind {
    /// Everything there is.
    ANYTHING,
    /// Nothing looks at what became of a message, so that a ghost's life is a treated one's.
    BLIND_TO_DELIVERY,
    /// No journey stops or holds another up.
    UNDISTURBED,
    /// All goes by e-mail and nothing is held back, so that much is sent to one address.
    BY_EMAIL
  }

  static final List<String> EVENTS =
      List.of("Viewed", "Cart Updated", "Signed Up", "Order Completed");
  static final int JOURNEYS = 5;
  static final int SEGMENTS = 4;

  private final Dice dice;
  private final Kind kind;

  private RandomCatalog(Dice dice, Kind kind) {
    this.dice = dice;
    this.kind = kind;
  }

  static List<String> documents(SplittableRandom random, Kind kind) {
    return new RandomCatalog(new Dice(random), kind).documents();
  }

  private List<String> documents() {
    List<String> documents = new ArrayList<>();
    documents.add(workspace());
    documents.addAll(templates());
    if (dice.chance(60)) {
      documents.add(identity());
    }
    for (int i = 0; i < SEGMENTS; i++) {
      documents.add(segment(i));
    }
    documents.add("kind: audience\nkey: ads\ndestination: ads\n");
    documents.add(
        "kind: audience\nkey: fans\ndestination: ads\nwhen: \"in_segment('s0') && !member_of('ads')\"\n");
    documents.addAll(conversions());
    documents.addAll(policies());
    int journeys = dice.number(2, JOURNEYS);
    for (int i = 0; i < journeys; i++) {
      documents.add(RandomJourney.document(dice, i, journeys, kind));
    }
    return documents;
  }

  private String workspace() {
    String standing = "{ email: %s, sms: %s, push: opt_out, in_app: opt_out, web: opt_out }";
    return """
    kind: workspace
    key: shop
    zone: %s
    currency: %s
    max_lateness: %s
    salt: salt-%d
    holdout: %s
    consent: { marketing: %s, news: %s }
    jurisdictions: { US: { consent: { marketing: { email: opt_out, sms: opt_in } } } }
    """
        .formatted(
            dice.pick("Europe/Berlin", "UTC", "America/New_York", "Pacific/Auckland"),
            dice.pick("EUR", "USD", "JPY"),
            dice.pick("P1D", "PT6H", "P3D"),
            dice.number(0, 9),
            dice.pick("0%", "0%", "15%"),
            standing.formatted("opt_out", dice.pick("opt_out", "opt_in")),
            standing.formatted(dice.pick("opt_out", "opt_in"), "opt_out"));
  }

  private List<String> templates() {
    return List.of(
        """
        kind: template
        key: hello
        channel: [email, sms, push, in_app]
        subject: Hello
        text: Hello
        body: Hello
        title: Hello
        """,
        """
        kind: template
        key: named
        channel: [email, sms, push, in_app]
        subject: Hello {{ profile.name }}
        text: "Hello {{ profile.name }}, {{ profile.plan | default: 'you' }}"
        body: Hello {{ profile.name }}
        title: Hello
        """);
  }

  private String identity() {
    return """
    kind: identity
    key: people
    namespaces: [%s]
    survivorship: { plan: %s, points: %s, name: non_empty }
    limits: { users: %d }
    """
        .formatted(
            dice.pick("email", "phone", "email, phone"),
            dice.pick("newest", "oldest"),
            dice.pick("max", "min", "newest"),
            dice.number(1, 2));
  }

  private String segment(int index) {
    return "kind: segment\nkey: s%d\nwhen: \"%s\"\n".formatted(index, claim(index, 2));
  }

  /// A condition over counts, sums, traits and earlier segments; what a naive oracle can follow.
  private String claim(int index, int depth) {
    if (depth > 0 && dice.chance(45)) {
      String left = claim(index, depth - 1);
      String right = claim(index, depth - 1);
      return dice.pick(
          "(%s && %s)".formatted(left, right),
          "(%s || %s)".formatted(left, right),
          "!(%s)".formatted(left));
    }
    String event = dice.pick(EVENTS);
    String where =
        dice.maybe(30, ", event.properties.category == '%s'".formatted(dice.pick("a", "b")));
    return switch (dice.number(0, index > 0 ? 6 : 5)) {
      case 0, 1 ->
          "count('%s', '%s'%s) %s %d"
              .formatted(
                  event, window(), where, dice.pick(">=", "<", "==", ">"), dice.number(0, 3));
      case 2 -> "did('%s', '%s'%s)".formatted(event, window(), where);
      case 3 ->
          "sum('%s', 'value', '%s'%s) %s %d"
              .formatted(event, window(), where, dice.pick(">=", "<"), dice.pick(0, 10, 25));
      case 4 -> "profile.plan == '%s'".formatted(dice.pick("free", "trial", "pro"));
      case 5 -> "profile.points > %d".formatted(dice.number(0, 8));
      default -> "in_segment('s%d')".formatted(dice.number(0, index - 1));
    };
  }

  private String window() {
    return dice.pick("PT1H", "PT24H", "P1D", "P3D", "P7D", "P1M", "ever");
  }

  private List<String> conversions() {
    String touches =
        kind == Kind.BLIND_TO_DELIVERY ? "delivered" : dice.pick("delivered", "opened", "clicked");
    return List.of(
        """
        kind: conversion
        key: order
        on: { event: Order Completed }
        value: event.properties.total
        currency: event.properties.currency
        id: event.properties.order_id
        refund: { event: Order Refunded, id: event.properties.order_id%s }
        lookback: %s
        touches: %s
        """
            .formatted(
                dice.maybe(80, ", value: event.properties.refund"),
                dice.pick("PT240H", "PT72H", "PT24H"),
                touches),
        """
        kind: conversion
        key: signup
        on: { event: Signed Up }
        value: "7"
        lookback: PT48H
        """);
  }

  private List<String> policies() {
    List<String> policies = new ArrayList<>();
    StringBuilder house = new StringBuilder("kind: policy\nkey: house\n");
    boolean open = kind == Kind.BY_EMAIL;
    int caps = open ? 0 : dice.pick(0, 1, 2, 2, 3, 3);
    house.append(caps == 0 ? "" : "caps:\n");
    for (int i = 0; i < caps; i++) {
      house.append("  - ").append(cap()).append('\n');
    }
    if (!open && dice.chance(70)) {
      house.append("quiet_hours:\n  - ").append(quiet()).append('\n');
      house.append(dice.maybe(30, "  - " + quiet() + "\n"));
    }
    house.append(
        "over_cap: { then: %s, at_most: %s }\n"
            .formatted(
                dice.pick("hold", "hold", "drop", "advance"), dice.pick("PT12H", "P2D", "P9D")));
    if (dice.chance(40)) {
      house.append(
          "arbitration: { look_ahead: %s, then: %s }\n"
              .formatted(dice.pick("PT2H", "P1D", "P3D"), dice.pick("hold", "drop")));
    }
    policies.add(house.toString());
    if (dice.chance(50)) {
      policies.add(
          "kind: policy\nkey: care\nsuppress:\n  - { when: \"%s\", %sreason: care, resume: %s }\n"
              .formatted(
                  dice.pick(
                      "in_segment('s1')",
                      "profile.open_case == true",
                      "count('Viewed', 'PT2H') > 1"),
                  dice.maybe(50, "purpose: marketing, "),
                  dice.pick("drop", "hold", "spread")));
    }
    return policies;
  }

  private String cap() {
    boolean calendar = dice.chance(40);
    return "{ %s%s%s%smax: %d%s, per: %s, window: %s%s%s }"
        .formatted(
            dice.maybe(25, "purpose: marketing, "),
            dice.maybe(20, "channel: " + dice.pick("email", "push", "sms") + ", "),
            dice.maybe(15, "journey: j0, "),
            dice.maybe(30, "tag: " + dice.pick("news", "sale") + ", "),
            dice.pick(1, 1, 2, 3),
            dice.maybe(30, ", max_from: profile.weekly_cap"),
            calendar ? dice.pick("P1D", "P7D", "P1M") : dice.pick("PT1H", "PT24H", "P1D", "P7D"),
            calendar ? "calendar" : "rolling",
            dice.maybe(40, ", zone: workspace"),
            dice.maybe(20, ", counts_transactional: true"));
  }

  private String quiet() {
    return "{ %sfrom: \"%s\", to: \"%s\", then: %s }"
        .formatted(
            dice.maybe(30, "channels: [sms, push], "),
            dice.pick("21:00", "17:30", "01:00", "02:15"),
            dice.pick("08:00", "11:30", "02:30", "03:00"),
            dice.pick("hold", "hold", "drop"));
  }
}
