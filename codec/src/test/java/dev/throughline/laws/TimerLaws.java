package dev.throughline.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.json.FactLine;
import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.What;
import dev.throughline.event.CalendarSpan;
import dev.throughline.journey.Step;
import dev.throughline.journey.Step.Until;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Waits end when they say, once; and a ghost walks as a treated person does.
final class TimerLaws {
  private static final Pattern HOLDOUT = Pattern.compile("(?m), holdout: \\d+%|^holdout: \\d+%\n");
  private static final String JOURNEY = "kind: journey\n";
  private static final Pattern FEEDBACK = Pattern.compile("\"event\":\"(Email|SMS|Push) ");

  private TimerLaws() {}

  /// Every wait of fixed length or until a time of day ends at its moment, neither early nor late,
  /// unless the journey ended before. For catalogs in which no journey pauses another.
  static void waitsEndOnTime(Case each) {
    Map<String, Watched.Seen> standing = new TreeMap<>();
    Played played = Played.of(each);
    for (Watched.Seen seen : Watched.facts(each)) {
      switch (seen.fact().what()) {
        case What.JourneyStep(var place, _, _) -> {
          Watched.Seen before = standing.put(place.instance(), seen);
          if (before != null) {
            check(played, before, seen.fact(), true);
          }
        }
        case What.JourneyExited(var place, _, String reason, _) -> {
          Watched.Seen before = standing.remove(place.instance());
          if (before != null) {
            check(played, before, seen.fact(), reason.equals("completed"));
          }
        }
        default -> {}
      }
    }
    standing.values().forEach(last -> checkStillWaiting(played, last));
  }

  private static void check(Played played, Watched.Seen arrived, Fact next, boolean onTime) {
    List<Instant> due = due(played, arrived);
    if (!due.isEmpty()) {
      String told = FactLine.write(arrived.fact()) + "\n" + FactLine.write(next);
      if (onTime) {
        assertThat(due).as(told).contains(next.at());
      } else {
        assertThat(due).as(told).anyMatch(at -> !next.at().isAfter(at));
      }
    }
  }

  private static void checkStillWaiting(Played played, Watched.Seen arrived) {
    List<Instant> due = due(played, arrived);
    if (!due.isEmpty()) {
      assertThat(due)
          .as("still at %s", FactLine.write(arrived.fact()))
          .anyMatch(at -> at.isAfter(played.ended().clock()));
    }
  }

  /// When the wait may end, for each zone that the person may have had; none where it has no time
  /// of its own.
  private static List<Instant> due(Played played, Watched.Seen arrived) {
    if (!(arrived.fact().what() instanceof What.JourneyStep(var place, String id, _))
        || !(played.catalog().plan(place.journey()).journey().step(id) instanceof Step.Wait wait)) {
      return List.of();
    }
    Instant from = arrived.fact().at();
    return switch (wait.until()) {
      case Until.For(CalendarSpan span) ->
          forEach(arrived, zone -> List.of(span.after(from, zone)));
      case Until.TimeOfDay(Set<DayOfWeek> weekdays, LocalTime at) ->
          forEach(arrived, zone -> occurrences(weekdays, at, from, zone));
      case Until.Date _, Until.Events _ -> List.of();
    };
  }

  private static List<Instant> forEach(Watched.Seen arrived, Function<ZoneId, List<Instant>> due) {
    return arrived.zones().stream().flatMap(zone -> due.apply(zone).stream()).distinct().toList();
  }

  /// The next time that clocks show `at`; the one after too where that is now, for a loop that
  /// comes back to its wait at the moment it left it.
  private static List<Instant> occurrences(
      Set<DayOfWeek> weekdays, LocalTime at, Instant from, ZoneId zone) {
    List<Instant> found = new ArrayList<>();
    for (int day = 0; found.isEmpty() || found.getLast().equals(from); day++) {
      LocalDateTime local = from.atZone(zone).toLocalDate().plusDays(day).atTime(at);
      ZoneOffsetTransition change = zone.getRules().getTransition(local);
      Instant moment =
          change != null && change.isGap()
              ? change.getInstant()
              : ZonedDateTime.ofLocal(local, zone, null).withEarlierOffsetAtOverlap().toInstant();
      if (weekdays.contains(local.getDayOfWeek()) && !moment.isBefore(from)) {
        found.add(moment);
      }
    }
    return found;
  }

  /// Rule H3: with everyone held out, the same people take the same steps at the same times, and
  /// what was sent is a ghost. For catalogs that do not look at what became of messages.
  static void ghostsWalkAsTreatedPeopleDo(Case each) {
    Case blind =
        each.withLines(
            each.lines().stream().filter(line -> !FEEDBACK.matcher(line).find()).toList());
    List<String> ghosts = walk(heldOut(blind, "100%"));
    List<String> treated = walk(heldOut(blind, "0%"));
    for (int i = 0; i < Math.min(ghosts.size(), treated.size()); i++) {
      assertThat(ghosts.get(i)).as("line %d of %s", i, treated).isEqualTo(treated.get(i));
    }
    assertThat(ghosts).hasSameSizeAs(treated);
  }

  private static Case heldOut(Case each, String share) {
    return each.withDocuments(
        each.documents().stream()
            .map(text -> HOLDOUT.matcher(text).replaceAll(""))
            .map(text ->
                text.startsWith(JOURNEY)
                    ? JOURNEY + "holdout: " + share + "\n" + text.substring(JOURNEY.length())
                    : text)
            .toList());
  }

  private static List<String> walk(Case each) {
    List<String> walk = new ArrayList<>();
    for (Fact fact : Played.of(each).facts()) {
      String told =
          switch (fact.what()) {
            case What.JourneyEntered(var place, _, _) -> "enters " + place;
            case What.JourneyStep(var place, String step, var arm) ->
                place + " " + step + " " + arm;
            case What.JourneyExited(var place, var step, String reason, _) ->
                place + " leaves " + step + " " + reason;
            case What.MessageDecided decided ->
                decided.outcome().equals("sent") || decided.outcome().equals("ghost")
                    ? decided.message() + " passes on " + decided.channel()
                    : decided.message() + " " + decided.outcome() + " " + decided.reason();
            case What.JourneyRejected rejected -> rejected.toString();
            case What.SegmentEntered entered -> entered.toString();
            case What.SegmentLeft left -> left.toString();
            case What.ProfileUpdated updated -> updated.toString();
            case What.TaskCreated created -> created.toString();
            default -> "";
          };
      if (!told.isEmpty()) {
        walk.add(fact.at() + " " + fact.customer().value() + " " + told);
      }
    }
    return walk;
  }
}
