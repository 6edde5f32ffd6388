package dev.throughline.analytics;

import dev.throughline.customer.Touch;
import dev.throughline.engine.Fact.Place;
import dev.throughline.engine.Fact.What;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The columns that a kind of fact fills; one sheet serves all rows of a batch.
final class FactColumns {
  private @Nullable String journey;
  private int version;
  private @Nullable String instance;
  private @Nullable String step;
  private @Nullable String channel;
  private @Nullable String message;
  private @Nullable String reason;
  private @Nullable String arm;
  private @Nullable BigDecimal value;
  private @Nullable String currency;
  private @Nullable String segment;
  private @Nullable String audience;
  private @Nullable String task;
  private @Nullable String outcome;
  private @Nullable String conversion;
  private @Nullable String order;
  private @Nullable String model;
  private @Nullable String touch;
  private @Nullable String touchStatus;
  private @Nullable Instant touchedAt;
  private @Nullable BigDecimal weight;
  private @Nullable List<String> touchSegments;
  private @Nullable String template;

  void take(What what) {
    clear();
    switch (what) {
      case What.SegmentEntered(String key) -> segment = key;
      case What.SegmentLeft(String key) -> segment = key;
      case What.JourneyEntered(Place place, String side, _) -> {
        at(place, null);
        arm = side;
      }
      case What.JourneyRejected(String key, int pinned, String why) -> {
        journey = key;
        version = pinned;
        reason = why;
      }
      case What.JourneyStep(Place place, String here, String side) -> {
        at(place, here);
        arm = side;
      }
      case What.JourneyExited(Place place, String here, String why, _) -> {
        at(place, here);
        reason = why;
      }
      case What.MessageDecided decided -> decided(decided);
      case What.MessageFeedback feedback -> {
        at(feedback.place(), feedback.step());
        channel = feedback.channel();
        message = feedback.message();
        reason = feedback.reason();
      }
      case What.Converted(String key, String id, BigDecimal amount, String in) ->
          order(key, id, amount, in);
      case What.Refunded(String key, String id, BigDecimal amount, String in) ->
          order(key, id, amount, in);
      case What.Credit credit -> credit(credit);
      case What.Decision decision -> {
        at(decision.place(), decision.step());
        outcome = decision.chosen();
      }
      case What.TaskCreated created -> {
        at(created.place(), created.step());
        task = created.task();
      }
      case What.TaskDone(Place place, String here, String key, String result) -> {
        at(place, here);
        task = key;
        outcome = result;
      }
      case What.AudienceChanged(String key, _) -> audience = key;
      case What.ProfileUpdated(Place place, _, _) -> at(place, null);
      case What.Merged _, What.Erased _ -> {}
    }
  }

  private void at(@Nullable Place place, @Nullable String here) {
    if (place != null) {
      journey = place.journey();
      version = place.version();
      instance = place.instance();
    }
    step = here;
  }

  private void decided(What.MessageDecided decided) {
    at(decided.place(), decided.step());
    channel = decided.channel();
    message = decided.message();
    reason = decided.reason();
    outcome = decided.outcome();
    template = decided.template();
  }

  private void order(String key, String id, BigDecimal amount, String in) {
    conversion = key;
    order = id;
    value = amount;
    currency = in;
  }

  private void credit(What.Credit credit) {
    order(credit.conversion(), credit.order(), credit.value(), credit.currency());
    reason = credit.reason();
    model = credit.model();
    weight = credit.weight();
    Touch touched = credit.touch();
    journey = touched.journey();
    version = touched.version();
    step = touched.step();
    channel = touched.channel();
    arm = touched.exposure().arm();
    touch = touched.id();
    touchStatus = touched.status().word();
    touchedAt = touched.at();
    touchSegments = touched.exposure().segments();
  }

  private void clear() {
    journey = instance = step = channel = message = reason = arm = currency = null;
    segment =
        audience =
            task = outcome = conversion = order = model = touch = touchStatus = template = null;
    version = 0;
    value = weight = null;
    touchedAt = null;
    touchSegments = null;
  }

  /// In the order of the table.
  void write(Cells cells) throws SQLException {
    cells.text(journey).version(version).text(instance).text(step).text(channel).text(message);
    cells.text(reason).text(arm).money(value).text(currency).text(segment).text(audience);
    cells.text(task).text(outcome).text(conversion).text(order).text(model).text(touch);
    cells.text(touchStatus).instant(touchedAt).weight(weight).texts(touchSegments).text(template);
  }
}
