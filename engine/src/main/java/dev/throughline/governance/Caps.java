package dev.throughline.governance;

import dev.throughline.customer.Customer;
import dev.throughline.customer.Reservation;
import dev.throughline.event.CalendarSpan;
import dev.throughline.event.LocalTimes;
import dev.throughline.event.Value;
import dev.throughline.governance.Policy.Cap;
import dev.throughline.journey.Journey;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Frequency caps over the places that one person's sends have taken (rules G2, G3, H3).
///
/// A place counts from its send until it expires: on a rolling window when `per` has passed, on a
/// calendar one at the local midnight that ends the window. `P1D` is the day, `P7D` the week from
/// Monday, `P1M` the month, `P1Y` the year; of `P3D` or `P2M` the present day or month is the last.
public final class Caps {
  /// Added to the longest window, for zones that change and for the hours of daylight saving.
  private static final Duration SLACK = Duration.ofDays(2);

  private static final int LONGEST_MONTH_DAYS = 31;

  /// A maximum beyond this one is as good as none.
  private static final BigDecimal MOST = BigDecimal.valueOf(Integer.MAX_VALUE);

  private static final BigDecimal NO_NUMBER = BigDecimal.ONE.negate();

  private Caps() {}

  /// The caps that a send has to keep, each with the maximum that this person has; none for
  /// transactional sends.
  public static List<Cap> applicable(
      Policy policy, Journey journey, String channel, Customer customer) {
    if (journey.isTransactional()) {
      return List.of();
    }
    return policy.caps().stream()
        .filter(cap -> matches(cap.purpose(), journey.purpose()))
        .filter(cap -> matches(cap.channel(), channel))
        .filter(cap -> matches(cap.journey(), journey.key()))
        .filter(cap -> isTagged(cap, journey.tags()))
        .map(cap -> forPerson(cap, customer))
        .toList();
  }

  /// The cap with the person's own maximum; `maxFrom` is null where they have none.
  private static Cap forPerson(Cap cap, Customer customer) {
    if (cap.maxFrom() == null) {
      return cap;
    }
    OptionalInt own = wholeNumber(Traits.value(customer, cap.maxFrom()));
    return own.isPresent()
        ? cap.withMax(own.getAsInt(), cap.maxFrom())
        : cap.withMax(cap.max(), null);
  }

  /// Empty for what is not a whole number from 0 on.
  private static OptionalInt wholeNumber(Value value) {
    BigDecimal number = value.numberOr(NO_NUMBER);
    boolean isWhole = number.signum() >= 0 && number.stripTrailingZeros().scale() <= 0;
    return isWhole ? OptionalInt.of(number.min(MOST).intValueExact()) : OptionalInt.empty();
  }

  /// How many places are taken at `at`, none of them after it. A ghost also counts those of ghosts.
  public static int used(
      Cap cap,
      List<Reservation> ledger,
      boolean ghost,
      Instant at,
      ZoneId person,
      ZoneId workspace) {
    return Math.toIntExact(expiries(cap, ledger, ghost, at, person, workspace).count());
  }

  /// The first instant from `at` on with a place free, if nothing more is sent; empty if there is
  /// never one.
  public static Optional<Instant> freeAt(
      Cap cap,
      List<Reservation> ledger,
      boolean ghost,
      Instant at,
      ZoneId person,
      ZoneId workspace) {
    if (cap.max() <= 0) {
      return Optional.empty();
    }
    List<Instant> expiries = expiries(cap, ledger, ghost, at, person, workspace).sorted().toList();
    int over = expiries.size() - cap.max();
    return Optional.of(over < 0 ? at : expiries.get(over));
  }

  /// Whether a send at `earlier` still takes a place at `later`.
  public static boolean sameWindow(
      Cap cap, Instant earlier, Instant later, ZoneId person, ZoneId workspace) {
    return later.isBefore(expiry(cap, earlier, person, workspace));
  }

  /// How long after its send a reservation may still count under some cap of the policy.
  public static Duration horizon(Policy policy) {
    return policy.caps().stream()
        .map(cap -> longest(cap.per()))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private static boolean matches(@Nullable String rule, String actual) {
    return rule == null || rule.equals(actual);
  }

  private static boolean isTagged(Cap cap, List<String> tags) {
    return cap.tag() == null || tags.contains(cap.tag());
  }

  private static Stream<Instant> expiries(
      Cap cap,
      List<Reservation> ledger,
      boolean ghost,
      Instant at,
      ZoneId person,
      ZoneId workspace) {
    return ledger.stream()
        .filter(place -> ghost || !place.ghost())
        .filter(place -> counts(cap, place))
        .map(place -> expiry(cap, place.at(), person, workspace))
        .filter(at::isBefore);
  }

  private static boolean counts(Cap cap, Reservation place) {
    boolean purpose =
        place.purpose().equals(Journey.TRANSACTIONAL)
            ? cap.countsTransactional()
            : matches(cap.purpose(), place.purpose());
    return purpose
        && matches(cap.channel(), place.channel())
        && matches(cap.journey(), place.journey())
        && isTagged(cap, place.tags());
  }

  private static Instant expiry(Cap cap, Instant sentAt, ZoneId person, ZoneId workspace) {
    if (cap.rolling()) {
      return sentAt.plus(cap.per().approximate());
    }
    ZoneId zone = cap.workspaceZone() ? workspace : person;
    return LocalTimes.midnight(firstDayFree(LocalTimes.day(sentAt, zone), cap.per()), zone);
  }

  /// The first day on which a send of `day` no longer counts.
  private static LocalDate firstDayFree(LocalDate day, CalendarSpan per) {
    long months = per.days().toTotalMonths();
    if (months > 0 && per.approximate().equals(Duration.ofDays(months * 30))) {
      LocalDate first = day.withDayOfMonth(1);
      return (months % 12 == 0 ? first.withMonth(1) : first).plusMonths(months);
    }
    long days = Math.max(1, per.approximate().plusDays(1).minusNanos(1).toDays());
    LocalDate first =
        days % 7 == 0 ? day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)) : day;
    return first.plusDays(days);
  }

  private static Duration longest(CalendarSpan per) {
    long days = per.days().toTotalMonths() * (LONGEST_MONTH_DAYS - 30);
    return per.approximate().plusDays(days).plus(SLACK);
  }
}
