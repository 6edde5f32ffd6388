package dev.throughline.codec.cel;

import static dev.cel.common.CelFunctionDecl.newFunctionDeclaration;
import static dev.cel.common.CelOverloadDecl.newGlobalOverload;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// CEL with the variables and functions of contract section 3. Every variable is declared; which of
/// them a place allows is checked later, to say it in better words.
final class Language {
  /// How deep a condition may be nested, and of how many parts it may consist.
  static final int MAX_DEPTH = 100;

  static final int MAX_NODES = 4_000;

  private static final CelType BOOL = SimpleType.BOOL;
  private static final CelType INT = SimpleType.INT;
  private static final CelType DOUBLE = SimpleType.DOUBLE;
  private static final CelType STRING = SimpleType.STRING;
  private static final CelType DYN = SimpleType.DYN;

  /// The functions that are ours; where they stand they look at a person.
  static final List<CelFunctionDecl> FUNCTIONS =
      List.of(
          function("in_segment", BOOL, List.of(STRING)),
          function("did", BOOL, List.of(STRING, STRING), List.of(STRING, STRING, BOOL)),
          function("count", INT, List.of(STRING, STRING), List.of(STRING, STRING, BOOL)),
          function(
              "sum", DYN, List.of(STRING, STRING, STRING), List.of(STRING, STRING, STRING, BOOL)),
          function("first", DYN, List.of(STRING)),
          function("last", DYN, List.of(STRING)),
          function("days_since", DYN, List.of(STRING)),
          function("engaged", BOOL, List.of(STRING, STRING)),
          function("score", DYN, List.of(STRING)),
          function("best_channel", STRING, List.of()),
          function("consented", BOOL, List.of(STRING, STRING)),
          function("member_of", BOOL, List.of(STRING)),
          function("credit", DYN, List.of(STRING), List.of(STRING, STRING)),
          function("lift", DYN, List.of(STRING), List.of(STRING, STRING)),
          function("session", ListType.create(DYN), List.of()),
          function("local_time", STRING, List.of()));

  static final Set<String> VARIABLES =
      Set.of("profile", "account", "event", "entry", "instance", "now");

  private static final CelCompiler COMPILER =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setOptions(
              CelOptions.current()
                  .enableHeterogeneousNumericComparisons(true)
                  .populateMacroCalls(true)
                  .maxExpressionCodePointSize(Conditions.MAX_LENGTH)
                  .maxParseRecursionDepth(MAX_DEPTH)
                  .maxParseExpressionNodeCount(MAX_NODES)
                  .build())
          .setStandardMacros(
              CelStandardMacro.HAS,
              CelStandardMacro.ALL,
              CelStandardMacro.EXISTS,
              CelStandardMacro.EXISTS_ONE,
              CelStandardMacro.MAP,
              CelStandardMacro.MAP_FILTER,
              CelStandardMacro.FILTER)
          .addVar("profile", DYN)
          .addVar("account", DYN)
          .addVar("event", DYN)
          .addVar("entry", DYN)
          .addVar("instance", DYN)
          .addVar("now", SimpleType.TIMESTAMP)
          .addFunctionDeclarations(FUNCTIONS)
          .addFunctionDeclarations(numbersByValue())
          .build();

  private Language() {}

  static CelValidationResult check(String text) {
    return COMPILER.compile(text);
  }

  @SafeVarargs
  private static CelFunctionDecl function(
      String name, CelType result, List<CelType>... parameters) {
    List<CelOverloadDecl> overloads = new ArrayList<>();
    for (List<CelType> types : parameters) {
      overloads.add(newGlobalOverload(name + "_" + types.size(), result, types));
    }
    return newFunctionDeclaration(name, overloads);
  }

  /// Numbers meet by value whatever their form: `2 * 1.5`, `5 == 5.0`, `1 in [1.0]`.
  private static List<CelFunctionDecl> numbersByValue() {
    List<CelFunctionDecl> functions = new ArrayList<>();
    for (String operator : List.of("_+_", "_-_", "_*_", "_/_")) {
      functions.add(mixed(operator, DOUBLE, INT, DOUBLE, DOUBLE, INT));
    }
    for (String operator : List.of("_==_", "_!=_")) {
      functions.add(mixed(operator, BOOL, INT, DOUBLE, DOUBLE, INT));
      functions.add(withNull(operator));
    }
    functions.add(mixed("@in", BOOL, INT, ListType.create(DOUBLE), DOUBLE, ListType.create(INT)));
    functions.add(
        newFunctionDeclaration(
            "_%_",
            newGlobalOverload("modulo_double", DOUBLE, DOUBLE, DOUBLE),
            newGlobalOverload("modulo_int_double", DOUBLE, INT, DOUBLE),
            newGlobalOverload("modulo_double_int", DOUBLE, DOUBLE, INT)));
    return functions;
  }

  /// What is made of a missing value is missing too, whatever its type; times already allow it.
  private static CelFunctionDecl withNull(String operator) {
    List<CelOverloadDecl> overloads = new ArrayList<>();
    for (CelType type : List.of(BOOL, INT, DOUBLE, STRING)) {
      String id = operator + "_" + type.name();
      overloads.add(newGlobalOverload(id + "_null", BOOL, type, SimpleType.NULL_TYPE));
      overloads.add(newGlobalOverload("null_" + id, BOOL, SimpleType.NULL_TYPE, type));
    }
    return newFunctionDeclaration(operator, overloads);
  }

  private static CelFunctionDecl mixed(
      String operator, CelType result, CelType a, CelType b, CelType c, CelType d) {
    return newFunctionDeclaration(
        operator,
        newGlobalOverload(operator + "_int_double", result, a, b),
        newGlobalOverload(operator + "_double_int", result, c, d));
  }
}
