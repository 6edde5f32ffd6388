package dev.throughline.http.live;

import dev.throughline.analytics.Warehouse;
import java.nio.file.Path;

/// Where all that the runtime tells goes: the warehouse, whoever writes it, and the live feed.
public record Archive(Warehouse warehouse, WarehouseWriter writer, LiveFeed feed)
    implements AutoCloseable {
  public static Archive open(Path file) {
    Warehouse warehouse = Warehouse.open(file);
    return new Archive(warehouse, new WarehouseWriter(warehouse), new LiveFeed());
  }

  /// Writes what was told. The runtime must be closed.
  @Override
  public void close() {
    feed.close();
    writer.close();
    warehouse.close();
  }
}
