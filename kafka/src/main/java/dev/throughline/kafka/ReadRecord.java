package dev.throughline.kafka;

/// One record as it lies in a partition. Offsets rise and may leave some out: transactions end with
/// a mark that takes one.
@SuppressWarnings("ArrayRecordComponent")
public record ReadRecord(long offset, long timestampMs, byte[] value) {}
