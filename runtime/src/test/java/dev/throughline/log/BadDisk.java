package dev.throughline.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A disk between the log and a good one that makes one of the mistakes that a log could make: the
/// law must see each of them.
record BadDisk(Disk good, Mistake mistake, List<Disk.File> opened) implements Disk {
  /// What it does wrong.
  enum Mistake {
    ACKNOWLEDGES_BEFORE_FORCE,
    FORCES_ANOTHER_FILE,
    FORGETS_DIR_SYNC,
    FORCES_AGAIN_AFTER_A_FAILURE,
    TRUSTS_THE_CACHE_AFTER_A_RESTART,
    TAKES_A_SHORT_WRITE_FOR_WHOLE,
    LEAVES_HALF_A_GROUP_ON_A_FULL_DISK
  }

  static BadDisk of(Disk good, Mistake mistake) {
    return new BadDisk(good, mistake, new ArrayList<>());
  }

  @Override
  public List<String> list() throws IOException {
    return good.list();
  }

  @Override
  public File create(String name) throws IOException {
    return remembered(good.create(name));
  }

  @Override
  public File open(String name) throws IOException {
    return remembered(good.open(name));
  }

  private File remembered(File file) {
    opened.add(file);
    return new Handle(file);
  }

  @Override
  public void delete(String name) throws IOException {
    good.delete(name);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    good.rename(from, to);
  }

  @Override
  public void dirSync() throws IOException {
    if (mistake != Mistake.FORGETS_DIR_SYNC) {
      good.dirSync();
    }
  }

  @Override
  public long freeBytes() throws IOException {
    return good.freeBytes();
  }

  private final class Handle implements File {
    private final File file;

    private Handle(File file) {
      this.file = file;
    }

    @Override
    public int append(ByteBuffer bytes) throws IOException {
      int taken = file.append(bytes);
      if (mistake == Mistake.TAKES_A_SHORT_WRITE_FOR_WHOLE) {
        bytes.position(bytes.limit());
      }
      return taken;
    }

    @Override
    public void rewrite(ByteBuffer bytes, long at) throws IOException {
      if (mistake != Mistake.TRUSTS_THE_CACHE_AFTER_A_RESTART) {
        file.rewrite(bytes, at);
      }
    }

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
      return file.read(into, at);
    }

    @Override
    public void force() throws IOException {
      switch (mistake) {
        case ACKNOWLEDGES_BEFORE_FORCE -> {}
        case FORCES_ANOTHER_FILE -> opened.getFirst().force();
        case FORCES_AGAIN_AFTER_A_FAILURE -> forceAgain();
        case FORGETS_DIR_SYNC,
            TRUSTS_THE_CACHE_AFTER_A_RESTART,
            TAKES_A_SHORT_WRITE_FOR_WHOLE,
            LEAVES_HALF_A_GROUP_ON_A_FULL_DISK ->
            file.force();
      }
    }

    private void forceAgain() throws IOException {
      try {
        file.force();
      } catch (IOException e) {
        file.force();
      }
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void truncate(long size) throws IOException {
      if (mistake != Mistake.LEAVES_HALF_A_GROUP_ON_A_FULL_DISK) {
        file.truncate(size);
      }
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
