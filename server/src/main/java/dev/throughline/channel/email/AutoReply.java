package dev.throughline.channel.email;

import jakarta.mail.internet.InternetHeaders;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Mails that a machine answered with, for somebody who is away (RFC 3834): they say nothing about
/// the address.
final class AutoReply {
  private static final List<String> MARKS =
      List.of(
          "X-Autoreply",
          "X-Autorespond",
          "X-Autoresponder",
          "X-Auto-Reply-From",
          "X-Mail-Autoreply");
  private static final Pattern PRECEDENCE = Pattern.compile("auto_?reply|bulk|junk");
  private static final Pattern SUBJECT =
      Pattern.compile(
          "^\\W*(auto(matic)?[ -]?(reply|response|antwort|matische antwort)|out of (the )?office"
              + "|away from|vacation|on leave|abwesen|automatische antwort|nicht im (haus|büro)"
              + "|réponse automatique|absen(ce|t)|respuesta automática|fuera de la oficina"
              + "|risposta automatica|afwezig|delivery confirmation|please confirm your e?-?mail).*");

  private AutoReply() {}

  static boolean is(InternetHeaders headers) {
    String auto = first(headers, "Auto-Submitted");
    return (!auto.isEmpty() && !auto.startsWith("no"))
        || MARKS.stream().anyMatch(mark -> headers.getHeader(mark) != null)
        || PRECEDENCE.matcher(first(headers, "Precedence")).find()
        || SUBJECT.matcher(first(headers, "Subject")).matches();
  }

  private static String first(InternetHeaders headers, String name) {
    String[] values = headers.getHeader(name);
    return values == null ? "" : MailParts.decoded(values[0]).strip().toLowerCase(Locale.ROOT);
  }
}
