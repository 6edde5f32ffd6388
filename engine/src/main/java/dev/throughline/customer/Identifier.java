package dev.throughline.customer;

import java.util.Comparator;

/// One way to recognise a person, normalised: `user_id:u1`, `anonymous_id:a1`, `email:a@b.example`.
public record Identifier(String namespace, String value) implements Comparable<Identifier> {
  public static final String USER = "user_id";
  public static final String ANONYMOUS = "anonymous_id";

  private static final Comparator<Identifier> ORDER =
      Comparator.comparing(Identifier::namespace).thenComparing(Identifier::value);

  public static Identifier user(String id) {
    return new Identifier(USER, id);
  }

  public static Identifier anonymous(String id) {
    return new Identifier(ANONYMOUS, id);
  }

  @Override
  public int compareTo(Identifier other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return namespace + ":" + value;
  }
}
