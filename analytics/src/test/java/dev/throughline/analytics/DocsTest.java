package dev.throughline.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/analytics.md` says what is in the file, and its queries run.
class DocsTest {
  private static final Pattern QUERY = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);
  private static final Pattern COLUMNS =
      Pattern.compile("^\\| `(\\w+)` \\| [^|]+ \\| ([^|]+) \\|$", Pattern.MULTILINE);
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  private static String page() throws IOException {
    return Files.readString(Path.of("..", "docs", "analytics.md"));
  }

  @Test
  void everyExampleQueryAnswers() throws IOException {
    Matcher query = QUERY.matcher(page());
    int queries = 0;
    for (; query.find(); queries++) {
      String sql = query.group(1);
      assertThat(
              Shop.WAREHOUSE.<List<String>>read(
                  q -> q.rows(sql, row -> String.valueOf(row.textOrNull(1)))))
          .as(sql)
          .isNotEmpty();
    }
    assertThat(queries).isGreaterThanOrEqualTo(5);
  }

  @Test
  void everyTableAndColumnIsDescribed() throws IOException {
    Set<String> described = new TreeSet<>();
    Matcher table = COLUMNS.matcher(page());
    while (table.find()) {
      Matcher column = NAME.matcher(table.group(2));
      while (column.find()) {
        described.add(table.group(1) + "." + column.group(1));
      }
    }
    List<String> there = new ArrayList<>();
    Shop.WAREHOUSE.read(query ->
        query.rows(
            """
            select table_name || '.' || column_name from information_schema.columns
            where table_name not in ('applied', 'schema_version')
            order by 1
            """,
            row -> there.add(row.text(1))));
    assertThat(described).containsExactlyElementsOf(there);
  }
}
