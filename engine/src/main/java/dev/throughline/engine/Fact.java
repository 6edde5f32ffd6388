package dev.throughline.engine;

import dev.throughline.customer.CustomerId;
import dev.throughline.customer.Touch;
import dev.throughline.event.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One thing that the engine decided or learnt; append-only (contract section 4).
///
/// @param id deterministic: the same input gives the same id
/// @param at UTC
public record Fact(String id, Instant at, CustomerId customer, What what) {

  /// Where in a journey a fact belongs.
  public record Place(String journey, int version, String instance) {}

  /// The kinds of facts.
  public sealed interface What {
    /// What contract section 4 calls this kind.
    default String kind() {
      return switch (this) {
        case SegmentEntered _ -> "segment.entered";
        case SegmentLeft _ -> "segment.left";
        case JourneyEntered _ -> "journey.entered";
        case JourneyRejected _ -> "journey.rejected";
        case JourneyStep _ -> "journey.step";
        case JourneyExited _ -> "journey.exited";
        case MessageDecided _ -> "message.decided";
        case MessageFeedback feedback -> "message." + feedback.feedback();
        case Converted _ -> "conversion";
        case Refunded _ -> "refund";
        case Credit _ -> "credit";
        case Decision _ -> "decision";
        case TaskCreated _ -> "task.created";
        case TaskDone _ -> "task.done";
        case AudienceChanged changed -> changed.added() ? "audience.added" : "audience.removed";
        case Merged _ -> "customer.merged";
        case Erased _ -> "customer.erased";
        case ProfileUpdated _ -> "profile.updated";
      };
    }

    record SegmentEntered(String segment) implements What {}

    record SegmentLeft(String segment) implements What {}

    /// @param arm `treated` or `holdout`
    /// @param arms the person's arm in each holdout that this entry exposes to, by experiment key:
    ///   `global`, the journey's own (rules H1, H2)
    record JourneyEntered(Place place, String arm, SortedMap<String, String> arms) implements What {
      public JourneyEntered {
        arms = Collections.unmodifiableSortedMap(new TreeMap<>(arms));
      }

      public JourneyEntered(Place place, String arm) {
        this(place, arm, new TreeMap<>());
      }
    }

    record JourneyRejected(String journey, int version, String reason) implements What {}

    /// @param arm the arm of a split; null at other steps
    record JourneyStep(Place place, String step, @Nullable String arm) implements What {}

    /// @param detail what went wrong; null unless the reason is `error`
    record JourneyExited(Place place, @Nullable String step, String reason, @Nullable String detail)
        implements What {}

    /// @param outcome sent, ghost, held, dropped
    /// @param reason null when sent
    /// @param checks every check made, in order, with what it saw
    record MessageDecided(
        Place place,
        String step,
        String message,
        @Nullable String channel,
        String template,
        String outcome,
        @Nullable String reason,
        List<Check> checks)
        implements What {}

    /// Feedback of a channel.
    ///
    /// @param feedback delivered, opened, clicked, bounced, complained, unsubscribed, replied,
    ///   failed
    record MessageFeedback(
        Place place,
        String step,
        String message,
        String channel,
        String feedback,
        @Nullable String reason)
        implements What {}

    record Converted(String conversion, String order, BigDecimal value, String currency)
        implements What {}

    record Refunded(String conversion, String order, BigDecimal value, String currency)
        implements What {}

    /// @param weight the touch's weight from now on, 0 where it no longer counts
    /// @param value what its credit changes by: negative when a refund or a new revision takes
    ///   credit back
    record Credit(
        String conversion,
        String order,
        String model,
        Touch touch,
        BigDecimal weight,
        BigDecimal value,
        String currency,
        int revision,
        @Nullable String reason)
        implements What {}

    /// The choice among offers.
    record Decision(
        Place place,
        String step,
        @Nullable String chosen,
        double probability,
        List<Check> considered)
        implements What {}

    /// @param context what the task asked to be shown with it
    record TaskCreated(
        @Nullable Place place,
        @Nullable String step,
        String task,
        String team,
        String subject,
        @Nullable Instant due,
        Value.Fields context)
        implements What {}

    record TaskDone(@Nullable Place place, @Nullable String step, String task, String outcome)
        implements What {}

    record AudienceChanged(String audience, boolean added) implements What {}

    record Merged(CustomerId from) implements What {}

    record Erased() implements What {}

    /// Traits that a journey changed.
    record ProfileUpdated(@Nullable Place place, Value.Fields set, List<String> unset)
        implements What {}
  }

  /// One check of a decision: its name, whether it passed, and what it saw.
  public record Check(String name, boolean passed, String saw) {}
}
