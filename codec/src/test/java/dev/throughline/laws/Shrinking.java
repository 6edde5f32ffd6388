package dev.throughline.laws;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Delta debugging: takes away lines, then documents, then lines of documents, as long as what
/// remains still fails.
final class Shrinking {
  /// A shrink never takes longer than so many runs.
  private static final int MAX_RUNS = 4_000;

  private final Predicate<Case> fails;
  private int runs;

  private Shrinking(Predicate<Case> fails) {
    this.fails = fails;
  }

  static Case smallest(Case failing, Predicate<Case> fails) {
    Shrinking shrinking = new Shrinking(fails);
    Case before;
    Case now = failing;
    do {
      before = now;
      now = shrinking.fewerLines(now);
      now = shrinking.fewerDocuments(now);
      now = shrinking.shorterDocuments(now);
    } while (!now.equals(before) && shrinking.runs < MAX_RUNS);
    return now;
  }

  private Case fewerLines(Case failing) {
    return failing.withLines(fewer(failing.lines(), lines -> failing.withLines(lines)));
  }

  private Case fewerDocuments(Case failing) {
    return failing.withDocuments(
        fewer(failing.documents(), documents -> failing.withDocuments(documents)));
  }

  private Case shorterDocuments(Case failing) {
    Case now = failing;
    for (int i = 0; i < now.documents().size(); i++) {
      int place = i;
      Case whole = now;
      List<String> lines = List.of(now.documents().get(i).split("(?<=\n)"));
      String shorter =
          String.join("", fewer(lines, some -> withDocument(whole, place, String.join("", some))));
      now = withDocument(whole, place, shorter);
    }
    return now;
  }

  private static Case withDocument(Case whole, int place, String document) {
    List<String> documents = new ArrayList<>(whole.documents());
    documents.set(place, document);
    return whole.withDocuments(documents);
  }

  /// Takes away ever smaller parts of `items` while the case made of the rest still fails.
  private List<String> fewer(
      List<String> items, java.util.function.Function<List<String>, Case> made) {
    List<String> now = items;
    for (int part = Math.max(1, now.size() / 2); part >= 1; part /= 2) {
      for (int start = 0; start < now.size(); ) {
        List<String> rest = new ArrayList<>(now.subList(0, start));
        rest.addAll(now.subList(Math.min(now.size(), start + part), now.size()));
        if (stillFails(made.apply(rest))) {
          now = rest;
        } else {
          start += part;
        }
      }
    }
    return now;
  }

  private boolean stillFails(Case each) {
    return runs < MAX_RUNS && isSound(each) && runs++ < MAX_RUNS && fails.test(each);
  }

  private static boolean isSound(Case each) {
    return !each.documents().isEmpty() && each.isSound();
  }
}
