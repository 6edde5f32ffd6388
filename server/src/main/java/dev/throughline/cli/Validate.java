package dev.throughline.cli;

import dev.throughline.codec.document.Catalogs;
import dev.throughline.codec.document.Problem;
import dev.throughline.codec.document.Severity;
import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// `validate`: the checks of publishing, offline.
final class Validate {
  private Validate() {}

  static int run(Terminal terminal, Path catalog, boolean json) {
    List<Problem> problems = Catalogs.read(catalog).problems();
    if (json) {
      terminal.out().println(JsonValues.write(fields(problems)));
    } else {
      problems.forEach(problem -> terminal.out().println(sentence(catalog, problem)));
    }
    long errors = count(problems, Severity.ERROR);
    long launch = count(problems, Severity.LAUNCH);
    if (errors + launch > 0) {
      return terminal.failed(
          "%s: %s, %s to settle before a launch"
              .formatted(catalog, counted(errors, "error"), counted(launch, "thing")));
    }
    if (!json) {
      terminal.out().println(catalog + ": ready to publish");
    }
    return Terminal.DONE;
  }

  /// `catalog/cart.yaml:12: error: There is no segment "vpi" (did you mean "vip"?)`
  static String sentence(Path catalog, Problem problem) {
    Path file = catalog.resolve(problem.file());
    String place = problem.line() > 0 ? file + ":" + problem.line() : file.toString();
    String remedy = problem.remedy().isEmpty() ? "" : " (%s)".formatted(problem.remedy());
    return "%s: %s: %s%s".formatted(place, name(problem.severity()), problem.message(), remedy);
  }

  static long count(List<Problem> problems, Severity severity) {
    return problems.stream().filter(problem -> problem.severity() == severity).count();
  }

  private static String name(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  private static Fields fields(List<Problem> problems) {
    TreeMap<String, Value> values = new TreeMap<>();
    for (Severity severity : Severity.values()) {
      values.put(name(severity), Value.of(count(problems, severity)));
    }
    values.put("problems", new Value.Items(problems.stream().map(Validate::fields).toList()));
    return new Fields(values);
  }

  private static Value fields(Problem problem) {
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("file", Value.of(problem.file()));
    values.put("line", Value.of((long) problem.line()));
    values.put("document", Value.of(problem.document()));
    values.put("pointer", Value.of(problem.pointer()));
    values.put("severity", Value.of(name(problem.severity())));
    values.put("code", Value.of(problem.code()));
    values.put("message", Value.of(problem.message()));
    values.put("remedy", Value.of(problem.remedy()));
    return new Fields(values);
  }

  private static String counted(long number, String noun) {
    return number == 1 ? "1 " + noun : number + " " + noun + "s";
  }
}
