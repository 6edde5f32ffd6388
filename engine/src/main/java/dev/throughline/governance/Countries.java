package dev.throughline.governance;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Countries by what people call them: ISO 3166 codes of two or three letters, and English names.
final class Countries {
  /// Names in use beside those of the JDK's own list.
  private static final String ALIASES =
      """
      US=USA, U.S.A., U.S., United States of America, America
      GB=UK, U.K., Great Britain, Britain, England, Scotland, Wales, Northern Ireland
      AE=UAE, Emirates
      BA=Bosnia
      CD=DR Congo, Democratic Republic of the Congo, Congo (DRC)
      CG=Congo, Republic of the Congo
      CI=Ivory Coast
      CV=Cabo Verde
      CZ=Czech Republic
      DE=Deutschland
      FK=Falkland Islands
      HK=Hong Kong
      KP=North Korea
      KR=South Korea, Korea, Republic of Korea
      LA=Laos
      MK=Macedonia
      MM=Burma, Myanmar
      MO=Macau, Macao
      NL=Holland, The Netherlands
      PS=Palestine
      RU=Russian Federation
      SZ=Swaziland
      TL=East Timor
      TR=Turkey
      TW=Taiwan
      VA=Vatican, Holy See
      VN=Viet Nam
      """;

  private static final Map<String, String> CODES = parse();

  private Countries() {}

  private static Map<String, String> parse() {
    Map<String, String> codes = new TreeMap<>();
    for (String code : Locale.getISOCountries()) {
      Locale country = Locale.of("", code);
      codes.put(folded(code), code);
      codes.put(folded(country.getISO3Country()), code);
      codes.put(folded(country.getDisplayCountry(Locale.ENGLISH)), code);
    }
    for (String line : ALIASES.strip().split("\n", -1)) {
      String code = line.strip().substring(0, 2);
      Arrays.stream(line.strip().substring(3).split(", ", -1))
          .forEach(name -> codes.put(folded(name), code));
    }
    return Collections.unmodifiableMap(codes);
  }

  /// The ISO 3166 code of two letters.
  static Optional<String> code(String written) {
    return Optional.ofNullable(CODES.get(folded(written)));
  }

  /// Letters and digits alone, without accents, in lower case.
  static String folded(String name) {
    String plain = Normalizer.normalize(name, Normalizer.Form.NFD).toLowerCase(Locale.ROOT);
    return plain
        .codePoints()
        .filter(
            c -> Character.isLetterOrDigit(c) && Character.getType(c) != Character.NON_SPACING_MARK)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .replace("saint", "st");
  }
}
