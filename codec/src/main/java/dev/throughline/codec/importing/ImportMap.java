package dev.throughline.codec.importing;

import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.StableHash;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How rows become events (`kind: import`).
///
/// @param texts by the event's own names: `type`, `event`, `userId`, `anonymousId`, `previousId`,
///   `groupId`
/// @param objects `properties`, `traits`, `context`, each by name; `address.country` is nested
/// @param messageId the columns whose values, after the key, are the event's id
/// @param uses every column that the map reads, and where it says so
record ImportMap(
    String key,
    SortedMap<String, Filling> texts,
    SortedMap<String, SortedMap<String, Filling>> objects,
    TimeColumn timestamp,
    List<String> messageId,
    List<Use> uses) {
  /// What a server takes over HTTP.
  private static final int LONGEST_ID = 100;

  /// A column, and the line and place of the map that reads it.
  record Use(String column, int line, String pointer) {}

  /// What a row became: the line of an event, still to be checked as any event is.
  sealed interface Mapped {
    record Line(String json) implements Mapped {}

    record No(String reason) implements Mapped {}
  }

  ImportMap {
    messageId = List.copyOf(messageId);
    uses = List.copyOf(uses);
  }

  Mapped event(Row row) {
    TreeMap<String, Value> event = new TreeMap<>();
    texts.forEach((name, filling) -> put(event, name, filling.text(row)));
    objects.forEach((name, fillings) -> event.put(name, object(fillings, row)));
    String at = timestamp.iso(row);
    if (at == null) {
      String found = timestamp.from().text(row);
      return new Mapped.No(
          found == null
              ? "The time is empty"
              : "\"%s\" is not a time as the map has it".formatted(found));
    }
    event.put("timestamp", Value.of(at));
    List<String> parts = new ArrayList<>();
    for (String column : messageId) {
      String part = row.text(column);
      if (part == null) {
        return new Mapped.No("\"%s\" is empty, and is part of the message id".formatted(column));
      }
      parts.add(part);
    }
    event.put("messageId", Value.of(idOf(parts)));
    return new Mapped.Line(JsonValues.write(new Fields(event)));
  }

  /// The map's key and the parts, so that different parts never give the same id.
  private String idOf(List<String> parts) {
    StringBuilder id = new StringBuilder(key);
    for (String part : parts) {
      id.append(':').append(part.replace("%", "%25").replace(":", "%3A"));
    }
    return id.length() <= LONGEST_ID
        ? id.toString()
        : key + ":" + StableHash.hex(id.toString()) + StableHash.hex("", id.toString());
  }

  private static void put(TreeMap<String, Value> event, String name, @Nullable String text) {
    if (text != null) {
      event.put(name, Value.of(text));
    }
  }

  private static Fields object(SortedMap<String, Filling> fillings, Row row) {
    Fields object = Fields.EMPTY;
    for (var filling : fillings.entrySet()) {
      Value value = filling.getValue().value(row);
      if (!value.isNothing()) {
        object = with(object, Row.path(filling.getKey()), value);
      }
    }
    return object;
  }

  private static Fields with(Fields object, List<String> path, Value value) {
    TreeMap<String, Value> values = new TreeMap<>(object.values());
    String name = path.getFirst();
    if (path.size() == 1) {
      values.put(name, value);
    } else {
      Fields inner = object.get(name) instanceof Fields fields ? fields : Fields.EMPTY;
      values.put(name, with(inner, path.subList(1, path.size()), value));
    }
    return new Fields(values);
  }
}
