package dev.throughline.engine;

import dev.throughline.catalog.IdentityRules.Survivorship;
import dev.throughline.customer.Account;
import dev.throughline.customer.Conversion;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Device;
import dev.throughline.customer.Instance;
import dev.throughline.customer.Message;
import dev.throughline.customer.PendingRefund;
import dev.throughline.customer.Reservation;
import dev.throughline.customer.Run;
import dev.throughline.customer.Tally;
import dev.throughline.customer.Touch;
import dev.throughline.customer.Trait;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Joins two people who turned out to be one, by rule I2: every part by a rule that does not depend
/// on which of them is asked first.
final class Merge {
  private static final Comparator<Event> BY_TIME =
      Comparator.comparing(Event::at).thenComparing(Event::messageId);

  private static final Comparator<Account> ACCOUNTS =
      Comparator.comparing(Account::at)
          .thenComparing(Account::id)
          .thenComparing(account -> account.traits().toString());
  private static final Comparator<Device> DEVICES =
      Comparator.comparing(Device::at).thenComparing(Device::token).thenComparing(Device::type);

  private Merge() {}

  static void join(Turn turn, Customer loser) {
    Customer winner = turn.customer;
    winner.facts += loser.facts;
    turn.tell(new Fact.What.Merged(loser.id));
    winner.identifiers.addAll(loser.identifiers);
    traits(turn, loser);
    turn.zoneMayHaveChanged();
    memberships(winner, loser);
    turn.recheckUnsure = true;
    profile(winner, loser);
    history(winner, loser);
    governance(winner, loser);
    journeys(turn, loser);
    credit(turn, loser);
    Memberships.markAll(turn);
    turn.exitsUnsure = true;
    turn.holdsUnsure = true;
    Alarms.setDates(turn);
    Alarms.setSchedules(turn);
  }

  private static void traits(Turn turn, Customer loser) {
    Map<String, Survivorship> rules = turn.catalog.documents().identity().survivorship();
    loser.traits.forEach((name, theirs) -> {
      Trait mine = turn.customer.traits.get(name);
      Survivorship rule = rules.getOrDefault(name, Survivorship.NEWEST);
      Trait joined = mine == null ? theirs : survivor(rule, mine, theirs);
      turn.customer.traits.put(name, joined);
      // It is a change only if neither had this value: else it started its journeys before.
      if (mine != null
          && !mine.value().equals(joined.value())
          && !theirs.value().equals(joined.value())) {
        turn.changedTraits.putIfAbsent(name, (isNewer(mine, theirs) ? mine : theirs).value());
      }
    });
  }

  /// Who was in a segment in either life is in it, since then, until the joined state is looked at.
  private static void memberships(Customer winner, Customer loser) {
    loser.segments.forEach((segment, theirs) ->
        winner.segments.merge(
            segment,
            theirs,
            (a, b) -> {
              boolean first = a.in() != b.in() ? a.in() : isBefore(a.since(), b.since());
              return first ? a : b;
            }));
  }

  private static boolean isBefore(@Nullable Instant a, @Nullable Instant b) {
    return b == null || (a != null && a.isBefore(b));
  }

  static Trait survivor(Survivorship rule, Trait a, Trait b) {
    boolean first = isNewer(a, b);
    Trait newer = first ? a : b;
    Trait older = first ? b : a;
    Instant at = newer.at();
    return switch (rule) {
      case NEWEST -> newer;
      case OLDEST -> older;
      case NON_EMPTY -> isEmpty(newer.value()) ? older : newer;
      case SUM -> new Trait(sum(newer.value(), older.value()), at);
      case MAX -> new Trait(larger(newer.value(), older.value()), at);
      case MIN -> new Trait(smaller(newer.value(), older.value()), at);
    };
  }

  private static boolean isNewer(Trait a, Trait b) {
    int order = a.at().compareTo(b.at());
    return order == 0 ? Texts.of(a.value()).compareTo(Texts.of(b.value())) >= 0 : order > 0;
  }

  private static boolean isEmpty(Value value) {
    return value.isNothing() || (value instanceof Value.Text(String text) && text.isBlank());
  }

  private static Value sum(Value a, Value b) {
    if (a instanceof Value.Int(long x) && b instanceof Value.Int(long y)) {
      long sum = x + y;
      boolean overflows = ((x ^ sum) & (y ^ sum)) < 0;
      return overflows ? Value.of(number(a).add(number(b))) : Value.of(sum);
    }
    if (a.isNothing() || b.isNothing()) {
      return a.isNothing() ? b : a;
    }
    return Value.of(number(a).add(number(b)));
  }

  private static Value larger(Value a, Value b) {
    if (a.isNothing() || b.isNothing()) {
      return a.isNothing() ? b : a;
    }
    return order(a, b) >= 0 ? a : b;
  }

  private static Value smaller(Value a, Value b) {
    if (a.isNothing() || b.isNothing()) {
      return a.isNothing() ? b : a;
    }
    return order(a, b) <= 0 ? a : b;
  }

  /// Texts, such as dates, by their text; all else by amount.
  private static int order(Value a, Value b) {
    return a instanceof Value.Text(String x) && b instanceof Value.Text(String y)
        ? x.compareTo(y)
        : number(a).compareTo(number(b));
  }

  private static BigDecimal number(Value value) {
    return value.numberOr(BigDecimal.ZERO);
  }

  private static void profile(Customer winner, Customer loser) {
    winner.account = later(winner.account, loser.account, ACCOUNTS);
    winner.device = later(winner.device, loser.device, DEVICES);
    if (loser.createdAt != null
        && (winner.createdAt == null || loser.createdAt.isBefore(winner.createdAt))) {
      winner.createdAt = loser.createdAt;
    }
    winner.erased |= loser.erased;
    winner.audiences.addAll(loser.audiences);
    loser.offers.forEach((offer, times) -> winner.offers.merge(offer, times, Integer::sum));
  }

  private static <T> @Nullable T later(@Nullable T a, @Nullable T b, Comparator<T> order) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return order.compare(a, b) >= 0 ? a : b;
  }

  private static void history(Customer winner, Customer loser) {
    loser.tallies.forEach(
        (key, theirs) -> winner.tallies.computeIfAbsent(key, _ -> new Tally()).join(theirs));
    loser.first.forEach((name, theirs) ->
        winner.first.merge(name, theirs, (a, b) -> BY_TIME.compare(a, b) <= 0 ? a : b));
    loser.last.forEach((name, theirs) ->
        winner.last.merge(name, theirs, (a, b) -> BY_TIME.compare(a, b) > 0 ? a : b));
    winner.session.addAll(loser.session);
    winner.session.sort(BY_TIME);
    Intake.keepLastVisit(winner.session);
    winner.recent.addAll(loser.recent);
    Intake.keepRecent(winner.recent);
  }

  private static void governance(Customer winner, Customer loser) {
    winner.consents.join(loser.consents);
    loser.badAddresses.forEach(
        (address, why) -> winner.badAddresses.merge(address, why, Receipts::graver));
    winner.reservations.addAll(loser.reservations);
    winner.reservations.sort(
        Comparator.comparing(Reservation::at).thenComparing(Reservation::message));
    winner.messages.addAll(loser.messages);
    winner.messages.sort(Comparator.comparing(Message::decidedAt).thenComparing(Message::id));
    loser.arms.forEach(
        (experiment, theirs) -> winner.arms.merge(experiment, theirs, (a, b) -> a.join(b)));
  }

  /// Journeys by `instance`: of two runs of the same the earlier entry goes on, the other stops.
  private static void journeys(Turn turn, Customer loser) {
    Customer winner = turn.customer;
    loser.paused.forEach(
        (journey, since) -> winner.paused.merge(journey, since, (a, b) -> a.isBefore(b) ? a : b));
    loser.runs.forEach((key, theirs) -> winner.runs.merge(key, theirs, Run::join));
    winner.instances.addAll(loser.instances);
    winner.instances.sort(
        Comparator.comparing((Instance instance) -> instance.enteredAt)
            .thenComparing(instance -> instance.id));
    Map<String, Instance> kept = new TreeMap<>();
    for (Instance instance : List.copyOf(winner.instances)) {
      String key = Entries.runKey(instance.journey, instance.value);
      if (kept.putIfAbsent(key, instance) != null) {
        Exits.leave(turn, instance, Exits.Reason.STOPPED);
      }
    }
  }

  private static void credit(Turn turn, Customer loser) {
    Customer winner = turn.customer;
    for (Touch touch : loser.touches) {
      if (!winner.touches.contains(touch)) {
        winner.touches.add(touch);
      }
    }
    winner.touches.sort(
        Comparator.comparing(Touch::at)
            .thenComparing(Touch::id)
            .thenComparing(Touch::status)
            .thenComparing(Touch::toString));
    List<Conversion> all = winner.conversions;
    all.addAll(loser.conversions);
    all.sort(
        Comparator.comparing(Conversion::at)
            .thenComparing(Conversion::spec)
            .thenComparing(Conversion::order)
            .thenComparing(Conversion::value)
            .thenComparing(Conversion::currency)
            .thenComparing(Conversion::toString));
    Crediting.dropTwins(turn);
    Crediting.restateAll(turn, "merge");
    winner.pendingRefunds.addAll(loser.pendingRefunds);
    winner.pendingRefunds.sort(PendingRefund.ORDER);
    Refunds.settle(turn);
  }
}
