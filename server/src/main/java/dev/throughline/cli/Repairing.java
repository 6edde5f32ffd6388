package dev.throughline.cli;

import dev.throughline.http.ThroughlineServer;
import dev.throughline.log.Repair;
import dev.throughline.runtime.DataDirectory;
import dev.throughline.runtime.LogRepair;
import java.nio.file.Files;
import java.nio.file.Path;

/// `repair`: a log that has lost entries goes on without them, and everybody is told which.
record Repairing(Terminal terminal, Path data) {
  int run() {
    if (!Files.isDirectory(data.resolve("log"))) {
      return terminal.failed("there is no log in the data directory " + data);
    }
    LogRepair repair;
    try {
      repair = ThroughlineServer.repair(data);
    } catch (DataDirectory.InUse taken) {
      return terminal.failed(String.valueOf(taken.getMessage()));
    }
    Repair.Report report = repair.report();
    if (report.losses().isEmpty() && report.aside().isEmpty()) {
      terminal.out().println("The log is whole: there is nothing to repair.");
      return Terminal.DONE;
    }
    report.losses().forEach(loss -> terminal.out().println(sentence(loss)));
    report
        .aside()
        .forEach(name ->
            terminal.out().println("The file as it was is kept: " + data.resolve("log", name)));
    terminal.out().println(sum(report, repair.applied()));
    return Terminal.DONE;
  }

  private static String sentence(Repair.Loss loss) {
    String entries =
        switch ((int) Math.min(loss.entries(), 2)) {
          case 0 -> "no entry is known to have been in them";
          case 1 -> "entry %d is lost".formatted(loss.first());
          default -> "entries %d to %d are lost".formatted(loss.first(), loss.last());
        };
    return loss.file().isEmpty()
        ? "A file is missing: " + entries + "."
        : "%s: %d bytes from byte %d on cannot be read: %s."
            .formatted(loss.file(), loss.bytes(), loss.offset(), entries);
  }

  private static String sum(Repair.Report report, long applied) {
    long lost = 0;
    long missing = 0;
    for (Repair.Loss loss : report.losses()) {
      lost += loss.entries();
      missing += Math.max(0, loss.last() - Math.max(applied, loss.first() - 1));
    }
    if (missing == 0) {
      return "Entries lost: %d. All had been applied, so nothing is missing but the record."
          .formatted(lost);
    }
    return ("Entries lost: %d. Of these %d had been applied: what followed from them is still known."
            + " People are as if the other %d had never come. Messages that may have left by then"
            + " are listed as unknown and are not sent again.")
        .formatted(lost, lost - missing, missing);
  }
}
