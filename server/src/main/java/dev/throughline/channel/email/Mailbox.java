package dev.throughline.channel.email;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// A name and the address behind it, `Lumen & Oak <hello@lumen.example>`, the domain in ASCII.
///
/// @param name as people see it; empty where there is none
public record Mailbox(String name, String address) {
  public static final int MAX_LOCAL_PART = 64;
  private static final int MAX_ADDRESS = 254;

  /// The one mailbox that a text is; nothing where it is none, or hides a line break.
  public static Optional<Mailbox> parse(String text) {
    if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      return Optional.empty();
    }
    try {
      InternetAddress[] found = InternetAddress.parse(text.strip(), false);
      if (found.length != 1 || found[0].isGroup() || found[0].getAddress() == null) {
        return Optional.empty();
      }
      String name = found[0].getPersonal() == null ? "" : found[0].getPersonal();
      return ascii(found[0].getAddress()).map(address -> new Mailbox(name, address));
    } catch (AddressException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> ascii(String address) throws AddressException {
    int at = address.lastIndexOf('@');
    if (at < 1 || at > MAX_LOCAL_PART || address.length() > MAX_ADDRESS) {
      return Optional.empty();
    }
    String local = address.substring(0, at);
    // A local part beyond ASCII needs every server on the way to know SMTPUTF8.
    if (!StandardCharsets.US_ASCII.newEncoder().canEncode(local)) {
      return Optional.empty();
    }
    try {
      String domain = IDN.toASCII(address.substring(at + 1), IDN.USE_STD3_ASCII_RULES);
      String plain = local + "@" + domain.toLowerCase(Locale.ROOT);
      new InternetAddress(plain, true).validate();
      return domain.indexOf('.') < 0 && !domain.equalsIgnoreCase("localhost")
          ? Optional.empty()
          : Optional.of(plain);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public String local() {
    return address.substring(0, address.lastIndexOf('@'));
  }

  public String domain() {
    return address.substring(address.lastIndexOf('@') + 1);
  }

  InternetAddress internetAddress() {
    try {
      InternetAddress made = new InternetAddress(address, true);
      if (!name.isEmpty()) {
        made.setPersonal(name, StandardCharsets.UTF_8.name());
      }
      return made;
    } catch (AddressException | UnsupportedEncodingException e) {
      throw new IllegalStateException("A mailbox was checked and is none: " + address, e);
    }
  }
}
