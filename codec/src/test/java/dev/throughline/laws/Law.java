package dev.throughline.laws;

import java.util.List;

/// Something that holds for every case. A broken one is shrunk to the smallest case that still
/// breaks it, and told with it.
@FunctionalInterface
interface Law {
  /// Throws an `AssertionError` where the case breaks the law.
  void check(Case each);

  /// Checks the law; a failure shows the smallest case, to be kept under
  /// `src/test/resources/laws/NAME.case`.
  default void holdsFor(Case whole) {
    Throwable broken = broken(whole);
    if (broken == null) {
      return;
    }
    Case smallest = Shrinking.smallest(whole, each -> isBrokenAlike(each, broken));
    Throwable told = broken(smallest);
    throw new AssertionError(
        "%s%n%n%s".formatted(told == null ? broken : told.toString(), smallest),
        told == null ? broken : told);
  }

  /// A law broken by other words is another failure, unless both are failed assertions.
  private boolean isBrokenAlike(Case each, Throwable first) {
    Throwable now = broken(each);
    return now != null && now.getClass().equals(first.getClass());
  }

  /// Why the case breaks the law; null where it holds. An engine that throws breaks every law.
  private @org.jspecify.annotations.Nullable Throwable broken(Case each) {
    try {
      check(each);
      return null;
    } catch (AssertionError | RuntimeException failure) {
      return failure;
    }
  }

  /// All of several laws.
  static Law all(List<Law> laws) {
    return each -> laws.forEach(law -> law.check(each));
  }
}
