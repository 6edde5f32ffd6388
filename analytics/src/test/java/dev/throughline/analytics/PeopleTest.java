package dev.throughline.analytics;

import static dev.throughline.analytics.Told.event;
import static dev.throughline.analytics.Told.fact;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.customer.CustomerId;
import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.What;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// One person has one history, whatever they were called when it happened, until it is erased.
class PeopleTest {
  private static final Fact.Place CART = new Fact.Place("cart", 1, "i1");

  private final Warehouse warehouse = Warehouse.inMemory();

  @AfterEach
  void close() {
    warehouse.close();
  }

  private void told(NumberedFact... facts) {
    warehouse.append(List.of(facts), List.of());
  }

  private static What merged(String from) {
    return new What.Merged(new CustomerId(from));
  }

  private static What order(String id, String value) {
    return new What.Converted("order", id, new BigDecimal(value), "EUR");
  }

  private List<String> timeline(String person) {
    return Line.timeline(warehouse, person, Set.of(), null, 100).stream()
        .map(line ->
            line.person() + " " + line.kind() + (line.name().isEmpty() ? "" : " " + line.name()))
        .toList();
  }

  @Test
  void theHistoryOfAMergedPersonIsReadUnderTheOtherOne() {
    told(
        fact(1, "a1", new What.SegmentEntered("new")),
        fact(2, "ann", new What.SegmentEntered("vip")),
        fact(3, "ann", merged("a1")));

    assertThat(timeline("ann"))
        .containsExactly("ann customer.merged", "ann segment.entered", "ann segment.entered")
        .isEqualTo(timeline("a1"));
  }

  @Test
  void mergesOfMergesLeadToTheLast() {
    told(fact(1, "a", order("o1", "10")), fact(2, "b", merged("a")));
    told(fact(3, "c", merged("b")), fact(4, "d", merged("c")));

    assertThat(timeline("a")).hasSize(4).allMatch(line -> line.startsWith("d "));
    assertThat(OrderStory.orders(warehouse, "order", "d", Range.ALL, null, 10))
        .extracting(OrderStory.Order::id)
        .containsExactly("o1");
  }

  @Test
  void whoGetsAUserIdKeepsTheAnonymousPast() {
    warehouse.append(
        List.of(fact(2, "a1", new What.SegmentEntered("new")), fact(4, "ann", order("o1", "10"))),
        List.of(event(1, "a1", null, "Page"), event(3, "ann", "a1", "Signed Up")));

    assertThat(timeline("ann"))
        .containsExactly(
            "ann conversion", "ann event Signed Up", "ann segment.entered", "ann event Page");
    assertThat(SegmentSize.members(warehouse, "new", "", 10))
        .extracting(SegmentSize.Member::person)
        .containsExactly("ann");
  }

  @Test
  void i3WhoComesLaterUnderTheSameAnonymousIdTakesNothingAlong() {
    told(fact(1, "a1", order("o1", "10")), fact(2, "ann", merged("a1")));
    told(fact(3, "bob", order("o2", "20")), fact(4, "bob", merged("a1")));

    assertThat(timeline("bob")).hasSize(2);
    assertThat(timeline("ann")).hasSize(2);
  }

  @Test
  void whoIsRenamedBackIsCalledSo() {
    warehouse.append(
        List.of(fact(1, "old", order("o1", "10"))), List.of(event(2, "new", "old", "Alias")));
    warehouse.append(
        List.of(fact(4, "old", order("o2", "10"))), List.of(event(3, "old", "new", "Alias")));

    assertThat(timeline("new"))
        .containsExactly("old conversion", "old event Alias", "old event Alias", "old conversion")
        .isEqualTo(timeline("old"));
  }

  @Test
  void twoMembersWhoAreOneAreCountedOnce() {
    told(
        fact(1, "a1", new What.SegmentEntered("vip")),
        fact(2, "a1", new What.SegmentEntered("new")),
        fact(3, "ann", new What.SegmentEntered("vip")));
    told(fact(1441, "ann", merged("a1")), fact(2881, "ann", new What.SegmentLeft("new")));

    assertThat(SegmentSize.all(warehouse)).containsExactly(new SegmentSize("vip", 1));
    assertThat(SegmentSize.members(warehouse, "vip", "", 10))
        .containsExactly(new SegmentSize.Member("ann", Told.START.plusSeconds(60)));
    assertThat(SegmentSize.daily(warehouse, "vip", Range.ALL, ZoneOffset.UTC))
        .extracting(SegmentSize.Day::people)
        .containsExactly(2L, 1L);
  }

  @Test
  void c35ErasureTakesThePersonAndLeavesTheTotals() {
    NumberedFact[] history = {
      fact(1, "a1", new What.SegmentEntered("vip")),
      fact(2, "ann", merged("a1")),
      fact(
          3,
          "ann",
          new What.JourneyEntered(CART, "treated", new TreeMap<>(Map.of("cart", "treated")))),
      fact(4, "ann", new What.JourneyStep(CART, "hello", null)),
      fact(
          5,
          "ann",
          new What.MessageDecided(CART, "hello", "m1", "email", "hi", "sent", null, List.of())),
      fact(
          6,
          "ann",
          new What.MessageFeedback(CART, "hello", "m1", "email", "bounced", "no ann@x.example")),
      fact(7, "ann", order("o1", "10")),
      fact(8, "ann", new What.Refunded("order", "o1", new BigDecimal("4"), "EUR")),
      fact(9, "bob", order("o1", "5")),
      fact(10, "ann", new What.JourneyExited(CART, "hello", "erased", null))
    };
    told(history);
    warehouse.append(List.of(), List.of(event(11, "ann", null, "Paid")));
    String before = totals();

    told(fact(12, "ann", new What.Erased()));

    assertThat(totals()).isEqualTo(before);
    assertThat(PersonRow.count(warehouse, "")).isZero();
    assertThat(PersonRow.search(warehouse, "", "EUR", null, 10)).isEmpty();
    assertThat(timeline("ann")).isEmpty();
    assertThat(timeline("a1")).isEmpty();
    assertThat(timeline("bob")).hasSize(1);
    assertThat(SegmentSize.of(warehouse, "vip")).isZero();
    assertThat(everyCell()).noneMatch(cell -> cell.matches("ann|a1|m1|i1|m11|.*ann@.*"));
  }

  private String totals() {
    Range all = Range.ALL;
    return JourneyMetrics.of(warehouse, "cart", all, ZoneOffset.UTC)
        + "\n"
        + SendCounts.of(warehouse, null, all)
        + HoldoutResult.of(warehouse, "cart", "order", null, "EUR", all)
        + Pressure.histogram(warehouse, all, ZoneOffset.UTC)
        + warehouse.<List<String>>read(query ->
            query.rows(
                "select sum(value) || ' ' || sum(refunded) || ' ' || count(*) from orders",
                row -> row.text(1)));
  }

  private List<String> everyCell() {
    return warehouse.read(query ->
        query.rows(
            """
            select unnest([customer, id, instance, message, reason, order_id, touch, json]) from facts
            where customer <> 'bob'
            union all select unnest([customer, message_id, user_id, anonymous_id, json]) from events
            union all select customer from assignments
            union all select unnest([name, person]) from names
            union all select customer from memberships
            """,
            row -> String.valueOf(row.textOrNull(1))));
  }
}
