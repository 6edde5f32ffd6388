package dev.throughline.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.event.Event;
import dev.throughline.exchange.Source.What;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class FileImportTest {
  private static final String MAP =
      """
      kind: import
      key: orders
      event: Order Completed
      user_id: who
      timestamp: when
      message_id: order
      properties: { order_id: order, total: total }
      """;

  @TempDir Path directory;
  private Yard yard;
  private Path map;

  @BeforeEach
  void aYard() throws IOException {
    yard = new Yard(directory);
    map = yard.file("map.yaml", MAP);
  }

  @Test
  void rowsThatAreNotTakenAreInTheRejectsWithTheirReason() throws IOException {
    Path rows =
        yard.file(
            "in.csv",
            """
            order,who,when,total
            1,ann,2026-01-05T09:00:00Z,10
            2,,2026-01-05T09:00:00Z,10
            1,ann,2026-01-05T09:00:00Z,10
            3,bob,yesterday,10
            4,bob,2026-01-05T09:00:00Z,12.50
            """);
    assertThat(yard.bring(rows, map, "data")).isEqualTo("2 2 1");
    assertThat(yard.rejects())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("row,reason,order,who,when,total"),
            line -> assertThat(line).startsWith("2,").contains("says of nobody").endsWith(",10"),
            line -> assertThat(line).startsWith("4,").contains("yesterday"));
  }

  @Test
  void anImportGoesOnWhereItWasCutOffWithTheSameCountsAndRejects() throws IOException {
    StringBuilder rows = new StringBuilder("order,who,when,total\n");
    for (int i = 0; i < 5_000; i++) {
      String who = i % 100 == 7 ? "" : "u" + i % 50;
      rows.append("%d,%s,2026-01-05T09:00:00Z,%d\n".formatted(i % 4_000, who, i));
    }
    Path file = yard.file("in.csv", rows.toString());
    String whole = yard.bring(file, map, "whole");
    assertThat(whole).isEqualTo("3960 50 990");
    List<String> wholeRejects = yard.rejects();

    for (int answers = 0; answers < 3; answers++) {
      int allowed = answers;
      assertThatThrownBy(
              () -> {
                try (AtRest atRest = yard.open("data")) {
                  yard.bring(file, map, new CutOff(atRest, allowed));
                }
              })
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("run the same command again");
    }
    assertThat(yard.bring(file, map, "data")).isEqualTo(whole);
    assertThat(yard.rejects()).isEqualTo(wholeRejects);
    assertThat(yard.lines("data", What.EVENTS)).hasSize(3_960);
    assertThat(yard.bring(file, map, "data")).isEqualTo("0 50 4950");
  }

  @Test
  void aFileThatHasChangedIsImportedFromItsBeginning() throws IOException {
    String head = "order,who,when,total\n";
    String first = "1,ann,2026-01-05T09:00:00Z,10\n";
    Path file = yard.file("in.csv", head + first);
    assertThatThrownBy(
            () -> {
              try (AtRest atRest = yard.open("data")) {
                yard.bring(file, map, new CutOff(atRest, 0));
              }
            })
        .isInstanceOf(UncheckedIOException.class);
    yard.file("in.csv", head + first + "2,ann,2026-01-05T09:00:00Z,10\n");
    assertThat(yard.bring(file, map, "data")).isEqualTo("1 0 1");
  }

  @Test
  void historyStartsNothing() throws IOException {
    Path rows =
        yard.file(
            "in.ndjson",
            """
            {"type":"start","userId":"ann","journey":"hello","timestamp":"2026-01-05T09:00:00Z"}
            {"type":"identify","userId":"ann","timestamp":"2026-01-05T09:00:00Z","traits":{"a":1}}
            """);
    assertThat(yard.bring(rows, null, "data")).isEqualTo("1 1 0");
    assertThat(yard.rejects().getLast()).contains("history starts none");
    assertThat(yard.lines("data", What.EVENTS).getFirst())
        .contains("\"import\":true")
        .contains("\"receivedAt\":\"2026-03-02T10:00:00Z\"");
  }

  @Test
  void peopleOfAFileComeOntoAListThatConditionsKnow() throws IOException {
    yard.publish(
        "data",
        """
        kind: audience
        key: newsletter
        destination: none
        ---
        kind: segment
        key: readers
        name: Readers
        when: "member_of('newsletter')"
        """);
    Path rows = yard.file("in.csv", "id\nann\nbob\n");
    Path list =
        yard.file(
            "list.yaml",
            """
            kind: import
            key: readers
            type: audience
            audience: newsletter
            user_id: id
            timestamp: "=2026-01-05T09:00:00Z"
            message_id: [ id ]
            """);
    assertThat(yard.bring(rows, list, "data")).isEqualTo("2 0 0");
    assertThat(yard.customer("data", "ann").segments.get("readers"))
        .satisfies(membership -> assertThat(membership.in()).isTrue());
    assertThat(yard.lines("data", What.AUDIENCES))
        .containsExactly(
            "{\"anonymous_ids\":[],\"audience\":\"newsletter\",\"user_id\":\"ann\"}",
            "{\"anonymous_ids\":[],\"audience\":\"newsletter\",\"user_id\":\"bob\"}");
  }

  @Test
  void twoImportsDoNotWriteToTheSameRejects() throws IOException {
    Path rows = yard.file("in.csv", "order,who,when,total\n");
    try (Rejects rejects = Rejects.open(directory.resolve("rejects.csv"))) {
      assertThat(rejects.bytes()).isZero();
      assertThatThrownBy(() -> yard.bring(rows, map, "data"))
          .hasMessageContaining("Another import writes to");
    }
    assertThat(Files.exists(directory.resolve("rejects.csv.progress"))).isFalse();
  }

  /// A destination that takes everything, and from some call on answers no more: as after a crash,
  /// nobody knows what it took.
  private static final class CutOff implements Destination {
    private final Destination real;
    private final int answers;
    private final List<Integer> sizes = new ArrayList<>();

    CutOff(Destination real, int answers) {
      this.real = real;
      this.answers = answers;
    }

    @Override
    public String name() {
      return real.name();
    }

    @Override
    public CompletableFuture<Taken> take(List<Event> events) {
      sizes.add(events.size());
      CompletableFuture<Taken> taken = real.take(events);
      return sizes.size() <= answers
          ? taken
          : taken.thenCompose(_ -> CompletableFuture.failedFuture(new IOException("cut off")));
    }

    @Override
    public void close() {
      real.close();
    }
  }
}
