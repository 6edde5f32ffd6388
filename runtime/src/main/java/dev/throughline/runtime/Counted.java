package dev.throughline.runtime;

/// How many of the commands that were submitted together counted, and how many were duplicates.
/// True once the last of them has been applied; see `EmbeddedRuntime.applied`.
///
/// What an import brought before it was cut off is no duplicate when the same import brings it
/// again: its events name it as `context.import_run`.
public final class Counted {
  /// The name in an event's `context` under which an import says which one it is.
  public static final String RUN = "import_run";

  private long taken;
  private long duplicates;

  /// One more has been applied.
  public void add(Sighting sighting) {
    switch (sighting) {
      case FIRST, RESUMED -> taken++;
      case AGAIN -> duplicates++;
    }
  }

  public long taken() {
    return taken;
  }

  public long duplicates() {
    return duplicates;
  }

  /// A command on its way to the state machine, which counts it.
  record Item(Command command, Counted counted) {}
}
