/// What providers are told and what they call back with, before servers that play them.
@NullMarked
package dev.throughline.channel.email.provider;

import org.jspecify.annotations.NullMarked;
