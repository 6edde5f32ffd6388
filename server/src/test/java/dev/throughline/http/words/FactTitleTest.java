package dev.throughline.http.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.throughline.codec.json.JsonValues;
import dev.throughline.codec.json.JsonValues.Parsed;
import dev.throughline.event.Value.Fields;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactTitleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"kind":"message.decided","journey":"cart","step":"remind","channel":"email","outcome":"sent"} | Sent the e-mail “remind” of Cart recovery
          {"kind":"message.decided","journey":"cart","step":"nudge","outcome":"dropped"} | Did not send the message “nudge” of Cart recovery
          {"kind":"journey.step","journey":"cart","step":"opened"} | Came to “opened” in Cart recovery
          {"kind":"conversion","conversion":"order","value":149.9,"currency":"EUR"} | Order for 149.90 EUR
          {"kind":"conversion","conversion":"order","value":1200,"currency":"JPY"} | Order for 1200 JPY
          {"kind":"refund","conversion":"order","value":10.125,"currency":"EUR"} | Order refunded: 10.125 EUR
          """)
  void aFactIsOneSentence(String line, String title) {
    Map<String, String> names = Map.of("cart", "Cart recovery", "order", "Order");
    Named named = (_, key) -> names.getOrDefault(key, key);
    assertThat(FactTitle.of(fields(line), named)).isEqualTo(title);
  }

  private static Fields fields(String line) {
    return JsonValues.parse(line) instanceof Parsed.Ok(Fields fields)
        ? fields
        : fail("No object: " + line);
  }
}
