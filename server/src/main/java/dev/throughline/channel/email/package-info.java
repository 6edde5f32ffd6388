/// E-mail: a rendered message composed, handed to an SMTP server, and what comes back.
@NullMarked
package dev.throughline.channel.email;

import org.jspecify.annotations.NullMarked;
