/// Catalog documents: YAML and JSON files to the engine's types, every mistake with its line.
@NullMarked
package dev.throughline.codec.document;

import org.jspecify.annotations.NullMarked;
