package dev.throughline.analytics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of the messages of one step, each counted once by its last decision.
///
/// @param held still held
/// @param opened, clicked messages, however often
/// @param failed bounced or failed
public record StepSends(
    String step,
    long sent,
    long ghost,
    long held,
    long dropped,
    long delivered,
    long opened,
    long clicked,
    long failed) {

  /// @param version null for all
  public static List<StepSends> of(
      Warehouse warehouse, String journey, @Nullable Integer version, Range range) {
    return warehouse.read(query ->
        query.rows(
            """
            select step,
              count(*) filter (where outcome = 'sent'), count(*) filter (where outcome = 'ghost'),
              count(*) filter (where outcome = 'held'), count(*) filter (where outcome = 'dropped'),
              count(delivered_at), count(opened_at), count(clicked_at),
              count(*) filter (where bounced_at is not null or failed_at is not null)
            from messages
            where journey = ? and (?::integer is null or version = ?)
              and decided_at >= ? and decided_at < ?
            group by 1 order by 1
            """,
            row ->
                new StepSends(
                    row.text(1),
                    row.count(2),
                    row.count(3),
                    row.count(4),
                    row.count(5),
                    row.count(6),
                    row.count(7),
                    row.count(8),
                    row.count(9)),
            journey,
            version,
            version,
            range.from(),
            range.until()));
  }
}
