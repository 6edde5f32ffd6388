package dev.throughline.demo;

import dev.throughline.engine.Fact;
import dev.throughline.experiment.Lift;
import dev.throughline.experiment.Sample;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// What somebody who sees nothing but facts finds out about a world.
final class Readout {
  private final Map<String, Map<String, First>> entered = new TreeMap<>();
  private final Map<String, List<Instant>> orders = new HashMap<>();
  private final Map<String, BigDecimal> lastTouch = new TreeMap<>();
  private final Map<String, List<Instant>> mails = new HashMap<>();
  private final TreeMap<String, Long> counts = new TreeMap<>();
  private final Map<String, Integer> place = new HashMap<>();
  private BigDecimal revenue = BigDecimal.ZERO;
  long mailsWithin;
  long mailsBeyond;
  long complaintsWithin;
  long complaintsBeyond;

  private record First(String arm, Instant at) {}

  synchronized void read(Fact fact) {
    String who = fact.customer().value();
    count(fact.what().kind());
    switch (fact.what()) {
      case Fact.What.JourneyEntered(Fact.Place at, _, var arms) -> {
        // Whom the global holdout keeps from every journey says nothing of this one.
        if (!"holdout".equals(arms.get("global"))) {
          entered
              .computeIfAbsent(at.journey(), _ -> new HashMap<>())
              .putIfAbsent(who, new First(arms.getOrDefault(at.journey(), ""), fact.at()));
        }
        count("entered " + at.journey());
      }
      case Fact.What.Converted(String what, _, BigDecimal value, _) when what.equals("order") -> {
        orders.computeIfAbsent(who, _ -> new ArrayList<>()).add(fact.at());
        revenue = revenue.add(value);
      }
      case Fact.What.Credit credit
          when credit.conversion().equals("order") && credit.model().equals("last") -> {
        var touch = credit.touch();
        lastTouch.merge(
            touch.journey() == null ? touch.channel() : touch.journey(),
            credit.value(),
            BigDecimal::add);
      }
      case Fact.What.MessageFeedback said -> feedback(said, who, fact.at());
      case Fact.What.MessageDecided decided -> {
        String reason = decided.reason();
        count(decided.outcome() + (reason == null ? "" : " " + reason));
        count(decided.outcome() + " of " + decided.place().journey());
      }
      case Fact.What.JourneyExited(Fact.Place at, _, String reason, _) ->
          count("left " + at.journey() + " " + reason);
      case Fact.What _ -> {}
    }
  }

  private void feedback(Fact.What.MessageFeedback said, String who, Instant at) {
    count(said.feedback() + " " + said.channel());
    if (said.feedback().equals("delivered")) {
      List<Instant> week = mails.computeIfAbsent(who, _ -> new ArrayList<>());
      week.add(at);
      week.removeIf(one -> !one.isAfter(at.minus(Duration.ofDays(7))));
      if (said.channel().equals("email")) {
        place.put(said.message(), week.size());
        if (week.size() > Truths.BEARABLE_A_WEEK) {
          mailsBeyond++;
        } else {
          mailsWithin++;
        }
      }
    } else if (said.feedback().equals("complained")) {
      if (place.getOrDefault(said.message(), 0) > Truths.BEARABLE_A_WEEK) {
        complaintsBeyond++;
      } else {
        complaintsWithin++;
      }
    }
  }

  private void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }

  long count(Object what) {
    return counts.getOrDefault(what.toString(), 0L);
  }

  Map<String, Long> counts() {
    return counts;
  }

  BigDecimal revenue() {
    return revenue;
  }

  int orders() {
    return orders.values().stream().mapToInt(List::size).sum();
  }

  Map<String, BigDecimal> lastTouch() {
    return lastTouch;
  }

  double shareOfLastTouch(String journey) {
    return lastTouch.getOrDefault(journey, BigDecimal.ZERO).doubleValue() / revenue.doubleValue();
  }

  /// Orders within a window of first entry, treated beside held out; people whose window is not
  /// over yet are left out.
  Lift.Estimate lift(String journey, Duration window, Instant end) {
    long[] n = new long[2];
    long[] converted = new long[2];
    entered
        .getOrDefault(journey, Map.of())
        .forEach((who, first) -> {
          if (!first.at().plus(window).isAfter(end)) {
            int arm = first.arm().equals("holdout") ? 1 : 0;
            n[arm]++;
            boolean ordered =
                orders.getOrDefault(who, List.of()).stream()
                    .anyMatch(at -> at.isAfter(first.at()) && !at.isAfter(first.at().plus(window)));
            converted[arm] += ordered ? 1 : 0;
          }
        });
    return Objects.requireNonNull(
        Lift.of(Sample.ofRate(n[0], converted[0]), Sample.ofRate(n[1], converted[1])).absolute());
  }
}
