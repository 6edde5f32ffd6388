package dev.throughline.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.exchange.Export.Format;
import dev.throughline.exchange.Source.What;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class ExportTest {
  private static final String CATALOG =
      """
      kind: audience
      key: newsletter
      destination: none
      ---
      kind: segment
      key: adults
      name: Adults
      when: "profile.age >= 18"
      """;

  private static final String EVENTS =
      """
      {"type":"identify","userId":"ann","anonymousId":"a1","timestamp":"2026-01-01T09:00:00Z","traits":{"age":33,"name":"Ann, \\"A\\"","balance":-12.50,"note":"=1+1","address":{"city":"Köln"}}}
      {"type":"identify","userId":"ann","anonymousId":"a2","timestamp":"2026-01-02T09:00:00Z","traits":{"phone":"+4915112345678","empty":""}}
      {"type":"track","event":"Unsubscribed","userId":"ann","timestamp":"2026-01-03T09:00:00Z","properties":{"purpose":"marketing","channel":"sms"}}
      {"type":"track","event":"Subscribed","userId":"ann","timestamp":"2026-01-03T10:00:00Z","properties":{"purpose":"marketing"}}
      {"type":"track","event":"Audience Entered","userId":"ann","timestamp":"2026-01-03T10:00:00Z","properties":{"audience_key":"newsletter"}}
      {"type":"group","userId":"ann","groupId":"acme","timestamp":"2026-01-04T09:00:00Z","traits":{"plan":"pro"}}
      {"type":"identify","userId":"ann","timestamp":"2026-01-05T09:00:00Z","context":{"device":{"token":"t1","type":"ios"}}}
      {"type":"page","anonymousId":"a9","timestamp":"2026-01-05T09:00:00Z"}
      """;

  @TempDir Path directory;
  private Yard yard;

  @BeforeEach
  void aShop() throws IOException {
    yard = new Yard(directory);
    yard.publish("data", CATALOG);
    assertThat(yard.bring(yard.file("events.ndjson", EVENTS), null, "data")).isEqualTo("8 0 0");
  }

  @Test
  void exportedProfilesCanBeImportedAgainAndAreTheSame() {
    Path profiles = yard.export("data", What.PROFILES, Format.NDJSON, "profiles.ndjson");
    yard.publish("again", CATALOG);
    assertThat(yard.bring(profiles, null, "again")).isEqualTo("9 0 0");
    assertThat(yard.lines("again", What.PROFILES)).isEqualTo(yard.lines("data", What.PROFILES));
    assertThat(yard.lines("data", What.PROFILES).getFirst())
        .contains("\"segments\":[\"adults\"]", "\"audiences\":[\"newsletter\"]", "acme", "t1");
  }

  @Test
  void exportedEventsAreTheSameEventsElsewhere() {
    Path events = yard.export("data", What.EVENTS, Format.NDJSON, "exported.ndjson");
    yard.publish("again", CATALOG);
    assertThat(yard.bring(events, null, "again")).isEqualTo("8 0 0");
    assertThat(yard.lines("again", What.PROFILES)).isEqualTo(yard.lines("data", What.PROFILES));
    assertThat(yard.bring(events, null, "data")).isEqualTo("0 0 8");
  }

  @Test
  void aTableHasARowForEachPersonAndNothingThatASpreadsheetWouldRun() throws Exception {
    Path csv = yard.export("data", What.PROFILES, Format.CSV, "profiles.csv");
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines).hasSize(3);
    assertThat(lines.getFirst())
        .startsWith("user_id,anonymous_id,anonymous_ids,account,audiences,consent,created_at")
        .contains("traits.address,traits.age,traits.balance,traits.empty,traits.name,traits.note");
    assertThat(lines.get(1))
        .startsWith("ann,a1,\"[\"\"a1\"\",\"\"a2\"\"]\"")
        .contains(",33,-12.50,\"\",\"Ann, \"\"A\"\"\",'=1+1,+4915112345678,");
  }

  @Test
  void aParquetFileKeepsTypesAndTellsEmptyFromMissing() throws Exception {
    Path parquet = yard.export("data", What.PROFILES, Format.PARQUET, "profiles.parquet");
    assertThat(Yard.asked("select count(*) from %s", parquet)).isEqualTo("2");
    assertThat(
            Yard.asked(
                "select concat_ws('|', \"traits.age\" + 1, \"traits.balance\" + 0.5, \"traits.empty\","
                    + " \"traits.note\", \"traits.name\") from %s where user_id = 'ann'",
                parquet))
        .isEqualTo("34|-12.000000000000000000||=1+1|Ann, \"A\"");
    assertThat(Yard.asked("select count(*) from %s where \"traits.empty\" is null", parquet))
        .isEqualTo("1");
  }

  @Test
  void factsAndEventsAreTablesAsWell() throws Exception {
    Path facts = yard.export("data", What.FACTS, Format.PARQUET, "facts.parquet");
    assertThat(Yard.asked("select count(*) from %s where kind = 'segment.entered'", facts))
        .isEqualTo("1");
    Path events = yard.export("data", What.EVENTS, Format.CSV, "events.csv");
    assertThat(Files.readAllLines(events))
        .hasSize(9)
        .first()
        .asString()
        .startsWith("timestamp,type");
    assertThat(yard.export("data", What.AUDIENCES, Format.CSV, "lists.csv"))
        .content()
        .isEqualTo(
            "user_id,anonymous_ids,audience\r\nann,\"[\"\"a1\"\",\"\"a2\"\"]\",newsletter\r\n");
  }

  @Test
  void onlyACompleteFileAppears() {
    yard.export("data", What.FACTS, Format.CSV, "facts.csv");
    assertThat(directory.toFile().list()).noneMatch(name -> name.contains(".part"));
  }
}
