/// What the engine knows, in sentences for a marketer.
@NullMarked
package dev.throughline.http.words;

import org.jspecify.annotations.NullMarked;
