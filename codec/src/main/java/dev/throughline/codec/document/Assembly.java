package dev.throughline.codec.document;

import dev.throughline.attribution.ConversionSpec;
import dev.throughline.catalog.Audience;
import dev.throughline.catalog.Documents;
import dev.throughline.catalog.IdentityRules;
import dev.throughline.catalog.Workspace;
import dev.throughline.codec.cel.Conditions.Known;
import dev.throughline.codec.cel.Conditions.Place;
import dev.throughline.decision.Offer;
import dev.throughline.journey.Journey;
import dev.throughline.message.Block;
import dev.throughline.message.Template;
import dev.throughline.segment.Segment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Documents put together to a catalog, kind by kind.
final class Assembly {
  private final Roster roster;
  private final List<Notes> notes = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private final TaxonomyReader taxonomy = new TaxonomyReader();
  private final PolicyReader policy = new PolicyReader();
  private Workspace workspace = Workspace.DEFAULT;
  private IdentityRules identity = IdentityRules.DEFAULT;
  private final SequencedMap<String, Segment> segments = new TreeMap<>();
  private final SequencedMap<String, Journey> journeys = new TreeMap<>();
  private final SequencedMap<String, ConversionSpec> conversions = new TreeMap<>();
  private final SequencedMap<String, Template> templates = new TreeMap<>();
  private final SequencedMap<String, Block> blocks = new TreeMap<>();
  private final SequencedMap<String, Offer> offers = new TreeMap<>();
  private final SequencedMap<String, Audience> audiences = new TreeMap<>();
  private final SortedSet<String> scores = new TreeSet<>();

  Assembly(Collection<Document> documents) {
    roster = Roster.of(documents);
  }

  /// Of use only where no problem is an error.
  Documents read() {
    Known known = new Known(roster.keys(Kind.SEGMENT), roster.keys(Kind.AUDIENCE));
    for (Kind kind : Kind.values()) {
      for (Document document : roster.of(kind)) {
        Notes own = new Notes(document, known);
        notes.add(own);
        read(kind, document.key(), own.root());
      }
    }
    SegmentCircles.check(segments, notes);
    JourneyCircles.check(journeys, notes);
    policy.checkTags(tagsOfJourneys());
    finish();
    return new Documents(
        workspace,
        identity,
        policy.joined(),
        segments,
        journeys,
        conversions,
        templates,
        blocks,
        offers,
        audiences,
        scores);
  }

  List<Problem> problems() {
    return problems;
  }

  private void read(Kind kind, String key, Item root) {
    switch (kind) {
      case WORKSPACE -> workspace = WorkspaceReader.read(root);
      case IDENTITY -> identity = IdentityReader.read(root);
      case TAXONOMY -> taxonomy.read(root);
      case SEGMENT ->
          segments.put(
              key,
              new Segment(
                  key, root.get("name").text(key), Text.condition(root.get("when"), Place.PERSON)));
      case AUDIENCE ->
          audiences.put(
              key,
              new Audience(
                  key,
                  root.get("destination").text(""),
                  Text.conditionOrNull(root.get("when"), Place.PERSON)));
      case CONVERSION -> conversions.put(key, ConversionReader.read(key, root));
      case BLOCK -> blocks.put(key, TemplateReader.block(key, root));
      case TEMPLATE -> templates.put(key, TemplateReader.template(key, root));
      case OFFER -> offers.put(key, OfferReader.read(key, root, templates));
      case POLICY -> policy.read(root);
      case JOURNEY -> {
        Journey journey = JourneyReader.read(root, templates);
        if (journey != null) {
          journeys.put(key, journey);
        }
      }
      case SCORE -> scores.add(key);
      case EXPERIMENT, IMPORT -> {
        // Their shape is all that is checked here; no part of the engine reads them.
      }
    }
  }

  private Set<String> tagsOfJourneys() {
    Set<String> tags = new TreeSet<>();
    for (Notes own : notes) {
      if (own.document().kind().equals(Kind.JOURNEY.word())) {
        tags.addAll(own.root().get("tags").texts());
      }
    }
    return tags;
  }

  private void finish() {
    problems.addAll(roster.problems());
    for (Notes own : notes) {
      taxonomy.check(own.root());
      own.references().forEach(reference -> roster.check(own, reference));
      Kind.of(own.document().kind())
          .ifPresent(kind -> problems.addAll(told(own, Shape.check(own.document(), kind))));
    }
  }

  /// Each mistake once: where a reader has spoken about a value, the schema is silent. But only the
  /// schema knows which names are fields at all, and which of them exclude each other.
  private static List<Problem> told(Notes own, List<Problem> shape) {
    Set<String> known = new HashSet<>();
    for (Problem problem : shape) {
      if (problem.code().equals("unknown-field")) {
        known.add(problem.pointer());
      } else if (problem.code().equals("one-of")) {
        known.add(problem.pointer() + "/");
      }
    }
    Set<String> read = new HashSet<>();
    List<Problem> told = new ArrayList<>();
    for (Problem problem : own.problems()) {
      String pointer = problem.pointer();
      boolean foreign = problem.code().equals(TriggerReader.FOREIGN);
      String parent = pointer.substring(0, pointer.lastIndexOf('/') + 1);
      if (!foreign || (!known.contains(pointer) && !known.contains(parent))) {
        told.add(problem);
        if (problem.severity() == Severity.ERROR) {
          read.add(pointer);
        }
      }
    }
    shape.stream().filter(problem -> !read.contains(problem.pointer())).forEach(told::add);
    return told;
  }
}
