package dev.throughline.condition;

/// A compiled condition with the text it came from, for records and messages.
public record Condition(String text, Expr expr) {}
