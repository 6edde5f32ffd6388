package dev.throughline.analytics;

import dev.throughline.customer.Arm;
import dev.throughline.event.CalendarSpan;
import dev.throughline.experiment.Lift;
import dev.throughline.experiment.Sample;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a holdout measured: conversions and revenue of the treated beside those of the held out,
/// each person from their first exposure on, whether or not anything reached them.
///
/// People with two arms are left out (rule H4), and from a journey's holdout all whom the global
/// one keeps from every journey. Differences and intervals are those of `Lift`, as in the report of
/// `simulate`: means with unequal variances and the normal interval.
///
/// @param contaminated people left out because two arms met in them
/// @param rate of people who converted
/// @param conversionsPerPerson each order once
/// @param revenuePerPerson net of refunds
public record HoldoutResult(
    String experiment,
    String conversion,
    ArmResult treated,
    ArmResult heldOut,
    long contaminated,
    Lift rate,
    Lift conversionsPerPerson,
    Lift revenuePerPerson) {
  /// The experiment of the workspace's own holdout.
  public static final String GLOBAL = "global";

  /// @param converted people who did so at least once
  public record ArmResult(long people, long converted, long conversions, BigDecimal revenue) {
    static final ArmResult NOBODY = new ArmResult(0, 0, 0, BigDecimal.ZERO);
  }

  private record Measured(String arm, ArmResult result, Sample conversions, Sample revenue) {}

  /// @param experiment a journey's key, or `global`
  /// @param window how long after exposure a conversion counts, its end included, in UTC; null for
  ///   ever
  /// @param converted the conversions in this time, of all whom the experiment had reached before
  ///   its end
  public static HoldoutResult of(
      Warehouse warehouse,
      String experiment,
      String conversion,
      @Nullable CalendarSpan window,
      String currency,
      Range converted) {
    return warehouse.read(query -> {
      Map<String, Measured> arms =
          measure(query, experiment, conversion, window, currency, converted).stream()
              .collect(Collectors.toMap(Measured::arm, Function.identity()));
      Measured treated = arms.getOrDefault(Arm.TREATED, nobody(Arm.TREATED));
      Measured heldOut = arms.getOrDefault(Arm.HOLDOUT, nobody(Arm.HOLDOUT));
      return new HoldoutResult(
          experiment,
          conversion,
          treated.result,
          heldOut.result,
          contaminated(query, experiment, converted),
          Lift.of(rate(treated.result), rate(heldOut.result)),
          Lift.of(treated.conversions, heldOut.conversions),
          Lift.of(treated.revenue, heldOut.revenue));
    });
  }

  private static Measured nobody(String arm) {
    return new Measured(arm, ArmResult.NOBODY, Sample.EMPTY, Sample.EMPTY);
  }

  private static Sample rate(ArmResult result) {
    return Sample.ofRate(result.people, result.converted);
  }

  private static final String EXPOSED =
      """
      with assigned as (
        select coalesce(names.person, assignments.customer) as person, experiment, arm,
          assignments.occurred_at, assignments.position
        from assignments left join names on names.name = assignments.customer
      ), exposed as (
        select person, min(occurred_at) as exposed_at, arg_min(arm, position) as arm,
          count(distinct arm) as arms
        from assigned where experiment = ?
        group by 1
        having min(occurred_at) < ?
      )
      """;

  private static List<Measured> measure(
      Query query,
      String experiment,
      String conversion,
      @Nullable CalendarSpan window,
      String currency,
      Range converted)
      throws SQLException {
    CalendarSpan span = window == null ? CalendarSpan.ZERO : window;
    return query.rows(
        EXPOSED
            + """
            , kept_from_all as (
              select person from assigned where experiment = 'global' and ? <> 'global'
              group by 1 having arg_min(arm, position) = 'holdout'
            ), outcome as (
              select exposed.person, exposed.arm,
                count(distinct order_id) as conversions,
                coalesce(sum(net) filter (where currency = ?), 0) as revenue
              from exposed left join orders on orders.person = exposed.person
                and orders.conversion = ? and orders.converted_at > exposed_at
                and orders.converted_at >= ? and orders.converted_at < ?
                and (? or orders.converted_at
                  <= exposed_at + to_months(?::integer) + to_days(?::integer) + to_milliseconds(?::bigint))
              where arms = 1 and exposed.person not in (select person from kept_from_all)
              group by 1, 2
            )
            select arm, count(*), count(*) filter (where conversions > 0),
              sum(conversions)::bigint, sum(conversions * conversions)::bigint, sum(revenue),
              sum(revenue::decimal(38, 4) * revenue::decimal(38, 4))
            from outcome group by 1
            """,
        row ->
            new Measured(
                row.text(1),
                new ArmResult(row.count(2), row.count(3), row.count(4), row.decimal(6)),
                new Sample(
                    row.count(2),
                    BigDecimal.valueOf(row.count(4)),
                    BigDecimal.valueOf(row.count(5))),
                new Sample(row.count(2), row.decimal(6), row.decimal(7))),
        experiment,
        converted.until(),
        experiment,
        currency,
        conversion,
        converted.from(),
        converted.until(),
        window == null,
        span.days().toTotalMonths(),
        span.days().get(ChronoUnit.DAYS),
        span.clock().toMillis());
  }

  private static long contaminated(Query query, String experiment, Range converted)
      throws SQLException {
    return query.row(
        EXPOSED + "select count(*) from exposed where arms > 1",
        row -> row.count(1),
        experiment,
        converted.until());
  }
}
