package dev.throughline.codec.document;

import java.util.Comparator;

/// One mistake in a catalog document, with where it is and how to mend it.
///
/// @param file relative to the catalog's directory, with `/`
/// @param line of the file, from 1; 0 where the problem has no line
/// @param document `kind/key`; empty where it is not known
/// @param pointer JSON pointer of the value within the document
/// @param code stable, for machines
/// @param message a sentence for a marketer
/// @param remedy what to do about it
public record Problem(
    String file,
    int line,
    String document,
    String pointer,
    Severity severity,
    String code,
    String message,
    String remedy) {

  /// By place: as one reads the files from top to bottom.
  public static final Comparator<Problem> BY_PLACE =
      Comparator.comparing(Problem::file)
          .thenComparingInt(Problem::line)
          .thenComparing(Problem::pointer)
          .thenComparing(Problem::severity)
          .thenComparing(Problem::code)
          .thenComparing(Problem::message);
}
