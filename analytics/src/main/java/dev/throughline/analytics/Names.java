package dev.throughline.analytics;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Keeps the table `names`, through which everything told of somebody under an earlier name, or of
/// somebody merged into them, is read as theirs. Facts themselves are never rewritten: a merge
/// costs a row here, however long the history.
///
/// The first link of a name holds, for what is told under it later is of somebody else (rule I3).
final class Names {
  /// What names resolve to, as far as this batch has met them.
  private final Map<String, String> personOf;

  /// Persons who became others in this batch, and whom.
  private final Map<String, String> became = new LinkedHashMap<>();

  private final Map<String, Link> added = new LinkedHashMap<>();
  private final Set<String> freed = new TreeSet<>();

  private Names(Map<String, String> personOf) {
    this.personOf = personOf;
  }

  static void join(Connection connection, List<Link> links) throws SQLException {
    if (links.isEmpty()) {
      return;
    }
    Set<String> mentioned = new TreeSet<>();
    links.forEach(link -> mentioned.addAll(List.of(link.from(), link.to())));
    Map<String, String> known = new LinkedHashMap<>();
    Sql.rows(
        connection,
        0,
        "select name, person from names where name in (select unnest(?::varchar[]))",
        row -> known.put(row.text(1), row.text(2)),
        mentioned);
    Names names = new Names(known);
    links.forEach(names::take);
    names.write(connection);
  }

  private void take(Link link) {
    if (personOf.containsKey(link.from())) {
      return;
    }
    if (person(link.to()).equals(link.from())) {
      // Renamed back: the old name is the person's own again.
      personOf.remove(link.to());
      added.remove(link.to());
      became.remove(link.to());
      freed.add(link.to());
    }
    String person = person(link.to());
    personOf.put(link.from(), person);
    became.put(link.from(), person);
    added.put(link.from(), link);
  }

  private String person(String name) {
    String person = personOf.getOrDefault(name, name);
    while (became.containsKey(person)) {
      person = became.get(person);
    }
    return person;
  }

  private void write(Connection connection) throws SQLException {
    Sql.execute(connection, "delete from names where name in (select unnest(?::varchar[]))", freed);
    List<String> from = new ArrayList<>(became.keySet());
    Sql.execute(
        connection,
        """
        update names set person = became.into
        from (select unnest(?::varchar[]) as person, unnest(?::varchar[]) as into) became
        where names.person = became.person
        """,
        from,
        from.stream().map(this::person).toList());
    List<Link> links = List.copyOf(added.values());
    Sql.execute(
        connection,
        """
        insert into names
        select unnest(?::varchar[]), unnest(?::varchar[]), unnest(?::varchar[])::bigint
        """,
        links.stream().map(Link::from).toList(),
        links.stream().map(link -> person(link.from())).toList(),
        links.stream().map(link -> Long.toString(link.position())).toList());
  }
}
