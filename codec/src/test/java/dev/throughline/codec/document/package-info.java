/// What documents may say, and what people are told when they say it wrong.
@NullMarked
package dev.throughline.codec.document;

import org.jspecify.annotations.NullMarked;
