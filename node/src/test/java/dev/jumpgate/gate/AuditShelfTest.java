package dev.jumpgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.operator.AuditEntry;
import dev.jumpgate.operator.AuditEntry.Kind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AuditShelfTest {

  private final AuditShelf shelf = new AuditShelf();

  private static AuditEntry entry(int number, String what) {
    return new AuditEntry(
        Instant.EPOCH, "ship", number, Kind.SNIPPET, null, null, "ship", "socket", what, "", null);
  }

  @Test
  void add_beyondTheNumber_dropsTheOldest() {
    for (int i = 0; i < AuditShelf.ENTRIES_MAX + 3; i++) {
      shelf.add(entry(i, "x"));
    }
    assertThat(shelf.stream()).hasSize(AuditShelf.ENTRIES_MAX);
    assertThat(shelf.stream().findFirst().orElseThrow().sequence()).isEqualTo(3);
  }

  @Test
  void add_beyondTheCharacters_dropsTheOldest() {
    String half = "x".repeat(AuditShelf.CHARACTERS_MAX / 2);
    for (int i = 0; i < 3; i++) {
      shelf.add(entry(i, half));
    }
    assertThat(shelf.stream()).extracting(AuditEntry::sequence).containsExactly(1L, 2L);
  }
}
