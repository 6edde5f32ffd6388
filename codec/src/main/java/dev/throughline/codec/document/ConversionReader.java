package dev.throughline.codec.document;

import dev.throughline.attribution.ConversionSpec;
import dev.throughline.attribution.ConversionSpec.Refund;
import dev.throughline.codec.cel.Conditions.Place;
import dev.throughline.condition.Condition;
import dev.throughline.condition.Expr;
import dev.throughline.customer.Touch;
import dev.throughline.event.CalendarSpan;
import dev.throughline.event.Value;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `kind: conversion`.
final class ConversionReader {
  private static final String EVERY_STAGE = "default";

  private ConversionReader() {}

  static ConversionSpec read(String key, Item item) {
    return new ConversionSpec(
        key,
        TriggerReader.match(item.get("on"), Place.EVENT),
        Text.expressionOrNull(item.get("value"), Place.EVENT),
        currency(item.get("currency")),
        Text.expressionOrNull(item.get("id"), Place.EVENT),
        refund(item.get("refund")),
        lookback(item.get("lookback")),
        touches(item.get("touches").text("delivered")),
        milestone(item));
  }

  /// A bare ISO code stands for itself; anything else is a condition.
  private static @Nullable Condition currency(Item item) {
    String text = item.text("");
    if (!text.matches("[A-Z]{3}")) {
      return Text.expressionOrNull(item, Place.EVENT);
    }
    WorkspaceReader.currency(item, text);
    return new Condition(text, new Expr.Literal(Value.of(text)));
  }

  private static @Nullable Refund refund(Item item) {
    return item.isObject()
        ? new Refund(
            TriggerReader.match(item, Place.EVENT),
            Text.expression(item.get("id"), Place.EVENT),
            Text.expressionOrNull(item.get("value"), Place.EVENT))
        : null;
  }

  private static SortedMap<String, CalendarSpan> lookback(Item item) {
    SortedMap<String, CalendarSpan> lookback = new TreeMap<>();
    if (item.textOrNull() != null) {
      lookback.put(EVERY_STAGE, item.span(ConversionSpec.DEFAULT_LOOKBACK));
    }
    item.entries()
        .forEach((stage, span) -> lookback.put(stage, span.span(ConversionSpec.DEFAULT_LOOKBACK)));
    return lookback;
  }

  private static Touch.Status touches(String word) {
    return switch (word) {
      case "opened" -> Touch.Status.OPENED;
      case "clicked" -> Touch.Status.CLICKED;
      default -> Touch.Status.DELIVERED;
    };
  }

  /// `milestone: true` takes the conversion's name.
  private static @Nullable String milestone(Item item) {
    Item milestone = item.get("milestone");
    return milestone.isTrue()
        ? item.get("name").text(item.get("key").text(""))
        : milestone.textOrNull();
  }
}
