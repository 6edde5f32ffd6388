package dev.throughline.codec.cel;

import dev.throughline.condition.Expr.Call.Function;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Functions and methods of CEL's standard library that conditions have, by their names there.
final class StandardFunctions {
  private static final Map<String, Function> BY_NAME =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("size", Function.SIZE),
              Map.entry("startsWith", Function.STARTS_WITH),
              Map.entry("endsWith", Function.ENDS_WITH),
              Map.entry("contains", Function.CONTAINS),
              Map.entry("int", Function.INT),
              Map.entry("uint", Function.UINT),
              Map.entry("double", Function.DOUBLE),
              Map.entry("string", Function.STRING),
              Map.entry("bool", Function.BOOL),
              Map.entry("timestamp", Function.TIMESTAMP),
              Map.entry("duration", Function.DURATION),
              Map.entry("getFullYear", Function.FULL_YEAR),
              Map.entry("getMonth", Function.MONTH),
              Map.entry("getDate", Function.DATE),
              Map.entry("getDayOfMonth", Function.DAY_OF_MONTH),
              Map.entry("getDayOfWeek", Function.DAY_OF_WEEK),
              Map.entry("getDayOfYear", Function.DAY_OF_YEAR),
              Map.entry("getHours", Function.HOURS),
              Map.entry("getMinutes", Function.MINUTES),
              Map.entry("getSeconds", Function.SECONDS),
              Map.entry("getMilliseconds", Function.MILLISECONDS)));

  private StandardFunctions() {}

  static @Nullable Function named(String name) {
    return BY_NAME.get(name);
  }

  static Set<String> names() {
    return Collections.unmodifiableSet(BY_NAME.keySet());
  }
}
