package dev.throughline.codec.json;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Phone numbers in E.164: `+4930123456`, whatever way a person wrote them.
final class PhoneNumbers {
  private static final int MAX_LENGTH = 40;

  private PhoneNumbers() {}

  /// These traits with `phone` in E.164, where it is international or `address.country` tells how
  /// to read it; else as they are.
  static Fields normalised(Fields traits) {
    String phone = traits.text("phone");
    if (phone.isBlank() || phone.length() > MAX_LENGTH) {
      return traits;
    }
    String country = traits.get("address") instanceof Fields address ? address.text("country") : "";
    String normal = e164(phone, country.toUpperCase(Locale.ROOT));
    if (normal == null || normal.equals(phone)) {
      return traits;
    }
    TreeMap<String, Value> values = new TreeMap<>(traits.values());
    values.put("phone", Value.of(normal));
    return new Fields(values);
  }

  private static @Nullable String e164(String phone, String country) {
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    try {
      PhoneNumber number = numbers.parse(phone, country);
      return numbers.isPossibleNumber(number)
          ? numbers.format(number, PhoneNumberFormat.E164)
          : null;
    } catch (NumberParseException _) {
      return null;
    }
  }
}
