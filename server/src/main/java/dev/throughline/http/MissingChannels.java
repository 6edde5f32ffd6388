package dev.throughline.http;

import dev.throughline.catalog.Documents;
import dev.throughline.codec.document.Document;
import dev.throughline.codec.document.Parsing;
import dev.throughline.codec.document.Problem;
import dev.throughline.codec.document.Severity;
import dev.throughline.codec.document.Source;
import dev.throughline.codec.document.Tree;
import dev.throughline.decision.Offer;
import dev.throughline.journey.Handler;
import dev.throughline.journey.Journey;
import dev.throughline.journey.Step;
import dev.throughline.message.Template;
import dev.throughline.runtime.Letter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The journeys that would send on a channel for which nothing is set up: their people would wait
/// for messages that never leave.
final class MissingChannels {
  private final Documents documents;
  private final List<Document> written;
  private final Set<String> channels;
  private final List<Problem> problems = new ArrayList<>();

  private MissingChannels(Documents documents, List<Document> written, Set<String> channels) {
    this.documents = documents;
    this.written = written;
    this.channels = channels;
  }

  static List<Problem> in(Documents documents, List<Source> sources, Set<String> channels) {
    MissingChannels missing =
        new MissingChannels(documents, Parsing.of(sources).documents(), channels);
    documents.journeys().values().forEach(missing::look);
    return missing.problems;
  }

  private void look(Journey journey) {
    journey.steps().values().forEach(step -> need(journey, "/steps/" + step.id(), needs(step)));
    for (int i = 0; i < journey.handlers().size(); i++) {
      Handler handler = journey.handlers().get(i);
      boolean calls = handler.actions().stream().anyMatch(Step.Action.Webhook.class::isInstance);
      need(journey, "/on/" + i, calls ? Set.of(Letter.WEBHOOK) : Set.of());
    }
  }

  private Collection<String> needs(Step step) {
    return switch (step) {
      case Step.Send send when send.channels().isEmpty() -> channelsOf(send.template());
      case Step.Send send -> send.channels();
      case Step.Decide decide -> {
        Set<String> offered = new TreeSet<>();
        for (String key : decide.offers()) {
          Offer offer = documents.offers().get(key);
          offered.addAll(offer == null ? Set.of() : channelsOf(offer.template()));
        }
        yield offered;
      }
      case Step.Do(_, Step.Action.Webhook _, _) -> Set.of(Letter.WEBHOOK);
      case Step.Do _, Step.Wait _, Step.Branch _, Step.Split _, Step.Task _ -> Set.of();
    };
  }

  private Set<String> channelsOf(String template) {
    Template found = documents.templates().get(template);
    return found == null ? Set.of() : found.channels();
  }

  private void need(Journey journey, String pointer, Collection<String> needed) {
    for (String channel : new TreeSet<>(needed)) {
      if (!channels.contains(channel)) {
        problems.add(problem(journey, pointer, channel));
      }
    }
  }

  private Problem problem(Journey journey, String pointer, String channel) {
    Document document = null;
    for (Document candidate : written) {
      if (candidate.name().equals("journey/" + journey.key())) {
        document = candidate;
      }
    }
    String remedy =
        channel.equals(Letter.WEBHOOK)
            ? "Name the hosts that may be called, in the server's configuration: webhooks: { hosts: [...] }."
            : "Set one up in the server's configuration, or keep its messages in the outbox there: outbox: { keep: [%s] }."
                .formatted(channel);
    return new Problem(
        document == null ? "" : document.file(),
        document == null ? 0 : line(document, pointer),
        "journey/" + journey.key(),
        pointer,
        Severity.ERROR,
        "no-provider",
        "No provider is set up for the channel '%s'.".formatted(channel),
        remedy);
  }

  /// The line of what a pointer leads to, or of the last that it passes.
  private static int line(Document document, String pointer) {
    int line = document.line();
    Tree tree = document.root();
    for (String name : pointer.substring(1).split("/", -1)) {
      Tree below = below(tree, name);
      if (below == null) {
        return line;
      }
      line = placeOf(tree, name, below);
      tree = below;
    }
    return line;
  }

  private static @Nullable Tree below(Tree tree, String name) {
    return switch (tree) {
      case Tree.Fields fields -> fields.get(name);
      case Tree.Items(_, List<Tree> items) -> items.get(Integer.parseInt(name));
      case Tree.Scalar _ -> null;
    };
  }

  private static int placeOf(Tree tree, String name, Tree below) {
    if (tree instanceof Tree.Fields fields) {
      Tree.Field field = fields.fields().get(name);
      return field == null ? below.at().line() : field.key().line();
    }
    return below.at().line();
  }
}
