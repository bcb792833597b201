package dev.jumpgate.runtime;

import dev.jumpgate.code.Bundle;
import dev.jumpgate.codec.CodecException;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import dev.jumpgate.operator.ReplayResult;
import dev.jumpgate.process.BundleVersion;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.ReplyTo;
import dev.jumpgate.state.Bytes;
import dev.jumpgate.state.PMap;
import dev.jumpgate.state.Tree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A crash run again on the side, on a thread of its own: the handler gets the state before and the
 * message, and what it asks for goes nowhere. It can query other processes, which changes nothing,
 * and gets no service of the node, which could.
 */
public final class Replay {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Processes processes;
  private final CrashReport crash;
  private final UnaryOperator<Tree> sight;

  private Replay(Processes processes, CrashReport crash, UnaryOperator<Tree> sight) {
    this.processes = processes;
    this.crash = crash;
    this.sight = sight;
  }

  /**
   * Runs the message of a crash again.
   *
   * @param version the number of the version to run it with, or null for the one that crashed
   * @throws OperatorException when it cannot be run, or does not return
   */
  public static ReplayResult of(
      Processes processes, String id, @Nullable Integer version, UnaryOperator<Tree> sight)
      throws InterruptedException {
    CrashReport report =
        processes
            .chronicle()
            .report(id)
            .orElseThrow(() ->
                new OperatorException(
                    Code.FAILED, "there is no crash " + id, "/crashes lists them"));
    return new Replay(processes, report, sight).run(version);
  }

  private ReplayResult run(@Nullable Integer version) throws InterruptedException {
    Kept message = crash.message();
    Object content = message == null ? null : message.content();
    Bytes state = crash.state().bytes();
    if (content == null || state == null) {
      throw failed(
          content == null
              ? "the crash %s was on no message that can be sent again"
              : "the state before %s cannot be read");
    }
    BundleVersion to =
        version == null ? crash.version() : new BundleVersion(crash.version().bundle(), version);
    Bundle bundle =
        processes
            .kinds()
            .bundle(to)
            .orElseThrow(() -> failed("%s cannot be run: there is no " + to));
    Revision<?, ?> before;
    try {
      before = processes.images().revision(image(state), bundle);
    } catch (JumpgateException | CodecException e) {
      throw failed("the state before %s is none of " + to + ": " + e.getMessage());
    }
    return await(before, content, to);
  }

  private OperatorException failed(String what) {
    return new OperatorException(Code.FAILED, what.replace("%s", crash.id()), null);
  }

  private ProcessImage image(Bytes state) {
    return new ProcessImage(
        crash.pid(),
        crash.name(),
        crash.behavior(),
        crash.version(),
        null,
        1,
        crash.revision(),
        state,
        Cause.RESTARTED,
        1,
        List.of(),
        List.of(),
        PMap.empty(),
        Ties.NONE,
        null,
        List.of(),
        false);
  }

  private ReplayResult await(Revision<?, ?> before, Object content, BundleVersion version)
      throws InterruptedException {
    var result = new CompletableFuture<ReplayResult>();
    Thread thread =
        Thread.ofVirtual()
            .name("jumpgate-replay")
            .inheritInheritableThreadLocals(false)
            .start(() -> result.complete(handle(before, content, version)));
    try {
      return result.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      List<String> stack = Handling.frames(thread.getStackTrace());
      String where = stack.isEmpty() ? "" : " at " + stack.getFirst();
      throw failed("the handler of %s did not return within 10 s" + where);
    } catch (ExecutionException e) {
      throw new AssertionError("the thread catches all", e);
    } finally {
      thread.interrupt();
    }
  }

  private <S, M> ReplayResult handle(Revision<S, M> before, Object content, BundleVersion version) {
    // Nobody else knows this cell: it takes the process's place for the one message.
    var cell = new Cell<S, M>(crash.pid(), before);
    Delivery delivery = processes.delivery();
    var envelope = new Envelope.Asked(content, nobody(), List.<Pid>of(), 0);
    long start = System.nanoTime();
    var turn = new Turn<>(cell, delivery, envelope, before.ledger(), null);
    try {
      M message = before.kind().contents().live(envelope);
      S next = before.kind().behavior().handle(before.state(), message, turn);
      turn.close();
      if (next == null) {
        throw new NullPointerException("the handler returned null");
      }
      var took = Duration.ofNanos(System.nanoTime() - start);
      return new ReplayResult(
          crash.id(),
          version.toString(),
          null,
          List.of(),
          Kept.tree(next, sight),
          effects(turn, before),
          took);
    } catch (Throwable thrown) {
      return new ReplayResult(
          crash.id(),
          version.toString(),
          Thrown.text(thrown),
          Reports.stack(thrown),
          null,
          List.of(),
          Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private ReplyTo<?> nobody() {
    return new ReplyTo<>(crash.node(), 0, 0, null);
  }

  private List<ReplayResult.Effect> effects(Turn<?> turn, Revision<?, ?> before) {
    List<ReplayResult.Effect> effects = new ArrayList<>();
    for (Effect effect = turn.firstEffect(); effect != null; effect = effect.next) {
      var target = effect.target();
      effects.add(
          new ReplayResult.Effect(
              kind(effect),
              target == null ? null : target.toString(),
              Kept.tree(effect.content(), sight)));
    }
    turn.ledger()
        .timers()
        .forEach((id, timer) -> {
          if (before.ledger().timers().get(id) == null) {
            Tree message = Kept.tree(timer.message(), sight);
            effects.add(new ReplayResult.Effect("timer", null, message));
          }
        });
    if (turn.stopReason() != null) {
      effects.add(new ReplayResult.Effect("stop", null, Kept.tree(turn.stopReason(), sight)));
    }
    return effects;
  }

  private static String kind(Effect effect) {
    String name = effect.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    return name.equals("latereply") ? "reply" : name;
  }
}
