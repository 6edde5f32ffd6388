package dev.throughline.channel.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// How connections to the configured server are opened.
final class SmtpSession {
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /// RFC 5321 allows ten minutes for the answer to a content; a shorter wait only makes more
  /// messages whose fate is unknown, a longer one more connections that nobody else can use.
  static final Duration REPLY_TIMEOUT = Duration.ofMinutes(2);

  private final Provider.Smtp settings;
  private final Session session;

  /// @param sender the domain of the sender, for a greeting
  SmtpSession(Provider.Smtp settings, String sender) {
    this.settings = settings;
    this.session = Session.getInstance(properties(settings, sender));
  }

  Conversation open() throws MessagingException {
    Conversation conversation = new Conversation(session);
    EmailSettings.Login login = settings.login();
    if (login == null) {
      conversation.connect(settings.host(), settings.port(), null, null);
    } else {
      conversation.connect(
          settings.host(), settings.port(), login.user(), login.password().value());
    }
    return conversation;
  }

  private static Properties properties(Provider.Smtp settings, String sender) {
    Properties properties = new Properties();
    properties.put("mail.smtp.auth", Boolean.toString(settings.login() != null));
    switch (settings.tls()) {
      case IMPLICIT -> properties.put("mail.smtp.ssl.enable", "true");
      case REQUIRED -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
      }
      case OPTIONAL -> properties.put("mail.smtp.starttls.enable", "true");
      case NONE -> {}
    }
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
    // The JDK's encrypted sockets are prompt by themselves.
    if (settings.tls() != EmailSettings.Tls.IMPLICIT) {
      properties.put("mail.smtp.socketFactory", new PromptSockets());
      properties.put("mail.smtp.socketFactory.fallback", "false");
    }
    if (!settings.authorities().isEmpty()) {
      properties.put("mail.smtp.ssl.socketFactory", trusting(settings.authorities()));
    }
    String connect = Long.toString(CONNECT_TIMEOUT.toMillis());
    String reply = Long.toString(REPLY_TIMEOUT.toMillis());
    properties.put("mail.smtp.connectiontimeout", connect);
    properties.put("mail.smtp.timeout", reply);
    properties.put("mail.smtp.writetimeout", reply);
    properties.put("mail.smtp.quitwait", "false");
    // The machine's own name takes a look at the DNS, and says nothing to the other side.
    properties.put("mail.smtp.localhost", sender);
    // A bounce must bring the headers back: they say which message it is.
    properties.put("mail.smtp.dsn.notify", "FAILURE");
    properties.put("mail.smtp.dsn.ret", "HDRS");
    return properties;
  }

  private static SSLSocketFactory trusting(List<X509Certificate> authorities) {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (int i = 0; i < authorities.size(); i++) {
        trusted.setCertificateEntry("authority-" + i, authorities.get(i));
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("This JDK cannot trust a certificate", e);
    }
  }
}
