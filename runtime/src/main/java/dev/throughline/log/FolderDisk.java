package dev.throughline.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A directory of the file system as a [Disk].
public record FolderDisk(Path folder) implements Disk {
  @Override
  public List<String> list() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public File create(String name) throws IOException {
    try {
      return new Opened(
          FileChannel.open(
              folder.resolve(name),
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw fullOr(e, 1);
    }
  }

  @Override
  public File open(String name) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(name), StandardOpenOption.READ, StandardOpenOption.WRITE);
    channel.position(channel.size());
    return new Opened(channel);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(folder.resolve(name));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void dirSync() throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public long freeBytes() {
    // One call of the system; a FileStore would read the table of mounts first.
    return folder.toFile().getUsableSpace();
  }

  /// The JDK has no exception of its own for a full disk, and the system's words may be translated,
  /// so the free space is asked too.
  private IOException fullOr(IOException e, long wanted) {
    String message = String.valueOf(e.getMessage());
    String words = message.toLowerCase(Locale.ROOT);
    boolean full =
        words.contains("no space left") || words.contains("quota exceeded") || freeBytes() < wanted;
    return full ? new Full(message) : e;
  }

  private final class Opened implements File {
    private final FileChannel channel;

    private Opened(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public int append(ByteBuffer bytes) throws IOException {
      int wanted = bytes.remaining();
      try {
        return channel.write(bytes);
      } catch (IOException e) {
        throw fullOr(e, wanted);
      }
    }

    @Override
    public void rewrite(ByteBuffer bytes, long at) throws IOException {
      long next = at;
      while (bytes.hasRemaining()) {
        next += channel.write(bytes, next);
      }
    }

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
      return channel.read(into, at);
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public void truncate(long size) throws IOException {
      channel.truncate(size);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
