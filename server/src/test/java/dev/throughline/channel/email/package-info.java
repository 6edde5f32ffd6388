/// Tests of e-mail, against real SMTP servers.
@NullMarked
package dev.throughline.channel.email;

import org.jspecify.annotations.NullMarked;
