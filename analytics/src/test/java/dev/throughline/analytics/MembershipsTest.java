package dev.throughline.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.Fact.What;
import dev.throughline.testkit.Seeds;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;

class MembershipsTest {
  private static final int BATCHES = 20;

  @Seeds(10)
  void howOftenChangesAreTakenIntoTheTableChangesNobodysSegments(long seed, SplittableRandom random)
      throws SQLException {
    try (Connection one = migrated();
        Connection other = migrated()) {
      TreeSet<String> members = new TreeSet<>();
      int every = 1 + random.nextInt(4);
      long number = 0;
      for (int i = 0; i < BATCHES; i++) {
        List<NumberedFact> facts = new ArrayList<>();
        for (int change = random.nextInt(6); change >= 0; change--) {
          facts.add(change(++number, random, members));
        }
        Batch batch = Batch.after(-1, facts, List.of());
        Memberships.apply(one.unwrap(DuckDBConnection.class), batch, List.of());
        Memberships.apply(other.unwrap(DuckDBConnection.class), batch, List.of());
        if (i % every == 0) {
          Memberships.settleIfWorthIt(other);
        }
        assertThat(members(one)).containsExactlyElementsOf(members);
        assertThat(members(other)).containsExactlyElementsOf(members);
      }
      assertThat(count(one, "settled_memberships")).isZero();
      assertThat(count(other, "membership_changes")).isLessThan(count(one, "membership_changes"));
    }
  }

  @Test
  void whatIsNoLongerTrueKeepsNoSpaceInTheTable() throws SQLException {
    try (Connection connection = migrated()) {
      DuckDBConnection warehouse = connection.unwrap(DuckDBConnection.class);
      for (int round = 1; round <= 5; round++) {
        NumberedFact change =
            round % 2 == 1
                ? Told.fact(round, "ann", new What.SegmentEntered("vip"))
                : Told.fact(round, "ann", new What.SegmentLeft("vip"));
        NumberedFact other = Told.fact(round, "c" + round, new What.SegmentEntered("vip"));
        Memberships.apply(warehouse, Batch.after(-1, List.of(change, other), List.of()), List.of());
        Memberships.settleIfWorthIt(connection);
      }

      assertThat(count(connection, "settled_memberships")).isEqualTo(6);
      assertThat(
              Sql.number(
                  connection,
                  """
                  select sum(count) from pragma_storage_info('settled_memberships')
                  where column_name = 'customer' and segment_type <> 'VALIDITY'
                  """))
          .isEqualTo(6);
    }
  }

  @Test
  void whoIsErasedLeavesNoNameBehind() throws SQLException {
    try (Connection connection = migrated()) {
      DuckDBConnection warehouse = connection.unwrap(DuckDBConnection.class);
      NumberedFact entered = Told.fact(1, "ann", new What.SegmentEntered("vip"));
      Memberships.apply(warehouse, Batch.after(-1, List.of(entered), List.of()), List.of());
      NumberedFact erased = Told.fact(2, "ann", new What.Erased());
      Memberships.apply(warehouse, Batch.after(-1, List.of(erased), List.of()), List.of());

      assertThat(members(connection)).isEmpty();
      assertThat(count(connection, "membership_changes")).isZero();
      assertThat(count(connection, "settled_memberships")).isZero();
    }
  }

  private static NumberedFact change(long number, SplittableRandom random, Set<String> members) {
    String segment = "s" + random.nextInt(3);
    String customer = "c" + random.nextInt(6);
    String stay = segment + " " + customer;
    if (members.remove(stay)) {
      return Told.fact(number, customer, new What.SegmentLeft(segment));
    }
    members.add(stay);
    return Told.fact(number, customer, new What.SegmentEntered(segment));
  }

  private static Connection migrated() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:duckdb:");
    Migrations.run(connection);
    return connection;
  }

  private static List<String> members(Connection connection) throws SQLException {
    return Sql.rows(
        connection,
        0,
        "select segment || ' ' || customer from memberships order by 1",
        row -> row.text(1));
  }

  private static long count(Connection connection, String table) throws SQLException {
    return Sql.number(connection, "select count(*) from " + table);
  }
}
