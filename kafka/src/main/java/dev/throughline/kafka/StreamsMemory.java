package dev.throughline.kafka;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/// One bound on the memory of all stores in this process: without it each cell's store takes its
/// own cache and its own write buffers. Kafka Streams makes one of these for every store, so what
/// they share is the class's.
public final class StreamsMemory implements RocksDBConfigSetter {
  /// How many bytes all stores may take together.
  static final String BYTES = "throughline.stores.memory.bytes";

  /// Of the memory, what may wait to be written.
  private static final double WRITE_PART = 0.4;

  private static @Nullable Cache cache;
  private static @Nullable WriteBufferManager writeBuffers;

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    if (!(configs.get(BYTES) instanceof Number bytes)) {
      throw new IllegalStateException("The settings do not say " + BYTES);
    }
    Cache shared = share(bytes.longValue(), options);
    if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
      options.setTableFormatConfig(
          table
              .setBlockCache(shared)
              // Else they are outside the bound.
              .setCacheIndexAndFilterBlocks(true)
              .setPinL0FilterAndIndexBlocksInCache(true));
    }
  }

  /// The first store says how large it is; there is one setting in a process.
  private static synchronized Cache share(long bytes, Options options) {
    Cache shared = cache;
    WriteBufferManager buffers = writeBuffers;
    if (shared == null || buffers == null) {
      RocksDB.loadLibrary();
      shared = new LRUCache(bytes);
      buffers = new WriteBufferManager((long) (bytes * WRITE_PART), shared);
      cache = shared;
      writeBuffers = buffers;
    }
    options.setWriteBufferManager(buffers);
    return shared;
  }

  /// The cache and the buffers are the other stores' too.
  @Override
  public void close(String storeName, Options options) {}
}
