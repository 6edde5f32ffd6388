package dev.throughline.analytics;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Somebody who is at a step of a journey now, and since when.
public record PersonHere(String person, String instance, Instant since) {

  /// Those who are there longest come first.
  ///
  /// @param step null for all of the journey
  /// @param after the last of the page before; null for the first page
  public static List<PersonHere> at(
      Warehouse warehouse,
      String journey,
      @Nullable String step,
      @Nullable PersonHere after,
      int limit) {
    return warehouse.read(query ->
        query.rows(
            """
            select person, instance, step_since from runs
            where journey = ? and (?::varchar is null or step = ?) and exited_at is null
              and step_since is not null
              and (step_since > ? or (step_since = ? and instance > ?))
            order by step_since, instance limit ?
            """,
            row -> new PersonHere(row.text(1), row.text(2), row.instant(3)),
            journey,
            step,
            step,
            after == null ? Range.ALL.from() : after.since,
            after == null ? Range.ALL.from() : after.since,
            after == null ? "" : after.instance,
            Query.bounded(limit)));
  }

  public static long count(Warehouse warehouse, String journey, @Nullable String step) {
    return warehouse.read(query ->
        query.row(
            """
            select count(*) from runs
            where journey = ? and (?::varchar is null or step = ?) and exited_at is null
              and step_since is not null
            """,
            row -> row.count(1),
            journey,
            step,
            step));
  }
}
