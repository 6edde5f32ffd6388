package dev.throughline.analytics;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A message that was decided to be sent, and what came back.
///
/// @param feedback each kind once, in the order of a message's life
public record SentMessage(
    String message,
    String person,
    @Nullable String name,
    String journey,
    int version,
    String step,
    String channel,
    String template,
    Instant decidedAt,
    @Nullable Instant deliveredAt,
    boolean failed,
    List<Feedback> feedback) {

  /// What a channel said.
  public record Feedback(String kind, Instant at) {}

  /// Which messages a list is asked for; null and empty match all.
  ///
  /// @param asked part of a name, an address or an id
  /// @param customer by any of their names
  public record Filter(
      String asked,
      @Nullable String channel,
      @Nullable String journey,
      @Nullable String customer,
      @Nullable Boolean failed) {}

  private static final List<String> KINDS =
      List.of(
          "delivered",
          "opened",
          "clicked",
          "replied",
          "bounced",
          "complained",
          "unsubscribed",
          "failed");

  private static final String COLUMNS =
      """
      select message, messages.person, name, journey, version, step, channel, template,
        decided_at, delivered_at, (bounced_at is not null or failed_at is not null),
        delivered_at, opened_at, clicked_at, replied_at, bounced_at, complained_at,
        unsubscribed_at, failed_at
      from messages left join people on people.person = messages.person
      """;

  private static final String MATCHING =
      """
      outcome = 'sent' and channel is not null
        and (? = '' or contains(lower(concat_ws(' ', messages.person, name, email, phone)), ?))
        and (?::varchar is null or channel = ?)
        and (?::varchar is null or journey = ?)
        and (?::varchar is null or messages.person = ?)
        and (?::boolean is null or (bounced_at is not null or failed_at is not null) = ?)
      """;

  /// The newest decisions first.
  ///
  /// @param after the last of the page before; null for the first page
  public static List<SentMessage> search(
      Warehouse warehouse, Filter filter, @Nullable SentMessage after, int limit) {
    return warehouse.read(query -> {
      List<@Nullable Object> parameters = parameters(query, filter);
      parameters.add(after == null ? null : after.decidedAt);
      parameters.add(after == null ? null : after.decidedAt);
      parameters.add(after == null ? "" : after.message);
      parameters.add(Query.bounded(limit));
      return query.rows(
          COLUMNS
              + "where "
              + MATCHING
              + """
              and (?::timestamp is null or (decided_at, message) < (?, ?))
              order by decided_at desc, message desc limit ?
              """,
          SentMessage::of,
          parameters.toArray());
    });
  }

  public static long count(Warehouse warehouse, Filter filter) {
    return warehouse.read(query ->
        query.row(
            "select count(*) from messages left join people on people.person = messages.person where "
                + MATCHING,
            row -> row.count(1),
            parameters(query, filter).toArray()));
  }

  public static Optional<SentMessage> of(Warehouse warehouse, String message) {
    return warehouse.read(query ->
        query
            .rows(COLUMNS + "where message = ? and channel is not null", SentMessage::of, message)
            .stream()
            .findFirst());
  }

  private static List<@Nullable Object> parameters(Query query, Filter filter) throws SQLException {
    String part = filter.asked.strip().toLowerCase(Locale.ROOT);
    String person = filter.customer == null ? null : Persons.named(query, filter.customer);
    List<@Nullable Object> parameters = new ArrayList<>();
    parameters.add(part);
    parameters.add(part);
    parameters.add(filter.channel);
    parameters.add(filter.channel);
    parameters.add(filter.journey);
    parameters.add(filter.journey);
    parameters.add(person);
    parameters.add(person);
    parameters.add(filter.failed);
    parameters.add(filter.failed);
    return parameters;
  }

  private static SentMessage of(Row row) throws SQLException {
    List<Feedback> feedback = new ArrayList<>();
    for (int i = 0; i < KINDS.size(); i++) {
      Instant at = row.instantOrNull(12 + i);
      if (at != null) {
        feedback.add(new Feedback(KINDS.get(i), at));
      }
    }
    return new SentMessage(
        row.text(1),
        row.text(2),
        row.textOrNull(3),
        row.text(4),
        Math.toIntExact(row.count(5)),
        row.text(6),
        row.text(7),
        row.text(8),
        row.instant(9),
        row.instantOrNull(10),
        row.flag(11),
        feedback);
  }
}
