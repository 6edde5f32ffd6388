package dev.throughline.http;

import dev.throughline.catalog.Documents;
import dev.throughline.condition.Condition;
import dev.throughline.condition.Reads;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import dev.throughline.journey.Exits;
import dev.throughline.journey.Journey;
import dev.throughline.journey.Step;
import dev.throughline.journey.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which documents refer to a segment, and what for.
final class UsedBy {
  private final Shelf shelf;
  private final String segment;
  private final List<Value> uses = new ArrayList<>();

  private UsedBy(Shelf shelf, String segment) {
    this.shelf = shelf;
    this.segment = segment;
  }

  static Items of(Shelf shelf, String segment) {
    UsedBy used = new UsedBy(shelf, segment);
    Documents documents = shelf.catalog().documents();
    documents.journeys().values().forEach(used::journey);
    documents
        .segments()
        .values()
        .forEach(other -> used.add("segment", other.key(), "is part of it", other.when()));
    documents
        .audiences()
        .values()
        .forEach(audience -> used.add("audience", audience.key(), "fills it", audience.when()));
    documents
        .policy()
        .suppressions()
        .forEach(rule -> used.add("policy", rule.reason(), "holds messages back", rule.when()));
    documents
        .offers()
        .values()
        .forEach(offer -> used.add("offer", offer.key(), "may get it", offer.eligible()));
    documents
        .blocks()
        .values()
        .forEach(block -> used.add("block", block.key(), "sees it", block.when()));
    return new Items(used.uses);
  }

  private void journey(Journey journey) {
    String key = journey.key();
    switch (journey.entry().on()) {
      case Trigger.OnSegment(String named, _) when named.equals(segment) ->
          add("journey", key, "starts it");
      case Trigger.OnSchedule(_, String named) when segment.equals(named) ->
          add("journey", key, "is whom it is for");
      case Trigger.OnSegment _,
          Trigger.OnSchedule _,
          Trigger.OnEvent _,
          Trigger.OnAttribute _,
          Trigger.OnScore _,
          Trigger.OnDate _,
          Trigger.OnApi _ -> {}
    }
    add("journey", key, "lets people in", journey.entry().when());
    journey.entry().unless().forEach(unless -> add("journey", key, "keeps people out", unless));
    Stream.of(journey.exits().goal(), journey.exits().disqualified())
        .filter(Objects::nonNull)
        .forEach(test -> add("journey", key, "ends it", condition(test)));
    for (Step step : journey.steps().values()) {
      if (step instanceof Step.Branch(_, List<Step.Branch.Case> cases, _)) {
        cases.forEach(each -> add("journey", key, "decides the way", each.when()));
      }
    }
  }

  private static @Nullable Condition condition(Exits.Test test) {
    return switch (test) {
      case Exits.Test.ByEvent(Trigger.EventMatch match) -> match.where();
      case Exits.Test.ByCondition(Condition when) -> when;
    };
  }

  private void add(String kind, String key, String as, @Nullable Condition condition) {
    if (condition != null && Reads.of(condition.expr()).segments().contains(segment)) {
      add(kind, key, as);
    }
  }

  private void add(String kind, String key, String as) {
    Fields use = Json.object("kind", kind, "key", key, "name", shelf.nameOf(kind, key), "as", as);
    if (!uses.contains(use)) {
      uses.add(use);
    }
  }
}
