package dev.throughline.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.json.CustomerLine;
import dev.throughline.codec.json.EventLine;
import dev.throughline.codec.state.CustomerBytes;
import dev.throughline.customer.Consents;
import dev.throughline.customer.Conversion;
import dev.throughline.customer.Customer;
import dev.throughline.customer.CustomerId;
import dev.throughline.customer.Exposure;
import dev.throughline.customer.Touch;
import dev.throughline.engine.Engine;
import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.What;
import dev.throughline.event.Event;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Rule I2: a merge ends alike, whichever of two people is asked first and whenever it becomes
/// known that they are one.
final class MergeLaws {
  /// The message id of the line that joins two people.
  static final String MERGE = "merge";

  private MergeLaws() {}

  /// Two states merged one way and the other are the same but for the name, which identity decides
  /// before and which is therefore made the same here.
  static void eitherMayBeAskedFirst(Case each) {
    if (each.lines().isEmpty()) {
      return;
    }
    // In the middle of things: journeys run, messages are held.
    Instant middle = each.arrivals().get(each.lines().size() / 2).at();
    Instant until = each.from() != null && middle.isBefore(each.from()) ? each.until() : middle;
    Played played = Played.of(new Case(each.documents(), each.lines(), each.from(), until));
    List<Customer> people = played.ended().people();
    for (int i = 1; i < people.size(); i++) {
      String one = merged(played, people.get(i - 1), people.get(i));
      String other = merged(played, people.get(i), people.get(i - 1));
      assertThat(other)
          .as(
              "%s%nand%n%s",
              CustomerLine.write(people.get(i - 1)), CustomerLine.write(people.get(i)))
          .isEqualTo(one);
    }
  }

  private static String merged(Played played, Customer one, Customer other) {
    Customer winner = copy(one);
    new Engine(played.catalog()).merge(winner, copy(other), played.ended().clock());
    winner.facts = 0;
    StringBuilder text = new StringBuilder(CustomerLine.write(winner));
    winner.segments.forEach(
        (segment, membership) -> text.append('\n').append(segment).append(membership));
    text.append('\n').append(winner.alarms);
    return text.toString();
  }

  private static Customer copy(Customer customer) {
    Customer copy = CustomerBytes.read(CustomerBytes.write(customer));
    copy.id = new CustomerId("one");
    copy.known = true;
    return copy;
  }

  /// The line that joins two people moves through the window. What ends alike by rule I2: traits
  /// (newest by event time), counters, segments, touches, caps, arms and runs of what both did
  /// before, revenue and credit; and so all that follows after the window. What may differ: in
  /// which of the two names a fact was written, in which segments a touch found them, and on which
  /// topic consent is refused if the two contradicted each other, because then the no of either
  /// holds only once it is known that they are one.
  static void theMomentOfAMergeDoesNotMatter(Case each) {
    List<Case> moved = moved(each);
    if (moved.isEmpty()) {
      return;
    }
    Played first = Played.of(moved.getFirst());
    String end = end(first);
    for (Case other : moved.subList(1, moved.size())) {
      Played played = Played.of(other);
      assertThat(end(played)).as("merged at %s", mergedAt(other)).isEqualTo(end);
    }
  }

  private static Instant mergedAt(Case each) {
    return each.lines().stream()
        .filter(line -> event(line).messageId().equals(MERGE))
        .map(line -> event(line).at())
        .findFirst()
        .orElseThrow();
  }

  private static Event event(String line) {
    if (EventLine.parse(line) instanceof EventLine.Parsed.Ok(Event event)) {
      return event;
    }
    throw new IllegalStateException("Not an event: " + line);
  }

  /// The case with the merge just before each line of the window, at its moment before it, at its
  /// moment after it, and just after it.
  private static List<Case> moved(Case each) {
    List<String> others = new ArrayList<>(each.lines());
    others.removeIf(line -> event(line).messageId().equals(MERGE));
    if (others.size() == each.lines().size() || isContradiction(others)) {
      return List.of();
    }
    String merge =
        each.lines().stream().filter(line -> !others.contains(line)).findFirst().orElseThrow();
    List<Case> moved = new ArrayList<>();
    for (int i = 0; i < others.size(); i++) {
      Event near = event(others.get(i));
      if (near.messageId().startsWith("w")) {
        moved.add(with(each, others, i, at(merge, near.at().minusMillis(1))));
        moved.add(with(each, others, i, at(merge, near.at())));
        moved.add(with(each, others, i + 1, at(merge, near.at())));
        moved.add(with(each, others, i + 1, at(merge, near.at().plusMillis(1))));
      }
    }
    return moved;
  }

  private static Case with(Case each, List<String> others, int place, String line) {
    List<String> lines = new ArrayList<>(others);
    lines.add(place, line);
    return each.withLines(lines);
  }

  private static String at(String merge, Instant at) {
    return merge.replaceFirst("\"timestamp\":\"[^\"]*\"", "\"timestamp\":\"" + at + "\"");
  }

  /// One says no, and later, while it may not be known that they are one, the other says yes.
  private static boolean isContradiction(List<String> lines) {
    Set<String> refused = new TreeSet<>();
    for (String line : lines) {
      Event event = event(line);
      String who = String.valueOf(event.userId());
      if (event.name().equals("Unsubscribed")) {
        refused.add(who);
      } else if (event.name().equals("Subscribed")
          && refused.stream().anyMatch(other -> !other.equals(who))) {
        return true;
      }
    }
    return false;
  }

  private static String end(Played played) {
    StringBuilder end = new StringBuilder();
    for (Customer person : played.ended().people()) {
      end.append(person.id).append('\n');
      person.traits.forEach((name, trait) -> end.append(name).append(trait).append('\n'));
      person.tallies.forEach(
          (key, tally) -> end.append("%s %d %s%n".formatted(key, tally.count(), tally.sum())));
      // Who left a segment and who never was in it are both out of it.
      person.segments.forEach((key, membership) -> end.append(membership.in() ? key + '\n' : ""));
      person.touches.forEach(touch -> end.append(plain(touch)).append('\n'));
      person.reservations.forEach(place -> end.append(place).append('\n'));
      person.arms.forEach((key, arm) -> end.append(key).append(arm).append('\n'));
      person.runs.forEach((key, run) -> end.append(key).append(run).append('\n'));
      for (Map.Entry<Consents.Topic, Consents.Decision> said : person.consents.all().entrySet()) {
        end.append(said.getKey()).append(said.getValue().granted()).append('\n');
      }
      person.badAddresses.forEach((key, why) -> end.append(key).append(why).append('\n'));
      person.conversions.forEach(conversion -> end.append(text(conversion)));
    }
    return end.append(revenue(played.facts())).toString();
  }

  private static String text(Conversion conversion) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s %s %s less %s%n"
            .formatted(
                conversion.spec(),
                conversion.order(),
                conversion.value().stripTrailingZeros().toPlainString(),
                conversion.refunded().stripTrailingZeros().toPlainString()));
    for (Conversion.Credited credit : conversion.credits()) {
      text.append("  %s %s ".formatted(credit.model(), plain(credit.touch())))
          .append("%s %s%n".formatted(credit.weight(), credit.value()));
    }
    return text.toString();
  }

  /// Without the segments that each of the two lives was in by itself.
  private static Touch plain(Touch touch) {
    return new Touch(
        touch.id(),
        touch.status(),
        touch.at(),
        touch.journey(),
        touch.version(),
        touch.step(),
        touch.stage(),
        touch.channel(),
        Exposure.NONE);
  }

  /// What the facts say was earned, and what each touch was credited with.
  private static Map<String, String> revenue(List<Fact> facts) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (Fact fact : facts) {
      switch (fact.what()) {
        case What.Converted(String spec, String order, BigDecimal value, _) ->
            sums.merge(spec + order, value, BigDecimal::add);
        case What.Refunded(String spec, String order, BigDecimal value, _) ->
            sums.merge(spec + order, value.negate(), BigDecimal::add);
        case What.Credit credit ->
            sums.merge(
                credit.order() + credit.model() + credit.touch().id(),
                credit.value(),
                BigDecimal::add);
        default -> {}
      }
    }
    Map<String, String> told = new TreeMap<>();
    sums.forEach((name, sum) -> {
      if (sum.signum() != 0) {
        told.put(name, sum.stripTrailingZeros().toPlainString());
      }
    });
    return told;
  }
}
