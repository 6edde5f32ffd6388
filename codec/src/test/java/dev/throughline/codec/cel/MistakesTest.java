package dev.throughline.codec.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.cel.Conditions.Compiled;
import dev.throughline.codec.cel.Conditions.Mistake;
import dev.throughline.codec.cel.Conditions.Place;
import dev.throughline.condition.Person;
import dev.throughline.testkit.Seeds;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MistakesTest {
  private static Mistake only(String text, Place place) {
    List<Mistake> mistakes = Cel.mistakes(text, place);
    assertThat(mistakes).as(text).hasSize(1);
    return mistakes.getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "profil.plan == 'pro'                 | 1:1  | no variable 'profil'     | Did you mean 'profile'?",
        "true && in_segmnt('win-back')        | 1:9  | no function 'in_segmnt'  | Did you mean 'in_segment'?",
        "in_segment('winback')                | 1:12 | no segment 'winback'     | Did you mean 'win-back'?",
        "member_of('cart-abandoner')          | 1:11 | no audience              | Did you mean 'cart-abandoners'?",
        "did('A', '30d')                      | 1:10 | no window                | Did you mean 'P30D'?",
        "did('A', 'last 24 hours')            | 1:10 | no window                | Did you mean 'PT24H'?",
        "did('A', '-P1D')                     | 1:10 | no window                | Did you mean",
        "did('A', 'P99999Y')                  | 1:10 | no window                | Did you mean",
        "did(profile.plan, 'P1D')             | 1:5  | must be written out      | in quotes",
        "did('A')                             | 1:1  | did(…) does not take     | did(text, text)",
        "engaged('fax', 'P1D')                | 1:9  | no channel 'fax'         | There are email",
        "consented('marketing', 'emial')      | 1:24 | no channel 'emial'       | Did you mean 'email'?",
        "event.properties.total > 5           | 1:1  | no 'event'               | did(",
        "entry.properties.total > 5           | 1:1  | no 'entry'               | inside a journey",
        "profile.plan = 'pro'                 | 1:14 | cannot be read           | ==",
        "profile.a and profile.b              | 1:11 | cannot be read           | &&",
        "profile.plan == 'pro                 | 1:17 | cannot be read           | quotes",
        "profile.plan ==                      | 1:16 | ends too early           | Check",
        "1 + 'a' == 2                         | 1:3  | '+' does not work        | one type",
        "now > '2026-01-01'                   | 1:5  | '>' does not work        | timestamp(",
        "timestamp('tomorrow') > now          | 1:11 | no date                  | 2026-01-31",
        "duration('soon') > duration('1h')    | 1:10 | no duration              | PT24H",
        "now.getHours('Europe/Berlinn') > 1   | 1:14 | no zone                  | Europe/Berlin",
        "profile.a.matches(profile.b)         | 1:19 | must be written out      | matches(",
        "profile.a.matches('(')               | 1:19 | no pattern               | RE2",
        "profile.a.matches('(a{900}){900}')   | 1:19 | no pattern               | RE2",
        "credit('cart-recovery') > 1          | 1:1  | not available yet        | Leave it out",
        "lift('cart-recovery') > 1.0          | 1:1  | not available yet        | Leave it out",
        "best_channel() == 'email'            | 1:1  | not available yet        | Leave it out",
        "type(profile.a) == profile.b         | 1:1  | 'type' is not part       | functions are",
        "last('A').propertys.x == 1           | 1:11 | has no 'propertys'       | Did you mean 'properties'?",
        "last('A').total == 1                 | 1:11 | has no 'total'           | event.properties.total",
        "did('A', 'P1D', profile.a == 1)      | 1:17 | no 'profile'             | Only event",
        "did('A', 'P1D', did('B', 'P1D'))     | 1:17 | only the event           | Only event",
        "count('A', 'P1D')                    | 1:1  | gives number             | Compare",
        "'x'                                  | 1:1  | gives text               | Compare",
        "''                                   | 1:1  | gives text               | Compare",
        "99999999999999999999 > 1             | 1:1  | cannot be read           | with a point",
        "has(profile)                         | 1:4  | cannot be read           | has(profile.plan)",
      })
  void aMistakeSaysWhereItIsAndWhatToDo(String text, String place, String message, String remedy) {
    Mistake mistake = only(text, Place.PERSON);
    assertThat(mistake.message()).contains(message);
    assertThat(mistake.remedy()).contains(remedy);
    assertThat(mistake.line() + ":" + mistake.column()).as(mistake.message()).isEqualTo(place);
  }

  @Test
  void linesAreCountedAndEveryMistakeIsTold() {
    List<Mistake> mistakes =
        Cel.mistakes("in_segment('nope')\n  && event.x == 1\n  && did('A', 'soon')", Place.PERSON);
    assertThat(mistakes)
        .extracting(mistake -> mistake.line() + ":" + mistake.column())
        .containsExactly("1:12", "2:6", "3:15");
  }

  @ParameterizedTest
  @CsvSource({
    "PERSON,         false, false, true",
    "EVENT,          true,  false, true",
    "INSTANCE,       false, true,  true",
    "INSTANCE_EVENT, true,  true,  true",
    "EVENT_ONLY,     true,  false, false",
  })
  void aPlaceHasItsOwnVariables(Place place, boolean event, boolean entry, boolean person) {
    assertThat(Cel.mistakes("event.properties.x == 1", place).isEmpty()).isEqualTo(event);
    assertThat(Cel.mistakes("entry.properties.x == instance", place).isEmpty()).isEqualTo(entry);
    assertThat(Cel.mistakes("profile.x == account.x || now > profile.y", place).isEmpty())
        .isEqualTo(person);
    assertThat(Cel.mistakes("did('A', 'P1D', event.properties.x == 1)", place).isEmpty())
        .isEqualTo(person);
  }

  @Test
  void anEmptyConditionIsAMistake() {
    assertThat(only(" \n", Place.PERSON).message()).contains("no condition");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        ")",
        "[",
        "{",
        "}",
        "\u0000",
        "\uD800",
        "'\\u{110000}'",
        "\\",
        "`",
        "profile.`a`b",
        "profile.?x == 1",
        "b'abc' == b'abc'",
        "google.protobuf.Timestamp{seconds: 1} < now",
        "profile.x.all(1, true)",
        "profile.x.all(y)",
        "in_segment('')",
        "..",
        "@result",
        "a.b.c()",
        "__proto__",
        "profile.x.map(x, y, z, w)",
        "cel.bind(x, 1, x)",
        "1 ? 2",
        "0x",
        "1e",
        "1.e5",
        "did('A', 'P1D', [1].exists(x, x == y))",
        "[1].exists(x, did('A', 'P1D', x == 1))"
      })
  void hostileTextIsAMistakeAndNothingElse(String text) {
    assertThat(Cel.mistakes(text, Place.PERSON)).as(text).isNotEmpty();
  }

  @Test
  @Timeout(600)
  void textThatIsTooLongOrTooDeepIsRefusedSoon() {
    List<String> giants =
        List.of(
            "(".repeat(3000) + "1" + ")".repeat(3000),
            "true" + " && true".repeat(2000),
            "1" + "+1".repeat(3900) + " > 1",
            "[".repeat(3900) + "]".repeat(3900),
            "profile" + ".a".repeat(3900),
            "profile.a" + ".map(x,x)".repeat(800),
            "true?".repeat(1500) + "true" + ":true".repeat(1500),
            "'" + "x".repeat(1_000_000) + "' == 'x'");
    for (String giant : giants) {
      assertThat(Cel.mistakes(giant, Place.PERSON)).as(giant.substring(0, 10)).isNotEmpty();
    }
  }

  private static final List<String> TOKENS =
      List.of(
          "profile",
          "event",
          "now",
          "instance",
          ".",
          ".a",
          "['a']",
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          ",",
          ":",
          "?",
          "==",
          "<",
          ">=",
          "&&",
          "||",
          "!",
          "-",
          "+",
          "*",
          "/",
          "%",
          " in ",
          "1",
          "2.50",
          "1e9",
          "'x'",
          "'P1D'",
          "null",
          "true",
          "did",
          "did('A','P1D')",
          "count(",
          "sum('A','n','ever')",
          "session()",
          "last('A')",
          ".at",
          ".exists(x,x==1)",
          ".map(y,y)",
          "timestamp(",
          "duration('1h')",
          "string(",
          "size(",
          "int(",
          ".matches('a+')",
          "local_time()",
          ".getHours()",
          "has(",
          "profile.a",
          "event.properties.b",
          "x",
          "\n",
          " ");

  @Seeds(400)
  void noTextMakesTheCompilerOrTheEngineFail(long seed, SplittableRandom random) {
    for (int i = 0; i < 20; i++) {
      StringBuilder text = new StringBuilder();
      int length = 1 + random.nextInt(12);
      for (int token = 0; token < length; token++) {
        text.append(TOKENS.get(random.nextInt(TOKENS.size())));
      }
      Compiled compiled = Conditions.compileValue(text.toString(), Place.INSTANCE_EVENT, Cel.KNOWN);
      switch (compiled) {
        case Compiled.Ok ok -> {
          Person ana = new Person().trait("a", "x").did("A", "2026-03-10T11:00:00Z");
          ana.value(ok.condition().expr());
          ana.changesAt(ok.condition().expr());
        }
        case Compiled.Wrong wrong -> assertThat(wrong.mistakes()).isNotEmpty();
      }
    }
  }

  @Test
  void everythingThatCompilesKeepsItsText() {
    String text = "profile.plan == 'pro'";
    assertThat(Conditions.compile(text, Place.PERSON, Cel.KNOWN))
        .isInstanceOfSatisfying(
            Compiled.Ok.class, ok -> assertThat(ok.condition().text()).isEqualTo(text));
  }
}
