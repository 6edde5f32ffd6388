/// The server: what it is made of, and everything that it answers over HTTP.
@NullMarked
package dev.throughline.http;

import org.jspecify.annotations.NullMarked;
