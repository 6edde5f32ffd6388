package dev.throughline.analytics;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Who is meant by a name.
final class Persons {
  private Persons() {}

  static String named(Query query, String name) throws SQLException {
    List<String> known =
        query.rows("select person from names where name = ?", row -> row.text(1), name);
    return known.isEmpty() ? name : known.getFirst();
  }

  /// Every name under which something may be told of the person.
  static List<String> names(Query query, String name) throws SQLException {
    String person = named(query, name);
    List<String> names = new ArrayList<>();
    names.add(person);
    names.addAll(
        query.rows(
            "select name from names where person = ? order by name", row -> row.text(1), person));
    return names;
  }
}
