package dev.throughline.codec.json;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Some of the bytes of a larger text in UTF-8, without a copy.
public final class Slice {
  private final byte[] bytes;
  private final int from;
  private final int to;

  public Slice(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  Slice part(int start, int end) {
    return new Slice(bytes, from + start, from + end);
  }

  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  public int length() {
    return to - from;
  }

  /// The byte at a place, from 0 to 255.
  public int at(int place) {
    return bytes[from + place] & 0xff;
  }

  public String text() {
    return text(length());
  }

  /// The text of so many bytes at most.
  String text(int most) {
    return new String(bytes, from, Math.min(length(), most), StandardCharsets.UTF_8);
  }

  /// The same bytes as a stream.
  public InputStream stream() {
    return new ByteArrayInputStream(bytes, from, length());
  }
}
