package dev.throughline.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.catalog.Catalog;
import dev.throughline.codec.json.FactLine;
import dev.throughline.codec.json.JsonValues;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Trait;
import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.What;
import dev.throughline.engine.Fact.What.MessageDecided;
import dev.throughline.engine.Fact.What.MessageFeedback;
import dev.throughline.governance.Consent;
import dev.throughline.governance.Jurisdictions;
import dev.throughline.governance.Policy.Cap;
import dev.throughline.governance.Policy.QuietHours;
import dev.throughline.journey.Journey;
import dev.throughline.message.Channels;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What may never be sent, recomputed from the facts alone.
final class GovernanceLaws {
  private GovernanceLaws() {}

  /// Rules G2 and G3: at the moment of each send, and with it, no cap's window holds more than its
  /// limit, or the person's own. Real sends count only real ones, ghosts count both (rule H3). A
  /// person whose zone or own limit changed by the same input may have been judged by either.
  static void capsAreNeverExceeded(Case each) {
    Catalog catalog = each.catalog();
    for (Watched.Seen seen : Watched.facts(each, GovernanceLaws::ownLimit)) {
      if (!(seen.fact().what() instanceof MessageDecided decided) || !isPlaced(decided)) {
        continue;
      }
      Journey journey = catalog.plan(decided.place().journey()).journey();
      for (Cap cap : catalog.policy().caps()) {
        if (!journey.isTransactional() && falls(cap, journey, decided)) {
          assertThat(seen.zones())
              .as("%s under %s%n%s", FactLine.write(seen.fact()), cap, lines(seen.earlier()))
              .anyMatch(zone -> used(catalog, cap, seen, decided, zone) < most(cap, seen.marks()));
        }
      }
    }
  }

  /// What the person says of `weekly_cap`, the one trait that random caps ask; -1 for nothing.
  private static Object ownLimit(Customer customer) {
    Trait trait = customer.traits.get("weekly_cap");
    String text = trait == null ? "" : JsonValues.write(trait.value());
    return text.matches("\\d(\\.0)?") ? text.charAt(0) - '0' : -1;
  }

  private static int most(Cap cap, List<Object> ownLimits) {
    int most = 0;
    for (Object own : ownLimits) {
      boolean asked = cap.maxFrom() != null && (int) own >= 0;
      most = Math.max(most, asked ? (int) own : cap.max());
    }
    return most;
  }

  private static String lines(List<Fact> facts) {
    StringBuilder text = new StringBuilder();
    facts.forEach(fact -> text.append(FactLine.write(fact)).append('\n'));
    return text.toString();
  }

  private static boolean isPlaced(MessageDecided decided) {
    return decided.outcome().equals("sent") || decided.outcome().equals("ghost");
  }

  private static boolean falls(Cap cap, Journey journey, MessageDecided decided) {
    boolean purpose =
        journey.isTransactional()
            ? cap.countsTransactional()
            : cap.purpose() == null || cap.purpose().equals(journey.purpose());
    return purpose
        && (cap.channel() == null || cap.channel().equals(decided.channel()))
        && (cap.journey() == null || cap.journey().equals(journey.key()))
        && (cap.tag() == null || journey.tags().contains(cap.tag()));
  }

  private static long used(
      Catalog catalog, Cap cap, Watched.Seen seen, MessageDecided decided, ZoneId person) {
    boolean ghost = decided.outcome().equals("ghost");
    Instant start =
        start(cap, seen.fact().at(), cap.workspaceZone() ? catalog.workspace().zone() : person);
    Set<String> failed = new TreeSet<>();
    for (Fact earlier : seen.earlier()) {
      if (earlier.what() instanceof MessageFeedback said && isLost(said)) {
        failed.add(said.message());
      }
    }
    return seen.earlier().stream()
        .filter(fact ->
            fact.what() instanceof MessageDecided before
                && isPlaced(before)
                && (ghost || before.outcome().equals("sent"))
                && falls(cap, catalog.plan(before.place().journey()).journey(), before)
                && !failed.contains(before.message())
                && (cap.rolling() ? fact.at().isAfter(start) : !fact.at().isBefore(start)))
        .count();
  }

  /// Rolling: the end of what counts no more; calendar: the first moment that counts.
  private static Instant start(Cap cap, Instant now, ZoneId zone) {
    if (cap.rolling()) {
      return now.minus(cap.per().approximate());
    }
    LocalDate today = now.atZone(zone).toLocalDate();
    LocalDate first =
        switch (cap.per().toString()) {
          case "P1D" -> today;
          case "P7D" -> today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
          case "P1M" -> today.withDayOfMonth(1);
          case String other -> throw new IllegalStateException(other);
        };
    return first.atStartOfDay(zone).toInstant();
  }

  /// Rule G2: a send that failed for good gives its place back; a soft bounce is not for good. The
  /// generator marks those with the reason of the feedback.
  private static boolean isLost(MessageFeedback said) {
    return said.feedback().equals("failed")
        || (said.feedback().equals("bounced") && !"soft".equals(said.reason()));
  }

  /// Rule G5, and rule T3 for the zone.
  static void quietHoursAreQuiet(Case each) {
    Catalog catalog = each.catalog();
    for (Watched.Seen seen : Watched.facts(each, Jurisdictions::of)) {
      if (!(seen.fact().what() instanceof MessageDecided decided)
          || !isPlaced(decided)
          || catalog.plan(decided.place().journey()).journey().isTransactional()) {
        continue;
      }
      for (QuietHours rule : catalog.policy().quietHours()) {
        if (rule.channels().isEmpty() || rule.channels().contains(decided.channel())) {
          assertThat(seen.zones())
              .as("%s in %s", FactLine.write(seen.fact()), rule)
              .anyMatch(zone -> !isWithin(rule, seen.fact().at().atZone(zone).toLocalTime()));
        }
      }
    }
  }

  private static boolean isWithin(QuietHours rule, LocalTime at) {
    boolean begun = !at.isBefore(rule.from());
    boolean over = !at.isBefore(rule.to());
    return rule.from().isBefore(rule.to()) ? begun && !over : begun || !over;
  }

  /// Nothing goes out, not even as a ghost, without consent before or after the input that made it
  /// go; transactional messages need none.
  static void nothingIsSentWithoutConsent(Case each) {
    Catalog catalog = each.catalog();
    for (Watched.Seen seen : Watched.facts(each, person -> allowed(catalog, person))) {
      if (seen.fact().what() instanceof MessageDecided decided && isPlaced(decided)) {
        Journey journey = catalog.plan(decided.place().journey()).journey();
        String asked = journey.purpose() + " " + decided.channel();
        assertThat(seen.marks())
            .as(FactLine.write(seen.fact()))
            .anyMatch(mark -> journey.isTransactional() || ((Set<?>) mark).contains(asked));
      }
    }
  }

  private static Set<String> allowed(Catalog catalog, Customer person) {
    Set<String> allowed = new TreeSet<>();
    for (String purpose : List.of("marketing", "news")) {
      for (String channel : Channels.ALL) {
        if (Consent.allows(person, purpose, channel, catalog.workspace().consent())) {
          allowed.add(purpose + " " + channel);
        }
      }
    }
    return allowed;
  }

  /// After a hard bounce nothing goes to that address, after a complaint no marketing.
  static void nothingIsSentToABadAddress(Case each) {
    Catalog catalog = each.catalog();
    Map<String, String> addresses = new TreeMap<>();
    Map<String, String> bad = new TreeMap<>();
    for (Watched.Seen seen : Watched.facts(each, GovernanceLaws::email)) {
      switch (seen.fact().what()) {
        case MessageDecided decided
            when decided.outcome().equals("sent") && "email".equals(decided.channel()) -> {
          Object address = seen.marks().getLast();
          addresses.put(decided.message(), address.toString());
          String why =
              seen.marks().stream().distinct().count() == 1
                  ? bad.get(seen.fact().customer() + address.toString())
                  : null;
          boolean transactional =
              catalog.plan(decided.place().journey()).journey().isTransactional();
          assertThat(why == null || (why.equals("complained") && transactional))
              .as("%s to %s, which %s", FactLine.write(seen.fact()), address, why)
              .isTrue();
        }
        case MessageFeedback said when isBad(said) -> {
          @Nullable String address = addresses.get(said.message());
          if (address != null) {
            bad.merge(
                seen.fact().customer() + address,
                said.feedback(),
                (a, b) -> a.compareTo(b) < 0 ? a : b);
          }
        }
        case What _ -> {}
      }
    }
  }

  private static boolean isBad(MessageFeedback said) {
    return said.feedback().equals("complained")
        || (said.feedback().equals("bounced") && !"soft".equals(said.reason()));
  }

  private static Object email(Customer customer) {
    return dev.throughline.governance.Addresses.of(customer, Channels.EMAIL).orElse("");
  }
}
