/// E-mail providers that are called over HTTP: how each is told a mail, what its answers mean, and
/// what it calls back with.
@NullMarked
package dev.throughline.channel.email.provider;

import org.jspecify.annotations.NullMarked;
