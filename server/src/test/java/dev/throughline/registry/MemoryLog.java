package dev.throughline.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// An order of changes in memory, read by several nodes as long as the test runs. Every other
/// position is a gap.
final class MemoryLog {
  private static final int STRIDE = 2;

  private final List<byte[]> changes = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition turned = lock.newCondition();
  private boolean held;

  /// What one node has of it.
  ChangeLog node() {
    return new Node();
  }

  /// As any node would; gives the position.
  long add(byte[] change) {
    lock.lock();
    try {
      changes.add(change);
      turned.signalAll();
      return (changes.size() - 1L) * STRIDE;
    } finally {
      lock.unlock();
    }
  }

  /// How many changes there are.
  int size() {
    lock.lock();
    try {
      return changes.size();
    } finally {
      lock.unlock();
    }
  }

  /// Whether nodes read nothing for now; they can still append.
  void hold(boolean yes) {
    lock.lock();
    try {
      held = yes;
      turned.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private final class Node implements ChangeLog {
    private boolean closed;
    private @Nullable Thread thread;

    @Override
    public long append(byte[] change) {
      return add(change);
    }

    @Override
    public void follow(long from, Reader reader) {
      Thread started =
          Thread.ofPlatform().daemon().name("changes").unstarted(() -> read(from, reader));
      thread = started;
      started.start();
    }

    private void read(long from, Reader reader) {
      int next = Math.toIntExact((from + STRIDE - 1) / STRIDE);
      byte[] change = await(next);
      while (change != null) {
        reader.read((long) next * STRIDE, change);
        next++;
        change = await(next);
      }
    }

    private byte @Nullable [] await(int index) {
      lock.lock();
      try {
        while (!closed && (held || changes.size() <= index)) {
          turned.awaitUninterruptibly();
        }
        return closed ? null : changes.get(index);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        closed = true;
        turned.signalAll();
      } finally {
        lock.unlock();
      }
      Thread reading = thread;
      if (reading != null) {
        try {
          reading.join();
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
