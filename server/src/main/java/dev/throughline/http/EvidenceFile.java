package dev.throughline.http;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/// Evidence of consent as a file to hand over.
enum EvidenceFile {
  CSV("text/csv") {
    @Override
    void begin(Writer file) {
      rows(file).writeRecord(HEADER);
    }

    @Override
    void write(Evidence evidence, Writer file) {
      CsvWriter rows = rows(file);
      Fields all = evidence.whole();
      evidence
          .said()
          .forEach(said -> {
            String granted = said.granted() ? "granted" : "withdrawn";
            rows.writeRecord(
                HEADER.stream()
                    .map(column ->
                        switch (column) {
                          case "purpose" -> said.topic().purpose();
                          case "channel" -> said.topic().channel();
                          case "decision" -> granted;
                          default ->
                              all.get(column) instanceof Value.Int(long n)
                                  ? Long.toString(n)
                                  : all.text(column);
                        })
                    .map(EvidenceFile::harmless)
                    .toList());
          });
    }
  },
  NDJSON("application/x-ndjson") {
    @Override
    void begin(Writer file) {
      // It has no header.
    }

    @Override
    void write(Evidence evidence, Writer file) {
      try {
        file.write(JsonValues.write(evidence.whole()));
        file.write('\n');
      } catch (IOException gone) {
        throw new UncheckedIOException(gone);
      }
    }
  };

  private static final List<String> HEADER =
      List.of(
          "decidedAt",
          "receivedAt",
          "purpose",
          "channel",
          "decision",
          "jurisdiction",
          "source",
          "library",
          "text",
          "textVersion",
          "ip",
          "forwardedFor",
          "userAgent",
          "messageId",
          "entry",
          "sha256",
          "line");

  final String type;

  EvidenceFile(String type) {
    this.type = type;
  }

  abstract void begin(Writer file);

  abstract void write(Evidence evidence, Writer file);

  /// Unbuffered, for the file underneath has a buffer and outlives it.
  private static CsvWriter rows(Writer file) {
    return CsvWriter.builder().bufferSize(0).build(file);
  }

  /// A spreadsheet would run as a formula what a stranger's program calls itself.
  private static String harmless(String cell) {
    return cell.isEmpty() || "=+-@\t\r".indexOf(cell.charAt(0)) < 0 ? cell : "'" + cell;
  }
}
