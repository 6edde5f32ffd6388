package dev.throughline.codec.document;

import dev.throughline.condition.Wording;
import dev.throughline.event.CalendarSpan;
import dev.throughline.event.Value;
import dev.throughline.journey.Handler;
import dev.throughline.journey.Step.Action;
import dev.throughline.journey.Step.Action.Command.Verb;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What steps and handlers do at once.
final class ActionReader {
  private static final Set<String> ACTIONS =
      Set.of("update", "task", "webhook", "audience", "journey");
  private static final Set<String> STEPS = Set.of("send", "wait", "branch", "split", "decide");

  private ActionReader() {}

  static Action read(String form, Item item) {
    return switch (form) {
      case "update" -> update(item);
      case "task" -> task(item);
      case "webhook" -> webhook(item);
      case "audience" ->
          new Action.Audience(
              item.get("key").key(Kind.AUDIENCE, Severity.ERROR), !item.get("action").is("remove"));
      case "journey" -> command(item);
      default -> throw new IllegalStateException("No action: " + form);
    };
  }

  /// One entry of `on:`.
  static Handler handler(Item item) {
    List<Action> actions = new ArrayList<>();
    for (Item action : item.get("do").items()) {
      action
          .entries()
          .forEach((form, content) -> {
            if (ACTIONS.contains(form)) {
              actions.add(read(form, content));
            } else if (STEPS.contains(form)) {
              content.error(
                  "not-in-handler",
                  "A handler cannot have a '%s': it does not move the person.".formatted(form),
                  "Use update, task, webhook, audience or journey here.");
            }
          });
      if (action.get("task").get("wait").given()) {
        action
            .get("task")
            .get("wait")
            .error(
                "not-in-handler",
                "A task of a handler cannot be waited for.",
                "Remove 'wait', or make it a step.");
      }
    }
    return new Handler(
        TriggerReader.match(item, dev.throughline.codec.cel.Conditions.Place.INSTANCE_EVENT),
        actions);
  }

  static Action.Task task(Item task) {
    Item due = task.get("due");
    return new Action.Task(
        task.get("team").text(""),
        Text.wording(task.get("subject")),
        due.given() ? due.span(CalendarSpan.ZERO) : null,
        context(task.get("context")));
  }

  private static Set<Action.Task.Context> context(Item context) {
    Set<Action.Task.Context> known = EnumSet.noneOf(Action.Task.Context.class);
    for (String named : context.texts()) {
      for (Action.Task.Context each : Action.Task.Context.values()) {
        // The schema tells of names that are none of these.
        if (each.name().toLowerCase(Locale.ROOT).equals(named)) {
          known.add(each);
        }
      }
    }
    return known;
  }

  private static Action update(Item update) {
    Item traits = update.get("set");
    Item gone = update.get("unset");
    boolean setsNone = !traits.given() || (traits.isObject() && traits.entries().isEmpty());
    // That neither is given, the schema says.
    if (setsNone && gone.items().isEmpty() && (traits.given() || gone.given())) {
      update.error(
          "wrong-value",
          "'update' must not be empty.",
          "Write a trait to 'set', such as set: { seen: true }, or to 'unset'.");
    }
    var set = new TreeMap<String, Value>();
    traits.entries().forEach((name, item) -> set.put(name, item.value()));
    Set<String> unset = new TreeSet<>(gone.texts());
    for (String name : unset) {
      if (set.containsKey(name)) {
        update.error(
            "contradiction", "'%s' is both set and unset.".formatted(name), "Keep one of them.");
      }
    }
    return new Action.Update(set, unset);
  }

  private static Action webhook(Item webhook) {
    Item url = webhook.get("url");
    String address = url.text("https://");
    if (!address.matches("(?is)(https?://|\\{\\{|\\{%).*")) {
      url.error(
          "wrong-value",
          "'%s' is not the address of a web page.".formatted(address),
          "Begin it with https://.");
    }
    var headers = new TreeMap<String, Wording>();
    webhook.get("headers").entries().forEach((name, item) -> headers.put(name, Text.wording(item)));
    Item body = webhook.get("body");
    return new Action.Webhook(
        Text.wording(url),
        webhook.get("method").text("POST"),
        headers,
        body.scalar() == null && body.given() ? JsonWording.of(body) : Text.json(body));
  }

  private static Action command(Item item) {
    for (Map.Entry<String, Item> entry : item.entries().entrySet()) {
      for (Verb verb : Verb.values()) {
        if (verb.name().toLowerCase(Locale.ROOT).equals(entry.getKey())) {
          return new Action.Command(verb, entry.getValue().key(Kind.JOURNEY, Severity.ERROR));
        }
      }
    }
    return new Action.Command(Verb.START, "");
  }
}
