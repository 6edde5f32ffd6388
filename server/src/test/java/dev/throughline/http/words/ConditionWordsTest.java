package dev.throughline.http.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.cel.Conditions;
import dev.throughline.codec.cel.Conditions.Compiled;
import dev.throughline.codec.cel.Conditions.Known;
import dev.throughline.codec.cel.Conditions.Place;
import dev.throughline.http.words.ConditionWords.Kind;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionWordsTest {
  private static final Named NAMED = (_, key) -> key.equals("staff") ? "Our staff" : key;

  private static ConditionWords words(String cel) {
    Compiled compiled =
        Conditions.compile(cel, Place.PERSON, new Known(Set.of("staff"), Set.of("lookalikes")));
    if (compiled instanceof Compiled.Ok(var condition)) {
      return ConditionWords.of(condition, NAMED);
    }
    throw new AssertionError(compiled.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          profile.country in ['DE', 'FR']          | country is one of “DE” or “FR”
          profile.ltv_tier == 'gold'               | ltv tier is “gold”
          profile.age >= 18                        | age is at least 18
          profile.vip == null                      | vip is not known
          in_segment('staff')                      | is in Our staff
          !in_segment('staff')                     | is not in Our staff
          did('Order Completed', 'P90D')           | Order Completed in the last 90 days
          !did('Order Completed', 'PT2H')          | no Order Completed in the last 2 hours
          count('Viewed', 'P30D') == 0             | no Viewed in the last 30 days
          count('Viewed', 'ever') >= 2             | Viewed at least twice ever
          count('Viewed', 'P7D') > 0               | Viewed at least once in the last 7 days
          count('Viewed', 'P1M') <= 3              | Viewed at most 3 times in the last 1 month
          sum('Order Completed', 'total', 'ever') > 200.0 | the sum of total over Order Completed ever is more than 200
          days_since('Order Completed') > 30       | the days since the last Order Completed is more than 30
          engaged('sms', 'P60D')                   | SMS Link Clicked or SMS Replied in the last 60 days
          consented('marketing', 'sms')            | may be sent marketing by SMS
          member_of('lookalikes')                  | is in the audience lookalikes
          profile.email.endsWith('@x.example')     | email ends with “@x.example”
          has(profile.plan)                        | there is plan
          profile.address.country == 'DE'          | address country is “DE”
          """)
  void aTestIsSaidAsPeopleSayIt(String cel, String words) {
    assertThat(words(cel).words()).isEqualTo(words);
    assertThat(words(cel).kind()).isEqualTo(Kind.TEST);
  }

  @Test
  void whatIsJoinedIsATree() {
    ConditionWords words =
        words("profile.a == 1 && (profile.b == 2 || profile.c == 3) && !(profile.d == 4)");
    assertThat(words.kind()).isEqualTo(Kind.ALL);
    assertThat(words.words()).isEqualTo("a is 1, (b is 2 or c is 3) and it is not so that d is 4");
    assertThat(words.parts())
        .extracting(ConditionWords::kind)
        .containsExactly(Kind.TEST, Kind.ANY, Kind.NOT);
  }
}
