package dev.throughline.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Known answers: a table computed outside this project, in `src/test/resources/known`.
public final class Known {
  private Known() {}

  /// The rows of a table without quoted cells, each by column name.
  public static List<Map<String, String>> rows(String file) {
    List<String> lines = lines("/known/" + file);
    String[] columns = lines.getFirst().split(",", -1);
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < columns.length; i++) {
        row.put(columns[i], cells[i]);
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<String> lines(String resource) {
    try (InputStream in = Known.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("No test resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
