package dev.throughline.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.governance.Policy.Arbitration;
import dev.throughline.governance.Policy.OverCap;
import dev.throughline.governance.Policy.QuietHours;
import dev.throughline.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietClockTest {
  private static final List<String> ZONES = ZoneId.getAvailableZoneIds().stream().sorted().toList();
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest(name = "{0}-{1} in {2} at {3}: until {4}")
  @DisplayName("G5: from is quiet, to is not; over midnight; T3 at the ends")
  @CsvSource({
    "21:00, 08:00, Europe/Berlin,    2026-06-01T18:59:59Z, -",
    "21:00, 08:00, Europe/Berlin,    2026-06-01T19:00:00Z, 2026-06-02T06:00:00Z",
    "21:00, 08:00, Europe/Berlin,    2026-06-01T23:00:00Z, 2026-06-02T06:00:00Z",
    "21:00, 08:00, Europe/Berlin,    2026-06-02T05:59:59Z, 2026-06-02T06:00:00Z",
    "21:00, 08:00, Europe/Berlin,    2026-06-02T06:00:00Z, -",
    "12:00, 14:00, Europe/Berlin,    2026-06-01T10:00:00Z, 2026-06-01T12:00:00Z",
    "12:00, 14:00, Europe/Berlin,    2026-06-01T12:00:00Z, -",
    "22:00, 00:00, Europe/Berlin,    2026-06-01T21:00:00Z, 2026-06-01T22:00:00Z",
    "22:00, 00:00, Europe/Berlin,    2026-06-01T22:00:00Z, -",
    "00:00, 08:00, America/Santiago, 2026-09-06T04:00:00Z, 2026-09-06T11:00:00Z",
    "21:00, 02:30, America/New_York, 2026-03-08T06:30:00Z, 2026-03-08T07:00:00Z",
    "21:00, 02:30, America/New_York, 2026-03-08T07:00:00Z, -",
    "02:30, 08:00, America/New_York, 2026-03-08T07:00:00Z, 2026-03-08T12:00:00Z",
    "02:15, 02:45, America/New_York, 2026-03-08T07:00:00Z, -",
    "21:00, 08:00, America/New_York, 2026-11-01T02:00:00Z, 2026-11-01T13:00:00Z",
    "21:00, 01:30, America/New_York, 2026-11-01T05:15:00Z, 2026-11-01T05:30:00Z",
    "21:00, 01:30, America/New_York, 2026-11-01T05:45:00Z, -",
    "21:00, 01:30, America/New_York, 2026-11-01T06:15:00Z, 2026-11-01T06:30:00Z",
    "01:30, 08:00, America/New_York, 2026-11-01T06:15:00Z, 2026-11-01T13:00:00Z",
    "09:00, 09:00, Europe/Berlin,    2026-06-01T07:00:00Z, -",
    "00:00, 00:00, Europe/Berlin,    2026-06-01T07:00:00Z, -"
  })
  void theWindowOnTheClock(
      LocalTime from, LocalTime to, ZoneId zone, Instant now, String expected) {
    Optional<Instant> end = QuietClock.endOfQuiet(List.of(quiet(from, to)), now, zone);
    assertThat(end.map(Instant::toString).orElse("-")).isEqualTo(expected);
  }

  @Test
  @DisplayName("G5: quiet hours that follow each other end with the last of them")
  void chainedWindowsAreOneQuiet() {
    List<QuietHours> rules =
        List.of(quiet("21:00", "08:00"), quiet("07:00", "09:30"), quiet("09:30", "10:00"));
    Instant evening = Instant.parse("2026-06-01T20:00:00Z");
    assertThat(QuietClock.endOfQuiet(rules, evening, BERLIN))
        .contains(Instant.parse("2026-06-02T08:00:00Z"));
    assertThat(QuietClock.quietNow(rules, evening, BERLIN)).containsExactly(rules.getFirst());
  }

  @Test
  void quietHoursWithoutAnOpeningNeverEnd() {
    List<QuietHours> rules = List.of(quiet("08:00", "20:00"), quiet("20:00", "08:00"));
    assertThat(QuietClock.endOfQuiet(rules, Instant.parse("2026-06-01T20:00:00Z"), BERLIN))
        .contains(QuietClock.NEVER);
  }

  @Test
  void aRuleAppliesToItsChannelsAndJurisdictions() {
    QuietHours all = quiet("21:00", "08:00");
    QuietHours sms = quiet(Set.of("sms", "push"), Set.of());
    QuietHours american = quiet(Set.of(), Set.of("US"));
    QuietHours frenchSms = quiet(Set.of("sms"), Set.of("FR"));
    Policy policy =
        new Policy(
            List.of(),
            List.of(all, sms, american, frenchSms),
            List.of(),
            OverCap.DROP,
            Arbitration.DEFAULT,
            null);
    assertThat(QuietClock.applicable(policy, "sms", "FR")).containsExactly(all, sms, frenchSms);
    assertThat(QuietClock.applicable(policy, "email", "US")).containsExactly(all, american);
    assertThat(QuietClock.applicable(policy, "email", "")).containsExactly(all);
  }

  @Seeds(8)
  @DisplayName("G5, T3: in every zone, what ends is never within a window, and ends no later")
  void quietEndsAtTheFirstMinuteOutsideEveryWindow(long seed, SplittableRandom random) {
    for (String name : ZONES) {
      ZoneId zone = ZoneId.of(name);
      List<QuietHours> rules = new ArrayList<>();
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        rules.add(quiet(halfHour(random), halfHour(random)));
      }
      Instant now = someMinute(zone, random);

      Optional<Instant> end = QuietClock.endOfQuiet(rules, now, zone);

      assertThat(end).as("%s %s %s", name, now, rules).isEqualTo(byMinutes(rules, now, zone));
    }
  }

  /// Half of them within a day of a change of the clocks.
  private static Instant someMinute(ZoneId zone, SplittableRandom random) {
    Instant any = Instant.ofEpochSecond(random.nextLong(1_120_000_000L, 1_900_000_000L));
    ZoneOffsetTransition change = zone.getRules().nextTransition(any);
    Instant start =
        change == null || random.nextBoolean()
            ? any
            : change.getInstant().plusSeconds(random.nextLong(-90_000, 90_000));
    return start.truncatedTo(ChronoUnit.MINUTES);
  }

  private static Optional<Instant> byMinutes(List<QuietHours> rules, Instant now, ZoneId zone) {
    Instant tick = now;
    Instant limit = now.plus(Duration.ofDays(3));
    while (isQuiet(rules, tick, zone)) {
      tick = tick.plusSeconds(60);
      if (tick.isAfter(limit)) {
        return Optional.of(QuietClock.NEVER);
      }
    }
    return tick.equals(now) ? Optional.empty() : Optional.of(tick);
  }

  /// By what the clock on the wall shows, or since the window's first moment and before its last.
  private static boolean isQuiet(List<QuietHours> rules, Instant at, ZoneId zone) {
    LocalDateTime shown = LocalDateTime.ofInstant(at, zone);
    return rules.stream()
        .anyMatch(rule ->
            shows(rule, shown.toLocalTime()) || isBetween(rule, at, shown.toLocalDate(), zone));
  }

  private static boolean shows(QuietHours rule, LocalTime time) {
    boolean started = !time.isBefore(rule.from());
    boolean open = time.isBefore(rule.to());
    return rule.from().isBefore(rule.to())
        ? started && open
        : rule.from().isAfter(rule.to()) && (started || open);
  }

  private static boolean isBetween(QuietHours rule, Instant at, LocalDate today, ZoneId zone) {
    for (int day = -2; day <= 2; day++) {
      LocalDate start = today.plusDays(day);
      LocalDate end = rule.from().isAfter(rule.to()) ? start.plusDays(1) : start;
      boolean started = !at.isBefore(first(start.atTime(rule.from()), zone));
      if (started && at.isBefore(first(end.atTime(rule.to()), zone))) {
        return true;
      }
    }
    return false;
  }

  /// The first instant at which clocks show `local` or, after a gap, more.
  private static Instant first(LocalDateTime local, ZoneId zone) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      Instant dayBefore = local.minusDays(2).toInstant(ZoneOffset.UTC);
      Instant change = zone.getRules().nextTransition(dayBefore).getInstant();
      return LocalDateTime.ofInstant(change, zone).isBefore(local)
          ? zone.getRules().nextTransition(change).getInstant()
          : change;
    }
    return offsets.stream().map(local::toInstant).min(Instant::compareTo).orElseThrow();
  }

  private static LocalTime halfHour(SplittableRandom random) {
    return LocalTime.of(random.nextInt(24), random.nextInt(2) * 30);
  }

  private static QuietHours quiet(String from, String to) {
    return quiet(LocalTime.parse(from), LocalTime.parse(to));
  }

  private static QuietHours quiet(LocalTime from, LocalTime to) {
    return new QuietHours(Set.of(), Set.of(), from, to, false);
  }

  private static QuietHours quiet(Set<String> channels, Set<String> jurisdictions) {
    return new QuietHours(channels, jurisdictions, LocalTime.of(21, 0), LocalTime.of(8, 0), false);
  }
}
