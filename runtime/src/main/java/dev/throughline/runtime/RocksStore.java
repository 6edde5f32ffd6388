package dev.throughline.runtime;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.Env;
import org.rocksdb.HyperClockCache;
import org.rocksdb.Priority;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// RocksDB, derived from the input log: it may lag behind the log or be put back to an earlier
/// checkpoint, and is brought up to date by replay.
final class RocksStore implements Store {
  /// What the cache of blocks takes of the machine's memory: one part in so many, within limits.
  private static final int CACHE_PART = 16;

  private static final long MIN_CACHE_BYTES = 64L << 20;
  private static final long MAX_CACHE_BYTES = 4L << 30;

  private static final long MEMTABLE_BYTES = 64L << 20;
  private static final int BLOOM_BITS = 10;

  /// Most message ids are new: what is not in a memtable is known without walking it.
  private static final double MEMTABLE_BLOOM_PART = 0.05;

  /// A block has some ten people, found by a hash; fewer and larger blocks make the index, which
  /// every look goes through, a quarter of its usual size.
  private static final long BLOCK_BYTES = 16L << 10;

  private static final double BLOCK_HASH_FILL = 0.75;

  /// What has just been written is soon merged into deeper levels, and not worth packing.
  private static final List<CompressionType> COMPRESSION =
      List.of(
          CompressionType.NO_COMPRESSION,
          CompressionType.NO_COMPRESSION,
          CompressionType.LZ4_COMPRESSION,
          CompressionType.LZ4_COMPRESSION,
          CompressionType.LZ4_COMPRESSION,
          CompressionType.LZ4_COMPRESSION,
          CompressionType.LZ4_COMPRESSION);

  /// A file goes to the disk while it is written, and not all at once when it is finished: whoever
  /// syncs the input log meanwhile would wait for all of it.
  private static final long SYNC_BYTES = 1L << 20;

  private static final int MAX_LOG_FILES = 2;

  /// The memory of a larger batch is given back.
  private static final long SPARE_BYTES = 64L << 20;

  private static final List<Family> FAMILIES =
      Arrays.stream(Family.values()).filter(family -> !family.isClustered()).toList();

  static {
    RocksDB.loadLibrary();
    // Merging files can wait; whoever applies an event should not wait for it.
    Env.getDefault().lowerThreadPoolCPUPriority(Priority.LOW);
  }

  private final RocksDB db;
  private final Map<Family, ColumnFamilyHandle> families;
  private final List<AutoCloseable> owned;
  private final WriteOptions unsynced = new WriteOptions();

  /// A large batch that is done with.
  private final AtomicReference<@Nullable WriteBatch> spare = new AtomicReference<>();

  private RocksStore(
      RocksDB db, Map<Family, ColumnFamilyHandle> families, List<AutoCloseable> owned) {
    this.db = db;
    this.families = families;
    this.owned = owned;
  }

  private final class RocksBatch implements Batch {
    private final WriteBatch batch;
    private final boolean again;

    private RocksBatch(WriteBatch batch, boolean again) {
      this.batch = batch;
      this.again = again;
    }

    @Override
    public void put(Family family, byte[] key, byte[] value) {
      try {
        batch.put(handle(family), key, value);
      } catch (RocksDBException failed) {
        throw failure(failed);
      }
    }

    @Override
    public void delete(Family family, byte[] key) {
      try {
        batch.delete(handle(family), key);
      } catch (RocksDBException failed) {
        throw failure(failed);
      }
    }

    @Override
    public void write() {
      try {
        db.write(unsynced, batch);
      } catch (RocksDBException failed) {
        throw failure(failed);
      }
    }

    @Override
    public void close() {
      boolean keep = again && batch.getDataSize() <= SPARE_BYTES;
      batch.clear();
      if (!keep || !spare.compareAndSet(null, batch)) {
        batch.close();
      }
    }
  }

  static RocksStore open(Path directory) {
    List<AutoCloseable> owned = new ArrayList<>();
    try {
      Files.createDirectories(directory);
      Cache cache = new HyperClockCache(cacheBytes(), 0, -1, false);
      owned.add(cache);
      List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
      descriptors.add(
          new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, options(cache, owned)));
      for (Family family : FAMILIES) {
        byte[] name = family.key().getBytes(StandardCharsets.UTF_8);
        descriptors.add(new ColumnFamilyDescriptor(name, options(cache, owned)));
      }
      DBOptions options =
          new DBOptions()
              .setCreateIfMissing(true)
              .setCreateMissingColumnFamilies(true)
              .setKeepLogFileNum(MAX_LOG_FILES)
              // One thread writes, each batch in the order of its keys.
              .setAllowConcurrentMemtableWrite(false)
              .setMaxTotalWalSize(MEMTABLE_BYTES * 4)
              .setBytesPerSync(SYNC_BYTES)
              .setWalBytesPerSync(SYNC_BYTES)
              .setStrictBytesPerSync(true);
      owned.add(options);
      List<ColumnFamilyHandle> handles = new ArrayList<>();
      RocksDB db = RocksDB.open(options, directory.toString(), descriptors, handles);
      Map<Family, ColumnFamilyHandle> families = new EnumMap<>(Family.class);
      int place = 0;
      for (Family family : FAMILIES) {
        families.put(family, handles.get(++place));
      }
      owned.addAll(handles);
      return new RocksStore(db, families, owned);
    } catch (RocksDBException failed) {
      throw failure(failed);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static long cacheBytes() {
    var machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return Math.clamp(machine.getTotalMemorySize() / CACHE_PART, MIN_CACHE_BYTES, MAX_CACHE_BYTES);
  }

  private static ColumnFamilyOptions options(Cache cache, List<AutoCloseable> owned) {
    BloomFilter bloom = new BloomFilter(BLOOM_BITS);
    BlockBasedTableConfig table =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setFilterPolicy(bloom)
            .setBlockSize(BLOCK_BYTES)
            .setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash)
            .setDataBlockHashTableUtilRatio(BLOCK_HASH_FILL);
    ColumnFamilyOptions options =
        new ColumnFamilyOptions()
            .setTableFormatConfig(table)
            .setCompressionPerLevel(COMPRESSION)
            .setMemtableWholeKeyFiltering(true)
            .setMemtablePrefixBloomSizeRatio(MEMTABLE_BLOOM_PART)
            .setWriteBufferSize(MEMTABLE_BYTES);
    owned.add(bloom);
    owned.add(options);
    return options;
  }

  @Override
  public Batch batch() {
    return new RocksBatch(new WriteBatch(), false);
  }

  @Override
  public Batch largeBatch() {
    WriteBatch used = spare.getAndSet(null);
    return new RocksBatch(used == null ? new WriteBatch() : used, true);
  }

  @Override
  public byte @Nullable [] get(Family family, byte[] key) {
    try {
      return db.get(handle(family), key);
    } catch (RocksDBException failed) {
      throw failure(failed);
    }
  }

  @Override
  public List<byte @Nullable []> get(Family family, List<byte[]> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    try {
      List<byte @Nullable []> values = new ArrayList<>(keys.size());
      values.addAll(db.multiGetAsList(Collections.nCopies(keys.size(), handle(family)), keys));
      return values;
    } catch (RocksDBException failed) {
      throw failure(failed);
    }
  }

  @Override
  public void walk(Family family, byte[] from, byte[] to, Visit visit) {
    try (Slice end = new Slice(to);
        ReadOptions options = new ReadOptions().setIterateUpperBound(end);
        RocksIterator each = db.newIterator(handle(family), options)) {
      for (each.seek(from); each.isValid(); each.next()) {
        if (!visit.meet(each.key(), each.value())) {
          return;
        }
      }
    }
  }

  @Override
  public void walkBack(Family family, byte[] from, Visit visit) {
    try (ReadOptions options = new ReadOptions();
        RocksIterator each = db.newIterator(handle(family), options)) {
      for (each.seekForPrev(from); each.isValid(); each.prev()) {
        if (!visit.meet(each.key(), each.value())) {
          return;
        }
      }
    }
  }

  @Override
  public void sync() {
    try {
      db.flushWal(true);
    } catch (RocksDBException failed) {
      throw failure(failed);
    }
  }

  @Override
  public void close() {
    unsynced.close();
    WriteBatch left = spare.getAndSet(null);
    if (left != null) {
      left.close();
    }
    for (ColumnFamilyHandle handle : families.values()) {
      handle.close();
    }
    db.close();
    for (AutoCloseable each : owned) {
      if (!(each instanceof ColumnFamilyHandle)) {
        closeQuietly(each);
      }
    }
  }

  private static void closeQuietly(AutoCloseable each) {
    try {
      each.close();
    } catch (Exception failed) {
      throw new IllegalStateException("Closing a native object of the store failed", failed);
    }
  }

  private ColumnFamilyHandle handle(Family family) {
    ColumnFamilyHandle handle = families.get(family);
    if (handle == null) {
      throw new IllegalStateException("The store has no family " + family);
    }
    return handle;
  }

  private static StoreFailed failure(RocksDBException failed) {
    Status status = failed.getStatus();
    boolean full = status != null && status.getSubCode() == Status.SubCode.NoSpace;
    return new StoreFailed("The store failed: " + failed.getMessage(), failed, full);
  }
}
