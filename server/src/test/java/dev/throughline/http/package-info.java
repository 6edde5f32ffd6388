/// The server over real HTTP.
@NullMarked
package dev.throughline.http;

import org.jspecify.annotations.NullMarked;
