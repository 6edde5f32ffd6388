package dev.throughline.http.ingest;

import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.server.Request;

/// What a browser client is told before it sends: its key, and that all goes to this server.
final class ClientSettings {
  private ClientSettings() {}

  static Answer of(Request request, String writeKey) {
    String host = Request.getServerName(request);
    int port = Request.getServerPort(request);
    String scheme = request.getHttpURI().getScheme();
    boolean usual = port == (scheme.equals("https") ? 443 : 80);
    String authority = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    TreeMap<String, Value> segment = new TreeMap<>();
    segment.put("apiKey", Value.of(writeKey));
    segment.put("apiHost", Value.of(usual ? authority + "/v1" : authority + ":" + port + "/v1"));
    segment.put("protocol", Value.of(scheme));
    Fields everything = fields("enabled", Value.of(true));
    TreeMap<String, Value> settings = new TreeMap<>();
    settings.put("integrations", fields("Segment.io", new Fields(segment)));
    settings.put("plan", fields("track", fields("__default", everything)));
    return Answer.json(new Fields(settings));
  }

  private static Fields fields(String name, Value value) {
    return new Fields(Map.of(name, value));
  }
}
