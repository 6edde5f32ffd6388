/// How a decided message leaves the house: what every channel is, and the links and tags that a
/// message carries on any of them.
@NullMarked
package dev.throughline.channel;

import org.jspecify.annotations.NullMarked;
