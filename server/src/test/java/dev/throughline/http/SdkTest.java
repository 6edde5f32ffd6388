package dev.throughline.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.segment.analytics.Analytics;
import com.segment.analytics.Callback;
import com.segment.analytics.messages.AliasMessage;
import com.segment.analytics.messages.GroupMessage;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.Message;
import com.segment.analytics.messages.PageMessage;
import com.segment.analytics.messages.ScreenMessage;
import com.segment.analytics.messages.TrackMessage;
import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real clients, unmodified, with their host set to ours: the same calls become the same events.
@Timeout(900)
class SdkTest {
  private static final Path SDK = Path.of("src/test/sdk");

  private static final List<String> EVENTS =
      List.of(
          "IDENTIFY u1 Identify {'age':36,'email':'ada@x.example','name':'Ada','plan':'gold'}",
          "TRACK u1 Order Completed {'currency':'EUR','order_id':'o1','products':[{'quantity':2,'sku':'s1'}],'total':19.95}",
          "PAGE u1 Page Viewed {'name':'Guide','section':'intro'}",
          "SCREEN u1 Screen Viewed {'name':'Home','tab':'first'}",
          "GROUP u1 Group g1 {'name':'Analytical Engines'}",
          "ALIAS u1 Alias a1 {}");

  /// What analytics-next says of the page that a call was made on.
  private static final Set<String> OF_THE_PAGE =
      Set.of("path", "referrer", "search", "title", "url");

  private Shop shop;

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    if (!Files.exists(SDK.resolve("node_modules/.package-lock.json"))) {
      run("npm", "ci", "--no-audit", "--no-fund", "--fetch-retries=5");
    }
  }

  @BeforeEach
  void open(@TempDir Path data) {
    shop = Shop.open(data);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"segment-node.mjs", "rudder-node.mjs"})
  void aServersClientSendsTheSameEvents(String client) throws IOException, InterruptedException {
    run("node", client, shop.at("").toString(), shop.serverKey);

    assertSent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "batching"})
  void aBrowsersClientSendsTheSameEvents(String strategy) throws IOException, InterruptedException {
    run("node", "segment-browser.mjs", shop.at("").toString(), shop.browserKey, strategy);

    assertSent();
  }

  @Test
  void analyticsJavaSendsTheSameEvents() throws InterruptedException {
    CountDownLatch sent = new CountDownLatch(EVENTS.size());
    List<String> failures = new ArrayList<>();
    Analytics analytics =
        Analytics.builder(shop.serverKey)
            .endpoint(shop.at("").toString())
            .callback(
                new Callback() {
                  @Override
                  public void success(Message message) {
                    sent.countDown();
                  }

                  @Override
                  public void failure(Message message, Throwable failed) {
                    failures.add(message + ": " + failed);
                    sent.countDown();
                  }
                })
            .build();
    String user = "u1";
    Map<String, Object> traits = new TreeMap<>();
    traits.put("name", "Ada");
    traits.put("email", "ada@x.example");
    traits.put("plan", "gold");
    traits.put("age", 36);
    Map<String, Object> order = new TreeMap<>();
    order.put("order_id", "o1");
    order.put("total", 19.95);
    order.put("currency", "EUR");
    order.put("products", List.of(Map.of("sku", "s1", "quantity", 2)));
    analytics.enqueue(IdentifyMessage.builder().userId(user).traits(traits));
    analytics.enqueue(TrackMessage.builder("Order Completed").userId(user).properties(order));
    analytics.enqueue(
        PageMessage.builder("Guide").userId(user).properties(Map.of("section", "intro")));
    analytics.enqueue(
        ScreenMessage.builder("Home").userId(user).properties(Map.of("tab", "first")));
    analytics.enqueue(
        GroupMessage.builder("g1").userId(user).traits(Map.of("name", "Analytical Engines")));
    analytics.enqueue(AliasMessage.builder("a1").userId(user));
    analytics.flush();

    sent.await();
    analytics.shutdown();
    assertThat(failures).isEmpty();
    assertSent();
  }

  private void assertSent() {
    assertThat(shop.dead()).isEmpty();
    assertThat(shop.events.stream().map(SdkTest::canonical).toList())
        .containsExactlyInAnyOrderElementsOf(EVENTS);
  }

  private static String canonical(Event event) {
    TreeMap<String, Value> said = new TreeMap<>(event.properties().values());
    said.putAll(event.traits().values());
    said.keySet().removeAll(OF_THE_PAGE);
    String id =
        switch (event.type()) {
          case GROUP -> " " + event.groupId();
          case ALIAS -> " " + event.previousId();
          case IDENTIFY, TRACK, PAGE, SCREEN -> "";
        };
    return "%s %s %s%s %s"
        .formatted(
            event.type(),
            event.userId(),
            event.name(),
            id,
            JsonValues.write(new Fields(said)).replace('"', '\''));
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Path said = Files.createTempFile("sdk", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(SDK.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    boolean ended = process.waitFor(10, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended && process.exitValue() == 0)
        .as("%s\n%s", String.join(" ", command), Files.readString(said))
        .isTrue();
    Files.delete(said);
  }
}
