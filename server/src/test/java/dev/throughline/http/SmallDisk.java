package dev.throughline.http;

import dev.throughline.log.Disk;
import dev.throughline.log.FolderDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/// A disk with as much space as it is said to have, and that may break.
final class SmallDisk implements Disk {
  private final Disk disk;
  volatile long freeBytes = 1L << 40;
  volatile boolean broken;

  SmallDisk(Path folder) {
    this.disk = new FolderDisk(folder);
  }

  @Override
  public List<String> list() throws IOException {
    return disk.list();
  }

  @Override
  public File create(String name) throws IOException {
    return new Watched(disk.create(name));
  }

  @Override
  public File open(String name) throws IOException {
    return new Watched(disk.open(name));
  }

  @Override
  public void delete(String name) throws IOException {
    disk.delete(name);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    disk.rename(from, to);
  }

  @Override
  public void dirSync() throws IOException {
    disk.dirSync();
  }

  @Override
  public long freeBytes() {
    return freeBytes;
  }

  private final class Watched implements File {
    private final File file;

    private Watched(File file) {
      this.file = file;
    }

    @Override
    public int append(ByteBuffer bytes) throws IOException {
      if (bytes.remaining() > freeBytes) {
        throw new Full("no space left");
      }
      return file.append(bytes);
    }

    @Override
    public void rewrite(ByteBuffer bytes, long at) throws IOException {
      file.rewrite(bytes, at);
    }

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
      return file.read(into, at);
    }

    @Override
    public void force() throws IOException {
      if (broken) {
        throw new IOException("input/output error");
      }
      file.force();
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void truncate(long size) throws IOException {
      file.truncate(size);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
