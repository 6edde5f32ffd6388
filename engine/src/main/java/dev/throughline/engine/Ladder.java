package dev.throughline.engine;

import dev.throughline.customer.Customer;
import dev.throughline.customer.Touch;
import dev.throughline.customer.Trait;
import dev.throughline.event.Value;
import dev.throughline.governance.Addresses;
import dev.throughline.governance.Caps;
import dev.throughline.governance.Consent;
import dev.throughline.governance.Policy.Cap;
import dev.throughline.journey.Journey;
import dev.throughline.journey.Step;
import dev.throughline.message.Channels;
import dev.throughline.message.Template;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Chooses the channel of a send: the first of the ladder that is reachable, consented and under
/// its own caps. Where none is, the one that came furthest says why.
final class Ladder {
  /// For `channel: best`: how many imagined sends of the average person a history is weighed
  /// against.
  private static final int PRIOR_SENDS = 10;

  private static final double PRIOR_ENGAGEMENT = 0.2;

  private static final int REACHABLE = 3;

  private Ladder() {}

  static String choose(Turn turn, Journey journey, Step.Send send, boolean ghost) {
    List<String> ladder = send.channels().isEmpty() ? byEngagement(turn, send) : send.channels();
    String furthest = ladder.getFirst();
    int best = -1;
    for (String channel : ladder) {
      int stage = stage(turn, journey, channel, ghost);
      if (stage > best) {
        best = stage;
        furthest = channel;
      }
    }
    return furthest;
  }

  /// Whether there is a good address with consent on the channel.
  static boolean isReachable(Turn turn, Journey journey, String channel) {
    return reach(turn, journey, channel) == REACHABLE;
  }

  /// How far a send on the channel comes through the checks that the ladder asks about.
  private static int stage(Turn turn, Journey journey, String channel, boolean ghost) {
    int reach = reach(turn, journey, channel);
    if (reach < REACHABLE) {
      return reach;
    }
    Customer customer = turn.customer;
    for (Cap cap : Caps.applicable(turn.catalog.policy(), journey, channel, customer)) {
      int used =
          Caps.used(
              cap,
              customer.reservations,
              ghost,
              turn.now,
              turn.zone(),
              turn.catalog.workspace().zone());
      if (cap.channel() != null && used >= cap.max()) {
        return REACHABLE;
      }
    }
    return REACHABLE + 1;
  }

  private static int reach(Turn turn, Journey journey, String channel) {
    Customer customer = turn.customer;
    var address = Addresses.of(customer, channel);
    String bad = address.map(to -> customer.badAddresses.get(channel + ":" + to)).orElse(null);
    if (bad != null && (bad.equals("bounced") || !journey.isTransactional())) {
      return 0;
    }
    if (!Consent.allows(customer, journey.purpose(), channel, turn.catalog.workspace().consent())) {
      return 1;
    }
    return address.isEmpty() ? 2 : REACHABLE;
  }

  /// `channel: best`: the person's own share of messages engaged with, shrunk towards the average;
  /// the declared preference where that is equal, then the workspace's order.
  private static List<String> byEngagement(Turn turn, Step.Send send) {
    Template template = turn.catalog.documents().templates().get(send.template());
    List<String> channels = new ArrayList<>(Channels.ALL);
    if (template != null) {
      channels.retainAll(template.channels());
    }
    Trait declared = turn.customer.traits.get("preferred_channel");
    String preferred =
        declared != null && declared.value() instanceof Value.Text(String text) ? text : "";
    channels.sort(
        Comparator.comparingDouble((String channel) -> -engagement(turn.customer, channel))
            .thenComparing(channel -> !channel.equals(preferred)));
    return channels;
  }

  private static double engagement(Customer customer, String channel) {
    int delivered = 0;
    int engaged = 0;
    for (Touch touch : customer.touches) {
      if (touch.journey() != null && touch.channel().equals(channel)) {
        delivered += touch.status() == Touch.Status.DELIVERED ? 1 : 0;
        engaged += touch.status() == Touch.Status.CLICKED ? 1 : 0;
      }
    }
    return (engaged + PRIOR_SENDS * PRIOR_ENGAGEMENT) / (delivered + (double) PRIOR_SENDS);
  }

  static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isAfter(b) ? a : b;
  }
}
