/// E-mail: a rendered message as MIME, signed and handed to an SMTP server, and what comes back.
@NullMarked
package dev.throughline.channel.email;

import org.jspecify.annotations.NullMarked;
