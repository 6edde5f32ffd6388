package dev.throughline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.runtime.Command;
import dev.throughline.testkit.Seeds;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People act by their own chance alone, and what was planted is there.
class WorldTest {
  private static final Instant START = Instant.parse("2025-11-03T00:00:00Z");
  private static final int DAYS = 24;
  private static final Instant END = START.plus(Duration.ofDays(DAYS));

  @Seeds(5)
  void theSameSeedAndTheSameMessagesGiveTheSameEvents(long seed, SplittableRandom random) {
    World one = new World(seed, 60, START, DAYS);
    World other = new World(seed, 60, START, DAYS);

    assertThat(lived(one, true)).isEqualTo(lived(other, true)).isNotEmpty();
    assertThat(one.planted().all()).isEqualTo(other.planted().all());
  }

  @Seeds(5)
  void morePeopleChangeNobodyElse(long seed, SplittableRandom random) {
    List<Command> few = lived(new World(seed, 60, START, DAYS), true);
    List<Command> many = lived(new World(seed, 100, START, DAYS), true);
    Set<Command> alone = new HashSet<>(few);

    assertThat(many.stream().filter(alone::contains)).containsExactlyElementsOf(few);
    assertThat(many).hasSizeGreaterThan(few.size());
  }

  @Seeds(5)
  void whatIsSentShiftsNothingThatPeopleDoOfTheirOwnAccord(long seed, SplittableRandom random) {
    List<Event> unsent = own(lived(new World(seed, 60, START, DAYS), false));
    List<Command> all = lived(new World(seed, 60, START, DAYS), true);

    assertThat(ids(own(all))).isEqualTo(ids(unsent));
    assertThat(all).anyMatch(Command.Feedback.class::isInstance);
  }

  @Test
  void aWorldThatWasStoppedGoesOnAsIfItHadNot(@TempDir Path directory) {
    Instant half = START.plus(Duration.ofDays(DAYS / 2));
    Diary.World which = new Diary.World(7, 80, START, DAYS);
    World first = new World(7, 80, START, DAYS);
    Diary diary = Diary.in(directory, which);
    diary.open();
    for (Instant until = START; until.isBefore(half); until = until.plus(Duration.ofHours(6))) {
      List<Command> said = first.eventsUntil(until);
      diary.lived(until.toEpochMilli());
      for (Delivered message : letters(said)) {
        diary.heard(message);
        first.heard(message);
      }
    }
    diary.close();

    Diary found = Diary.in(directory, new Diary.World(1, 1, END, 1));
    World again = new World(7, 80, START, DAYS);
    found.tellAgain(again);

    assertThat(found.which()).isEqualTo(which);
    assertThat(again.planted().all()).isEqualTo(first.planted().all());
    assertThat(again.eventsUntil(END)).isEqualTo(first.eventsUntil(END)).isNotEmpty();
  }

  @Test
  @DisplayName("truth 8: 18% are recognised after they came as strangers, 2% share a device")
  void strangersAndSharedDevicesAreAsManyAsPlanted() {
    World world = new World(42, 4_000, START, 120);
    List<Command> said = world.eventsUntil(START.plus(Duration.ofDays(120)));
    double people = people(said);

    assertThat(world.planted().of("stitches") / people).isBetween(0.165, 0.2);
    assertThat(world.planted().of("shared_devices") / people).isBetween(0.014, 0.026);
    assertThat(world.planted().of("other_letters")).isPositive();
    assertThat(world.planted().of("plus_addresses")).isPositive();
  }

  @Test
  @DisplayName("truth 9: late, twice, by a wrong clock, without a category, under another tag")
  void theFaultsInTheDataAreThosePlanted() {
    World world = new World(42, 2_000, START, 120);
    List<Event> events = events(world.eventsUntil(START.plus(Duration.ofDays(120))));
    Set<String> seen = new HashSet<>();
    long twice = events.stream().filter(event -> !seen.add(event.messageId())).count();
    List<Event> viewed =
        events.stream().filter(event -> event.name().equals("Product Viewed")).toList();
    Instant lost = START.plus(Duration.ofDays(110));

    assertThat(twice).isCloseTo(world.planted().of("twice"), within(2));
    assertThat(lateBy(events, Duration.ofMinutes(61))).isGreaterThan(100);
    assertThat(events).anyMatch(event -> event.at().isAfter(event.receivedAt()));
    assertThat(world.planted().of("wrong_clock")).isGreaterThan(100);
    assertThat(viewed.stream().filter(event -> category(event).isNothing()))
        .isNotEmpty()
        .allMatch(event -> event.receivedAt().isAfter(lost))
        .allMatch(event -> String.valueOf(event.anonymousId()).startsWith("app-"));
    assertThat(sources(events, START, START.plus(Duration.ofDays(69))))
        .contains("google_ads")
        .doesNotContain("adwords");
    assertThat(sources(events, START.plus(Duration.ofDays(71)), lost))
        .contains("google_ads", "adwords");
  }

  private static org.assertj.core.data.Offset<Long> within(long by) {
    return org.assertj.core.data.Offset.offset(by);
  }

  /// A whole life; whoever signs up is reminded of a cart, if messages are sent at all.
  private static List<Command> lived(World world, boolean sending) {
    List<Command> all = new ArrayList<>();
    for (Instant until = START; until.isBefore(END); until = until.plus(Duration.ofHours(6))) {
      List<Command> said = world.eventsUntil(until);
      all.addAll(said);
      if (sending) {
        letters(said).forEach(world::heard);
      }
    }
    return all;
  }

  private static List<Delivered> letters(List<Command> said) {
    return events(said).stream()
        .filter(event -> event.name().equals("Signed Up") && event.userId() != null)
        .map(event ->
            new Delivered(
                dev.throughline.event.StableHash.hex("letter", event.messageId()),
                Human.numberIn(String.valueOf(event.userId())),
                "cart-recovery",
                "remind",
                "email",
                event.receivedAt().toEpochMilli()))
        .toList();
  }

  private static List<Event> events(List<Command> said) {
    return said.stream()
        .<Event>mapMulti((command, into) -> {
          if (command instanceof Command.Happened(Event event, _)) {
            into.accept(event);
          }
        })
        .toList();
  }

  private static List<Event> own(List<Command> said) {
    return events(said).stream().filter(event -> event.messageId().startsWith("v")).toList();
  }

  private static List<String> ids(List<Event> events) {
    return events.stream().map(event -> event.messageId() + event.name()).toList();
  }

  private static long people(List<Command> said) {
    return events(said).stream()
        .map(event -> event.messageId().split("-", -1)[0])
        .filter(id -> id.startsWith("v"))
        .distinct()
        .count();
  }

  private static long lateBy(List<Event> events, Duration least) {
    return events.stream()
        .filter(event -> event.at().plus(least).isBefore(event.receivedAt()))
        .count();
  }

  private static Value category(Event event) {
    return event.properties().get("category");
  }

  private static Set<String> sources(List<Event> events, Instant from, Instant until) {
    Set<String> sources = new HashSet<>();
    for (Event event : events) {
      boolean then = event.receivedAt().isAfter(from) && event.receivedAt().isBefore(until);
      if (then && event.context().get("campaign") instanceof Fields campaign) {
        sources.add(campaign.text("source"));
      }
    }
    return sources;
  }
}
