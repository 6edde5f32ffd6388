package dev.throughline.codec.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text and the tree that CEL made of it: where parts stand, what type they have, how numbers
/// were written.
record Source(String text, CelAbstractSyntaxTree tree) {
  private static final Pattern DECIMAL =
      Pattern.compile("\\d{0,400}\\.?\\d{1,400}(?:[eE][+-]?\\d{1,6})?");

  /// Where a part begins, both numbers from 1; an operator and a call stand at their sign.
  CelSourceLocation place(CelExpr part) {
    CelExpr first = part;
    while (first.getKind() == CelExpr.ExprKind.Kind.SELECT) {
      first = first.select().operand();
    }
    return sign(first);
  }

  /// Where the field of a selection is named.
  CelSourceLocation field(CelExpr selection) {
    CelSourceLocation point = sign(selection);
    return CelSourceLocation.of(point.getLine(), point.getColumn() + 1);
  }

  private CelSourceLocation sign(CelExpr part) {
    int offset = tree.getSource().getPositionsMap().getOrDefault(part.id(), 0);
    CelSourceLocation place =
        tree.getSource().getOffsetLocation(offset).orElse(CelSourceLocation.of(1, 0));
    return CelSourceLocation.of(place.getLine(), place.getColumn() + 1);
  }

  boolean isInteger(CelExpr part) {
    return tree.getType(part.id()).filter(type -> type.kind() == CelKind.INT).isPresent();
  }

  /// A decimal as it was written: 20.10 stays 20.10, and no digit is lost to binary.
  BigDecimal decimal(CelExpr constant) {
    double parsed = constant.constant().doubleValue();
    Integer offset = tree.getSource().getPositionsMap().get(constant.id());
    if (offset != null) {
      Matcher written = DECIMAL.matcher(text);
      int start = text.offsetByCodePoints(0, offset);
      if (written.region(start, text.length()).lookingAt()) {
        BigDecimal exact = new BigDecimal(written.group());
        // The sign may be folded into the constant, in front of where the digits stand.
        return Double.compare(parsed, 0.0) < 0 ? exact.negate() : exact;
      }
    }
    return BigDecimal.valueOf(parsed);
  }
}
