package dev.throughline.engine;

import dev.throughline.condition.Evaluation;
import dev.throughline.condition.Wording;
import dev.throughline.customer.Activity;
import dev.throughline.customer.Instance;
import dev.throughline.event.Event;
import dev.throughline.event.StableHash;
import dev.throughline.event.Value;
import dev.throughline.journey.Step;
import dev.throughline.journey.Step.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What steps and handlers do at once: profiles, tasks, webhooks, audiences, other journeys.
final class Actions {
  private static final String TASK_DONE = "Task Completed";

  private Actions() {}

  static void perform(Turn turn, Instance instance, String step, Action action) {
    switch (action) {
      case Action.Update(var set, var unset) -> update(turn, instance, set, unset);
      case Action.Task task -> {
        // A handler may order several at one step, so the person's count of facts tells them apart.
        String facts = Long.toString(turn.customer.facts);
        createTask(turn, instance, step, StableHash.hex("task", instance.id, step, facts), task);
      }
      case Action.Webhook webhook -> call(turn, instance, step, webhook);
      case Action.Audience(String audience, boolean add) -> changeAudience(turn, audience, add);
      case Action.Command(var verb, String journey) -> command(turn, verb, journey);
    }
  }

  private static void update(
      Turn turn, Instance instance, Map<String, Value> set, Iterable<String> unset) {
    set.forEach((name, value) -> Intake.setTrait(turn, name, value, turn.now));
    List<String> gone = new ArrayList<>();
    for (String name : unset) {
      Intake.setTrait(turn, name, Value.Nothing.NOTHING, turn.now);
      gone.add(name);
    }
    gone.sort(null);
    turn.tell(new Fact.What.ProfileUpdated(turn.place(instance), new Value.Fields(set), gone));
    // A suppression may have ended, or the person's own maximum under a cap risen.
    turn.holdsUnsure = true;
  }

  /// Creates the task of a step, which its id leads back to when it is done.
  static void createTask(Turn turn, Instance instance, String step, Action.Task task) {
    createTask(turn, instance, step, taskId(instance, step), task);
  }

  private static void createTask(
      Turn turn, Instance instance, String step, String id, Action.Task task) {
    String subject =
        switch (task.subject().render(Rendering.model(turn, instance, step))) {
          case Wording.Rendered.Done(String text) -> text;
          // A task for a colleague is better with a raw subject than not created at all.
          case Wording.Rendered.Failed _ -> task.subject().source();
        };
    Instant due = task.due() == null ? null : task.due().after(turn.now, turn.zone());
    turn.tell(
        new Fact.What.TaskCreated(
            turn.place(instance), step, id, task.team(), subject, due, context(turn, task)));
  }

  private static Value.Fields context(Turn turn, Action.Task task) {
    TreeMap<String, Value> context = new TreeMap<>();
    if (task.context().contains(Action.Task.Context.SCORES)) {
      TreeMap<String, Value> scores = new TreeMap<>();
      Evaluation evaluation = turn.evaluation();
      for (String score : turn.catalog.scores()) {
        Value value = evaluation.score(score);
        if (!value.isNothing()) {
          scores.put(score, value);
        }
      }
      context.put("scores", new Value.Fields(scores));
    }
    if (task.context().contains(Action.Task.Context.RECENT)) {
      List<Value> recent = new ArrayList<>();
      for (Activity activity : turn.customer.recent.reversed()) {
        recent.add(
            new Value.Fields(
                Map.of(
                    "event", Value.of(activity.event()), "at", new Value.Moment(activity.at()))));
      }
      context.put("recent", new Value.Items(recent));
    }
    return new Value.Fields(context);
  }

  private static String taskId(Instance instance, String step) {
    return StableHash.hex(
        "task", instance.id, step, Integer.toString(instance.arrivals.getOrDefault(step, 0)));
  }

  static boolean isTaskDone(Event event) {
    return event.name().equals(TASK_DONE);
  }

  /// A task of this instance was completed: told, and waited for no longer.
  static void taskDone(Turn turn, Instance instance, Event event) {
    String id = event.properties().text("task_id");
    String step = event.properties().text("step");
    for (Step candidate : turn.journey(instance).steps().values()) {
      if (candidate instanceof Step.Task(String task, _, Step.AtMost done, String next)) {
        boolean named = taskId(instance, task).equals(id);
        boolean placed =
            id.isEmpty()
                && task.equals(step)
                && event.properties().text("campaign_id").equals(instance.journey);
        if (named || placed) {
          String outcome = event.properties().text("outcome");
          turn.tell(
              new Fact.What.TaskDone(
                  turn.place(instance),
                  task,
                  taskId(instance, task),
                  outcome.isEmpty() ? "done" : outcome),
              event.at());
          if (done == null || !instance.step.equals(task)) {
            return;
          }
          if (turn.isPaused(instance)) {
            Walk.note(instance, task, event.at());
          } else if (turn.customer.instances.contains(instance)) {
            Walk.arrive(turn, instance, next);
          }
          return;
        }
      }
    }
  }

  private static void call(Turn turn, Instance instance, String step, Action.Webhook webhook) {
    Value.Fields model = Rendering.model(turn, instance, step);
    Map<String, String> rendered = new TreeMap<>();
    for (Map.Entry<String, Wording> part : parts(webhook).entrySet()) {
      switch (part.getValue().render(model)) {
        case Wording.Rendered.Done(String text) -> rendered.put(part.getKey(), text);
        case Wording.Rendered.Failed(String why) -> {
          // Nothing half-filled leaves the house; the step is passed and the failure reported.
          turn.effects.add(new Effect.Mismatch(instance.journey + "/" + step, why, 1));
          return;
        }
      }
    }
    TreeMap<String, String> headers = new TreeMap<>();
    webhook.headers().keySet().forEach(name -> headers.put(name, rendered.get("header " + name)));
    turn.effects.add(
        new Effect.Webhook(
            turn.customer.id,
            StableHash.hex(
                "webhook",
                instance.id,
                step,
                Integer.toString(instance.arrivals.getOrDefault(step, 0)),
                turn.now.toString(),
                rendered.toString()),
            rendered.getOrDefault("url", ""),
            webhook.method(),
            headers,
            rendered.getOrDefault("body", "")));
  }

  private static Map<String, Wording> parts(Action.Webhook webhook) {
    Map<String, Wording> parts = new TreeMap<>();
    parts.put("url", webhook.url());
    parts.put("body", webhook.body());
    webhook.headers().forEach((name, value) -> parts.put("header " + name, value));
    return parts;
  }

  static void changeAudience(Turn turn, String audience, boolean add) {
    boolean changed =
        add ? turn.customer.audiences.add(audience) : turn.customer.audiences.remove(audience);
    if (changed) {
      turn.tell(new Fact.What.AudienceChanged(audience, add));
      turn.catalog.watches().touchedByAudience(audience, turn.touched);
      turn.exitsUnsure = true;
    }
  }

  private static void command(Turn turn, Action.Command.Verb verb, String journey) {
    switch (verb) {
      case START -> Entries.startByApi(turn, journey, Value.Fields.EMPTY);
      case STOP -> {
        for (Instance instance : List.copyOf(turn.customer.instances)) {
          if (instance.journey.equals(journey)) {
            Exits.leave(turn, instance, Exits.Reason.STOPPED);
          }
        }
      }
      case PAUSE -> turn.customer.paused.putIfAbsent(journey, turn.now);
      case RESUME -> {
        if (turn.customer.paused.remove(journey) != null) {
          for (Instance instance : List.copyOf(turn.customer.instances)) {
            if (instance.journey.equals(journey)) {
              Walk.resume(turn, instance);
            }
          }
          turn.holdsUnsure = true;
        }
      }
    }
  }
}
