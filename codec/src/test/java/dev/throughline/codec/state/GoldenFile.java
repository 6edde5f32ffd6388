package dev.throughline.codec.state;

import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/// Prints the bytes of a sample, as the golden file of a new version has them: of facts if told so,
/// else of a customer.
final class GoldenFile {
  private static final int LINE = 96;

  private GoldenFile() {}

  public static void main(String[] args) {
    byte[] bytes =
        List.of(args).contains("facts")
            ? FactBytes.write(SampleFacts.every(new SplittableRandom(1)))
            : CustomerBytes.write(SampleCustomer.rich());
    String hex = HexFormat.of().formatHex(bytes);
    for (int i = 0; i < hex.length(); i += LINE) {
      System.out.println(hex.substring(i, Math.min(hex.length(), i + LINE)));
    }
  }
}
