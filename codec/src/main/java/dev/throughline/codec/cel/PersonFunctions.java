package dev.throughline.codec.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelUnparserFactory;
import dev.throughline.codec.cel.Conditions.Known;
import dev.throughline.codec.cel.Conditions.Place;
import dev.throughline.condition.Engagement;
import dev.throughline.condition.Expr;
import dev.throughline.condition.Expr.Window;
import dev.throughline.condition.Metric;
import dev.throughline.message.Channels;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The functions of contract section 3, which look at one person. Their keys, event names and
/// windows are written out, so that the catalog knows what to keep and to check.
final class PersonFunctions {
  private static final Set<String> NAMES =
      Language.FUNCTIONS.stream()
          .map(CelFunctionDecl::name)
          .collect(Collectors.toCollection(TreeSet::new));

  private final Conversion conversion;
  private final Known known;

  PersonFunctions(Conversion conversion, Known known) {
    this.conversion = conversion;
    this.known = known;
  }

  boolean has(String function) {
    return NAMES.contains(function);
  }

  Expr convert(CelExpr part, Scope scope) {
    String function = part.call().function();
    List<CelExpr> arguments = part.call().args();
    if (scope.place() == Place.EVENT_ONLY) {
      return conversion.mistakeInCall(
          part,
          "%s(…) looks at a person, but here only the event counts".formatted(function),
          "Only event can be used here, as in event.properties.total > 10.0");
    }
    return switch (function) {
      case "in_segment" -> inSegment(arguments.getFirst());
      case "did" -> counted(arguments, (metric, window) -> new Expr.Did(metric, window));
      case "count" -> counted(arguments, (metric, window) -> new Expr.Count(metric, window));
      case "sum" -> sum(arguments);
      case "first" -> named(arguments.getFirst(), Expr.First::new);
      case "last" -> named(arguments.getFirst(), Expr.Last::new);
      case "days_since" -> named(arguments.getFirst(), Expr.DaysSince::new);
      case "engaged" -> engaged(arguments);
      case "score" -> score(arguments.getFirst());
      case "consented" -> consented(arguments);
      case "member_of" -> memberOf(arguments.getFirst());
      case "session" -> new Expr.Session();
      case "local_time" -> new Expr.LocalTimeOfDay();
      default ->
          conversion.mistakeInCall(
              part,
              "%s(…) is not available yet: it needs measured results".formatted(function),
              "Leave it out until the workspace measures them");
    };
  }

  private interface OfMetric {
    Expr build(Metric metric, Window window);
  }

  private interface OfName {
    Expr build(String name);
  }

  private Expr named(CelExpr argument, OfName function) {
    String name = text(argument, "The name of an event", "'Order Completed'");
    return name == null ? Conversion.NOTHING : function.build(name);
  }

  private Expr counted(List<CelExpr> arguments, OfMetric function) {
    String event = text(arguments.get(0), "The name of an event", "'Order Completed'");
    Window window = window(arguments.get(1));
    Where where = where(arguments, 2);
    return event == null || window == null
        ? Conversion.NOTHING
        : function.build(metric(event, null, where), window);
  }

  private Expr sum(List<CelExpr> arguments) {
    String event = text(arguments.get(0), "The name of an event", "'Order Completed'");
    String property = text(arguments.get(1), "The property to sum", "'total'");
    Window window = window(arguments.get(2));
    Where where = where(arguments, 3);
    return event == null || property == null || window == null
        ? Conversion.NOTHING
        : new Expr.Sum(metric(event, property, where), window);
  }

  /// A `where` with its canonical text; both empty where there is none.
  private record Where(String text, @Nullable Expr expr) {
    static final Where ALL = new Where("", null);
  }

  private Where where(List<CelExpr> arguments, int place) {
    if (arguments.size() <= place) {
      return Where.ALL;
    }
    CelExpr written = arguments.get(place);
    int before = conversion.inexact().size();
    Expr expr = conversion.convert(written, Scope.of(Place.EVENT_ONLY));
    CelAbstractSyntaxTree tree =
        CelAbstractSyntaxTree.newParsedAst(written, conversion.source().tree().getSource());
    StringBuilder text = new StringBuilder(CelUnparserFactory.newUnparser().unparse(tree));
    List<BigDecimal> inexact = conversion.inexact();
    for (BigDecimal decimal : inexact.subList(before, inexact.size())) {
      text.append('|').append(decimal.stripTrailingZeros());
    }
    return new Where(text.toString(), expr);
  }

  private static Metric metric(String event, @Nullable String property, Where where) {
    StringBuilder key = new StringBuilder(escaped(event));
    if (property != null) {
      key.append("|sum:").append(escaped(property));
    }
    if (where.expr() != null) {
      key.append('|').append(where.text());
    }
    return new Metric(key.toString(), List.of(event), property, where.expr());
  }

  /// Names may hold the bar that parts the key.
  private static String escaped(String name) {
    return name.replace("\\", "\\\\").replace("|", "\\|");
  }

  private Expr inSegment(CelExpr argument) {
    String segment = text(argument, "The key of a segment", "'win-back'");
    if (segment == null) {
      return Conversion.NOTHING;
    }
    return known.segments().contains(segment)
        ? new Expr.InSegment(segment)
        : unknown(argument, "segment", segment, known.segments());
  }

  private Expr memberOf(CelExpr argument) {
    String audience = text(argument, "The key of an audience", "'cart-abandoners'");
    if (audience == null) {
      return Conversion.NOTHING;
    }
    return known.audiences().contains(audience)
        ? new Expr.MemberOf(audience)
        : unknown(argument, "audience", audience, known.audiences());
  }

  private Expr engaged(List<CelExpr> arguments) {
    String channel = text(arguments.get(0), "The channel", "'email'");
    Window window = window(arguments.get(1));
    if (channel == null || window == null) {
      return Conversion.NOTHING;
    }
    return Engagement.on(channel)
        .<Expr>map(metric -> new Expr.Engaged(metric, window))
        .orElseGet(() -> unknown(arguments.getFirst(), "channel", channel, Engagement.channels()));
  }

  private Expr consented(List<CelExpr> arguments) {
    String purpose = text(arguments.get(0), "The purpose", "'marketing'");
    String channel = text(arguments.get(1), "The channel", "'email'");
    if (purpose == null || channel == null) {
      return Conversion.NOTHING;
    }
    return Channels.ALL.contains(channel)
        ? new Expr.Consented(purpose, channel)
        : unknown(arguments.get(1), "channel", channel, Channels.ALL);
  }

  private Expr score(CelExpr argument) {
    String score = text(argument, "The key of a score", "'churn-risk'");
    return score == null ? Conversion.NOTHING : new Expr.Score(score);
  }

  private Expr unknown(CelExpr argument, String what, String key, Collection<String> keys) {
    String otherwise =
        keys.isEmpty()
            ? "There is no %s in the catalog".formatted(what)
            : "There are " + keys.stream().sorted().limit(10).collect(Collectors.joining(", "));
    return conversion.mistake(
        argument,
        "There is no %s '%s'".formatted(what, key),
        Spelling.remedy(key, keys, otherwise));
  }

  private @Nullable Window window(CelExpr argument) {
    String text = text(argument, "The window", "'P30D'");
    if (text == null) {
      return null;
    }
    Window window = WindowText.parse(text).orElse(null);
    if (window == null) {
      conversion.mistake(
          argument,
          "'%s' is no window of one second to a hundred years".formatted(text),
          WindowText.remedy(text));
    }
    return window;
  }

  /// The text that is written there; a mistake and null when it is computed.
  private @Nullable String text(CelExpr argument, String what, String example) {
    if (argument.getKind() == CelExpr.ExprKind.Kind.CONSTANT
        && argument.constant().getKind() == CelConstant.Kind.STRING_VALUE
        && !argument.constant().stringValue().isEmpty()) {
      return argument.constant().stringValue();
    }
    conversion.mistake(
        argument, what + " must be written out", "Write it in quotes, as in " + example);
    return null;
  }
}
