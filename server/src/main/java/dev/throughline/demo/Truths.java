package dev.throughline.demo;

/// What is true in this world and hidden from the product: what each message really causes, and
/// when people have had enough.
final class Truths {
  /// Truth 5: from the message after these on within a week, people complain.
  static final int BEARABLE_A_WEEK = 5;

  static final double COMPLAINS = 0.0006;
  static final double COMPLAINS_OF_MORE = 0.012;
  static final double UNSUBSCRIBES = 0.0015;
  static final double UNSUBSCRIBES_OF_MORE = 0.012;

  /// Truth 2: of the visits within some days after the letter, so many begin by a click in it. They
  /// would have been paid without it as well.
  static final double COMES_BY_THE_LETTER = 0.3;

  /// Truth 9.
  static final double LATE = 0.003;

  static final double TWICE = 0.005;
  static final double WRONG_CLOCK = 0.004;

  private Truths() {}

  /// How many orders a delivered message causes that would not have been: truth 1 says two in a
  /// hundred people who left a cart, of whom some would have come back anyway and some get nothing.
  static double causes(String journey, String step) {
    return switch (journey + "/" + step) {
      case "cart-recovery/remind" -> 0.0225;
      case "welcome/hello" -> 0.012;
      case "browse/show" -> 0.003;
      case "replenishment/remind" -> 0.05;
      case "win-back/ask" -> 0.01;
      default -> 0;
    };
  }

  /// How many reviews it causes.
  static double reviews(String journey) {
    return journey.equals("review") ? 0.09 : 0;
  }
}
