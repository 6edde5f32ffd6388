package dev.throughline.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line: the names and options of the commands. What each does is in its own file.
@Command(
    name = "throughline",
    description = "Customer journeys with attribution.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Main {
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
    PrintWriter err = new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8));
    int status = run(out, err, args);
    System.exit(status);
  }

  /// Runs one command and gives its exit status: 0 done, 1 failed, 2 called wrongly.
  static int run(PrintWriter out, PrintWriter err, String... args) {
    int status = new CommandLine(new Main()).setOut(out).setErr(err).execute(args);
    out.flush();
    err.flush();
    return status;
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
