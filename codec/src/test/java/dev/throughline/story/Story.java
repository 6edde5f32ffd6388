package dev.throughline.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.catalog.Catalog;
import dev.throughline.codec.document.Catalogs;
import dev.throughline.codec.document.Problem;
import dev.throughline.codec.document.Severity;
import dev.throughline.codec.json.CustomerLine;
import dev.throughline.codec.json.EventLine;
import dev.throughline.customer.Customer;
import dev.throughline.engine.Fact;
import dev.throughline.simulation.Arrival;
import dev.throughline.simulation.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A test as a story. The catalog is the YAML of contract section 2; events are one a line:
///
/// ```
/// 2026-03-01T09:00:00Z ann Cart Updated {"value": 30.0}      a track call of user ann
/// 2026-03-01T09:00:00Z ~a1 Page Viewed {}                    of the anonymous a1
/// 2026-03-01T09:05:00Z ~a1+ann identify {"email": "a@b.example"}
/// 2026-03-01T09:06:00Z ann alias old                         old joins ann
/// 2026-03-01T09:07:00Z ann group acme {"plan": "pro"}
/// {"type":"track", …}                                        any line of an events file
/// ```
///
/// `facts()` gives what followed, one fact a line, for the kinds asked for.
public final class Story {
  private static final Pattern LINE =
      Pattern.compile("(\\S+) (\\S+) ([^{]+?) *(\\{.*})?(?: received (\\S+))?");

  /// What most stories need: people may be e-mailed, and there is something to say.
  public static final String BASICS =
      """
      kind: workspace
      key: shop
      name: Shop
      zone: UTC
      currency: EUR
      consent: { marketing: { email: opt_out, sms: opt_out, push: opt_out, in_app: opt_out, web: opt_out } }
      ---
      kind: template
      key: hello
      name: Hello
      channel: [email, sms, push, in_app]
      subject: Hello
      text: Hello
      body: Hello
      title: Hello
      """;

  private final Catalog catalog;
  private final List<Arrival> arrivals = new ArrayList<>();
  private @Nullable Instant from;
  private @Nullable Instant until;

  private Story(Catalog catalog) {
    this.catalog = catalog;
  }

  /// A story in a workspace of `BASICS` and these documents.
  public static Story given(String documents) {
    return inWorkspace(BASICS + "---\n" + documents);
  }

  /// A story in a workspace of exactly these documents.
  public static Story inWorkspace(String documents) {
    try {
      Path directory = Files.createTempDirectory("story");
      Path file = directory.resolve("catalog.yaml");
      Files.writeString(file, documents);
      Catalogs.Reading reading = Catalogs.read(directory);
      Files.delete(file);
      Files.delete(directory);
      return new Story(
          Catalog.of(
              reading
                  .documents()
                  .orElseThrow(() -> new AssertionError("Problems: " + mistakes(reading)))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Problem> mistakes(Catalogs.Reading reading) {
    return reading.problems().stream()
        .filter(problem -> problem.severity() == Severity.ERROR)
        .toList();
  }

  public Story when(String events) {
    events.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(this::add);
    return this;
  }

  public Story from(String instant) {
    from = Instant.parse(instant);
    return this;
  }

  public Story until(String instant) {
    until = Instant.parse(instant);
    return this;
  }

  public Catalog catalog() {
    return catalog;
  }

  public List<Arrival> arrivals() {
    return arrivals;
  }

  /// Every fact that follows.
  public List<Fact> play() {
    List<Fact> facts = new ArrayList<>();
    end(facts);
    return facts;
  }

  /// The people as the run leaves them; facts go into `facts`.
  public Simulation.Ended end(List<Fact> facts) {
    return new Simulation(catalog, facts::add).run(arrivals, from, until);
  }

  /// The person's final state, as the line of `customers.ndjson`.
  public String person(String name) {
    for (Customer customer : end(new ArrayList<>()).people()) {
      if (customer.id.value().equals(name)) {
        return CustomerLine.write(customer);
      }
    }
    throw new AssertionError("Nobody is called " + name);
  }

  /// The facts of these kinds, one a line; a kind may end in `*`. None named: all kinds.
  public String facts(String... kinds) {
    StringBuilder told = new StringBuilder();
    for (Fact fact : play()) {
      String text = FactText.of(fact);
      String kind = text.split(" ", 4)[2];
      if (kinds.length == 0 || List.of(kinds).stream().anyMatch(matching(kind))) {
        told.append(text).append('\n');
      }
    }
    return told.toString();
  }

  /// Asserts the facts of these kinds; a failure shows the whole story as it went.
  public void then(String expected, String... kinds) {
    assertThat(facts(kinds)).as("the whole story:%n%s", facts()).isEqualTo(expected);
  }

  private static Predicate<String> matching(String kind) {
    return pattern ->
        pattern.endsWith("*")
            ? kind.startsWith(pattern.substring(0, pattern.length() - 1))
            : kind.equals(pattern);
  }

  private void add(String line) {
    String json = line.startsWith("{") ? line : json(line, arrivals.size());
    switch (EventLine.parse(json)) {
      case EventLine.Parsed.Ok(var event) -> arrivals.add(new Arrival.OfEvent(event));
      case EventLine.Parsed.Start(
              String id,
              String user,
              String anonymous,
              String journey,
              var properties,
              Instant at) ->
          arrivals.add(new Arrival.OfStart(id, user, anonymous, journey, properties, at));
      case EventLine.Parsed.Wrong(_, String message, _) ->
          throw new IllegalArgumentException(message + " in " + json);
    }
  }

  private static String json(String line, int number) {
    Matcher said = LINE.matcher(line);
    if (!said.matches()) {
      throw new IllegalArgumentException("Not a line of a story: " + line);
    }
    String fields = said.group(4) == null ? "{}" : said.group(4);
    String received = said.group(5) == null ? "" : ",\"receivedAt\":\"" + said.group(5) + "\"";
    return "{%s,\"timestamp\":\"%s\"%s,\"messageId\":\"m%d\"%s}"
        .formatted(
            who(said.group(2)), said.group(1), received, number, call(said.group(3), fields));
  }

  private static String who(String names) {
    List<String> said = new ArrayList<>();
    for (String name : names.split("\\+", -1)) {
      said.add(
          name.startsWith("~")
              ? "\"anonymousId\":\"" + name.substring(1) + "\""
              : "\"userId\":\"" + name + "\"");
    }
    return String.join(",", said);
  }

  private static String call(String name, String fields) {
    String[] words = name.split(" ", 2);
    return switch (words[0]) {
      case "identify" -> ",\"type\":\"identify\",\"traits\":" + fields;
      case "alias" -> ",\"type\":\"alias\",\"previousId\":\"" + words[1] + "\"";
      case "group" ->
          ",\"type\":\"group\",\"groupId\":\"%s\",\"traits\":%s".formatted(words[1], fields);
      case "start" ->
          ",\"type\":\"start\",\"journey\":\"%s\",\"properties\":%s".formatted(words[1], fields);
      default -> ",\"type\":\"track\",\"event\":\"%s\",\"properties\":%s".formatted(name, fields);
    };
  }
}
