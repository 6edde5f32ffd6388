package dev.throughline.log;

/// What a crash left half written at the end of the log and opening cut off: nothing in it was ever
/// acknowledged, unless the disk lost what it had confirmed.
public record TornTail(String file, long offset, long bytes) {}
