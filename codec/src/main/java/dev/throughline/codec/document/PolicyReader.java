package dev.throughline.codec.document;

import dev.throughline.codec.cel.Conditions.Place;
import dev.throughline.event.CalendarSpan;
import dev.throughline.governance.Policy;
import dev.throughline.governance.Policy.Arbitration;
import dev.throughline.governance.Policy.Attention;
import dev.throughline.governance.Policy.Cap;
import dev.throughline.governance.Policy.OverCap;
import dev.throughline.governance.Policy.QuietHours;
import dev.throughline.governance.Policy.Suppression;
import dev.throughline.governance.Policy.Suppression.Resume;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `kind: policy`. All policies of a workspace are joined into one.
final class PolicyReader {
  private static final Set<String> CALENDAR_SPANS = Set.of("P1D", "P7D", "P1W", "P1M");
  private static final CalendarSpan DAY = CalendarSpan.of("P1D");

  private static final String PROFILE = "profile.";

  private final List<Cap> caps = new ArrayList<>();
  private final List<Item> tags = new ArrayList<>();
  private final List<QuietHours> quietHours = new ArrayList<>();
  private final List<Suppression> suppressions = new ArrayList<>();
  private @Nullable Item overCap;
  private @Nullable Item arbitration;
  private @Nullable Item attention;

  void read(Item policy) {
    policy.get("caps").items().forEach(item -> caps.add(cap(item)));
    policy.get("quiet_hours").items().forEach(item -> quietHours.add(quiet(item)));
    policy.get("suppress").items().forEach(item -> suppressions.add(suppression(item)));
    overCap = once(overCap, policy.get("over_cap"));
    arbitration = once(arbitration, policy.get("arbitration"));
    attention = once(attention, policy.get("attention"));
  }

  /// Says so where no journey has the tag of a cap.
  void checkTags(Set<String> known) {
    for (Item tag : tags) {
      String text = tag.text("");
      if (!known.contains(text)) {
        tag.problem(
            Severity.WARNING,
            "unknown-tag",
            "No journey has the tag '%s'%s".formatted(text, Suggestion.ending(known, text)),
            "Write a tag of the journeys that the cap is for, or add it to their 'tags'.");
      }
    }
  }

  Policy joined() {
    OverCap over = overCap(overCap);
    return new Policy(
        caps, quietHours, suppressions, over, arbitration(arbitration, over), attention(attention));
  }

  /// The one that is given; two that differ contradict each other.
  private static @Nullable Item once(@Nullable Item before, Item item) {
    if (before == null) {
      return item.given() ? item : null;
    }
    if (item.given() && !item.value().equals(before.value())) {
      Document first = before.notes().document();
      item.error(
          "contradiction",
          "'%s' differs from that of %s, %s line %d."
              .formatted(item.name(), first.name(), first.file(), before.line()),
          "Give it in one policy only.");
    }
    return before;
  }

  private Cap cap(Item item) {
    Item journey = item.get("journey");
    Item tag = item.get("tag");
    if (!tag.text("").isEmpty()) {
      tags.add(tag);
    }
    boolean rolling = !item.get("window").is("calendar");
    Item per = item.get("per");
    CalendarSpan span = per.span(DAY);
    if (!rolling && per.given() && !CALENDAR_SPANS.contains(per.text("P1D"))) {
      per.error(
          "wrong-value",
          "A calendar window cannot be '%s'.".formatted(per.text("")),
          "Write P1D, P7D (weeks from Monday) or P1M, or window: rolling.");
    }
    if (per.given() && span.isZero()) {
      per.error("wrong-value", "The window of a cap cannot be empty.", "Write it like P7D.");
    }
    return new Cap(
        item.get("purpose").textOrNull(),
        item.get("channel").textOrNull(),
        journey.given() ? journey.key(Kind.JOURNEY, Severity.WARNING) : null,
        tag.textOrNull(),
        item.get("max").whole(0),
        trait(item.get("max_from").textOrNull()),
        span,
        rolling,
        item.get("zone").is("workspace"),
        item.get("counts_transactional").isTrue());
  }

  private static @Nullable String trait(@Nullable String path) {
    return path != null && path.startsWith(PROFILE) ? path.substring(PROFILE.length()) : null;
  }

  private static QuietHours quiet(Item item) {
    LocalTime from = item.get("from").time();
    LocalTime to = item.get("to").time();
    if (from != null && from.equals(to)) {
      item.get("to")
          .error(
              "wrong-value",
              "Quiet hours from %s to %s have no length.".formatted(from, to),
              "Let them end at another time.");
    }
    return new QuietHours(
        new LinkedHashSet<>(item.get("channels").texts()),
        new LinkedHashSet<>(item.get("jurisdictions").texts()),
        from == null ? LocalTime.MIDNIGHT : from,
        to == null ? LocalTime.MIDNIGHT : to,
        item.get("then").is("drop"));
  }

  private static Suppression suppression(Item item) {
    return new Suppression(
        Text.condition(item.get("when"), Place.INSTANCE),
        item.get("purpose").textOrNull(),
        item.get("channel").textOrNull(),
        item.get("reason").text("policy"),
        switch (item.get("resume").text("drop")) {
          case "hold" -> Resume.HOLD;
          case "spread" -> Resume.SPREAD;
          default -> Resume.DROP;
        });
  }

  private static OverCap overCap(@Nullable Item item) {
    if (item == null) {
      return OverCap.DROP;
    }
    OverCap.Then then =
        switch (item.get("then").text("drop")) {
          case "hold" -> OverCap.Then.HOLD;
          case "advance" -> OverCap.Then.ADVANCE;
          default -> OverCap.Then.DROP;
        };
    return new OverCap(then, item.get("at_most").span(OverCap.DROP.atMost()));
  }

  private static Arbitration arbitration(@Nullable Item item, OverCap over) {
    boolean holds = over.then() == OverCap.Then.HOLD;
    if (item == null) {
      return new Arbitration(Arbitration.DEFAULT.lookAhead(), holds);
    }
    return new Arbitration(
        item.get("look_ahead").span(Arbitration.DEFAULT.lookAhead()),
        item.get("then").given() ? item.get("then").is("hold") : holds);
  }

  private static @Nullable Attention attention(@Nullable Item item) {
    return item == null
        ? null
        : new Attention(item.get("max").whole(1), item.get("per").span(CalendarSpan.of("P7D")));
  }
}
