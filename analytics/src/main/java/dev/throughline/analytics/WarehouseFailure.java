package dev.throughline.analytics;

import java.sql.SQLException;

/// The database could not be read or written: a full disk, a damaged file, another process that
/// holds it.
public final class WarehouseFailure extends RuntimeException {
  WarehouseFailure(String what, SQLException cause) {
    super(what + ": " + cause.getMessage(), cause);
  }

  WarehouseFailure(String what) {
    super(what);
  }
}
