package dev.throughline.log;

import org.jspecify.annotations.Nullable;

/// What is appended: the bytes that become durable, and what the appender wants to be handed on
/// with them in memory (the parsed form; gone after a restart). Neither is copied, so neither may
/// change.
@SuppressWarnings("ArrayRecordComponent")
public record Entry(byte[] payload, @Nullable Object attachment) {}
