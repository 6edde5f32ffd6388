package dev.throughline.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.What;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A segment has those who entered it and did not leave.
class SegmentSizeTest {
  @Test
  void aSegmentHasThoseWhoEnteredItAndDidNotLeave() {
    TreeMap<String, Instant> members = new TreeMap<>();
    TreeMap<LocalDate, Integer> sizes = new TreeMap<>();
    for (Fact fact : Shop.FACTS) {
      if (fact.what() instanceof What.SegmentEntered(String segment)
          && segment.equals("lapsed-buyers")) {
        members.put(fact.customer().value(), fact.at());
        sizes.put(LocalDate.ofInstant(fact.at(), Shop.ZONE), members.size());
      } else if (fact.what() instanceof What.SegmentLeft(String segment)
          && segment.equals("lapsed-buyers")) {
        members.remove(fact.customer().value());
        sizes.put(LocalDate.ofInstant(fact.at(), Shop.ZONE), members.size());
      }
    }
    List<SegmentSize.Member> listed = new ArrayList<>();
    for (List<SegmentSize.Member> page =
            SegmentSize.members(Shop.WAREHOUSE, "lapsed-buyers", "", 500);
        !page.isEmpty();
        page = SegmentSize.members(Shop.WAREHOUSE, "lapsed-buyers", page.getLast().person(), 500)) {
      listed.addAll(page);
    }

    assertThat(listed)
        .containsExactlyElementsOf(
            members.entrySet().stream()
                .map(member -> new SegmentSize.Member(member.getKey(), member.getValue()))
                .toList());
    assertThat(SegmentSize.of(Shop.WAREHOUSE, "lapsed-buyers")).isEqualTo(members.size());
    assertThat(SegmentSize.all(Shop.WAREHOUSE))
        .contains(new SegmentSize("lapsed-buyers", members.size()));
    assertThat(
            SegmentSize.daily(Shop.WAREHOUSE, "lapsed-buyers", Range.ALL, Shop.ZONE).stream()
                .collect(
                    Collectors.toMap(SegmentSize.Day::day, day -> Math.toIntExact(day.people()))))
        .isEqualTo(sizes);
  }
}
