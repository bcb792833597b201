package dev.jumpgate.runtime;

import dev.jumpgate.process.Pid;
import dev.jumpgate.state.PMap;
import dev.jumpgate.state.PSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A process's relations to others: part of its {@link Ledger}, and travels as it is.
 *
 * @param monitors the processes it watches, by the number of the monitor
 * @param watchers who watches it; each of them once, however many monitors it has
 * @param children whom it started and supervises
 * @param supervisor who decides when it fails, or null
 * @param standing true while it stands still until its supervisor has decided
 * @param heard how far it has heard those who may repeat themselves
 */
record Ties(
    PMap<Long, Pid> monitors,
    PSet<Pid> watchers,
    PSet<Pid> links,
    PSet<Pid> children,
    @Nullable Pid supervisor,
    boolean standing,
    Heard heard) {

  static final Ties NONE =
      new Ties(PMap.empty(), PSet.empty(), PSet.empty(), PSet.empty(), null, false, Heard.NOBODY);

  /** Everybody who is to hear of the end of the process, and whose end it is to hear of. */
  Set<Pid> all() {
    Set<Pid> all = new HashSet<>(monitors.values());
    all.addAll(watchers);
    all.addAll(links);
    all.addAll(children);
    if (supervisor != null) {
      all.add(supervisor);
    }
    return all;
  }

  boolean watches(Pid process) {
    return monitors.containsValue(process);
  }

  Ties monitor(long id, Pid process) {
    return with(monitors.with(id, process));
  }

  Ties demonitor(long id) {
    return monitors.containsKey(id) ? with(monitors.without(id)) : this;
  }

  private Ties with(PMap<Long, Pid> other) {
    return new Ties(other, watchers, links, children, supervisor, standing, heard);
  }

  Ties watched(Pid by) {
    return new Ties(monitors, watchers.plus(by), links, children, supervisor, standing, heard);
  }

  Ties unwatched(Pid by) {
    return watchers.contains(by)
        ? new Ties(monitors, watchers.without(by), links, children, supervisor, standing, heard)
        : this;
  }

  Ties link(Pid process) {
    return new Ties(monitors, watchers, links.plus(process), children, supervisor, standing, heard);
  }

  Ties unlink(Pid process) {
    return links.contains(process)
        ? new Ties(
            monitors, watchers, links.without(process), children, supervisor, standing, heard)
        : this;
  }

  Ties child(Pid process) {
    return new Ties(monitors, watchers, links, children.plus(process), supervisor, standing, heard);
  }

  Ties supervisedBy(@Nullable Pid process) {
    return new Ties(monitors, watchers, links, children, process, standing, heard);
  }

  Ties standing(boolean still) {
    return new Ties(monitors, watchers, links, children, supervisor, still, heard);
  }

  Ties heard(Heard now) {
    return new Ties(monitors, watchers, links, children, supervisor, standing, now);
  }

  /** Without anything that ties to a process that is over. */
  Ties without(Pid over) {
    PMap<Long, Pid> left = monitors;
    for (var monitor : monitors.entrySet()) {
      if (monitor.getValue().equals(over)) {
        left = left.without(monitor.getKey());
      }
    }
    return new Ties(
        left,
        watchers.without(over),
        links.without(over),
        children.without(over),
        over.equals(supervisor) ? null : supervisor,
        standing,
        heard);
  }
}
