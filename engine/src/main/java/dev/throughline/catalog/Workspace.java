package dev.throughline.catalog;

import dev.throughline.event.CalendarSpan;
import dev.throughline.governance.ConsentRules;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// The settings of one workspace.
///
/// @param locale BCP 47, the content used where a person has none
/// @param maxLateness later events are counted but move no journey (rule T2)
/// @param holdoutBasisPoints global holdout, in hundredths of a percent
/// @param salt of every hash that assigns an arm (rule H1)
public record Workspace(
    ZoneId zone,
    String currency,
    String locale,
    ConsentRules consent,
    CalendarSpan maxLateness,
    int holdoutBasisPoints,
    String salt) {
  public static final Workspace DEFAULT =
      new Workspace(
          ZoneOffset.UTC,
          "USD",
          "en",
          ConsentRules.STANDARD,
          CalendarSpan.of("P1D"),
          0,
          "throughline");
}
