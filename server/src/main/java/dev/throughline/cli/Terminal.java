package dev.throughline.cli;

import dev.throughline.analytics.WarehouseFailure;
import dev.throughline.log.LogDamaged;
import dev.throughline.registry.RegistryFailed;
import dev.throughline.runtime.StoreFailed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Where a command writes: results to `out`, everything else to `err`.
///
/// @param progress whether a person is watching `err`, so that long work shows how far it is
record Terminal(PrintWriter out, PrintWriter err, boolean progress) {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int DAMAGED = 3;

  /// Says in one line why the command failed.
  int failed(String why) {
    err.println("throughline: " + why);
    return FAILED;
  }

  int failed(Exception failure) {
    if (failure instanceof LogDamaged) {
      failed(
          failure.getMessage()
              + ". Nothing was changed. `throughline repair --data DIR` says what is lost, puts the"
              + " damaged file aside and goes on without it; a backup may have it all.");
      return DAMAGED;
    }
    return failed(inOneLine(failure));
  }

  /// Replaces the line that shows how far long work is; an empty text takes it away.
  void progress(String text) {
    if (progress) {
      err.print("\r\u001b[K" + text);
      err.flush();
    }
  }

  /// The JVM can say whether standard input and output are a terminal, but not standard error; on
  /// Linux the kernel can. Elsewhere there is no progress.
  static boolean showsProgress() {
    try {
      String target = Path.of("/proc/self/fd/2").toRealPath().toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException _) {
      return false;
    }
  }

  static String inOneLine(Throwable failure) {
    Throwable cause =
        failure instanceof UncheckedIOException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    String said =
        cause.getMessage() == null ? "" : cause.getMessage().lines().findFirst().orElse("");
    if (cause instanceof NoSuchFileException) {
      return "there is no " + said;
    }
    if (cause instanceof IOException) {
      return said.isEmpty() ? cause.getClass().getSimpleName() : said;
    }
    if (cause instanceof RegistryFailed && cause.getCause() != null) {
      return "%s: %s".formatted(said, cause.getCause().getMessage());
    }
    if (cause instanceof StoreFailed || cause instanceof WarehouseFailure) {
      return said;
    }
    StackTraceElement[] trace = cause.getStackTrace();
    String where = trace.length == 0 ? "" : " at " + trace[0];
    return "this is a mistake of ours, please report it: %s%s".formatted(cause, where);
  }
}
