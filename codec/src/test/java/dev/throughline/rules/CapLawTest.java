package dev.throughline.rules;

import static dev.throughline.rules.OneSend.ANN;
import static dev.throughline.rules.OneSend.journey;
import static dev.throughline.rules.OneSend.later;
import static dev.throughline.rules.OneSend.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.What.MessageDecided;
import dev.throughline.story.Story;
import dev.throughline.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Rows J2 and J3: caps of tags and of a person's own maximum are not exceeded, whatever fires at
/// once and however that maximum moves.
class CapLawTest {
  private static final List<String> TAGS = List.of("", "news", "sale", "news, sale", "sale, news");

  /// A cap of one day; no tag: of every message.
  private record Rule(String tag, int max, boolean hasOwn) {
    static Rule any(SplittableRandom random) {
      return new Rule(TAGS.get(random.nextInt(3)), random.nextInt(1, 4), random.nextInt(3) > 0);
    }

    @Override
    public String toString() {
      String about = tag.isEmpty() ? "" : "tag: " + tag + ", ";
      String own = hasOwn ? "max_from: profile.weekly_cap, " : "";
      return "{ %smax: %d, %sper: P1D }".formatted(about, max, own);
    }

    int most(Instant at, NavigableMap<Instant, Integer> said) {
      var last = said.floorEntry(at);
      return hasOwn && last != null && last.getValue() >= 0 ? last.getValue() : max;
    }
  }

  /// What journeys send, and what the person says of their own maximum: -1 counts for nothing.
  private final NavigableMap<String, String> tagsOfJourneys = new TreeMap<>();

  private final NavigableMap<Instant, Integer> said = new TreeMap<>();

  @Seeds(100)
  void j2CapsOfTagsAndOfAPersonAreNeverExceededG2G3(long seed, SplittableRandom random) {
    List<Rule> rules = new ArrayList<>();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      rules.add(Rule.any(random));
    }
    String documents = house(rules, random) + journeys(random);
    List<MessageSent> sent =
        Story.given(documents).when(ANN + events(random)).play().stream()
            .filter(fact ->
                fact.what() instanceof MessageDecided decided && decided.outcome().equals("sent"))
            .map(this::sent)
            .toList();
    rules.forEach(rule -> holds(rule, sent));
  }

  private record MessageSent(Instant at, String tags) {}

  private MessageSent sent(Fact fact) {
    return fact.what() instanceof MessageDecided decided
        ? new MessageSent(fact.at(), tagsOfJourneys.getOrDefault(decided.place().journey(), "none"))
        : new MessageSent(fact.at(), "none");
  }

  private void holds(Rule rule, List<MessageSent> sent) {
    List<Instant> counted =
        sent.stream()
            .filter(message -> message.tags().contains(rule.tag()))
            .map(MessageSent::at)
            .toList();
    for (int i = 0; i < counted.size(); i++) {
      Instant start = counted.get(i).minus(Duration.ofDays(1));
      assertThat(counted.subList(0, i).stream().filter(start::isBefore))
          .as("%s before place %d of %s, the person said %s", rule, i, counted, said)
          .hasSizeLessThan(rule.most(counted.get(i), said));
    }
  }

  private static String house(List<Rule> rules, SplittableRandom random) {
    String caps = rules.stream().map(Rule::toString).collect(Collectors.joining(", "));
    String then = random.nextBoolean() ? "{ then: hold, at_most: P3D }" : "{ then: drop }";
    return policy("caps: [ %s ]".formatted(caps), "over_cap: " + then);
  }

  private String journeys(SplittableRandom random) {
    StringBuilder journeys = new StringBuilder();
    for (int i = random.nextInt(3, 8); i > 0; i--) {
      String key = "journey-" + i;
      String tags = TAGS.get(random.nextInt(TAGS.size()));
      String priority = "priority: " + random.nextInt(3);
      String labels = "tags: [ %s ]".formatted(tags);
      tagsOfJourneys.put(key, tags);
      journeys.append(
          random.nextBoolean()
              ? journey(key, "Go", "email", priority, labels)
              : later(key, "Go", "PT7H", "email", priority, labels));
    }
    return journeys.toString();
  }

  private String events(SplittableRandom random) {
    StringBuilder events = new StringBuilder();
    Instant at = Instant.parse("2026-03-02T00:00:00Z");
    for (int i = 0; i < 20; i++) {
      at = at.plusSeconds(random.nextInt(1, 40_000));
      if (random.nextInt(3) == 0) {
        int own = random.nextInt(-1, 4);
        said.put(at, own);
        events.append("%s ann identify {\"weekly_cap\": %d}%n".formatted(at, own));
      } else {
        events.append(at).append(" ann Go\n");
      }
    }
    return events.toString();
  }
}
