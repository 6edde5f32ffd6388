package dev.throughline.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.customer.Customer;
import dev.throughline.customer.CustomerId;
import dev.throughline.customer.Reservation;
import dev.throughline.customer.Trait;
import dev.throughline.event.CalendarSpan;
import dev.throughline.event.Value;
import dev.throughline.governance.Policy.Arbitration;
import dev.throughline.governance.Policy.Cap;
import dev.throughline.governance.Policy.OverCap;
import dev.throughline.journey.Again;
import dev.throughline.journey.Entry;
import dev.throughline.journey.Exits;
import dev.throughline.journey.Journey;
import dev.throughline.journey.Step;
import dev.throughline.journey.Trigger;
import dev.throughline.testkit.Seeds;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CapsTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final ZoneId UTC = ZoneOffset.UTC;

  @ParameterizedTest(name = "{0} rolling={1}: a send at {2} counts until {3}")
  @DisplayName("G3: rolling windows are 24-hour days, calendar ones local days, weeks, months")
  @CsvSource({
    "P7D,   true,  2026-03-05T15:00:00Z, 2026-03-12T15:00:00Z",
    "P1D,   true,  2026-03-07T17:00:00Z, 2026-03-08T17:00:00Z",
    "PT36H, true,  2026-03-07T17:00:00Z, 2026-03-09T05:00:00Z",
    "P1D,   false, 2026-06-01T04:00:00Z, 2026-06-02T04:00:00Z",
    "P1D,   false, 2026-06-02T03:59:59Z, 2026-06-02T04:00:00Z",
    "P1D,   false, 2026-03-08T12:00:00Z, 2026-03-09T04:00:00Z",
    "P1D,   false, 2026-11-01T05:30:00Z, 2026-11-02T05:00:00Z",
    "P7D,   false, 2026-06-01T12:00:00Z, 2026-06-08T04:00:00Z",
    "P7D,   false, 2026-06-07T12:00:00Z, 2026-06-08T04:00:00Z",
    "P1W,   false, 2026-03-05T12:00:00Z, 2026-03-09T04:00:00Z",
    "P14D,  false, 2026-06-07T12:00:00Z, 2026-06-15T04:00:00Z",
    "P3D,   false, 2026-06-05T12:00:00Z, 2026-06-08T04:00:00Z",
    "P1M,   false, 2026-01-31T12:00:00Z, 2026-02-01T05:00:00Z",
    "P1M,   false, 2026-02-01T05:00:00Z, 2026-03-01T05:00:00Z",
    "P2M,   false, 2026-01-31T12:00:00Z, 2026-03-01T05:00:00Z",
    "P1Y,   false, 2026-06-01T12:00:00Z, 2027-01-01T05:00:00Z",
    "P1M,   true,  2026-01-31T12:00:00Z, 2026-03-02T12:00:00Z"
  })
  void aPlaceCountsUntilItsWindowEnds(
      CalendarSpan per, boolean rolling, Instant sentAt, Instant until) {
    Cap cap = cap(null, null, null, 1, per, rolling);
    List<Reservation> ledger = List.of(sent(sentAt));
    assertThat(used(cap, ledger, sentAt)).isEqualTo(1);
    assertThat(used(cap, ledger, until.minusNanos(1))).isEqualTo(1);
    assertThat(used(cap, ledger, until)).isZero();
    assertThat(freeAt(cap, ledger, sentAt)).contains(until);
    assertThat(Caps.sameWindow(cap, sentAt, until.minusNanos(1), NEW_YORK, UTC)).isTrue();
    assertThat(Caps.sameWindow(cap, sentAt, until, NEW_YORK, UTC)).isFalse();
  }

  @Test
  @DisplayName("G3: a calendar cap follows the person's clock, or the workspace's where it says so")
  void theZoneOfACalendarCap() {
    Instant evening = Instant.parse("2026-06-01T23:00:00Z");
    Instant afterUtcMidnight = Instant.parse("2026-06-02T01:00:00Z");
    CalendarSpan day = CalendarSpan.of("P1D");
    Cap persons = cap(null, null, null, 1, day, false);
    Cap workspaces = new Cap(null, null, null, null, 1, null, day, false, true, false);
    assertThat(used(persons, List.of(sent(evening)), afterUtcMidnight)).isEqualTo(1);
    assertThat(used(workspaces, List.of(sent(evening)), afterUtcMidnight)).isZero();
  }

  @Test
  @DisplayName("H3: ghosts take no place from a real send, but share theirs with real ones")
  void ghostsCountInAShadow() {
    Instant now = Instant.parse("2026-06-01T12:00:00Z");
    Cap cap = cap(null, null, null, 2, CalendarSpan.of("P1D"), true);
    List<Reservation> ledger =
        List.of(
            new Reservation("a", now, "email", "marketing", "one", List.of(), true),
            new Reservation("b", now, "email", "marketing", "two", List.of(), false));
    assertThat(Caps.used(cap, ledger, false, now, UTC, UTC)).isEqualTo(1);
    assertThat(Caps.used(cap, ledger, true, now, UTC, UTC)).isEqualTo(2);
    assertThat(Caps.freeAt(cap, ledger, false, now, UTC, UTC)).contains(now);
    assertThat(Caps.freeAt(cap, ledger, true, now, UTC, UTC))
        .contains(now.plus(Duration.ofDays(1)));
  }

  @Test
  void transactionalSendsAreNeverStoppedAndCountOnlyWhereTheCapSaysSo() {
    Instant now = Instant.parse("2026-06-01T12:00:00Z");
    CalendarSpan week = CalendarSpan.of("P7D");
    Cap plain = cap("marketing", null, null, 1, week, true);
    Cap counting = new Cap("marketing", null, null, null, 1, null, week, true, false, true);
    Policy policy = policy(plain, counting);
    assertThat(applicable(policy, journey("receipt", "transactional"), "email")).isEmpty();
    List<Reservation> ledger =
        List.of(new Reservation("r", now, "email", "transactional", "receipt", List.of(), false));
    assertThat(used(plain, ledger, now)).isZero();
    assertThat(used(counting, ledger, now)).isEqualTo(1);
  }

  @Test
  void aCapHoldsForItsPurposeChannelJourneyAndTag() {
    CalendarSpan week = CalendarSpan.of("P7D");
    Cap all = cap(null, null, null, 9, week, true);
    Cap marketing = cap("marketing", null, null, 5, week, true);
    Cap sms = cap(null, "sms", null, 1, week, true);
    Cap cart = cap(null, null, "cart", 2, week, true);
    Cap tips = new Cap(null, null, null, "tips", 3, null, week, true, false, false);
    Policy policy = policy(all, marketing, sms, cart, tips);
    assertThat(applicable(policy, journey("cart", "marketing"), "sms"))
        .containsExactly(all, marketing, sms, cart);
    assertThat(applicable(policy, journey("welcome", "product", "new", "tips"), "email"))
        .containsExactly(all, tips);

    Instant now = Instant.parse("2026-06-01T12:00:00Z");
    List<Reservation> ledger =
        List.of(
            new Reservation("a", now, "sms", "product", "welcome", List.of("new", "tips"), false),
            new Reservation("b", now, "email", "marketing", "cart", List.of("new"), false));
    assertThat(List.of(all, marketing, sms, cart, tips))
        .map(cap -> used(cap, ledger, now))
        .containsExactly(2, 1, 1, 1, 1);
  }

  @ParameterizedTest(name = "a trait of {0} means {1} a week")
  @MethodSource("maximums")
  void aPersonsOwnMaximumIsAWholeNumberFromNought(Value trait, int max) {
    Cap cap =
        new Cap(
            null, null, null, null, 5, "weekly_cap", CalendarSpan.of("P7D"), true, false, false);
    Customer customer = new Customer(new CustomerId("ann"));
    customer.traits.put("weekly_cap", new Trait(trait, Instant.EPOCH));
    assertThat(Caps.applicable(policy(cap), journey("cart", "marketing"), "email", customer))
        .singleElement()
        .extracting(Cap::max)
        .isEqualTo(max);
  }

  static List<Arguments> maximums() {
    return List.of(
        Arguments.of(Value.of(0), 0),
        Arguments.of(Value.of(9), 9),
        Arguments.of(Value.of(new BigDecimal("2.0")), 2),
        Arguments.of(Value.of(new BigDecimal("1E+400")), Integer.MAX_VALUE),
        Arguments.of(Value.of(Long.MAX_VALUE), Integer.MAX_VALUE),
        Arguments.of(Value.of(new BigDecimal("2.5")), 5),
        Arguments.of(Value.of(-1), 5),
        Arguments.of(Value.of("2"), 5),
        Arguments.of(Value.of(true), 5),
        Arguments.of(Value.Nothing.NOTHING, 5));
  }

  @Test
  void aCapOfNothingIsNeverFree() {
    Cap none = cap(null, null, null, 0, CalendarSpan.of("P1D"), true);
    assertThat(freeAt(none, List.of(), Instant.EPOCH)).isEmpty();
  }

  @Seeds(300)
  @DisplayName("G3: places used, and when one is free, agree with counting them one by one")
  void usedAndFreeAgreeWithCounting(long seed, SplittableRandom random) {
    Cap cap = anyCap(random);
    List<Reservation> ledger = new ArrayList<>();
    Instant start = Instant.ofEpochSecond(random.nextLong(1_700_000_000L, 1_800_000_000L));
    Instant now = start.truncatedTo(ChronoUnit.HOURS);
    for (int i = random.nextInt(12); i > 0; i--) {
      ledger.add(anySend(now, random));
      now = now.plus(Duration.ofHours(random.nextInt(80)));
    }
    boolean ghost = random.nextBoolean();

    assertThat(Caps.used(cap, ledger, ghost, now, NEW_YORK, UTC))
        .isEqualTo(counted(cap, ledger, ghost, now));

    Optional<Instant> free = Caps.freeAt(cap, ledger, ghost, now, NEW_YORK, UTC);
    Instant tick = now;
    while (counted(cap, ledger, ghost, tick) >= cap.max()) {
      tick = tick.plus(Duration.ofHours(1));
    }
    assertThat(free).contains(tick);
    assertThat(ledger)
        .allSatisfy(place ->
            assertThat(
                    Caps.sameWindow(
                        cap, place.at(), place.at().plus(Caps.horizon(policy(cap))), NEW_YORK, UTC))
                .isFalse());
  }

  private static int counted(Cap cap, List<Reservation> ledger, boolean ghost, Instant at) {
    int count = 0;
    for (Reservation place : ledger) {
      boolean mine = !place.ghost() || ghost;
      boolean purpose =
          place.purpose().equals("transactional")
              ? cap.countsTransactional()
              : cap.purpose() == null || place.purpose().equals(cap.purpose());
      boolean channel = cap.channel() == null || place.channel().equals(cap.channel());
      boolean tag = cap.tag() == null || place.tags().contains(cap.tag());
      if (mine && purpose && channel && tag && isWithin(cap, place.at(), at)) {
        count++;
      }
    }
    return count;
  }

  private static boolean isWithin(Cap cap, Instant sentAt, Instant at) {
    if (cap.rolling()) {
      return sentAt.isAfter(at.minus(cap.per().approximate())) && !sentAt.isAfter(at);
    }
    ZoneId zone = cap.workspaceZone() ? UTC : NEW_YORK;
    LocalDate sent = LocalDate.ofInstant(sentAt, zone);
    LocalDate now = LocalDate.ofInstant(at, zone);
    LocalDate first =
        switch (cap.per().toString()) {
          case "P1D" -> now;
          case "P3D" -> now.minusDays(2);
          case "P7D" -> now.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
          default -> now.withDayOfMonth(1);
        };
    return !sent.isBefore(first) && !sent.isAfter(now);
  }

  private static Cap anyCap(SplittableRandom random) {
    return new Cap(
        random.nextBoolean() ? null : "marketing",
        random.nextBoolean() ? null : "sms",
        null,
        random.nextBoolean() ? null : "tips",
        random.nextInt(1, 4),
        null,
        CalendarSpan.of(List.of("P1D", "P3D", "P7D", "P1M").get(random.nextInt(4))),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean());
  }

  private static Reservation anySend(Instant at, SplittableRandom random) {
    return new Reservation(
        "m" + random.nextInt(),
        at,
        random.nextBoolean() ? "sms" : "email",
        List.of("marketing", "product", "transactional").get(random.nextInt(3)),
        "journey",
        random.nextBoolean() ? List.of() : List.of("new", "tips"),
        random.nextInt(4) == 0);
  }

  private static int used(Cap cap, List<Reservation> ledger, Instant at) {
    return Caps.used(cap, ledger, false, at, NEW_YORK, UTC);
  }

  private static Optional<Instant> freeAt(Cap cap, List<Reservation> ledger, Instant at) {
    return Caps.freeAt(cap, ledger, false, at, NEW_YORK, UTC);
  }

  private static Reservation sent(Instant at) {
    return new Reservation("m", at, "email", "marketing", "journey", List.of(), false);
  }

  private static Cap cap(
      @Nullable String purpose,
      @Nullable String channel,
      @Nullable String journey,
      int max,
      CalendarSpan per,
      boolean rolling) {
    return new Cap(purpose, channel, journey, null, max, null, per, rolling, false, false);
  }

  private static List<Cap> applicable(Policy policy, Journey journey, String channel) {
    return Caps.applicable(policy, journey, channel, new Customer(new CustomerId("ann")));
  }

  private static Journey journey(String key, String purpose, String... tags) {
    LinkedHashMap<String, Step> steps = new LinkedHashMap<>();
    steps.put("tell", new Step.Send("tell", "hello", List.of("email"), 0, null));
    return new Journey(
        key,
        1,
        key,
        List.of(tags),
        null,
        purpose,
        50,
        null,
        0,
        new Entry(new Trigger.OnApi(), null, List.of(), new Again.Never(), null),
        new Exits(null, null, null, null, null),
        steps,
        List.of());
  }

  private static Policy policy(Cap... caps) {
    return new Policy(List.of(caps), List.of(), List.of(), OverCap.DROP, Arbitration.DEFAULT, null);
  }
}
