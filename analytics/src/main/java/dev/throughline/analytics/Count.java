package dev.throughline.analytics;

/// How often something of a name occurred.
public record Count(String name, long count) {}
