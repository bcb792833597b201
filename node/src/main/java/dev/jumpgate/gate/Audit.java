package dev.jumpgate.gate;

import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.keys.Refusals;
import dev.jumpgate.operator.AuditEntry;
import dev.jumpgate.operator.AuditEntry.Kind;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A node's audit log: the logger {@value #LOGGER}, which goes to a file of its own, and the latest
 * entries in memory for those who ask.
 *
 * <p>It has what people wrote, and what came of it in words of ours: no value of a process and no
 * message of an exception, which may tell of one.
 */
public final class Audit implements Refusals {

  /** The logger's name; which file it goes to is configured with the others. */
  public static final String LOGGER = "jumpgate.audit";

  private static final Logger LOG = LogManager.getLogger(LOGGER);

  private static final int WHAT_MAX = 4_000;
  private static final int LOOKS_MAX = 1_024;
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  private final String node;
  private final InstantSource clock;
  // Guarded by this.
  private final Map<Kind, AuditShelf> shelves = new EnumMap<>(Kind.class);
  private long sequence;
  // The eldest gives way: a look that is forgotten too soon is told once more, no worse.
  private final Map<Look, Instant> looks =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Look, Instant> eldest) {
          return size() > LOOKS_MAX;
        }
      };

  public Audit(String node, InstantSource clock) {
    this.node = node;
    this.clock = clock;
    for (Kind kind : Kind.values()) {
      shelves.put(kind, new AuditShelf());
    }
  }

  private record Look(Identity operator, String what, String result) {}

  @Override
  public void refused(String door, @Nullable SocketAddress from, String why) {
    String where = from == null ? "?" : from.toString();
    LOG.warn("refused node={} door={} from={} why={}", node, door, where, printable(why));
    keep(
        Kind.STRANGER,
        clock.instant(),
        null,
        where,
        "at the door for " + door + ": " + cut(why),
        "refused",
        null);
  }

  /** An operator's command has ended here. */
  void command(Identity operator, Call call, String result, Duration took) {
    Kind kind = Access.isLook(call) ? Kind.LOOK : Kind.COMMAND;
    note(kind, operator, CallText.of(call), result, took);
  }

  /** An operator's snippet has ended here, or was refused. */
  void snippet(Identity operator, String source, String result, Duration took) {
    note(Kind.SNIPPET, operator, source.strip(), result, took);
  }

  private void note(Kind kind, Identity operator, String text, String result, Duration took) {
    String what = cut(text);
    Instant now = clock.instant();
    if (kind == Kind.LOOK && isRepeated(new Look(operator, what, result), now)) {
      return;
    }
    LOG.info(
        "{} node={} operator={} role={} gate={} from={} ms={} result={} what={}",
        kind == Kind.LOOK ? "look" : kind == Kind.SNIPPET ? "snippet" : "command",
        node,
        printable(operator.name()),
        operator.role(),
        operator.gate(),
        operator.from(),
        took.toMillis(),
        result,
        printable(what));
    keep(kind, now, operator, operator.from(), what, result, took);
  }

  // A live view and a shell that completes names ask for the same over and over.
  private synchronized boolean isRepeated(Look look, Instant now) {
    Instant last = looks.get(look);
    if (last != null && now.isBefore(last.plus(LOOK_AGAIN))) {
      return true;
    }
    looks.remove(look);
    looks.put(look, now);
    return false;
  }

  private synchronized void keep(
      Kind kind,
      Instant now,
      @Nullable Identity operator,
      String from,
      String what,
      String result,
      @Nullable Duration took) {
    var entry =
        new AuditEntry(
            now,
            node,
            ++sequence,
            kind,
            operator == null ? null : operator.name(),
            operator == null ? null : operator.role(),
            operator == null ? node : operator.gate(),
            from,
            what,
            result,
            took);
    shelf(kind).add(entry);
  }

  private AuditShelf shelf(Kind kind) {
    return java.util.Objects.requireNonNull(shelves.get(kind));
  }

  /**
   * The latest entries, oldest first.
   *
   * @param since only those of that moment and later; null for all
   */
  synchronized List<AuditEntry> latest(@Nullable Instant since) {
    return shelves.values().stream()
        .flatMap(AuditShelf::stream)
        .filter(entry -> since == null || !entry.time().isBefore(since))
        .sorted(Comparator.comparingLong(AuditEntry::sequence))
        .toList();
  }

  private static String cut(String text) {
    return text.length() <= WHAT_MAX
        ? text
        : text.substring(0, WHAT_MAX) + "... (%,d characters)".formatted(text.length());
  }

  // What somebody sends must not be able to look like a line of ours.
  private static String printable(String text) {
    return text.replace("\n", "\\n").replaceAll("\\p{Cntrl}", "?");
  }
}
