package dev.throughline.channel.email;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Keys and certificates as people keep them in files (RFC 7468).
final class Pem {
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([\\sA-Za-z0-9+/=]+)-----END PRIVATE KEY-----");

  private Pem() {}

  static Optional<RSAPrivateKey> rsaKey(String pem) {
    Matcher block = PKCS8.matcher(pem);
    if (!block.find()) {
      return Optional.empty();
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(block.group(1));
      return Optional.of(
          (RSAPrivateKey)
              KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// A public key on an elliptic curve, with its frame or as the base 64 inside it.
  static Optional<ECPublicKey> ecKey(String text) {
    String inside = text.replaceAll("-----(BEGIN|END) PUBLIC KEY-----", "").strip();
    try {
      byte[] der = Base64.getMimeDecoder().decode(inside);
      return Optional.of(
          (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Nothing where the text holds none, or one that cannot be read.
  static List<X509Certificate> certificates(String pem) {
    try {
      List<X509Certificate> found = new ArrayList<>();
      CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
          .forEach(certificate -> found.add((X509Certificate) certificate));
      return found;
    } catch (CertificateException e) {
      return List.of();
    }
  }
}
