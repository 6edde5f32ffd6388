package dev.throughline.http;

import dev.throughline.catalog.Documents;
import dev.throughline.journey.Journey;
import dev.throughline.journey.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Whether a journey can leave the house: every channel that it needs has a provider, or keeps its
/// messages in the outbox.
final class Ready {
  private Ready() {}

  static List<Reply.Mistake> missing(Documents documents, String key, Set<String> channels) {
    Journey journey = documents.journeys().get(key);
    List<Reply.Mistake> missing = new ArrayList<>();
    if (journey == null) {
      return missing;
    }
    for (Step step : journey.steps().values()) {
      if (step instanceof Step.Send(String id, _, List<String> ladder, _, _)
          && !ladder.isEmpty()
          && ladder.stream().noneMatch(channels::contains)) {
        missing.add(
            new Reply.Mistake(
                "/steps/%s/send/channel".formatted(id),
                "No provider is set up for %s. Set one up, or keep its messages in the outbox."
                    .formatted(String.join(", ", ladder))));
      }
      if (step instanceof Step.Do(String id, Step.Action.Webhook _, _)
          && !channels.contains("webhook")) {
        missing.add(
            new Reply.Mistake(
                "/steps/%s/webhook".formatted(id),
                "No host may be called. Allow one under webhooks.hosts."));
      }
    }
    return missing;
  }
}
