package dev.throughline.engine;

import dev.throughline.condition.Evaluation;
import dev.throughline.condition.Wording;
import dev.throughline.condition.Wording.Rendered;
import dev.throughline.customer.Instance;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.message.Block;
import dev.throughline.message.LinkPlaceholders;
import dev.throughline.message.Template;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Fills a template for one person; a part that cannot be filled stops the message, so that nothing
/// blank or broken is sent.
final class Rendering {
  private Rendering() {}

  /// The parts of the message, or why there are none.
  sealed interface Result {
    record Parts(SortedMap<String, String> parts) implements Result {}

    record Failed(String why) implements Result {}
  }

  static Result render(Turn turn, Instance instance, String step, Template template) {
    Fields model = withLinks(model(turn, instance, step));
    if (!template.blocks().isEmpty()) {
      switch (blocks(turn, instance, template, model)) {
        case Result.Failed failed -> {
          return failed;
        }
        case Result.Parts(var blocks) -> {
          TreeMap<String, Value> shown = new TreeMap<>();
          // The template language reads `a-b` as no name, so keys are said with underscores.
          blocks.forEach((key, text) -> shown.put(key.replace('-', '_'), Value.of(text)));
          TreeMap<String, Value> all = new TreeMap<>(model.values());
          all.put("blocks", new Fields(shown));
          model = new Fields(all);
        }
      }
    }
    Template.Content content = content(turn, template);
    Result result = parts(content, model);
    Template.Content general = template.locales().get("");
    if (result instanceof Result.Failed && template.fallback() && general != null) {
      return content.equals(general) ? result : parts(general, model);
    }
    return result;
  }

  private static Result parts(Template.Content content, Fields model) {
    TreeMap<String, String> parts = new TreeMap<>();
    for (Map.Entry<String, Wording> part : content.parts().entrySet()) {
      switch (part.getValue().render(model)) {
        case Rendered.Done(String text) -> parts.put(part.getKey(), text);
        case Rendered.Failed(String why) -> {
          return new Result.Failed(part.getKey() + ": " + why);
        }
      }
    }
    for (String part : parts.keySet()) {
      if (!part.equals("url") && parts.get(part).isBlank()) {
        return new Result.Failed(part + ": it is blank");
      }
    }
    return new Result.Parts(parts);
  }

  private static Result blocks(Turn turn, Instance instance, Template template, Fields model) {
    TreeMap<String, String> shown = new TreeMap<>();
    for (String key : template.blocks()) {
      Block block = turn.catalog.documents().blocks().get(key);
      Evaluation evaluation = turn.evaluation(turn.event, instance);
      if (block == null
          || (block.when() != null && !turn.holds(block.when(), evaluation, "block " + key))) {
        shown.put(key, "");
        continue;
      }
      switch (block.content().render(model)) {
        case Rendered.Done(String text) -> shown.put(key, text);
        case Rendered.Failed(String why) -> {
          return new Result.Failed("block " + key + ": " + why);
        }
      }
    }
    return new Result.Parts(shown);
  }

  private static Fields withLinks(Fields model) {
    TreeMap<String, Value> all = new TreeMap<>(model.values());
    all.put("unsubscribe_url", Value.of(LinkPlaceholders.UNSUBSCRIBE));
    all.put("preferences_url", Value.of(LinkPlaceholders.PREFERENCES));
    return new Fields(all);
  }

  /// The content in the person's locale: `de-at`, then `de`, then the workspace's, then the
  /// default.
  private static Template.Content content(Turn turn, Template template) {
    var trait = turn.customer.traits.get("locale");
    String said = trait != null && trait.value() instanceof Value.Text(String text) ? text : "";
    for (String wanted : new String[] {said, turn.catalog.workspace().locale()}) {
      String locale = wanted.replace('_', '-').toLowerCase(Locale.ROOT);
      for (String tag : new String[] {locale, locale.split("-", 2)[0]}) {
        Template.Content content = tag.isEmpty() ? null : template.locales().get(tag);
        if (content != null) {
          return content;
        }
      }
    }
    Template.Content general = template.locales().get("");
    if (general == null) {
      throw new IllegalStateException("Template %s has no default".formatted(template.key()));
    }
    return general;
  }

  /// What templates may show: plain values only.
  static Fields model(Turn turn, Instance instance, String step) {
    TreeMap<String, Value> profile = new TreeMap<>();
    turn.customer.traits.forEach((name, trait) -> {
      if (!trait.value().isNothing()) {
        profile.put(name, trait.value());
      }
    });
    profile.putIfAbsent("id", Value.of(turn.customer.id.value()));
    Fields person = new Fields(profile);
    TreeMap<String, Value> model = new TreeMap<>();
    model.put("profile", person);
    model.put("customer", person);
    if (turn.customer.account != null) {
      TreeMap<String, Value> account = new TreeMap<>(turn.customer.account.traits().values());
      account.put("id", Value.of(turn.customer.account.id()));
      model.put("account", new Fields(account));
    }
    var event = turn.event != null ? turn.event : instance.entry;
    if (event != null) {
      model.put("event", Evaluation.fields(event));
    }
    if (instance.entry != null) {
      model.put("entry", Evaluation.fields(instance.entry));
    }
    model.put("instance", Value.of(instance.value));
    model.put(
        "journey",
        new Fields(
            Map.of(
                "key", Value.of(instance.journey),
                "name", Value.of(turn.journey(instance).name()),
                "step", Value.of(step))));
    model.put("now", Value.of(turn.now.toString()));
    return new Fields(model);
  }
}
