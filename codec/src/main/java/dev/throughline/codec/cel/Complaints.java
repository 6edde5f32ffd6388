package dev.throughline.codec.cel;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOverloadDecl;
import dev.throughline.codec.cel.Conditions.Mistake;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What CEL's parser and type checker complain of, in words for whoever wrote the condition.
final class Complaints {
  private static final int MAX_QUOTE = 200;
  private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
  private static final Pattern NO_OVERLOAD =
      Pattern.compile(
          "found no matching overload for '([^']*)' applied to '(.*)' \\(.*", Pattern.DOTALL);
  private static final Pattern OPERATOR = Pattern.compile("_?(!=|[^_\\w@]{1,3}|\\[)_?\\]?_?(:_)?");

  private Complaints() {}

  /// One mistake for each complaint about meaning; of syntax only the first, as the rest follow.
  static List<Mistake> of(List<CelIssue> issues, String text) {
    List<Mistake> mistakes = new ArrayList<>();
    for (CelIssue issue : issues) {
      boolean syntax = issue.getExprId() == 0;
      if (syntax && !mistakes.isEmpty()) {
        break;
      }
      mistakes.add(mistake(issue, text));
    }
    return mistakes;
  }

  private static Mistake mistake(CelIssue issue, String text) {
    String said = issue.getMessage();
    Matcher undeclared = UNDECLARED.matcher(said);
    if (undeclared.matches()) {
      return undeclared(issue, undeclared.group(1), text);
    }
    Matcher overload = NO_OVERLOAD.matcher(said);
    if (overload.matches()) {
      return noOverload(issue, overload.group(1), overload.group(2));
    }
    if (issue.getExprId() != 0) {
      return at(issue, 0, capital(quoted(said)), "Check the names and types here");
    }
    return at(issue, 0, syntax(said), syntaxRemedy(said));
  }

  private static Mistake undeclared(CelIssue issue, String name, String text) {
    boolean function = isCall(issue, text);
    TreeSet<String> known = new TreeSet<>();
    if (function) {
      Language.FUNCTIONS.forEach(each -> known.add(each.name()));
      known.addAll(StandardFunctions.names());
    } else {
      known.addAll(Language.VARIABLES);
    }
    String message =
        function
            ? "There is no function '%s'".formatted(quoted(name))
            : "There is no variable '%s'".formatted(quoted(name));
    String otherwise =
        (function ? "The functions are " : "The variables are ") + String.join(", ", known);
    return at(
        issue, function ? -name.length() : 0, message, Spelling.remedy(name, known, otherwise));
  }

  /// CEL points at the bracket of a call, and at the first letter of a variable.
  private static boolean isCall(CelIssue issue, String text) {
    List<String> lines = text.lines().toList();
    int line = issue.getSourceLocation().getLine() - 1;
    int column = issue.getSourceLocation().getColumn();
    if (line < 0 || line >= lines.size()) {
      return false;
    }
    String at = lines.get(line);
    return column < at.codePointCount(0, at.length())
        && at.charAt(at.offsetByCodePoints(0, column)) == '(';
  }

  private static Mistake noOverload(CelIssue issue, String function, String types) {
    String given = typeNames(types);
    for (CelFunctionDecl ours : Language.FUNCTIONS) {
      if (ours.name().equals(function)) {
        return at(
            issue,
            -function.length(),
            "%s(…) does not take (%s)".formatted(function, given),
            "It takes " + usage(ours));
      }
    }
    Matcher operator = OPERATOR.matcher(function);
    String shown =
        function.equals("@in") ? "in" : operator.matches() ? operator.group(1) : function;
    return at(
        issue,
        0,
        "'%s' does not work on (%s)".formatted(shown, given),
        given.contains("timestamp")
            ? "Write moments as timestamp('2026-01-31') and spans as duration('P1D')"
            : "Compare and combine values of one type: numbers bare, texts in quotes");
  }

  private static String usage(CelFunctionDecl function) {
    return function.overloads().stream()
        .map(CelOverloadDecl::parameterTypes)
        .map(types ->
            function.name()
                + types.stream()
                    .map(type -> typeName(type.name()))
                    .collect(Collectors.joining(", ", "(", ")")))
        .collect(Collectors.joining(" or "));
  }

  private static String typeNames(String types) {
    String inside =
        types.startsWith("(") && types.endsWith(")")
            ? types.substring(1, types.length() - 1)
            : types;
    return quoted(
        inside
            .replace("google.protobuf.Timestamp", "timestamp")
            .replace("google.protobuf.Duration", "duration")
            .replace("string", "text")
            .replaceAll("\\b(double|u?int)\\b", "number"));
  }

  static String typeName(String type) {
    return switch (type) {
      case "google.protobuf.Timestamp" -> "timestamp";
      case "google.protobuf.Duration" -> "duration";
      case "string" -> "text";
      case "double", "int", "uint" -> "number";
      default -> type;
    };
  }

  private static String syntax(String said) {
    int expecting = said.indexOf(" expecting ");
    String cause = expecting < 0 ? said : said.substring(0, expecting);
    if (cause.contains("'<EOF>'")) {
      return "The condition ends too early";
    }
    return "It cannot be read from here: " + quoted(cause);
  }

  private static String syntaxRemedy(String said) {
    if (said.contains("recursion limit") || said.contains("limit exceeded")) {
      return "Make segments of its parts and refer to them by in_segment('…')";
    }
    if (said.contains("error at: '=")) {
      return "Compare with ==";
    }
    if (said.contains("error at: '&") || said.matches("(?is).*'and'.*")) {
      return "Write && for “and”";
    }
    if (said.contains("error at: '|") || said.matches("(?is).*'or'.*")) {
      return "Write || for “or”";
    }
    if (said.matches("(?is).*'not'.*")) {
      return "Write ! for “not”";
    }
    if (said.contains("For input string")) {
      return "Write a number this large with a point: 1e30 or 99999999999999999999.0";
    }
    if (said.contains("has()")) {
      return "has() takes a field, as in has(profile.plan)";
    }
    return "Check brackets, quotes and operators here";
  }

  private static Mistake at(CelIssue issue, int shift, String message, String remedy) {
    int column = issue.getSourceLocation().getColumn() + 1;
    return new Mistake(
        Math.max(1, issue.getSourceLocation().getLine()),
        Math.max(1, column + shift),
        message,
        remedy);
  }

  private static String capital(String sentence) {
    return sentence.isEmpty()
        ? sentence
        : sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }

  private static String quoted(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= MAX_QUOTE ? line : line.substring(0, MAX_QUOTE) + "…";
  }
}
