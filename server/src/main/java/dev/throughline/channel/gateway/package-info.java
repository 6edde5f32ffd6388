/// Channels that the operator adds: each by a webhook to a gateway or by a plug-in, with receipts
/// coming back.
@NullMarked
package dev.throughline.channel.gateway;

import org.jspecify.annotations.NullMarked;
