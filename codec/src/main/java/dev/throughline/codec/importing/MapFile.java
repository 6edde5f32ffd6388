package dev.throughline.codec.importing;

import dev.throughline.catalog.Audience;
import dev.throughline.codec.importing.ImportMap.Use;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A file with an import map, being read: every mistake in it, with its line.
final class MapFile {
  private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9-]{1,62}");
  private static final String AUDIENCE = "audience";
  private static final List<String> TYPES =
      List.of("track", "identify", "page", "screen", "group", "alias", AUDIENCE);
  private static final List<String> OBJECTS = List.of("properties", "traits", "context");

  /// The fields of the map that give one of the event's texts, and how the event calls it.
  private static final Map<String, String> IDS =
      Map.of(
          "user_id", "userId",
          "anonymous_id", "anonymousId",
          "previous_id", "previousId",
          "group_id", "groupId");

  private static final List<String> KNOWN =
      List.of(
          "kind",
          "key",
          "name",
          "owner",
          "tags",
          "type",
          "event",
          AUDIENCE,
          "action",
          "user_id",
          "anonymous_id",
          "previous_id",
          "group_id",
          "timestamp",
          "message_id",
          "properties",
          "traits",
          "context");

  /// What the file turned out to be.
  sealed interface Reading {
    record Ok(ImportMap map) implements Reading {}

    record Wrong(List<Mistake> mistakes) implements Reading {}
  }

  private final YamlTree tree;
  private final List<Use> uses = new ArrayList<>();

  private MapFile(YamlTree tree) {
    this.tree = tree;
  }

  static Reading read(String file, String yaml) {
    YamlTree tree = new YamlTree(file);
    SortedMap<String, YamlTree.Entry> fields = tree.document(yaml, KNOWN);
    ImportMap map = fields == null ? null : new MapFile(tree).map(fields);
    List<Mistake> mistakes = tree.mistakes();
    return mistakes.isEmpty() && map != null ? new Reading.Ok(map) : new Reading.Wrong(mistakes);
  }

  private ImportMap map(SortedMap<String, YamlTree.Entry> fields) {
    String kind = text(fields, "kind");
    if (!kind.equals("import")) {
      tree.wrong(0, "/kind", "This is not an import map", "Begin it with kind: import");
    }
    String key = text(fields, "key");
    if (!KEY.matcher(key).matches()) {
      String remedy = "Give it one of small letters, digits and dashes, such as cdnow";
      tree.wrong(line(fields, "key"), "/key", "An import map needs a key", remedy);
    }
    SortedMap<String, SortedMap<String, Filling>> objects = new TreeMap<>();
    for (String name : OBJECTS) {
      YamlTree.Entry entry = fields.get(name);
      if (entry != null) {
        objects.put(name, object(name, entry));
      }
    }
    if (isOfAudience(fields)) {
      audience(fields, objects);
    }
    return new ImportMap(key, texts(fields), objects, timestamp(fields), messageId(fields), uses);
  }

  private SortedMap<String, Filling> texts(SortedMap<String, YamlTree.Entry> fields) {
    TreeMap<String, Filling> texts = new TreeMap<>();
    String type = fields.containsKey("type") ? text(fields, "type") : "track";
    if (!TYPES.contains(type)) {
      String remedy = "Use one of " + String.join(", ", TYPES);
      tree.wrong(line(fields, "type"), "/type", "There is no type \"%s\"".formatted(type), remedy);
    }
    boolean ofAudience = type.equals(AUDIENCE);
    texts.put("type", Filling.literal(ofAudience ? "track" : type));
    YamlTree.Entry event = fields.get("event");
    if (ofAudience) {
      texts.put("event", Filling.literal(isRemoval(fields) ? Audience.EXITED : Audience.ENTERED));
    } else if (event != null) {
      texts.put("event", used(Filling.literal(tree.text(event)), event));
    } else if (type.equals("track")) {
      String remedy = "Add event: Order Completed, or whatever the rows are";
      tree.wrong(0, "/event", "A track call needs the name of its event", remedy);
    }
    IDS.forEach((name, ours) -> {
      YamlTree.Entry entry = fields.get(name);
      if (entry != null) {
        texts.put(ours, used(Filling.of(tree.text(entry)), entry));
      }
    });
    if (!texts.containsKey("userId") && !texts.containsKey("anonymousId")) {
      String remedy = "Add user_id: and the column that holds it";
      tree.wrong(0, "/user_id", "The map does not say whose the rows are", remedy);
    }
    return texts;
  }

  private boolean isOfAudience(SortedMap<String, YamlTree.Entry> fields) {
    return fields.containsKey("type") && text(fields, "type").equals(AUDIENCE);
  }

  private boolean isRemoval(SortedMap<String, YamlTree.Entry> fields) {
    return fields.containsKey("action") && text(fields, "action").equals("remove");
  }

  /// The rows are people on a list that no condition fills.
  private void audience(
      SortedMap<String, YamlTree.Entry> fields,
      SortedMap<String, SortedMap<String, Filling>> objects) {
    String key = text(fields, AUDIENCE);
    if (!KEY.matcher(key).matches()) {
      String remedy = "Add audience: and the key of an audience of the catalog";
      tree.wrong(line(fields, AUDIENCE), "/audience", "The map does not say which list", remedy);
    }
    String action = fields.containsKey("action") ? text(fields, "action") : "add";
    if (!action.equals("add") && !action.equals("remove")) {
      String message = "There is no action \"%s\"".formatted(action);
      tree.wrong(line(fields, "action"), "/action", message, "Use add or remove");
    }
    objects
        .computeIfAbsent("properties", _ -> new TreeMap<>())
        .put(Audience.KEY, new Filling.Wording(key, List.of()));
  }

  private SortedMap<String, Filling> object(String name, YamlTree.Entry entry) {
    TreeMap<String, Filling> fillings = new TreeMap<>();
    tree.mapping(entry).forEach((field, value) -> fillings.put(field, filling(value)));
    if (fillings.isEmpty()) {
      tree.wrong(entry.line(), "/" + name, name + " is empty", "Leave it out");
    }
    return fillings;
  }

  /// A text, or `{ column: zip, as: text }`.
  private Filling filling(YamlTree.Entry entry) {
    if (tree.isText(entry)) {
      return used(Filling.of(tree.text(entry)), entry);
    }
    SortedMap<String, YamlTree.Entry> parts = tree.mapping(entry, List.of("column", "as"));
    String as = parts.containsKey("as") ? text(parts, "as") : "";
    if (!as.isEmpty() && !as.equals("text")) {
      String remedy = "Use as: text, or leave it out";
      tree.wrong(line(parts, "as"), entry.pointer(), "A column cannot be read so", remedy);
    }
    return used(new Filling.Column(column(parts, entry), as.equals("text")), entry);
  }

  private TimeColumn timestamp(SortedMap<String, YamlTree.Entry> fields) {
    YamlTree.Entry entry = fields.get("timestamp");
    if (entry == null) {
      String remedy = "Add timestamp: and the column that holds it";
      tree.wrong(0, "/timestamp", "The map does not say when the rows happened", remedy);
      return new TimeColumn(Filling.literal(""), null, ZoneOffset.UTC);
    }
    if (tree.isText(entry)) {
      Filling from = used(Filling.of(tree.text(entry)), entry);
      return new TimeColumn(from, null, ZoneOffset.UTC);
    }
    SortedMap<String, YamlTree.Entry> parts =
        tree.mapping(entry, List.of("column", "format", "zone"));
    Filling from = used(Filling.of(column(parts, entry)), entry);
    return new TimeColumn(from, format(parts), zone(parts));
  }

  private @Nullable DateTimeFormatter format(SortedMap<String, YamlTree.Entry> parts) {
    YamlTree.Entry entry = parts.get("format");
    if (entry == null) {
      return parts.containsKey("zone") ? TimeColumn.LOCAL : null;
    }
    try {
      return TimeColumn.pattern(tree.text(entry));
    } catch (IllegalArgumentException _) {
      String remedy = "Write it like yyyyMMdd or dd.MM.yyyy HH:mm";
      tree.wrong(entry.line(), entry.pointer(), "This is not a format of times", remedy);
      return null;
    }
  }

  private ZoneId zone(SortedMap<String, YamlTree.Entry> parts) {
    YamlTree.Entry entry = parts.get("zone");
    try {
      return entry == null ? ZoneOffset.UTC : ZoneId.of(tree.text(entry));
    } catch (DateTimeException _) {
      String remedy = "Write it like Europe/Berlin or UTC";
      tree.wrong(line(parts, "zone"), "/timestamp/zone", "There is no such time zone", remedy);
      return ZoneOffset.UTC;
    }
  }

  private List<String> messageId(SortedMap<String, YamlTree.Entry> fields) {
    YamlTree.Entry entry = fields.get("message_id");
    if (entry == null) {
      return List.of(Row.ID);
    }
    List<String> columns = new ArrayList<>();
    List<YamlTree.Entry> items = tree.isText(entry) ? List.of(entry) : tree.items(entry);
    for (YamlTree.Entry item : items) {
      String column = tree.text(item);
      used(new Filling.Column(column, true), item);
      columns.add(column);
    }
    if (columns.isEmpty()) {
      tree.wrong(entry.line(), "/message_id", "No column makes the id", "Write [ row ]");
    }
    return columns;
  }

  private String column(SortedMap<String, YamlTree.Entry> parts, YamlTree.Entry whole) {
    if (!parts.containsKey("column")) {
      tree.wrong(whole.line(), whole.pointer(), "No column is named", "Add column: and its name");
      return "";
    }
    return text(parts, "column");
  }

  private Filling used(Filling filling, YamlTree.Entry entry) {
    for (String column : filling.columns()) {
      uses.add(new Use(column, entry.line(), entry.pointer()));
    }
    return filling;
  }

  private String text(SortedMap<String, YamlTree.Entry> fields, String name) {
    YamlTree.Entry entry = fields.get(name);
    return entry == null ? "" : tree.text(entry);
  }

  private static int line(SortedMap<String, YamlTree.Entry> fields, String name) {
    YamlTree.Entry entry = fields.get(name);
    return entry == null ? 0 : entry.line();
  }
}
