package dev.jumpgate.gate;

import dev.jumpgate.operator.AuditEntry;
import java.util.ArrayDeque;
import java.util.stream.Stream;

/**
 * The latest entries of one kind, bounded in number and in characters.
 *
 * <p>Each kind has one of its own, so that nobody gets what they did out of sight by having
 * themselves refused, or by looking around.
 *
 * <p>Not safe for use by several threads.
 */
final class AuditShelf {

  static final int ENTRIES_MAX = 512;
  static final int CHARACTERS_MAX = 500_000;

  private final ArrayDeque<AuditEntry> entries = new ArrayDeque<>();
  private int characters;

  void add(AuditEntry entry) {
    entries.add(entry);
    characters += size(entry);
    while (entries.size() > ENTRIES_MAX || characters > CHARACTERS_MAX) {
      characters -= size(entries.remove());
    }
  }

  private static int size(AuditEntry entry) {
    return entry.what().length() + entry.result().length();
  }

  /** What is left, oldest first. */
  Stream<AuditEntry> stream() {
    return entries.stream();
  }
}
