package dev.jumpgate.shell.command;

import static dev.jumpgate.operator.OperatorException.Code.BAD_USAGE;

import dev.jumpgate.operator.AuditEntry;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.Pattern;
import java.util.ArrayList;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the audit log are wanted.
 *
 * @param operator of operators of this form; null for all, strangers too
 * @param node of this node; null for all
 * @param kind of this kind; null for all
 */
record AuditFilter(
    @Nullable Pattern operator, @Nullable String node, AuditEntry.@Nullable Kind kind) {

  /** As it is typed; see there for null. */
  static AuditFilter of(@Nullable String operator, @Nullable String node, @Nullable String kind) {
    return new AuditFilter(
        operator == null ? null : Patterns.parse(operator), node, kind == null ? null : kind(kind));
  }

  private static AuditEntry.Kind kind(String typed) {
    return Stream.of(AuditEntry.Kind.values())
        .filter(kind -> word(kind).equals(typed))
        .findFirst()
        .orElseThrow(() ->
            new OperatorException(
                BAD_USAGE,
                "no entry is of the kind " + typed,
                "kinds: " + String.join(", ", new Kinds())));
  }

  boolean takes(AuditEntry entry) {
    return (kind == null || entry.kind() == kind)
        && (node == null || entry.node().equals(node))
        && (operator == null || (entry.operator() != null && operator.matches(entry.operator())));
  }

  private static String word(AuditEntry.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** The words for the kinds, for completion. */
  static final class Kinds extends ArrayList<String> {
    Kinds() {
      super(Stream.of(AuditEntry.Kind.values()).map(AuditFilter::word).toList());
    }
  }
}
