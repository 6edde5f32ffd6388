package dev.throughline.cli;

import dev.throughline.codec.document.Kind;
import dev.throughline.demo.Demo;
import dev.throughline.exchange.Export;
import dev.throughline.exchange.Source.What;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// The commands: their names and options. What each does is in its own file.
@Command(
    name = "throughline",
    description = "Customer journeys with attribution, on one machine.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "`throughline COMMAND --help` explains each."})
final class Commands {
  private final Terminal terminal;

  Commands(Terminal terminal) {
    this.terminal = terminal;
  }

  @Command(
      name = "demo",
      mixinStandardHelpOptions = true,
      description = "Runs the server with an invented shop: its history, then its life.")
  int demo(
      @Option(
              names = "--data",
              paramLabel = "DIR",
              defaultValue = "throughline-demo",
              description = "Where everything is kept (default: ${DEFAULT-VALUE}).")
          Path data,
      @Option(
              names = "--port",
              paramLabel = "N",
              defaultValue = "8080",
              description = "0 takes any that is free and prints it (default: ${DEFAULT-VALUE}).")
          int port,
      @Option(
              names = "--people",
              paramLabel = "N",
              defaultValue = "20000",
              description = "How many people there are (default: ${DEFAULT-VALUE}).")
          int people,
      @Option(
              names = "--days",
              paramLabel = "N",
              defaultValue = "120",
              description = "How long their history is (default: ${DEFAULT-VALUE}).")
          int days,
      @Option(
              names = "--seed",
              paramLabel = "N",
              defaultValue = "42",
              description = "Another number, another world (default: ${DEFAULT-VALUE}).")
          long seed,
      @Option(
              names = "--cdnow",
              paramLabel = "DIR",
              description =
                  "Instead: simulates the real purchases of a CD shop into DIR, and ends.")
          @Nullable Path cdnow)
      throws InterruptedException {
    if (cdnow != null) {
      return Cdnow.run(terminal, cdnow);
    }
    if (people < 1 || people > Demo.MAX_PEOPLE || days < 1 || days > Demo.MAX_DAYS) {
      throw wrongCall(
          "demo",
          "There are 1 to %d people and 1 to %d days".formatted(Demo.MAX_PEOPLE, Demo.MAX_DAYS));
    }
    return new Demonstration(terminal, data, port, new Demo.Wish(seed, people, days)).run();
  }

  @Command(
      name = "serve",
      mixinStandardHelpOptions = true,
      description = "Runs the server: events in over HTTP, messages out, the API.")
  int serve(
      @Option(
              names = "--data",
              paramLabel = "DIR",
              defaultValue = Main.DATA,
              description = "Where everything is kept (default: ${DEFAULT-VALUE}).")
          Path data,
      @Option(
              names = "--port",
              paramLabel = "N",
              defaultValue = "8080",
              description = "0 takes any that is free and prints it (default: ${DEFAULT-VALUE}).")
          int port,
      @Option(
              names = "--config",
              paramLabel = "FILE",
              description = "Channels and addresses, as YAML.")
          @Nullable Path config,
      @Option(
              names = "--plugins",
              paramLabel = "DIR",
              description = "Jars with channels of your own (default: plugins in the data).")
          @Nullable Path plugins,
      @Option(
              names = "--kafka",
              paramLabel = "HOST:PORT",
              description = "Runs as a node of the cluster that meets at these Kafka brokers.")
          @Nullable String kafka,
      @Option(
              names = "--reached-at",
              paramLabel = "HOST:PORT",
              description =
                  "Where the other nodes reach this one (default: 127.0.0.1 and the port).")
          @Nullable String reachedAt)
      throws IOException, InterruptedException {
    return new Serve(terminal, data, port, config, plugins, kafka, reachedAt).run();
  }

  @Command(
      name = "repair",
      mixinStandardHelpOptions = true,
      description = "Says what a damaged log has lost, puts the damage aside, goes on without it.")
  int repair(
      @Option(
              names = "--data",
              paramLabel = "DIR",
              defaultValue = Main.DATA,
              description = "The data directory of a stopped server (default: ${DEFAULT-VALUE}).")
          Path data) {
    return new Repairing(terminal, data).run();
  }

  @Command(
      name = "simulate",
      mixinStandardHelpOptions = true,
      description = "Runs a file of events through a catalog, on a virtual clock.")
  int simulate(
      @Option(
              names = "--catalog",
              required = true,
              paramLabel = "DIR",
              description = "The documents: journeys, segments, templates and the rest.")
          Path catalog,
      @Option(
              names = "--events",
              required = true,
              paramLabel = "FILE",
              description = "Events as Segment-shaped JSON lines, gzipped or not.")
          Path events,
      @Option(
              names = "--from",
              paramLabel = "INSTANT",
              description = "When the clock starts (default: at the first event).")
          @Nullable Instant from,
      @Option(
              names = "--until",
              paramLabel = "INSTANT",
              description = "When it stops (default: when nothing is due within 400 days).")
          @Nullable Instant until,
      @Option(
              names = "--out",
              required = true,
              paramLabel = "DIR",
              description = "Gets facts.ndjson, customers.ndjson, report.json.")
          Path out) {
    if (from != null && until != null && from.isAfter(until)) {
      throw wrongCall("simulate", "--from %s lies after --until %s".formatted(from, until));
    }
    return new Simulate(terminal, catalog, events, from, until, out).run();
  }

  @Command(
      name = "validate",
      mixinStandardHelpOptions = true,
      description = "Checks a catalog as publishing would: every problem with file, line, remedy.")
  int validate(
      @Parameters(paramLabel = "DIR", description = "The directory of documents.") Path catalog,
      @Option(names = "--json", description = "Prints one JSON object instead.") boolean json) {
    return Validate.run(terminal, catalog, json);
  }

  @Command(
      name = "apply",
      mixinStandardHelpOptions = true,
      description = "Publishes a directory of documents on a running server, all or nothing.")
  int apply(
      @Parameters(paramLabel = "DIR", description = "The directory of documents.") Path catalog,
      @Mixin ServerOptions server)
      throws IOException, InterruptedException {
    return new CatalogSync(terminal, catalog, server.remote()).apply();
  }

  @Command(
      name = "diff",
      mixinStandardHelpOptions = true,
      description = "Prints what apply would change on a running server.")
  int diff(
      @Parameters(paramLabel = "DIR", description = "The directory of documents.") Path catalog,
      @Mixin ServerOptions server)
      throws IOException, InterruptedException {
    return new CatalogSync(terminal, catalog, server.remote()).diff();
  }

  @Command(
      name = "pull",
      mixinStandardHelpOptions = true,
      description = "Writes the documents of a running server into a directory.")
  int pull(
      @Parameters(paramLabel = "DIR", description = "Where they go.") Path catalog,
      @Mixin ServerOptions server)
      throws IOException, InterruptedException {
    return new CatalogSync(terminal, catalog, server.remote()).pull();
  }

  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description =
          "Brings a file of rows into a data directory, a running server or a file of events;"
              + " ends in one JSON line of counts.")
  int importFile(
      @Parameters(
              paramLabel = "FILE",
              description = "CSV with a header or JSON lines, gzipped or not, or Parquet.")
          Path file,
      @Option(
              names = "--map",
              paramLabel = "MAP.yaml",
              description = "How rows become events (kind: import). Not needed for events.")
          @Nullable Path map,
      @Option(
              names = "--to",
              paramLabel = "EVENTS.ndjson",
              description = "Writes the events to a file, as `simulate` reads them.")
          @Nullable Path to,
      @Mixin Place place,
      @Option(
              names = "--rejects",
              paramLabel = "FILE.csv",
              description =
                  "Rows that were not taken, with the reason (default: beside --to, otherwise"
                      + " FILE.rejects.csv in the working directory).")
          @Nullable Path rejects) {
    Importing importing = new Importing(terminal, file, map, rejects);
    if (to == null) {
      return switch (place.choice()) {
        case Place.Choice.Data(Path data) -> importing.into(data);
        case Place.Choice.Server(URI server, String key) -> importing.into(server, key);
        case Place.Choice.None(String wrong) -> throw wrongCall("import", wrong + ", or --to FILE");
      };
    }
    if (place.isGiven()) {
      throw wrongCall("import", "Choose one of --to, --data and --server");
    }
    return importing.to(to);
  }

  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = "Writes all profiles, events, facts or audiences to a file.")
  int export(
      @Mixin Place place,
      @Option(
              names = "--what",
              required = true,
              paramLabel = "KIND",
              description = "profiles, events, facts or audiences.")
          What what,
      @Option(
              names = "--format",
              paramLabel = "FORMAT",
              defaultValue = "ndjson",
              description = "csv, ndjson or parquet (default: ${DEFAULT-VALUE}).")
          Export.Format format,
      @Option(
              names = "--raw",
              description =
                  "Leaves cells of a CSV file alone that a spreadsheet takes for formulas.")
          boolean raw,
      @Option(
              names = "--out",
              required = true,
              paramLabel = "FILE",
              description = "Appears when it is complete.")
          Path out)
      throws IOException {
    Exporting exporting = new Exporting(terminal, what, format, raw, out);
    return switch (place.choice()) {
      case Place.Choice.Data(Path data) -> exporting.from(data);
      case Place.Choice.Server(URI server, String key) -> exporting.from(server, key);
      case Place.Choice.None(String wrong) -> throw wrongCall("export", wrong);
    };
  }

  @Command(
      name = "schema",
      mixinStandardHelpOptions = true,
      description = "Prints the JSON Schema of a kind of document, or lists the kinds.")
  int schema(
      @Parameters(paramLabel = "KIND", arity = "0..1", description = "For example: journey.")
          @Nullable String kind) {
    if (kind != null && Kind.of(kind).isEmpty()) {
      throw wrongCall(
          "schema",
          "There is no kind '%s'; the kinds are %s"
              .formatted(kind, String.join(", ", Kind.words())));
    }
    return Schemas.run(terminal, kind);
  }

  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description = "Runs every check that CI runs. In the source tree: ./throughline test")
  int test() {
    return terminal.failed("the tests need the source tree: run ./throughline test there");
  }

  @Command(
      name = "bench",
      mixinStandardHelpOptions = true,
      description = "Runs the benchmarks. In the source tree: ./throughline bench [NAME]")
  int bench() {
    return terminal.failed("the benchmarks need the source tree: run ./throughline bench there");
  }

  private ParameterException wrongCall(String command, String message) {
    return Main.wrongCall(terminal, command, message);
  }
}
