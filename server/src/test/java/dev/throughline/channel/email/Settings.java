package dev.throughline.channel.email;

import dev.throughline.channel.Letter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/// The settings of a shop, as its operator writes them, and the key of its domain.
final class Settings {
  static final KeyPair DKIM = keyPair();

  private Settings() {}

  /// `ca_file` and the like go on top.
  static Map<String, Object> fields(int port, Map<String, ?> more) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("host", "localhost");
    fields.put("port", port);
    fields.put("tls", "none");
    fields.put("from", "Lumen & Öak <hello@mail.shop.example>");
    fields.put("reply_to", "care@shop.example");
    fields.put("return_path", "bounces@mail.shop.example");
    fields.put("postal_address", "Lumen & Oak GmbH, Torstraße 1, 10119 Berlin");
    fields.put("dkim", dkim());
    fields.put("utm_source", "lumen-oak");
    fields.putAll(more);
    fields.values().removeIf("none such"::equals);
    return fields;
  }

  static EmailSettings with(int port, Map<String, ?> more) {
    return switch (EmailSettings.read(fields(port, more), Map.of("SMTP_PASSWORD", "pass")::get)) {
      case EmailSettings.Reading.Ok(EmailSettings settings) -> settings;
      case EmailSettings.Reading.Wrong(var mistakes) -> throw new AssertionError(mistakes);
    };
  }

  static Provider.Smtp smtp(EmailSettings settings) {
    return switch (settings.provider()) {
      case Provider.Smtp smtp -> smtp;
      case Provider.SendGrid other -> throw new AssertionError(other);
      case Provider.Postmark other -> throw new AssertionError(other);
    };
  }

  static EmailChannel channel(int port, Map<String, ?> more) {
    EmailSettings settings = with(port, more);
    return new EmailChannel(settings, smtp(settings), Letter.LINKS, Letter.KEYS);
  }

  static Map<String, Object> dkim() {
    return Map.of(
        "domain",
        "shop.example",
        "selector",
        "tl1",
        "key_file",
        file("dkim", pem("PRIVATE KEY", DKIM.getPrivate().getEncoded())).toString());
  }

  static String pem(String what, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, body, what);
  }

  static Path file(String name, String content) {
    try {
      Path file = Files.createTempFile(name, ".pem");
      file.toFile().deleteOnExit();
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
