package dev.throughline.codec.json;

/// Why a text was not accepted, on its way out of the recursion that found it. Never leaves this
/// package: the public methods answer with values.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final String code;
  final String remedy;

  Refusal(String code, String message, String remedy) {
    super(message, null, false, false);
    this.code = code;
    this.remedy = remedy;
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
