package dev.throughline.cli;

import dev.throughline.codec.document.Kind;
import dev.throughline.demo.Demo;
import dev.throughline.exchange.Export;
import dev.throughline.exchange.Source.What;
import dev.throughline.registry.Scope;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line: the names and options of the commands. What each does is in its own file.
@Command(
    name = "throughline",
    description = "Customer journeys with attribution, on one machine.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "`throughline COMMAND --help` explains each."})
public final class Main {
  static final String DATA = "throughline-data";

  private final Terminal terminal;

  Main(Terminal terminal) {
    this.terminal = terminal;
  }

  public static void main(String[] args) {
    Terminal terminal =
        new Terminal(writer(System.out), writer(System.err), Terminal.showsProgress());
    System.exit(run(terminal, args));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  /// Runs one command and gives its exit status: 0 done, 1 failed, 2 called wrongly, 3 the log is
  /// damaged.
  static int run(Terminal terminal, String... args) {
    int status = commandLine(terminal).execute(args);
    terminal.out().flush();
    terminal.err().flush();
    return status;
  }

  private static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new Main(terminal))
        .addSubcommand(new KeyCommand(terminal))
        .setOut(terminal.out())
        .setErr(terminal.err())
        .registerConverter(Instant.class, Main::instant)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Scope.class, Main::scope)
        .setExecutionStrategy(Main::execute)
        .setParameterExceptionHandler(Main::calledWrongly)
        .setExecutionExceptionHandler((failure, _, _) -> terminal.failed(failure));
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
              defaultValue = DATA,
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
          @Nullable Path plugins)
      throws IOException, InterruptedException {
    return new Serve(terminal, data, port, config, plugins).run();
  }

  @Command(
      name = "repair",
      mixinStandardHelpOptions = true,
      description = "Says what a damaged log has lost, puts the damage aside, goes on without it.")
  int repair(
      @Option(
              names = "--data",
              paramLabel = "DIR",
              defaultValue = DATA,
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
      @CommandLine.Mixin ServerOptions server)
      throws IOException, InterruptedException {
    return new CatalogSync(terminal, catalog, server.remote()).apply();
  }

  @Command(
      name = "diff",
      mixinStandardHelpOptions = true,
      description = "Prints what apply would change on a running server.")
  int diff(
      @Parameters(paramLabel = "DIR", description = "The directory of documents.") Path catalog,
      @CommandLine.Mixin ServerOptions server)
      throws IOException, InterruptedException {
    return new CatalogSync(terminal, catalog, server.remote()).diff();
  }

  @Command(
      name = "pull",
      mixinStandardHelpOptions = true,
      description = "Writes the documents of a running server into a directory.")
  int pull(
      @Parameters(paramLabel = "DIR", description = "Where they go.") Path catalog,
      @CommandLine.Mixin ServerOptions server)
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

  /// A value that no option's type can refuse.
  private ParameterException wrongCall(String command, String message) {
    return new ParameterException(commandLine(terminal).getSubcommands().get(command), message);
  }

  /// There is no help for a command that there is not.
  private static int execute(ParseResult call) {
    if (!call.unmatched().isEmpty()) {
      throw new UnmatchedArgumentException(call.commandSpec().commandLine(), call.unmatched());
    }
    return new RunLast().execute(call);
  }

  /// Says what was wrong, what was perhaps meant, and how the command is called.
  private static int calledWrongly(ParameterException wrong, String[] args) {
    PrintWriter err = wrong.getCommandLine().getErr();
    err.println(wrong.getMessage());
    UnmatchedArgumentException.printSuggestions(wrong, err);
    wrong.getCommandLine().usage(err);
    return ExitCode.USAGE;
  }

  private static Scope scope(String word) {
    return Scope.of(word)
        .orElseThrow(() ->
            new CommandLine.TypeConversionException(
                "'%s' is no scope; the scopes are %s"
                    .formatted(word, String.join(", ", Scope.words()))));
  }

  private static Instant instant(String text) {
    try {
      return text.length() == "2026-01-31".length()
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeParseException _) {
      throw new CommandLine.TypeConversionException(
          "'%s' is no moment; write 2026-01-31 or 2026-01-31T09:00:00Z".formatted(text));
    }
  }

  /// The version that the build wrote into the jar.
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String built = Main.class.getPackage().getImplementationVersion();
      return new String[] {"throughline " + (built == null ? "(not from a jar)" : built)};
    }
  }
}
