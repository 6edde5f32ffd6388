package dev.throughline.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The frames of one segment, to be read.
final class Frames {
  private final Window window;
  private final int mark;

  Frames(Window window, int mark) {
    this.window = window;
    this.mark = mark;
  }

  /// The frame that begins at a place, good until the next call; null if none does.
  @Nullable Frame at(long offset) throws IOException {
    int length = Frame.length(window.bytes(offset, Frame.PREFIX_BYTES), mark);
    return length < 0
        ? null
        : Frame.read(window.bytes(offset, Frame.PREFIX_BYTES + length), offset);
  }

  /// The first whole frame from a place on, wherever it begins; null if there is none.
  @Nullable Frame searchFrom(long offset) throws IOException {
    long at = offset;
    for (ByteBuffer four = window.bytes(at, Integer.BYTES);
        four.hasRemaining();
        four = window.bytes(++at, Integer.BYTES)) {
      Frame frame = four.getInt(0) == mark ? at(at) : null;
      if (frame != null) {
        return frame;
      }
    }
    return null;
  }
}
