package dev.throughline.codec.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.importing.Import.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
  private static final String CDNOW =
      """
      kind: import
      key: cdnow
      type: track
      event: Order Completed
      user_id: customer_id
      timestamp: { column: date, format: yyyyMMdd, zone: UTC }
      message_id: [ row ]
      properties: { order_id: row, total: amount, quantity: quantity, currency: "=USD" }
      """;

  @TempDir Path directory;

  @Test
  void rowsBecomeEventsByTheMap() throws IOException {
    Result result =
        run("in.csv", "customer_id,date,quantity,amount\n00001,19970101,1,11.77\n", CDNOW);
    assertThat(result).isEqualTo(new Result.Done(1, 0, 0));
    assertThat(events().getFirst().replaceAll("[0-9a-f]{16}", "ID"))
        .isEqualTo(
            "{'type':'track','messageId':'cdnow:ID','userId':'00001','event':'Order Completed',"
                    .replace('\'', '"')
                + "'properties':{'currency':'USD','order_id':'ID','quantity':1,'total':11.77},"
                    .replace('\'', '"')
                + "\"timestamp\":\"1997-01-01T00:00:00Z\"}");
    assertThat(rejects()).containsExactly("row,reason,customer_id,date,quantity,amount");
  }

  @Test
  void twoEqualRowsAreTwoPurchasesAndKeepTheirIdsInAnyOrder() throws IOException {
    String head = "customer_id,date,quantity,amount\n";
    String twin = "00002,19970112,1,12.00\n";
    String other = "00003,19970112,1,12.00\n";
    assertThat(run("in.csv", head + twin + twin + other, CDNOW))
        .isEqualTo(new Result.Done(3, 0, 0));
    List<String> first = events();
    assertThat(run("in.csv", head + other + twin + twin, CDNOW))
        .isEqualTo(new Result.Done(3, 0, 0));
    assertThat(events()).containsExactlyInAnyOrderElementsOf(first).doesNotHaveDuplicates();
  }

  @Test
  void aRowThatCannotBeAnEventIsRejectedWithItsReason() throws IOException {
    Result result =
        run(
            "in.csv",
            """
            customer_id,date,quantity,amount
            00001,19970101,1,11.77
            ,19970101,1,11.77
            00003,19970230,1,11.77
            00004,,1,11.77
            00005,19970101,1
            00006,19970101,1,"5,00"
            """,
            CDNOW);
    assertThat(result).isEqualTo(new Result.Done(2, 4, 0));
    assertThat(rejects().subList(1, 5))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("2,").contains("says of nobody"),
            line -> assertThat(line).startsWith("3,").contains("19970230"),
            line -> assertThat(line).startsWith("4,").contains("time is empty"),
            line -> assertThat(line).startsWith("5,The row has 3 cells and the header 4"));
    assertThat(events().getLast()).contains("\"total\":\"5,00\"");
  }

  @Test
  void theSameMessageIdCountsOnce() throws IOException {
    String map =
        """
        kind: import
        key: people
        type: identify
        user_id: id
        timestamp: { column: seen, zone: Europe/Berlin }
        message_id: [ id ]
        traits: { email: "{{ id }}@shop.example", address.country: =DE, zip: { column: zip, as: text }, vip: vip }
        """;
    Result result =
        run("in.csv", "id,seen,zip,vip\n7,2026-01-05,12345,true\n7,2026-01-06,12345,\n", map);
    assertThat(result).isEqualTo(new Result.Done(1, 0, 1));
    assertThat(events())
        .containsExactly(
            "{'type':'identify','messageId':'people:7','userId':'7','traits':{'address':{'country':"
                    .replace('\'', '"')
                + "'DE'},'email':'7@shop.example','vip':true,'zip':'12345'},".replace('\'', '"')
                + "\"timestamp\":\"2026-01-04T23:00:00Z\"}");
  }

  @Test
  void numbersAreReadExactlyAndIdsAreLeftAlone() throws IOException {
    String map =
        """
        kind: import
        key: numbers
        event: E
        user_id: u
        timestamp: t
        properties: { a: a, b: b, c: c, d: d, e: e }
        """;
    run("in.csv", "u,t,a,b,c,d,e\nu1,2026-01-05T09:00:00Z,007,1e5,12.50,-3, \"\"\n", map);
    assertThat(events().getFirst())
        .contains("\"properties\":{\"a\":\"007\",\"b\":\"1e5\",\"c\":12.50,\"d\":-3");
  }

  @Test
  void linesThatAreEventsNeedNoMap() throws IOException {
    String good =
        "{\"event\":\"E\",\"userId\":\"u\",\"messageId\":\"m\",\"timestamp\":\"2026-01-05T09:00:00Z\"}";
    Result result =
        run("in.ndjson", good + "\n\n" + good + "\nnot json\n{\"event\":\"E\"}\n", null);
    assertThat(result).isEqualTo(new Result.Done(1, 2, 1));
    assertThat(rejects()).hasSize(3).element(1).asString().startsWith("3,\"Not valid JSON");
  }

  @Test
  void flatObjectsAreReadByAMapAsWell() throws IOException {
    String map =
        """
        kind: import
        key: crm
        event: Deal Won
        user_id: contact.id
        timestamp: closed
        properties: { amount: amount }
        """;
    Result result =
        run(
            "in.jsonl",
            "{\"contact\":{\"id\":7},\"closed\":\"2026-01-05T09:00:00Z\",\"amount\":\"12\"}\n",
            map);
    assertThat(result).isEqualTo(new Result.Done(1, 0, 0));
    assertThat(events().getFirst()).contains("\"userId\":\"7\"").contains("\"amount\":\"12\"");
  }

  @Test
  void compressedFilesAndByteOrderMarksAreRecognised() throws IOException {
    Path file = directory.resolve("in.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(
          "\uFEFFcustomer_id,date,quantity,amount\r\n1,19970101,1,2\r\n"
              .getBytes(StandardCharsets.UTF_8));
    }
    assertThat(run(file, CDNOW)).isEqualTo(new Result.Done(1, 0, 0));
  }

  @Test
  void aParquetFileGivesTheRowsOfItsCsvFileWithTheirIds() throws Exception {
    String csv =
        """
        customer_id,date,quantity,amount
        00001,19970101,1,11.77
        00002,19970112,2,
        00002,19970112,2,
        """;
    assertThat(run("in.csv", csv, CDNOW)).isEqualTo(new Result.Done(3, 0, 0));
    List<String> fromCsv = events();
    Path file = directory.resolve("in [1].parquet");
    parquet(
        """
        select customer_id, date::integer as date, quantity::bigint as quantity,
          amount::decimal(10, 2) as amount
        from read_csv('%s', all_varchar = true)
        """
            .formatted(directory.resolve("in.csv")),
        file);
    assertThat(run(file, CDNOW)).isEqualTo(new Result.Done(3, 0, 0));
    assertThat(events()).isEqualTo(fromCsv);
  }

  @Test
  void everyTypeOfParquetIsReadExactly() throws Exception {
    Path file = directory.resolve("types.parquet");
    parquet(
        """
        select 'u1' as u, timestamptz '2026-01-05 10:00:00+01' as t, 0.1::double as fraction,
          0.1::float as small, true as flag, 12345678901234567890::decimal(38, 0) as huge,
          date '2026-01-05' as day, timestamp '2026-01-05 10:00:00.25' as local,
          ['a', 'b'] as list, {'city': 'Köln', 'zip': '01234'} as address, null::integer as gone
        """,
        file);
    String map =
        """
        kind: import
        key: types
        event: E
        user_id: u
        timestamp: t
        message_id: u
        properties: { fraction: fraction, small: small, flag: flag, huge: huge, day: day,
          local: local, list: list, address: address, city: address.city, gone: gone }
        """;
    assertThat(run(file, map)).isEqualTo(new Result.Done(1, 0, 0));
    assertThat(events().getFirst())
        .contains(
            """
            "properties":{"address":{"city":"Köln","zip":"01234"},"city":"Köln","day":"2026-01-05",\
            "flag":true,"fraction":0.1,"huge":12345678901234567890,"list":["a","b"],\
            "local":"2026-01-05T10:00:00.250","small":0.1},"timestamp":"2026-01-05T09:00:00Z\
            """);
  }

  @Test
  void aFileThatOnlyBeginsLikeParquetIsRefused() throws IOException {
    assertThat(sentences(run("in.parquet", "PAR1 but no more", CDNOW)).getFirst())
        .contains("cannot be read as one");
    assertThat(sentences(run("in.parquet", "PAR1", null)).getFirst())
        .contains("needs an import map");
  }

  @Test
  void peopleComeOntoAListThatTheMapNames() throws IOException {
    String map =
        """
        kind: import
        key: readers
        type: audience
        audience: newsletter
        user_id: id
        timestamp: "=2026-01-05T09:00:00Z"
        message_id: [ id ]
        """;
    assertThat(run("in.csv", "id\n7\n8\n7\n", map)).isEqualTo(new Result.Done(2, 0, 1));
    assertThat(events().getFirst())
        .contains(
            "\"event\":\"Audience Entered\",\"properties\":{\"audience_key\":\"newsletter\"}");
    run("in.csv", "id\n7\n", map + "action: remove\n");
    assertThat(events().getFirst()).contains("\"event\":\"Audience Exited\"");
    String wrong = map.replace("audience: newsletter\n", "") + "action: drop\n";
    assertThat(sentences(run("in.csv", "id\n7\n", wrong))).hasSize(2);
  }

  private static void parquet(String query, Path to) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("copy (%s) to '%s' (format parquet)".formatted(query, to));
    }
  }

  @Test
  void mistakesInTheMapAreNamedWithTheirLine() throws IOException {
    String map = CDNOW.replace("user_id: customer_id", "user_id: custmer_id");
    assertThat(sentences(run("in.csv", "customer_id,date,quantity,amount\n", map)))
        .containsExactly(
            "map.yaml:5: The file has no column \"custmer_id\". Did you mean \"customer_id\"?");
    map = CDNOW.replace("message_id", "mesage_id").replace("yyyyMMdd", "yyyymmbb");
    assertThat(sentences(run("in.csv", "customer_id,date,quantity,amount\n", map)))
        .containsExactly(
            "map.yaml:7: There is no field \"mesage_id\". Did you mean \"message_id\"?",
            "map.yaml:6: This is not a format of times. Write it like yyyyMMdd or dd.MM.yyyy HH:mm");
    assertThat(sentences(run("in.csv", "a\n", "kind: import\nkey: [\n")).getFirst())
        .contains("not YAML");
    assertThat(sentences(run("in.csv", "a\n", "kind: import\nkey: shop\n"))).hasSize(3);
    assertThat(sentences(run("in.csv", "a,a\n", CDNOW)).getFirst()).contains("Two columns");
    assertThat(sentences(run("in.csv", "", CDNOW)).getFirst()).contains("empty");
    assertThat(sentences(run("in.csv", "a\n", null)).getFirst()).contains("needs an import map");
  }

  @Test
  void aRefusedImportLeavesTheOldResultAlone() throws IOException {
    Files.writeString(directory.resolve("events.ndjson"), "old\n");
    run("in.csv", "a\n", CDNOW);
    assertThat(events()).containsExactly("old");
  }

  private static List<String> sentences(Result result) {
    return switch (result) {
      case Result.Done done -> throw new AssertionError(done);
      case Result.Refused(var mistakes) ->
          mistakes.stream()
              .map(Mistake::sentence)
              .map(sentence -> sentence.substring(sentence.lastIndexOf('/') + 1))
              .toList();
    };
  }

  private Result run(String name, String content, @Nullable String map) throws IOException {
    Path file = directory.resolve(name);
    Files.writeString(file, content);
    return run(file, map);
  }

  private Result run(Path file, @Nullable String map) throws IOException {
    Path mapFile = directory.resolve("map.yaml");
    if (map != null) {
      Files.writeString(mapFile, map);
    }
    return Import.run(
        file,
        map == null ? null : mapFile,
        directory.resolve("events.ndjson"),
        directory.resolve("rejects.csv"),
        _ -> {});
  }

  private List<String> events() throws IOException {
    return Files.readAllLines(directory.resolve("events.ndjson"));
  }

  private List<String> rejects() throws IOException {
    return Files.readAllLines(directory.resolve("rejects.csv"));
  }
}
