package dev.throughline.attribution;

import java.util.Arrays;
import java.util.Optional;

/// The rules by which the touches of one conversion share its credit.
public enum Model {
  FIRST("first"),
  LAST("last"),
  LINEAR("linear"),
  /// 40% to the first and to the last touch, 20% shared by those between.
  POSITION("position"),
  /// Half the weight for every half-life that a touch is older.
  TIME_DECAY("time-decay");

  private final String key;

  Model(String key) {
    this.key = key;
  }

  public String key() {
    return key;
  }

  public static Optional<Model> of(String key) {
    return Arrays.stream(values()).filter(model -> model.key.equals(key)).findFirst();
  }
}
