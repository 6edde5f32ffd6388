package dev.throughline.codec.document;

import dev.throughline.codec.cel.Conditions.Place;
import dev.throughline.event.CalendarSpan;
import dev.throughline.journey.Step;
import dev.throughline.journey.Step.AtMost;
import dev.throughline.message.Channels;
import dev.throughline.message.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// `steps`: each in its form, with its successors resolved.
///
/// @param all the steps by name, as written
/// @param templates those read so far, for the channels of sends that name none
record StepReader(SequencedMap<String, Item> all, Map<String, Template> templates) {
  static final String END = "end";

  /// A wait without a limit: longer than any journey is looked ahead.
  static final CalendarSpan WITHOUT_LIMIT = CalendarSpan.of("P100Y");

  /// The steps in the order written.
  SequencedMap<String, Step> read() {
    var steps = new LinkedHashMap<String, Step>();
    List<String> ids = List.copyOf(all.sequencedKeySet());
    for (int i = 0; i < ids.size(); i++) {
      String id = ids.get(i);
      Item item = item(id);
      if (id.equals(END)) {
        item.error(
            "wrong-value",
            "A step cannot be called 'end'.",
            "Choose another name: end ends the journey.");
      }
      String following = i + 1 < ids.size() ? ids.get(i + 1) : null;
      Step step = read(id, item, next(item.get("next"), following));
      if (step != null) {
        steps.put(id, step);
      }
    }
    return steps;
  }

  private Item item(String id) {
    Item item = all.get(id);
    if (item == null) {
      throw new IllegalStateException("No step " + id);
    }
    return item;
  }

  /// Null where the step has no form; the schema says so.
  private @Nullable Step read(String id, Item item, @Nullable String next) {
    for (Map.Entry<String, Item> entry : item.entries().entrySet()) {
      Step step = form(entry.getKey(), id, entry.getValue(), next);
      if (step != null) {
        return step;
      }
    }
    return null;
  }

  private @Nullable Step form(String form, String id, Item item, @Nullable String next) {
    return switch (form) {
      case "send" -> send(id, item, next);
      case "wait" -> new Step.Wait(id, new WaitReader(this, next).read(item), next);
      case "branch" -> branch(id, item, next);
      case "split" -> split(id, item, next);
      case "decide" -> decide(id, item, next);
      case "task" -> new Step.Task(id, ActionReader.task(item), done(item.get("wait"), next), next);
      case "update", "webhook", "audience", "journey" ->
          new Step.Do(id, ActionReader.read(form, item), next);
      default -> null; // `next`, or a field that the schema refuses.
    };
  }

  /// Where a `next` leads: null is the end, `otherwise` where none is given.
  @Nullable String next(Item next, @Nullable String otherwise) {
    String id = next.textOrNull();
    if (id == null) {
      return otherwise;
    }
    if (id.equals(END)) {
      return null;
    }
    if (!all.containsKey(id)) {
      next.error(
          "unknown-step",
          "There is no step '%s'%s".formatted(id, Suggestion.ending(all.keySet(), id)),
          "Write the name of a step, or end.");
      return otherwise;
    }
    return id;
  }

  private Step send(String id, Item send, @Nullable String next) {
    String template = send.get("template").key(Kind.TEMPLATE, Severity.ERROR);
    Item channel = send.get("channel");
    Template known = templates.get(template);
    List<String> made = known == null ? List.of() : List.copyOf(known.channels());
    List<String> channels =
        channel.is("best") ? List.of() : channel.given() ? channel.texts() : made;
    for (String name : channels) {
      if (known != null && !made.contains(name) && Channels.ALL.contains(name)) {
        channel.problem(
            Severity.LAUNCH,
            "channel",
            "The template '%s' is not made for %s.".formatted(template, name),
            "Its channels are %s; add %s to them, or choose another."
                .formatted(String.join(", ", made), name));
      }
    }
    return new Step.Send(id, template, channels, send.get("holdout").basisPoints(), next);
  }

  private Step branch(String id, Item branch, @Nullable String next) {
    List<Step.Branch.Case> cases = new ArrayList<>();
    List<Item> items = branch.items();
    for (Item item : items) {
      boolean otherwise = item.get("else").isTrue();
      if (otherwise && cases.size() + 1 < items.size()) {
        item.error("branch-order", "Nothing after 'else' can ever be taken.", "Put 'else' last.");
      }
      cases.add(
          new Step.Branch.Case(
              otherwise ? null : Text.condition(item.get("when"), Place.INSTANCE),
              next(item.get("next"), next)));
    }
    boolean open = items.stream().noneMatch(option -> option.get("else").given());
    if (open && !items.isEmpty() && !item(id).get("next").given()) {
      String after = next == null ? END : next;
      branch.problem(
          Severity.WARNING,
          "branch-else",
          "Whoever fits none of these %s."
              .formatted(next == null ? "leaves the journey" : "goes on to step '" + next + "'"),
          "Say where they go: add { else: true, next: %s }.".formatted(after));
    }
    return new Step.Branch(id, cases, next);
  }

  private Step split(String id, Item split, @Nullable String next) {
    var arms = new LinkedHashMap<String, Step.Split.Share>();
    split
        .entries()
        .forEach((name, arm) -> {
          if (!name.equals("allocate")) {
            int weight = Math.max(1, arm.get("weight").whole(1));
            arms.put(name, new Step.Split.Share(weight, next(arm.get("next"), next)));
          }
        });
    if (split.isObject() && arms.isEmpty()) {
      split.error(
          "missing-field",
          "The split has no arms.",
          "Add them, such as a: {weight: 50, next: end}.");
    }
    if (split.get("allocate").is("bandit")) {
      split
          .get("allocate")
          .error(
              "not-available",
              "Splits that shift people to the better arm (allocate: bandit) are not available yet.",
              "Leave 'allocate' out: people are shared out by the weights.");
    }
    return new Step.Split(id, arms);
  }

  private Step decide(String id, Item decide, @Nullable String next) {
    Item objective = decide.get("objective");
    return new Step.Decide(
        id,
        decide.get("among").keys(Kind.OFFER, Severity.ERROR),
        objective.given() ? objective.key(Kind.CONVERSION, Severity.WARNING) : null,
        next);
  }

  private @Nullable AtMost done(Item wait, @Nullable String next) {
    if (wait.isTrue()) {
      return new AtMost(WITHOUT_LIMIT, next);
    }
    return wait.isObject()
        ? new AtMost(wait.get("at_most").span(WITHOUT_LIMIT), next(wait.get("on_timeout"), next))
        : null;
  }
}
