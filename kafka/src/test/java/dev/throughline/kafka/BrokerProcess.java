package dev.throughline.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A [Broker] as a process of its own, which can be killed and started again on what it held:
/// `BrokerProcess PORT DIRECTORY` with the class path of this module's tests. Says `ready
/// HOST:PORT` on standard output once it takes clients.
final class BrokerProcess {
  private BrokerProcess() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length != 2) {
      System.err.println("Usage: BrokerProcess PORT DIRECTORY");
      System.exit(2);
    }
    Path directory = Files.createDirectories(Path.of(arguments[1]));
    Broker broker = Broker.in(directory, Integer.parseInt(arguments[0]));
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(broker::stop));
    System.out.println("ready " + broker.bootstrap());
    Thread.currentThread().join();
  }
}
