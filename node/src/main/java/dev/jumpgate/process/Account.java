package dev.jumpgate.process;

import dev.jumpgate.process.Trial.Effect;
import dev.jumpgate.state.PMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is written down of a trial: the effects, and what is still to come of them. Each step writes
 * into a copy of its own, which becomes the trial's where the step succeeds.
 */
final class Account {

  /**
   * A timer or a question.
   *
   * @param at since the trial began
   * @param id the number by which a timer is taken back; 0 for a question
   */
  record Due(Duration at, Effect what, long id) {}

  private final List<Effect> effects = new ArrayList<>();
  // In the order of their recording, which decides among those of one moment.
  private final List<Due> dues = new ArrayList<>();
  private Duration now = Duration.ZERO;
  private PMap<String, PMap<String, String>> groups = PMap.empty();
  private long serial;
  private @Nullable ExitReason stopped;

  Account copy() {
    var copy = new Account();
    copy.effects.addAll(effects);
    copy.dues.addAll(dues);
    copy.now = now;
    copy.groups = groups;
    copy.serial = serial;
    copy.stopped = stopped;
    return copy;
  }

  void add(Effect effect) {
    effects.add(effect);
    switch (effect) {
      case Effect.Timer timer -> dues.add(new Due(now.plus(timer.left()), timer, nextSerial()));
      case Effect.Asked asked -> dues.add(new Due(now.plus(Ref.PATIENCE), asked, 0));
      case Effect.Canceled(var timer) -> dues.removeIf(due -> due.id() == timer.id());
      case Effect.Joined(var group, var metadata) -> groups = groups.with(group, metadata);
      case Effect.Left(var group) -> groups = groups.without(group);
      case Effect.Stopped(var reason) -> stopped = reason;
      case Effect.Replied _,
          Effect.Sent _,
          Effect.Spawned _,
          Effect.Registered _,
          Effect.Monitored _,
          Effect.Demonitored _,
          Effect.Linked _,
          Effect.Unlinked _ -> {}
    }
  }

  /** What process and callers are numbered with. */
  long nextSerial() {
    return ++serial;
  }

  /** The timer that was armed last. */
  Timer lastTimer() {
    return new Timer(serial);
  }

  /** The question with that tag is no longer open; the oldest where there are several. */
  void close(Object tag) {
    Due open =
        dues.stream()
            .filter(due -> due.what() instanceof Effect.Asked asked && asked.tag().equals(tag))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("no question with the tag " + tag + " is open"));
    dues.remove(open);
  }

  /** What comes due first, at {@code end} at the latest; or null. */
  @Nullable Due due(Duration end) {
    return dues.stream()
        .filter(due -> due.at().compareTo(end) <= 0)
        .min(Comparator.comparing(Due::at))
        .orElse(null);
  }

  void remove(Due due) {
    dues.remove(due);
  }

  /** It is that late now; nothing runs backwards. */
  void pass(Duration time) {
    now = time.compareTo(now) > 0 ? time : now;
  }

  /** The process has ended: nothing comes of what is open. */
  void end() {
    dues.clear();
    groups = PMap.empty();
  }

  Duration now() {
    return now;
  }

  List<Effect> effects() {
    return List.copyOf(effects);
  }

  List<Effect.Timer> timers() {
    return dues.stream()
        .filter(due -> due.what() instanceof Effect.Timer)
        .sorted(Comparator.comparing(Due::at))
        .map(due -> new Effect.Timer(due.at().minus(now), ((Effect.Timer) due.what()).message()))
        .toList();
  }

  PMap<String, PMap<String, String>> groups() {
    return groups;
  }

  @Nullable ExitReason stopped() {
    return stopped;
  }
}
