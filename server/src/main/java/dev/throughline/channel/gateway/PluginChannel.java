package dev.throughline.channel.gateway;

import dev.throughline.channel.Channel;
import dev.throughline.channel.Delivery;
import dev.throughline.channel.Links;
import dev.throughline.channel.Outgoing;
import dev.throughline.channel.plugin.ChannelMessage;
import dev.throughline.channel.plugin.Outcome;
import dev.throughline.channel.plugin.Sender;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A channel by plug-in. Whatever the plug-in throws, and however long it takes, is its own
/// trouble: it runs on threads of its own, and only for a time.
public final class PluginChannel implements Channel {
  /// How long opening, one send and closing may take.
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  /// Twice what is on the wire at once: half of them may hang before messages wait for a thread.
  private static final int MAX_THREADS = 64;

  private static final long IDLE_SECONDS = 30;
  private static final int MAX_REASON_CHARS = 1_000;

  private final String name;
  private final PluginJar jar;
  private final Sender sender;
  private final Links links;
  private final Duration patience;
  private final ThreadPoolExecutor threads;

  private PluginChannel(
      String name,
      PluginJar jar,
      Sender sender,
      Links links,
      Duration patience,
      ThreadPoolExecutor threads) {
    this.name = name;
    this.jar = jar;
    this.sender = sender;
    this.links = links;
    this.patience = patience;
    this.threads = threads;
  }

  /// @throws PluginProblem if the plug-in is not in the directory or cannot be opened
  public static PluginChannel open(
      Path directory, ChannelSettings.Plugin settings, Links links, Duration patience) {
    String name = settings.plugin();
    PluginJar jar = PluginJar.find(directory, name);
    ThreadPoolExecutor threads = threads(name, jar);
    try {
      @Nullable Sender sender =
          within(patience, threads, () -> jar.plugin().open(settings.settings()));
      if (sender != null) {
        return new PluginChannel(name, jar, sender, links, patience, threads);
      }
      throw new PluginProblem("The plug-in '%s' opens nothing".formatted(name));
    } catch (ExecutionException failed) {
      String why = String.valueOf(failed.getCause());
      String said =
          failed.getCause() instanceof IllegalArgumentException wrong ? wrong.getMessage() : why;
      throw closed(jar, threads, "The plug-in '%s' cannot be opened: %s".formatted(name, said));
    } catch (TimeoutException endless) {
      throw closed(
          jar,
          threads,
          "The plug-in '%s' was not open within %d s".formatted(name, patience.toSeconds()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw closed(jar, threads, "Stopped while the plug-in '%s' was opened".formatted(name));
    }
  }

  private static PluginProblem closed(PluginJar jar, ThreadPoolExecutor threads, String why) {
    threads.shutdownNow();
    jar.close();
    return new PluginProblem(why);
  }

  /// Threads of the system: a virtual one in an endless loop would never let its carrier go.
  private static ThreadPoolExecutor threads(String name, PluginJar jar) {
    return new ThreadPoolExecutor(
        0,
        MAX_THREADS,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        work -> {
          Thread thread = new Thread(work, "plug-in " + name);
          thread.setDaemon(true);
          thread.setContextClassLoader(jar.classes());
          return thread;
        });
  }

  private static <T> @Nullable T within(
      Duration patience, ThreadPoolExecutor threads, Callable<T> work)
      throws ExecutionException, TimeoutException, InterruptedException {
    Future<T> done = threads.submit(work);
    try {
      return done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      done.cancel(true);
    }
  }

  @Override
  public Delivery deliver(Outgoing message) {
    ChannelMessage shown = shown(message);
    try {
      @Nullable Outcome outcome = within(patience, threads, () -> sender.send(shown));
      return outcome == null
          ? new Delivery.Unknown("the plug-in %s did not say what came of it".formatted(name))
          : delivery(outcome);
    } catch (RejectedExecutionException busy) {
      return new Delivery.Retry("the plug-in %s has no thread free".formatted(name), null);
    } catch (ExecutionException failed) {
      return new Delivery.Unknown(
          cut("the plug-in %s threw %s".formatted(name, failed.getCause())));
    } catch (TimeoutException endless) {
      return new Delivery.Unknown(
          "the plug-in %s did not answer within %d s".formatted(name, patience.toSeconds()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Delivery.Unknown("stopped while waiting for the plug-in");
    }
  }

  private static Delivery delivery(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Sent(String id) -> new Delivery.Sent(cut(id));
      case Outcome.TryAgain(String reason, Duration after) ->
          new Delivery.Retry(cut(reason), after.isPositive() ? after : null);
      case Outcome.Failed(String reason) ->
          new Delivery.Failed(Delivery.Reason.REFUSED, cut(reason));
      case Outcome.BadAddress(String reason) ->
          new Delivery.Failed(Delivery.Reason.BAD_ADDRESS, cut(reason));
      case Outcome.Unknown(String reason) -> new Delivery.Unknown(cut(reason));
    };
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), MAX_REASON_CHARS));
  }

  private ChannelMessage shown(Outgoing message) {
    Links.Own own = links.own(message);
    TreeMap<String, String> parts = new TreeMap<>();
    message.parts().forEach((part, text) -> parts.put(part, own.in(text)));
    return new ChannelMessage(
        message.sendKey(),
        message.channel(),
        message.address(),
        message.customer().value(),
        message.journey(),
        message.version(),
        message.step(),
        message.arm() == null ? "" : message.arm(),
        message.purpose(),
        message.decidedAt(),
        parts);
  }

  @Override
  public void close() {
    try {
      var _ =
          within(
              patience,
              threads,
              () -> {
                sender.close();
                return true;
              });
    } catch (ExecutionException | TimeoutException | RejectedExecutionException given) {
      // It is given up with its threads.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
    jar.close();
  }
}
