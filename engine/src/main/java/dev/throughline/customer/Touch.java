package dev.throughline.customer;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Something that may have moved a person towards a conversion.
///
/// @param id the message id for messages, else the id of the event that was the touch
/// @param status how far it got: a conversion chooses which statuses it credits
/// @param journey, step, version, stage null for visits and sales activities
/// @param channel `email`, `sms`, …; `source/medium` for a visit; `sales` for an activity
/// @param exposure as the message was decided, or as the visit or activity came
public record Touch(
    String id,
    Status status,
    Instant at,
    @Nullable String journey,
    int version,
    @Nullable String step,
    @Nullable String stage,
    String channel,
    Exposure exposure) {

  /// `VISIT` is a campaign visit, `SALES` a logged sales activity: both count for every conversion.
  public enum Status {
    DELIVERED,
    OPENED,
    CLICKED,
    VISIT,
    SALES;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
