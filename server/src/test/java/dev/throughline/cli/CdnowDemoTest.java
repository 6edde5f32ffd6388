package dev.throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The main job: eighteen months of real purchases through the example catalog. What the report
/// says is counted a second time here, in plain SQL over the shop's file.
@DisplayName("V3: months of real purchases are simulated, and agree with SQL over the file")
class CdnowDemoTest {
  private static final List<String> MODELS =
      List.of("first", "last", "linear", "position", "time-decay");

  @TempDir private static Path directory = Path.of("");
  private static Call call = new Call(-1, "", "");
  private static JsonNode report = JsonMapper.shared().createObjectNode();
  private static Connection sql;

  @BeforeAll
  static void runTheDemo() throws IOException, SQLException {
    call = Call.of("demo", "--cdnow", directory);
    report = JsonMapper.shared().readTree(Files.readString(directory.resolve("report.json")));
    sql = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = sql.createStatement()) {
      statement.execute(
          """
          create table purchases as
          select customer_id, strptime(date, '%%Y%%m%%d')::date as day, amount::decimal(18, 2) as amount,
                 row_number() over () as row
          from read_csv('%s', types = {'customer_id': 'varchar', 'date': 'varchar', 'amount': 'varchar'})
          """
              .formatted(directory.resolve("example/purchases.csv.gz")));
      statement.execute(
          """
          create table facts as
          select customer, kind, journey, arm, reason, outcome, segment, cast("at" as timestamp) as moment, message
          from read_json('%s', format = 'newline_delimited', columns = {
            customer: 'varchar', kind: 'varchar', journey: 'varchar', arm: 'varchar',
            reason: 'varchar', outcome: 'varchar', segment: 'varchar', "at": 'varchar', message: 'varchar'})
          """
              .formatted(directory.resolve("facts.ndjson")));
    }
  }

  @AfterAll
  static void close() throws SQLException {
    sql.close();
  }

  @Test
  void theDemoEndsWellAndShowsItsReport() {
    assertThat(call.status()).isZero();
    assertThat(call.err()).isEmpty();
    assertThat(call.out()).contains("win-back", "outranked", "95% interval");
  }

  @Test
  void peopleOrdersAndRevenueAreThoseOfTheFile() throws SQLException {
    assertThat(number("people", "customers"))
        .isEqualTo(count("select count(distinct customer_id) from purchases"));
    assertThat(number("conversions", "order", "count"))
        .isEqualTo(count("select count(*) from purchases"));
    assertThat(money("conversions", "order", "value", "USD"))
        .isEqualByComparingTo(amount("select sum(amount) from purchases"));
  }

  /// A buyer lapses 90 calendar days after a purchase, in the zone of the workspace, unless they
  /// bought again before. The file's days begin at midnight UTC, the evening before in New York; on
  /// the 90th day itself only a buyer whose clock went back in between is still in time.
  @Test
  @DisplayName("D5: lapsed buyers age without events: as many as SQL finds gaps of 90 days")
  void asManyLapseAsThereAreGaps() throws SQLException {
    long gaps =
        count(
            """
            with following as (
              select day, lead(day) over (partition by customer_id order by day, row) as next_day
              from purchases),
            clocks as (
              select *, %s as summer, %s as summer_then from following)
            select count(*) from clocks
            where next_day is null or next_day - day > 90
               or (next_day - day = 90 and not (summer and not summer_then))
            """
                .formatted(summer("day"), summer("day + 90")));
    assertThat(
            count(
                "select count(*) from facts where kind = 'segment.entered' and segment = 'lapsed-buyers'"))
        .isEqualTo(gaps);
    assertThat(number("segments", "lapsed-buyers", "entered")).isEqualTo(gaps);
    assertThat(entered("win-back") + rejected("win-back")).isEqualTo(gaps);
  }

  @Test
  @DisplayName(
      "F6: everyone enters once by the first order; later orders are refused with a reason")
  void everyoneEntersOnceByTheFirstOrder() throws SQLException {
    assertThat(entered("second-order"))
        .isEqualTo(count("select count(distinct customer_id) from purchases"));
    assertThat(number("journeys", "second-order", "rejected_by_reason", "not_qualified"))
        .isEqualTo(count("select count(*) - count(distinct customer_id) from purchases"));
    assertThat(entered("review") + rejected("review"))
        .isEqualTo(count("select count(*) from purchases"));
  }

  @Test
  @DisplayName("C1: under every model the credits sum to the revenue credited")
  void creditsSumToTheRevenueCredited() {
    BigDecimal credited = money("conversions", "order", "revenue_credited", "USD");
    assertThat(credited).isPositive();
    for (String model : MODELS) {
      assertThat(money("credit", "models", model, "total", "USD"))
          .as(model)
          .isEqualByComparingTo(credited);
    }
  }

  @Test
  @DisplayName("every arrival at a send is decided: sent + ghost + held + dropped")
  void decisionsAddUp() throws SQLException {
    long arrivals =
        count("select count(distinct message) from facts where kind = 'message.decided'");
    long decided =
        count(
            """
            select count(*) from facts where kind = 'message.decided' and outcome in ('sent', 'ghost', 'dropped')
            """);
    assertThat(arrivals).isEqualTo(decided).isEqualTo(number("messages", "arrivals"));
    assertThat(count("select count(*) from facts where outcome = 'held'")).isPositive();
    assertThat(count("select count(*) from facts where outcome = 'ghost'")).isPositive();
  }

  @Test
  @DisplayName("Q2: the holdout's figures are those of SQL over arms and purchases")
  void theHoldoutMeasuresWhatSqlDoes() throws SQLException {
    String perPerson =
        """
        with arms as (
          select customer, any_value(arm) as arm, min(moment) as entered from facts
          where kind = 'journey.entered' and journey = 'second-order' group by customer),
        ghosts as (
          select distinct customer from facts
          where kind = 'message.decided' and reason = 'holdout_global'),
        people as (
          select customer, arm, coalesce(sum(amount), 0) as revenue, count(row) as orders
          from arms left join purchases on customer_id = customer
            and day::timestamp > entered and day::timestamp <= entered + interval 30 days
          where customer not in (select customer from ghosts)
          group by customer, arm)
        """;
    for (String arm : List.of("treated", "holdout")) {
      String where = " from people where arm = '" + arm + "'";
      String[] path = {"lift", "second-order", "outcomes", "order", arm};
      assertThat(number(path, "people")).isEqualTo(count(perPerson + "select count(*)" + where));
      assertThat(number(path, "converted"))
          .isEqualTo(count(perPerson + "select count(*) filter (where orders > 0)" + where));
      assertThat(money(path, "revenue"))
          .isEqualByComparingTo(amount(perPerson + "select sum(revenue)" + where));
    }
  }

  private static String summer(String day) {
    return "(%1$s - 1 between date '1997-04-06' and date '1997-10-25' or %1$s - 1 between date '1998-04-05' and date '1998-10-24')"
        .formatted(day);
  }

  private static long entered(String journey) {
    return number("journeys", journey, "entered");
  }

  private static long rejected(String journey) {
    return number("journeys", journey, "rejected");
  }

  private static long number(String[] path, String last) {
    return at(path).path(last).asLong(-1);
  }

  private static long number(String... path) {
    return at(path).asLong(-1);
  }

  private static BigDecimal money(String[] path, String last) {
    return new BigDecimal(at(path).path(last).asString());
  }

  private static BigDecimal money(String... path) {
    return new BigDecimal(at(path).asString());
  }

  private static JsonNode at(String... path) {
    JsonNode node = report;
    for (String name : path) {
      node = node.path(name);
    }
    return node;
  }

  private static long count(String query) throws SQLException {
    return amount(query).longValueExact();
  }

  private static BigDecimal amount(String query) throws SQLException {
    try (Statement statement = sql.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getBigDecimal(1);
    }
  }
}
