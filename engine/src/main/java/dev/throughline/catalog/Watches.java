package dev.throughline.catalog;

import dev.throughline.condition.Reads;
import dev.throughline.segment.Segment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Segments and conditional audiences, each after the segments it reads, and which of them an
/// event, a trait or another segment can touch.
public final class Watches {
  private final List<Watch> all;
  private final Map<String, Integer> byKey = new LinkedHashMap<>();
  private final Map<String, BitSet> byEvent = new LinkedHashMap<>();
  private final Map<String, BitSet> byTrait = new LinkedHashMap<>();
  private final Map<String, BitSet> bySegment = new LinkedHashMap<>();
  private final Map<String, BitSet> byAudience = new LinkedHashMap<>();
  private final BitSet byAnyTrait;
  private final BitSet byConsent;
  private final BitSet byAccount;
  private final BitSet bySession;

  private Watches(List<Watch> all) {
    this.all = List.copyOf(all);
    for (int i = 0; i < all.size(); i++) {
      Reads reads = all.get(i).reads();
      int index = i;
      byKey.put(all.get(i).key(), i);
      reads.events().forEach(event -> mark(byEvent, event, index));
      reads.traits().forEach(trait -> mark(byTrait, trait, index));
      reads.segments().forEach(segment -> mark(bySegment, segment, index));
      reads.audiences().forEach(audience -> mark(byAudience, audience, index));
    }
    byAnyTrait = which(Reads::allTraits);
    byConsent = which(Reads::consent);
    byAccount = which(Reads::account);
    bySession = which(Reads::session);
  }

  static Watches of(Documents documents) {
    Map<String, Watch> ordered = new LinkedHashMap<>();
    for (Segment segment : documents.segments().values()) {
      place(segment, documents, ordered, 0);
    }
    for (Audience audience : documents.audiences().values()) {
      if (audience.when() != null) {
        String key = "audience:" + audience.key();
        Reads reads = Reads.of(audience.when().expr());
        ordered.put(
            key, new Watch(key, Watch.Kind.AUDIENCE, audience.key(), audience.when(), reads));
      }
    }
    return new Watches(new ArrayList<>(ordered.values()));
  }

  private static void place(
      Segment segment, Documents documents, Map<String, Watch> ordered, int depth) {
    if (depth > documents.segments().size()) {
      throw new IllegalStateException("Segments refer to each other in a circle: " + segment.key());
    }
    if (ordered.containsKey(segment.key())) {
      return;
    }
    Reads reads = Reads.of(segment.when().expr());
    for (String needed : reads.segments()) {
      Segment other = documents.segments().get(needed);
      if (other != null) {
        place(other, documents, ordered, depth + 1);
      }
    }
    ordered.put(
        segment.key(),
        new Watch(segment.key(), Watch.Kind.SEGMENT, segment.key(), segment.when(), reads));
  }

  /// In the order in which they must be evaluated.
  public List<Watch> all() {
    return all;
  }

  /// The place in `all` of the watch with this key; null if the catalog has none.
  public @Nullable Integer indexOf(String key) {
    return byKey.get(key);
  }

  public void touchedByEvent(String event, BitSet into) {
    add(byEvent.get(event), into);
  }

  public void touchedByTrait(String trait, BitSet into) {
    add(byTrait.get(trait), into);
    into.or(byAnyTrait);
  }

  public void touchedBySegment(String segment, BitSet into) {
    add(bySegment.get(segment), into);
  }

  public void touchedByAudience(String audience, BitSet into) {
    add(byAudience.get(audience), into);
  }

  public void touchedByConsent(BitSet into) {
    into.or(byConsent);
  }

  public void touchedByAccount(BitSet into) {
    into.or(byAccount);
  }

  public void touchedBySession(BitSet into) {
    into.or(bySession);
  }

  private static void add(@Nullable BitSet touched, BitSet into) {
    if (touched != null) {
      into.or(touched);
    }
  }

  private static void mark(Map<String, BitSet> by, String key, int index) {
    by.computeIfAbsent(key, _ -> new BitSet()).set(index);
  }

  private BitSet which(Predicate<Reads> matching) {
    BitSet found = new BitSet();
    for (int i = 0; i < all.size(); i++) {
      if (matching.test(all.get(i).reads())) {
        found.set(i);
      }
    }
    return found;
  }
}
