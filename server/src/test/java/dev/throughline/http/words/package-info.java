/// What the engine knows, in sentences.
@NullMarked
package dev.throughline.http.words;

import org.jspecify.annotations.NullMarked;
