package dev.throughline.http.ingest;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/// Lets pages of any origin send events, without cookies: the write key is all that counts.
final class Cors {
  private static final String DAY = "86400";

  private Cors() {}

  static void allow(Request request, Response response) {
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    if (origin == null) {
      return;
    }
    HttpFields.Mutable headers = response.getHeaders();
    headers.put("Access-Control-Allow-Origin", origin);
    headers.add(new HttpField(HttpHeader.VARY, "Origin"));
    headers.put("Access-Control-Expose-Headers", "Retry-After, X-RateLimit-Reset");
    if (request.getMethod().equals("OPTIONS")) {
      headers.put("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
      String asked = request.getHeaders().get("Access-Control-Request-Headers");
      if (asked != null) {
        headers.put("Access-Control-Allow-Headers", asked);
      }
      headers.put("Access-Control-Max-Age", DAY);
    }
  }
}
