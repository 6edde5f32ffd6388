package dev.throughline.governance;

import dev.throughline.event.LocalTimes;
import dev.throughline.governance.Policy.QuietHours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Quiet hours on one person's clock (rule G5).
///
/// A window runs from its first local moment to its last by rule T3. Where clocks go back inside
/// it, the repeated time is quiet both times: whoever looks at the clock then is within the window.
public final class QuietClock {
  /// When quiet hours end that leave no opening on any day.
  public static final Instant NEVER = Instant.MAX;

  /// Rules repeat daily, so those without an opening for so long have none.
  private static final Duration LONGEST = Duration.ofDays(8);

  private QuietClock() {}

  /// The rules for a channel and a jurisdiction (empty if unknown).
  public static List<QuietHours> applicable(Policy policy, String channel, String jurisdiction) {
    return policy.quietHours().stream()
        .filter(rule -> rule.channels().isEmpty() || rule.channels().contains(channel))
        .filter(
            rule -> rule.jurisdictions().isEmpty() || rule.jurisdictions().contains(jurisdiction))
        .toList();
  }

  /// Those of the rules that are quiet now.
  public static List<QuietHours> quietNow(List<QuietHours> rules, Instant now, ZoneId zone) {
    return rules.stream().filter(rule -> windowAt(rule, now, zone).isPresent()).toList();
  }

  /// Empty if it is not quiet now; else the first instant at which no rule is quiet, or `NEVER`.
  public static Optional<Instant> endOfQuiet(List<QuietHours> rules, Instant now, ZoneId zone) {
    Instant limit = now.plus(LONGEST);
    Instant end = now;
    while (end.isBefore(limit)) {
      Instant reached = end;
      Optional<Window> window =
          rules.stream().flatMap(rule -> windowAt(rule, reached, zone).stream()).findFirst();
      if (window.isEmpty()) {
        return end.equals(now) ? Optional.empty() : Optional.of(end);
      }
      end = window.get().end();
    }
    return Optional.of(NEVER);
  }

  private record Window(Instant start, Instant end) {
    boolean contains(Instant at) {
      return !at.isBefore(start) && at.isBefore(end);
    }
  }

  private static Optional<Window> windowAt(QuietHours rule, Instant at, ZoneId zone) {
    if (rule.from().equals(rule.to())) {
      return Optional.empty();
    }
    LocalDate today = at.atZone(zone).toLocalDate();
    // Tomorrow's too: clocks that go back over midnight show yesterday while tomorrow has begun.
    return Stream.of(today.minusDays(1), today, today.plusDays(1))
        .flatMap(day -> startingOn(day, rule, zone))
        .filter(window -> window.contains(at))
        .findFirst();
  }

  private static Stream<Window> startingOn(LocalDate day, QuietHours rule, ZoneId zone) {
    boolean overMidnight = rule.from().isAfter(rule.to());
    LocalDateTime from = day.atTime(rule.from());
    LocalDateTime to = (overMidnight ? day.plusDays(1) : day).atTime(rule.to());
    Window window = new Window(LocalTimes.at(from, zone), LocalTimes.at(to, zone));
    ZoneOffsetTransition change = zone.getRules().getTransition(to);
    if (change == null || change.isGap()) {
      return Stream.of(window);
    }
    Instant again = from.toInstant(change.getOffsetAfter());
    Instant back = change.getInstant();
    return Stream.of(
        window,
        new Window(again.isAfter(back) ? again : back, to.toInstant(change.getOffsetAfter())));
  }
}
