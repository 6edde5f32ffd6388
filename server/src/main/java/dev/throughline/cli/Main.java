package dev.throughline.cli;

import dev.throughline.registry.Scope;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line: how a command is called, and what a wrong call is answered.
public final class Main {
  static final String DATA = "throughline-data";

  private Main() {}

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
    return new CommandLine(new Commands(terminal))
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

  /// A value that no option's type can refuse.
  static ParameterException wrongCall(Terminal terminal, String command, String message) {
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
