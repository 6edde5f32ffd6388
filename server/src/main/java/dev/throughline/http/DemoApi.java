package dev.throughline.http;

import dev.throughline.codec.json.JsonValues;
import dev.throughline.demo.Demo;
import dev.throughline.demo.DemoClock;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The clock of the demo world: what it shows, and whoever turns it.
///
/// @param demo null where the server holds no demo world
public record DemoApi(@Nullable Demo demo) implements Api {
  private static final String WORLD = "Lumen & Oak";

  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.get("/api/demo", this::answer);
    routes.post("/api/demo", this::command);
  }

  private void answer(Context context) {
    TreeMap<String, Value> shown = new TreeMap<>();
    for (String name : List.of("world", "people", "now", "speed", "paused", "catchingUpTo")) {
      shown.put(name, Value.Nothing.NOTHING);
    }
    shown.put("demo", Value.of(demo != null));
    if (demo != null) {
      DemoClock.State state = demo.clock().state();
      shown.put("world", Value.of(WORLD));
      shown.put("people", Value.of((long) demo.people()));
      shown.put("now", Value.of(state.now().toString()));
      shown.put("speed", Value.of(plain(state.speed())));
      shown.put("paused", Value.of(state.paused()));
      if (state.catchingUpTo() != null) {
        shown.put("catchingUpTo", Value.of(state.catchingUpTo().toString()));
      }
    }
    context.contentType("application/json").result(JsonValues.write(new Fields(shown)));
  }

  private static BigDecimal plain(double speed) {
    return new BigDecimal(BigDecimal.valueOf(speed).stripTrailingZeros().toPlainString());
  }

  private void command(Context context) {
    if (demo == null) {
      throw new HttpProblem(
          404, "no_demo", "This is no demo world", "Only `throughline demo` has a clock to turn");
    }
    if (!(JsonValues.parse(context.body()) instanceof JsonValues.Parsed.Ok(Fields asked))) {
      throw wrong("", "Send a JSON object");
    }
    DemoClock clock = demo.clock();
    switch (asked.text("action")) {
      case "pause" -> clock.pause();
      case "resume" -> clock.resume();
      case "speed" -> clock.speed(speed(asked));
      case "fast-forward" -> clock.fastForward(span(asked.text("by")));
      default -> throw wrong("/action", "Send pause, resume, speed or fast-forward");
    }
    answer(context);
  }

  private static double speed(Fields asked) {
    double speed =
        switch (asked.get("speed")) {
          case Value.Int(long whole) -> whole;
          case Value.Decimal(BigDecimal number) -> number.doubleValue();
          case Value _ -> 0;
        };
    if (!(speed > 0) || speed > DemoClock.MAX_SPEED) {
      throw wrong("/speed", "Send a number above 0, at most %.0f".formatted(DemoClock.MAX_SPEED));
    }
    return speed;
  }

  private static Duration span(String text) {
    try {
      // `P1D` is a day of the world's clock, whatever other zones make of it.
      Duration span = Duration.parse(text);
      if (!span.isNegative() && span.compareTo(DemoClock.MAX_LEAP) <= 0) {
        return span;
      }
    } catch (DateTimeParseException _) {
      // Said below, as for every other span that is none.
    }
    throw wrong("/by", "Send a duration such as PT6H, at most P7D");
  }

  private static HttpProblem wrong(String pointer, String message) {
    return new HttpProblem(422, "demo_command", "The clock does not understand", message)
        .error(pointer, message);
  }
}
