package dev.throughline.runtime;

import dev.throughline.runtime.Work.Surrender;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which identifiers ever came together in one input, and in which cell all who have them live. One
/// component may be many people, such as those of one device; one person is never in two.
///
/// Quick-find with the smaller part relabelled (R. Sedgewick, K. Wayne, "Algorithms", 4th ed.,
/// section 1.5): an identifier is relabelled at most as often as its component can double.
final class Components {
  private static final byte[] MOVES = Keys.text("moves");
  private static final byte[] THERE = {1};

  private final Store store;
  private final Layers layers;
  private final int cells;
  private long moves;

  /// @param cells how many there are
  Components(Store store, Layers layers, int cells) {
    this.store = store;
    this.layers = layers;
    this.cells = cells;
    byte[] stored = layers.get(Family.META, MOVES);
    this.moves = stored == null ? 0 : Keys.number(stored);
  }

  /// Where those who have some identifiers are from now on.
  ///
  /// @param joins components that have become part of `root`
  /// @param moves people who must come first, and from which cell
  record Place(Fingerprint root, int cell, List<Fingerprint> joins, List<Move> moves) {}

  record Move(int from, Surrender surrender) {}

  private record Component(Fingerprint root, int cell, int size) {}

  /// Brings together whoever has any of these identifiers.
  Place together(List<Fingerprint> identifiers) {
    Set<Fingerprint> fresh = new LinkedHashSet<>();
    Set<Component> known = new LinkedHashSet<>();
    for (Fingerprint identifier : identifiers) {
      Component component = of(identifier);
      if (component == null) {
        fresh.add(identifier);
      } else {
        known.add(component);
      }
    }
    Component target =
        known.stream()
            .max(Comparator.comparingInt(Component::size))
            .orElseGet(() -> first(identifiers.getFirst()));
    known.remove(target);
    int size = target.size;
    List<Fingerprint> joins = new ArrayList<>();
    List<Move> needed = new ArrayList<>();
    for (Component other : known) {
      List<Fingerprint> members = members(other.root);
      if (other.cell != target.cell) {
        Surrender surrender = new Surrender(++moves, target.cell, other.root, members);
        needed.add(new Move(other.cell, surrender));
      }
      members.forEach(member -> put(member, target.root));
      members.forEach(member -> layers.delete(Family.MEMBERS, key(other.root, member)));
      layers.delete(Family.COMPONENTS, other.root.bytes());
      joins.add(other.root);
      size += members.size();
    }
    fresh.forEach(identifier -> put(identifier, target.root));
    size += fresh.size();
    if (size != target.size) {
      byte[] place =
          ByteBuffer.allocate(2 * Integer.BYTES).putInt(target.cell).putInt(size).array();
      layers.put(Family.COMPONENTS, target.root.bytes(), place);
    }
    if (!needed.isEmpty()) {
      layers.put(Family.META, MOVES, Keys.number(moves));
    }
    return new Place(target.root, target.cell, joins, needed);
  }

  /// Where those are who have any of these identifiers; null if nobody ever had.
  @Nullable Place known(Collection<Fingerprint> identifiers) {
    List<Fingerprint> known = identifiers.stream().filter(one -> of(one) != null).toList();
    return known.isEmpty() ? null : together(known.subList(0, 1));
  }

  private @Nullable Component of(Fingerprint identifier) {
    byte[] root = layers.get(Family.COMPONENT_OF, identifier.bytes());
    if (root == null) {
      return null;
    }
    byte[] stored = layers.get(Family.COMPONENTS, root);
    if (stored == null) {
      throw new IllegalStateException("A component has no place");
    }
    ByteBuffer place = ByteBuffer.wrap(stored);
    return new Component(Fingerprint.read(ByteBuffer.wrap(root)), place.getInt(), place.getInt());
  }

  private Component first(Fingerprint root) {
    return new Component(root, (int) Math.floorMod(root.low(), (long) cells), 0);
  }

  private void put(Fingerprint member, Fingerprint root) {
    layers.put(Family.COMPONENT_OF, member.bytes(), root.bytes());
    layers.put(Family.MEMBERS, key(root, member), THERE);
  }

  /// Those that the store has: a component changes once in an input.
  private List<Fingerprint> members(Fingerprint root) {
    List<Fingerprint> members = new ArrayList<>();
    byte[] prefix = root.bytes();
    store.walk(
        Family.MEMBERS,
        prefix,
        Keys.after(prefix),
        (key, _) ->
            members.add(
                Fingerprint.read(ByteBuffer.wrap(key, Fingerprint.BYTES, Fingerprint.BYTES))));
    return members;
  }

  private static byte[] key(Fingerprint root, Fingerprint member) {
    return ByteBuffer.allocate(2 * Fingerprint.BYTES).put(root.bytes()).put(member.bytes()).array();
  }
}
