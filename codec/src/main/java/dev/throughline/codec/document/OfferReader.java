package dev.throughline.codec.document;

import dev.throughline.codec.cel.Conditions.Place;
import dev.throughline.decision.Offer;
import dev.throughline.message.Template;
import java.util.Map;

/// `kind: offer`.
final class OfferReader {
  /// No key of a template begins like this, so content written into an offer hides none.
  private static final String OWN_TEMPLATE = "offer:";

  private OfferReader() {}

  /// Content written into the offer becomes a template of its own.
  static Offer read(String key, Item item, Map<String, Template> templates) {
    String template = item.get("template").key(Kind.TEMPLATE, Severity.ERROR);
    if (item.get("content").given()) {
      template = OWN_TEMPLATE + key;
      templates.put(template, TemplateReader.template(template, item.get("content")));
    }
    Item limit = item.get("max_per_person");
    return new Offer(
        key,
        template,
        Text.conditionOrNull(item.get("eligible"), Place.INSTANCE),
        limit.given() ? limit.whole(1) : null,
        Text.expressionOrNull(item.get("value"), Place.INSTANCE));
  }
}
