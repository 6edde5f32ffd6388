package dev.throughline.exchange;

import dev.throughline.event.Event;
import java.util.ArrayList;
import java.util.List;

/// Rows next to each other that are settled together.
final class Chunk {
  private static final int MAX_ROWS = 1_000;

  /// With the commas between them they fit into one request (contract section 9).
  private static final int MAX_BYTES = 400 * 1024;

  /// A row that is not taken.
  record Rejected(long row, String reason, List<String> cells) {}

  final List<Event> events = new ArrayList<>();
  final List<Long> rowsOfEvents = new ArrayList<>();
  final List<Rejected> rejected = new ArrayList<>();
  long twins;
  long lastRow;
  private int rows;
  private long bytes;

  void add(long row, Event event, int size) {
    events.add(event);
    rowsOfEvents.add(row);
    bytes += size;
    count(row);
  }

  void reject(long row, String reason, List<String> cells) {
    rejected.add(new Rejected(row, reason, cells));
    count(row);
  }

  void twin(long row) {
    twins++;
    count(row);
  }

  private void count(long row) {
    rows++;
    lastRow = row;
  }

  boolean isEmpty() {
    return rows == 0;
  }

  boolean isFull() {
    return rows >= MAX_ROWS || bytes >= MAX_BYTES;
  }
}
