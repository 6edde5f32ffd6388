package dev.throughline.codec.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.event.Value;
import dev.throughline.event.Value.Decimal;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Int;
import dev.throughline.event.Value.Text;
import dev.throughline.testkit.Seeds;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JsonValuesTest {
  @Test
  void aWholeNumberWithin64BitsIsAnInt() {
    assertThat(ok("9223372036854775807")).isEqualTo(new Int(Long.MAX_VALUE));
    assertThat(ok("-9223372036854775808")).isEqualTo(new Int(Long.MIN_VALUE));
    assertThat(ok("-0")).isEqualTo(new Int(0));
  }

  @Test
  void everyOtherNumberIsADecimalDigitForDigit() {
    assertThat(ok("9223372036854775808")).isEqualTo(decimal("9223372036854775808"));
    assertThat(ok("12.00")).isEqualTo(decimal("12.00"));
    assertThat(ok("0.1")).isEqualTo(decimal("0.1"));
    assertThat(ok("1e400")).isEqualTo(decimal("1e400"));
    assertThat(ok("0.30000000000000004441")).isEqualTo(decimal("0.30000000000000004441"));
  }

  @Test
  void aNumberThatWouldFillTheMemoryIsRefused() {
    assertThat(wrong("1e999999999")).isEqualTo("number_too_long");
    assertThat(wrong("1e99999999999999999999")).isEqualTo("number_too_long");
    assertThat(wrong("1".repeat(65))).isEqualTo("number_too_long");
    assertThat(ok("1".repeat(64))).isEqualTo(decimal("1".repeat(64)));
  }

  @Test
  void nestingAndNamesAreLimited() {
    assertThat(ok("[".repeat(32) + "]".repeat(32))).isInstanceOf(Value.Items.class);
    assertThat(wrong("[".repeat(33) + "]".repeat(33))).isEqualTo("too_deep");
    assertThat(wrong("[".repeat(100_000))).isEqualTo("too_deep");
    assertThat(ok(names(1_000))).isInstanceOf(Fields.class);
    assertThat(wrong(names(1_001))).isEqualTo("too_many_keys");
  }

  @Test
  void aNameThatAppearsTwiceIsAMistake() {
    assertThat(wrong("{\"a\":1,\"b\":{\"x\":1,\"x\":2}}")).isEqualTo("duplicate_key");
  }

  @Test
  void whatIsNotStrictlyJsonIsRefused() {
    for (String text :
        new String[] {
          "",
          " ",
          "{",
          "{\"a\":1}}",
          "{\"a\":1} x",
          "{a:1}",
          "{'a':1}",
          "NaN",
          "[1,]",
          "01",
          "+1",
          ".5",
          "1.",
          "\"\t\"",
          "tru",
          "{\"a\":1,}",
          "//x"
        }) {
      assertThat(wrong(text)).as(text).isEqualTo("invalid_json");
    }
  }

  @Test
  void halfASurrogatePairBecomesTheReplacementCharacter() {
    assertThat(ok("\"a\\ud83db\"")).isEqualTo(new Text("a\uFFFDb"));
    assertThat(ok("\"\\ud83d\\ude00\"")).isEqualTo(new Text("😀"));
  }

  @Test
  void decimalsAreWrittenPlainlyWhereThatIsExact() {
    assertThat(JsonValues.write(decimal("0.0000001"))).isEqualTo("0.0000001");
    assertThat(JsonValues.write(decimal("12.00"))).isEqualTo("12.00");
    assertThat(JsonValues.write(decimal("1E+400"))).isEqualTo("1E+400");
  }

  @Seeds(500)
  void whatIsWrittenIsReadAsTheSame(long seed, SplittableRandom random) {
    Value value = Samples.value(random, 4);
    String json = JsonValues.write(value);
    assertThat(ok(json)).as(json).isEqualTo(value);
    assertThat(JsonValues.write(ok(json))).isEqualTo(json);
  }

  @Seeds(500)
  void damagedTextIsAValueAndNeverAnException(long seed, SplittableRandom random) {
    StringBuilder json = new StringBuilder(JsonValues.write(Samples.value(random, 4)));
    for (int i = 0; i < 3; i++) {
      int place = random.nextInt(json.length() + 1);
      json.insert(place, "{}[]\",:\\u0e9-x".charAt(random.nextInt(14)));
    }
    assertThat(JsonValues.parse(json.toString())).isNotNull();
  }

  private static Value decimal(String text) {
    return new Decimal(new BigDecimal(text));
  }

  private static String names(int count) {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < count; i++) {
      json.append(i == 0 ? "" : ",").append("\"n").append(i).append("\":1");
    }
    return json.append('}').toString();
  }

  private static Value ok(String json) {
    return switch (JsonValues.parse(json)) {
      case JsonValues.Parsed.Ok(Value value) -> value;
      case JsonValues.Parsed.Wrong wrong -> throw new AssertionError(wrong);
    };
  }

  private static String wrong(String json) {
    return switch (JsonValues.parse(json)) {
      case JsonValues.Parsed.Ok(Value value) -> throw new AssertionError("Read as " + value);
      case JsonValues.Parsed.Wrong(String code, _, _) -> code;
    };
  }
}
