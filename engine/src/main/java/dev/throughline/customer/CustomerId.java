package dev.throughline.customer;

/// What facts call a person: the `userId` once known, else the `anonymousId`.
public record CustomerId(String value) implements Comparable<CustomerId> {
  public CustomerId {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("A customer id is never empty");
    }
  }

  @Override
  public int compareTo(CustomerId other) {
    return value.compareTo(other.value);
  }
}
