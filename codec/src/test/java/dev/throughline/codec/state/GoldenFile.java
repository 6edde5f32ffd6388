package dev.throughline.codec.state;

import java.util.HexFormat;

/// Prints the bytes of the sample, as the golden file of a new version has them.
final class GoldenFile {
  private static final int LINE = 96;

  private GoldenFile() {}

  public static void main(String[] args) {
    String hex = HexFormat.of().formatHex(CustomerBytes.write(SampleCustomer.rich()));
    for (int i = 0; i < hex.length(); i += LINE) {
      System.out.println(hex.substring(i, Math.min(hex.length(), i + LINE)));
    }
  }
}
