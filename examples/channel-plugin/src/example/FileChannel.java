package example;

import dev.throughline.channel.plugin.ChannelMessage;
import dev.throughline.channel.plugin.ChannelPlugin;
import dev.throughline.channel.plugin.Outcome;
import dev.throughline.channel.plugin.Sender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/// Writes every message as a line of a file, for another program to take from there.
public final class FileChannel implements ChannelPlugin {
  @Override
  public String name() {
    return "file";
  }

  @Override
  public Sender open(Map<String, String> settings) {
    String file = settings.get("file");
    if (file == null || settings.size() > 1) {
      throw new IllegalArgumentException("it has one setting, file: the path to write to");
    }
    return new Writing(Path.of(file));
  }

  private record Writing(Path file) implements Sender {
    @Override
    public synchronized Outcome send(ChannelMessage message) {
      if (message.to().isEmpty()) {
        return new Outcome.BadAddress("the message has no recipient");
      }
      String body = message.parts().getOrDefault("body", "").replace('\n', ' ');
      String line = message.id() + '\t' + message.to() + '\t' + body + '\n';
      try {
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException full) {
        // A part of the line may be in the file.
        return new Outcome.Unknown(String.valueOf(full.getMessage()));
      }
      return new Outcome.Sent(message.id());
    }
  }
}
