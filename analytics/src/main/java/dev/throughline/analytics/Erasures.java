package dev.throughline.analytics;

import dev.throughline.engine.Fact.What;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Takes the person out of the rows of somebody who was erased, up to that moment. Every id of
/// theirs becomes a hash under a salt that is thrown away, so that their rows still belong together
/// and every total stays what it was (reliability C35), but nothing leads back.
final class Erasures {
  private static final int SALT_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Erasures() {}

  static void apply(Connection connection, Batch batch) throws SQLException {
    Map<String, Long> erased = new TreeMap<>();
    for (Batch.PlacedFact placed : batch.facts()) {
      if (placed.fact().what() instanceof What.Erased) {
        erased.put(placed.fact().customer().value(), placed.position());
      }
    }
    for (Map.Entry<String, Long> person : erased.entrySet()) {
      forget(connection, person.getKey(), person.getValue());
    }
  }

  private static void forget(Connection connection, String customer, long upTo)
      throws SQLException {
    List<String> names = namesOf(connection, customer);
    byte[] bytes = new byte[SALT_BYTES];
    RANDOM.nextBytes(bytes);
    String salt = HexFormat.of().formatHex(bytes);
    String person = "'erased-' || left(md5('%s'), 16)".formatted(salt);
    Sql.execute(
        connection,
        """
        update facts set
          customer = %1$s,
          id = %2$s,
          instance = %3$s,
          message = %4$s,
          task = %5$s,
          order_id = %6$s,
          touch = %7$s,
          reason = case when kind like 'message.%%' and kind <> 'message.decided' then null else reason end,
          json = null
        where position <= ? and customer in (select unnest(?::varchar[]))
        """
            .formatted(
                person,
                hash(salt, "id"),
                hash(salt, "instance"),
                hash(salt, "message"),
                hash(salt, "task"),
                hash(salt, "order_id"),
                hash(salt, "touch")),
        upTo,
        names);
    Sql.execute(
        connection,
        """
        update events set customer = %s, message_id = %s, user_id = null, anonymous_id = null, json = null
        where position <= ? and customer in (select unnest(?::varchar[]))
        """
            .formatted(person, hash(salt, "message_id")),
        upTo,
        names);
    Sql.execute(
        connection,
        """
        update assignments set customer = %s
        where position <= ? and customer in (select unnest(?::varchar[]))
        """
            .formatted(person),
        upTo,
        names);
    Sql.execute(
        connection,
        "delete from profiles where position <= ? and customer in (select unnest(?::varchar[]))",
        upTo,
        names);
    Sql.execute(connection, "delete from names where name in (select unnest(?::varchar[]))", names);
  }

  private static List<String> namesOf(Connection connection, String customer) throws SQLException {
    List<String> names = new ArrayList<>();
    names.add(customer);
    names.addAll(
        Sql.rows(
            connection,
            0,
            "select name from names where person = ?",
            row -> row.text(1),
            customer));
    return names;
  }

  /// The salt and the column are ours, so no foreign text becomes SQL.
  private static String hash(String salt, String column) {
    return "md5('%s' || %s)".formatted(salt, column);
  }
}
