/// Laws that hold whatever the catalog and whatever happens: random cases, naive oracles, and a
/// shrinker that leaves the smallest case that breaks one.
@NullMarked
package dev.throughline.laws;

import org.jspecify.annotations.NullMarked;
