package dev.throughline.log;

import java.util.regex.Pattern;

/// One file of the log: it holds the entries from a number on, up to the next file's.
record Segment(long first, int mark) {
  private static final Pattern NAME = Pattern.compile("\\d{19}\\.log");

  /// The order of the names is the order of the entries.
  String name() {
    return "%019d.log".formatted(first);
  }

  static boolean isName(String file) {
    return NAME.matcher(file).matches();
  }

  static long firstOf(String name) {
    return Long.parseLong(name.substring(0, name.length() - ".log".length()));
  }
}
