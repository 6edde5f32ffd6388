package dev.throughline.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.throughline.attribution.ConversionSpec;
import dev.throughline.catalog.Documents;
import dev.throughline.catalog.IdentityRules;
import dev.throughline.catalog.Workspace;
import dev.throughline.condition.Condition;
import dev.throughline.condition.Expr;
import dev.throughline.customer.Arm;
import dev.throughline.customer.Customer;
import dev.throughline.customer.CustomerId;
import dev.throughline.customer.Exposure;
import dev.throughline.customer.Identifier;
import dev.throughline.customer.Touch;
import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.Place;
import dev.throughline.engine.Fact.What;
import dev.throughline.event.CalendarSpan;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.governance.Policy;
import dev.throughline.journey.Again;
import dev.throughline.journey.Entry;
import dev.throughline.journey.Exits;
import dev.throughline.journey.Journey;
import dev.throughline.journey.Kpi;
import dev.throughline.journey.Step;
import dev.throughline.journey.Trigger;
import dev.throughline.testkit.Seeds;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Instant START = Instant.parse("2026-03-01T22:30:00Z");
  private static final Place WIN_BACK = new Place("win-back", 1, "i1");

  private final List<Customer> customers = new ArrayList<>();
  private final Report report = new Report(documents("UTC", 0));
  private int facts;

  @Test
  void factsAreCountedByKindAsTheContractCallsThem() {
    add("ann", START, new What.SegmentEntered("lapsed"));
    add("ann", START, new What.AudienceChanged("vip", false));
    add("ann", START, feedback("m1", "opened"));

    assertThat(at(fields(), "facts"))
        .isEqualTo(counts("audience.removed", 1, "message.opened", 1, "segment.entered", 1));
    assertThat(at(fields(), "segments", "lapsed", "entered")).isEqualTo(Value.of(1L));
  }

  @Test
  void aJourneySaysWhoCameInWhoWasTurnedAwayAndHowTheyLeft() {
    add("ann", START, new What.JourneyEntered(WIN_BACK, "treated"));
    add("bob", START, new What.JourneyEntered(WIN_BACK, "holdout"));
    add("cem", START, new What.JourneyRejected("win-back", 1, "reentry"));
    add("ann", START, new What.JourneyStep(WIN_BACK, "test", "a"));
    add("ann", START, new What.JourneyExited(WIN_BACK, "test", "goal", null));

    Value journey = at(fields(), "journeys", "win-back");
    assertThat(at(journey, "entered_by_arm")).isEqualTo(counts("holdout", 1, "treated", 1));
    assertThat(at(journey, "rejected_by_reason")).isEqualTo(counts("reentry", 1));
    assertThat(at(journey, "exited_by_reason")).isEqualTo(counts("goal", 1));
    assertThat(at(journey, "still_in")).isEqualTo(Value.of(1L));
    assertThat(at(journey, "steps", "test", "arms")).isEqualTo(counts("a", 1));
  }

  @Test
  void aJourneyThatNobodyEnteredIsInTheReportToo() {
    assertThat(at(fields(), "journeys", "win-back", "entered")).isEqualTo(Value.of(0L));
  }

  @Test
  void sentGhostHeldAndDroppedAddUpToTheArrivals() {
    add("ann", START, decided("m1", "sent", null));
    add("bob", START, decided("m2", "ghost", "holdout_journey"));
    add("cem", START, decided("m3", "dropped", "no_consent"));
    add("dee", START, decided("m4", "held", "quiet_hours"));
    add("eve", START, decided("m5", "held", "frequency_cap"));
    add("eve", START.plusSeconds(60), decided("m5", "sent", null));

    for (Value messages :
        List.of(
            at(fields(), "messages"),
            at(fields(), "journeys", "win-back", "messages"),
            at(fields(), "journeys", "win-back", "steps", "remind", "messages"),
            at(fields(), "channels", "email"))) {
      assertThat(at(messages, "arrivals")).isEqualTo(Value.of(5L));
      assertThat(at(messages, "sent")).isEqualTo(Value.of(2L));
      assertThat(at(messages, "ghost")).isEqualTo(Value.of(1L));
      assertThat(at(messages, "held")).isEqualTo(Value.of(1L));
      assertThat(at(messages, "dropped")).isEqualTo(Value.of(1L));
      assertThat(at(messages, "dropped_by_reason")).isEqualTo(counts("no_consent", 1));
      assertThat(at(messages, "held_by_reason")).isEqualTo(counts("quiet_hours", 1));
      assertThat(at(messages, "held_on_the_way_by_reason"))
          .isEqualTo(counts("frequency_cap", 1, "quiet_hours", 1));
    }
  }

  @Test
  void capPressureFollowsAHeldMessageToItsEnd() {
    add("ann", START, decided("m1", "held", "frequency_cap"));
    add("ann", START.plusSeconds(1), decided("m1", "sent", null));
    add("bob", START, decided("m2", "held", "frequency_cap"));
    add("bob", START.plusSeconds(1), decided("m2", "dropped", "expired"));
    add("cem", START, decided("m3", "dropped", "frequency_cap"));
    add("dee", START, decided("m4", "sent", null));

    Value cap = at(fields(), "cap_pressure", "frequency_cap");
    assertThat(at(cap, "held")).isEqualTo(Value.of(2L));
    assertThat(at(cap, "later_sent")).isEqualTo(Value.of(1L));
    assertThat(at(cap, "later_dropped")).isEqualTo(Value.of(1L));
    assertThat(at(cap, "dropped_at_once")).isEqualTo(Value.of(1L));
    assertThat(at(cap, "share_of_arrivals")).isEqualTo(Value.of(new BigDecimal("0.7500")));
    assertThat(at(fields(), "cap_pressure", "outranked", "messages")).isEqualTo(Value.of(0L));
  }

  @Test
  void reachCountsAPersonOnceADayOfTheWorkspacesZone() {
    Report berlin = new Report(documents("Europe/Berlin", 0));
    berlin.add(fact("ann", START, decided("m1", "sent", null)));
    berlin.add(fact("bob", START, decided("m2", "sent", null)));
    // Half past midnight in Berlin: the next day there, the same day in UTC.
    berlin.add(fact("ann", START.plus(Duration.ofHours(1)), decided("m3", "sent", null)));
    berlin.add(fact("ann", START.plus(Duration.ofHours(2)), decided("m4", "sent", null)));

    assertThat(at(berlin.fields(reading(), customers), "reach"))
        .isEqualTo(new Value.Items(List.of(day("2026-03-01", 2, 2), day("2026-03-02", 1, 2))));
    assertThat(at(berlin.fields(reading(), customers), "people", "reached"))
        .isEqualTo(Value.of(2L));
  }

  @Test
  void everyModelSharesOutTheRevenueCredited_C1() {
    add("ann", START, converted("o1", "30.00"));
    add("ann", START, credit("o1", "first", "t1", "1", "30.00"));
    add("ann", START, credit("o1", "linear", "t1", "0.5", "15.00"));
    add("ann", START, credit("o1", "linear", "t2", "0.5", "15.00"));
    add("bob", START, converted("o1", "99.00"));
    add("ann", START, new What.Refunded("order", "o1", money("10.00"), "USD"));
    add("ann", START, credit("o1", "first", "t1", "1", "-10.00"));
    add("ann", START, credit("o1", "linear", "t1", "0.5", "-5.00"));
    add("ann", START, credit("o1", "linear", "t2", "0.5", "-5.00"));

    Value credit = at(fields(), "credit");
    assertThat(at(credit, "revenue_credited", "USD")).isEqualTo(Value.of(money("20.00")));
    assertThat(at(credit, "sums_to_revenue_credited")).isEqualTo(Value.of(true));
    assertThat(at(credit, "models", "linear", "by_step", "win-back/remind", "USD"))
        .isEqualTo(Value.of(money("20.00")));
    assertThat(at(fields(), "conversions", "order", "value", "USD"))
        .isEqualTo(Value.of(money("129.00")));
    assertThat(at(fields(), "conversions", "order", "refunded", "USD"))
        .isEqualTo(Value.of(money("10.00")));
  }

  @Test
  void p9CreditIsTakenApartByVersionVariantAndSegment() {
    Touch a =
        touch("t1", Touch.Status.DELIVERED, 1, new Exposure("test=a", List.of("lapsed", "vip")));
    Touch b = touch("t2", Touch.Status.DELIVERED, 2, new Exposure("test=b", List.of("vip")));
    Touch visit =
        new Touch("v", Touch.Status.VISIT, START, null, 0, null, null, "google/cpc", Exposure.NONE);
    add("ann", START, converted("o1", "30.00"));
    add("ann", START, credit("o1", "linear", a, "0.333", "10.00"));
    add("ann", START, credit("o1", "linear", b, "0.333", "10.00"));
    add("ann", START, credit("o1", "linear", visit, "0.334", "10.00"));
    add("ann", START, new What.Refunded("order", "o1", money("3.00"), "USD"));
    add("ann", START, credit("o1", "linear", a, "0.333", "-1.00"));
    add("ann", START, credit("o1", "linear", b, "0.333", "-1.00"));
    add("ann", START, credit("o1", "linear", visit, "0.334", "-1.00"));

    Value linear = at(fields(), "credit", "models", "linear");
    assertThat(at(linear, "by_version"))
        .isEqualTo(dollars("none", "9.00", "win-back@1", "9.00", "win-back@2", "9.00"));
    assertThat(at(linear, "by_variant"))
        .isEqualTo(dollars("none", "9.00", "win-back/test=a", "9.00", "win-back/test=b", "9.00"));
    assertThat(at(linear, "by_segment"))
        .as("the segments overlap")
        .isEqualTo(dollars("lapsed", "9.00", "none", "9.00", "vip", "18.00"));
  }

  private static Fields dollars(String... amounts) {
    TreeMap<String, Value> values = new TreeMap<>();
    for (int i = 0; i < amounts.length; i += 2) {
      values.put(amounts[i], new Fields(Map.of("USD", Value.of(money(amounts[i + 1])))));
    }
    return new Fields(values);
  }

  @Test
  void creditOfAMergedPersonsSecondOrderIsNoMoreAfterTheMerge_C1() {
    add("a1", START, converted("o1", "30.00"));
    add("ann", START, converted("o1", "30.00"));
    add("a1", START, credit("o1", "first", "t1", "1", "30.00"));
    add("ann", START, new What.Merged(new CustomerId("a1")));
    add("ann", START, credit("o1", "first", "t1", "0", "-30.00"));
    add("ann", START, new What.Refunded("order", "o1", money("30.00"), "USD"));

    assertThat(at(fields(), "credit", "sums_to_revenue_credited")).isEqualTo(Value.of(true));
    assertThat(at(fields(), "conversions", "order", "credited")).isEqualTo(Value.of(0L));
  }

  @Test
  void aMessageThatIsATouchByItsOpeningAndThenByItsDeliveryStaysCredited_C1() {
    add("ann", START, converted("o1", "30.00"));
    add("ann", START, credit("o1", "first", touch("t1", Touch.Status.OPENED), "1", "30.00"));
    add("ann", START, credit("o1", "first", touch("t1", Touch.Status.DELIVERED), "1", "30.00"));
    add("ann", START, credit("o1", "first", touch("t1", Touch.Status.OPENED), "0", "-30.00"));

    assertThat(at(fields(), "credit", "sums_to_revenue_credited")).isEqualTo(Value.of(true));
  }

  @Test
  void aModelThatSharesOutTooLittleIsSeen() {
    add("ann", START, converted("o1", "30.00"));
    add("ann", START, credit("o1", "first", "t1", "1", "29.99"));

    assertThat(at(fields(), "credit", "sums_to_revenue_credited")).isEqualTo(Value.of(false));
  }

  @Test
  void factsUnderAnAnonymousIdBelongToThePersonItBecame() {
    Customer ann = customer("ann", "treated", START);
    ann.identifiers.add(Identifier.anonymous("a1"));
    add("a1", START.plusSeconds(1), converted("o1", "30.00"));
    add("ann", START.plusSeconds(2), credit("o1", "first", "t1", "1", "30.00"));
    add("a2", START.plusSeconds(3), converted("o2", "5.00"));
    add("ann", START.plusSeconds(4), new What.Merged(new CustomerId("a2")));

    assertThat(at(fields(), "credit", "sums_to_revenue_credited")).isEqualTo(Value.of(true));
    Value treated = at(fields(), "lift", "win-back", "outcomes", "order", "treated");
    assertThat(at(treated, "conversions")).isEqualTo(Value.of(2L));
    assertThat(at(treated, "revenue")).isEqualTo(Value.of(money("35.00")));
  }

  @Test
  void liftComparesConversionsWithinTheKpisWindowOfFirstEntry() {
    Instant edge = START.plus(Duration.ofDays(7));
    customer("t1", "treated", START);
    customer("t2", "treated", START);
    customer("h1", "holdout", START);
    customer("h2", "holdout", START);
    add("t1", START, converted("at-entry", "7.00"));
    add("t1", edge, converted("edge", "10.00"));
    add("t2", START.plusSeconds(1), converted("first", "1.00"));
    add("t2", START.plusSeconds(2), converted("second", "2.00"));
    add("h1", edge.plusMillis(1), converted("late", "50.00"));

    Value order = at(fields(), "lift", "win-back", "outcomes", "order");
    assertThat(at(order, "treated", "people")).isEqualTo(Value.of(2L));
    assertThat(at(order, "treated", "converted")).isEqualTo(Value.of(2L));
    assertThat(at(order, "treated", "conversions")).isEqualTo(Value.of(3L));
    assertThat(at(order, "treated", "revenue")).isEqualTo(Value.of(money("13.00")));
    assertThat(at(order, "holdout", "converted")).isEqualTo(Value.of(0L));
    assertThat(at(order, "rate", "difference", "value"))
        .isEqualTo(Value.of(new BigDecimal("1.000000")));
    assertThat(at(order, "revenue_per_person", "difference", "value"))
        .isEqualTo(Value.of(new BigDecimal("6.500000")));
  }

  @Test
  void theContaminatedAreLeftOutOfLift_H4() {
    customer("t1", "treated", START);
    customer("h1", "holdout", START);
    Customer mixed = customer("mixed", "treated", START);
    mixed.arms.put("win-back", new Arm("treated", START, true));

    Value lift = at(fields(), "lift", "win-back");
    assertThat(at(lift, "contaminated")).isEqualTo(Value.of(1L));
    assertThat(at(lift, "outcomes", "order", "treated", "people")).isEqualTo(Value.of(1L));
  }

  @Test
  void theGloballyHeldOutAreInTheGlobalLiftAndInNoOther_H2() {
    customer("t1", "treated", START).arms.put("global", new Arm("treated", START, false));
    customer("g1", "treated", START).arms.put("global", new Arm("holdout", START, false));
    Report both = new Report(documents("UTC", 500));

    Fields fields = both.fields(reading(), customers);
    assertThat(at(fields, "lift", "win-back", "outcomes", "order", "treated", "people"))
        .isEqualTo(Value.of(1L));
    assertThat(at(fields, "lift", "global", "outcomes", "order", "holdout", "people"))
        .isEqualTo(Value.of(1L));
  }

  @Test
  void theIntervalOfARateHasItsTextbookWidth() {
    // 30 of 100 against 20 of 100: 0.10 +- 1.96 * sqrt(0.3*0.7/99 + 0.2*0.8/99).
    IntStream.range(0, 100).forEach(i -> customer("t" + i, "treated", START));
    IntStream.range(0, 100).forEach(i -> customer("h" + i, "holdout", START));
    IntStream.range(0, 30).forEach(i -> add("t" + i, later(), converted("t" + i, "1.00")));
    IntStream.range(0, 20).forEach(i -> add("h" + i, later(), converted("h" + i, "1.00")));

    Value difference = at(fields(), "lift", "win-back", "outcomes", "order", "rate", "difference");
    double half = 1.959964 * Math.sqrt(0.3 * 0.7 / 99 + 0.2 * 0.8 / 99);
    assertThat(decimal(at(difference, "value")).doubleValue()).isEqualTo(0.10);
    assertThat(decimal(at(difference, "low")).doubleValue()).isCloseTo(0.10 - half, offset(1e-6));
    assertThat(decimal(at(difference, "high")).doubleValue()).isCloseTo(0.10 + half, offset(1e-6));
  }

  @Test
  void mismatchesAndRejectedLinesAreDataQuality() {
    Map<String, Integer> mismatches = Map.of("segment lapsed: profile.age > 3", 2);
    Fields fields =
        report.fields(
            new Report.Reading(START, START, 10, 3, 1, mismatches, Map.of("email:x", 1)),
            customers);

    assertThat(at(fields, "data_quality", "type_mismatches"))
        .isEqualTo(counts("segment lapsed: profile.age > 3", 2));
    assertThat(at(fields, "data_quality", "refused_links")).isEqualTo(counts("email:x", 1));
    assertThat(at(fields, "data_quality", "rejected_lines")).isEqualTo(Value.of(3L));
    assertThat(at(fields, "events", "duplicates")).isEqualTo(Value.of(1L));
  }

  @Seeds(50)
  void everyArrivalIsCountedOnceHoweverHoldsEnd(long seed, SplittableRandom random) {
    int arrivals = random.nextInt(1, 40);
    List<String> ends = List.of("sent", "ghost", "dropped");
    for (int i = 0; i < arrivals; i++) {
      int holds = random.nextInt(3);
      for (int hold = 0; hold < holds; hold++) {
        add("c" + i, START, decided("m" + i, "held", "quiet_hours"));
      }
      if (holds == 0 || random.nextBoolean()) {
        add("c" + i, START, decided("m" + i, ends.get(random.nextInt(3)), null));
      }
    }
    Value messages = at(fields(), "messages");
    assertThat(at(messages, "arrivals")).as("seed %s", seed).isEqualTo(Value.of((long) arrivals));
  }

  private static Instant later() {
    return START.plus(Duration.ofDays(1));
  }

  private static What.MessageDecided decided(
      String message, String outcome, @Nullable String reason) {
    return new What.MessageDecided(
        WIN_BACK, "remind", message, "email", "hello", outcome, reason, List.of());
  }

  private static What.MessageFeedback feedback(String message, String kind) {
    return new What.MessageFeedback(WIN_BACK, "remind", message, "email", kind, null);
  }

  private static What.Converted converted(String order, String value) {
    return new What.Converted("order", order, money(value), "USD");
  }

  private static What.Credit credit(
      String order, String model, String touch, String weight, String value) {
    return credit(order, model, touch(touch, Touch.Status.DELIVERED), weight, value);
  }

  private static Touch touch(String id, Touch.Status status) {
    return touch(id, status, 1, Exposure.NONE);
  }

  private static Touch touch(String id, Touch.Status status, int version, Exposure exposure) {
    return new Touch(
        id, status, START, "win-back", version, "remind", "retention", "email", exposure);
  }

  private static What.Credit credit(
      String order, String model, Touch touch, String weight, String value) {
    return new What.Credit(
        "order", order, model, touch, new BigDecimal(weight), money(value), "USD", 1, null);
  }

  private static BigDecimal money(String amount) {
    return new BigDecimal(amount);
  }

  private void add(String customer, Instant at, What what) {
    report.add(fact(customer, at, what));
  }

  private Fact fact(String customer, Instant at, What what) {
    return new Fact("f" + facts++, at, new CustomerId(customer), what);
  }

  private Customer customer(String id, String arm, Instant exposedAt) {
    Customer customer = new Customer(new CustomerId(id));
    customer.arms.put("win-back", new Arm(arm, exposedAt, false));
    customers.add(customer);
    return customer;
  }

  private Fields fields() {
    return report.fields(reading(), customers);
  }

  private static Report.Reading reading() {
    return new Report.Reading(START, START.plus(Duration.ofDays(30)), 0, 0, 0, Map.of(), Map.of());
  }

  private static Value at(Value from, String... path) {
    Value value = from;
    for (String name : path) {
      assertThat(value).as("before %s in %s", name, List.of(path)).isInstanceOf(Fields.class);
      value = ((Fields) value).get(name);
    }
    return value;
  }

  private static BigDecimal decimal(Value value) {
    assertThat(value).isInstanceOf(Value.Decimal.class);
    return ((Value.Decimal) value).value();
  }

  private static Fields counts(Object... namesAndCounts) {
    TreeMap<String, Value> values = new TreeMap<>();
    for (int i = 0; i < namesAndCounts.length; i += 2) {
      values.put((String) namesAndCounts[i], Value.of((long) (Integer) namesAndCounts[i + 1]));
    }
    return new Fields(values);
  }

  private static Fields day(String day, long people, long messages) {
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("day", Value.of(day));
    values.put("people", Value.of(people));
    values.put("messages", Value.of(messages));
    return new Fields(values);
  }

  private static Documents documents(String zone, int globalHoldout) {
    Workspace standard = Workspace.DEFAULT;
    Workspace workspace =
        new Workspace(
            ZoneId.of(zone),
            standard.currency(),
            standard.locale(),
            standard.consent(),
            standard.maxLateness(),
            globalHoldout,
            standard.salt());
    LinkedHashMap<String, Journey> journeys = new LinkedHashMap<>();
    journeys.put("win-back", winBack());
    LinkedHashMap<String, ConversionSpec> conversions = new LinkedHashMap<>();
    conversions.put("order", order());
    return new Documents(
        workspace,
        IdentityRules.DEFAULT,
        Policy.NONE,
        new LinkedHashMap<>(),
        journeys,
        conversions,
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new TreeSet<>());
  }

  private static Journey winBack() {
    LinkedHashMap<String, Step> steps = new LinkedHashMap<>();
    steps.put("remind", new Step.Send("remind", "hello", List.of("email"), 0, null));
    return new Journey(
        "win-back",
        1,
        "Win back",
        List.of(),
        null,
        "marketing",
        50,
        new Kpi("order", CalendarSpan.of("P7D")),
        1000,
        new Entry(new Trigger.OnSegment("lapsed", true), null, List.of(), new Again.Never(), null),
        new Exits(null, null, null, null, null),
        steps,
        List.of());
  }

  private static ConversionSpec order() {
    return new ConversionSpec(
        "order",
        new Trigger.EventMatch("Order Completed", null),
        new Condition("event.properties.total", new Expr.Literal(Value.of(0L))),
        null,
        null,
        null,
        new TreeMap<>(),
        Touch.Status.DELIVERED,
        null);
  }
}
