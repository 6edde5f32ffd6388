/// The kit for a channel as a jar of its own: all that a plug-in may see of the server.
@NullMarked
package dev.throughline.channel.plugin;

import org.jspecify.annotations.NullMarked;
