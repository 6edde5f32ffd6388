package dev.throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.http.Configuration;
import dev.throughline.http.ThroughlineServer;
import dev.throughline.http.ThroughlineServer.Options;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.Orchestrator;
import dev.throughline.runtime.Orchestrator.Submission;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class RepairCommandTest {
  @TempDir private Path data;

  @Test
  void aServerRefusesADamagedLogAndNamesTheRemedy_F34() throws IOException {
    // given
    try (ThroughlineServer server = server()) {
      take(server, "one", "two", "three");
    }
    Path segment = damage("two");
    byte[] damaged = Files.readAllBytes(segment);
    // when
    Call refused = Call.of("serve", "--data", data, "--port", 0);
    // then
    assertThat(refused.status()).isEqualTo(3);
    assertThat(refused.err())
        .contains("The log is damaged in 0000000000000000001.log at byte ")
        .contains("throughline repair");
    assertThat(segment).hasBinaryContent(damaged);

    // when
    Call repair = Call.of("repair", "--data", data);
    // then
    assertThat(repair.status()).as(repair.err()).isZero();
    assertThat(repair.out())
        .contains("cannot be read: entry ")
        .contains("The file as it was is kept: " + segment + ".damaged")
        .contains("Entries lost: 1. All had been applied");
    assertThat(Path.of(segment + ".damaged")).hasBinaryContent(damaged);
    try (ThroughlineServer server = server()) {
      List<String> refusals =
          server.runtime().ask(view -> view.dead(Long.MAX_VALUE, 10)).join().stream()
              .map(dead -> dead.raw())
              .toList();
      assertThat(refusals).containsExactly("three", "two", "one");
      take(server, "four");
    }
  }

  @Test
  void aWholeLogNeedsNoRepairAndADirectoryWithoutOneHasNone() {
    server().close();
    assertThat(Call.of("repair", "--data", data).outLines())
        .containsExactly("The log is whole: there is nothing to repair.");
    Call nowhere = Call.of("repair", "--data", data.resolve("nowhere"));
    assertThat(nowhere.status()).isEqualTo(1);
    assertThat(nowhere.err()).contains("there is no log in the data directory");
  }

  @Test
  void aRunningServersLogIsNotRepaired() {
    try (ThroughlineServer server = server()) {
      take(server, "one");
      Call call = Call.of("repair", "--data", data);
      assertThat(call.status()).isEqualTo(1);
      assertThat(call.err()).contains("in use by another process");
    }
  }

  private ThroughlineServer server() {
    return ThroughlineServer.open(Options.of(data, 0, Configuration.NONE));
  }

  private static void take(ThroughlineServer server, String... words) {
    Orchestrator runtime = server.runtime();
    for (String word : words) {
      Submission taken =
          runtime.submit(List.of(new Command.Refused("sdk", "no_identity", "Nobody", word)));
      switch (taken) {
        case Submission.Taken(var durable) -> runtime.applied(durable.join()).join();
        case Submission.Busy _, Submission.Refused _ -> throw new IllegalStateException("" + taken);
      }
    }
  }

  private Path damage(String word) throws IOException {
    Path segment = data.resolve("log", "0000000000000000001.log");
    String content = Files.readString(segment, StandardCharsets.ISO_8859_1);
    Files.writeString(
        segment, content.replace("\"" + word, "!" + word), StandardCharsets.ISO_8859_1);
    return segment;
  }
}
