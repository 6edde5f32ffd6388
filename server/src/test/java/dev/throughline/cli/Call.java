package dev.throughline.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/// One call of the command line: what it said and how it ended.
record Call(int status, String out, String err) {
  static Call of(Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false);
    String[] words = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      words[i] = args[i].toString();
    }
    int status = Main.run(terminal, words);
    return new Call(status, out.toString(), err.toString());
  }

  List<String> outLines() {
    return out.lines().toList();
  }

  List<String> errLines() {
    return err.lines().toList();
  }
}
