package dev.throughline.channel;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/// What the answer to a call over HTTP, or the lack of one, says of the message that it carried.
public final class HttpJudgement {
  private HttpJudgement() {}

  /// @param start the head of the answer, which says all that counts
  /// @param providerId what a call that was taken is to be remembered by
  public static Delivery of(ResponseInfo start, String providerId, Instant now) {
    int status = start.statusCode();
    if (status >= 200 && status < 300) {
      return new Delivery.Sent(providerId);
    }
    String said = "HTTP " + status;
    if (status == 408 || status == 425 || status == 429 || status >= 500) {
      return new Delivery.Retry(
          said, after(start.headers().firstValue("retry-after").orElse(""), now));
    }
    return new Delivery.Failed(Delivery.Reason.REFUSED, said);
  }

  /// Whoever was never reached has nothing; once the call has left, it may have arrived.
  public static Delivery of(IOException lost) {
    boolean neverLeft =
        lost instanceof ConnectException
            || lost instanceof HttpConnectTimeoutException
            || lost instanceof SSLHandshakeException;
    return neverLeft
        ? new Delivery.Retry("no connection: " + lost.getMessage(), null)
        : new Delivery.Unknown("the answer was lost: " + lost.getMessage());
  }

  /// `Retry-After` as seconds or as a date (RFC 9110); null where it says neither.
  public static @Nullable Duration after(String said, Instant now) {
    if (said.matches("[0-9]{1,15}")) {
      return Duration.ofSeconds(Long.parseLong(said));
    }
    try {
      Instant at = ZonedDateTime.parse(said, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Duration.between(now, at);
    } catch (DateTimeException _) {
      return null;
    }
  }
}
