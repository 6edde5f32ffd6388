/// Templates: Liquid, parsed by liqp and run here inside a sandbox, and MJML, turned into HTML.
@NullMarked
package dev.throughline.codec.liquid;

import org.jspecify.annotations.NullMarked;
