package dev.jumpgate.upgrade;

import dev.jumpgate.cluster.EventLog;
import dev.jumpgate.code.Bundle;
import dev.jumpgate.code.Bundles;
import dev.jumpgate.codec.CodecException;
import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.Pattern;
import dev.jumpgate.operator.UpgradeResult;
import dev.jumpgate.operator.UpgradeResult.Failure;
import dev.jumpgate.process.BundleVersion;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.process.RefusedException;
import dev.jumpgate.runtime.Cell;
import dev.jumpgate.runtime.Halt;
import dev.jumpgate.runtime.Hold;
import dev.jumpgate.runtime.ProcessImage;
import dev.jumpgate.runtime.Processes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** Brings the processes of this node to other versions of their code. */
public final class Upgrader {

  private static final Logger LOG = LogManager.getLogger(Upgrader.class);
  private static final Duration HALT_WAIT = Duration.ofSeconds(10);

  private final Bundles bundles;
  private final Processes processes;
  private final EventLog events;

  public Upgrader(Bundles bundles, Processes processes, EventLog events) {
    this.bundles = bundles;
    this.processes = processes;
    this.events = events;
  }

  /**
   * Upgrades the processes of this node that are meant.
   *
   * @param target a name, a pid, a pattern, or a bundle
   * @param number the version to go to, or null for the latest of each one's bundle
   * @param dryRun converts copies and changes nothing
   */
  public UpgradeResult upgrade(String target, @Nullable Integer number, boolean dryRun)
      throws InterruptedException {
    var work = new Work(target, dryRun);
    for (Cell<?, ?> cell : meant(target)) {
      String bundle = cell.version().bundle();
      BundleVersion to =
          number == null
              ? bundles.latest(bundle).orElse(cell.version())
              : new BundleVersion(bundle, number);
      if (!to.equals(cell.version())) {
        work.bring(cell, to);
      }
    }
    return work.result();
  }

  /** Brings the processes of this node that are meant back to the version they ran before. */
  public UpgradeResult rollback(String target) throws InterruptedException {
    var work = new Work(target, false);
    for (Cell<?, ?> cell : meant(target)) {
      BundleVersion former = cell.former();
      if (former == null) {
        work.failed(cell, "", "it has run no other version than " + cell.version());
      } else {
        work.bring(cell, former);
      }
    }
    return work.result();
  }

  private List<Cell<?, ?>> meant(String target) {
    var pattern = new Pattern(target);
    return processes.all().stream()
        .filter(cell ->
            pattern.matches(cell.label())
                || cell.pid().toString().equals(target)
                || cell.version().bundle().equals(target))
        .sorted(Comparator.comparing(Cell::label))
        .<Cell<?, ?>>map(cell -> cell)
        .toList();
  }

  // Only the later version knows what an earlier one can read.
  private ProcessImage reverted(Cell<?, ?> cell, ProcessImage image, BundleVersion to) {
    return to.number() < cell.version().number()
        ? processes.images().reverted(cell, image, to)
        : image;
  }

  /** One command, process after process. */
  private final class Work {

    private final String target;
    private final boolean dryRun;
    private final long start = System.nanoTime();
    private final List<String> converted = new ArrayList<>();
    private final List<Failure> failed = new ArrayList<>();
    private String version = "";
    private long pauseMax;

    Work(String target, boolean dryRun) {
      this.target = target;
      this.dryRun = dryRun;
    }

    void failed(Cell<?, ?> cell, String path, String reason) {
      failed.add(new Failure(cell.label(), path, reason));
    }

    void bring(Cell<?, ?> cell, BundleVersion to) throws InterruptedException {
      version = to.toString();
      try {
        Bundle bundle =
            bundles.find(to).orElseThrow(() -> new RefusedException("there is no " + to));
        if (dryRun) {
          processes.images().tryOut(reverted(cell, processes.images().snapshot(cell), to), bundle);
        } else {
          replace(cell, bundle);
        }
        converted.add(cell.label());
      } catch (CodecException e) {
        failed(cell, e.path(), e.reason());
      } catch (JumpgateException e) {
        failed(cell, "", String.valueOf(e.getMessage()));
      } catch (RuntimeException | LinkageError | StackOverflowError e) {
        LOG.warn("{} could not go to {}", cell.label(), to, e);
        failed(cell, "", "its code failed: " + e);
      }
    }

    private void replace(Cell<?, ?> cell, Bundle bundle) throws InterruptedException {
      if (cell.isHalted()) {
        throw new RefusedException("it is being moved or upgraded already");
      }
      Halt halt =
          processes
              .halt(cell, Hold.UPGRADING, HALT_WAIT)
              .orElseThrow(() ->
                  new RefusedException(
                      "it did not come to the end of its message within %d s"
                          .formatted(HALT_WAIT.toSeconds())));
      long halted = System.nanoTime();
      BundleVersion from = cell.version();
      try {
        ProcessImage image = halt.export(Cause.UPGRADED);
        halt.become(reverted(cell, image, bundle.version()), bundle);
      } catch (Throwable e) {
        halt.resume();
        throw e;
      }
      pauseMax = Math.max(pauseMax, System.nanoTime() - halted);
      events.publish(
          Event.Kind.UPGRADED, cell.label(), "from %s to %s".formatted(from, bundle.version()));
    }

    UpgradeResult result() {
      return new UpgradeResult(
          target,
          version,
          List.copyOf(converted),
          List.copyOf(failed),
          Duration.ofNanos(System.nanoTime() - start),
          Duration.ofNanos(pauseMax));
    }
  }
}
